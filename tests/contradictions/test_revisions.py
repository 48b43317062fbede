"""Figures that change, corrections, and what is neither: claims in their articles, over clusters."""

import pytest
from clash_builders import claim, claims

from provenance import tables
from provenance.config import Contradictions
from provenance.contradictions import find_contradictions

MONDAY, WEDNESDAY = "2024-03-04", "2024-03-06"


def verdicts(*articles, **columns):
    """Return (verdict, a_value, b_value) of every pair; an article is (text, date, [(claim, source or null), …])."""
    texts, rows = [], []
    for number, (text, published, said) in enumerate(articles):
        key = f"article {number}"
        texts.append({"article_id": key, "text": text})
        for place, (exact, source) in enumerate(said):
            start = text.index(exact)
            row = claim(exact, article_id=key, outlet=f"Outlet {number}", published_at=published, source=source)
            quantities = [
                {**one, "start": one["start"] + start, "end": one["end"] + start} for one in row["quantities"] or []
            ]
            row |= {"start": start, "end": start + len(exact), "quantities": quantities, "anonymous": False}
            rows.append(row | {"cluster_id": f"{number} {place}", "claim_id": f"{number} {place}", **columns})
    found = find_contradictions(
        tables.ARTICLES.frame(texts),
        claims(*rows),
        tables.NEAR.empty(),
        config=Contradictions(model="none", min_confidence=0),
    )
    return sorted(found.select("verdict", "a_value", "b_value").rows())


FIRST = "At least 12 people were killed when fire broke out on the ferry Aurora off Port Lind, said Ilka Brandt."
LATER = "The death toll from the fire aboard the ferry Aurora off Port Lind has risen to 19 by now, Ilka Brandt said."


def test_a_risen_toll_is_an_update_of_a_claim_in_another_cluster():
    found = verdicts(
        (FIRST, MONDAY, [("At least 12 people were killed", None)]),
        (LATER, WEDNESDAY, [(LATER.partition(", Ilka")[0], None)]),
    )
    assert [verdict for verdict, *_ in found] == ["update"]


@pytest.mark.parametrize(
    "other",
    [
        "The ferry Aurora was carrying 310 passengers near Port Lind",
        "Divers found 7 more bodies in Port Lind",
        "The ferry Aurora burned for 9 hours off Port Lind",
    ],
)
def test_a_risen_toll_is_no_update_of_another_figure(other):
    found = verdicts(
        (f"{other}, Ilka Brandt said.", MONDAY, [(other, None)]),
        (LATER, WEDNESDAY, [(LATER.partition(", Ilka")[0], None)]),
    )
    assert found == []


def test_a_toll_of_another_place_is_no_update():
    elsewhere = "At least 12 people were killed when a mine collapsed in Orrin, said Piet Osman."
    found = verdicts(
        (elsewhere, MONDAY, [("At least 12 people were killed", None)]),
        (LATER, WEDNESDAY, [(LATER.partition(", Ilka")[0], None)]),
    )
    assert found == []


def test_what_an_article_recalls_comes_before_what_it_says():
    text = "In all 3 wells are polluted, Ilka Brandt said. Her office had earlier spoken of 2 wells."
    found = verdicts((text, MONDAY, [("In all 3 wells are polluted", "Brandt"), (text.partition("said. ")[2], None)]))
    assert found == [("update", "2", "3")]


BATTLE = "The ministry said 31 rebels were killed in the battle of Hadra on Sunday."
CORRECTED = (
    "The ministry corrected its account of Hadra: 13 rebels were killed in the battle of Hadra on Sunday, not 31."
)
RIVAL = "The rebels said 4 rebels were killed in the battle of Hadra on Sunday."


def test_a_correction_in_the_sentence_around_the_claim():
    found = verdicts(
        (BATTLE, MONDAY, [("31 rebels were killed in the battle of Hadra on Sunday", "the spokesman")]),
        (CORRECTED, WEDNESDAY, [("13 rebels were killed in the battle of Hadra on Sunday", "the ministry")]),
        cluster_id="one",
    )
    assert found == [("correction", "31", "13")]


def test_what_one_corrects_is_no_update_of_what_another_said():
    found = verdicts(
        (RIVAL, MONDAY, [("4 rebels were killed in the battle of Hadra on Sunday", "the rebels")]),
        (CORRECTED, WEDNESDAY, [("13 rebels were killed in the battle of Hadra on Sunday", "the ministry")]),
        cluster_id="one",
    )
    assert found == [("source_dispute", "4", "13")]


def test_two_sources_at_odds_in_one_article_are_a_dispute():
    text = f"{BATTLE} {RIVAL}"
    found = verdicts(
        (
            text,
            MONDAY,
            [
                ("31 rebels were killed in the battle of Hadra on Sunday", "the ministry"),
                ("4 rebels were killed in the battle of Hadra on Sunday", "the rebels"),
            ],
        ),
        cluster_id="one",
    )
    assert [verdict for verdict, *_ in found] == ["source_dispute"]


def test_two_distances_in_two_units_contradict_each_other():
    near, far = (f"The mill of Sarn Works stands {much} from the wells." for much in ("800 metres", "3 kilometres"))
    found = verdicts((near, MONDAY, [(near, None)]), (far, WEDNESDAY, [(far, None)]), cluster_id="one")
    assert [verdict for verdict, *_ in found] == ["contradiction"]
