"""Pairs of claims that may be of one matter, in one cluster or not."""

import numpy as np

from provenance import tables
from provenance.clustering import near_claims
from provenance.clustering.near import LEAST
from provenance.config import Clustering

TEXTS = {
    "a": "Rebels seized the old fort above Sarim on Monday.",
    "b": "The rebels took the fort above Sarim.",
    "c": "The price of bread rose in Halm.",
    "d": "The army said that the fort above Sarim was never lost.",
}


def near(stories, clusters, texts=TEXTS):
    """Return NEAR over texts, whose vectors are as alike as their words."""
    words = sorted({word for text in texts.values() for word in text.lower().split()})
    rows = []
    for claim_id, text in texts.items():
        vector = np.array([float(word in text.lower().split()) for word in words])
        rows.append({"text_id": claim_id, "vector": (vector / np.linalg.norm(vector)).tolist(), "actions": None})
    statements = tables.STATEMENTS.frame(
        {"claim_id": key, "article_id": key, "claim": text} for key, text in texts.items()
    )
    matches = tables.MATCHES.frame(
        {"claim_id": key, "story_id": stories[key], "cluster_id": clusters[key]} for key in texts
    )
    return near_claims(statements, tables.VECTORS.frame(rows), matches, config=Clustering())


def pairs(frame):
    return {(a, b) for a, b, _ in frame.iter_rows()}


ONE_STORY = dict.fromkeys(TEXTS, "story")
APART = {key: key for key in TEXTS}


def test_claims_of_one_cluster_are_near_whatever_their_words():
    assert ("a", "c") in pairs(near(ONE_STORY, {"a": "k", "b": "m", "c": "k", "d": "n"}))


def test_claims_of_two_clusters_are_near_where_their_words_are():
    found = near(ONE_STORY, APART)
    assert {("a", "b"), ("a", "d")} <= pairs(found)
    assert found["likelihood"].min() >= LEAST


def test_the_likeliest_pair_is_the_paraphrase():
    found = near(ONE_STORY, APART).sort("likelihood", descending=True)
    assert found.row(0)[:2] == ("a", "b")


def test_claims_of_two_stories_need_more():
    two = {"a": "x", "b": "y", "c": "y", "d": "y"}
    assert ("a", "c") not in pairs(near(two, APART))
    assert ("a", "b") in pairs(near(two, APART))


def test_each_pair_stands_once_and_in_order():
    found = near(ONE_STORY, APART)
    assert all(a < b for a, b, _ in found.iter_rows())
    assert tables.NEAR.conform(found, stage="near").height == found.height


def test_copies_crowd_out_no_neighbour():
    copied = TEXTS | {f"{key}{number}": TEXTS[key] for key in TEXTS for number in range(20)}
    stories, clusters = dict.fromkeys(copied, "story"), {key: key[0] for key in copied}
    assert near(stories, clusters, copied).equals(near(ONE_STORY, APART))


def test_no_claims_give_no_rows():
    empty = near_claims(tables.STATEMENTS.empty(), tables.VECTORS.empty(), tables.MATCHES.empty(), config=Clustering())
    assert empty.is_empty()
