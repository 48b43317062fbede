"""Lines that say who published a text, who wrote it, and when: one reader for each way of writing them.

Each is tried on one line of at most 400 characters, so that the cost stays linear in the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.articles.agencies import find_agency
from provenance.articles.dates import Printed, find_dates
from provenance.articles.names import (
    MEDIA_WORD,
    ROLE_WORD,
    clean,
    is_known_outlet,
    is_masthead,
    is_outlet,
    is_person,
    is_surely_outlet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.articles.lines import Line

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line says; ``start`` and ``end`` are its place in the page, ``kind`` the way it is written."""

    kind: str
    start: int
    end: int
    outlet: str | None = None
    author: str | None = None
    agency: str | None = None
    url: str | None = None
    dates: tuple[Printed, ...] = ()


WORK = r"(?:This|The|An?) (?:news )?(?:article|story|piece|post|report|essay|column|item|document|page|text)"
PUBLISHED_IN = re.compile(
    rf"(?:{WORK} )?(?:was |has been |is )?(?:(?:first|originally) )?(?:published|appeared|posted|printed)"
    r"(?: (?:first|originally))? (?:in|by|on|at) (?P<outlet>[^.;]{2,80}(?:\.(?:com|org|net)\b)?)[.;]?",
    re.IGNORECASE,
)
REPUBLICATION = re.compile(
    rf"{WORK} (?:has been|was|is) (?:re)?published (?:on (?P<date>[^.;]{{4,30}}) )?"
    r"by (?:the )?(?P<outlet>[^.;]{2,80})[.;]?",
    re.IGNORECASE,
)
SOURCE_LINE = re.compile(r"(?P<open>[\[(])?\s*(?:Source|Via)\s*:\s*(?P<rest>[^\])]{2,200}?)\s*[\])]?\.?", re.IGNORECASE)
BYLINE = re.compile(
    r"(?:(?:Written|Reported|Posted|Story|Report|Words|Published|Text) )?By:? +(?P<rest>\S.{2,200})|"
    r"(?:Author|Byline)s?: +(?P<labelled>\S.{2,200})",
    re.IGNORECASE,
)
BYLINE_SPLIT = re.compile(r"\s*[,|•·/]\s*|\s+[–—-]\s+|\s+and\s+|\s+&\s+|\s+(?:on|at|in|for)\s+", re.IGNORECASE)
NAME_AND_DATE = re.compile(r"(?P<name>[^|•·]{4,60}?)\s*[|•·]\s*(?P<date>[^|•·]{6,40}?)\s*[|•·]?")
DATE_LABEL = re.compile(
    r"(?P<label>(?:first |originally )?(?:published|posted|date|released|issued|created|updated|last updated"
    r"|last modified|modified)(?: on| at)?)\s*:?\s*",
    re.IGNORECASE,
)
DATE_REST = re.compile(
    r"(?:[\s,|.()–—-]|\d{1,2}:\d\d(?::\d\d)?(?!\d)|[ap]\.?m\b|(?:GMT|UTC|[ECMP][SD]T|BST|CES?T|EES?T|I?ST|AST|ET|PT)\b"
    r"|(?:at|on|updated|published)\b|[+-]\d{4}\b)*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"(?:(?:Copyright|\(c\)|©|&copy;)\s*)+(?P<rest>[^.;|]{0,120})", re.IGNORECASE)
RIGHTS = re.compile(
    r"\b(?:19|20)\d\d\b|all rights reserved|\(c\)|©|or its .*|\b(?:Ltd|Limited|Inc|LLC|Corp|GmbH)\b|[-–,](?=\s*$)",
    re.IGNORECASE,
)
URL = re.compile(r"https?://[^\s<>\"\]\)]{4,500}")
PLACE = r"[^\W\d_a-z][\w.’'\-]*(?: [^\W\d_a-z][\w.’'\-]*){0,3}"
UPPER_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]{2,}(?: [A-ZÀ-Þ.’'\-]{2,}){0,3}"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = rf"{MONTH} \d{{1,2}}(?:, (?:19|20)\d\d)?|\d{{1,2}} {MONTH}(?:,? (?:19|20)\d\d)?"
DASH = r"(?:--?-?|[–—―])"
WIRE_DATELINE = re.compile(
    rf"(?:{PLACE}(?:[,/] ?{PLACE}){{0,3}},? ?)?(?P<date>{DAY})?,? ?"
    rf"(?:\((?P<bracket>[^\W\d][\w .&/]{{1,40}})\)|/(?P<slash>[^\W\d][\w .&-]{{1,30}})/) ?(?:{DASH}|:)? ?"
)
PLACE_DATELINE = re.compile(rf"{UPPER_PLACE}(?:, {PLACE}){{0,2}}(?:, (?P<date>{DAY}))? ?(?:--|[–—―]) ?")
# An agency missing from the list is believed only behind a place in capitals, with the dash that closes a dateline.
UNLISTED_DATELINE = re.compile(
    rf"{UPPER_PLACE}(?:, {PLACE}){{0,2}},? (?P<date>{DAY})?,? ?"
    rf"\((?P<bracket>[A-Z][\w&]+(?: [A-Z][\w&]+){{0,3}})\)(?P<slash>)? ?{DASH} ?"
)
# Behind a headline that was run into the text: "Two dead in wreck Washington (AFP) – The …".
INNER_DATELINE = re.compile(rf"(?<=\s){PLACE}(?:, {PLACE})? \((?P<bracket>[^\W\d][\w .&/]{{1,40}})\) ?{DASH} ?")
TAIL_AGENCY = re.compile(r"[.?!][\"”’']?\s*(?:\((?P<bracket>[\w /&]{2,40})\)|[–—-]{1,2}\s?(?P<dash>[\w /&]{2,40}))\.?$")
WORKERS = re.compile(r"\(?\s*(?:Additional |With )?(?:Reporting|Writing|Editing) by [^.;]{3,}", re.IGNORECASE)
# So Reuters signs, and nobody else: "(Reporting by Ada Nem in Lind; Editing by Otto Berg)".
REUTERS_SIGNATURE = re.compile(r"\((?:Additional )?(?:Reporting|Writing) by [^()]{3,}; ?Editing by [^();]{3,}\)\.?")
HAT_TIP = re.compile(r"[\[(]?\s*(?:h/t|hat tip)\s*:?\s+(?:to )?(?P<rest>[^\])]{2,60}?)\s*[\])]?\.?", re.IGNORECASE)
CONTRIBUTED = re.compile(
    r".{3,120} (?:contributed|also contributed) (?:to|reporting).{0,60}|With (?:inputs|files) from .{2,80}"
)


def read_credit(line: Line) -> Credit | None:
    """Return what a whole line says of publication, by the first reader that fits; ``None`` for any other line."""
    if len(line.text) > LONGEST:
        return None
    return next((credit for reader in READERS if (credit := reader(line))), None)


def read_dateline(line: Line) -> Credit | None:
    """Return the dateline at the head of a paragraph: ``PORT ALMA, May 3 (AP) —`` or ``PORT ALMA —``."""
    head = line.text[:160]
    match = WIRE_DATELINE.match(head)
    agency = find_agency(match.group("bracket") or match.group("slash")) if match else None
    if agency is None and (unlisted := UNLISTED_DATELINE.match(head)):
        match, agency = unlisted, clean(unlisted.group("bracket"))
    if agency is None and not (match and match.group("slash") and match.group("date")):
        match = PLACE_DATELINE.match(head)
    if match is None and (inside := INNER_DATELINE.search(line.text[:240])):
        start = line.start + inside.start()
        listed = find_agency(inside.group("bracket"))
        return Credit("dateline", start, line.start + inside.end(), agency=listed) if listed else None
    if match is None:
        return None
    printed = match.group("date") or ""
    dates = tuple(find_dates(printed, line.start + max(match.start("date"), 0), partial=True))
    return Credit("dateline", line.start, line.start + match.end(), agency=agency, dates=dates)


def read_tail(line: Line) -> Credit | None:
    """Return the agency credited after the last full stop of a paragraph: ``… on Monday. (AFP)``."""
    offset = max(0, len(line.text) - 60)
    match = TAIL_AGENCY.search(line.text[offset:])
    if not match:
        return None
    group = "bracket" if match.group("bracket") else "dash"
    agency = find_agency(match.group(group))
    if agency is None:
        return None
    start = line.start + offset + match.start(group) - (1 if group == "bracket" else 0)
    return Credit("agency line", start, line.end, agency=agency)


def read_site_name(line: Line, *, by_credit: bool) -> Credit | None:
    """Return the outlet whose name is all that stands in a line above or below the title.

    Next to a date or byline (``by_credit``) a capitalised name with a word of the trade will do ("The Delta Review");
    elsewhere it must be one we know.
    """
    name = clean(line.text) if len(line.text) <= 60 else None
    if not name or not (is_known_outlet(name) or (by_credit and is_masthead(name))):
        return None
    agency = find_agency(name)
    return Credit("site name", line.start, line.end, outlet=None if agency else name, agency=agency)


def read_people(line: Line) -> Credit | None:
    """Return the byline of a line in which nothing but names of people stands."""
    if len(line.text) > 120:
        return None
    people = [clean(part) or "" for part in re.split(r", | and | & ", line.text)]
    if not all(map(is_person, people)):
        return None
    return Credit("byline", line.start, line.end, author=", ".join(people))


def outlet_in_title(title: str) -> str | None:
    """Return the outlet we know behind the last dash or bar of a title: ``Port reopens - Harbour Times``."""
    parts = re.split(r"\s+[|–—-]\s+|\s*\|\s*", title[-200:])
    name = clean(parts[-1]) if len(parts) > 1 else None
    return name if name and is_known_outlet(name) else None


def _published_in(line: Line) -> Credit | None:
    match = PUBLISHED_IN.fullmatch(line.text)
    if not match:
        return None
    dates = tuple(find_dates(line.text, line.start))
    name = _before_date(match.group("outlet"))
    if re.match(rf"posted by|.*\bby {re.escape(name)}", line.text, re.IGNORECASE) and is_person(_before_time(name)):
        return None
    outlet = clean(name) if is_outlet(re.sub(r"^the ", "", name)) else None
    if not outlet and not dates:
        return None
    kind = "published in" if outlet else "date line"
    return Credit(kind, line.start, line.end, outlet=outlet, agency=find_agency(name), dates=dates)


def _before_date(text: str) -> str:
    dates = find_dates(text)
    cut = text[: dates[0].start] if dates else text
    return re.sub(r"(?:,| on| in| at|\s)+$", "", cut, flags=re.IGNORECASE).strip()


def _before_time(name: str) -> str:
    return re.sub(r" (?:at|on) \d.*", "", name)


def _republication(line: Line) -> Credit | None:
    match = REPUBLICATION.search(line.text)
    if not match or match.start() > 40:
        return None
    outlet = clean(match.group("outlet"))
    if not outlet or not is_outlet(outlet):
        return None
    dates = tuple(find_dates(match.group("date") or "", line.start + max(match.start("date"), 0)))
    return Credit("republication notice", line.start, line.end, outlet=outlet, dates=dates)


def _source_line(line: Line) -> Credit | None:
    match = SOURCE_LINE.fullmatch(line.text)
    if not match:
        return None
    rest, offset = match.group("rest"), line.start + match.start("rest")
    if url := URL.search(rest):
        return Credit("source line", line.start, line.end, url=url.group())
    dates = tuple(find_dates(rest, offset))
    outlet, author, agency = _name_parts([part.strip() for part in rest.split(",") if not find_dates(part)])
    if not (match.group("open") or dates or author or agency):
        # a bare "Source: …" as often names where the figures are from
        outlet = outlet if outlet and is_surely_outlet(outlet) else None
    if len(rest.split()) > 25 or not (outlet or agency or dates):
        return None
    return Credit("source line", line.start, line.end, outlet, author, agency, dates=dates)


def _name_parts(parts: list[str]) -> tuple[str | None, str | None, str | None]:
    """Return outlet, author, agency: the author follows "By", the first other name is the outlet, then a place."""
    author = clean(parts.pop(0)[3:]) if parts and re.match(r"by ", parts[0], re.IGNORECASE) else None
    agency = next((found for part in parts if (found := find_agency(part))), None)
    first = clean(parts[0]) if parts else None
    return first if first and is_outlet(first) else None, author, agency


def _byline(line: Line) -> Credit | None:
    match = BYLINE.fullmatch(line.text)
    if not match or len(line.text) > 200:
        return None
    rest = match.group("rest") or match.group("labelled")
    dates = tuple(find_dates(rest, line.end - len(rest)))
    for printed in dates:
        rest = rest.replace(printed.text, "|")
    people, outlet, agency = _byline_parts(rest)
    if not people and not agency:
        return None
    return Credit("byline", line.start, line.end, outlet, ", ".join(people) or None, agency, dates=dates)


def _byline_parts(rest: str) -> tuple[list[str], str | None, str | None]:
    people: list[str] = []
    outlet = agency = None
    for number, part in enumerate(BYLINE_SPLIT.split(rest)):
        name = clean(part) or ""
        if found := find_agency(name):
            agency = agency or found
        elif is_person(name):
            people.append(re.sub(r"(?<=[a-z]{3})\.$", "", name))
        elif number == 0:
            return [], None, None
        elif is_surely_outlet(name) and not ROLE_WORD.search(name):
            outlet = outlet or name
    return people, outlet, agency


def _name_and_date(line: Line) -> Credit | None:
    match = NAME_AND_DATE.fullmatch(line.text)
    if not match or not is_person(match.group("name").strip()):
        return None
    dates = tuple(find_dates(match.group("date"), line.start + match.start("date")))
    return Credit("byline", line.start, line.end, author=clean(match.group("name")), dates=dates) if dates else None


def _date_line(line: Line) -> Credit | None:
    if len(line.text) > 120:
        return None
    dates = find_dates(line.text, line.start)
    if not dates or not dates[0].has_day:
        return None
    label = DATE_LABEL.match(line.text)
    rest = line.text[label.end() if label else 0 :]
    for printed in dates:
        rest = rest.replace(printed.text, " ")
    if not DATE_REST.fullmatch(rest):
        return None
    kind = "date line" if label else "bare date"
    if label and re.search(r"updated|modified", label.group(), re.IGNORECASE):
        kind = "update line"
    return Credit(kind, line.start, line.end, dates=tuple(dates[:1]))


def _agency_line(line: Line) -> Credit | None:
    agency = find_agency(line.text) if len(line.text) <= 60 else None
    return Credit("agency line", line.start, line.end, agency=agency) if agency else None


def _copyright(line: Line) -> Credit | None:
    match = COPYRIGHT.match(line.text)
    if not match:
        return None
    name = clean(RIGHTS.sub(" ", match.group("rest"))) or ""
    by_name = re.match(r"by (?:the )?", name, re.IGNORECASE)
    bare = name[by_name.end() :] if by_name else name
    agency = find_agency(bare)
    # what an agency holds the rights to may stand on anybody's page
    named = not agency and is_outlet(bare) and not is_person(bare) and (not by_name or MEDIA_WORD.search(bare))
    return Credit("copyright", line.start, line.end, outlet=bare if named else None, agency=agency)


def _workers(line: Line) -> Credit | None:
    if REUTERS_SIGNATURE.fullmatch(line.text):
        return Credit("credit", line.start, line.end, agency="Reuters")
    fits = WORKERS.match(line.text) or CONTRIBUTED.fullmatch(line.text)
    return Credit("credit", line.start, line.end) if fits and len(line.text) <= 300 else None


def _hat_tip(line: Line) -> Credit | None:
    match = HAT_TIP.fullmatch(line.text)
    return Credit("hat tip", line.start, line.end) if match and is_outlet(match.group("rest")) else None


READERS: tuple[Callable[[Line], Credit | None], ...] = (
    _republication,
    _published_in,
    _source_line,
    _byline,
    _name_and_date,
    _date_line,
    _agency_line,
    _copyright,
    _workers,
    _hat_tip,
)
