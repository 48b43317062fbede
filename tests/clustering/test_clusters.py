"""Articles into stories and claims into clusters; vectors here are bags of words, so that no model is needed."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import tables
from provenance.clustering import cluster_claims
from provenance.config import Clustering

FERRY = "Nine people died when the ferry Aurora sank off Karsk"
FERRY_AGAIN = "Nine died when the ferry Aurora sank off Karsk on Monday"
FERRY_TWELVE = "Twelve people died when the ferry Aurora sank off Karsk"
FERRY_NONE = "No people died when the ferry Aurora sank off Karsk"
INQUIRY = "The harbour master opened an inquiry into the owners and their records"
WATER = "Water prices in Belden will rise by a third next summer"
OTHER_FERRY = "Nine people died when the ferry Meridian sank off Lind"


def embed(text):
    """Return a unit vector of hashed words."""
    vector = [0.0] * 64
    for word in text.casefold().split():
        vector[int(tables.digest(word), 16) % 64] += 1
    length = math.hypot(*vector) or 1.0
    return [value / length for value in vector]


def cluster(rows, **options):
    """Return MATCHES by claim_id for rows of (claim_id, article, claim) or (…, date)."""
    texts, dates = {}, {}
    for _, article, claim, *date in rows:
        texts[article] = f"{texts.get(article, '')} {claim}."
        dates[article] = date[0] if date else None
    articles = [
        {"article_id": key, "text": text, "body_spans": [[0, len(text)]], "published_at": dates[key]}
        for key, text in texts.items()
    ]
    statements = [{"claim_id": key, "article_id": article, "claim": claim} for key, article, claim, *_ in rows]
    vectors = {**texts, **{row["claim_id"]: row["claim"] for row in statements}}
    found = cluster_claims(
        tables.ARTICLES.frame(articles),
        tables.ATTRIBUTIONS.empty(),
        tables.STATEMENTS.frame(statements),
        tables.VECTORS.frame({"text_id": key, "vector": embed(text)} for key, text in vectors.items()),
        config=Clustering(**options),
    )
    return {row["claim_id"]: row for row in tables.MATCHES.conform(found, stage="matches").iter_rows(named=True)}


def together(left, right):
    found = cluster([("c", "a", left), ("d", "b", right)])
    return found["c"]["cluster_id"] == found["d"]["cluster_id"]


def test_no_claims_give_no_rows():
    assert cluster([]) == {}


def test_one_claim_is_a_cluster_of_one_without_a_similarity():
    assert cluster([("c", "a", FERRY)])["c"]["similarity"] is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (FERRY, FERRY, True),
        (FERRY, FERRY.upper() + ".", True),
        (FERRY, FERRY_AGAIN, True),
        (FERRY, FERRY_TWELVE, True),
        (FERRY, FERRY_NONE, True),
        (FERRY, INQUIRY, False),
        (FERRY, WATER, False),
    ],
)
def test_which_claims_state_the_same_matter(left, right, same):
    assert together(left, right) is same


def test_claims_of_two_stories_stay_apart():
    found = cluster([("c", "a", FERRY), ("d", "b", OTHER_FERRY)], story_threshold=1.0)
    assert found["c"]["story_id"] != found["d"]["story_id"]
    assert found["c"]["cluster_id"] != found["d"]["cluster_id"]


def test_the_very_same_words_are_one_cluster_across_stories():
    found = cluster([("c", "a", FERRY), ("d", "b", FERRY), ("e", "b", WATER)], story_threshold=1.0)
    assert found["c"]["story_id"] != found["d"]["story_id"]
    assert found["c"]["cluster_id"] == found["d"]["cluster_id"]
    assert found["c"]["similarity"] == found["d"]["similarity"] == 1.0


def test_names_come_from_the_earliest_claim_and_article():
    early = cluster([("c", "a", FERRY, "2020-05-02"), ("d", "b", FERRY, "2020-05-01")])
    grown = cluster(
        [("c", "a", FERRY, "2020-05-02"), ("d", "b", FERRY, "2020-05-01"), ("e", "e", FERRY_AGAIN, "2020-05-03")]
    )
    assert early["c"]["cluster_id"] == grown["e"]["cluster_id"] == tables.digest("cluster", "d")
    assert early["c"]["story_id"] == grown["c"]["story_id"] == tables.digest("story", "b")


CLAIMS = st.sampled_from([FERRY, FERRY_AGAIN, FERRY_TWELVE, INQUIRY, WATER, OTHER_FERRY, "", "Yes"])
ROWS = st.lists(st.tuples(st.sampled_from("abcd"), CLAIMS), max_size=9)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing_and_every_claim_has_a_cluster(pairs, random):
    rows = [(f"c{n}", article, claim) for n, (article, claim) in enumerate(pairs)]
    texts = {}
    for _, article, claim in rows:
        texts.setdefault(article, []).append(claim)
    found = cluster(rows)
    assert set(found) == {row[0] for row in rows}
    assert all(row["cluster_id"] and row["story_id"] for row in found.values())
    order = [row for article in random.sample(sorted(texts), len(texts)) for row in rows if row[1] == article]
    assert cluster(order) == found


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_equal_claims_are_always_together(pairs):
    found = cluster([(f"c{n}", article, claim) for n, (article, claim) in enumerate(pairs)])
    clusters = {}
    for n, (_, claim) in enumerate(pairs):
        clusters.setdefault(claim, set()).add(found[f"c{n}"]["cluster_id"])
    assert all(len(ids) == 1 for ids in clusters.values())


def test_claims_of_one_article_and_of_its_copies_are_held_apart_alike():
    fire, again = "Nine people died in the fire at Karsk mill", "The fire at Karsk mill killed many people"
    alone = cluster([("a", "x", fire), ("b", "x", again)], claim_threshold=0.5)
    copied = cluster([("a", "x", fire), ("b", "x", again), ("c", "y", fire), ("d", "y", again)], claim_threshold=0.5)
    apart = cluster([("a", "x", fire), ("b", "y", again)], claim_threshold=0.5)
    assert alone["a"]["cluster_id"] != alone["b"]["cluster_id"]
    assert copied["a"]["cluster_id"] == copied["c"]["cluster_id"] != copied["d"]["cluster_id"]
    assert apart["a"]["cluster_id"] == apart["b"]["cluster_id"]
