"""Pairs of claims by verdict: what an analyst would say of each; none is printed where both can be right."""

import pytest
from clash_builders import claim, claims

from provenance import tables
from provenance.config import Contradictions
from provenance.contradictions import find_contradictions

MORNING, NOON, EVENING = "2024-03-04T08:00", "2024-03-04T12:00", "2024-03-04T21:00"
TUESDAY, WEEK_LATER = "2024-03-05T09:00", "2024-03-11T09:00"


def verdict(first, second):
    """Return the verdict on two claims given as (sentence, published, source), null where none is printed."""
    rows = []
    for number, given in enumerate((first, second)):
        text, published, source = (*given, None, None)[:3]
        name = f"Outlet {number}"
        rows.append(claim(text, published_at=published, source=source, outlet=name, article_id=name, anonymous=False))
    found = find_contradictions(
        tables.ARTICLES.empty(),
        claims(*rows),
        tables.NEAR.empty(),
        config=Contradictions(model="none", min_confidence=0),
    )
    return found["verdict"][0] if found.height else None


CONTRADICTION = [
    (
        ("The collapse of the Orrin mine killed 12 miners on Monday.", MORNING),
        ("The collapse of the Orrin mine killed 19 miners on Monday.", "2024-03-04T09:00"),
    ),
    (
        ("Nine people died in the ferry fire off Halm.", EVENING, "the coast guard"),
        ("Fourteen.. There were 14 fatalities in the ferry fire off Halm.", "2024-03-04T21:30", "the coast guard"),
    ),
    (("The court jailed Ana Petrik for five years.", MORNING), ("The court jailed Ana Petrik for seven years.", NOON)),
    (
        ("Parliament ratified the water treaty on Monday.", MORNING),
        ("Lawmakers voted down the water treaty on Monday.", NOON),
    ),
    (
        ("President Ilka Brandt died in Tolm on Sunday.", MORNING),
        ("President Ilka Brandt died in Tolm on Saturday.", MORNING),
    ),
    (
        ("The convoy reached the town of Hadra on Monday.", NOON),
        ("The convoy did not reach the town of Hadra on Monday.", NOON),
    ),
    (
        ("Inspectors found chlorine in the Varan reservoir on Monday.", NOON),
        ("Inspectors found no chlorine in the Varan reservoir on Monday.", NOON),
    ),
    (
        ("Orrin United defeated Halm Rovers on Sunday.", MORNING),
        ("Halm Rovers defeated Orrin United on Sunday.", MORNING),
    ),
    (
        ("Ilka Brandt won the mayoral election in Tolm.", MORNING),
        ("Piet Osman won the mayoral election in Tolm.", MORNING),
    ),
    (("The new bridge at Halm is 300 metres long.", MORNING), ("The new bridge at Halm is 500 metres long.", NOON)),
    (("Exports from Varan rose in April.", MORNING), ("Exports from Varan fell in April.", MORNING)),
    (
        ("A jury found Piet Osman guilty of fraud on Monday.", NOON),
        ("A jury acquitted Piet Osman of fraud on Monday.", NOON),
    ),
    (
        ("The strike in Orrin on Monday destroyed 40 lorries.", NOON),
        ("Four.. The strike in Orrin on Monday destroyed four lorries.", NOON),
    ),
    (
        ("The blast in Orrin on Monday killed nine soldiers in all.", NOON),
        ("The blast in Orrin on Monday killed 14 soldiers.", NOON),
    ),
    (
        ("Thieves fled across the Halm bridge with 12 paintings on Monday.", NOON),
        ("Thieves fled over the Halm bridge with 20 paintings on Monday.", NOON),
    ),
    (
        ("Piet Osman will be the next mayor of Tolm after beating Ilka Brandt on Sunday.", NOON),
        ("Ilka Brandt won the mayoral runoff in Tolm on Sunday.", NOON),
    ),
    (
        ("Net profit at Varan Steel rose 12 percent in June.", NOON, "its results statement"),
        ("Net profit at Varan Steel had fallen 12 percent in June.", NOON, "Varan Steel"),
    ),
]
UPDATE = [
    (
        ("The blast in Tolm killed 40 people on Monday.", MORNING),
        ("The ministry revised its toll: the blast in Tolm killed 31 people on Monday.", TUESDAY),
    ),
    (
        ("Shares in Varan Steel were down 7 percent at midday on Monday.", NOON),
        ("Shares in Varan Steel closed down 1 percent on Monday.", EVENING),
    ),
    (
        ("Thirty.. 32 people were missing in Hochlund on Sunday.", MORNING, "the mountain rescue"),
        ("Only five people were missing in Hochlund on Monday.", TUESDAY, "the mayor"),
    ),
    (
        ("The flood in Orrin has killed 12 people.", MORNING),
        ("The death toll from the flood in Orrin has risen to 19.", EVENING),
    ),
    (("Twelve people died in the Halm quake.", MORNING), ("The Halm quake killed 40 people.", TUESDAY)),
    (
        ("At least 12 people were killed in the blast in Tolm.", MORNING),
        ("The blast in Tolm killed 19 people.", TUESDAY),
    ),
    (
        ("The fire has displaced 200 families in Varan.", MORNING),
        ("The fire has displaced 900 families in Varan.", TUESDAY),
    ),
    (("The Halm crossing is closed to lorries.", MORNING), ("The Halm crossing is open to lorries again.", WEEK_LATER)),
    (
        ("Six crew of the ferry Halmstar are missing.", MORNING),
        ("Two crew of the ferry Halmstar are missing.", TUESDAY),
    ),
    (("Police have not arrested the Brenn robber.", MORNING), ("Police have arrested the Brenn robber.", WEEK_LATER)),
]
DISPUTE = [
    (
        ("Government troops have retaken the town of Sarim.", NOON, "the ministry"),
        ("Fighters of the Front hold every street of Sarim.", EVENING, "the Front"),
    ),
    (
        ("The blast in Tolm killed 12 people on Monday.", MORNING, "the police"),
        ("The blast in Tolm killed 30 people on Monday.", "2024-03-04T09:00", "the hospital"),
    ),
    (
        ("The army shelled the grain market in Orrin.", MORNING, "residents"),
        ("The army denied shelling the grain market in Orrin.", NOON, "the army"),
    ),
    (
        ("The guards let the aid convoy through the Hadra crossing.", MORNING, "the army"),
        ("The aid convoy was turned back at the Hadra crossing.", MORNING, "the aid group"),
    ),
    (
        ("Rebels captured the radio mast at Sarim on Monday.", NOON, "a rebel commander"),
        ("Troops repelled the rebels from the radio mast at Sarim on Monday.", NOON, "the general staff"),
    ),
    (
        ("Kesh cut gas deliveries to Varan on Sunday.", MORNING, "Varan"),
        ("Kesh denied cutting gas deliveries to Varan.", NOON, "Kesh"),
    ),
]
CORRECTION = [
    (
        ("The blast in Tolm killed 19 people.", MORNING),
        ("The blast in Tolm killed 12 people, not 19 as earlier reported.", NOON),
    ),
]
SCOPE = [
    (
        ("Turnout in Sunday's vote was 52 percent in the city of Kelmar.", NOON),
        ("Turnout in Sunday's vote was 38 percent in Kelmar province.", NOON),
    ),
    (
        ("A court in Tolm on Monday cleared Piet Osman of paying bribes for the stadium contract.", NOON),
        ("A court in Tolm on Monday convicted Piet Osman of paying bribes for the harbour contract.", NOON),
    ),
    (
        ("No aid lorries passed the northern gate of Tolm on Monday.", NOON),
        ("Twelve aid lorries passed the southern gate of Tolm on Monday.", NOON),
    ),
    (
        ("Every primary school in Halm was closed on Monday.", NOON),
        ("Every secondary school in Halm was open on Monday.", NOON),
    ),
    (
        ("Operating profit at Varan Air rose 8 percent.", NOON),
        ("Net profit at Varan Air rose 12 percent.", NOON),
    ),
    (("The blast in Tolm killed 12 people.", MORNING), ("The blast in Tolm caused 40 casualties.", MORNING)),
    (
        ("The drones destroyed 30 lorries near Sarim this week.", NOON),
        ("The drones destroyed four lorries near Sarim on Monday.", NOON),
    ),
    (
        ("Unemployment among women in Varan rose to 19 percent.", NOON),
        ("Unemployment in Varan rose to 8 percent.", NOON),
    ),
    (("The blast in Tolm killed 12 people.", MORNING), ("The blast in Tolm killed five soldiers.", MORNING)),
    (
        ("Ilka Brandt leads Piet Osman by 49 percent in a poll of voters in Varan.", MORNING),
        ("Ilka Brandt leads Piet Osman by 43 percent in a new poll of voters in Varan.", NOON),
    ),
]
NOTHING = [
    (
        ("At least 12 people were killed in the blast in Tolm.", MORNING),
        ("The blast in Tolm killed 19 people.", MORNING),
    ),
    (("The flood at Halm displaced 1,200 people.", MORNING), ("The flood at Halm displaced 1,187 people.", MORNING)),
    (("About 500 people fled Orrin on Monday.", MORNING), ("On Monday 530 people fled Orrin.", MORNING)),
    (
        ("The rebels advanced 10 kilometres towards Halm.", MORNING),
        ("The rebels advanced six miles towards Halm.", MORNING),
    ),
    (
        ("The lake in Orrin reached 20 degrees Celsius.", MORNING),
        ("The lake in Orrin reached 68 degrees Fahrenheit.", MORNING),
    ),
    (("The blast in Tolm killed 12 people.", MORNING), ("The blast in Tolm wounded 30 people.", MORNING)),
    (
        ("The blast in Tolm killed 12 people, including three children.", MORNING),
        ("The blast in Tolm killed 12 people.", NOON),
    ),
    (
        ("Between 10 and 15 people died in the blast in Tolm.", MORNING),
        ("The blast in Tolm killed 12 people.", MORNING),
    ),
    (
        ("Shells hit the market in Orrin on Monday.", MORNING),
        ("Shells hit the market in Orrin on Wednesday.", WEEK_LATER),
    ),
    (("The blast in Tolm killed 12 people.", MORNING), ("The avalanche in Halm killed three skiers.", MORNING)),
    (
        ("The army denied using cluster shells in Orrin.", MORNING),
        ("The army shelled the grain market in Orrin.", MORNING),
    ),
    (
        ("The army denied shelling the market in Orrin.", MORNING),
        ("The ministry denied shelling the market in Orrin.", MORNING),
    ),
    (
        ("The airline cancelled three flights to Mersa.", MORNING),
        ("The airline operated two flights to Mersa.", MORNING),
    ),
    (("Varan accused Kesh of lying.", MORNING), ("Kesh accused Varan of lying.", MORNING)),
    (
        ("The helicopter crashed near the village of Halm.", MORNING),
        ("The helicopter crashed in the district of Varan.", MORNING),
    ),
    (
        ("Parliament approved the water bill on Friday.", MORNING),
        ("Parliament rejected the school bill on Tuesday.", MORNING),
    ),
    (("A 43-year-old teacher was shot in Tolm.", MORNING), ("A 19-year-old student was shot in Tolm.", MORNING)),
    (
        ("Dozens of people were hurt in the crush at Brenn.", MORNING),
        ("The crush at Brenn left 31 people hurt.", MORNING),
    ),
]
CASES = [
    (expected, *case)
    for expected, cases in (
        ("contradiction", CONTRADICTION),
        ("update", UPDATE),
        ("source_dispute", DISPUTE),
        ("correction", CORRECTION),
        ("different_scope", SCOPE),
        (None, NOTHING),
    )
    for case in cases
]


@pytest.mark.parametrize(("expected", "first", "second"), CASES, ids=lambda value: str(value)[:50])
def test_verdict(expected, first, second):
    assert verdict(first, second) == expected


@pytest.mark.parametrize("given", [given for case in CASES for given in case[1:]], ids=lambda given: given[0][:50])
def test_no_verdict_on_a_claim_and_itself(given):
    assert verdict(given, given) is None


def test_who_corrects_another_in_one_article_has_published_no_correction():
    rows = [
        claim("Mexico will pay for the wall.", source="the senator", sentence_no=1, start=0, article_id="a"),
        claim(
            "The aide said Mexico will not pay for the wall, as he corrected.",
            source="the aide",
            sentence_no=2,
            start=99,
            article_id="a",
        ),
    ]
    config = Contradictions(model="none", min_confidence=0)
    found = find_contradictions(tables.ARTICLES.empty(), claims(*rows), tables.NEAR.empty(), config=config)
    assert found["verdict"].to_list() == ["source_dispute"]


HEDGED = [
    {"modality": "possible"},
    {"modality": "planned"},
    {"modality": "conditional"},
    {"modality": "predicted"},
    {"stance": "hedged"},
]


@pytest.mark.parametrize("given", HEDGED, ids=str)
def test_what_is_not_put_forward_as_a_fact_is_unclear_at_most(given):
    rows = (
        claim("The blast in Tolm killed 12 people.", published_at=MORNING, article_id="a", **given),
        claim("The blast in Tolm killed 19 people.", published_at=MORNING, article_id="b"),
    )
    found = find_contradictions(
        tables.ARTICLES.empty(),
        claims(*rows),
        tables.NEAR.empty(),
        config=Contradictions(model="none", min_confidence=0),
    )
    assert found["verdict"].to_list() == ["unclear"]
