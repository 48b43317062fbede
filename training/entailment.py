"""Fine-tune the entailment model from all-MiniLM-L6-v2 on pairs of sentences of many kinds.

    python -m training.entailment train DATA --out RUN --hours 2    # RUN/last.pt every ten minutes; goes on from it
    python -m training.entailment measure DATA --run RUN
    python -m training.entailment export --run RUN --to provenance/models/news_entailment

A pass takes of every source what ``TAKE`` names. Left out are sources whose licence forbids it (LDC newswire, ANLI,
SICK: non-commercial). What similar Wikipedia sentences and captions call a contradiction is often merely another claim:
the first head learns that, the second, which reads reports, does not. Added are edits of news sentences (``edits``),
pairs of news on one event that are no contradiction, whatever else they are, our own pairs of reports, judged by what
they amount to, and for the second head alone sentences that share a name, which hardly ever clash, some of them judged.
A third of all pairs is turned round. The rate falls with the clock, so that a run ends when it is said to, whatever
else the machine does. Weights are averaged over the last steps. See training/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import re
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
import torch
from rapidfuzz import fuzz, process
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from provenance.contradictions.entailment import LABELS, MOST, OUTCOMES
from provenance.contradictions.marks import ReadPair, read_pairs
from provenance.contradictions.network import GAPS, Network, gap_of, stack
from provenance.embedding.news import load_tokenizer
from provenance.models import ENCODER_SHA256, embedded_encoder_path
from provenance.models.quantised import dequantise, quantise
from provenance.sentences import find_paragraphs, find_sentences
from training.edits import edit_rewordings, find_names, make_pairs, rename

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

PIECES = 64 * 44  # of a batch
SAVED = 600  # seconds between checkpoints
MASK, FIRST_WORD = 103, 999  # [MASK]; pieces before this one are not of the text

OWN_PAIRS = Path(__file__).with_name("news_pairs.jsonl")
OWN_REPORTS = Path(__file__).with_name("news_reports.jsonl")
OWN_TURNS = Path(__file__).with_name("news_turns.jsonl")
JUDGED_PAIRS = Path(__file__).with_name("judged_pairs.csv")
# rows of a pass; a source that is not named is not learnt from
TAKE = {
    "mnli": 26_000,
    "mnli_mm_single": 11_000,
    "lingnli": 46_000,
    "wanli": 26_400,
    "snli": 45_000,
    "cad_snli": 8_800,
    "disco_cf": 8_000,
    "mpe": 2_000,
    "vitaminc_real": 53_000,
    "vitaminc_synthetic": 12_800,
    "fever": 11_700,
    "fever_symmetric": 760,
    "fm2": 2_300,
    "wikifactcheck_neg": 2_500,
    "base_wiki": 4_800,
    "sim_wiki": 12_000,
    "translate_wiki": 6_000,
    "conjnli_adv": 10_000,
    "climate_fever": 4_000,
    "healthver": 1_500,
    "commitmentbank": 250,
    "nope": 1_100,
    "fnc1": 16_000,
    "fnc1_headline_pairs": 1_300,
    "fnc1_unrelated": 800,
    "fib_dateswp": 30,
    "fib_entswp": 198,
    "fib_negation": 256,
    "fib_numswp": 38,
}
# what these call a contradiction is often another scene, or merely another claim
ELSEWHERE = ("snli", "cad_snli", "disco_cf", "mpe", "sim_wiki", "translate_wiki", "base_wiki")
EDITED = 10_000
REWORDED = 3_000  # contradictions made of them; each also stands as it is, twice a pass
NEAR = 4  # sentences of an article, of which the first is held against the others
LIKE = 60  # per cent of likeness from which two outlets' sentences are wordings of one
NO_CLASHES = 18_000
BESIDE = 30_000  # sentences of one story or article that share a name, hardly ever a clash
WRITTEN = 100_000  # of our own pairs (training/news_pairs.jsonl), which are few and nearest to what the model is for
REPORTED = 8  # times that each of our own pairs of reports (training/news_reports.jsonl) stands in a pass
TURNS = 30  # the same of pairs of sentences that follow on one another in an article (training/news_turns.jsonl)
JUDGED = 8  # the same of the pairs of real sentences that readers have judged (training/judged_pairs.csv)
UNDATED = 0.35  # share of them of which the network is not told how many hours lie between
SWAPPED = 0.35  # share of the pairs that are turned round; what was no contradiction is none then, one knows no more


@dataclass(frozen=True)
class Plan:
    """What may be turned; rates are of the encoder and of the head."""

    hours: float = 1.5
    rate: float = 1.5e-4
    head_rate: float = 6e-4
    warm: float = 0.04
    smoothing: float = 0.03
    average: float = 0.998
    dropout: float = 0.1  # of the hidden states
    hidden: float = 0.05  # share of the pieces that are hidden behind the mask
    shrink: float = 0.15  # how far the weights that a run begins with are drawn back to the plain encoder's
    workers: int = 2
    seed: int = 0


class Pair(NamedTuple):
    """Two texts, the labels and the outcomes of which one is right, and the class of the hours between the two."""

    premise: str
    hypothesis: str
    labels: tuple[str, ...]
    outcomes: tuple[str, ...] = OUTCOMES
    gap: int = 0


CLASH = ("contradiction",)
NO_CLASH = ("entailment", "neutral")
PEACE = ("update", "different_scope", "compatible")
# what a label tells of the outcome, and the other way round
OUTCOMES_OF = {
    "entailment": ("compatible",),
    "neutral": PEACE,
    "contradiction": ("contradiction", "source_dispute", "update"),
}
LABELS_OF = {
    "contradiction": CLASH,
    "source_dispute": CLASH,
    "update": LABELS,
    "different_scope": NO_CLASH,
    "compatible": NO_CLASH,
}


class Pool:
    """Everything that may be learnt from."""

    def __init__(self, data: Path, rng: np.random.Generator) -> None:
        table = pl.read_parquet(data / "nli" / "train.parquet").filter(pl.col("source").is_in(list(TAKE)))
        self._rng = rng
        self._parts = {
            source: [
                _labelled(row["premise"], row["hypothesis"], row["label"], events=source not in ELSEWHERE)
                for row in part.iter_rows(named=True)
            ]
            for (source,), part in sorted(table.group_by("source"), key=lambda group: str(group[0]))
        }
        self._no_clash = _no_clashes(data)
        self._reworded = _reworded(data)
        self._sentences = _sentences(data)
        self._judged = read_judged(data)
        judged = {frozenset(pair[:2]) for pair in self._judged}
        self._beside = [pair for pair in _beside(data) if frozenset(pair[:2]) not in judged]
        self._written = read_written(measured=False)
        self._reports = read_reports(measured=False)
        self._turns = read_turns(measured=False)
        self._names = find_names([pair.premise for pair in self._written])

    def draw(self) -> list[Pair]:
        """Return the pairs of a pass, in chance order."""
        drawn = [pair for source, part in self._parts.items() for pair in self._some(part, TAKE[source])]
        drawn += self._some(self._no_clash, NO_CLASHES)
        drawn += [
            pair._replace(gap=int(self._rng.integers(len(GAPS) + 2))) for pair in self._some(self._beside, BESIDE)
        ]
        own = [*self._some(self._written, WRITTEN), *REPORTED * self._reports, *TURNS * self._turns]
        drawn += [Pair(*rename(pair[:2], self._names, self._rng), *pair[2:]) for pair in own]
        drawn += JUDGED * self._judged
        drawn += [Pair(a, b, NO_CLASH, PEACE) for a, b in 2 * self._reworded]
        edited = edit_rewordings(self._reworded, self._rng)
        drawn += self._some([_labelled(one.premise, one.hypothesis, one.label) for one in edited], REWORDED)
        made = [one for _ in range(3) for one in make_pairs(self._sentences, self._rng)]
        drawn += self._some([_labelled(one.premise, one.hypothesis, one.label) for one in made], EDITED)
        return [self._turned(drawn[place]) for place in self._rng.permutation(len(drawn))]

    def _turned(self, pair: Pair) -> Pair:
        if self._rng.random() < UNDATED:
            pair = pair._replace(gap=0)
        if pair.gap or self._rng.random() >= SWAPPED:
            return pair
        labels = CLASH if pair.labels == CLASH else LABELS if CLASH[0] in pair.labels else NO_CLASH
        return Pair(pair.hypothesis, pair.premise, labels, pair.outcomes)

    def _some(self, part: Sequence[Pair], wanted: int) -> list[Pair]:
        """Return ``wanted`` of a part: whole as often as it goes, the rest by chance, as even by label as can be."""
        whole, rest = divmod(wanted, len(part))
        rows = list(part) * whole
        by_label: dict[tuple[str, ...], list[Pair]] = {}
        for place in self._rng.permutation(len(part)):
            by_label.setdefault(part[place].labels, []).append(part[place])
        left = rest
        for number, group in enumerate(sorted(by_label.values(), key=len)):
            share = min(len(group), left // (len(by_label) - number))
            rows += group[:share]
            left -= share
        return rows


def _labelled(premise: str, hypothesis: str, label: str, *, events: bool = True) -> Pair:
    """Return a pair with a label; what that tells of the outcome only if both texts are of one event."""
    return Pair(premise, hypothesis, (label,), OUTCOMES_OF[label] if events else OUTCOMES)


def read_written(*, measured: bool) -> list[Pair]:
    """Return our own pairs: those to learn from, or the tenth of the premises that is left out to measure by."""
    with OWN_PAIRS.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        _labelled(row["premise"], row["hypothesis"], row["label"])
        for row in rows
        if _is_left_out(row["premise"]) is measured
    ]


def read_reports(*, measured: bool) -> list[Pair]:
    """Return our own pairs of reports, the earlier first: to learn from, or a tenth of the stories to measure by."""
    with OWN_REPORTS.open(encoding="utf-8") as file:
        stories = [json.loads(line) for line in file]
    found = []
    for story in stories:
        if _is_left_out(story["text"]) is not measured:
            continue
        for other in story["others"]:
            first, second = sorted((story, other), key=lambda one: str(one["at"]))
            gap = datetime.fromisoformat(second["at"]) - datetime.fromisoformat(first["at"])
            outcome = other["outcome"]
            between = gap_of(gap.total_seconds() / 3600)
            found.append(Pair(first["text"], second["text"], LABELS_OF[outcome], (outcome,), between))
    return found


def read_turns(*, measured: bool) -> list[Pair]:
    """Return our own pairs of sentences of which the second follows the first in an article, as ``read_reports``."""
    with OWN_TURNS.open(encoding="utf-8") as file:
        stories = [json.loads(line) for line in file]
    return [
        Pair(story["text"], other["text"], LABELS_OF[other["outcome"]], (other["outcome"],), gap_of(0.0))
        for story in stories
        if _is_left_out(story["text"]) is measured
        for other in story["others"]
    ]


def read_judged(data: Path) -> list[Pair]:
    """Return pairs of sentences of two articles on one story that readers have judged, without their hours.

    Where a reader hesitated, either outcome is right.
    """
    with gzip.open(data / "stories" / "dev.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [row for row in map(json.loads, file) if row["set"] in ("ecbplus", "newswcl50")]
    texts = {row["id"]: row["text"] for row in (*_leads(data), *articles)}
    found = []
    for row in pl.read_csv(JUDGED_PAIRS).iter_rows(named=True):
        one, other = (texts[row[f"{side}_id"]][row[f"{side}_start"] : row[f"{side}_end"]] for side in ("a", "b"))
        outcomes = tuple(row["outcomes"].split())
        labels = tuple(sorted({label for outcome in outcomes for label in LABELS_OF[outcome]}))
        found.append(Pair(one, other, labels, outcomes))
    return found


def _leads(data: Path) -> list[dict[str, str]]:
    with gzip.open(data / "stories" / "leads_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        return [row for row in map(json.loads, file) if row["kind"] == "lead"]


def _is_left_out(text: str) -> bool:
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % 10 == 0


def _no_clashes(data: Path) -> list[Pair]:
    """Return pairs of news on one event or story: entailment or neutral, one cannot know, but hardly contradiction."""
    table = pl.read_parquet(data / "claim_pairs" / "train.parquet").filter(
        ((pl.col("source").is_in(["uci-headlines", "ecbplus"])) & (pl.col("label") == 1))
        | ((pl.col("source") == "stsb") & (pl.col("score") >= 3.8) & ~pl.col("genre").str.contains("MSRpar"))
    )
    return [Pair(row["text_a"], row["text_b"], NO_CLASH, PEACE) for row in table.iter_rows(named=True)] + _one_story(
        data
    )


def _one_story(data: Path) -> list[Pair]:
    """Return headlines and first sentences of leads of one story, each with those of the next outlet."""
    stories: dict[str, list[tuple[str, str]]] = {}
    for row in _leads(data):
        first = row["text"].split("\n")[0].split(". ")[0]
        stories.setdefault(row["story_id"], []).append((row["title"] or "", first))
    return [
        Pair(one, other, NO_CLASH, PEACE)
        for told in stories.values()
        for here, there in itertools.pairwise(told)
        for one, other in ((here[1], there[1]), (here[1], there[0]), (there[1], here[0]))
        if len(one) > 20 and len(other) > 20
    ]


def _beside(data: Path) -> list[Pair]:
    """Return sentences that share a name: of two outlets' leads of one story, and near each other in one article."""
    told: dict[str, list[list[str]]] = {}
    for row in _leads(data):
        told.setdefault(row["story_id"], []).append(_long_sentences(row["text"]))
    found = [both for leads in told.values() for x, y in itertools.combinations(leads, 2) for both in product(x, y)]
    with gzip.open(data / "wire_copy" / "dev_articles.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [_long_sentences(json.loads(line)["text"]) for line in file]
    found += [
        (one, other)
        for article in articles
        for place, one in enumerate(article)
        for other in article[place + 1 : place + NEAR]
    ]
    return [Pair(a, b, LABELS, PEACE) for a, b in dict.fromkeys(found) if _names(a) & _names(b)]


@cache
def _names(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<=[^.?!] )[A-Z]\w{2,}", sentence)) - {"Mr", "Mrs"}


def _reworded(data: Path) -> list[tuple[str, str]]:
    """Return sentences that two outlets took over from one text or speech, each in its own wording."""
    with gzip.open(data / "wire_copy" / "dev_articles.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = {row["id"]: row["text"] for row in map(json.loads, file)}
    table = pl.read_parquet(data / "wire_copy" / "dev_pairs.parquet")
    found = []
    for one, other in table.select("id_a", "id_b").iter_rows():
        theirs = _long_sentences(texts[other])
        for sentence in _long_sentences(texts[one]):
            best = process.extractOne(sentence, theirs, scorer=fuzz.ratio, score_cutoff=LIKE)
            if best and best[0] != sentence:
                found.append((sentence, best[0]))
    return list(dict.fromkeys(found))


def _long_sentences(text: str) -> list[str]:
    found = (text[start:end] for paragraph in find_paragraphs(text) for start, end in find_sentences(text, *paragraph))
    return [sentence for sentence in found if 50 <= len(sentence) <= 320]


def _sentences(data: Path) -> list[str]:
    """Return leads of news and sentences of FNC-1 articles to edit."""
    leads = [row["text"].split("\n")[0] for row in _leads(data)]
    table = pl.read_parquet(data / "nli" / "train.parquet").filter(pl.col("source").is_in(["fnc1", "fib_entswp"]))
    articles = table["premise"].unique(maintain_order=True).to_list()
    return [text for text in (*leads, *articles) if 40 <= len(text) <= 260]


def batches(pool: Pool, tokenizer: Tokenizer, rng: np.random.Generator) -> Iterator[tuple[list[ReadPair], list[Pair]]]:
    """Yield batches of pairs of like length, without end."""
    while True:
        drawn = pool.draw()
        for begin in range(0, len(drawn), 16_384):
            part = drawn[begin : begin + 16_384]
            read = read_pairs(tokenizer, [pair[:2] for pair in part], MOST)
            order = sorted(range(len(part)), key=lambda place: len(read[place].pieces))
            groups: list[list[int]] = [[]]
            for place in order:
                if len(groups[-1]) + 1 > max(16, min(128, PIECES // len(read[place].pieces))):
                    groups.append([])
                groups[-1].append(place)
            for number in rng.permutation(len(groups)):
                yield [read[place] for place in groups[number]], [part[place] for place in groups[number]]


def loss_of(logits: tuple[Tensor, Tensor], pairs: Sequence[Pair], smoothing: float) -> Tensor:
    """Return the mean loss of both heads: of a pair that may be one or another, that it is none of them."""
    of_labels = _loss(logits[0], [pair.labels for pair in pairs], LABELS, smoothing)
    return (of_labels + _loss(logits[1], [pair.outcomes for pair in pairs], OUTCOMES, smoothing)).mean()


def _loss(logits: Tensor, right: Sequence[tuple[str, ...]], names: Sequence[str], smoothing: float) -> Tensor:
    logs = logits.log_softmax(1)
    told = torch.tensor([[name in some for name in names] for some in right])
    missed = -torch.logsumexp(logs.masked_fill(~told, -torch.inf), 1)
    spread = (1 - smoothing) * missed - smoothing * logs.mean(1)
    return torch.where(told.sum(1) == 1, spread, missed)


def start(plan: Plan, init: Path | None = None) -> Network:
    """Return a network with the weights of the embedded encoder and a new head, or those of an exported model.

    The latter are drawn back to the former by ``plan.shrink``: what was learnt by heart is loosened before the rest.
    """
    network = Network()
    network.encoder.set_attn_implementation("eager")
    plain = load_file(embedded_encoder_path() / "model.safetensors")
    missing = network.encoder.load_state_dict(plain, strict=False).missing_keys
    if missing:
        raise ValueError(f"the embedded encoder lacks {', '.join(missing)}")
    if init:
        learnt = dequantise(load_file(init / "weights.safetensors"))
        for name, value in network.state_dict().items():
            if name in learnt:
                value.copy_(torch.lerp(learnt[name], value, plan.shrink if name.startswith("encoder.") else 0.0))
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # a sixth of a step, little gain
    for name, part in network.named_modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0 if "self" in name else plan.dropout  # on attention it costs too much
    return network


def train(data: Path, out: Path, plan: Plan, init: Path | None = None) -> None:
    """Learn until the hours are over; RUN/last.pt holds where it stands, RUN/mean.pt the averaged weights.

    Workers of one thread each change the same weights without waiting for one another (Hogwild, Niu et al. 2011): no
    core is idle, and none waits for one that is busy with something else.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.json").write_text(json.dumps(asdict(plan)), encoding="utf-8")
    torch.manual_seed(plan.seed)
    network, kept = start(plan, init), None
    if (out / "last.pt").exists():
        kept = torch.load(out / "last.pt", weights_only=True)
        network.load_state_dict(kept["network"])
    network.share_memory()
    seen = torch.zeros(plan.workers, dtype=torch.long).share_memory_()
    if kept:
        seen[0] = kept["seen"]
    torch.multiprocessing.spawn(_work, (network, seen, data, out, plan), nprocs=plan.workers)


def _work(worker: int, network: Network, seen: Tensor, data: Path, out: Path, plan: Plan) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed + worker)
    learner = _Learner(network, out, plan)
    rng = np.random.default_rng([plan.seed, learner.visits, worker])
    tokenizer = load_tokenizer(embedded_encoder_path() / "tokenizer.json")
    network.train()
    losses: list[float] = []
    for read, pairs in batches(Pool(data, rng), tokenizer, rng):
        done = learner.done()
        losses.append(learner.step(read, pairs, done))
        seen[worker] += len(pairs)
        if worker == 0:
            learner.average(len(losses))
            if len(losses) % 200 == 0:
                sys.stderr.write(f"{done:.3f} {int(seen.sum())} pairs, loss {np.mean(losses[-200:]):.3f}\n")
            if done >= 1 or time.monotonic() - learner.saved > SAVED:
                learner.save(int(seen.sum()))
        if done >= 1:
            return


class _Learner:
    """What a worker changes the shared weights with; the first one also keeps their average and the checkpoints."""

    def __init__(self, network: Network, out: Path, plan: Plan) -> None:
        self._network, self._out, self._plan = network, out, plan
        self._learnt = {name: value for name, value in network.named_parameters() if value.requires_grad}
        head = [value for name, value in self._learnt.items() if not name.startswith("encoder.")]
        body = [value for name, value in self._learnt.items() if name.startswith("encoder.")]
        self._optimizer = torch.optim.AdamW([{"params": body}, {"params": head}], weight_decay=0.01, foreach=True)
        self._mean = {name: value.detach().clone() for name, value in self._learnt.items()}
        spent, self.visits = 0.0, 0
        if (out / "last.pt").exists():
            kept = torch.load(out / "last.pt", weights_only=True)
            self._optimizer.load_state_dict(kept["optimizer"])
            self._mean, spent, self.visits = kept["mean"], kept["spent"], kept["visits"] + 1
        self.saved = time.monotonic()
        self._begun = self.saved - spent

    def done(self) -> float:
        """Return the share of the hours that is over."""
        return (time.monotonic() - self._begun) / (self._plan.hours * 3600)

    def step(self, read: Sequence[ReadPair], pairs: Sequence[Pair], done: float) -> float:
        """Take a step and return its loss; the rate rises, then falls to nothing with the clock."""
        factor = min(1.0, done / self._plan.warm + 0.02) * max(0.005, 1 - done)
        for group, rate in zip(self._optimizer.param_groups, (self._plan.rate, self._plan.head_rate), strict=True):
            group["lr"] = rate * factor
        ids, mask, second, marks = stack(read)
        covered = (torch.rand(ids.shape) < self._plan.hidden) & (ids >= FIRST_WORD)
        gaps = torch.tensor([pair.gap for pair in pairs])
        logits = self._network(ids.masked_fill(covered, MASK), mask, second, marks, gaps)
        loss = loss_of(logits, pairs, self._plan.smoothing)
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._learnt.values(), 1.0)
        self._optimizer.step()
        return loss.item()

    def average(self, steps: int) -> None:
        """Draw the average towards the weights, every fifth step."""
        if steps % 5 == 0:
            keep = min(self._plan.average, 1 - 10 / (steps + 10)) ** 5
            for name, value in self._learnt.items():
                self._mean[name].lerp_(value.detach(), 1 - keep)

    def save(self, seen: int) -> None:
        """Write where the run stands, and the averaged weights."""
        self.saved = time.monotonic()
        state = {"network": self._network.state_dict(), "optimizer": self._optimizer.state_dict(), "mean": self._mean}
        torch.save(
            state | {"spent": self.saved - self._begun, "seen": seen, "visits": self.visits}, self._out / "part.pt"
        )
        (self._out / "part.pt").replace(self._out / "last.pt")
        torch.save({"weights": self._network.state_dict() | self._mean, "seen": seen}, self._out / "mean.pt")


def predict(network: Network, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Return probabilities (pairs, 3) and (pairs, 5) in the orders of ``LABELS`` and ``OUTCOMES``, one way only."""
    read = read_pairs(tokenizer, [pair[:2] for pair in pairs], MOST)
    order = sorted(range(len(read)), key=lambda place: len(read[place].pieces))
    labels, outcomes = (np.zeros((len(read), len(names)), dtype=np.float32) for names in (LABELS, OUTCOMES))
    network.eval()
    with torch.inference_mode():
        for begin in range(0, len(order), 64):
            places = order[begin : begin + 64]
            gaps = torch.tensor([pairs[place].gap for place in places])
            found = network(*stack([read[place] for place in places]), gaps)
            labels[places], outcomes[places] = (logits.softmax(1).numpy() for logits in found)
    return labels, outcomes


def measure(data: Path, run: Path) -> None:
    """Write the accuracy by source of dev, in percent, to RUN/measured.json, with the weights as they are shipped."""
    network = Network()
    network.load_state_dict(dequantise(quantise(torch.load(run / "mean.pt", weights_only=True)["weights"])))
    gold = pl.read_parquet(data / "nli" / "dev.parquet")
    pairs = [Pair(a, b, (label,)) for a, b, label in gold.select("premise", "hypothesis", "label").rows()]
    tokenizer = load_tokenizer(embedded_encoder_path() / "tokenizer.json")
    found, _ = predict(network, tokenizer, pairs)
    right = _right(found, [pair.labels for pair in pairs], LABELS)
    table = gold.with_columns(right=pl.Series(right)).group_by("source").agg(pl.col("right").mean()).sort("source")
    own, reports, turns = read_written(measured=True), read_reports(measured=True), read_turns(measured=True)
    found, _ = predict(network, tokenizer, own)
    _, outcomes = predict(network, tokenizer, reports)
    _, answers = predict(network, tokenizer, turns)
    shares = dict(table.iter_rows()) | {
        "all": right.mean(),
        "own pairs, left out": _right(found, [pair.labels for pair in own], LABELS).mean(),
        "own reports, left out": _right(outcomes, [pair.outcomes for pair in reports], OUTCOMES).mean(),
        "own turns, left out": _right(answers, [pair.outcomes for pair in turns], OUTCOMES).mean(),
    }
    measured = {name: round(100 * float(share), 1) for name, share in shares.items()}
    (run / "measured.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    sys.stdout.write(json.dumps(measured, indent=1) + "\n")


def _right(found: np.ndarray, told: Sequence[tuple[str, ...]], names: Sequence[str]) -> np.ndarray:
    return np.array([names[place] in right for place, right in zip(found.argmax(1), told, strict=True)])


def export(run: Path, folder: Path) -> None:
    """Write weights, tokenizer and card."""
    kept = torch.load(run / "mean.pt", weights_only=True)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(quantise(kept["weights"]), folder / "weights.safetensors")
    shutil.copyfile(embedded_encoder_path() / "tokenizer.json", folder / "tokenizer.json")
    card = {
        "name": "news_entailment",
        "what": "whether a claim entails another, leaves it open or contradicts it; what two reports amount to",
        "labels": list(LABELS),
        "outcomes": list(OUTCOMES),
        "from": f"all-MiniLM-L6-v2 (Apache-2.0), model.safetensors SHA-256 {ENCODER_SHA256}",
        "data": DATA,
        "rows_of_a_pass": TAKE
        | {"own pairs": WRITTEN, "edits": EDITED, "rewordings, edited": REWORDED}
        | {"one event, no contradiction": NO_CLASHES, "one name, no contradiction": BESIDE}
        | {"own reports": REPORTED * len(read_reports(measured=False))}
        | {"own turns": TURNS * len(read_turns(measured=False))}
        | {"sentences of one story, judged": JUDGED * pl.read_csv(JUDGED_PAIRS).height},
        "texts_included": False,
        "plan": json.loads((run / "plan.json").read_text(encoding="utf-8")) | {"pairs_seen": kept["seen"]},
        "measured_on_dev": json.loads((run / "measured.json").read_text(encoding="utf-8")),
        "sha256": _sha256(folder / "weights.safetensors"),
        "tokenizer_sha256": _sha256(folder / "tokenizer.json"),
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


DATA = [
    "pairs of our own, written by hand (training/news_pairs, news_reports, news_turns), CC0 1.0",
    "SNLI (Bowman et al. 2015), CC BY-SA 4.0; MultiNLI (Williams et al. 2018), OANC and others",
    "counterfactual SNLI (Kaushik et al. 2020), Apache-2.0; DISCO (Chen et al. 2023), MIT / CC BY-SA",
    "WANLI (Liu et al. 2022), CC BY 4.0; ConjNLI (Saha et al. 2020), MIT; CommitmentBank (de Marneffe et al. 2019)",
    "VitaminC (Schuster et al. 2021), FEVER (Thorne et al. 2018), FEVER-Symmetric (2019), WikiFactCheck, CC BY-SA",
    "Fool Me Twice (Eisenschlos et al. 2021), Apache-2.0; pairs on Wikipedia (Vania et al. 2020), CC BY-SA",
    "FNC-1 (Pomerleau & Rao 2017; Hanselowski et al. 2018), Apache-2.0; FIB (Tam et al. 2023), CC BY 4.0",
    "no licence stated: LingNLI (2021), MPE (2017), NOPE (2021), Climate-FEVER (2020), HealthVer (2021), NeuS leads",
    "no licence stated: sentences of outlets of the AllSides list (Baly et al. 2020), of one text or near each other",
    "UCI headlines (Gasparetti 2016), CC BY 4.0; STS-B, CC BY-SA 4.0",
    "ECB+ (Cybulska & Vossen 2014), CC BY 3.0, and NewsWCL50 (Hamborg et al. 2019), CC BY-SA 4.0",
]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run one of the commands of the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("train", "measure", "export"))
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--init", type=Path, help="an exported model to go on from")
    parser.add_argument("--run", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--hours", type=float, default=Plan.hours)
    parser.add_argument(
        "--rate", type=float, default=Plan.rate, help="of the encoder; the head learns four times as fast"
    )
    asked = parser.parse_args()
    if asked.command == "train":
        plan = Plan(hours=asked.hours, rate=asked.rate, head_rate=4 * asked.rate)
        train(asked.data, asked.out, plan, asked.init)
    elif asked.command == "measure":
        measure(asked.data, asked.run)
    else:
        export(asked.run, asked.to)


if __name__ == "__main__":
    main()
