"""The origin of every article: the text it was copied from, or its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from provenance import tables
from provenance.origins.families import load_families
from provenance.origins.groups import connected
from provenance.origins.names import same_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from provenance.config import Origins
    from provenance.origins.families import Families

    Article = Mapping[str, Any]
    Pairs = dict[tuple[str, str], Mapping[str, Any]]

LABEL_TITLE = 60  # characters of the title in the label of an unknown origin
HEAD = 200  # characters at the start of the body where a dateline stands


def trace_articles(articles: pl.DataFrame, copies: pl.DataFrame, *, config: Origins) -> pl.DataFrame:
    """Say for each article where its text entered the news.

    Reads ARTICLES and COPIES, writes LINEAGE, one row an article. Articles joined by copying share one ``origin_id``,
    and so do articles that credit the same agency and share a tenth of their words; a shared credit alone joins
    nothing, for two reports of one agency are two texts. The original is the article that the others credit, else the
    earliest dated one that no other precedes, else the first by id. ``label`` is the agency credited, else the outlet
    of the original, else "unknown origin" with its title; where nothing tells which of several articles was first,
    their outlets stand side by side ("Harbour Herald or Valley Courier"). ``family`` is the publisher family of that
    agency or outlet, null where it is unknown or one of several. ``duplicate_of`` names the original for every
    copy; ``overlap``, 0..1, is the share of the article's words that it has in common with the original, or with the
    nearest of the group. ``evidence`` lists what says so: shared text, credit line, dateline, byline; "own reporting"
    where nothing points elsewhere. Cost: O(articles + pairs).
    """
    rows = {row["article_id"]: row for row in articles.sort("article_id").iter_rows(named=True)}
    pairs: Pairs = {(row["article_id"], row["other_id"]): row for row in copies.iter_rows(named=True)}
    joined = [key for key, pair in pairs.items() if _one_text(pair, rows)]
    groups = connected(rows, sorted(joined))
    number = {member: place for place, group in enumerate(groups) for member in group}
    inside: dict[int, Pairs] = defaultdict(dict)
    for key, pair in pairs.items():
        if number.get(key[0], -1) == number.get(key[1], -2):
            inside[number[key[0]]][key] = pair
    families = load_families(config.families)
    return tables.LINEAGE.frame(
        line
        for place, group in enumerate(groups)
        for line in _trace_group([rows[member] for member in group], inside.get(place, {}), families)
    )


def _one_text(pair: Mapping[str, Any], rows: Mapping[str, Article]) -> bool:
    if pair["kind"] == "copy":
        return True
    agencies = [rows[key]["agency"] for key in (pair["article_id"], pair["other_id"]) if key in rows]
    return pair["kind"] == "partial" and len(agencies) == 2 and all(agencies) and same_name(*agencies)


def _trace_group(group: Sequence[Article], inside: Pairs, families: Families) -> list[dict[str, object]]:
    original, *others = _originals(group, inside)
    agency = _agency(group)
    label = agency or _either([original, *others])
    publishers = {
        families.of(name) for name in ([agency] if agency else (one["outlet"] for one in [original, *others]))
    }
    family = publishers.pop() if len(publishers) == 1 else None
    copied = _reached_by_copying(original["article_id"], {article["article_id"] for article in group}, inside)
    overlaps = _overlaps(original["article_id"], inside)
    return [
        {
            "article_id": article["article_id"],
            "origin_id": tables.digest("text", original["article_id"]),
            "label": label,
            "family": family,
            "duplicate_of": original["article_id"] if article["article_id"] in copied else None,
            "overlap": None if article is original else overlaps.get(article["article_id"]),
            "evidence": "; ".join(_evidence(article, shared=len(group) > 1)),
        }
        for article in group
    ]


def _originals(group: Sequence[Article], inside: Pairs) -> list[Article]:
    """Return the article that the others come from, and those after it that may be it as well.

    It is credited, preceded by none, earliest, in this order.
    """
    later: Counter[str] = Counter()
    for key, pair in inside.items():
        if pair["earlier"]:
            later[key[0] if pair["earlier"] == key[1] else key[1]] += 1
    credits_ = Counter(name for article in group if (name := _credited_name(article)))
    to_outlet = {outlet: _credits_to(outlet, credits_) for outlet in {article["outlet"] for article in group} if outlet}
    credited = {article["article_id"]: _credited(article, to_outlet) for article in group}

    def rank(article: Article) -> tuple[int, bool, int]:
        key = article["article_id"]
        return -credited[key], bool(article["passed_on"]), later[key]

    best = min(map(rank, group))
    leading = [article for article in group if rank(article) == best]
    leading.sort(key=lambda article: (article["published_at"] or "~", article["article_id"]))
    return [article for article in leading if not _is_before(leading[0], article)]


def _is_before(article: Article, other: Article) -> bool:
    """Return whether one was certainly published before the other; "2015-06" and "2015-06-08" do not tell."""
    here, there = article["published_at"], other["published_at"]
    if article is other or not here or not there:
        return False
    known = min(len(here), len(there))
    return bool(here[:known] < there[:known])


def _either(originals: Sequence[Article]) -> str:
    """Return the outlet of the original, or every one of those that may be."""
    if not all(article["outlet"] for article in originals):
        return _unknown(originals[0])
    return " or ".join(sorted({article["outlet"] for article in originals}))


def _credited_name(article: Article) -> str | None:
    """Return whom an article names as the first publisher of its text: an agency, or the outlet republished."""
    name = article["agency"] or (article["passed_on"] and article["outlet"])
    return str(name) if name else None


def _credits_to(outlet: str, credits_: Counter[str]) -> int:
    """Return how often an outlet is named."""
    return sum(number for name, number in credits_.items() if same_name(name, outlet))


def _credited(article: Article, to_outlet: Mapping[str, int]) -> int:
    """Return how many others name this article's outlet; a page that passes a text on is not the one they mean."""
    outlet = article["outlet"]
    if not outlet or article["passed_on"]:
        return 0
    own = _credited_name(article)
    return to_outlet[outlet] - bool(own and same_name(own, outlet))


def _agency(group: Sequence[Article]) -> str | None:
    """Return the agency that most articles of the group credit, the first in the alphabet of several."""
    named = Counter(article["agency"] for article in group if article["agency"])
    return min(named, key=lambda name: (-named[name], name)) if named else None


def _unknown(original: Article) -> str:
    title = " ".join((original["title"] or "").split())
    if not title:
        return "unknown origin"
    return f"unknown origin ({title if len(title) <= LABEL_TITLE else title[: LABEL_TITLE - 1].rstrip() + '…'})"


def _reached_by_copying(original: str, members: set[str], inside: Pairs) -> set[str]:
    edges = sorted(key for key, pair in inside.items() if pair["kind"] == "copy")
    groups = connected(members, edges)
    return {member for group in groups if original in group for member in group} - {original}


def _overlaps(original: str, inside: Pairs) -> dict[str, float]:
    """Return for every article of a group the share it has in common with the original, else with the nearest."""
    most: dict[str, float] = {}
    with_original: dict[str, float] = {}
    for (left, right), pair in inside.items():
        for here, there, share in ((left, right, pair["containment"]), (right, left, pair["other_containment"])):
            most[here] = max(most.get(here, 0.0), share)
            if there == original:
                with_original[here] = share
    return most | with_original


def _evidence(article: Article, *, shared: bool) -> list[str]:
    words = ["shared text"] if shared else []
    if article["agency"]:
        words.append("dateline" if _in_dateline(article) else "credit line")
    elif article["republisher"]:
        words.append("credit line")
    if article["byline"]:
        words.append("byline")
    return words or ["own reporting"]


def _in_dateline(article: Article) -> bool:
    start = min((low for low, _ in article["body_spans"] or []), default=0)
    head = article["text"][max(0, start - HEAD) : start + HEAD]
    return re.search(rf"\(\s*{re.escape(article['agency'])}\s*\)\s*[-–—:]", head) is not None
