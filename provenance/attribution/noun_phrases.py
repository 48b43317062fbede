"""The part of a source phrase before its first comma: head, role, affiliation, maker of a document."""

from __future__ import annotations

import re
from dataclasses import replace

from provenance.attribution.lexicon import fold, load_lexicon, singular_of
from provenance.attribution.mention import TOKEN, Mention, tidy, words_of
from provenance.attribution.proper_names import (
    MEDIA_NOUN,
    gender_of_role,
    is_acronym,
    opens_organisation,
    read_capitals,
    split_role,
)

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "both"})
PREPOSITIONS = frozenset(
    {"of", "for", "in", "at", "from", "with", "on", "by", "to", "near", "inside", "outside", "across", "within"}
    | {"among", "between", "under", "over", "about", "against", "representing", "including", "via", "as", "after"}
    | {"during", "since"}
)
MAKER = re.compile(
    r"\b(?:by|from)\s+(?P<maker>(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:of\s+|for\s+)?(?:the\s+)?(?:[A-Z]|al\b)[\w’'-]*)*"
    r"(?:\s+(?:followers|supporters|fighters|campaign|group|office|ministry))?)"
)
OFFICE = re.compile(  # "chief of staff", "director of debate": what belongs to the role
    r"of\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b|all\b|this\b)[a-z]+(?:\s+[a-z]+)?"
    r"(?=\s+(?:of|for|at|in|to|with|from|and)\b|$)"
)
COAST_GUARD = re.compile(r"(?i)\bcoast guard$")
ORIGIN_PREFIX = re.compile(r"[a-z]-(?:based|run|backed|led|owned|controlled)$")
TITLED = re.compile(
    r"(?:[Tt]he\s+)?(?P<body>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*?)"
    r"\s+(?P<title>[A-Z][a-z]+)\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,2})"
)
NAMES_WITH_POSSESSIVE = re.compile(
    r"^(?:People|Children|Women|Workers|Veterans|Farmers|Teachers|Moody|McDonald|Men|Lloyd)['’]s?$"
)


def read_head(main: str) -> Mention:
    """Read the part of a phrase before its first comma."""
    titled = _read_titled(main)
    if titled:
        return titled
    owner = possessor(main) if possessor(_split_preposition(main)[0]) else None
    body = owner[1] if owner else main
    head, complement = _split_preposition(body)
    definite = bool(owner) or main.split(" ")[0].casefold() in DEFINITE
    tokens = _without_determiners(words_of(head))
    if not tokens:
        return Mention(main, "unknown", definite=definite)
    common = bool(complement) and tokens[0].casefold() in load_lexicon().organisation_nouns  # "Police in Karsk"
    if len(tokens) == 1 and body == main and (common or _is_common(tokens[0])):
        tokens = [tokens[0].casefold()]
    reading = read_capitals(tokens, head) if tokens[-1][:1].isupper() else _read_common(tokens, head)
    office = OFFICE.match(complement) if reading.form == "role" else None
    if office:
        reading = replace(reading, role=f"{reading.role} {office[0]}")
        complement = complement[office.end() :].strip()
    of_what = _maker(main) if reading.form == "document" else _affiliation(complement)
    affiliation = (tidy(owner[0]) if owner else of_what) or reading.affiliation
    return replace(reading, text=main, affiliation=affiliation, definite=definite)


def _read_titled(main: str) -> Mention | None:
    """Read "Joint Chiefs of Staff Chairman Martin Dahl": a body with a preposition in its name, a title, a name."""
    found = TITLED.fullmatch(main)
    words = load_lexicon()
    if not found or not (found["title"].casefold() in words.titles or words.role(found["title"])):
        return None
    role = found["title"].casefold()
    given = words.first_names.get(fold(found["name"].split()[0]))
    gender = gender_of_role(role) or (given if given in {"m", "f"} else None)
    return Mention(main, "person", found["name"], role=role, affiliation=found["body"], gender=gender, titled=True)


def possessor(text: str) -> tuple[str, str] | None:
    """Split "the alliance's spokesman" into possessor and possessed at the last possessive ending."""
    for found in reversed(list(re.finditer(r"(?:['’]s|s['’])\s+", text))):
        before = text[: found.start()] + ("s" if found[0].startswith("s") else "")
        if not NAMES_WITH_POSSESSIVE.match(text[: found.end()].split()[-1]):
            return before, text[found.end() :]
    return None


def _maker(text: str) -> str | None:
    found = MAKER.search(text)
    return tidy(found["maker"]) if found else None


def _without_determiners(tokens: list[str]) -> list[str]:
    """Drop "the two other" and "UK-based" from the start."""
    at = 0
    while at < len(tokens) and tokens[at].casefold() in load_lexicon().determiners:
        at += 1
    while len(tokens) > at + 1 and ORIGIN_PREFIX.search(tokens[at]) and tokens[at + 1][:1].isupper():
        at += 1
    return tokens[at:]


def _is_common(token: str) -> bool:
    """Tell whether a capitalised word that opens a phrase is a common noun: "Residents", "Videos"."""
    words = load_lexicon()
    folded = token.casefold()
    nouns = words.group_nouns | words.documents.keys()
    if is_acronym(token) or folded in words.first_names:
        return False
    return bool(words.role(folded) or folded in nouns or singular_of(folded) in nouns)


def _split_preposition(body: str) -> tuple[str, str]:
    """Split at the first preposition that is not inside a capitalised name ("Ministry of Health")."""
    tokens = list(TOKEN.finditer(body))
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.group() in PREPOSITIONS and not _joins(before.group(), token.group(), after.group()):
            return body[: token.start()].strip(), body[token.start() :]
    return body, ""


# bodies that many places have: "Police in Karsk"
BODIES = frozenset(
    {"Army", "Citizens", "Court", "Forces", "Government", "Guards", "Police", "Rebels", "Schools", "Workers"}
)


def _joins(before: str, word: str, after: str) -> bool:
    """Tell whether a preposition stands inside a name."""
    if not before[:1].isupper() or not opens_organisation(before) or (before in BODIES and word == "in"):
        return False
    return word in {"of", "for", "on", "in"} if after[:1].isupper() else word in {"of", "for"} and after == "the"


def _affiliation(complement: str) -> str | None:
    found = re.match(r"(?:for|of|in|at|with|from)\s+(?P<what>.+)", complement)
    if not found:
        return None
    cut = re.split(r"\s+(?:in|near|who|which|that|based|fighting|since|on|at|to|with|from)\s+", found["what"])[0]
    cut = re.sub(r"\s+(?:and|or)$", "", cut)
    return re.sub(r"^(?:the|a|an)\s+(?=[A-Z])", "", cut).strip(" ,") or None


def _read_common(tokens: list[str], head: str) -> Mention:
    """Read a head that ends in a common noun: "opposition activist", "the ministry", "a new report"."""
    words = load_lexicon()
    noun = tokens[-1].casefold()
    singular = singular_of(noun)
    plural = words.is_plural(noun)
    modifiers = tuple(fold(token) for token in tokens[:-1])
    common = Mention(head, "unknown", head=singular, modifiers=modifiers, plural=plural)
    if MEDIA_NOUN.search(head) and noun != "press":
        return replace(common, form="media")
    body = singular in words.organisation_nouns and not plural
    if (body and (head.casefold().startswith("the ") or not words.role(noun))) or COAST_GUARD.search(head):
        return replace(common, form="common", plural=False)
    if words.role(noun) or is_agent_noun(singular):
        role, affiliation = split_role(tokens)
        form = "group" if plural else "role"
        return replace(common, form=form, role=role, affiliation=affiliation, gender=gender_of_role(singular))
    if noun in words.group_nouns:
        return replace(common, form="group")
    if singular in words.documents or noun in words.documents:
        return replace(common, form="document")
    if singular in words.organisation_nouns:
        return replace(common, form="group" if plural else "common")
    return common


def is_agent_noun(singular: str) -> bool:
    """Tell whether a noun the lists lack names a person by its ending: announcer, geochemist, technician."""
    words = load_lexicon()
    if singular in words.documents or singular in words.organisation_nouns or singular in words.things:
        return False
    return bool(re.search(r"(?:[a-z]{3}(?:er|or|ist|eer)|ician)$", singular))
