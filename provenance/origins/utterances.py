"""Claims that are one utterance: the same words of somebody, whomever two articles credit with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from provenance.origins.groups import connected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Row = Mapping[str, Any]

WORD = re.compile(r"\w+")
RUN = 6  # words in common of which somebody's are quoted: one act of speaking
LONG_RUN = 12  # words in common whether quoted or not: nobody words so much alike by chance
SHORTEST = 4  # words of a quotation that stands whole in the other claim


@dataclass(frozen=True)
class Origin:
    """Where a claim entered the news."""

    origin_id: str
    label: str
    evidence: str
    family: str | None = None  # of an outlet or agency


def one_utterance(
    claims: Sequence[Row],
    origins: Mapping[str, Origin],
    speakers: Iterable[str],
    matches: Mapping[str, Row],
    quoted: set[str],
) -> dict[str, Origin]:
    """Return the origin of claims of one agreement that repeat one utterance and have been given several origins.

    It is that of the speaker most of them name, else the commonest, the first by id of several. ``speakers`` are the
    claims whose speaker is known, ``quoted`` those that are somebody's words. Cost: linear in words.
    """
    agreements: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        match = matches.get(claim["claim_id"], {})
        if agreement := match.get("agreement_id") or match.get("cluster_id"):
            agreements[agreement].append(claim)
    named = set(speakers)
    found: dict[str, Origin] = {}
    for members in agreements.values():
        if len({origins[claim["claim_id"]].origin_id for claim in members}) < 2:
            continue
        ids = [str(claim["claim_id"]) for claim in members]
        for group in connected(ids, sorted(_repeated(members, quoted))):
            several = {origins[one].origin_id: origins[one] for one in group}
            if len(several) > 1:
                counts = Counter(origins[one].origin_id for one in group if one in named) or Counter(
                    origins[one].origin_id for one in group
                )
                chosen = several[min(counts, key=lambda key: (-counts[key], key))]
                found |= dict.fromkeys(group, replace(chosen, evidence="same words"))
    return found


def _repeated(members: Sequence[Row], quoted: set[str]) -> set[tuple[str, str]]:
    """Return pairs of claims that share a run of words: 6 if one is quoted, 12 anyhow, or all of a quotation."""
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    spoken = {claim["claim_id"]: WORD.findall(str(claim["exact_text"]).casefold()) for claim in members}
    for claim_id, words in spoken.items():
        for size in (RUN, LONG_RUN):
            for run in {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}:
                holders[run].append(claim_id)
    found = set()
    for run, ids in holders.items():
        heads = [one for one in ids if one in quoted] if len(run) == RUN else ids
        found |= {(heads[0], other) for other in ids if heads and other != heads[0]}
    for claim_id, words in spoken.items():
        if claim_id in quoted and SHORTEST <= len(words) < RUN:
            text = f" {' '.join(words)} "
            found |= {
                (claim_id, other)
                for other, said in spoken.items()
                if other != claim_id and text in f" {' '.join(said)} "
            }
    return found
