"""Two figures for one thing.

Figures are compared when they count the same people or things that the same befell (dead with killed and fatalities,
never with wounded), or measure the same in whatever unit. "At least 12" and 19 can both be right, so can 1,200 and
1,187, "about 500" and 530, 40 °C and 104 °F: such pairs are no clash. A part ("including three children") is not held
against the whole, a week not against a day, the killed not against all casualties: these are other scopes. A count
that grows is marked, so that time can make it an update.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from provenance.contradictions.figures import both_possible, measured_alike
from provenance.contradictions.lexicon import growing, outcomes
from provenance.contradictions.phrases import MONTH, PAPER
from provenance.contradictions.rule import Clash, Rule
from provenance.contradictions.scopes import scope_apart
from provenance.contradictions.tallies import add_up, told_by_both
from provenance.contradictions.words import stem

if TYPE_CHECKING:
    from provenance.contradictions.figures import Figure
    from provenance.contradictions.pairs import Pair
    from provenance.contradictions.sides import Side

_GROWS = re.compile(
    r"\b(?:toll|(?:has|have) now|(?:doubled|tripled|quadrupled)\b.* to"
    r"|has (?:risen|passed|reached|climbed|grown)|(?:rose|risen|climbed|climbs|grew|jumps|jumped|increased) to"
    r"|so far"
    r"|now (?:at|stands)|stood at|provisional|preliminary|final|interim|partial|counted|updated|\d ?[ap]\.?m\b)",
    re.IGNORECASE,
)
# how far it was by then: what is told later takes the place of it
_INTERIM = re.compile(
    r"\b(?:by (?:late |early )?(?:\w+day )?(?:night|evening|nightfall|noon|midday|morning|dawn|midnight)"
    r"|at (?:noon|midday|midnight|half[- ]time|the (?:interval|break))|(?:votes|ballots) counted|so far)\b",
    re.IGNORECASE,
)
# how a share is counted: "arrived within ten minutes of schedule"
_WITHIN = re.compile(r"\bwithin (?:an? |\w+ )(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_SCOPE = re.compile(
    r"\b(?:among|aged|under|over) (?:people |those |the )?(?:under |over |aged )?"
    r"(?P<age>\d+|women|men|children|young)\b",
    re.IGNORECASE,
)
# how far it has come: "leads with 61", "71 short of a majority"
_STANDING = re.compile(r"\b(?:leads?|trails?|is ahead|is behind|needs?|short of|to go)\b", re.IGNORECASE)
_SURVEY = re.compile(
    r"\b(?:poll(?:s|ed|ing|sters?)?|surveys?|surveyed|voters|respondents|approval rating|percentage points?"
    r"|head-to-head|two-way race)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|demand(?:s|ed|ing)?|seeks?|sought|seeking|want(?:s|ed)?|offer(?:s|ed)?|bids?|propos(?:es?|ed)"
    r"|request(?:s|ed)?|hop(?:es?|ed|ing) (?:for|to)|claim(?:s|ed)? (?:damages|compensation))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?<!\bfrom )(?<!\bsince )(?<!\d )\b(?P<month>{MONTH})\b(?! \d)")
# what rises and falls within a day, so that two figures of it are of two moments
_MARKET = re.compile(r"\b(?:Dow|Nasdaq|S&P|FTSE|DAX|Nikkei|Hang Seng)\b")
_KILLER = r"(?:gunm[ae]n|shooters?|attackers?|assailants?|bombers?|perpetrators?|hijackers?)"
# whoever did it and died as well, whom one count has and another not: "19 dead, including the gunman"
_DID_IT = re.compile(
    rf"\bincluding (?:the|its|an?|one) (?:\w+ )?{_KILLER}\b"
    rf"|\b{_KILLER}(?: was| were| also| later| himself| herself)* (?:died|dead|(?<=was )killed)\b"
    r"|\b(?:took|taking|ending|ended) (?:his|her|their) own li(?:fe|ves)\b"
    r"|\bkill(?:ed|ing) (?:him|her|them)sel(?:f|ves)\b",
    re.IGNORECASE,
)
ALL_APART = 3  # figures of different nouns, all at odds, from which two claims are not of one count
LEAST_SHARED = 3  # meaning words in common, from which two shares are of one thing, where no name says so
LEAST_OF_PARTS = 0.1  # likelihood of one matter from which two figures of different extent are listed
OTHER_TIMES = "they speak of different times"
TIMES = 100  # by which two counts differ at most, where they are of one thing
_UNSAID = {None, "displaced", "infected", "attending", "aboard"}  # what one of two claims may leave unsaid of a count
_WIDER = {("dead", "casualty"), ("wounded", "casualty")}


def find(pair: Pair) -> Clash | None:
    """Return the clearest clash of two figures, or null."""
    if pair.a.denied or pair.b.denied:
        return None
    if add_up(pair) and not (pair.a.revises or pair.b.revises):
        return None
    if not _same_matter(pair):
        return _of_parts(pair)
    couples = [(a, b) for a, b in product(pair.a.figures, pair.b.figures) if _comparable(a, b, pair)]
    if any(_agree(a, b) and not _grown_bound(a, b, pair) for a, b in couples):
        return None
    if any(_with_the_killer(a, b, pair) for a, b in couples):
        return None
    if len(couples) >= ALL_APART and len({a.noun for a, _ in couples}) == len(couples):
        return None  # two lists of which nothing agrees are of two things
    found = [clash for a, b in couples if (clash := _compare(a, b, pair)) and (clash.scope or not _is_loose(a, pair))]
    return max(found, key=lambda clash: (clash.scope is None, clash.confidence), default=None) or _of_parts(pair)


def _of_parts(pair: Pair) -> Clash | None:
    """Return two figures of one kind that are of different extent by the words of the claims, and no clash for that.

    They are of one dimension, count other nouns or befell others ("1,240 in hospital", "86,000 cases"), and are listed
    so that nobody takes the one for the other.
    """
    alike = pair.same_cluster or (pair.likely or 0.0) >= LEAST_OF_PARTS
    if pair.same_article or not pair.firm or not alike:
        return None
    scope = scope_apart(pair, counted=True)
    couples = [
        (a, b)
        for a, b in product(pair.a.figures, pair.b.figures)
        if a.quantity == b.quantity and a.value != b.value and not (a.part or b.part)
    ]
    if scope is None or not couples:
        return None
    a, b = couples[0]
    return Clash("figure", _value(a, b), _value(b, a), "", scope=scope, confidence=0.6)


def _same_matter(pair: Pair) -> bool:
    if pair.same_article and pair.likeness < 0.4:
        return False
    if pair.a.names and pair.b.names and not pair.names:
        return False
    if pair.same_cluster:
        return len(pair.names) > 0 or (pair.overlap >= 0.25 and bool(_topic(pair)))
    if pair.overlap >= 0.5 and len(pair.names) > 0 and len(pair.shared) >= 3:
        return True
    if pair.same_article:
        return False
    around = len(pair.around_names) > 0 and pair.around_overlap >= 0.3
    return around or (pair.one_matter and pair.overlap >= 0.3 and bool(_topic(pair)))


def _topic(pair: Pair) -> frozenset[str]:
    """Return the shared words but for what befell people: all disasters share "killed"."""
    return pair.shared - _befell() - {"person"}


@cache
def _befell() -> frozenset[str]:
    return frozenset(stem(word) for word in outcomes())


def _comparable(a: Figure, b: Figure, pair: Pair) -> bool:
    if a.part or b.part or (a.value != b.value and (told_by_both(a, pair) or told_by_both(b, pair))):
        return False
    own = pair.same_article and pair.a.holder == pair.b.holder and not (pair.a.corrects or pair.b.corrects)
    if (own or _of_surveys(a, pair)) and not a.measure:
        return False  # a survey's answers, a firm's sums: whoever gives two such figures gives them of two things
    if a.quantity or b.quantity:
        of_one = a.of is not None and a.of == b.of and pair.around_overlap >= 0.4
        alike = a.quantity == b.quantity and (pair.overlap >= 0.4 or of_one)
        if all(_MARKET.search(side.plain) for side in (pair.a, pair.b)):
            return False
        if a.quantity == "percent" and _of_two_months(pair):
            return False
        return alike and ((a.quantity == "percent" and not pair.same_article) or _done_alike(a, b, pair))
    if a.measure and b.measure:
        if max(a.value, b.value) > TIMES * min(a.value, b.value):
            return False  # all that there were, and those of a day
        return (a.measure == b.measure and _nouns_meet(a, b, pair)) or _wider(a, b)
    if a.noun != b.noun or pair.overlap < 0.4 or (a.generic and not (pair.same_cluster and pair.overlap >= 0.5)):
        return False
    corrected = pair.a.corrects or pair.b.corrects
    if a.measure != b.measure and (corrected or {a.measure, b.measure} <= _UNSAID):
        return True
    return _done_alike(a, b, pair) and max(a.value, b.value) <= 20 * min(a.value, b.value)


def _of_two_months(pair: Pair) -> bool:
    """Return whether two shares are of two months: "rose 0.6 percent in May", "rose 0.9 percent in June"."""
    months = [_months(side) for side in (pair.a, pair.b)]
    return all(months) and not months[0] & months[1]


def _is_loose(a: Figure, pair: Pair) -> bool:
    """Return whether nothing says that two shares, told in two articles, are of one thing: prices and energy prices."""
    named = pair.same_article or pair.names or pair.around_names or len(pair.shared) >= LEAST_SHARED
    return a.quantity == "percent" and not named


def _months(side: Side) -> frozenset[str]:
    """Return the months that a claim names, but for those since when or from when something is."""
    return frozenset(found["month"].casefold() for found in _MONTH.finditer(side.plain))


def _of_surveys(a: Figure, pair: Pair) -> bool:
    """Return whether two shares of one article are nobody's but a survey's: of two questions, or of two rivals."""
    return a.quantity == "percent" and pair.same_article and all(_is_survey(side) for side in (pair.a, pair.b))


def _is_survey(side: Side) -> bool:
    paper = side.row["source_kind"] == "news_media" or PAPER.search(side.called or "")
    return side.holder is None or bool(paper)


def _done_alike(a: Figure, b: Figure, pair: Pair) -> bool:
    """Return whether what stands before both figures is in both claims: "jailed for five" and "jailed for seven"."""
    asked = {_ASKED.search(side.plain) is not None for side in (pair.a, pair.b)}
    if a.money and len(asked) > 1:
        return False  # what is asked for is not what is paid
    alone = all(_rivals(figure, side) == 1 for figure, side in ((a, pair.a), (b, pair.b)))
    measured = (a.money and b.money) or all(_lasting(figure, side) for figure, side in ((a, pair.a), (b, pair.b)))
    if alone and measured and pair.overlap >= 0.5 and pair.one_matter and (pair.names or pair.around_names):
        return True
    return all(figure.before is None or figure.before in pair.shared for figure in (a, b))


def _lasting(figure: Figure, side: Side) -> bool:
    """Return whether a figure says how long the matter itself lasts: "a 30-day truce", "will last 10 days"."""
    printed = re.escape(figure.printed)
    unit = r"(?:minute|hour|day|week)"
    pattern = rf"\b(?:last(?:s|ed)? (?:for )?{printed}\b|{printed}-{unit}\b|of {printed} {unit}s?\b)"
    return figure.quantity == "duration" and re.search(pattern, side.plain, re.IGNORECASE) is not None


def _nouns_meet(a: Figure, b: Figure, pair: Pair) -> bool:
    """Return whether both count the same kind; several counts of one measure in a claim are parts, met by name only."""
    several = any(_rivals(figure, side) > 1 for figure, side in ((a, pair.a), (b, pair.b)))
    return a.noun == b.noun or (not several and (a.generic or b.generic))


def _rivals(figure: Figure, side: Side) -> int:
    alike = (other for other in side.figures if not other.part and other.measure == figure.measure)
    return sum(figure.measure is not None or other.noun == figure.noun for other in alike)


def _wider(a: Figure, b: Figure) -> bool:
    return (a.measure, b.measure) in _WIDER or (b.measure, a.measure) in _WIDER


def _agree(a: Figure, b: Figure) -> bool:
    if a.measure != b.measure and _wider(a, b):
        return False
    if a.value == b.value and "exact" in (a.bound, b.bound) and a.quantity == b.quantity:
        return True  # "90 percent", "more than 90 percent": the one told less closely
    converted = a.quantity not in (None, "percent") and a.words != b.words
    return both_possible(a, b) or (converted and measured_alike(a, b))


def _with_the_killer(a: Figure, b: Figure, pair: Pair) -> bool:
    """Return whether two counts of dead differ by one, and one of the claims tells of whoever killed them as dead."""
    dead = "dead" in (a.measure, b.measure) and {a.measure, b.measure} <= {"dead", None}
    return dead and abs(a.value - b.value) == 1 and any(_DID_IT.search(side.plain) for side in (pair.a, pair.b))


def _grown_bound(a: Figure, b: Figure, pair: Pair) -> bool:
    """Return whether "at least 12" was followed, later, by 19: both right, and yet an update."""
    later = pair.hours is not None and pair.hours > 0
    return later and a.bound in ("at_least", "more_than") and b.value > a.value and a.measure in growing()


def _compare(a: Figure, b: Figure, pair: Pair) -> Clash | None:
    bound_only = _agree(a, b)
    scope = _scope(a, b, pair)
    said = bool(_GROWS.search(pair.a.text) or _GROWS.search(pair.b.text))
    grows = said or a.measure in growing()
    state = a.measure in ("missing", "trapped") or (a.quantity == "percent" and bool(_INTERIM.search(pair.a.sentence)))
    state = state or all(_STANDING.search(side.plain) for side in (pair.a, pair.b))
    if pair.other_times and scope is None and not said and not state:
        if pair.same_cluster:
            scope = OTHER_TIMES
        elif not (grows and pair.one_matter and b.value > a.value):
            return None
    return Clash(
        type="figure",
        a_value=_value(a, b),
        b_value=_value(b, a),
        matter=a.measure or b.measure or (a.unit if a.unit == b.unit and a.unit not in a.printed else ""),
        kind="state" if state else "toll" if grows else "event",
        scope=None if bound_only else scope,
        grown=b.value > a.value,
        update_only=bound_only,
        confidence=0.9 if a.noun == b.noun else 0.8,
    )


def _value(figure: Figure, other: Figure) -> str:
    """Return the figure as printed, with its unit where the other one is in another: "800 metres"."""
    if not figure.quantity or figure.unit == other.unit or figure.unit in figure.printed:
        return figure.printed
    single = figure.printed.casefold() in ("1", "one", "a") or len(figure.unit) <= 3 or figure.unit[-1] in "st"
    return f"{figure.printed} {figure.unit}{'' if single else 's'}"


def _scope(a: Figure, b: Figure, pair: Pair) -> str | None:
    if a.quantity == b.quantity == "percent" and _of_two_surveys(pair):
        return "two surveys"
    if a.measure != b.measure and _wider(a, b):
        return f"{a.measure} against {b.measure}" if a.measure and b.measure else None
    if a.quantity == b.quantity == "percent" and a.of and b.of and a.of != b.of:
        return f"of {a.of} against of {b.of}"
    if a.whose and b.whose and a.whose != b.whose:
        return f"{a.whose} against {b.whose}"
    if a.quantity == b.quantity == "percent":
        counted = [_WITHIN.search(side.sentence) for side in (pair.a, pair.b)]
        if all(counted) and len({found.group().lower() for found in counted if found}) > 1:
            return " against ".join(found.group().lower() for found in counted if found)
    if a.period and b.period and a.period != b.period:
        return f"over {a.period} against over {b.period}"
    mine, other = _SCOPE.search(pair.a.text), _SCOPE.search(pair.b.text)
    if bool(mine) != bool(other):
        found = mine or other
        return f'one of them only "{found.group()}"' if found else None
    if a.generic != b.generic and a.measure:
        whole, part = (a, b) if a.generic else (b, a)
        return f"all people against {part.noun} only" if part.value < whole.value else None
    return _other_place(pair)


def _of_two_surveys(pair: Pair) -> bool:
    """Return whether one or both tell how people answered, and nothing says that it was in one survey."""
    asked = any(_SURVEY.search(f"{side.source or ''} {side.sentence}") for side in (pair.a, pair.b))
    return asked and pair.a.row["origin_id"] != pair.b.row["origin_id"]


def _other_place(pair: Pair) -> str | None:
    a, b = pair.a.row["place"], pair.b.row["place"]
    if not a or not b or a.casefold() in pair.b.text.casefold() or b.casefold() in pair.a.text.casefold():
        return None
    apart = not {word for word in a.casefold().split() if len(word) > 3} & set(b.casefold().split())
    return f"{a} against {b}" if apart else None


RULE = Rule(
    "figure",
    find,
    fires=(
        (
            "Twelve miners were killed in the collapse at Orrin on Monday.",
            "The collapse at Orrin on Monday killed 19 miners.",
        ),
        ("The blast in Tolm killed 12 people on Friday.", "There were nine fatalities in the blast in Tolm on Friday."),
        ("The bridge at Halm is 300 metres long.", "The bridge at Halm is 500 metres long."),
        ("A lone gunman attacked the Brenn market on Sunday.", "Three attackers attacked the Brenn market on Sunday."),
        (
            "Police shot at the gunman who killed eight people at the Tolm depot on Friday.",
            "The gunman killed nine people at the Tolm depot on Friday.",
        ),
        ("The court jailed Ana Petrik for five years.", "The court jailed Ana Petrik for seven years."),
        ("The truce agreed in Halm will last 10 days.", "A truce of 30 days was agreed in Halm."),
        (
            "Four in five drivers of Varan Rail joined the strike.",
            "The strike was joined by 35 percent of Varan Rail drivers.",
        ),
    ),
    silent=(
        (
            "At least 12 people were killed in the blast in Tolm on Friday.",
            "The blast in Tolm on Friday killed 19 people.",
        ),
        ("The blast in Tolm killed 12 people.", "The blast in Tolm wounded 30 people."),
        (
            "Consumer prices in Varan rose 6 percent in May.",
            "Consumer prices in Varan rose 9 percent in June from May.",
        ),
        ("The Dow rose 2 percent in Varan.", "The Dow rose 7 percent in Varan."),
        ("The Varan vaccine is 90 percent effective.", "The Varan vaccine is more than 90 percent effective."),
        ("The virus killed 3,865 people in Varan.", "More than 417,000 people were killed by the virus in Varan."),
        ("Fewer than 6,200 people attended the Varan rally.", "More than 100,000 people watched the Varan rally."),
        (
            "The gunman who killed eight people at the Tolm depot on Friday took his own life.",
            "The shooting at the Tolm depot on Friday left nine people dead.",
        ),
        ("About 500 people fled Orrin on Monday.", "On Monday 530 people fled Orrin."),
        ("A third of Orrin's voters stayed at home.", "In Orrin 34 percent of voters stayed at home."),
        ("The flood at Halm displaced 1,200 people.", "The flood at Halm displaced 1,187 people."),
        ("The rebels advanced 10 kilometres towards Halm.", "The rebels advanced six miles towards Halm."),
        ("The blast in Tolm killed 12 people, including three children.", "The blast in Tolm killed 12 people."),
        (
            "Varan paid the pirates 200 euros for the crew.",
            "The pirates had asked Varan for 900 euros.",
        ),
        (
            "The crash at Halm left 44 people injured.",
            "Of those injured in the crash at Halm 12 people were in hospital and 32 people were at home.",
        ),
        ("In Halm 25 percent of adults were vaccinated.", "In Halm 75 percent of adults were unvaccinated."),
        ("The Varan works has 16 furnaces, 13 of steel.", "The Varan works has 13 steel furnaces and 16 in all."),
        ("The bid for Varan Air was $1,204,400.", "The bid for Varan Air was lower than $2 million."),
        ("The blast in Tolm killed 12 people and wounded 30.", "The blast in Tolm wounded 30 people and left 12 dead."),
    ),
)
