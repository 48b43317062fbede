"""Pairs as arrays: what the entailment model learns from, read once, so that a pass costs no reading.

A text that stands in many pairs is kept once; each side of a pair has its own marks, which do not depend on which of
the two comes first. Nothing here knows torch.
"""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import repeat
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from provenance.contradictions.entailment import LABELS, MOST, OUTCOMES
from provenance.contradictions.marks import read_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from training.entailment_pairs import Group

AT_ONCE = 16_384  # pairs that are read together, and pairs among which like lengths are sought


@dataclass(frozen=True)
class Pack:
    """Texts and pairs, one row each, and the groups of pairs.

    ``pieces`` (uint16) are the word pieces of all texts, each with its separator, ``begins`` (int64) and ``lengths``
    (int64) where they stand. Of a pair, ``sides`` (pairs, 2; int64) are its texts and ``marks_at`` (pairs, 2; int64)
    where the marks (uint8) of each begin; ``labels`` and ``outcomes`` (uint8) have a bit for each that may be right,
    ``gaps`` (uint8) holds the class of the hours between. ``group`` and ``variant`` (int64) say where it belongs;
    ``names`` and ``takes`` are of groups.
    """

    pieces: NDArray[np.uint16]
    begins: NDArray[np.int64]
    lengths: NDArray[np.int64]
    sides: NDArray[np.int64]
    marks: NDArray[np.uint8]
    marks_at: NDArray[np.int64]
    labels: NDArray[np.uint8]
    outcomes: NDArray[np.uint8]
    gaps: NDArray[np.uint8]
    group: NDArray[np.int64]
    variant: NDArray[np.int64]
    names: list[str]
    takes: list[int]

    def sizes(self) -> NDArray[np.int64]:
        """Return how many word pieces each pair has, the first one of all (``[CLS]``) included."""
        found: NDArray[np.int64] = 1 + self.lengths[self.sides].sum(1)
        return found


def pack(groups: Sequence[Group], tokenizer: Tokenizer) -> Pack:
    """Read the pairs of all groups, with all cores (some 1,500 pairs a second and core)."""
    parts = [
        (number, variant, pairs[begin : begin + AT_ONCE])
        for number, group in enumerate(groups)
        for variant, pairs in enumerate(group.variants)
        for begin in range(0, len(pairs), AT_ONCE)
    ]
    asked = [[pair[:2] for pair in pairs] for *_, pairs in parts]
    texts: dict[str, int] = {}
    pieces: list[NDArray[np.uint16]] = []
    marks: list[NDArray[np.uint8]] = []
    rows: list[tuple[int, ...]] = []
    at = 0
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for (number, variant, pairs), found in zip(
            parts, pool.map(read_pairs, repeat(tokenizer), asked, repeat(MOST)), strict=True
        ):
            for pair, read in zip(pairs, found, strict=True):
                spans = (slice(1, read.second), slice(read.second, None))
                for text, span in zip(pair[:2], spans, strict=True):
                    if text not in texts:
                        texts[text] = len(pieces)
                        pieces.append(np.array(read.pieces[span], dtype=np.uint16))
                marks.append(np.array(read.marks[1:], dtype=np.uint8))
                places = (at, at + read.second - 1)
                at += len(marks[-1])
                bits = (_bits(pair.labels, LABELS), _bits(pair.outcomes, OUTCOMES), pair.gap)
                rows.append((*(texts[text] for text in pair[:2]), *places, *bits, number, variant))
    table = np.array(rows, dtype=np.int64)
    lengths = np.array([len(one) for one in pieces], dtype=np.int64)
    return Pack(
        pieces=np.concatenate(pieces),
        begins=np.cumsum(lengths) - lengths,
        lengths=lengths,
        sides=table[:, :2],
        marks=np.concatenate(marks),
        marks_at=table[:, 2:4],
        labels=table[:, 4].astype(np.uint8),
        outcomes=table[:, 5].astype(np.uint8),
        gaps=table[:, 6].astype(np.uint8),
        group=table[:, 7],
        variant=table[:, 8],
        names=[group.name for group in groups],
        takes=[group.take for group in groups],
    )


def _bits(right: Sequence[str], names: Sequence[str]) -> int:
    return sum(1 << place for place, name in enumerate(names) if name in right)


def write_pack(kept: Pack, path: Path) -> None:
    """Write a pack as one file of plain arrays, nothing pickled."""
    arrays = {one.name: getattr(kept, one.name) for one in fields(kept) if one.name not in ("names", "takes")}
    told = json.dumps({"names": kept.names, "takes": kept.takes}).encode()
    with path.open("wb") as file:
        np.savez(file, told=np.frombuffer(told, dtype=np.uint8), **arrays)


def read_pack(path: Path) -> Pack:
    """Read what ``write_pack`` has written."""
    with np.load(path, allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        return Pack(**{name: arrays[name] for name in arrays.files if name != "told"}, **told)


def draw(kept: Pack, turn: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the pairs of a pass, in chance order: of every group what it takes, of one of its variants."""
    found = []
    for number, take in enumerate(kept.takes):
        members = np.flatnonzero(kept.group == number)
        variants = kept.variant[members]
        members = members[variants == (turn + number) % (1 + variants.max())]
        whole, rest = divmod(take, len(members))
        found += [*whole * [members], *_even(members, kept.labels[members], rest, rng)]
    return rng.permutation(np.concatenate(found))


def _even(
    members: NDArray[np.int64], labels: NDArray[np.uint8], wanted: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Yield ``wanted`` members by chance, as even by label as can be."""
    groups = sorted((members[labels == label] for label in np.unique(labels)), key=len)
    for number, group in enumerate(groups):
        share = min(len(group), wanted // (len(groups) - number))
        wanted -= share
        yield rng.permutation(group)[:share]


def batches(
    kept: Pack, drawn: NDArray[np.int64], pieces: int, rng: np.random.Generator, *, most: int
) -> Iterator[NDArray[np.int64]]:
    """Yield the drawn pairs in batches of like length, of so many pieces at most and no more than ``most`` pairs."""
    sizes = kept.sizes()
    for begin in range(0, len(drawn), AT_ONCE):
        part = drawn[begin : begin + AT_ONCE]
        part = part[np.argsort(sizes[part], kind="stable")]
        groups, first = [], 0
        while first < len(part):
            longest = sizes[part[first : first + most]]
            fits = longest * np.arange(1, len(longest) + 1) <= pieces
            groups.append(part[first : first + max(1, int(fits.sum()))])
            first += len(groups[-1])
        for number in rng.permutation(len(groups)):
            yield groups[number]
