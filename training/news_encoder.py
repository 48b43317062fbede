"""Fine-tune the encoder of news from all-MiniLM-L6-v2: first on stories, then on what happens in claims.

    python -m training.news_encoder stories DATA --out stories.pt
    python -m training.news_encoder claims DATA --init stories.pt --out RUN            # RUN/all.pt, RUN/fold0.pt …
    python -m training.news_encoder export --run RUN --to provenance/models/news_encoder

Stories: leads of the articles that AllSides puts on one event (NeuS, Lee et al., NAACL 2022) and headlines of one
story (UCI News Aggregator, Gasparetti 2016) are drawn together and from stories about the like apart, by a softmax
over the batch. Claims: ECB+ (Cybulska & Vossen, LREC 2014), sentences of the train topics; a batch is one topic, which
holds two look-alike events. Three things are learnt at once: which words tell an event, which two of them tell the
same one, and, from both, what share of events two sentences have in common. Every third story is left out to measure
by, as are the dev topics; ``fold`` checkpoints leave out a third of the train topics each, so that claim matching is
learnt from encodings of sentences that their encoder has not seen. See training/README.md for what was tried.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from provenance.embedding.network import WIDTH, Network, stack, stack_owners
from provenance.embedding.news import WORD, load_tokenizer, owners_of
from provenance.models import ENCODER_SHA256, embedded_encoder_path
from provenance.models.quantised import quantise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

Record = dict[str, Any]
FOLDS = 3
LEFT_OUT = {"leads": 3, "headlines": 2}  # one story in so many is kept to measure by
ALL = -1  # no fold: nothing is left out
PIECES = 96
TEMPERATURE = 0.05  # of the softmax over articles; over actions ACTION_TEMPERATURE
ACTION_TEMPERATURE = 0.07
SENTENCES = 40  # of a topic in a batch
OVERLAP = 0.9  # cosine from which a lead is about an event of the stories that are measured by
NEAR = 30  # stories about the like from which a batch is filled


@dataclass(frozen=True)
class Plan:
    """What may be turned: epochs, and the rates of the encoder and of the new outputs."""

    epochs: float = 3.0
    rate: float = 5e-5
    head_rate: float = 1e-3
    rehearse: int = 2  # a batch of leads after so many batches of claims, so that stories are not forgotten; 0 never
    seed: int = 0


def read(path: Path) -> list[Record]:
    """Return the rows of a compressed JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def left_out(story: str, every: int) -> bool:
    """Return whether a story is kept to measure by; one in ``every`` is."""
    return int(hashlib.md5(story.encode(), usedforsecurity=False).hexdigest(), 16) % every == 0


def read_leads(data: Path, *, measured: bool = False) -> list[tuple[str, str]]:
    """Return (story, title and lead) of the leads to learn from, or of those to measure by."""
    rows = [row for row in read(data / "stories" / "leads_dev.jsonl.gz") if row["kind"] == "lead"]
    kept = (row for row in rows if left_out(row["story_id"], LEFT_OUT["leads"]) is measured)
    return [(row["story_id"], f"{row['title'] or ''}\n{row['text']}".strip()) for row in kept]


def read_headlines(data: Path, *, measured: bool = False) -> list[tuple[str, str]]:
    """Return (story, headline) of the headlines to learn from, or of those to measure by."""
    rows = read(data / "claim_clusters" / "headlines_dev.jsonl.gz")
    return [
        (row["cluster"], row["text"]) for row in rows if left_out(row["cluster"], LEFT_OUT["headlines"]) is measured
    ]


def apart(
    leads: Sequence[tuple[str, str]], data: Path, network: Network, tokenizer: Tokenizer
) -> list[tuple[str, str]]:
    """Return the leads of stories that none of the articles of ``stories/dev`` tells."""
    articles = [f"{row['title'] or ''}\n{row['text'][:800]}".strip() for row in read(data / "stories" / "dev.jsonl.gz")]
    measured, learnt = (
        encode(network, [one.ids for one in texts])
        for texts in (tokenizer.encode_batch(articles), tokenizer.encode_batch([text for _, text in leads]))
    )
    near = (learnt @ measured.T).max(1) > OVERLAP
    told = {story for (story, _), close in zip(leads, near, strict=True) if close}
    return [(story, text) for story, text in leads if story not in told]


def start() -> Network:
    """Return a network with the weights of the embedded encoder and new outputs."""
    network = Network()
    network.encoder.set_attn_implementation("eager")  # others are slow backwards in bfloat16
    weights = load_file(embedded_encoder_path() / "model.safetensors")
    missing = network.encoder.load_state_dict(weights, strict=False).missing_keys
    if missing:
        raise ValueError(f"the embedded encoder lacks {', '.join(missing)}")
    return network.eval()


class Stories:
    """Batches of texts from stories about the like."""

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        network: Network,
        tokenizer: Tokenizer,
        rng: np.random.Generator,
        **sizes: int,
    ) -> None:
        self._rng, self._sizes = rng, sizes
        texts = tokenizer.encode_batch([text for _, text in rows])
        members: dict[str, list[Sequence[int]]] = defaultdict(list)
        for (story, _), text in zip(rows, texts, strict=True):
            members[story].append(text.ids)
        self._members = [members[story] for story in sorted(members) if len(members[story]) > 1]
        some = [listed[:4] for listed in self._members]
        vectors = encode(network, [text for listed in some for text in listed])
        centres = np.stack([part.mean(0) for part in np.split(vectors, np.cumsum(list(map(len, some)))[:-1])])
        centres /= np.linalg.norm(centres, axis=1, keepdims=True)
        self._near = np.argsort(-(centres @ centres.T), axis=1, kind="stable")[:, 1 : NEAR + 1]

    def __len__(self) -> int:
        return len(self._members) // self._sizes["stories"]

    def batch(self) -> tuple[list[Sequence[int]], Tensor]:
        """Return word pieces and the story of each text."""
        first = self._rng.choice(len(self._members), self._sizes["stories"] // 4, replace=False)
        chosen = dict.fromkeys(
            int(story) for one in first for story in (one, *self._rng.choice(self._near[one], 3, replace=False))
        )
        texts, labels = [], []
        for story in chosen:
            listed = self._members[story]
            for place in self._rng.permutation(len(listed))[: self._sizes["texts"]]:
                texts.append(listed[place])
                labels.append(story)
        return texts, torch.tensor(labels)


def encode(network: Network, pieces: Sequence[Sequence[int]]) -> np.ndarray:
    """Return unit vectors, without learning."""
    order = sorted(range(len(pieces)), key=lambda place: len(pieces[place]))
    vectors = np.zeros((len(pieces), WIDTH), dtype=np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for begin in range(0, len(order), 64):
            places = order[begin : begin + 64]
            ids, mask = stack([pieces[place] for place in places])
            vectors[places] = network.pool(network.states(ids, mask).float(), mask).numpy()
    return vectors


def story_loss(network: Network, texts: Sequence[Sequence[int]], labels: Tensor) -> Tensor:
    """Return how far texts of one story are from being nearer to one another than to the others of the batch."""
    ids, mask = stack(texts)
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(ids, mask)
    vectors = network.pool(states.float(), mask)
    return contrast(
        vectors @ vectors.T / TEMPERATURE, labels[:, None] == labels[None], ~torch.eye(len(texts), dtype=torch.bool)
    )


def contrast(scores: Tensor, same: Tensor, counted: Tensor) -> Tensor:
    """Return the softmax loss of every row against its partners (``same``) among what is ``counted``."""
    logs = scores.masked_fill(~counted, -1e9).log_softmax(1)
    partners = (same & counted).float()
    having = partners.sum(1) > 0
    if not having.any():
        return scores.sum() * 0
    return -((logs * partners).sum(1)[having] / partners.sum(1)[having]).mean()


def train_stories(data: Path, out: Path, plan: Plan) -> None:
    """Learn vectors of stories and save the network."""
    rng, network = _begin(plan)
    tokenizer = _tokenizer()
    leads = Stories(apart(read_leads(data), data, network, tokenizer), network, tokenizer, rng, stories=16, texts=3)
    headlines = Stories(read_headlines(data), network, tokenizer, rng, stories=12, texts=6)
    steps = int(plan.epochs * len(leads))
    step = _stepper(network, plan, steps)
    for number in range(steps):
        loss = story_loss(network, *leads.batch())
        if number % 2 == 0:
            loss = loss + 0.5 * story_loss(network, *headlines.batch())
        step(loss)
    torch.save(network.state_dict(), out)


@dataclass(frozen=True)
class Sentence:
    """A sentence of ECB+: pieces and their words, and for each word that tells an event its chain."""

    topic: str
    article: str
    pieces: Sequence[int]
    owner: Sequence[int]
    words: int
    chains: dict[int, str]
    events: frozenset[str]


def read_sentences(data: Path, split: str, tokenizer: Tokenizer) -> list[Sentence]:
    """Return the annotated sentences of a split."""
    found = []
    for row in read(data / "claim_clusters" / f"{split}.jsonl.gz"):
        text = row["text"]
        words = [match.span() for match in WORD.finditer(text)]
        encoding = tokenizer.encode(text)
        chains = _place_events([text[a:b] for a, b in words], row["events"])
        owner = owners_of(encoding, words)
        events = frozenset(row["claim_events"])
        found.append(Sentence(row["topic"], row["doc_id"], encoding.ids, owner, len(words), chains, events))
    return found


def _place_events(words: Sequence[str], events: Sequence[Record]) -> dict[int, str]:
    """Return the chain of the first word of each event that counts as what a claim tells."""
    chains: dict[int, str] = {}
    for event in events:
        first = event["text"].split()[0]
        free = [place for place, word in enumerate(words) if place not in chains]
        place = next(
            (p for p in free if words[p] == first),
            next((p for p in free if words[p] in first or first in words[p]), None),
        )
        if event["eligible"] and place is not None:
            chains[place] = event["chain"]
    return chains


def claim_loss(network: Network, batch: Sequence[Sentence]) -> Tensor:
    """Return the loss of a batch: which words tell, which of them tell the same, how much two sentences share."""
    ids, mask = stack([one.pieces for one in batch])
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(ids, mask)
    states = states.float()
    owner = stack_owners([one.owner for one in batch], [one.words for one in batch])
    odds, vectors = network.words(functional.dropout(states, 0.1), owner)
    there = owner.sum(-1) > 0
    telling = torch.zeros_like(odds)
    places = [
        (row, place, chain)
        for row, one in enumerate(batch)
        for place, chain in one.chains.items()
        if place < odds.shape[1]
    ]
    rows, words = [place[0] for place in places], [place[1] for place in places]
    telling[rows, words] = 1
    loss = functional.binary_cross_entropy_with_logits(odds[there], telling[there])
    loss = loss + _action_loss(network, vectors[rows, words], torch.tensor(rows), [place[2] for place in places])
    shared, counted = _shared([one.events for one in batch], [one.article for one in batch])
    weights = odds.masked_fill(~there, -30).sigmoid()
    overlap = soft_jaccard(network, weights, vectors)[counted].clamp(1e-4, 1 - 1e-4)
    loss = loss + functional.binary_cross_entropy(overlap, shared[counted])
    pooled = network.pool(states, mask)
    cosine = 6 * (pooled @ pooled.T)[counted] - 4
    return loss + 0.5 * functional.binary_cross_entropy_with_logits(cosine, shared[counted])


def _action_loss(network: Network, vectors: Tensor, rows: Tensor, chains: Sequence[str]) -> Tensor:
    number = {chain: place for place, chain in enumerate(dict.fromkeys(chains))}
    labels = torch.tensor([number[chain] for chain in chains])
    same, apart = labels[:, None] == labels[None], rows[:, None] != rows[None]
    cosine = vectors @ vectors.T
    odds = network.slope * cosine + network.offset
    loss = functional.binary_cross_entropy_with_logits(odds[apart], same[apart].float())
    return loss + 0.3 * contrast(cosine / ACTION_TEMPERATURE, same, apart)


def _shared(events: Sequence[frozenset[str]], articles: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Return the Jaccard index of the events of all pairs, and which pairs count: those of two articles, once."""
    total = len(events)
    shared, counted = torch.zeros(total, total), torch.zeros(total, total, dtype=torch.bool)
    for left in range(total):
        for right in range(left + 1, total):
            either = events[left] | events[right]
            shared[left, right] = len(events[left] & events[right]) / max(1, len(either))
            counted[left, right] = articles[left] != articles[right]
    return shared, counted


def soft_jaccard(network: Network, weights: Tensor, vectors: Tensor) -> Tensor:
    """Return for all pairs what ``evidence.Wordings`` computes as "actions", with gradients; (texts, texts)."""
    likely = torch.sigmoid(network.slope * torch.einsum("iwd,jxd->ijwx", vectors, vectors) + network.offset)
    here = (likely * weights[None, :, None, :]).amax(-1) * weights[:, None, :]
    there = (likely * weights[:, None, :, None]).amax(-2) * weights[None]
    both = (here.sum(-1) + there.sum(-1)) / 2
    total = weights.sum(-1)
    return both / (total[:, None] + total[None] - both).clamp(min=1e-3)


def claim_batches(sentences: Sequence[Sentence], rng: np.random.Generator) -> Iterator[list[Sentence]]:
    """Yield batches of one topic each, all sentences once, in chance order."""
    by_topic: dict[str, list[Sentence]] = defaultdict(list)
    for one in sentences:
        by_topic[one.topic].append(one)
    parts = [
        [listed[place] for place in part]
        for _, listed in sorted(by_topic.items())
        for part in np.array_split(rng.permutation(len(listed)), -(-len(listed) // SENTENCES))
        if len(part) > 3
    ]
    for place in rng.permutation(len(parts)):
        yield parts[place]


def train_claims(sentences: Sequence[Sentence], leads: Stories, init: Path, out: Path, plan: Plan) -> None:
    """Learn what happens in claims, and save the network."""
    rng, network = _begin(plan)
    network.load_state_dict(torch.load(init, weights_only=True))
    each = len(list(claim_batches(sentences, np.random.default_rng(0))))
    step = _stepper(network, plan, int(plan.epochs) * each)
    for _ in range(int(plan.epochs)):
        for number, batch in enumerate(claim_batches(sentences, rng)):
            loss = claim_loss(network, batch)
            if plan.rehearse and number % plan.rehearse == 0:
                loss = loss + 0.5 * story_loss(network, *leads.batch())
            step(loss)
    torch.save(network.state_dict(), out)


def _train_folds(data: Path, init: Path, out: Path, plan: Plan, folds: Sequence[int]) -> None:
    """Save ``all.pt``, learnt from all sentences, and ``fold0.pt`` …, each learnt without the topics of a fold."""
    (out / "plan.json").write_text(json.dumps(asdict(plan)), encoding="utf-8")
    network, tokenizer = start(), _tokenizer()
    sentences = read_sentences(data, "train", tokenizer)
    told = apart(read_leads(data), data, network, tokenizer)
    for fold in (ALL, *folds):
        leads = Stories(told, network, tokenizer, np.random.default_rng(fold + 1), stories=8, texts=3)
        kept = [one for one in sentences if fold_of(one.topic) != fold]
        name = "all" if fold == ALL else f"fold{fold}"
        train_claims(kept, leads, init, out / f"{name}.pt", replace(plan, seed=fold + 1))


def fold_of(topic: str) -> int:
    """Return which fold leaves a topic of ECB+ out."""
    return int(topic) % FOLDS


def _begin(plan: Plan) -> tuple[np.random.Generator, Network]:
    torch.manual_seed(plan.seed)
    return np.random.default_rng(plan.seed), start()


def _tokenizer() -> Tokenizer:
    tokenizer = load_tokenizer(embedded_encoder_path() / "tokenizer.json")
    tokenizer.enable_truncation(PIECES)
    return tokenizer


def _stepper(network: Network, plan: Plan, steps: int) -> Any:  # noqa: ANN401 - a closure
    """Return a function that takes a step of AdamW; the rate rises over a tenth of the steps, then falls to nothing."""
    body = list(network.encoder.parameters())
    heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda now: min(1.0, (now + 1) / (0.1 * steps)) * max(0.02, 1 - now / steps)
    )
    begun, losses = time.monotonic(), []
    network.train()

    def step(loss: Tensor) -> None:
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        slope.step()
        losses.append(loss.item())
        if len(losses) % 20 == 0:
            sys.stderr.write(
                f"{len(losses)}/{steps} loss {np.mean(losses[-20:]):.3f} {time.monotonic() - begun:.0f} s\n"
            )

    return step


def export(run: Path, folder: Path, plan: dict[str, Any]) -> None:
    """Write weights, tokenizer and card."""
    network = Network()
    network.load_state_dict(torch.load(run / "all.pt", weights_only=True))
    folder.mkdir(parents=True, exist_ok=True)
    save_file(quantise(network.state_dict()), folder / "weights.safetensors")
    shutil.copyfile(embedded_encoder_path() / "tokenizer.json", folder / "tokenizer.json")
    card = {
        "name": "news_encoder",
        "what": "a unit vector a text, near for one story; for words how surely they tell an action, and its vector",
        "from": f"all-MiniLM-L6-v2 (Apache-2.0), model.safetensors SHA-256 {ENCODER_SHA256}",
        "data": [
            "NeuS leads (Lee et al., NAACL 2022), two thirds of the stories; no licence stated",
            "UCI News Aggregator headlines (Gasparetti 2016), half of the stories of March 2014; CC BY 4.0",
            "ECB+ 1.0 train topics (Cybulska & Vossen, LREC 2014); annotation CC BY 3.0, texts belong to their outlets",
        ],
        "texts_included": False,
        "plan": plan,
        "sha256": _sha256(folder / "weights.safetensors"),
        "tokenizer_sha256": _sha256(folder / "tokenizer.json"),
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run one of the commands of the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("stories", "claims", "export"))
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--run", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--epochs", type=float)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--folds", nargs="*", type=int, default=list(range(FOLDS)))
    asked = parser.parse_args()
    plan = Plan(rate=asked.rate, epochs=asked.epochs or (3.0 if asked.command == "stories" else 10.0))
    if asked.command == "stories":
        train_stories(asked.data, asked.out, plan)
    elif asked.command == "claims":
        asked.out.mkdir(parents=True, exist_ok=True)
        _train_folds(asked.data, asked.init, asked.out, plan, asked.folds)
    else:
        export(asked.run, asked.to, json.loads((asked.run / "plan.json").read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
