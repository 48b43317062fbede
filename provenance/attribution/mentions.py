"""What a source phrase says by itself: name, role, affiliation, number, gender, and whether it points back.

``read_mention`` reads one noun phrase ("Rami Haddad, director of the Northern Observatory") without any context; what
it points back to ("the director", "he") is the business of ``coreference``. There is no parser behind it: the reading
rests on capitals, commas, prepositions and the word lists, and leaves ``name`` null where they do not decide.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from provenance.attribution.lexicon import fold, load_lexicon
from provenance.attribution.mention import Mention, tidy, words_of
from provenance.attribution.noun_phrases import MAKER, possessor, read_head
from provenance.attribution.proper_names import read_capitals

KNOWING = re.compile(r"\s(?:close to|familiar with|briefed on|briefed about|with knowledge of|privy to|involved in)\s")
CLAUSE = re.compile(r"\b(?:who|whom|whose|which|that|where)\b")
OF_PLACE = re.compile(r"(?<=[a-z])\s+of\s+[A-Z][\w.]*(?:\s+[A-Z][\w.]*)?$")  # "John Holt of Ohio"
WHO = re.compile(r"^[^,]+,\s+(?:who|whose)\b")
DESCRIPTION = re.compile(
    r"\s+(?:who|whom|whose|which|that|where)\b|\s+(?:based|identified|speaking|named|known|posted|released|published|"
    r"involved|interviewed|contacted|quoted|reached|close|familiar|opposed|loyal|briefed|seen|obtained|conducted|taken|"
    r"circulating|circulated|shared|uploaded|issued|dated)\b"
)
FIRST_NAME_ONLY = re.compile(
    r"\b(?:by|with|giving|gave|using|used|under|only)\s+(?:his|her|their|a|the)?\s*(?:only\s+)?"
    r"(?:(?:first|given)\s+names?|nom de guerre|nickname|pseudonym|alias)(?:\s+only)?,?\s+(?:of\s+)?"
    r"(?P<name>[A-Z][\w'’-]+)"
    r"|\b(?:identified|named|known|gave|giving)\b[^.,;]{0,40}\bonly\s+as\s+(?P<other>[A-Z][\w'’-]+)"
)
OWN_VOICE = re.compile(
    r"(?i)\b(?:my|our|this)\s+(?:own\s+)?(?:blog|newspaper|paper|site|website|column|magazine|outlet)\b"
)
HEARSAY = re.compile(
    r"(?i)^(?:(?:the|some|many|several|other|there (?:are|were|have been)|initial|early|conflicting|first|unconfirmed|"
    r"unverified|local|persistent|widespread|recent|press|various)\s+)*"
    r"(?:reports?|rumou?rs?|speculation|allegations?|whispers|word|gossip|hearsay)"
    r"(?:\s+(?:on|in|from|circulating|of)\b.*)?$"
)
SOCIAL = re.compile(
    r"(?i)\b(?:twitter|facebook|telegram|instagram|youtube|tiktok|whatsapp|vkontakte|weibo|mastodon|social[- ]media)\b"
    r".*\b(?:feeds?|accounts?|pages?|channels?|posts?|users?|groups?|profiles?|videos?)\b|^(?:a |one |the )?tweets?\b"
    r"|\b(?:posts?|users|accounts)\s+on\s+(?:social media|twitter|facebook|telegram|instagram|x)\b|^social[- ]media$"
)
QUANTITY = re.compile(
    r"(?i)^(?:(?:an?|the|some|only|about|nearly|more than|at least|over|almost|roughly|the vast|a large|a small)\s+)*"
    r"(?:number|majority|minority|handful|couple|pair|dozens|scores|hundreds|thousands|tens of thousands|millions|host|"
    r"series|share|half|most|many|some|several|few|two|three|four|[\w.]+\s+per\s?cent)\s+of\s+(?P<of>.+)$"
)
ONE_OF = re.compile(r"(?i)^(?:one|another)\s+of\s+(?P<of>.+)$")
UTTERANCE = re.compile(  # what somebody said stands for him: "Mr. Holt's comments", "his remarks"
    r"(?i)^(?:(?P<owner>.+?)(?:['’]s|(?<=s)['’])|(?P<pronoun>his|her|their))\s+(?:own\s+|latest\s+|earlier\s+|public\s+)*"
    r"(?:comments?|remarks?|words|tweets?|testimony|statements?|claims?|answers?|assertions?|admission|account|speech)$"
)
ONE_AND_ONE = re.compile(r"(?i)^(?:one|an?)\s+(?:\w+\s+){1,3}and\s+(?:one|an?|another)\s+(?P<of>.+)$")
SOME = re.compile(r"(?i)^(?:many|some|others?|several|few|a few|most|all|none|both|everyone|somebody|someone)$")
DAY = re.compile(r"(?<=\w)\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")  # "media reports Tuesday"
NAMED_FORMS = frozenset({"person", "organisation", "media", "group"})


@lru_cache(maxsize=50_000)
def read_mention(phrase: str, outlet: str | None = None) -> Mention:
    """Read a source phrase.

    Parameters
    ----------
    phrase
        The words of the source.
    outlet
        Who published the article: its name is the article's own voice.
    """
    text = DAY.sub("", tidy(phrase))
    special = _read_pronoun(text) or _read_special(text, outlet)
    if special:
        return special
    uttered = UTTERANCE.match(text)
    if uttered and (uttered["pronoun"] or _speaks(uttered["owner"])):
        return replace(read_mention(uttered["pronoun"] or uttered["owner"], outlet), text=text)
    both = ONE_AND_ONE.match(text)
    if both:
        return replace(read_mention(both["of"], outlet), text=text, plural=True, form="group", name=None)
    one_of = ONE_OF.match(text)
    if one_of:
        several = read_mention(one_of["of"], outlet)
        if several.form in {"group", "role"}:
            return replace(several, text=text, form="role", plural=False, name=None, definite=False, role=None)
    counted = QUANTITY.match(text)
    if counted:
        counted_of = read_mention(counted["of"], outlet)
        return replace(counted_of, text=text, plural=True, form="group", name=None, definite=False)
    main, *appositions = _segments(text)
    members = _list_members(text) or _pair_members(main)
    if members:
        return Mention(text, "joint", plural=True, members=tuple(read_mention(one, outlet) for one in members))
    mention = replace(read_head(main), text=text)
    if mention.form == "document" and not mention.affiliation:
        maker = MAKER.search(text)
        return replace(mention, affiliation=tidy(maker["maker"])) if maker else mention
    mention = _with_appositions(mention, appositions)
    if mention.form == "organisation" and WHO.search(text) and mention.name and len(mention.name.split()) <= 2:
        return replace(mention, form="person")
    return mention


def _speaks(owner: str) -> bool:
    return read_mention(owner).form in {"person", "organisation", "media", "common", "role"}


def core_phrase(text: str, *, whole: bool = False) -> str:
    """Return a description without determiner, appositions and (unless ``whole``) relative clause.

    How a source comes to know is kept ("official briefed on the talks"): it is all that tells him from others.
    """
    main = re.split(r",\s", text, maxsplit=1)[0]
    if not whole and not KNOWING.search(main):
        main = _segments(text)[0]
    return re.sub(r"(?i)^(?:the|a|an|one(?! of\b)|another|this|that|some)\s+", "", main).strip()


def _read_pronoun(text: str) -> Mention | None:
    kind = load_lexicon().pronouns.get(text.casefold())
    if kind is None or (text.isupper() and text != "I"):  # "US" and "WHO" are none
        return None
    return Mention(text, "pronoun", head=text.casefold(), gender=kind, plural=kind == "p")


def _read_special(text: str, outlet: str | None) -> Mention | None:
    """Read what a name or a head noun would mislead about: a first name only, own voice, hearsay, social media."""
    partial = FIRST_NAME_ONLY.search(text)
    if partial:
        described = read_head(_segments(text)[0])
        return replace(described, text=text, form="person", name=partial["name"] or partial["other"], partial=True)
    if OWN_VOICE.search(text) or _is_outlet(text, outlet):
        return Mention(text, "outlet", name=outlet)
    if text.split(" ")[-1][:1].isupper() and fold(text) in load_lexicon().media:  # "The Guardian" is no guardian
        return Mention(text, "media", name=load_lexicon().media[fold(text)])
    if SOME.match(text):
        return Mention(text, "group", plural=True)
    if HEARSAY.match(text):
        return Mention(text, "hearsay", plural=True)
    if SOCIAL.search(text):
        owner = possessor(text)
        return Mention(text, "social", name=core_phrase(text), head="account", affiliation=owner and tidy(owner[0]))
    return None


def _is_outlet(text: str, outlet: str | None) -> bool:
    """Tell whether a phrase is the outlet's name, or its last word with an article ("The Herald")."""
    if not outlet or not fold(outlet):
        return False
    return fold(text) == fold(outlet) or (text.casefold().startswith("the ") and fold(text) == fold(outlet).split()[-1])


def _segments(text: str) -> list[str]:
    """Return the main part without relative clauses and participles, then what stands between commas."""
    parts = re.split(r"\s*,\s+|\s+[-–—]+\s+|\s*—\s*|\s*;\s+", text)
    main = DESCRIPTION.split(parts[0], maxsplit=1)[0].strip()
    words = load_lexicon()
    for found in re.finditer(r"(?<=\s)(?P<noun>[\w-]+)\s+(?:[a-z]{3,}ing|[a-z]{3,}ed)\s", f" {main} "):
        if words.role(found["noun"]) or found["noun"].casefold() in words.group_nouns:
            main = main[: found.end("noun") - 1]
            break
    return [main or parts[0], *[part.strip() for part in parts[1:] if part.strip()]]


def _list_members(text: str) -> list[str]:
    """Split "A Haddad, the Northern Front and other members of B" into names; no list, no parts."""
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", text)
    opening = re.compile(r"(?:[Tt]he\s+|other\s+)?[A-Z]|other\s+\w+\s+of\s+[A-Z]")
    if len(parts) < 3 or not re.search(r",?\s+and\s+[^,]+$", text):
        return []
    if not all(opening.match(part) and len(part.split()) <= 6 for part in parts):
        return []
    readings = [read_head(part) for part in parts[:-1]]
    return parts if all(one.form in NAMED_FORMS and not one.role for one in readings) else []


def _pair_members(main: str) -> list[str]:
    """Split "Karim and Petra Dahl" or "the mayor and his aide" in two; no pair, no parts."""
    parts = re.split(r"\s+and\s+|\s*&\s*", main)
    if len(parts) != 2:
        return []
    readings = [read_head(part) for part in parts]
    named = all(one.form == "person" or one.name in load_lexicon().states.values() for one in readings)
    short = all(len(part.split()) == 1 and part[:1].isupper() for part in parts)
    people = all(one.form in {"role", "person"} for one in readings)
    return parts if named or short or (people and re.match(r"(?i)(?:the|a|an|his|her)\s", parts[1])) else []


def _with_appositions(mention: Mention, appositions: list[str]) -> Mention:
    """Take name, role and affiliation from what stands between commas, up to the first relative clause."""
    ended = bool(CLAUSE.search(mention.text.split(",")[0]))
    for part in appositions:
        if ended:
            break
        ended = bool(CLAUSE.search(part))
        if mention.form in {"role", "unknown", "common"} and not mention.name and part[:1].isupper():
            mention = _named(mention, part)
        elif mention.form in {"person", "role", "organisation"} and not mention.role:
            mention = _described(mention, part)
    return mention


def _named(mention: Mention, part: str) -> Mention:
    """Read "the chief, Rashid Maren": a name and nothing else between the commas."""
    part = OF_PLACE.sub("", part)
    tokens = words_of(DESCRIPTION.split(part, maxsplit=1)[0])
    if not tokens or not tokens[-1][:1].isupper() or re.search(r"['’]s\s|\s(?:of|for|in)\s", part):
        return mention
    named = read_capitals(tokens, "")
    if mention.form == "common":
        return _named_body(mention, named)
    if not named.name or (named.form != "person" and mention.form != "role"):
        return mention
    if mention.head in load_lexicon().organisation_nouns and fold(tokens[0]) not in load_lexicon().first_names:
        return replace(mention, form="organisation", name=named.name, role=None)
    gender = named.gender or mention.gender
    return replace(mention, form="person", name=named.name, role=mention.role or named.role, gender=gender)


def _named_body(mention: Mention, named: Mention) -> Mention:
    """Read "the operator, Strait Lines": the name of a body, not that of the place where it is."""
    words = load_lexicon()
    name = named.name or ""
    place = fold(name) in words.regions or words.states.get(fold(name)) or fold(name) in words.nationalities
    given = fold(name.split()[0]) in words.first_names if name else True
    if named.form not in {"organisation", "person"} or place or given or len(mention.modifiers) > 2:
        return mention
    return replace(mention, form="organisation", name=name, definite=True)


def _described(mention: Mention, part: str) -> Mention:
    """Read "Rashid Maren, the chief": a role between the commas; it makes a short unknown name a person's."""
    described = read_head(DESCRIPTION.split(part, maxsplit=1)[0])
    if described.form != "role":
        return mention
    affiliation = mention.affiliation or described.affiliation
    if mention.form != "organisation":
        gender = mention.gender or described.gender
        return replace(mention, role=described.role, affiliation=affiliation, gender=gender)
    if mention.name and len(mention.name.split()) <= 2:
        return replace(mention, form="person", role=described.role, affiliation=affiliation)
    return mention
