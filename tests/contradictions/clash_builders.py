"""Claims for tests: a sentence in, a row of CLAIMS out."""

import re

from provenance import tables
from provenance.contradictions.pairs import Pair
from provenance.contradictions.sides import Side

_NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_BOUNDS = {
    "at least": "at_least",
    "more than": "more_than",
    "over": "more_than",
    "passed": "more_than",
    "about": "about",
    "around": "about",
    "nearly": "about",
    "up to": "at_most",
    "fewer than": "less_than",
    "between": "range",
}
_MEASURES = "(?:degrees? (?:celsius|fahrenheit)|square kilomet(?:re|er)s?|percent|per cent|%)"
_FIGURE = re.compile(
    rf"\b(?:(?P<bound>{'|'.join(_BOUNDS)})\s+)?(?P<value>\d[\d,]*(?:\.\d+)?|{'|'.join(_NUMBERS)})"
    rf"(?:\s+(?:to|and)\s+(?P<high>\d[\d,]*))?(?=\W)"
    rf"(?:[ -]?(?P<unit>{_MEASURES})|\s+(?P<noun>[a-z]+)(?P<second>\s[a-z]+)?)?",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"^(?:were|was|are|is|have|has|had|in|at|on|of|and|to|for|more|when|as|dead|died|wounded|killed|injured|from|after|missing|by"
    r"|by|with|against|or)$",
    re.IGNORECASE,
)
_ADJECTIVES = {"armoured", "armored", "government", "civilian", "rebel", "aid", "new", "young", "other"}
_SINGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "gunmen": "gunman",
    "feet": "foot",
}


def claim(text, **given):
    """Return one row of CLAIMS as a dictionary; what is not given is null, or follows from the sentence."""
    row = dict.fromkeys(tables.CLAIMS.columns)
    row |= {
        "claim_id": tables.digest(text, *sorted(f"{key}={value}" for key, value in given.items())),
        "article_id": "article of " + text[:40],
        "input_id": "t",
        "start": 0,
        "end": len(text),
        "exact_text": text,
        "claim": text,
        "quantities": quantities(text),
        "negated": None,
        "modality": "asserted",
        "stance": "stated",
        "story_id": "story",
        "cluster_id": "cluster",
        "confidence": 0.9,
    }
    row |= given
    row["origin_id"] = given.get("origin_id", "origin of " + row["article_id"])
    if row["source"] and not row["source_id"]:
        row["source_id"] = "id of " + row["source"]
    first = (row["quantities"] or [None])[0]
    if first and row["value"] is None:
        row |= {"value": first["value"], "value_high": first["high"], "bound": first["bound"], "unit": first["unit"]}
    return row


def quantities(text):
    """Return the figures of a plain test sentence: digits or words to twelve, with bound and counted noun."""
    return [found for match in _FIGURE.finditer(text) if (found := _quantity(match, text))]


def _quantity(match, text):
    if text[match.end("value") :].startswith(("-year-old", " a.m", " p.m", "-hour")):
        return None
    bound = _BOUNDS.get((match["bound"] or "").lower(), "exact")
    end = match.end("high") if match["high"] else match.end("value")
    unit = _unit(match)
    return {
        "value": float(_NUMBERS.get(match["value"].lower(), 0) or match["value"].replace(",", "")),
        "high": float(match["high"].replace(",", "")) if match["high"] and bound == "range" else None,
        "bound": bound,
        "unit": unit,
        "start": match.start(),
        "end": end,
    }


def _unit(match):
    if match["unit"]:
        unit = match["unit"].lower().replace("degrees", "degree")
        return "percent" if unit in ("%", "per cent") else unit.removesuffix("s")
    words = [word for word in (match["noun"], (match["second"] or "").strip()) if word]
    if words and words[0].lower() not in _ADJECTIVES:
        words = words[:1]
    if not words or any(_VERBS.match(word) for word in words):
        return None
    noun = words[-1].lower()
    return " ".join([*(word.lower() for word in words[:-1]), _SINGULAR.get(noun, noun.removesuffix("s"))])


def claims(*rows):
    """Return the table CLAIMS."""
    return tables.CLAIMS.frame(rows)


def pair(first, second):
    """Return two claims side by side, given as sentences or rows."""
    a, b = (Side(claim(given) if isinstance(given, str) else given) for given in (first, second))
    return Pair(a, b)
