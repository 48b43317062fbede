"""Whose mouth a claim comes from, as far as two mouths may be one witness."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.origins.names import known_as, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

NAMED = frozenset({"named_person", "named_organisation"})
ARTICLES_OF_SPEECH = ("the", "a", "an")
# "Head of research" heads less than the whole, and a president or minister is not his state.
HEADS = re.compile(
    r"^(?:(?:founding|executive|co-)\s?)?(?:director|head|chief|founder|chair(?:man|woman|person)?)$", re.IGNORECASE
)
SPEAKS_FOR = re.compile(r"^(?P<whom>(?:[\w'’-]+ )+)spokes(?:man|men|woman|women|person|people)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Speaker:
    """A speaker by name; ``story`` is null for a proper name, which means the same everywhere."""

    name: str
    story: str | None

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one speaker from another."""
        name = name_key(self.name) or self.name
        return (name, self.story) if self.story else (name,)


def find_speakers(credited: Iterable[tuple[str, Row, str]]) -> dict[str, Speaker]:
    """Return the known speaker of every claim, given as (claim_id, its row of ATTRIBUTIONS, story or article).

    A named person or organisation; the organisation that a spokesperson or a document is of, or that somebody heads
    which is itself cited as a source (a monitor and its director are one mouth); or, within a story, the
    common noun by which the article calls it. There "the ministry" is the defence ministry, if the story has no other.
    """
    listed = list(credited)
    behind = _organisations_behind(credit for _, credit, _ in listed)
    found = {}
    for claim_id, credit, story in listed:
        name = _name(credit, behind)
        if name:
            name = known_as(name)
            found[claim_id] = Speaker(name, None if is_name(name) else story)
    longer = _longer_forms(found.values())
    return {claim_id: longer.get(speaker.key, speaker) for claim_id, speaker in found.items()}


def is_name(text: str) -> bool:
    """Return whether a name is more than common nouns ("the company", "defence ministry")."""
    return any(word[0].isupper() for word in text.split() if word.casefold() not in ARTICLES_OF_SPEECH)


def _name(credit: Row, behind: Mapping[str, str]) -> str | None:
    if credit["source_id"] in behind:
        return behind[credit["source_id"]]
    if credit["source_kind"] in NAMED and not credit["anonymous"]:
        return str(credit["source"]) if credit["source"] else None
    if credit["source_kind"] is None and not credit["source"]:
        return _as_written(credit["source_text"])
    return _spoken_for(credit) or (_affiliation(credit) if credit["source_kind"] == "document" else None)


def _organisations_behind(credits_: Iterable[Row]) -> dict[str, str]:
    """Return the organisation of every spokesperson and head, by its proper name where one of the articles gives it."""
    listed = list(credits_)
    cited = {name_key(str(credit["source"])) for credit in listed if credit["source_kind"] == "named_organisation"}
    names: dict[str, set[str]] = defaultdict(set)
    for credit in listed:
        whom = _spoken_for(credit) or _headed(credit, cited)
        if credit["source_id"] and whom and (is_name(whom) or not credit["affiliation"]):  # "the group" says less
            names[credit["source_id"]].add(whom)
    return {
        source: min(found, key=lambda name: (not is_name(name), -len(name), name)) for source, found in names.items()
    }


def _spoken_for(credit: Row) -> str | None:
    role = credit["role"] or ""
    if "spokes" not in role.casefold():
        return None
    match = SPEAKS_FOR.match(role)
    return _affiliation(credit) or (match["whom"].strip().lower() if match else None)


def _headed(credit: Row, cited: set[str]) -> str | None:
    """Return the organisation that a person heads, if it is cited as a source too."""
    organisation = _affiliation(credit)
    heads = credit["source_kind"] == "named_person" and HEADS.search(credit["role"] or "")
    return organisation if heads and organisation and name_key(organisation) in cited else None


def _affiliation(credit: Row) -> str | None:
    return str(credit["affiliation"]) if credit["affiliation"] else None


def _as_written(source_text: str | None) -> str | None:
    """Return "coastguard" for "the coastguard" that no stage could resolve; null for a pronoun and a bare noun."""
    first, _, rest = (source_text or "").strip(" ,").partition(" ")
    return rest.strip(" ,") or None if first.casefold() == "the" else None


def _longer_forms(speakers: Iterable[Speaker]) -> dict[tuple[str, ...], Speaker]:
    """Return by key of a common noun the one longer form of it that its story has, if there is just one."""
    by_story: dict[str, dict[str, Speaker]] = defaultdict(dict)
    for speaker in sorted(speakers, key=lambda speaker: (*speaker.key, speaker.name)):
        if speaker.story:
            by_story[speaker.story].setdefault(speaker.key[0], speaker)
    found: dict[tuple[str, ...], Speaker] = {}
    for story, forms in by_story.items():
        for key in forms:
            longer = [other for other in forms if other.endswith(f" {key}")]
            if len(longer) == 1:
                found[(key, story)] = forms[longer[0]]
    return found
