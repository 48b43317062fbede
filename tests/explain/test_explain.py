"""One row unfolded: found by id, prefix or name, with its context and evidence."""

import pytest
from build import article, attribution, claim, cluster, contradiction, frames, lineage, origin, outlet, source

from provenance import InputError
from provenance.explain import explain
from provenance.tables import digest


def small_run():
    one = article("The ferry sank at dawn. At least 12 people died, Ada Quill said. Bread is dear.")
    two = article("Nineteen people died, a diver said.", input_id="two.txt", outlet="Northern Gazette")
    said = attribution(one, "Ada Quill", "said", "At least 12 people died", role="harbour master")
    credit = {"attribution_id": said["attribution_id"], "source_id": said["source_id"], "source": "Ada Quill"}
    figure = {"value": 12.0, "high": None, "bound": "at_least", "unit": "person", "start": 24, "end": 43}
    low = claim(
        one, "At least 12 people died", quantities=[figure], value=12.0, bound="at_least", unit="person", **credit
    )
    high = claim(two, "Nineteen people died", value=19.0, unit="person")
    return frames(
        articles=[one, two],
        attributions=[said],
        claims=[low, high],
        clusters=[cluster(low, high, status="disputed", rule="1 origin for, 1 against")],
        contradictions=[contradiction(low, high, pair_id="9" * 12)],
        sources=[source("Ada Quill", p=0.8, p_low=0.5, p_high=0.95, n=6, reliability="B")],
        outlets=[outlet("Harbour Herald", prior="none given")],
        origins=[origin("Harbour Herald"), origin("Northern Gazette")],
        lineage=[lineage(one), lineage(two, overlap=0.4, duplicate_of=one["article_id"])],
        matches=[{"claim_id": low["claim_id"], "story_id": "s", "cluster_id": "k", "similarity": 0.83}],
        statements=[{"claim_id": low["claim_id"], "as_of_printed": "at dawn"}],
        derivations=[
            {
                "derivation_id": "d" * 12,
                "article_id": two["article_id"],
                "input_id": "two.txt",
                "outlet": "Northern Gazette",
                "kind": "copy",
                "from_name": "Harbour Herald",
                "from_article": one["article_id"],
                "certain": False,
                "evidence": "40% of the words",
            }
        ],
    )


def told(identifier):
    return " ".join(explain(small_run(), identifier, width=200).split())


def first(table, column):
    return small_run()[table][column][0]


@pytest.mark.parametrize(
    ("table", "column", "parts"),
    [
        (
            "attributions",
            "attribution_id",
            ["source “Ada Quill” at 49–58", "cue “said” at 59–63", "content “At least 12 people died” at 24–47"],
        ),
        ("sources", "source_id", ["SOURCE", "named person", "B (n 6)", "0.80 of its checkable claims", "0.50 to 0.95"]),
        ("contradictions", "pair_id", ["CONTRADICTION · figure", "Side a", "Side b", ">>Nineteen people died<<"]),
        ("articles", "article_id", ["SHA-256", "Harbour Herald", "from: given", "doubts none", "Its claims: 1"]),
        ("origins", "origin_id", ["ORIGIN", "own reporting", "1 outlet, 1 origin", "Its articles: 1"]),
    ],
)
def test_every_kind_of_row_is_unfolded(table, column, parts):
    found = told(first(table, column))
    for part in parts:
        assert part in found


def test_an_article_tells_what_it_has_from_others_and_what_others_have_from_it():
    ids = dict(small_run()["articles"].select("input_id", "article_id").iter_rows())
    taken = "copy · 40% of the words · which was first is not known"
    assert f"has from Harbour Herald · {taken}" in told(ids["two.txt"])
    assert f"passed on Northern Gazette · {taken}" in told(ids["one.txt"])


def test_a_claim_and_its_cluster_are_unfolded():
    low = small_run()["claims"].filter(source="Ada Quill")["claim_id"][0]
    found = told(low)
    for part in (
        "characters 24–47",
        "The ferry sank at dawn. >>At least 12 people died<<, Ada Quill said.",
        "at least 12 people from “At least 12 people” at 24–43",
        "2024-05-01 from “at dawn”",
        "Ada Quill (named person) · harbour master · cue “said”",
        "likeness to the others 0.83",
        "Compared with: 1 pair",
    ):
        assert part in found


def test_a_cluster_tells_the_rule_behind_its_number_and_its_origins():
    found = told(first("clusters", "cluster_id"))
    assert "1 origin for, 1 against" in found
    assert "From the origin Harbour Herald: 1 mention" in found
    assert "2 outlets, 2 origins" in found


def test_the_first_characters_are_enough():
    assert told("9999") == told("9" * 12)


@pytest.mark.parametrize(
    ("name", "kind"), [("Harbour Herald", "OUTLET"), ("Ada Quill", "SOURCE"), ("two.txt", "ARTICLE")]
)
def test_names_are_found_as_well(name, kind):
    assert told(name).startswith(kind)


def test_an_unknown_id_is_told_with_the_nearest():
    with pytest.raises(InputError, match="nothing in this run has the id 'Ada Quil'; near it: Ada Quill"):
        told("Ada Quil")


@pytest.mark.parametrize("identifier", ["zzzz", "", "  "])
def test_an_id_that_resembles_none_is_told_where_ids_stand(identifier):
    with pytest.raises(InputError, match="ids stand in the report"):
        told(identifier)


def test_characters_that_fit_several_ids_are_told():
    one = article("Bread is dear. Milk is dear.")
    claims = [
        claim(one, text, claim_id=f"abcdef{n}{digest(n)[:5]}")
        for n, text in enumerate(["Bread is dear", "Milk is dear"])
    ]
    with pytest.raises(InputError, match="'abcdef' fits 2 ids"):
        explain(frames(articles=[one], claims=claims), "abcdef")
