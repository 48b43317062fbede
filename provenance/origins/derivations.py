"""Who had it from whom: the edges of the origin graph, into the articles at hand and out of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance import tables
from provenance.addresses import host_of, page_of
from provenance.origins.families import load_families
from provenance.origins.names import name_key, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from provenance.config import Origins
    from provenance.origins.families import Families

    Row = Mapping[str, Any]

URL = re.compile(r"https?://[^\s<>\"\]\)]{4,500}")
HAT_TIP = re.compile(r"(?:h/t|hat tip)\s*:?\s+(?:to )?(?P<name>[^\])]{2,60}?)\s*[\])]?\.?$", re.IGNORECASE)
CONTRIBUTED = re.compile(
    r"(?P<before>.{2,120}?),? (?:also )?contributed (?:to|reporting)|"
    r"With (?:inputs|files|reporting) from (?P<after>.{2,80})",
    re.IGNORECASE,
)
REPUBLICATION = ("published in", "source line", "republication notice")
WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")  # "told CNN Tuesday"
_NAME = r"(?:The |the )?[A-Z][\w.'’&-]*(?: (?:of |the )?[A-Z][\w.'’&-]*){0,4}"
CITED = re.compile(
    rf"(?P<before>{_NAME})(?:,? which)? (?:has |had |have )?(?:also |first )?(?:reported|reports|obtained|revealed)\b"
    r"|(?:according to|reported (?:first )?by|published (?:in|by)|obtained by|interview with|citing) "
    rf"(?P<after>{_NAME})"
)
# Names and short forms that mean too much else in running text.
VAGUE = frozenset({"times", "post", "sun", "mirror", "observer", "independent", "week", "nation", "hill", "star"})
SHORT = frozenset({"ap", "afp", "upi", "bbc", "cnn", "nbc", "cbs", "abc", "npr", "pbs", "dpa", "efe"})
PARTS = re.compile(r"\s*(?:,| and | & )\s*")
HEAD = 200  # characters from the start of the body in which a dateline stands
# What stands in the name of a medium of which no list knows, as against a recording or a report that carries words.
MEDIUM = re.compile(
    r"\b(?:News|Times|Post|Agency|Journal|TV|Television|Radio|Daily|Herald|Tribune|Gazette|Press|Wire|Courier|Review|Mail|"
    r"Telegraph|Standard|Online|Network|Magazine|Weekly|Broadcasting)\b"
)
WORDS = {
    "republication": "named as its first publisher",
    "agency": "named as the agency",
    "copy": "the same text",
    "partial": "passages word for word",
    "contribution": "named as contributing",
    "hat_tip": "thanked for the lead",
    "citation": "cited",
    "link": "linked",
}


@dataclass(frozen=True)
class Edge:
    """One thing an article has from somewhere: from whom, of which kind, and where the article says so."""

    kind: str
    name: str
    article: str | None = None
    span: tuple[int, int] | None = None
    shared: float | None = None
    certain: bool = True
    evidence: str | None = None


def find_derivations(
    articles: pl.DataFrame,
    attributions: pl.DataFrame,
    claims: pl.DataFrame,
    copies: pl.DataFrame,
    lineage: pl.DataFrame,
    *,
    config: Origins,
) -> pl.DataFrame:
    """Say for every article what it has from another article, outlet or agency.

    Reads ARTICLES, ATTRIBUTIONS, CLAIMS, COPIES and LINEAGE, writes DERIVATIONS, one row an article, kind and whom it
    has it from. Kinds:

    - *copy*, *partial*: from an article at hand, by shared text; ``shared`` is the share, 0..1, of its own words.
      ``certain`` is false where neither dates nor credits say which of the two was first. A copy leads to the original
      of its group only;
    - *republication*, *agency*: what the page names as its first publisher, or as the agency; it leads to that one's
      own article where that is at hand;
    - *contribution*, *hat_tip*: "AFP contributed to this report", "h/t: The Delta Review";
    - *citation*: a medium that the article cites for something, or a known one that it says reported something; it
      leads to that medium's article where that one is at hand, no later, and makes a claim of the same matter;
    - *link*: a web address in the text, or a link of a web page, that is another article's or a known medium's.

    ``from_article`` is null for what lies outside the articles at hand. ``start`` and ``end`` are where the article
    says so, null where shared text or a column given says it. Articles that have nothing from anybody give no row.
    Cost: O(articles + attributions + claims + copies).
    """
    rows = {row["article_id"]: row for row in articles.sort("article_id").iter_rows(named=True)}
    families = load_families(config.families)
    found: dict[str, list[Edge]] = defaultdict(list)
    _from_copies(rows, copies, lineage, found)
    _from_citations(rows, attributions, claims, families, found)
    of_one_text = _groups(lineage)
    by_page: dict[str, str] = {}
    for key, row in rows.items():
        if row["url"]:
            by_page.setdefault(page_of(row["url"]), key)
    for key, row in rows.items():
        kin = [rows[other] for other in of_one_text.get(key, ()) if other in rows]
        found[key] += [*_from_credits(row, kin, families), *_from_links(row, by_page, families)]
        found[key] += _from_text(row, families)
    return tables.DERIVATIONS.frame(
        _row(rows[key], edge) for key in rows for edge in sorted(_one_of_each(found[key], families), key=_order)
    )


def _from_copies(
    rows: Mapping[str, Row], copies: pl.DataFrame, lineage: pl.DataFrame, found: dict[str, list[Edge]]
) -> None:
    pairs = {(row["article_id"], row["other_id"]): row for row in copies.iter_rows(named=True)}
    for line in lineage.filter(lineage["duplicate_of"].is_not_null()).iter_rows(named=True):
        key, original = line["article_id"], line["duplicate_of"]
        pair = pairs.get((min(key, original), max(key, original)))
        known = pair is not None and pair["earlier"] == original
        evidence = pair["evidence"] if pair else "by way of other copies"
        name = _name(rows[original])
        found[key].append(Edge("copy", name, original, shared=line["overlap"], certain=known, evidence=evidence))
    for (left, right), pair in pairs.items():
        if pair["kind"] != "partial" or left not in rows or right not in rows:
            continue
        later, first = (left, right) if pair["earlier"] != left else (right, left)
        shared = pair["containment"] if later == left else pair["other_containment"]
        certain = pair["earlier"] is not None
        edge = Edge("partial", _name(rows[first]), first, shared=shared, certain=certain, evidence=pair["evidence"])
        found[later].append(edge)


def _groups(lineage: pl.DataFrame) -> dict[str, list[str]]:
    """Return by article the others of the same text."""
    members: dict[str, list[str]] = defaultdict(list)
    for key, origin in lineage.sort("article_id").select("article_id", "origin_id").iter_rows():
        members[origin].append(key)
    return {key: [other for other in group if other != key] for group in members.values() for key in group}


def _from_credits(row: Row, kin: Sequence[Row], families: Families) -> Iterator[Edge]:
    """Yield what the lines around an article name: first publisher, agency, who contributed, whose lead it was."""
    text, residue = str(row["text"]), row["residue"] or []
    parts = [(part["label"], part["start"], text[part["start"] : part["end"]]) for part in residue]
    if row["outlet"] and row["passed_on"]:
        lines = [(start, line) for label, start, line in parts if label in REPUBLICATION]
        yield Edge("republication", row["outlet"], _own(row["outlet"], kin), _place(row["outlet"], lines))
    if row["agency"] and not (row["outlet"] and same_name(row["agency"], row["outlet"])):
        begin = min((low for low, _ in row["body_spans"] or []), default=0)
        lines = [(start, line) for _, start, line in parts] + [(begin, text[begin : begin + HEAD])]
        yield Edge("agency", row["agency"], _own(row["agency"], kin), _place(row["agency"], lines))
    for label, start, line in parts:
        if match := CONTRIBUTED.search(line) if label == "credit" else None:
            group = "before" if match["before"] else "after"
            for name in PARTS.split(match[group].strip(" .()")):
                if families.knows(name):
                    place = start + line.index(name, match.start(group))
                    yield Edge("contribution", name, span=(place, place + len(name)))
        if label == "hat tip" and (match := HAT_TIP.search(line)):
            yield Edge("hat_tip", match["name"], span=(start + match.start("name"), start + match.end("name")))


def _own(name: str, kin: Sequence[Row]) -> str | None:
    """Return the article at hand that is the outlet's or agency's own print of the same text."""
    own = (other for other in kin if other["outlet"] and same_name(other["outlet"], name) and not other["passed_on"])
    return next((str(other["article_id"]) for other in own), None)


def _place(name: str, lines: list[tuple[int, str]]) -> tuple[int, int] | None:
    """Return where the first of the lines that has the name has it."""
    wanted = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    hits = ((start, wanted.search(line)) for start, line in lines)
    return next(((start + hit.start(), start + hit.end()) for start, hit in hits if hit), None)


def _from_citations(
    rows: Mapping[str, Row],
    attributions: pl.DataFrame,
    claims: pl.DataFrame,
    families: Families,
    found: dict[str, list[Edge]],
) -> None:
    clusters: dict[str, set[str]] = defaultdict(set)
    own: dict[str, dict[str, str]] = defaultdict(dict)  # by cluster: article to the outlet that makes the claim there
    for claim in claims.sort("claim_id").iter_rows(named=True):
        if claim["cluster_id"] and claim["attribution_id"]:
            clusters[claim["attribution_id"]].add(claim["cluster_id"])
        if claim["cluster_id"] and claim["outlet"]:
            own[claim["cluster_id"]].setdefault(claim["article_id"], claim["outlet"])
    for credit in attributions.sort("article_id", "attribution_id").iter_rows(named=True):
        key = credit["article_id"]
        for medium in _media(credit, families):
            if key not in rows or families.one(rows[key]["outlet"] or "", medium):
                continue
            at_hand = [
                article
                for cluster in clusters[credit["attribution_id"]]
                for article, outlet in own[cluster].items()
                if article != key and families.one(outlet, medium) and not _is_later(rows[article], rows[key])
            ]
            at_hand.sort(key=lambda article: (rows[article]["published_at"] or "", article), reverse=True)
            span = _place(medium, [(low, rows[key]["text"][low:high]) for low, high in credit["source_spans"] or []])
            found[key].append(Edge("citation", medium, at_hand[0] if at_hand else None, span=span))


def _is_later(article: Row, other: Row) -> bool:
    """Return whether one was certainly published after the other."""
    here, there = article["published_at"] or "", other["published_at"] or ""
    known = min(len(here), len(there))
    return bool(here[:known] > there[:known])


def _media(credit: Row, families: Families) -> list[str]:
    """Return the media by name that carried something to the article: the source itself, or carriers of a speaker."""
    if credit["source_kind"] == "news_media":
        name = str(credit["source"] or "").strip()
        return [name] if name and name.split()[-1][0].isupper() and not WEEKDAY.fullmatch(name) else []
    carriers = [str(name) for name in (credit["chain"] or [])[:-1] if name]
    return [name for name in carriers if families.knows(name) or MEDIUM.search(name)]


def _from_text(row: Row, families: Families) -> Iterator[Edge]:
    """Yield the media of the lists that the text says something was reported or published by."""
    text = str(row["text"])
    for start, end in row["body_spans"] or []:
        for match in CITED.finditer(text, start, end):
            group = "before" if match["before"] else "after"
            name, place = _medium_in(match[group], families)
            if name and not families.one(row["outlet"] or "", name):
                place += match.start(group)
                yield Edge("citation", name, span=(place, place + len(name)))


def _medium_in(run: str, families: Families) -> tuple[str | None, int]:
    """Return the medium with whose name a run of capitals ends or begins, and where: "On Monday The Gazette"."""
    words = [match.start() for match in re.finditer(r"\S+", run)]
    stretches = [(start, len(run)) for start in words]
    stretches += [(0, end - 1) for end in reversed(words[1:])]
    for start, end in stretches:
        start += 4 * run[start:end].startswith("the ")
        name = run[start:end].rstrip(".,;:'’")
        key = name_key(name)
        if families.knows(name) and key not in VAGUE and (len(key) > 3 or (key in SHORT and name.isupper())):
            return name, start
    return None, 0


def _from_links(row: Row, by_page: Mapping[str, str], families: Families) -> Iterator[Edge]:
    """Yield links to articles at hand, and to the pages of known media that are not the article's own."""
    text = str(row["text"])
    links: list[tuple[str, tuple[int, int] | None]] = []
    for match in URL.finditer(text):
        url = match[0].rstrip(".,;:")
        links.append((url, (match.start(), match.start() + len(url))))
    links += [(link["url"], _place(link["text"], [(0, text)])) for link in row["links"] or [] if link["text"]]
    for url, span in links:
        page, host = page_of(url), host_of(url) or ""
        there = by_page.get(page) or by_page.get(page.partition("?")[0])
        if there == row["article_id"] or page == page_of(row["url"] or ""):
            continue
        own = host == host_of(row["url"]) or families.one(row["outlet"] or "", host)
        if there or (families.knows(host) and not own):
            yield Edge("link", url if there else host, there, span)


def _one_of_each(edges: list[Edge], families: Families) -> list[Edge]:
    """Return one edge a kind and origin: to an article at hand rather than outside, with a place if any has one."""

    def publisher(edge: Edge) -> str:
        return families.of(edge.name) or edge.name

    best: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        key = edge.kind, edge.article or publisher(edge)
        if key not in best or (best[key].span is None and edge.span is not None):
            best[key] = edge
    at_hand = {(edge.kind, publisher(edge)) for edge in best.values() if edge.article}
    return [edge for edge in best.values() if edge.article or (edge.kind, publisher(edge)) not in at_hand]


def _order(edge: Edge) -> tuple[int, str, str]:
    return list(WORDS).index(edge.kind), edge.name, edge.article or ""


def _name(row: Row) -> str:
    return str(row["outlet"] or row["title"] or row["input_id"] or row["article_id"])


def _row(article: Row, edge: Edge) -> dict[str, object]:
    start, end = edge.span or (None, None)
    return {
        "derivation_id": tables.digest(article["article_id"], edge.kind, edge.article or edge.name),
        "article_id": article["article_id"],
        "input_id": article["input_id"],
        "outlet": article["republisher"] or (None if edge.kind == "republication" else article["outlet"]),
        "kind": edge.kind,
        "from_name": edge.name,
        "from_article": edge.article,
        "shared": edge.shared,
        "certain": edge.certain,
        "start": start,
        "end": end,
        "exact_text": article["text"][start:end] if edge.span else None,
        "evidence": edge.evidence or WORDS[edge.kind],
    }
