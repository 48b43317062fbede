"""What one sentence sets against each other, from the article to the verdict on claims that stand in it."""

import pytest
from clash_builders import claim, claims

from provenance import tables
from provenance.config import Contradictions
from provenance.contradictions import find_contradictions


def verdicts(sentence, first, second):
    """Return (verdict, type) on two claims of one sentence, each given as (stretch, more columns)."""
    rows = []
    for stretch, given in (first, second):
        start = sentence.index(stretch)
        place = {
            "start": start,
            "end": start + len(stretch),
            "exact_text": stretch,
            "article_id": "a",
            "sentence_no": 0,
        }
        rows.append(claim(given.pop("claim", stretch), **place, **given))
    articles = tables.ARTICLES.frame([{"article_id": "a", "text": sentence}])
    found = find_contradictions(
        articles, claims(*rows), tables.NEAR.empty(), config=Contradictions(model="none", min_confidence=0)
    )
    return found.select("verdict", "type").rows()


SET_AGAINST = [
    (
        "The Northern Council rules, which claims to have left the pact but is widely believed to be in it.",
        ("which claims to have left the pact", {"claim": "The Northern Council claims to have left the pact."}),
        (
            "is widely believed to be in it",
            {"claim": "The Northern Council is widely believed to be in it.", "stance": "hedged"},
        ),
    ),
    (
        "Varan held up the raid on Orrin as evidence of its war on smugglers after critics accused it of sparing them.",
        ("Varan held up the raid on Orrin as evidence of its war on smugglers", {}),
        (
            "critics accused it of sparing them",
            {"source": "critics", "source_kind": "unnamed_group", "stance": "alleged"},
        ),
    ),
    (
        "The opening of Halm airport hurt the rebels, and they even initially denied that any plane had landed.",
        ("The opening of Halm airport hurt the rebels", {}),
        ("that any plane had landed", {"claim": "Any plane had landed.", "stance": "denied"}),
    ),
    (
        "Inspectors blamed the gas attack on the army, which denied responsibility.",
        (
            "Inspectors blamed the gas attack on the army",
            {"source": "Inspectors", "source_kind": "unnamed_group", "stance": "alleged"},
        ),
        (
            "which denied responsibility",
            {
                "claim": "The army denied responsibility.",
                "source": "army",
                "source_kind": "named_organisation",
                "stance": "denied",
            },
        ),
    ),
]


@pytest.mark.parametrize(("sentence", "first", "second"), SET_AGAINST, ids=lambda given: str(given)[:40])
def test_a_dispute_told_in_one_sentence(sentence, first, second):
    copies = [(stretch, dict(given)) for stretch, given in (first, second)]
    assert verdicts(sentence, *copies) == [("source_dispute", "denial")]


APART = [
    (
        "The valley is held by the Northern Council, which claims to have left the pact, and by its allies.",
        ("The valley is held by the Northern Council", {}),
        ("which claims to have left the pact", {"claim": "The Northern Council claims to have left the pact."}),
    ),
    (
        "Varan held up the capture of Orrin as evidence of its war on smugglers after critics praised it for the raid.",
        ("Varan held up the capture of Orrin as evidence of its war on smugglers", {}),
        ("critics praised it for the raid", {"source": "critics", "source_kind": "unnamed_group"}),
    ),
]


@pytest.mark.parametrize(("sentence", "first", "second"), APART, ids=lambda given: str(given)[:40])
def test_no_dispute_where_nothing_is_set_against_it(sentence, first, second):
    copies = [(stretch, dict(given)) for stretch, given in (first, second)]
    assert verdicts(sentence, *copies) == []
