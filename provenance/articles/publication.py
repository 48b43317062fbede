"""Who published an article first, who republished it, who wrote it, and when: from given columns and credit lines."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.addresses import host_of
from provenance.articles.agencies import find_agency
from provenance.articles.credits import outlet_in_title
from provenance.articles.dates import (
    Printed,
    conventional_order,
    date_in_url,
    find_dates,
    in_year_of,
    read,
    read_given,
    readings,
    settle_order,
    weekday_disagrees,
)
from provenance.articles.names import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from provenance.articles.credits import Credit
    from provenance.articles.layout import Layout

Orders = dict[str, str | None]

# The ways of writing that say when a text was first published, the surest first.
DATE_SOURCES = ("given", "page metadata", "published in", "source line", "date line", "byline", "dateline", "url")
OUTLET_KINDS = ("published in", "source line", "byline")
MASTHEADS = ("menu", "header", "site name", "copyright")
PAGE_KINDS = ("republication notice", "site name", "copyright")
MIN_TELLING = 4
COMMON_WORDS = frozenset({"news", "online", "times", "daily", "post", "today"})
MOST_DATES_IN_TEXT = 50


@dataclass
class Publication:
    """The columns of ARTICLES that say who published, and when."""

    outlet: str | None = None
    republisher: str | None = None
    passed_on: bool = False
    byline: str | None = None
    agency: str | None = None
    url: str | None = None
    published_at: str | None = None
    date_source: str | None = None
    dates_found: list[dict[str, object]] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def columns(self) -> dict[str, object]:
        """Return all but the problems."""
        return {name: value for name, value in vars(self).items() if name != "problems"}


def describe_publication(row: Mapping[str, object], layout: Layout, text: str, orders: Orders) -> Publication:
    """Return outlet, republisher, byline, agency and dates of one article.

    Parameters
    ----------
    row
        Of DOCUMENTS: given values win over what the page says.
    layout, text
        The page.
    orders
        Day–month order by separator, as the given dates of the same site show it.
    """
    found = Publication(url=_given(row, "url") or _source_url(layout.credits))
    _name_outlet(found, row, layout.credits, text[slice(*layout.title)] if layout.title else "")
    found.passed_on = bool(found.republisher) or _names_a_first_publisher(found, row, layout, text)
    _name_people(found, row, layout.credits)
    _date(found, row, layout, text, orders)
    _link_chain(found, layout.credits)
    return found


def _given(row: Mapping[str, object], name: str) -> str | None:
    value = row[name]
    return clean(value) if isinstance(value, str) else None


def _source_url(found: Iterable[Credit]) -> str | None:
    return next((credit.url for credit in found if credit.url), None)


def _named(found: Iterable[Credit], *kinds: str) -> str | None:
    by_kind = {credit.kind: credit.outlet for credit in reversed(list(found)) if credit.outlet}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)


def _name_outlet(found: Publication, row: Mapping[str, object], lines: tuple[Credit, ...], text_title: str) -> None:
    given, host = _given(row, "outlet"), host_of(found.url)
    printed = _named(lines, *OUTLET_KINDS) or host_of(_source_url(lines))
    titled = outlet_in_title(_given(row, "title") or text_title)
    page = _named(lines, *PAGE_KINDS) or titled or host
    found.outlet = given or printed or page
    if given and printed and not _same(given, printed):
        found.problems.append(f"outlet given as {given}, credit line names {printed}")
    if not given and printed and page and not _same(printed, page):
        found.republisher = page


def _names_a_first_publisher(found: Publication, row: Mapping[str, object], layout: Layout, text: str) -> bool:
    """Tell whether a line names the outlet as first publisher and nothing else shows the page to be its own."""
    printed = _named(layout.credits, "published in", "source line")
    own = [_given(row, "outlet"), host_of(found.url), _named(layout.credits, *PAGE_KINDS)]
    if not printed or any(name and _same(name, printed) for name in own):
        return False
    mastheads = (text[start:end] for start, end, label in layout.residue if label in MASTHEADS)
    return not any(printed.casefold() in line.casefold() for line in mastheads)


def _same(one: str, other: str) -> bool:
    """Whether a name and another name or a host belong to one outlet: one holds a long word of the other."""
    words, others = _long_words(one), _long_words(other)
    if words and others:
        return any(word in "".join(others) for word in words) or any(word in "".join(words) for word in others)
    here, there = _all_words(one), _all_words(other)
    return "".join(here) == "".join(there) or "".join(here) in there or "".join(there) in here  # BBC, bbc.co.uk


def _all_words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


def _long_words(name: str) -> list[str]:
    return [word for word in _all_words(name) if len(word) >= MIN_TELLING and word not in COMMON_WORDS]


def _name_people(found: Publication, row: Mapping[str, object], lines: tuple[Credit, ...]) -> None:
    author = _given(row, "author")
    byline = re.sub(r"^by:? ", "", author, flags=re.IGNORECASE) if author else None
    found.byline = byline or next((credit.author for credit in lines if credit.author), None)
    given = _given(row, "agency")
    found.agency = (find_agency(given) or given) if given else None
    found.agency = found.agency or (find_agency(byline) if byline else None)
    found.agency = found.agency or next((credit.agency for credit in lines if credit.agency), None)


def _link_chain(found: Publication, lines: tuple[Credit, ...]) -> None:
    printed = _named(lines, *OUTLET_KINDS)
    first = printed if printed and found.outlet and not _same(printed, found.outlet) else None
    chain = [name for name in (found.agency, first, found.outlet, found.republisher) if name]
    if found.outlet and found.agency and found.agency in (find_agency(found.outlet), _owner(found.outlet)):
        chain.remove(found.agency)
    found.chain = list(dict.fromkeys(chain))


def _owner(host: str) -> str | None:
    return find_agency(host.removesuffix(".com").removesuffix(".org")) if "." in host else None


@dataclass(frozen=True)
class _Dated:
    where: str
    printed: Printed
    in_page: bool


def _date(found: Publication, row: Mapping[str, object], layout: Layout, text: str, orders: Orders) -> None:
    dated = list(_all_dates(found, row, layout, text))
    settled = settle_order(item.printed for item in dated if item.in_page)
    plain_days = {value[:10] for item in dated if not item.printed.numeric and (value := read(item.printed))}
    values: list[tuple[_Dated, str | None]] = []
    for item in dated:
        order = _order(item.printed, {**orders, **settled}, plain_days)
        value = read(item.printed, order)
        values.append((item, value))
        found.dates_found.append(_found(item, value))
        if item.where != "text":
            found.problems += _doubts(item, value, order)
    _choose(found, values)
    _complete(found)
    _verify(found, values)
    _compare(found, values, text, layout)


def _all_dates(found: Publication, row: Mapping[str, object], layout: Layout, text: str) -> Iterable[_Dated]:
    notes = row["notes"]
    from_page = isinstance(notes, list) and "date from page metadata" in notes
    given = _given(row, "date")
    dates = read_given(given) if given else []
    yield from (_Dated("page metadata" if from_page else "given", printed, in_page=False) for printed in dates)
    if given and not dates:
        found.problems.append(f"date given as '{given}' cannot be read")
    in_url = date_in_url(found.url) if found.url else None
    if in_url:
        yield _Dated("url", in_url, in_page=False)
    for credit in layout.credits:
        for printed in credit.dates:
            yield _Dated(credit.kind, printed, in_page=True)
    in_text = [printed for start, end in layout.body for printed in find_dates(text[start:end], start)]
    yield from (_Dated("text", printed, in_page=True) for printed in in_text[:MOST_DATES_IN_TEXT])


def _order(printed: Printed, orders: Orders, plain_days: set[str]) -> str | None:
    if not printed.numeric:
        return None
    for order in ("DMY", "MDY"):
        value = read(printed, order)
        if value and value[:10] in plain_days:
            return order
    return orders.get(printed.mark.strip()) or conventional_order(printed)


def _found(item: _Dated, value: str | None) -> dict[str, object]:
    start, end = (item.printed.start, item.printed.end) if item.in_page else (None, None)
    return {"value": value, "printed": item.printed.text, "start": start, "end": end, "where": item.where}


def _doubts(item: _Dated, value: str | None, order: str | None) -> list[str]:
    printed = item.printed
    if printed.year is None:
        return []
    if value is None and len(readings(printed)) > 1:
        return [f"date '{printed.text}' ({item.where}): day and month cannot be told apart"]
    if value is None:
        return [f"date '{printed.text}' ({item.where}): no such date between 1990 and 2035"]
    if weekday_disagrees(printed, order):
        return [f"date '{printed.text}' ({item.where}): weekday and date disagree"]
    return []


def _choose(found: Publication, values: list[tuple[_Dated, str | None]]) -> None:
    sources: tuple[str, ...] = DATE_SOURCES
    if not any(item.where in ("published in", "source line") for item, _ in values):
        sources = (*DATE_SOURCES, "republication notice")
    for source in sources:
        for item, value in values:
            if item.where == source and value:
                found.published_at, found.date_source = value, source
                return


def _verify(found: Publication, values: list[tuple[_Dated, str | None]]) -> None:
    """State where nothing but the line of a page that passes a text on says when it was published."""
    if not found.passed_on or found.date_source != "published in" or not found.published_at:
        return
    elsewhere = (value for item, value in values if item.where != "published in" and value)
    if not any(value[:10] == found.published_at[:10] for value in elsewhere):
        found.problems.append(
            f"published {found.published_at}: only a page that passes the text on says so; not verified"
        )


def _complete(found: Publication) -> None:
    """Give datelines without a year that of the publication they stand near."""
    published = _day(found.published_at)
    for entry in found.dates_found if published else ():
        if entry["value"] is None and entry["where"] == "dateline":
            printed = find_dates(str(entry["printed"]), partial=True)
            entry["value"] = in_year_of(printed[0], published) if printed and published else None


def _compare(found: Publication, values: list[tuple[_Dated, str | None]], text: str, layout: Layout) -> None:
    """State where other dates of the page do not go with the date of publication."""
    published = _day(found.published_at)
    if published is None:
        return
    for item, value in values:
        day = _day(value)
        if day is None or item.where == found.date_source:
            continue
        if item.where == "text" and (day - published).days > 366:
            found.problems.append(f"text speaks of {item.printed.text}, long after publication on {found.published_at}")
        if item.where in ("republication notice", "update line") and day < published:
            found.problems.append(f"{item.where} of {value} is earlier than publication on {found.published_at}")
        if item.where in DATE_SOURCES and abs((day - published).days) > 2:
            found.problems.append(f"{item.where} says {value}, {found.date_source} {found.published_at}")
    title = text[slice(*layout.title)] if layout.title else ""
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", title)}
    if years and all(abs(year - published.year) > 1 for year in years):
        found.problems.append(f"title names {min(years)}, published {found.published_at}")


def _day(value: str | None) -> datetime.date | None:
    if not value or len(value) < 7:
        return None
    return datetime.date.fromisoformat(value[:10] if len(value) >= 10 else f"{value}-01")
