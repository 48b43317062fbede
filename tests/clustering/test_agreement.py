"""Who confirms whom: claims of one matter that say the very same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clusters import embed

from provenance import tables
from provenance.clustering import cluster_claims
from provenance.clustering.agreement import compatible, read_said
from provenance.config import Clustering

BRIDGE = "The bridge over the Sarn was destroyed on Sunday"
HELD = "The town of Hadra is under our control today"


def agreements(*rows, threshold=0.75):
    """Return cluster_id and agreement_id by claim for rows of (text, source or null, further columns)."""
    articles, credited, statements, vectors = [], [], [], []
    for number, (text, source, columns) in enumerate(rows):
        key = f"{number:02d}"
        articles.append({"article_id": key, "text": text, "body_spans": [[0, len(text)]]})
        stance = columns.get("stance", "stated")
        if source:
            credited.append({"attribution_id": f"at{key}", "article_id": key, "source": source, "stance": stance})
        given_columns = {name: value for name, value in columns.items() if name != "stance"}
        statements.append(
            {"claim_id": f"c{key}", "article_id": key, "claim": text, "attribution_id": f"at{key}" if source else None}
            | given_columns
        )
        vectors += [{"text_id": name, "vector": embed(text)} for name in (key, f"c{key}")]
    found = cluster_claims(
        tables.ARTICLES.frame(articles),
        tables.ATTRIBUTIONS.frame(credited),
        tables.STATEMENTS.frame(statements),
        tables.VECTORS.frame(vectors),
        config=Clustering(agreement_threshold=threshold),
    )
    rows = tables.MATCHES.conform(found, stage="matches").iter_rows(named=True)
    return [(row["cluster_id"], row["agreement_id"]) for row in rows]


def agree(left, right, **options):
    (_, mine), (_, other) = agreements(left, right, **options)
    return mine == other


def figure(*values):
    return {"quantities": [{"value": value, "bound": "exact"} for value in values]}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({}, {}, True),
        (figure(12.0), figure(12.0), True),
        (figure(12.0), figure(12.0, 30.0), True),
        (figure(12.0), figure(19.0), False),
        (figure(12.0), {}, False),
        ({"negated": True}, {"negated": False}, False),
        ({"stance": "denied"}, {}, False),
        ({"modality": "possible"}, {"modality": "asserted"}, False),
        ({"stance": "alleged"}, {}, False),
        ({"as_of": "2024-03"}, {"as_of": "2024-03-17"}, True),
        ({"as_of": "2024-03-10/.."}, {"as_of": "2024-03-17"}, True),
        ({"as_of": "2024-03-10"}, {"as_of": "2024-03-17"}, False),
        ({"as_of": "2023"}, {"as_of": "2024-03-17"}, False),
        ({"as_of": "2023"}, {}, True),
    ],
)
def test_what_keeps_one_claim_from_confirming_another(left, right, expected):
    assert agree((BRIDGE, "the mayor", left), (BRIDGE, "the police", right)) is expected


def test_our_control_in_two_mouths_is_not_one_matter():
    (mine, _), (other, _) = agreements(
        (HELD, "the ministry", {}), ("The town of Hadra is under our full control today", "the rebels", {})
    )
    assert mine != other


def test_the_same_words_of_one_speaker_agree():
    assert agree((HELD, "the ministry", {}), (HELD, "The Ministry", {}))


def test_a_country_is_not_us():
    assert agree(("The U.S. army left Hadra", "the mayor", {}), ("The U.S. army left Hadra", "the police", {}))


def test_a_claim_that_is_merely_of_one_matter_does_not_agree():
    left, right = "Nine people died when the ferry Aurora sank off Karsk", "The ferry Aurora sank off Karsk in a storm"
    (mine, one), (other, two) = agreements((left, None, {}), (right, None, {}), threshold=0.99)
    assert mine == other
    assert one != two


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Brandt spoke on the death of Osman in Hadra", "Brandt spoke on the death of Osman", True),
        ("Brandt spoke on the death of Osman", "Petrik spoke on the death of Osman", False),
    ],
)
def test_claims_with_a_name_of_their_own_each_do_not_agree(left, right, expected):
    assert agree((left, None, {}), (right, None, {}), threshold=0.1) is expected


SAID = st.builds(
    lambda text, negated, modality, as_of, values, source: read_said(
        {"claim": text, "negated": negated, "modality": modality, "as_of": as_of, **figure(*values)},
        {"source": source, "source_text": None, "attribution_id": "a", "stance": "stated"} if source else None,
    ),
    st.sampled_from([BRIDGE, HELD, "The mayor denied it"]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "asserted", "possible"]),
    st.sampled_from([None, "2024", "2024-02", "2024-02-29", "../2024-01-01", "2024-03/.."]),
    st.lists(st.sampled_from([1.0, 2.0]), max_size=2),
    st.sampled_from([None, "the mayor", "the police"]),
)


@given(SAID, SAID)
def test_compatible_is_symmetric_and_holds_for_a_claim_and_itself(left, right):
    assert compatible(left, right) == compatible(right, left)
    assert compatible(left, left)
