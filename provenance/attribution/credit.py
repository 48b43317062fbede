"""Attributions of one article beside one another: one speaker inside another's words, one source told in two ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import fold, load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.chains import Passage
    from provenance.attribution.discourse import Source


KNOWN = frozenset({"named_person", "named_organisation", "document", "social_media", "outlet"})


@dataclass(frozen=True)
class Hop:
    """Somebody through whom a statement came, and where the article says so."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Credit:
    """A passage whose source is resolved; no source means hearsay."""

    passage: Passage
    source: Source | None
    carriers: tuple[Hop, ...] = ()
    reason: tuple[int, int] | None = None  # where the article says why the source stays unnamed

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The way of the statement, from the carrier nearest to the outlet to the original speaker."""
        source = self.source
        if source is None or not name_of(source):
            return self.carriers
        spans = self.passage.source or self.passage.cue or self.passage.content
        hops = (*self.carriers, Hop(name_of(source), spans[0][0], spans[-1][1]))
        if source.form == "document" and source.affiliation:
            hops = (*hops, Hop(source.affiliation, source.start, source.end))
        return hops


def name_of(source: Source) -> str:
    """Return the name of a source, or the words it is called by."""
    return source.name or source.mention.text


def is_ultimate_known(one: Credit, kind: str | None) -> bool | None:
    """Tell whether the last of the chain is a named speaker, body or document; null where it was not resolved.

    A news medium that reports without saying whence, hearsay and whoever has no name leave the ultimate source unknown.
    """
    if one.source is not None and kind is None:
        return None
    named = one.source is not None and bool(one.source.name) and not one.source.mention.partial
    return named and kind in KNOWN


def is_circular(one: Credit, outlet: str | None) -> bool:
    """Tell whether a chain comes back: the same name twice, or the outlet as the source of somebody else's report."""
    names = [fold(hop.name) for hop in one.hops]
    home = fold(outlet) if outlet else None
    return len(set(names)) < len(names) or home in names[1:]


def nest(credited: Sequence[Credit], quotations: Sequence[tuple[int, int]]) -> list[Credit]:
    """Put the speaker of a statement before the source that it names: Mary Holt > the lists.

    A speaker who within his own quotation says "we say" is no second source; whose words somebody else answers is one,
    but not told by him.
    """
    kept = []
    for one in credited:
        outer = min((other for other in credited if _contains(other, one)), key=_size, default=None)
        if outer is None or not outer.source or one.passage.answered:
            kept.append(one)
        elif one.source and one.source.form not in {"pronoun", "outlet"} and one.source.key != outer.source.key:
            known = {hop.name for hop in outer.hops}
            kept.append(replace(one, carriers=(*outer.hops, *(hop for hop in one.carriers if hop.name not in known))))
        elif not _is_inside_quotation(one, quotations):
            kept.append(one)
    return kept


def _contains(outer: Credit, inner: Credit) -> bool:
    """Tell whether source, cue and content of a passage stand inside one span of another's content."""
    passage = inner.passage
    if outer is inner or not passage.source or not passage.cue:
        return False
    low, high = passage.start, passage.end
    return any(start <= low and high <= end and end - start > high - low for start, end in outer.passage.content)


def _size(one: Credit) -> int:
    return sum(end - start for start, end in one.passage.content)


def _is_inside_quotation(one: Credit, quotations: Sequence[tuple[int, int]]) -> bool:
    start, end = one.passage.start, one.passage.end
    return any(low <= start and end <= high for low, high in quotations)


def with_full_descriptions(credited: Sequence[Credit]) -> list[Credit]:
    """Call a body or document that a headline names in short ("union") by the one fuller description of the article.

    "Union" is "seafarers' union" where no other union speaks; "internal report" is "internal report by Orbel" where no
    other internal report does.
    """
    sources = [one.source for one in credited if one.source and one.source.name]
    full = {source.key: _fuller(source, sources) for source in sources}
    return [
        replace(one, source=full[one.source.key]) if one.source and full.get(one.source.key) else one
        for one in credited
    ]


def _fuller(source: Source, sources: Sequence[Source]) -> Source | None:
    """Return the source under its fuller name, null where there is none or more than one."""
    if source.form not in {"common", "document"} or not source.name:
        return None
    short = fold(source.name)
    others = {
        other.key: other
        for other in sources
        if other.form == source.form and other.key != source.key and _extends(fold(other.name or ""), short, source)
    }
    if len(others) != 1:
        return None
    other = next(iter(others.values()))
    return replace(source, name=other.name, key=other.key, affiliation=source.affiliation or other.affiliation)


def _extends(name: str, short: str, source: Source) -> bool:
    if source.form == "common":
        return short == source.mention.head and name.endswith(f" {short}")
    bare = source.mention.text.split()[0].casefold() not in load_lexicon().determiners
    return bare and name.startswith(f"{short} ") and not name.endswith(")")
