"""How two claims of one matter stand to one another."""

import pytest
from test_clusters import embed

from provenance import tables
from provenance.clustering import relate_claims
from provenance.config import Clustering

TAKEN = "Troops took the town of Hadra on Monday"
TAKEN_AND = "Troops took the town of Hadra on Monday after a siege of the old fortress"


def relations(*rows):
    """Return RELATIONS for rows of (text, further columns) in one cluster, claims named c0, c1, and so on."""
    claims = [{"claim_id": f"c{n}", "article_id": f"a{n}", "claim": text} | more for n, (text, more) in enumerate(rows)]
    found = relate_claims(
        tables.ATTRIBUTIONS.empty(),
        tables.STATEMENTS.frame(claims),
        tables.VECTORS.frame({"text_id": one["claim_id"], "vector": embed(one["claim"])} for one in claims),
        tables.MATCHES.frame({"claim_id": one["claim_id"], "cluster_id": "k"} for one in claims),
        config=Clustering(),
    )
    return tables.RELATIONS.conform(found, stage="relations").to_dicts()


def figure(value, bound="exact"):
    return {"quantities": [{"value": value, "high": None, "bound": bound, "unit": "person"}]}


def test_a_cluster_of_one_has_none():
    assert relations((TAKEN, {})) == []


def test_the_same_words_of_nobody_else_are_told_once():
    assert relations((TAKEN, {}), (TAKEN, {})) == []


def test_the_fuller_claim_is_the_more_specific_one_and_stands_first():
    (row,) = relations((TAKEN, {}), (TAKEN_AND, {}))
    assert (row["relation"], row["a_claim_id"], row["b_covered"]) == ("more_specific", "c1", 1.0)
    assert row["a_covered"] < row["b_covered"]
    assert row["apart"] is None


def test_two_claims_with_details_of_their_own_overlap():
    (row,) = relations((TAKEN_AND, {}), (f"{TAKEN}, said a shepherd who grazed goats there", {}))
    assert row["relation"] == "overlapping"


@pytest.mark.parametrize(
    ("left", "right", "relation", "apart"),
    [
        (figure(40.0), figure(40.0), "same", None),
        (figure(30.0, "more_than"), figure(40.0), "same", None),
        (figure(38.0, "about"), figure(40.0), "same", None),
        (figure(30.0, "more_than"), figure(300.0), "overlapping", "figures 30 to 45 / 300"),
        (figure(12.0), figure(40.0), "overlapping", "figures 12 / 40"),
        ({"negated": True}, {"negated": False}, "overlapping", "one is negated"),
        (
            {"as_of": "2017"},
            {"as_of": "2018-01"},
            "overlapping",
            "times 2017-01-01 to 2017-12-31 / 2018-01-01 to 2018-01-31",
        ),
    ],
)
def test_what_differs_is_named(left, right, relation, apart):
    (row,) = (
        relations((TAKEN, left), (f"{TAKEN}.", right))
        if left != right
        else relations((TAKEN, left), (f"{TAKEN}!", right))
    )
    assert (row["relation"], row["apart"]) == (relation, apart)


def test_a_vague_figure_is_no_other_figure():
    (row,) = relations(("Dozens of people died in Hadra", {}), ("40 people died in Hadra", figure(40.0)))
    assert row["apart"] is None


def test_the_reasons_for_the_match_are_told_with_their_weight():
    (row,) = relations((TAKEN, {}), (TAKEN_AND, {}))
    assert "words and names in common, by rarity" in row["alike"]
    assert 0 < row["likelihood"] <= 1
