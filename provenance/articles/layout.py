"""What each line of a page is: title, article proper, credit, or residue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.articles.credits import Credit, read_credit, read_dateline, read_people, read_site_name, read_tail
from provenance.articles.dates import find_dates
from provenance.articles.lines import Line, plain, split_lines
from provenance.articles.residue import find_dangling, find_residue, menu_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

Labels = list[str | None]

TITLE_LINES = 3
MARKDOWN_TITLE = "# "
TITLE_WORDS = 4
TITLE_WITHIN = 40
MAX_TITLE_WORDS = 22
MANY_WORDS = 8
TITLE_OVERLAP = 0.5
MOST_HEADINGS = 4
NEAR_TOP = 2
FOOT_OPENERS = frozenset(
    {"source line", "republication notice", "comments", "copyright", "donation", "fair use", "link", "agency line"}
)
EDGE_ONLY = frozenset(
    {
        "source line",
        "byline",
        "date line",
        "bare date",
        "update line",
        "agency line",
        "published in",
        "credit",
        "hat tip",
    }
)


@dataclass(frozen=True)
class Layout:
    """The parts of a page, with their places in it."""

    title: tuple[int, int] | None
    body: tuple[tuple[int, int], ...]
    residue: tuple[tuple[int, int, str], ...]
    credits: tuple[Credit, ...]


@dataclass
class _Page:
    """Lines with what is known of each so far; a label of ``None`` is the article proper."""

    lines: list[Line]
    labels: Labels
    credits: list[Credit | None]
    top: int = 0  # number of the first line of running text
    foot: int = 0  # and of the last

    def open(self, numbers: range) -> list[int]:
        """Return those of the numbers whose line has no label."""
        return [number for number in numbers if self.labels[number] is None]


def lay_out(text: str, *, title: str | None, repeated: AbstractSet[str]) -> Layout:
    """Tell the parts of a page from one another.

    Parameters
    ----------
    text
        The page.
    title
        As given, else ``None``; then the first heading before the first paragraph is taken.
    repeated
        Lines, as ``plain`` words, that recur on other pages of the site.
    """
    page = _first_look(split_lines(text))
    titled = _given_title(page, title) or _chosen_title(page, title, repeated)
    for number in titled:
        page.labels[number] = "title"
    _label_repeated(page, repeated)
    _label_top(page, titled)
    _label_lists(page)
    _label_foot(page)
    inline = _inline_credits(page)
    pieces = list(_pieces(page, inline))
    whole = [credit for credit, label in zip(page.credits, page.labels, strict=True) if credit and label == credit.kind]
    return Layout(
        _title_span(page, titled),
        tuple(_trimmed(text, span) for span in _merged(pieces)),
        tuple((start, end, label) for start, end, label in pieces if label not in (None, "title")),
        tuple(sorted([*whole, *inline], key=lambda credit: credit.start)),
    )


def _first_look(lines: list[Line]) -> _Page:
    found = [read_credit(line) for line in lines]
    labels = [credit.kind if credit else find_residue(line) for line, credit in zip(lines, found, strict=True)]
    last = max(0, len(lines) - 1)
    page = _Page(lines, labels, found, min(NEAR_TOP + 1, last), last)
    paragraphs = [number for number in page.open(range(len(lines))) if lines[number].is_sentence]
    if paragraphs:
        page.top, page.foot = paragraphs[0], paragraphs[-1]
        if _opens_like_title(page, paragraphs):
            page.top = paragraphs[1]
    _place_credits(page)
    _name_site(page)
    return page


def _name_site(page: _Page) -> None:
    """Label lines above the article that are an outlet's name, and the names of people printed right above one."""
    for number in page.open(range(page.top)):
        neighbours = page.labels[max(0, number - 1) : number + 2]
        site = read_site_name(page.lines[number], by_credit=any(label in EDGE_ONLY for label in neighbours))
        if site is None:
            continue
        page.credits[number], page.labels[number] = site, site.kind
        people = read_people(page.lines[number - 1]) if number and page.labels[number - 1] is None else None
        if people:
            page.credits[number - 1], page.labels[number - 1] = people, people.kind


def _opens_like_title(page: _Page, paragraphs: list[int]) -> bool:
    """Whether the first paragraph is a headline that ends in a question mark: short, and a longer one follows."""
    if len(paragraphs) < 2 or any(number < paragraphs[0] for number in page.open(range(paragraphs[0]))):
        return False
    first, second = page.lines[paragraphs[0]], page.lines[paragraphs[1]]
    return first.is_heading and first.text[-1] in "?!" and 3 * first.words <= 2 * second.words


def _place_credits(page: _Page) -> None:
    """Free credits inside the article, where "Source: …" stands under a chart and a date heads a chronicle.

    A bare date below the article is not that of its publication: newspapers print so when a correction was made.
    """
    for number, credit in enumerate(page.credits):
        if credit is None or credit.kind not in EDGE_ONLY:
            continue
        if page.top + NEAR_TOP < number < page.foot:
            page.credits[number] = page.labels[number] = None
        elif credit.kind == "bare date":
            kind = _kind_of_date(page, number)
            page.credits[number], page.labels[number] = (replace(credit, kind=kind), kind) if kind else (None, None)


def _kind_of_date(page: _Page, number: int) -> str | None:
    """Return what a date alone in its line is: of the article above it or next to its byline, else not of it."""
    if number < page.top or (number > 0 and page.labels[number - 1] in EDGE_ONLY):
        return "date line"
    return "foot date" if number > page.foot else None


def _given_title(page: _Page, title: str | None) -> list[int]:
    """Return the numbers of the lines, one to three, that are the given title word for word."""
    wanted = plain(title or "")
    for number in range(min(len(page.lines), TITLE_WITHIN) if wanted else 0):
        words = ""
        for last in range(number, min(number + TITLE_LINES, len(page.lines))):
            words = f"{words} {plain(page.lines[last].text[:1000])}".strip()
            if words == wanted:
                return list(range(number, last + 1))
            if not wanted.startswith(words):
                break
    return []


def _chosen_title(page: _Page, title: str | None, repeated: AbstractSet[str]) -> list[int]:
    """Return the number of the heading that is likeliest the title; beside a given title, only if it is much alike."""
    headings = [number for number in page.open(range(page.top)) if _can_be_title(page.lines[number])]
    if title:
        return [number for number in headings if _alike(page.lines[number].text, title)][:1]
    marked = [number for number in headings if page.lines[number].text.startswith(MARKDOWN_TITLE)]
    if marked:
        return marked[:1]
    fresh = [number for number in headings if plain(page.lines[number].text) not in repeated] or headings
    long = [number for number in fresh if page.lines[number].words >= TITLE_WORDS] or fresh[-1:]
    if len(long) <= MOST_HEADINGS:
        return long[:1]
    before_credit = [number for number in long if page.credits[number + 1] is not None]
    return (before_credit or long)[-1:]


def _title_span(page: _Page, titled: list[int]) -> tuple[int, int] | None:
    if not titled:
        return None
    first = page.lines[titled[0]]
    mark = len(first.text) - len(first.text.removeprefix(MARKDOWN_TITLE).lstrip())
    return first.start + mark, page.lines[titled[-1]].end


def _can_be_title(line: Line) -> bool:
    if line.text.startswith(MARKDOWN_TITLE):
        return line.is_heading
    if not line.is_heading or line.words > MAX_TITLE_WORDS or _first_sign(line.text).islower():
        return False
    return not find_dates(line.text, partial=line.words < MANY_WORDS)


def _first_sign(text: str) -> str:
    return next((sign for sign in text if sign.isalnum()), "")


def _is_short(line: Line) -> bool:
    return line.is_heading or line.words <= TITLE_WORDS


def _alike(one: str, other: str) -> bool:
    words, others = set(plain(one).split()), set(plain(other).split())
    return len(words & others) >= TITLE_OVERLAP * max(1, min(len(words), len(others)))


def _label_repeated(page: _Page, repeated: AbstractSet[str]) -> None:
    """Label recurring lines; one that reads like a paragraph only at either edge, where no article stands beyond it."""
    again = [
        label is None and plain(line.text) in repeated for line, label in zip(page.lines, page.labels, strict=True)
    ]
    for number, line in enumerate(page.lines):
        if again[number] and not line.is_sentence:
            page.labels[number] = "repeated"
    last = len(page.lines) - 1
    for numbers in (range(last + 1), range(last, -1, -1)):
        for number in numbers:
            if again[number]:
                page.labels[number] = "repeated"
            elif page.labels[number] is None:
                break


def _label_top(page: _Page, titled: list[int]) -> None:
    """Label what stands above the title (names of the site, other headlines) and the title's repetition."""
    above = [n for n in page.open(range(min(titled[0], page.top) if titled else 0)) if _is_short(page.lines[n])]
    for number in above:
        page.labels[number] = "ticker" if len(above) > MOST_HEADINGS else "header"
    for number in reversed(page.open(range(page.top))):
        if page.labels[number + 1] == "forum" and page.lines[number].words < TITLE_WORDS:
            page.labels[number] = "forum"
    title = plain(page.lines[titled[0]].text) if len(titled) == 1 else None
    for number in range(page.top):
        if page.labels[number] is None and plain(page.lines[number].text) == title:
            page.labels[number] = "header"


def _label_lists(page: _Page) -> None:
    """Carry "Related stories" over to the headlines below it, and "2 comments" at the foot to the end of the page."""
    listing = False
    written = [line.words if label is None else 0 for line, label in zip(page.lines, page.labels, strict=True)]
    total, before = sum(written), 0
    for number, line in enumerate(page.lines):
        opens_comments = page.labels[number] == "comments" and "title" not in page.labels[number:]
        if opens_comments and 2 * before >= total:
            page.labels[number:] = ["comments"] * (len(page.lines) - number)
            return
        before += written[number]
        if page.labels[number] is not None:
            listing = page.labels[number] == "related" and line.words <= TITLE_WORDS
        elif listing and not line.is_sentence:
            page.labels[number] = "related"
        else:
            listing = False


def _label_foot(page: _Page) -> None:
    """Label what is left below the last paragraph once a closing line has been seen, and menus without bars."""
    closed = False
    menus = menu_words(zip(page.lines, page.labels, strict=True))
    for number in range(page.foot + 1, len(page.lines)):
        if page.labels[number] in FOOT_OPENERS:
            closed = True
        elif page.labels[number] is None and (closed or set(plain(page.lines[number].text).split()) <= menus):
            page.labels[number] = "foot"


def _inline_credits(page: _Page) -> list[Credit]:
    """Return the dateline at the head of one of the first paragraphs, and the agency behind the last."""
    body = [page.lines[number] for number in page.open(range(len(page.lines)))]
    heads = [credit for line in body[: NEAR_TOP + 2] if (credit := read_dateline(line))]
    tails = [credit for line in body[-1:] if (credit := read_tail(line))]
    return heads[:1] + tails


def _pieces(page: _Page, inline: Sequence[Credit]) -> Iterator[tuple[int, int, str | None]]:
    """Yield the parts of the page in text order, each with its label; ``None`` is the article proper."""
    for line, label in zip(page.lines, page.labels, strict=True):
        if label is not None:
            yield line.start, line.end, label
            continue
        holes = [(part.start, part.end, part.kind) for part in inline if line.start <= part.start < line.end]
        holes += [(start, end, "caption") for start, end in find_dangling(line)]
        at = line.start
        for start, end, kind in sorted(holes):
            if start > at:
                yield at, start, None
            yield start, end, kind
            at = end
        if at < line.end:
            yield at, line.end, None


def _merged(pieces: Sequence[tuple[int, int, str | None]]) -> Iterator[tuple[int, int]]:
    open_span: tuple[int, int] | None = None
    for start, end, label in pieces:
        if label is None:
            open_span = (open_span[0] if open_span else start, end)
        elif open_span:
            yield open_span
            open_span = None
    if open_span:
        yield open_span


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    part = text[span[0] : span[1]]
    start = span[0] + len(part) - len(part.lstrip())
    return start, start + len(part.strip())
