"""What the entailment model learns from: pairs of texts in groups, and how much of each a pass takes.

A pass takes of every source what ``TAKE`` names. Left out are sources whose licence forbids it (LDC newswire, ANLI,
SICK: non-commercial). What similar Wikipedia sentences and captions call a contradiction is often merely another claim:
the first head learns that, the second, which reads reports, does not. Added are edits of news sentences (``edits``),
pairs of news on one event that are no contradiction, whatever else they are, our own pairs of reports, judged by what
they amount to, and for the second head alone sentences that share a name, which hardly ever clash, some of them judged.

    python -m training.entailment_pairs DATA --out PACK.npz
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import re
from datetime import datetime
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from provenance.contradictions.entailment import LABELS, OUTCOMES
from provenance.contradictions.network import GAPS, gap_of
from provenance.embedding.news import load_tokenizer
from provenance.models import embedded_encoder_path
from provenance.sentences import find_paragraphs, find_sentences
from training.edits import edit_rewordings, find_names, make_pairs, rename
from training.entailment_pack import pack, write_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.edits import Made

OWN_PAIRS = Path(__file__).with_name("news_pairs.jsonl")
OWN_REPORTS = Path(__file__).with_name("news_reports.jsonl")
OWN_TURNS = Path(__file__).with_name("news_turns.jsonl")
JUDGED_PAIRS = Path(__file__).with_name("judged_pairs.csv")
JUDGED_SETS = ("ecbplus", "newswcl50")  # of `stories`
READ_WHOLE = (
    "polnear/train.jsonl.gz",
    "wire_copy/dev_articles.jsonl.gz",
)  # articles in which all disputes were looked for
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
JUDGED_LEFT_OUT = 4  # one of so many articles and stories with judged pairs is left out to measure by
NEAR = 4  # sentences of an article, of which the first is held against the others
LIKE = 60  # per cent of likeness from which two outlets' sentences are wordings of one
NO_CLASHES = 18_000
BESIDE = 30_000  # sentences of one story or article that share a name, hardly ever a clash
WRITTEN = 1  # times that each of our own pairs (training/news_pairs.jsonl) stands in a pass
REPORTED = 3  # the same of our own pairs of reports (training/news_reports.jsonl)
TURNS = 5  # of pairs of sentences that follow on one another in an article (training/news_turns.jsonl)
AT_ODDS, AT_PEACE = 15, 3  # and of the pairs of real sentences that readers have judged (training/judged_pairs.csv)
GAPS_OF_A_DAY = 4  # classes of the hours between two reports, from unknown to twelve
VARIANTS = 3  # of our own pairs, with other names, and of edits


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


class Group(NamedTuple):
    """Pairs of one kind and how many a pass takes of them: whole as often as it goes, the rest by chance.

    ``variants`` are the same pairs with other names or edits; a pass takes one of them.
    """

    name: str
    take: int
    variants: list[list[Pair]]


def find_groups(data: Path, rng: np.random.Generator) -> list[Group]:
    """Return everything that may be learnt from."""
    table = pl.read_parquet(data / "nli" / "train.parquet").filter(pl.col("source").is_in(list(TAKE)))
    groups = [
        Group(str(source), TAKE[str(source)], [labelled(part, events=source not in ELSEWHERE)])
        for (source,), part in sorted(table.group_by("source"), key=lambda group: str(group[0]))
    ]
    groups.append(Group("one event, no contradiction", NO_CLASHES, [_no_clashes(data)]))
    judged = read_judged(data, measured=False)
    apart = {frozenset(pair[:2]) for pair in judged}
    beside = [
        pair if pair.gap else pair._replace(gap=int(rng.integers(len(GAPS) + 2)))
        for pair in _beside(data)
        if frozenset(pair[:2]) not in apart
    ]
    groups.append(Group("one name, no contradiction", BESIDE, [beside]))
    written, reports, turns = (read(measured=False) for read in (read_written, read_reports, read_turns))
    names = find_names([pair.premise for pair in written])
    for name, pairs, times in (("pairs", written, WRITTEN), ("reports", reports, REPORTED), ("turns", turns, TURNS)):
        renamed = [[Pair(*rename(pair[:2], names, rng), *pair[2:]) for pair in pairs] for _ in range(VARIANTS)]
        groups.append(Group(f"own {name}", times * len(pairs), renamed))
    for what, often, some in _by_what_they_are(judged):
        near = [pair if pair.gap else pair._replace(gap=int(rng.integers(GAPS_OF_A_DAY))) for pair in some]
        groups.append(Group(f"judged {what}", often * len(near), [near]))
    reworded = _reworded(data)
    groups.append(
        Group("rewordings", 2 * len(reworded), [[Pair(one, other, NO_CLASH, PEACE) for one, other in reworded]])
    )
    edited = [_made(edit_rewordings(reworded, rng)) for _ in range(VARIANTS)]
    groups.append(Group("rewordings, edited", REWORDED, edited))
    sentences = _sentences(data)
    made = [_made(make_pairs(sentences, rng)) for _ in range(VARIANTS)]
    groups.append(Group("edits", EDITED, made))
    return groups


def _by_what_they_are(judged: Sequence[Pair]) -> Iterator[tuple[str, int, list[Pair]]]:
    """Yield what was judged a clash, and what was not or not for sure, with how often it stands in a pass."""
    clashes = {"contradiction", "source_dispute"}
    yield "at odds", AT_ODDS, [pair for pair in judged if set(pair.outcomes) <= clashes]
    yield "not at odds", AT_PEACE, [pair for pair in judged if not set(pair.outcomes) <= clashes]


def measured_groups(data: Path) -> list[Group]:
    """Return what is measured by and never learnt from: the sources of dev, and what is left out of our own."""
    table = pl.read_parquet(data / "nli" / "dev.parquet")
    groups = [
        Group(str(source), 0, [labelled(part)])
        for (source,), part in sorted(table.group_by("source"), key=lambda group: str(group[0]))
    ]
    for name, read in (("pairs", read_written), ("reports", read_reports), ("turns", read_turns)):
        groups.append(Group(f"own {name}, left out", 0, [read(measured=True)]))
    for name, _, pairs in _by_what_they_are(read_judged(data, measured=True)):
        groups.append(Group(f"judged {name}, left out", 0, [pairs]))
    return groups


def labelled(table: pl.DataFrame, *, events: bool = True) -> list[Pair]:
    """Return the pairs of a table with ``premise``, ``hypothesis`` and ``label``; see ``_told``."""
    return [_told(*row, events=events) for row in table.select("premise", "hypothesis", "label").iter_rows()]


def _made(edited: Sequence[Made]) -> list[Pair]:
    return [_told(one.premise, one.hypothesis, one.label) for one in edited]


def _told(premise: str, hypothesis: str, label: str, *, events: bool = True) -> Pair:
    """Return a pair with a label; what that tells of the outcome only if both texts are of one event."""
    return Pair(premise, hypothesis, (label,), OUTCOMES_OF[label] if events else OUTCOMES)


def read_written(*, measured: bool) -> list[Pair]:
    """Return our own pairs: those to learn from, or the tenth of the premises that is left out to measure by."""
    with OWN_PAIRS.open(encoding="utf-8") as file:
        sets = [json.loads(line) for line in file]
    return [
        _told(one["premise"], other["text"], other["label"])
        for one in sets
        if _is_left_out(one["premise"]) is measured
        for other in one["others"]
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


def read_judged(data: Path, *, measured: bool) -> list[Pair]:
    """Return pairs of sentences of one article or of two on one story that readers have judged, without their hours.

    Where a reader hesitated, either outcome is right. What two sentences of one article amount to tells nothing of
    entailment: the second is often a denial that only the article makes one of the first. A quarter of the articles
    and stories in which disputes were looked for is left out to measure by.
    """
    texts = judged_texts(data)
    found = []
    for row in pl.read_csv(JUDGED_PAIRS).iter_rows(named=True):
        if _is_left_out(_story_of(row["a_id"]), JUDGED_LEFT_OUT) is not measured:
            continue
        one, other = (texts[row[f"{side}_id"]][row[f"{side}_start"] : row[f"{side}_end"]] for side in ("a", "b"))
        outcomes = tuple(row["outcomes"].split())
        here = row["a_id"] == row["b_id"]
        labels = {label for outcome in outcomes for label in LABELS_OF[outcome]}
        found.append(Pair(one, other, LABELS if here else tuple(sorted(labels)), outcomes, gap_of(0.0) if here else 0))
    return found


def judged_texts(data: Path) -> dict[str, str]:
    """Return the texts in which pairs were judged; the title of a lead stands above it."""
    leads = {row["id"]: row["text"] for row in read_leads(data)}
    stories = {
        row["id"]: row["text"] for row in _read_lines(data / "stories" / "dev.jsonl.gz") if row["set"] in JUDGED_SETS
    }
    return leads | stories | {row["id"]: row["text"] for row in read_articles(data)}


def read_leads(data: Path, *, measured: bool | None = None) -> list[dict[str, str]]:
    """Return the leads of stories that were searched for disputes, each under its title; as ``read_articles``."""
    return [
        row | {"text": "\n\n".join(filter(None, (row["title"], row["text"])))}
        for row in _leads(data)
        if measured is None or _is_left_out(row["story_id"], JUDGED_LEFT_OUT) is measured
    ]


def read_articles(data: Path, *, measured: bool | None = None) -> list[dict[str, str]]:
    """Return the articles that were read whole for disputes: all, or the part that is learnt from or left out."""
    articles = [row for file in READ_WHOLE for row in _read_lines(data / file)]
    return [row for row in articles if measured is None or _is_left_out(row["id"], JUDGED_LEFT_OUT) is measured]


def _story_of(article_id: str) -> str:
    """Return what is left out together: the story of a lead, or the article."""
    return article_id.rpartition(":")[0] if article_id.startswith("neus:") else article_id


def _leads(data: Path) -> list[dict[str, str]]:
    return [row for row in _read_lines(data / "stories" / "leads_dev.jsonl.gz") if row["kind"] == "lead"]


def _read_lines(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _is_left_out(text: str, of: int = 10) -> bool:
    """Return whether a text is one of so many that is left out to measure by."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % of == 0


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
        if not _is_left_out(row["story_id"], JUDGED_LEFT_OUT):
            told.setdefault(row["story_id"], []).append(_long_sentences(row["text"]))
    found = [
        (*both, 0) for leads in told.values() for x, y in itertools.combinations(leads, 2) for both in product(x, y)
    ]
    here = gap_of(0.0)
    for row in read_articles(data, measured=False):
        article = _long_sentences(row["text"])
        found += [(a, b, here) for place, a in enumerate(article) for b in article[place + 1 : place + NEAR]]
    return [Pair(a, b, LABELS, PEACE, gap) for a, b, gap in dict.fromkeys(found) if _names(a) & _names(b)]


@cache
def _names(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<=[^.?!] )[A-Z]\w{2,}", sentence)) - {"Mr", "Mrs"}


def _reworded(data: Path) -> list[tuple[str, str]]:
    """Return sentences that two outlets took over from one text or speech, each in its own wording."""
    texts = {row["id"]: row["text"] for row in read_articles(data)}
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


def main() -> None:
    """Write everything that is learnt from, and what is measured by, as a pack (about seven minutes on one core)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    tokenizer = load_tokenizer(embedded_encoder_path() / "tokenizer.json")
    groups = [*find_groups(asked.data, np.random.default_rng(0)), *measured_groups(asked.data)]
    write_pack(pack(groups, tokenizer), asked.out)


if __name__ == "__main__":
    main()
