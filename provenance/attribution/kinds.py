"""What kind of source a resolved mention is, and whether it stays without a name.

named_person, named_organisation, unnamed_person (a role, no name), unnamed_group (a bare plural), document, news_media,
social_media, hearsay, outlet (the article's own voice).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.attribution.lexicon import fold, load_lexicon

if TYPE_CHECKING:
    from provenance.attribution.discourse import Source

ANONYMOUS = frozenset({"unnamed_person", "unnamed_group", "hearsay"})
_BY_FORM = {
    "person": "named_person",
    "organisation": "named_organisation",
    "common": "named_organisation",
    "media": "news_media",
    "role": "unnamed_person",
    "group": "unnamed_group",
    "document": "document",
    "social": "social_media",
    "hearsay": "hearsay",
    "outlet": "outlet",
}


def source_kind(source: Source | None) -> str | None:
    """Return the kind of a source; hearsay where there is none, null where the words do not tell."""
    if source is None:
        return "hearsay"
    if source.form == "joint":
        return _joint_kind(source)
    if source.form == "pronoun":
        return None
    if source.form == "unknown":
        return _unknown_kind(source)
    return _BY_FORM[source.form]


def is_anonymous(source: Source | None, kind: str | None) -> bool | None:
    """Tell whether nobody is named: roles, bare plurals, hearsay, media without a name, a first name only.

    A document is not anonymous even where nobody says who made it; null where a pronoun was not resolved.
    """
    if source is not None and source.form == "pronoun":
        return None
    if source is None or kind in ANONYMOUS or source.mention.partial:
        return True
    return kind == "news_media" and source.form == "media" and not source.mention.name


def _joint_kind(source: Source) -> str:
    forms = {member.form for member in source.mention.members}
    if "person" in forms and not forms & {"role", "group"}:
        return "named_person"
    if forms <= {"role", "group", "unknown"}:
        return "unnamed_group"
    return "named_organisation" if "person" not in forms else "named_person"


def _unknown_kind(source: Source) -> str | None:
    words = load_lexicon()
    text = source.mention.text
    if source.mention.name or re.match(r"[A-Z]", text.split()[-1] if text.split() else ""):
        return "named_organisation" if fold(text) not in words.first_names else "named_person"
    if source.mention.plural:
        return "unnamed_group"
    return "unnamed_person" if re.search(r"\s(?:who|whose|whom)\s", text) else None
