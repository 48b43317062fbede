"""Who had a text first and who repeated it: the origin graph as trees."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rich.tree import Tree

from provenance.report.page import clean, count, dotted, line, listed, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from provenance.report.view import Row, View

# Under whom an article hangs, where it has something from several: the strongest dependence.
STRENGTH = ("republication", "agency", "copy", "partial", "link", "contribution", "hat_tip", "citation")
SAYS = {
    "copy": "the same text",
    "partial": "passages taken over",
    "republication": "republished",
    "agency": "the agency's text",
    "contribution": "with reporting of",
    "hat_tip": "lead from",
    "citation": "cites it",
    "link": "links to it",
}
DEEPEST = 8  # branches of branches; what is deeper stands beside, so that a page stays a page
TEXTUAL = frozenset(STRENGTH[:4])  # kinds in which the text, or part of it, comes from there


def trees(view: View, *, cited: bool = True) -> list[RenderableType]:
    """Return a tree for everything that somebody has something from, the largest first.

    At the root the first text, or an outlet or agency outside the articles; below it whoever has it from there.
    Without ``cited``, only what shares text, and is at hand or known by a credit.
    """
    rows = [row for row in view.rows("derivations") if cited or row["kind"] in TEXTUAL]
    parent = _parents(rows)
    children: dict[str, list[str]] = defaultdict(list)
    for article, row in parent.items():
        children[_from(row)].append(article)
    roots = [root for root in children if root not in parent]
    sizes = {root: _size(root, children) for root in roots}
    others: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row is not parent.get(row["article_id"]):
            others[row["article_id"]].append(row)
    return [
        _tree(view, root, children, parent, others) for root in sorted(roots, key=lambda root: (-sizes[root], root))
    ]


def _parents(rows: list[Row]) -> dict[str, Row]:
    """Return by article the derivation under which it hangs; of a circle one stays at the root."""
    ranked = sorted(
        rows,
        key=lambda row: (STRENGTH.index(row["kind"]), not row["certain"], -(row["shared"] or 0), row["derivation_id"]),
    )
    parent: dict[str, Row] = {}
    for row in ranked:
        if row["article_id"] not in parent and not _leads_to(row["article_id"], row, parent):
            parent[row["article_id"]] = row
    return parent


def _leads_to(article: str, row: Row, parent: Mapping[str, Row]) -> bool:
    above: str | None = row["from_article"]
    while above is not None and above != article:
        above = parent[above]["from_article"] if above in parent else None
    return above == article


def _from(row: Row) -> str:
    return str(row["from_article"] or f"outside {clean(row['from_name']).casefold()}")


def _size(root: str, children: Mapping[str, list[str]]) -> int:
    found = [root]
    for node in found:
        found += children.get(node, ())
    return len(found)


def _tree(
    view: View,
    root: str,
    children: Mapping[str, list[str]],
    parent: Mapping[str, Row],
    others: Mapping[str, list[Row]],
) -> Tree:
    top = (
        _article(view, root)
        if root in view.by_id["articles"]
        else _outside(view, [parent[child] for child in children[root]])
    )
    tree = Tree(line((top, "bold")), guide_style="dim")
    growing = [(tree, root, 0)]
    while growing:
        branch, node, depth = growing.pop()
        for child in sorted(children.get(node, ()), key=lambda key: (_date(view, key), key)):
            twig = branch.add(line(_leaf(view, child, parent[child], others[child])))
            growing.append((twig if depth < DEEPEST else branch, child, depth + 1))
    return tree


def _leaf(view: View, child: str, row: Row, others: list[Row]) -> str:
    """Return what is told of an article below the one it has something from."""
    known = {clean(row["from_name"]), clean(view.by_id["articles"][child]["outlet"] or "")}
    also = listed(sorted({clean(other["from_name"]) for other in others} - known), 5)
    page = _page(view, child) if row["kind"] == "republication" else _article(view, child)
    return dotted(page, _how(row), f"also from {also}" if also else None)


def _how(row: Row) -> str:
    shared = f", {share(row['shared'])} of its own words" if row["shared"] is not None else ""
    doubt = "" if row["certain"] else "; which was first is not known"
    return f"{SAYS[row['kind']]}{shared}{doubt}"


def _date(view: View, article: str) -> str:
    return view.by_id["articles"][article]["published_at"] or "~"


def _outside(view: View, rows: list[Row]) -> str:
    """Return what is told of a text, outlet or agency that is not at hand; of a text passed on, its author and date."""
    name = clean(rows[0]["from_name"])
    texts = {_signed(view.by_id["articles"][row["article_id"]]) for row in rows if row["kind"] == "republication"}
    return f"{name}{texts.pop() if len(texts) == 1 else ''} (not among the articles)"


def _article(view: View, article: str) -> str:
    row = view.by_id["articles"][article]
    name = clean(row["outlet"] or f"unknown outlet ({row['input_id']})")
    return f"{name}{_signed(row)} [{view.short(article)}]"


def _signed(row: Row) -> str:
    by = f" by {clean(row['byline'])}" if row["byline"] else ""
    return f"{by}, {row['published_at'] or 'undated'}"


def _page(view: View, article: str) -> str:
    """Return the page that passes a text on, and when it did."""
    row = view.by_id["articles"][article]
    name = clean(row["republisher"] or f"a page that does not name itself ({row['input_id']})")
    days = [found["value"] for found in row["dates_found"] or [] if found["where"] == "republication notice"]
    day = next((day for day in days if day), None)
    return f"{name}{f', {day}' if day else ''} [{view.short(article)}]"


def chains(view: View, top: int) -> list[RenderableType]:
    """Return the trees of texts that were passed on, for the report."""
    found = trees(view, cited=False)
    if not found:
        return []
    shown: list[RenderableType] = [line(("Who had which text first, and who has it from there:", "italic"))]
    return [
        *shown,
        *found[:top],
        *(
            [line(f"{count(len(found) - top, 'more tree')}: provenance graph DIR", style="dim")]
            if len(found) > top
            else []
        ),
    ]
