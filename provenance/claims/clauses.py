"""Clauses of a sentence that state a fact each, found from commas, connecting words and finite verbs.

A cut is made only where both sides stand alone; what is in doubt stays whole. Relative clauses and appositions are
given beside their sentence with the words they speak of; coordinated and subordinate clauses part it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from provenance.claims.lexicon import Token, finite_at, function_words, tokenise, words

Span = tuple[int, int]

_STOPS = frozenset({";", ":", "―", "—", "–"})
_LINKING_VERBS = frozenset({"feels", "looks", "seems", "appears", "remains", "gets", "becomes", "stays"})
_NAME_LINKS = frozenset({"al", "el", "ul", "of", "for", "de", "bin", "the", "'", "’"})
_TAKES_A_STAND = frozenset(
    {"denied", "denies", "rejected", "rejects", "dismissed", "dismisses", "claims", "claimed", "insists", "insisted"}
)  # verbs by which somebody who is spoken of gets a word in: what follows "which" is a claim, however short
_FAR = 9  # words between the start of a clause and its verb


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch that states something: ``subject`` is what the statement lacks, as a span elsewhere in the sentence.

    ``kind`` is whole, main, coordinate, subordinate, relative, stand (a relative clause in which somebody denies or
    claims) or apposition; ``says`` the verb to put between subject
    and an apposition.
    """

    start: int
    end: int
    kind: str
    subject: Span | None = None


def find_clauses(text: str, start: int, end: int, *, min_words: int = 4, split_words: int = 14) -> list[Clause]:
    """Return the clauses of ``text[start:end]`` in text order.

    Parts that partition the stretch come instead of the whole where it has at least ``split_words`` words; otherwise
    the whole is one clause. Parts with fewer than ``min_words`` words stay with their neighbour.
    """
    tokens = tokenise(text, start, end)
    cuts = _cuts(tokens, min_words) if _count(tokens) >= split_words else []
    clauses = _parts(tokens, cuts)
    return sorted([*clauses, *_asides(tokens, min_words)], key=lambda clause: (clause.start, clause.end))


def _count(tokens: list[Token]) -> int:
    return sum(token.is_word for token in tokens)


def _parts(tokens: list[Token], cuts: list[int]) -> list[Clause]:
    if not tokens:
        return []
    bounds = [0, *cuts, len(tokens)]
    clauses: list[Clause] = []
    for first, stop in pairwise(bounds):
        kind = _kind(tokens, first, whole=not cuts)
        shared = kind == "coordinate" and _lacks_subject(tokens, first, stop)
        subject = _subject(tokens, bounds[0], first) if shared else None
        clauses.append(Clause(tokens[first].start, tokens[stop - 1].end, kind, subject))
    return clauses


def _kind(tokens: list[Token], first: int, *, whole: bool) -> str:
    if whole:
        return "whole"
    if tokens[first].low in words("conjunction") or (first and tokens[first - 1].text == ";"):
        return "coordinate"
    place = _opening(tokens, first)
    length = _subordinator_at(tokens, place)
    return "subordinate" if length and _has_clause(tokens, place + length) else "main"


def _cuts(tokens: list[Token], min_words: int) -> list[int]:
    """Return the token indices where a new clause begins."""
    cuts: list[int] = []
    for index in range(1, len(tokens) - min_words):
        last = cuts[-1] if cuts else 0
        if _inside_quotes(tokens, last, index) or not _is_cut(tokens, last, index):
            continue
        before, after = tokens[last:index], tokens[index:]
        if _count(before) >= min_words and _count(after) >= min_words and finite_at(before) is not None:
            cuts.append(index)
    return cuts


def _is_cut(tokens: list[Token], last: int, index: int) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if before.text == ";":
        return _has_clause(tokens, index)
    if before.text == "," and _subordinator_at(tokens, _opening(tokens, last)) and token.text != ",":
        return _has_clause(tokens, index) and not _subordinator_at(tokens, index)
    if token.low in {"and", "but"} or (token.low in {"yet", "so"} and before.text == ","):
        that = index + 2 < len(tokens) and tokens[index + 1].low == "that"
        subject = _has_clause(tokens, index + 1 + that) and not _ends_list(tokens, last, index)
        return subject or (before.text == "," and token.low == "but" and _opens_with_verb(tokens, index + 1))
    if any(_subordinator_at(tokens, index - back) > back for back in (1, 2, 3) if index - back > last):
        return False  # inside "just three days after"
    return bool(_subordinator_at(tokens, index)) and _has_clause(tokens, index + _subordinator_at(tokens, index))


def _opening(tokens: list[Token], first: int) -> int:
    """Return where a clause begins after its connectives: "And finally, although …"."""
    place = first
    while place + 1 < len(tokens) and (
        tokens[place].text == "," or tokens[place].low in words("conjunction") | words("adverb")
    ):
        place += 1
    return place


def _ends_list(tokens: list[Token], last: int, index: int) -> bool:
    """Say whether "and" closes a list, "A, B and C did", "that A and B did": what follows is its last member."""
    breaks = words("clause_opener") | {",", ":", "that"}
    first = max((place + 1 for place in range(last, index - 1) if tokens[place].low in breaks), default=last)
    return first > last and finite_at(tokens, first, index) is None


def _subordinator_at(tokens: list[Token], index: int) -> int:
    """Return how many words the subordinator at ``index`` has, 0 where there is none.

    Taken are those whose clause is stated as a fact; "if", "until", "before" and "unless" are not.
    """
    low = tokens[index].low
    if low in {"just", "even", "only", "shortly", "soon", "immediately"} and index + 1 < len(tokens):
        more = _subordinator_at(tokens, index + 1)
        return more + 1 if more else 0
    if low in words("number_word") or low in {
        "a",
        "seconds",
        "minutes",
        "moments",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
    }:
        for place in range(index, min(index + 3, len(tokens) - 1)):
            if tokens[place].low.rstrip("s") in {"second", "minute", "moment", "hour", "day", "week", "month", "year"}:
                return place + 2 - index if tokens[place + 1].low == "after" else 0
        return 0
    if low == "as" and _is_comparison(tokens, index):
        return 0
    if low == "when" and index + 1 < len(tokens) and tokens[index + 1].low == "it":
        return 0  # "when it comes to"
    return int(low in words("subordinator") or (low == "meaning" and index > 0 and tokens[index - 1].text == ","))


def _is_comparison(tokens: list[Token], index: int) -> bool:
    """Say whether "as" belongs to "as high as", "such as", "the same as", "known as"."""
    before = [token.low for token in tokens[max(0, index - 3) : index]]
    return "as" in before or (
        bool(before) and before[-1] in {"such", "same", "well", "known", "just", "so", "far", "much"}
    )


def _has_clause(tokens: list[Token], index: int) -> bool:
    """Say whether a subject and its finite verb follow at ``index`` before the next comma or semicolon."""
    stop = index
    while (
        stop < len(tokens) and tokens[stop].text not in _STOPS and not (tokens[stop].text == "," and stop > index + 1)
    ):
        stop += 1
    if (
        index >= stop
        or _opens_with_verb(tokens, index)
        or tokens[index].low in _no_subjects()
        or tokens[index].low.endswith("ing")
    ):
        return False
    verb = finite_at(tokens, index, stop)
    return verb is not None and verb - index <= _FAR and not _runs_away(tokens, index, verb)


def _runs_away(tokens: list[Token], index: int, verb: int) -> bool:
    """Say whether another connecting word stands between subject and verb."""
    return any(tokens[place].low in _linking() for place in range(index + 1, verb))


@cache
def _no_subjects() -> frozenset[str]:
    return words("preposition") | {"to", "not", "much"}


@cache
def _linking() -> frozenset[str]:
    kinds = words("conjunction") | words("weak_subordinator") | words("subordinator")
    return (kinds | {"which", "who", "that", "to"}) - {"and", "or"}


def _opens_with_verb(tokens: list[Token], index: int) -> bool:
    place = index
    while place < len(tokens) and tokens[place].low in words("adverb") | {"not"}:
        place += 1
    if place >= len(tokens):
        return False
    low = tokens[place].low
    if low in _LINKING_VERBS:
        return True
    return low in words("auxiliary") | words("modal") or finite_at([_IT, *tokens[place : place + 2]]) == 1


_IT = Token("it", "it", 0, 0)


def _lacks_subject(tokens: list[Token], first: int, stop: int) -> bool:
    verb = first + (tokens[first].low in words("conjunction"))
    return verb < stop and _opens_with_verb(tokens, verb)


def _subject(tokens: list[Token], first: int, stop: int) -> Span | None:
    """Return what stands before the first finite verb: the subject of the clause, introductory phrase dropped."""
    verb = finite_at(tokens, first, stop)
    if verb is None:
        return None
    while verb > first and tokens[verb - 1].low in words("adverb"):
        verb -= 1
    begin = first
    for place in range(first, verb):
        if tokens[place].text == "," and any(token.is_word for token in tokens[place + 1 : verb]):
            begin = place + 1
    while begin < verb and tokens[begin].low in words("conjunction") | words("subordinator") | {"that", '"', "“"}:
        begin += 1
    return (tokens[begin].start, tokens[verb - 1].end) if begin < verb <= begin + 12 else None


def _inside_quotes(tokens: list[Token], first: int, index: int) -> bool:
    """Say whether a quotation mark is open at ``index``, opened since ``first`` but not by its first token."""
    level, plain = 0, 0
    for token in tokens[first + 1 : index]:
        level += (token.text == "“") - (token.text == "”")
        plain += token.text == '"'
    return level > 0 or plain % 2 == 1


def _asides(tokens: list[Token], min_words: int) -> list[Clause]:
    """Return relative clauses and appositions that speak of a name."""
    found: list[Clause] = []
    for index, token in enumerate(tokens):
        if token.text != "," or index + 3 >= len(tokens):
            continue
        after = tokens[index + 1].low
        stop = _aside_end(tokens, index + 1)
        if after in {"which", "who"} and tokens[index + 2].low in _TAKES_A_STAND:
            party = _name_before(tokens, index) or _party_before(tokens, index)
            found += _stands(tokens, index + 1, stop, party) if party else []
            continue
        name = _name_before(tokens, index)
        if name is None:
            continue
        if _count(tokens[index + 1 : stop]) < min_words - (after not in {"which", "who"}):
            continue
        if after in {"which", "who"} and finite_at(tokens, index + 1, index + 6) is not None:
            found.append(Clause(tokens[index + 1].start, tokens[stop - 1].end, "relative", name))
        elif after in {"a", "an", "another"} and _closed(tokens, stop) and _is_noun_phrase(tokens, index + 1, stop):
            found.append(Clause(name[0], tokens[stop - 1].end, "apposition", name))
    return found


def _stands(tokens: list[Token], first: int, stop: int, party: Span) -> list[Clause]:
    """Return what a party is told to say, and what is set against it: "which claims … but is believed …"."""
    but = next((place for place in range(first + 3, stop - 3) if tokens[place].low == "but"), stop)
    found = [Clause(tokens[first].start, tokens[but - 1].end, "stand", party)]
    if but < stop and _opens_with_verb(tokens, but + 1):
        found.append(Clause(tokens[but + 1].start, tokens[stop - 1].end, "stand", party))
    return found


def _party_before(tokens: list[Token], comma: int) -> Span | None:
    """Return "the regime" before a comma."""
    for place in range(comma - 2, max(-1, comma - 4), -1):
        if tokens[place].low in {"the", "its", "their"}:
            return tokens[place].start, tokens[comma - 1].end
        if not tokens[place].is_word:
            break
    return None


def _aside_end(tokens: list[Token], first: int) -> int:
    for place in range(first + 1, len(tokens)):
        if tokens[place].text in {",", ";", ":", "—", "–", ")", ".", "”", '"'}:
            return place - (tokens[place - 1].low in words("conjunction"))
    return len(tokens)


def _closed(tokens: list[Token], stop: int) -> bool:
    """Say whether an apposition ends with a comma before a verb, or with the sentence."""
    if stop >= len(tokens) or tokens[stop].text in {".", ";"}:
        return True
    return tokens[stop].text == "," and (
        stop + 1 < len(tokens) and (_opens_with_verb(tokens, stop + 1) or tokens[stop + 1].low in {"and", "but"})
    )


def _is_noun_phrase(tokens: list[Token], first: int, stop: int) -> bool:
    """Say whether a stretch has no finite verb, or only one inside a relative clause of its own."""
    verb = finite_at(tokens, first + 1, stop)
    if verb is None:
        return True
    return any(tokens[place].low in {"that", "who", "which", "whose", "where"} for place in range(first + 1, verb))


def _name_before(tokens: list[Token], comma: int) -> Span | None:
    """Return the capitalised name that ends before a comma, if it is not part of a list."""
    place = comma - 1
    while place >= 0 and (tokens[place].text[0].isupper() or tokens[place].low in _NAME_LINKS):
        place -= 1
    first = place + 1
    while first < comma and not tokens[first].text[0].isupper() and tokens[first].low != "the":
        first += 1
    while first < comma and tokens[first].low in function_words() - {"the"}:
        first += 1
    if first >= comma or not tokens[comma - 1].text[0].isupper() or tokens[comma - 1].low in function_words():
        return None
    if place >= 0 and tokens[place].text == "," and place > 0 and tokens[place - 1].text[0].isupper():
        return None  # "Lemna, Orsk, a town": which of them is one?
    return tokens[first].start, tokens[comma - 1].end
