"""Capitalised heads of phrases: whose name it is, a person's, an organisation's or a news medium's, and its titles."""

from __future__ import annotations

import re

from provenance.attribution.lexicon import fold, load_lexicon, singular_of
from provenance.attribution.mention import Mention

HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr"})
HONORIFIC_GENDER = dict.fromkeys(("mr", "sir", "lord", "king", "prince", "sheikh", "sheik"), "m") | dict.fromkeys(
    ("mrs", "ms", "miss", "lady", "dame", "queen", "princess"), "f"
)
NAMED_AFTER = frozenset(  # what bears a person's name: "John Hale Society"
    {"foundation", "institute", "society", "university", "hospital", "museum", "school", "college", "centre", "center"}
    | {"trust", "library", "company", "fund", "association", "committee", "church", "group"}
)
PARTICLES = frozenset(
    {"al", "el", "ul", "as", "an", "at", "ad", "bin", "bint", "ibn", "ben", "van", "von", "der", "den", "de", "del"}
    | {"della", "di", "da", "dos", "du", "la", "le", "y"}
)
FEMALE_ROLES = re.compile(r"(?:woman|actress|mother|sister|daughter|wife|widow|queen|princess|girl)$")
MALE_ROLES = re.compile(
    r"(?:(?:spokes|chair|business|congress|council|alder|police|fire|states|camera|sales|anchor|fisher|noble|gentle|"
    r"clergy|service|boat|militia|tribes|assembly|seed|law)man|^man|father|brother|\bson|husband|king|prince|boy)$"
)
RANK = re.compile(r"(?:Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cmdr|Cpl|Pvt|Cdr|Insp|Supt)\.")
ORDINARY = re.compile(  # words that have a capital only where they open a sentence
    r"(?:Acting|Army|Charity|Chief|City|Coastguard|Company|Court|Defence|Defense|Deputy|Environment|Environmental"
    r"|Federal|Finance|Fire|Foreign|Former|Government|Group|Harbour|Harbor|Health|Hospital|Interim|Interior|Justice"
    r"|Local|Medical|Military|Ministry|Municipal|National|Opposition|Party|Police|Political|Presidential|Press"
    r"|Provincial|Public|Rebel|Regional|Rights|School|Senior|State|Team|Union|University|Village|Youth)"
)
MEDIA_NOUN = re.compile(
    r"(?i)\b(?:newspapers?|news agency|news agencies|news outlets?|media(?: outlets?| reports?)?|tabloids?|magazines?|"
    r"broadcasters?|television|tv|news channels?|news sites?|news websites?|radio|daily|weekly|press)$"
)
MEDIA_WORD = re.compile(
    r"(?:\b(?:News|Times|Post|Herald|Gazette|Tribune|Journal|Courier|Chronicle|Observer|Daily|Television|TV|Radio|"
    r"Press|Broadcasting|Telegraph|Mirror|Examiner|Inquirer|Bulletin|Dispatch|Magazine|Online|FM))$"
)


def read_capitals(tokens: list[str], head: str) -> Mention:
    """Read a head that ends in a capitalised word: a name, with whatever stands before it."""
    known = _read_known(tokens, head)
    if known:
        return known
    name, before = _split_name(tokens)
    if not name:
        role, affiliation = split_role([*before[:-1], before[-1].casefold()])
        return Mention(head, "role", head=fold(before[-1]), role=role, affiliation=affiliation, titled=True)
    if before and not before[-1][:1].isupper() and not load_lexicon().role(before[-1]):
        return _read_after_common(before, name, head)
    if is_organisation(name) if before else not _may_be_person(name, head):
        return Mention(head, "organisation", name=" ".join(tokens))
    gender = _gender(name, before)
    full = " ".join(name)
    return Mention(head, "person", name=full, role=_role_before(before), gender=gender, titled=bool(before))


def split_role(tokens: list[str]) -> tuple[str, str | None]:
    """Split "White House press secretary" into role and affiliation, the capitalised words before it."""
    words = load_lexicon()
    at = next((i for i, token in enumerate(tokens) if not token[:1].isupper()), len(tokens))
    if at and tokens[at:] and tokens[at].casefold() in words.organisation_nouns:
        at += 1
    if at == 1 and not is_organisation(tokens[:1]) and fold(tokens[0]) not in words.first_names:
        return " ".join([tokens[0].casefold(), *tokens[1:]]), None
    affiliation = " ".join(tokens[:at]) or None
    if affiliation:
        affiliation = words.nationalities.get(fold(affiliation), affiliation)
    return " ".join(tokens[at:]), affiliation


def is_organisation(tokens: list[str]) -> bool:
    """Tell whether a name is that of an organisation, state or place by its own words."""
    words = load_lexicon()
    whole = fold(" ".join(tokens))
    if whole in words.media or whole in words.states or whole in words.regions or whole in words.nationalities:
        return True
    if len(tokens) == 1 and is_acronym(tokens[0]):
        return True
    given = fold(tokens[0]) in words.first_names and len(tokens) <= 3
    if given and fold(tokens[-1]) not in NAMED_AFTER:
        return False
    return any(token.casefold() in words.organisation_words or MEDIA_WORD.fullmatch(token) for token in tokens)


def is_acronym(token: str) -> bool:
    """Tell whether a word is written like an acronym."""
    return bool(re.fullmatch(r"(?:[A-Z]\.?){2,}|[A-Z]{2,}[a-z]?|[A-Z]+-[A-Z]+", token))


def opens_organisation(word: str) -> bool:
    """Tell whether "of" after a word may belong to a name: "Ministry of Health", "Secretary of State"."""
    words = load_lexicon()
    return word.casefold() in words.organisation_words | words.titles | {"secretary", "department", "university"}


def _read_known(tokens: list[str], head: str) -> Mention | None:
    """Read what the word lists know: bare plurals, media, states, titled documents."""
    words = load_lexicon()
    whole, last = " ".join(tokens), fold(tokens[-1])
    if last in words.group_nouns or (singular_of(last) in words.nationalities and last.endswith("s")):
        return Mention(head, "group", head=singular_of(last), plural=True)
    if fold(whole) in words.media or MEDIA_WORD.search(whole):
        alone = f"The {whole}" if len(tokens) == 1 and head.casefold().startswith("the ") else whole
        return Mention(head, "media", name=words.media.get(fold(whole), alone))
    if fold(whole) in words.states:
        return Mention(head, "organisation", name=whole)
    given = fold(tokens[0]) in words.first_names
    if len(tokens) > 1 and last in words.documents and not given and not is_organisation(tokens):
        return Mention(head, "document", name=whole, head=last)
    return None


def _read_after_common(before: list[str], name: list[str], head: str) -> Mention:
    """Read "state news agency Karna" or "rebel group Jund al Sahel": what a name is called by."""
    words = load_lexicon()
    noun = singular_of(before[-1].casefold())
    full = " ".join(name)
    if MEDIA_NOUN.search(" ".join(before)):
        return Mention(head, "media", name=words.media.get(fold(full), full))
    if noun in words.organisation_nouns:
        return Mention(head, "organisation", name=full, head=noun)
    return Mention(head, "person" if _may_be_person(name, "") else "organisation", name=full)


def _split_name(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Split the words of a head into the name at its end and the titles and nouns before it."""
    at = len(tokens)
    joined = PARTICLES | {"of", "for", "on", "and", "the"} if _is_organisation_of(tokens) else PARTICLES
    while at > 0 and (tokens[at - 1][:1].isupper() or (tokens[at - 1].casefold() in joined and at < len(tokens))):
        at -= 1
    run = tokens[at:]
    if run and run[0] in PARTICLES:
        run = run[1:]
    if _ends_as_organisation(run) or _is_organisation_of(run):
        return run, tokens[:at]
    if len(run) == 2 and _is_honorific(run[0]):
        return run[1:], tokens[: at + 1]
    titled = _length_of_titles(run)
    return run[titled:], tokens[: at + titled]


def _length_of_titles(run: list[str]) -> int:
    """Return how many words there are up to the last title: two in "Press Secretary Ann Holt"."""
    titled = [i for i, token in enumerate(run) if _is_title(token)]
    if titled and titled[-1] == len(run) - 1 and _is_surname(run):
        titled.pop()
    last = max(titled, default=-1)
    if last >= 0 and run[last].casefold() == "secretary" and run[last + 1 : last + 3] == ["of", "State"]:
        last += 2
    return last + 1


def _is_surname(run: list[str]) -> bool:
    """Tell whether the last word, else a calling, is a surname after a first name or an initial: "Peter T. King"."""
    given = [token for token in run[:-1] if not _is_title(token) and not _is_honorific(token)]
    return bool(given) and (fold(given[0]) in load_lexicon().first_names or bool(re.fullmatch(r"[A-Z]\.?", given[-1])))


def _ends_as_organisation(run: list[str]) -> bool:
    words = load_lexicon()
    if not run or run[-1].casefold() not in words.organisation_words or _is_title(run[0]):
        return False
    return not _is_honorific(run[0]) and not (len(run) == 2 and fold(run[0]) in words.first_names)


def _is_organisation_of(run: list[str]) -> bool:
    """Tell "Ministry of Health" from "Secretary of State John Kerry"."""
    at = next((i for i, token in enumerate(run) if token in {"of", "for", "on"}), 0)
    return bool(at) and run[at - 1].casefold() in load_lexicon().organisation_words and not _is_honorific(run[0])


def _is_honorific(token: str) -> bool:
    return token.rstrip(".").casefold() in HONORIFICS


def _is_title(token: str) -> bool:
    folded = token.rstrip(".").casefold()
    words = load_lexicon()
    return folded in words.titles or folded in words.role_nouns


def _may_be_person(name: list[str], head: str) -> bool:
    """Tell whether a bare name may be a person's: no article, no word of an organisation, not a shouted headline."""
    if is_organisation(name) or re.match(r"(?i)the\s", head):
        return False
    words = load_lexicon()
    if len(name) == 1:
        return fold(name[0]) in words.first_names or fold(name[0]) in words.surnames
    shouted = all(token.isupper() for token in name if len(token) > 2)
    odd = any("&" in token or "/" in token or token[0].isdigit() for token in name)
    return len(name) <= 6 and not shouted and not odd


def _role_before(before: list[str]) -> str | None:
    """Return the calling before a name, without forms of address, and without a rank where something else is told."""
    titles = [token for token in before if fold(token.rstrip(".")) not in HONORIFIC_GENDER | dict.fromkeys(HONORIFICS)]
    plain = [token for token in titles if not RANK.fullmatch(token)]
    if plain and ORDINARY.fullmatch(plain[0]) and any(token[:1].islower() for token in plain[1:]):
        plain[0] = plain[0].casefold()
    return " ".join(plain or titles) or None


def _gender(name: list[str], before: list[str]) -> str | None:
    for token in before:
        folded = token.rstrip(".").casefold()
        if folded in HONORIFIC_GENDER:
            return HONORIFIC_GENDER[folded]
        if gender_of_role(folded):
            return gender_of_role(folded)
    given = load_lexicon().first_names.get(fold(name[0]))
    return given if given in {"m", "f"} and len(name) > 1 else None


def gender_of_role(noun: str) -> str | None:
    """Return m or f for a noun that tells it: "spokeswoman", "widow"."""
    return "f" if FEMALE_ROLES.search(noun) else "m" if MALE_ROLES.search(noun) else None
