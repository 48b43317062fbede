"""What the agencies' rules would ask about unnamed sources."""

import pytest

from provenance import tables
from provenance.reliability import review_anonymity

SAID = {
    "attribution_id": "a",
    "article_id": "x",
    "input_id": "x",
    "source_id": "s",
    "source": "official",
    "source_text": "an official",
    "source_kind": "unnamed_person",
    "anonymous": True,
    "identification": "broad_role",
    "quote_type": "indirect",
    "anonymity_reason": "for fear of reprisals",
    "anonymity_reason_kind": "stated",
}
CLAIM = {"claim_id": "c", "article_id": "x", "attribution_id": "a", "cluster_id": "m"}
HELD = {"cluster_id": "m", "status": "holds", "origins": 2}


def flags(said=(), claims=(CLAIM,), cluster=HELD):
    """Return the flags of one attribution."""
    frame = review_anonymity(
        tables.ATTRIBUTIONS.frame([{**SAID, **dict(said)}]),
        tables.CLAIMS.frame(claims),
        tables.CLUSTERS.frame([cluster]),
    )
    tables.ANONYMITY.conform(frame, stage="test")
    return frame["flags"].to_list()


NONE = {"anonymity_reason": None, "anonymity_reason_kind": None}
CASES = [
    ({}, []),
    (NONE, ["no_reason"]),
    (NONE | {"identification": "collective"}, []),
    (NONE | {"identification": "exact_role"}, []),
    (NONE | {"identification": "bare"}, ["bare_source", "no_reason"]),
    ({"anonymity_reason": "spoke on condition of anonymity", "anonymity_reason_kind": "rote"}, ["rote_reason"]),
]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_flags(said, expected):
    assert flags(said) == [expected]


def test_a_quotation_without_a_claim_is_an_opinion():
    assert flags({"quote_type": "direct"}, claims=[]) == [["anonymous_opinion"]]
    assert flags({"quote_type": "indirect"}, claims=[]) == [[]]


def test_a_matter_on_one_unnamed_voice_alone():
    alone = {"cluster_id": "m", "status": "anonymous_only", "origins": 1}
    assert flags(cluster=alone) == [["single_anonymous_origin"]]
    assert flags(cluster={**alone, "origins": 2}) == [[]]


@pytest.mark.parametrize("said", [{"anonymous": False}, {"source_kind": "hearsay"}, {"anonymous": None}])
def test_who_is_named_or_nobody_is_left_out(said):
    assert flags(said) == []


def test_empty_tables():
    frames = (table.empty() for table in (tables.ATTRIBUTIONS, tables.CLAIMS, tables.CLUSTERS))
    assert review_anonymity(*frames).is_empty()
