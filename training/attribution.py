"""Train, evaluate and export the attribution tagger.

    python -m training.attribution train --data DIR --out RUN        # DIR holds PolNeAR's {train,dev}.jsonl.gz
    python -m training.attribution evaluate --data DIR --run RUN --epoch 5 --scorer FILE
    python -m training.attribution export --data DIR --run RUN --epoch 5 --scorer FILE --to FOLDER

Every cut of the articles into windows, every feature and every decoding step is the package's own; here are only the
labels, the losses and the loop. See training/README.md for what was tried.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import shutil
import time
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.distributed
import torch.multiprocessing
from safetensors.torch import load_file, save_file
from scipy.optimize import minimize
from torch import Tensor
from torch.nn import functional

from benchmarks.attribution import load_scorer, predict, read
from benchmarks.calibration import calibration_error
from provenance.attribution.decoding import Calibration, Found
from provenance.attribution.network import (
    LABELS,
    ROLES,
    Network,
    Passage,
    batches_by_size,
    from_minilm,
    stack_passages,
    stack_windows,
)
from provenance.attribution.quotations import find_single
from provenance.attribution.tagger import NeuralTagger, Settings, computes_in, in_characters, load_tagger, propose
from provenance.attribution.windows import (
    ALWAYS_CLOSING,
    ALWAYS_OPENING,
    PARAGRAPH,
    QUOTE_MARK,
    Pieces,
    Span,
    Window,
    cut_pieces,
    cut_windows,
    load_tokenizer,
    passage_around,
)
from provenance.config import Attribution
from provenance.models import ENCODER_SHA256, embedded_encoder_path
from provenance.models.quantised import quantise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from tokenizers import Tokenizer

Record = dict[str, Any]
FOLDS = 6  # of the articles of dev, to see how well confidences hold on articles they were not fitted on


@dataclass(frozen=True)
class Plan:
    """Everything that may be turned; written next to the weights."""

    epochs: int = 8
    batch: int = 1024
    workers: int = 2
    start: str = ""
    core: int = 240
    rate: float = 3e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.06
    dropout: float = 0.1
    word_dropout: float = 0.02
    average: float = 0.998
    propose: float = 0.1
    valid_weight: float = 0.3
    role_weight: float = 1.0
    restyle: float = 0.35
    unlabelled: str = ""
    extra: int = 0
    seed: int = 7


@dataclass(frozen=True)
class Gold:
    """One attribution in word pieces."""

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Example:
    """An article in word pieces with its attributions and, per piece and role, whether it carries that role."""

    pieces: Pieces
    gold: tuple[Gold, ...]
    roles: np.ndarray[Any, Any] = field(repr=False)


def make_example(record: Record, tokenizer: Tokenizer) -> Example:
    """Cut an article into pieces and find the pieces of every attribution that has a cue."""
    text = record["text"]
    pieces = cut_pieces(text, [(0, len(text))], tokenizer)
    gold = []
    roles = np.zeros((len(pieces), len(ROLES)), dtype=np.float32)
    for entry in record["attributions"]:
        ranges = {role: _piece_ranges(text, pieces, entry[role]) for role in ROLES}
        for column, role in enumerate(ROLES):
            for start, end in ranges[role]:
                roles[start:end, column] = pieces.start[start:end] < pieces.end[start:end]
        if ranges["cue"] and ranges["content"]:
            gold.append(Gold(ranges["cue"][0], ranges["source"], ranges["content"]))
    return Example(pieces, tuple(gold), roles)


STYLES = {  # double marks to open and close, single ones
    "straight": ('"', '"', "'", "'"),
    "curly": ("\u201c", "\u201d", "\u2018", "\u2019"),
    "doubled": ("''", "''", "'", "'"),
    "British": ("\u2018", "\u2019", "\u201c", "\u201d"),
    "British straight": ("'", "'", '"', '"'),
}


def restyle(record: Record, style: str) -> Record:
    """Return an article with its quotation marks in another house style, offsets moved along."""
    text = record["text"]
    opening, closing, inner_opening, inner_closing = STYLES[style]
    changes: dict[Span, str] = {}
    for paragraph in PARAGRAPH.finditer(text):
        inside = False
        for mark in QUOTE_MARK.finditer(paragraph.group()):
            inside = mark.group() in ALWAYS_OPENING or (mark.group() not in ALWAYS_CLOSING and not inside)
            at = paragraph.start() + mark.start()
            changes[at, at + len(mark.group())] = opening if inside else closing
    for start, end in find_single(text):
        changes.setdefault((start, start + 1), inner_opening)
        changes.setdefault((end - 1, end), inner_closing)
    moved = np.zeros(len(text) + 1, dtype=np.int64)
    parts, last = [], 0
    for (start, end), mark_text in sorted(changes.items()):
        if start < last:
            continue
        parts += [text[last:start], mark_text]
        moved[end:] += len(mark_text) - (end - start)
        last = end
    moved += np.arange(len(text) + 1)

    def move(spans: Sequence[Sequence[int]]) -> list[list[int]]:
        return [[int(moved[start]), int(moved[end])] for start, end in spans]

    entries = [{role: move(entry[role]) for role in ROLES} for entry in record["attributions"]]
    return {**record, "text": "".join([*parts, text[last:]]), "attributions": entries}


def _piece_ranges(text: str, pieces: Pieces, ranges: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """Turn character ranges into piece ranges; ranges with nothing but blanks or marks between them become one."""
    joined: list[list[int]] = []
    for start, end in sorted(map(tuple, ranges)):
        gap = text[joined[-1][1] : start] if joined else ""
        if joined and "\n" not in gap and not any(map(str.isalnum, gap)):
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    found = []
    for start, end in joined:
        first = int(np.searchsorted(pieces.end, start, side="right"))
        last = int(np.searchsorted(pieces.start, end, side="left"))
        while last > first and pieces.start[last - 1] == pieces.end[last - 1]:
            last -= 1
        if first < last:
            found.append((first, last))
    return tuple(found)


@dataclass(frozen=True)
class Corpus:
    """Annotated articles, the same in other styles of quotation marks, and articles labelled by an earlier tagger."""

    plan: Plan
    own: list[Example]
    restyled: list[list[Example]]
    labelled: list[Example]

    @classmethod
    def read(cls, plan: Plan, data: Path, tokenizer: Tokenizer) -> Corpus:
        """Read and cut everything once; two other styles an article, drawn by its number."""
        records = read(data / "train.jsonl.gz")
        rng = random.Random(0)  # noqa: S311
        styles = [rng.sample(list(STYLES), 2) if plan.restyle else [] for _ in records]
        return cls(
            plan,
            [make_example(record, tokenizer) for record in records],
            [
                [make_example(restyle(record, style), tokenizer) for style in drawn]
                for record, drawn in zip(records, styles, strict=True)
            ],
            [make_example(record, tokenizer) for record in read(Path(plan.unlabelled))] if plan.unlabelled else [],
        )

    def draw(self, rng: random.Random) -> list[Example]:
        """Return the articles of one epoch."""
        chosen = [
            rng.choice(others) if rng.random() < self.plan.restyle else one
            for one, others in zip(self.own, self.restyled, strict=True)
        ]
        return chosen + rng.sample(self.labelled, min(self.plan.extra, len(self.labelled)))


def epoch_batches(examples: Sequence[Example], plan: Plan, rng: random.Random) -> list[list[tuple[Example, Window]]]:
    """Cut all articles anew, at other places than the last time, and group windows of like length."""
    windows = []
    for example in examples:
        cut = cut_windows(example.pieces, core=plan.core, before=0, after=0, first=rng.randrange(plan.core))
        windows += [(example, window) for window in cut]
    rng.shuffle(windows)
    batches = []
    for start in range(0, len(windows), 400):
        chunk = windows[start : start + 400]
        groups = batches_by_size([len(window) + 1 for _, window in chunk], plan.batch)
        batches += [[chunk[i] for i in group] for group in groups]
    rng.shuffle(batches)
    return batches


def choose_passages(
    batch: Sequence[tuple[Example, Window]], cues: np.ndarray[Any, Any], plan: Plan, rng: random.Random
) -> tuple[list[Passage], list[Gold | None]]:
    """Return what the reader is trained on: every true cue, and the encoder's false ones (with None).

    A true cue is marked half of the time as the encoder would mark it, so that the reader gets used to that.
    """
    settings = Settings(propose=plan.propose)
    passages: list[Passage] = []
    answers: list[Gold | None] = []
    for row, (example, window) in enumerate(batch):
        shift = 1 - window.start
        proposed = propose(example.pieces, window, cues[row], row, settings)
        inside = [gold for gold in example.gold if window.start <= gold.cue[0] and gold.cue[1] <= window.end]
        owner: dict[int, Gold] = {i: gold for gold in inside for i in range(gold.cue[0] + shift, gold.cue[1] + shift)}
        marks: dict[Span, Span] = {}
        wrong = []
        for passage in proposed:
            hit = next((owner[i] for i in range(*passage.mark) if i in owner), None)
            if hit is None:
                wrong.append(passage)
            elif hit.cue not in marks and rng.random() < 0.5:
                marks[hit.cue] = passage.mark
        for gold in inside:
            mark = marks.get(gold.cue, (gold.cue[0] + shift, gold.cue[1] + shift))
            around = (mark[0] - shift, mark[1] - shift)
            start, end = passage_around(example.pieces, around, window, reach=settings.reach, follow=settings.follow)
            passages.append(Passage(row, start + shift, end + shift, mark))
            answers.append(gold)
        wrong = rng.sample(wrong, min(len(wrong), 2 + len(inside)))
        passages += wrong
        answers += [None] * len(wrong)
    return passages, answers


def label_passage(passage: Passage, gold: Gold, shift: int) -> list[int]:
    """Return the label of every place of a passage."""
    labels = [0] * len(passage)
    for role, ranges in (("source", gold.source), ("cue", (gold.cue,)), ("content", gold.content)):
        for start, end in ranges:
            low, high = max(start + shift, passage.start), min(end + shift, passage.end)
            for place in range(low, high):
                kind = "B-" if place == low else "I-"
                labels[place - passage.start] = LABELS.index(kind + role)
    return labels


class SequenceLoss(torch.autograd.Function):
    """Summed negative log-likelihood of label sequences under the conditional random field.

    The gradient is worked out by the forward-backward algorithm in numpy: ten times as fast as torch's own way through
    hundreds of tiny operations.
    """

    @staticmethod
    def forward(ctx: Any, scores: Tensor, labels: Tensor, mask: Tensor, steps: Tensor, first: Tensor) -> Tensor:  # noqa: ANN401 - torch says no more
        """Return the loss; scores (rows, length, labels), labels and mask (rows, length), rows padded at the end."""
        loss, *slopes = _loss_and_slopes(*(part.detach().numpy() for part in (scores, labels, mask, steps, first)))
        ctx.slopes = [torch.from_numpy(slope.astype(np.float32)) for slope in slopes]
        return scores.new_tensor(loss)

    @staticmethod
    def backward(ctx: Any, *above: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401 - torch says no more
        """Return the slopes towards scores, steps and first labels."""
        scores, steps, first = (slope * above[0] for slope in ctx.slopes)
        return scores, None, None, steps, first


def _loss_and_slopes(
    scores: np.ndarray[Any, Any],
    labels: np.ndarray[Any, Any],
    mask: np.ndarray[Any, Any],
    steps: np.ndarray[Any, Any],
    first: np.ndarray[Any, Any],
) -> tuple[float, np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    rows, length, _ = scores.shape
    scores = scores.astype(np.float64)
    top = scores.max(2, keepdims=True)
    emit, move = np.exp(scores - top), np.exp(steps.astype(np.float64))
    live = mask.astype(bool)
    ahead, scale = np.empty_like(emit), np.ones((rows, length))
    for place in range(length):
        grown = np.exp(first)[None] * emit[:, 0] if place == 0 else (ahead[:, place - 1] @ move) * emit[:, place]
        if place:
            grown = np.where(live[:, place, None], grown, ahead[:, place - 1])
        scale[:, place] = grown.sum(1)
        ahead[:, place] = grown / scale[:, place, None]
    behind = np.ones_like(emit)
    moved = np.zeros_like(move)
    for place in range(length - 1, 0, -1):
        here = emit[:, place] * behind[:, place] * live[:, place, None] / scale[:, place, None]
        moved += move * (ahead[:, place - 1].T @ here)
        behind[:, place - 1] = np.where(live[:, place, None], here @ move.T, behind[:, place])
    share = ahead * behind * mask[:, :, None]
    total = np.log(scale).sum() + (top[:, :, 0] * mask).sum()
    one = np.eye(emit.shape[2])[labels] * mask[:, :, None]
    both = mask[:, 1:]
    gold = (scores * one).sum() + first[labels[:, 0]].sum() + (steps[labels[:, :-1], labels[:, 1:]] * both).sum()
    counted = np.zeros_like(move)
    np.add.at(counted, (labels[:, :-1], labels[:, 1:]), both)
    return float(total - gold), share - one, moved - counted, (share - one)[:, 0].sum(0)


def batch_loss(
    network: Network, batch: Sequence[tuple[Example, Window]], plan: Plan, rng: random.Random
) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch of windows and its parts."""
    ids, shapes, quotes, mask = stack_windows([(example.pieces, window) for example, window in batch])
    if plan.word_dropout:
        ids = ids.masked_fill((torch.rand(ids.shape) < plan.word_dropout) & (ids > 999), 103)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encode(ids, shapes, quotes, mask)
        guess = network.roles(states).float()
    target = torch.zeros_like(guess)
    for row, (example, window) in enumerate(batch):
        target[row, 1 : 1 + len(window)] = torch.from_numpy(example.roles[window.start : window.end])
    roles = functional.binary_cross_entropy_with_logits(guess, target, reduction="none").sum(2)
    role_loss = (roles * mask).sum() / mask.sum()
    cues = guess[..., 1].detach().sigmoid().numpy()
    passages, answers = choose_passages(batch, cues, plan, rng)
    read_loss, valid_loss = passage_losses(network, states, [w for _, w in batch], passages, answers)
    loss = plan.role_weight * role_loss + read_loss + plan.valid_weight * valid_loss
    parts = {"roles": role_loss, "read": read_loss, "valid": valid_loss}
    return loss, {name: float(value.detach()) for name, value in parts.items()}


def passage_losses(
    network: Network,
    states: Tensor,
    windows: Sequence[Window],
    passages: Sequence[Passage],
    answers: Sequence[Gold | None],
) -> tuple[Tensor, Tensor]:
    """Return the labelling loss per piece of true passages, and the loss of telling true from false ones."""
    steps, first = network.transitions()
    read, valid = torch.zeros(()), torch.zeros(())
    pieces = sum(len(p) for p, gold in zip(passages, answers, strict=True) if gold) or 1
    for group in batches_by_size([len(passage) for passage in passages], 3000):
        chosen = [passages[i] for i in group]
        truth = [answers[i] for i in group]
        gathered, marks, mask = stack_passages(states, chosen)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, odds = network.read(gathered, marks, mask)
        sure = torch.tensor([float(gold is not None) for gold in truth])
        valid = valid + functional.binary_cross_entropy_with_logits(odds.float(), sure, reduction="sum")
        real = [i for i, gold in enumerate(truth) if gold]
        if not real:
            continue
        labels = torch.zeros(mask.shape, dtype=torch.long)
        for i in real:
            row = label_passage(chosen[i], truth[i], 1 - windows[chosen[i].row].start)  # type: ignore[arg-type]
            labels[i, : len(row)] = torch.tensor(row)
        read = read + SequenceLoss.apply(scores[real].float(), labels[real], mask[real], steps, first)
    return read / pieces, valid / max(1, len(passages))


def optimizer_for(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """Return AdamW with lower rates for lower layers and no decay of biases and norms."""
    network.words.weight.requires_grad_(False)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    layers = len(network.encoder)
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        part = name.split(".")
        if part[0] in ("words", "positions", "norm"):
            rate = plan.rate * plan.layer_decay ** (layers + 1)
        elif part[0] == "encoder":
            rate = plan.rate * plan.layer_decay ** (layers - 1 - int(part[1]))
        else:
            rate = plan.rate if part[0] == "reader" else plan.head_rate
        decay = plan.weight_decay if weight.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(weight)
    listed = [{"params": weights, "lr": rate, "weight_decay": decay} for (rate, decay), weights in groups.items()]
    return torch.optim.AdamW(listed, betas=(0.9, 0.98), fused=True)


class Dropout(torch.nn.Module):
    """Dropout that takes its random numbers from a pool drawn once: torch's own takes a fifth of a step."""

    pool = torch.empty(0)

    def __init__(self, share: float) -> None:
        super().__init__()
        if not len(Dropout.pool):
            Dropout.pool = (torch.rand(1 << 24) >= share).to(torch.bfloat16) / (1 - share)

    def forward(self, states: Tensor) -> Tensor:
        """Set a share of the values to 0 and scale up the others."""
        if not self.training:
            return states
        size = states.numel()
        start = int(torch.randint(len(Dropout.pool) - size, ()))
        return states * Dropout.pool[start : start + size].view(states.shape)


class Average:
    """The running mean of the weights, which does better than the last ones."""

    def __init__(self, network: Network, keep: float) -> None:
        self.keep = keep
        self.steps = 0
        self.weights = {name: weight.detach().clone() for name, weight in network.named_parameters()}

    def update(self, network: Network) -> None:
        """Move towards the network's present weights."""
        self.steps += 1
        keep = min(self.keep, (1 + self.steps) / (10 + self.steps))
        moving = [
            (self.weights[name], weight.detach()) for name, weight in network.named_parameters() if weight.requires_grad
        ]
        torch._foreach_lerp_([mean for mean, _ in moving], [weight for _, weight in moving], 1 - keep)


def train(plan: Plan, data: Path, out: Path, scorer: Path | None) -> None:
    """Train and write the averaged weights after every epoch, with the figures on dev.

    Each worker is a process with one thread and its own batches, and the gradients are averaged once a step: threads
    that wait for one another thousands of times a step stand still as soon as anything else runs on the machine.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1))
    meeting = (out / f"meeting-{os.getpid()}").resolve()
    torch.multiprocessing.spawn(_work, (plan, data, out, scorer, meeting), nprocs=plan.workers)
    meeting.unlink(missing_ok=True)


def _work(rank: int, plan: Plan, data: Path, out: Path, scorer: Path | None, meeting: Path) -> None:
    torch.set_num_threads(1)
    torch.distributed.init_process_group("gloo", f"file://{meeting}", rank=rank, world_size=plan.workers)
    torch.manual_seed(0)  # the same first weights in all runs, so that runs can be averaged
    base = embedded_encoder_path()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    corpus = Corpus.read(plan, data, tokenizer)
    network = from_minilm(load_file(base / "model.safetensors"), partial(Dropout, plan.dropout))
    if plan.start:
        network.load_state_dict(load_file(plan.start))
    optimizer = optimizer_for(network, plan)
    per_epoch = len(epoch_batches(corpus.draw(random.Random(0)), plan, random.Random(0))) // plan.workers  # noqa: S311
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _slope(plan, plan.epochs * per_epoch))
    average = Average(network, plan.average)
    own = random.Random(plan.seed * 1000 + rank)  # noqa: S311
    torch.manual_seed(plan.seed * 1000 + rank)
    for epoch in range(1, plan.epochs + 1):
        network.train()
        drawn = random.Random(plan.seed * 100 + epoch)  # noqa: S311
        batches = epoch_batches(corpus.draw(drawn), plan, drawn)
        started = time.perf_counter()
        for step in range(1, min(per_epoch, len(batches) // plan.workers) + 1):
            loss, parts = batch_loss(network, batches[(step - 1) * plan.workers + rank], plan, own)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            _share_gradients(network, plan.workers)
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update(network)
            if rank == 0 and step % 50 == 0:
                shown = " ".join(f"{name} {value:.4f}" for name, value in parts.items())
                each = (time.perf_counter() - started) / step
                print(f"epoch {epoch} step {step}/{per_epoch} {shown} {each:.2f} s a step", flush=True)
        if rank == 0:
            save_file({k: v.contiguous() for k, v in average.weights.items()}, out / f"epoch{epoch}.safetensors")
            if scorer:
                figures = evaluate(load_run(out, epoch), data, scorer)["main"]
                print(f"epoch {epoch}", json.dumps(figures), flush=True)


def _share_gradients(network: Network, workers: int) -> None:
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    flat = torch.cat(
        [torch.zeros(weight.numel()) if weight.grad is None else weight.grad.flatten() for weight in weights]
    )
    torch.distributed.all_reduce(flat)
    flat /= workers
    for weight, mean in zip(weights, flat.split([weight.numel() for weight in weights]), strict=True):
        weight.grad = mean.view_as(weight)


def _slope(plan: Plan, steps: int) -> Callable[[int], float]:
    """Return the factor of the rates at a step: a short rise, then a straight fall."""
    warm = max(1, int(plan.warm_up * steps))
    return lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))


def label(texts: Path, out: Path, sets: Sequence[str]) -> None:
    """Let the shipped tagger label unlabelled articles (``text``, ``set``), written in the corpus's own form."""
    records = [record for record in read(texts) if not sets or record["set"] in sets]
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for record, row in zip(records, predict(records), strict=True):
            lines.write(json.dumps({"text": record["text"], **row}) + "\n")


def load_run(run: Path, epoch: int, settings: Settings | None = None) -> NeuralTagger:
    """Return the tagger of an epoch of a run, unquantised."""
    network = Network()
    network.load_state_dict(load_file(run / f"epoch{epoch}.safetensors"), strict=True)
    if computes_in(Attribution()) == "bfloat16":
        network.bfloat16()
    tokenizer = load_tokenizer(embedded_encoder_path() / "tokenizer.json")
    return NeuralTagger(network, tokenizer, settings or Settings())


def evaluate(tagger: NeuralTagger, data: Path, scorer: Path) -> dict[str, Any]:
    """Score a tagger on dev; under "main" the figures to watch, F1 × 100."""
    module = load_scorer(scorer)
    records = read(data / "dev.jsonl.gz")
    predicted = {row["id"]: row for row in predict(records, tagger)}
    counts = module.evaluate({record["id"]: record for record in records}, predicted)
    result: dict[str, Any] = module.scores(module.add(counts.values()))
    rows = result["attribution"]
    main = {f"token {role}": result["token"][role]["f1"] for role in ROLES}
    main |= {level: rows["all"][level]["f1"] for level in ("exact", "overlap", "full")}
    main |= {"full P": rows["all"]["full"]["p"], "full R": rows["all"]["full"]["r"]}
    main |= {f"full {name}": rows[name]["full"]["f1"] for name in ("direct", "indirect", "speech cue", "other cue")}
    main["source accuracy"] = rows["all"]["source accuracy"]
    result["main"] = {name: round(100 * value, 1) for name, value in main.items()}
    return result


def judge(tagger: NeuralTagger, records: Sequence[Record], module: ModuleType) -> list[tuple[str, Found, bool]]:
    """Return (article, attribution, whether content and source are right) of everything a tagger finds."""
    judged = []
    for record in records:
        pieces = cut_pieces(record["text"], [(0, len(record["text"]))], tagger.tokenizer)
        found = tagger.find(pieces)
        text = module.Text(record["text"])
        tagged = [asdict(in_characters(record["text"], pieces, item)) for item in found]
        mine = [module.Attribution(item, text, record["id"]) for item in tagged]
        gold = [module.Attribution(item, text, record["id"]) for item in record["attributions"]]
        pairs = module.match([item for item in gold if item.content], mine)
        right = {id(two) for overlap, one, two in pairs if overlap >= 0.5 and module.same_source(one, two)}
        judged += [(record["id"], item, id(two) in right) for item, two in zip(found, mine, strict=True)]
    return judged


def fit_calibration(judged: Sequence[tuple[str, Found, bool]]) -> Calibration:
    """Fit the weights of the calibration by logistic regression, with a slight pull towards 0."""
    inputs = np.array([[1.0, item.odds, item.doubt, item.source is None] for _, item, _ in judged])
    sides = np.array([1.0 if right else -1.0 for *_, right in judged])

    def loss(weights: np.ndarray[Any, Any]) -> float:
        return float(np.logaddexp(0, -sides * (inputs @ weights)).mean() + 1e-4 * (weights**2).sum())

    return Calibration(*(round(float(weight), 4) for weight in minimize(loss, np.zeros(4)).x))


def calibrate(tagger: NeuralTagger, data: Path, scorer: Path) -> tuple[Calibration, float]:
    """Fit the calibration on dev, on everything the tagger gives a chance of 0.2 by its own word.

    Also returns the expected calibration error when each sixth of the articles is left out of the fit in turn.
    """
    doubtful = NeuralTagger(tagger.network, tagger.tokenizer, tagger.settings, min_confidence=0.2)
    judged = judge(doubtful, read(data / "dev.jsonl.gz"), load_scorer(scorer))
    fold = {article: place % FOLDS for place, article in enumerate(dict.fromkeys(one for one, *_ in judged))}
    fits = [fit_calibration([one for one in judged if fold[one[0]] != part]) for part in range(FOLDS)]
    sure = [fits[fold[article]].confidence(item) for article, item, _ in judged]
    return fit_calibration(judged), calibration_error(sure, [right for *_, right in judged])


def export(
    run: Path, epoch: int, to: Path, figures: dict[str, Any], settings: Settings, calibration: Calibration
) -> None:
    """Write the shipped folder: quantised weights, tokenizer, card."""
    to.mkdir(parents=True, exist_ok=True)
    base = embedded_encoder_path()
    save_file(quantise(load_file(run / f"epoch{epoch}.safetensors")), to / "weights.safetensors")
    shutil.copyfile(base / "tokenizer.json", to / "tokenizer.json")
    plan = json.loads((run / "plan.json").read_text())
    if Path(plan["start"]).is_file():
        plan["start"] = Path(plan["start"]).name
    card = {
        "name": "attribution",
        "task": "source, cue and content of attributions in English news",
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "roles": list(ROLES),
        "labels": list(LABELS),
        "features": ["word piece", "position", "case and white space before it", "inside or at a quotation mark"],
        "settings": asdict(settings),
        "calibration": asdict(calibration),
        "base": {"name": "sentence-transformers/all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": ENCODER_SHA256},
        "data": {
            "name": "PolNeAR 1.0.0, training part: 840 articles of seven US outlets, 19,881 attributions",
            "url": "https://github.com/networkdynamics/PolNeAR",
            "licence": "none stated in the repository; a research corpus whose texts belong to their publishers",
            "cite": "Newell, Margolin & Ruths: An Attribution Relations Corpus for Political News. LREC 2018",
        },
        "plan": plan,
        "dev": {"what": "PolNeAR dev, 84 articles; F1 x 100, of these quantised weights", **figures},
        "sha256": _sha256(to / "weights.safetensors"),
        "tokenizer_sha256": _sha256(to / "tokenizer.json"),
    }
    (to / "weights.safetensors").chmod(0o644)
    (to / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Parse the command line and do one of the three things."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("train")
    one.add_argument("--out", type=Path, required=True)
    for name, value in asdict(Plan()).items():
        one.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    two = commands.add_parser("evaluate")
    two.add_argument("--run", type=Path, required=True)
    two.add_argument("--epoch", type=int, required=True)
    three = commands.add_parser("export")
    three.add_argument("--run", type=Path, required=True)
    three.add_argument("--epoch", type=int, required=True)
    three.add_argument("--to", type=Path, required=True)
    four = commands.add_parser("label")
    four.add_argument("--texts", type=Path, required=True)
    four.add_argument("--sets", nargs="*", default=[])
    four.add_argument("--out", type=Path, required=True)
    for command in (one, two, three):
        command.add_argument("--data", type=Path, required=True)
        command.add_argument("--scorer", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.command == "train":
        train(Plan(**{name: getattr(args, name) for name in asdict(Plan())}), args.data, args.out, args.scorer)
    elif args.command == "label":
        label(args.texts, args.out, args.sets)
    elif args.command == "evaluate":
        print(json.dumps(evaluate(load_run(args.run, args.epoch), args.data, args.scorer), indent=1))
    else:
        config = Attribution(model=str(args.to))
        export(args.run, args.epoch, args.to, {}, Settings(), Calibration())
        calibration, error = calibrate(load_tagger(config), args.data, args.scorer)
        export(args.run, args.epoch, args.to, {}, Settings(), calibration)
        figures = evaluate(load_tagger(config), args.data, args.scorer)["main"]
        figures["calibration error, cross-validated"] = round(error, 3)
        export(args.run, args.epoch, args.to, figures, Settings(), calibration)
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
