"""Is a stretch a checkable statement, how firmly is it stated, and is it denied.

The confidence is a logistic sum of named features with weights set by hand: it ranks statements and can be unfolded
(``weigh`` returns the parts), it is no calibrated probability.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from provenance.answers import NOT_SO
from provenance.claims.lexicon import Token, bases, main_verb, opening, presents, simple_pasts, tokenise, words

# Hand-set: positive speaks for a statement that a reader could check, negative against.
WEIGHTS = {
    "base": 0.3,
    "past or perfect": 0.6,
    "name": 0.6,
    "figure": 0.7,
    "time": 0.5,
    "place": 0.3,
    "long enough": 0.3,
    "evaluative": -0.6,
    "judgement": -1.0,
    "exclaimed": -0.6,
    "first or second person": -0.9,
    "deontic": -1.5,
    "opinion verb": -0.7,
    "possible": -0.6,
    "predicted": -0.6,
    "conditional": -1.1,
    "planned": -0.2,
    "no name or figure": -0.4,
    "pronoun subject": -0.2,
    "pointing subject": -1.2,  # "This is what helps them"
    "title": -0.5,
    "credited": 0.5,
    "negated": 0.3,
    "answers": 1.3,  # somebody says that it is not so, or that he did no wrong: "This is not true"
}
_RESIDUE = re.compile(
    r"\b(?:screen\s?shot|photo(?:graph)?|image|picture|video|map|chart|graphic)\b.{0,60}"
    r"\b(?:can\s+be\s+seen|is\s+shown|see\s+(?:above|below|right|left)|on\s+the\s+(?:right|left)|below|above)\b[^.]*\.?\W*$"
    r"|^\W*(?:click|clic|read\s+(?:more|the|it)|sign\s+up|subscribe|follow\s+(?:us|@)|share\s+this|listen|related|more\s+on"
    r"|watch\s+(?:the|below|above)|see\s+also|editor['’]?s?['’]?\s+note|correction:|photo\s+by|image\s+credit|advertisement)\b"
    r"|\bcontributed\s+(?:\w+\s+)?to\s+this\s+(?:report|story|article)\b|\bcontributed\s+reporting\b"
    r"|\b(?:declined|refused)\s+to\s+comment\b|\brequests?\s+for\s+comment\b|\bbe\s+reached\s+for\s+comment\b"
    r"|\b(?:story|article|report|version|post)\s+(?:has\s+been|was|is\s+being)\s+(?:updated|corrected|published)\b",
    re.IGNORECASE,
)
# How somebody or something is: no judgement, for all its "good" and "bad".
_CONDITION = re.compile(
    r"\b(?P<how>good|poor|bad|better|excellent)(?P<of>\s+(?:health|condition|repair|working\s+order)\b)", re.IGNORECASE
)
_WISH = re.compile(
    r"^\W*(?:please|let['’]?s|let\s+(?:us|me|him|them)|thank\s+you|thanks|welcome|hello|dear|congratulations"
    r"|may\s+(?:god|he|she|they)|god\s+bless|good\s+(?:morning|evening))\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"^\W*(?:(?:but|and|even|so|that)\s+)?(?:if|unless|should|were)\b", re.IGNORECASE)
# The next four are asked of the verb group alone: the main verb with the words right beside it.
_PREDICTED = re.compile(
    r"^(?:will|won't|shall|would|could|may|might)\s(?:\w+\s)?(?:very\s|most\s)?(?:likely|probably|certainly|eventually)\b"
    r"|^\S+\s(?:\w+\s)?(?:likely|unlikely|expected|set|poised|bound|due)\sto\b|^(?:will|won't|shall)\b|\S['’]ll\b"
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|vow(?:s|ed|ing)?|pledge[sd]?|promis(?:es|ed|ing)"
    r"|prepar(?:es|ed|ing)|threaten(?:s|ed|ing)?|propos(?:es|ed|ing)|seek(?:s|ing)?|agree[sd]?|decide[sd]?)\s(?:\w+\s)?to\b"
    r"|^(?:is|are|was|were)\s(?:due\s|scheduled\s|slated\s)?to\s"
)
# "arrives Tuesday" is still to come: the present of a timetable.
_SCHEDULED = re.compile(
    r"(?:arrives?|leaves?|departs?|meets?|travels?|heads|opens?|begins?|starts?|visits?|votes?|speaks?|hosts?|flies|goes"
    r"|returns?|convenes?|testify|testifies|comes|takes\splace)\b"
)
_AHEAD = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b|\bnext\b", re.IGNORECASE)
_POSSIBLE = re.compile(
    r"^(?:may|might|could|can)\b"
    r"|^(?:appears?|appeared|seems?|seemed)\b|\b(?:possibly|perhaps|reportedly|allegedly|apparently|purportedly|potentially)\b"
)
_NEGATED = re.compile(
    r"^(?:\w+\s){0,2}(?:not(?!\sonly)|never|no\slonger|neither|nor|cannot|\w+n['’]t)\b"
    r"|\b(?:denie[sd]|deny|denying|fail(?:s|ed)?\sto|refus(?:es|ed|ing)\sto|ruled\sout|unable\sto)\b"
    r"|^\S+\s(?:be\s|been\s)?(?:no|nothing|nobody|without)\s|^(?:\w+\s)?cannot\b"
)
_NO_SUBJECT = re.compile(r"^\W*(?:no|none|nobody|neither|nothing|not\s(?:a|one|any)\b)\b(?!\slonger)", re.IGNORECASE)
_PERHAPS = re.compile(
    r"^\W*(?:\w+,?\s+){0,2}(?:perhaps|maybe|possibly|reportedly|allegedly|apparently)\b", re.IGNORECASE
)
_POINTS = re.compile(
    r"(?:this|that|these|those)(?:['’]s\b|\s(?:is|are|was|were|has|have|had|will|would|means|meant)\b)"
)
_ANSWERS = re.compile(
    rf"(?:this|that|it|(?:the|these|those|all)\s\w+)(?:['’]s|\s(?:is|are|was|were))\s(?:\w+\s)?(?:{NOT_SO}|no\struth)\b"
    r"|\b(?:did|done|do)\snothing\s(?:wrong|illegal|improper)\b"
    r"|\b(?:did|do|have|has|had)(?:\snot|n['’]t)\s(?:do|done)\sanything\s(?:wrong|illegal|improper)\b",
    re.IGNORECASE,
)
_RECENT = re.compile(r"\b(?:has|have|had|was|were|been|did)\b|['’]ve\b", re.IGNORECASE)
_GROUP = 6  # words from the main verb on that may change what it asserts


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a statement tell: modality, denial, and the features that speak for or against it."""

    modality: str
    negated: bool
    features: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """0..1, three decimals."""
        total = sum(WEIGHTS[feature] for feature in self.features)
        return round(1 / (1 + math.exp(-total)), 3)


def is_statement(text: str, start: int, end: int, *, min_words: int) -> bool:
    """Say whether ``text[start:end]`` can be a statement at all: no question, order, wish, heading or residue."""
    exact = text[start:end]
    everything = tokenise(text, start, end)
    tokens = [token for token in everything[opening(everything) :] if token.is_word]
    if len(tokens) < min_words or exact.rstrip("\"'”’)» ").endswith("?"):
        return False
    if _RESIDUE.search(exact) or _WISH.match(exact):
        return False
    if exact.isupper() or _is_order(tokens):
        return False
    return main_verb(everything) is not None


def read(text: str, start: int, end: int, *, found: tuple[str, ...] = ()) -> Reading:
    """Return modality, denial and weighed features; ``found`` are features known from elsewhere (figure, time …)."""
    text = _CONDITION.sub(lambda match: "x" * len(match["how"]) + match["of"], text[start:end])
    start, end, exact = 0, end - start, text
    tokens = [token for token in tokenise(text, start, end) if token.is_word]
    group = _verb_group(tokenise(text, start, end))
    modality = _modality(exact, group)
    counted = _counted(tokens)
    told_after = group.startswith("would ") and "credited" in found and "evaluative" not in counted
    if modality == "conditional" and told_after:
        modality = "predicted"  # "the minister promised that nobody would lose …": her "will", not advice
    features = ["base", *found, *counted]
    if modality != "asserted":
        features.append(modality)
    if _RECENT.search(exact) or any(token.low in simple_pasts() or token.low.endswith("ed") for token in tokens):
        features.append("past or perfect")
    if words("evaluative") & set(group.split()[:5]) and group.split()[0] in words("auxiliary"):
        features.append("judgement")
    if exact.rstrip("\"'”’)").endswith("!"):
        features.append("exclaimed")
    if not {"name", "figure"} & set(features):
        features.append("no name or figure")
    negated = bool(_NEGATED.search(group) or _NO_SUBJECT.search(exact))
    if negated and "credited" in found:
        features.append("negated")
    if "credited" in found and _ANSWERS.search(exact):
        features = [one for one in features if one not in ("evaluative", "judgement")] + ["answers"]
    return Reading(modality, negated, tuple(features))


def read_modality(text: str, start: int, end: int) -> str:
    """Return how firmly ``text[start:end]`` is stated: asserted, possible, planned, conditional or predicted."""
    return _modality(text[start:end], _verb_group(tokenise(text, start, end)))


def _verb_group(tokens: list[Token]) -> str:
    """Return the main verb and what follows it, in small letters; a "never" before the verb is put after it."""
    place = main_verb(tokens)
    if place is None:
        return ""
    words_after = [token.low for token in tokens[place:] if token.is_word][:_GROUP]
    before = [token.low for token in tokens[max(0, place - 2) : place] if token.low in {"never", "not", "only"}]
    return " ".join([*words_after[:1], *before, *words_after[1:]])


def _modality(exact: str, group: str) -> str:
    """Return the firmest reading that the words allow: conditional, predicted, planned, possible, else asserted."""
    if _CONDITIONAL.search(exact):
        return "conditional"
    checks = (("predicted", _PREDICTED), ("planned", _PLANNED), ("possible", _POSSIBLE))
    found = next((name for name, pattern in checks if pattern.search(group)), None)
    if found is None and _SCHEDULED.match(group) and _AHEAD.search(exact):
        return "planned"
    if re.match(r"would (?:appear|seem|suggest)", group):
        return "possible"
    if found is None and group.startswith(("would ", "wouldn't ")):
        return "conditional"
    return found or ("possible" if _PERHAPS.search(exact) else "asserted")


def _counted(tokens: list[Token]) -> list[str]:
    lows = {token.low for token in tokens}
    features = [name for name, kind in (("evaluative", "evaluative"), ("deontic", "deontic")) if lows & words(kind)]
    if any(low in words("first_person") or low.split("'")[0] in {"i", "we", "you"} for low in lows):
        features.append("first or second person")
    if any(low in words("opinion") for low in lows):
        features.append("opinion verb")
    if any(token.is_name for token in tokens[1:]) or (tokens and tokens[0].is_name and tokens[0].low not in bases()):
        features.append("name")
    if len(tokens) >= 8:
        features.append("long enough")
    if tokens and tokens[0].low in {"he", "she", "it", "they", "this", "that"}:
        features.append("pronoun subject")
    if _POINTS.match(" ".join(token.low for token in tokens[:2])):
        features.append("pointing subject")
    return features


def _is_order(tokens: list[Token]) -> bool:
    """Say whether the words begin with a bare verb: "Read the rest here"."""
    first = tokens[0].low
    if first not in bases() or first in presents() or len(tokens) < 2:
        return False
    return tokens[1].low in words("determiner") | words("preposition") | words("pronoun") | {"him", "them", "us", "me"}
