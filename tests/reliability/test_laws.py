"""What must hold whatever the corpus: copies, order, corroboration, contradiction."""

import copy

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reliability_builders import World

from provenance.config import Reliability
from provenance.reliability import grade_outlets, grade_sources, weigh_clusters

METHODS = ("dawid_skene", "vote")
MARKS = ("reliability", "p", "p_low", "p_high", "n", "corroborated", "contradicted")
RANK = "EDCBA"

saying = st.tuples(
    st.sampled_from(["A", "B", "C", "D"]),
    st.sampled_from(["m1", "m2", "m3", "m4"]),
    st.sampled_from(["yes", "no"]),
    st.sampled_from([None, "the mayor", "the police"]),
)


@st.composite
def worlds(draw):
    """Draw a world of a few sayings, each outlet once on a matter, and one of its claims."""
    built = World()
    seen = set()
    for outlet, cluster, side, source in draw(st.lists(saying, min_size=1, max_size=14)):
        if (outlet, cluster) not in seen:
            seen.add((outlet, cluster))
            built.says(outlet, cluster, side, source=source)
    return built, draw(st.integers(0, len(built.claims) - 1))


def marks(world, method):
    """Return every mark given in a world: (kind, name) to its columns."""
    config = Reliability(min_n=1, method=method)
    claims, clashes = world.frame(), world.clashes()
    outlets = grade_outlets(world.articles(), world.lines(), claims, clashes, config=config)
    sources = grade_sources(world.attributions(), claims, clashes, config=config)
    clusters = weigh_clusters(claims, clashes, config=config)
    found = {("outlet", row["outlet"]): [row[name] for name in MARKS] for row in outlets.iter_rows(named=True)}
    found |= {("source", row["source_id"]): [row[name] for name in MARKS] for row in sources.iter_rows(named=True)}
    return found | {("cluster", row["cluster_id"]): row["credibility"] for row in clusters.iter_rows(named=True)}


def raised(before, after):
    """Say whether the letter or p rose; F is no rank, and no p no number."""
    (letter, p), (new_letter, new_p) = before[:2], after[:2]
    by_letter = "F" not in (letter, new_letter) and RANK.index(new_letter) > RANK.index(letter)
    return by_letter or (None not in (p, new_p) and new_p > p)


def side_of(row):
    """Return the word by which a claim takes its side."""
    return row["exact_text"].split()[-1][:-1]


def majority(world, row):
    """Tell whether most claims of a matter say what this one does."""
    rivals = [other for other in world.claims if other["cluster_id"] == row["cluster_id"]]
    return 2 * sum(other["exact_text"] == row["exact_text"] for other in rivals) > len(rivals)


def speaks_on_one_side(world, row):
    """Tell whether a claim has a source that does not say the opposite too: backing it would be contradicting it."""
    said = {other["exact_text"] for other in world.claims if other["source_id"] == row["source_id"]}
    return row["source_id"] is not None and len(said & {row["exact_text"], opposite(row["exact_text"])}) == 1


def speaks(world, outlet, cluster):
    """Tell whether an outlet has spoken on a matter."""
    return any((row["outlet"], row["cluster_id"]) == (outlet, cluster) for row in world.claims)


def opposite(text):
    """Return the other side of a matter."""
    return text.replace("yes", "no") if "yes" in text else text.replace("no", "yes")


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(worlds())
def test_ten_republications_change_no_mark(method, drawn):
    world, number = drawn
    before = marks(world, method)
    larger = copy.deepcopy(world)
    for place in range(10):
        larger.copy(number, f"aggregator {place}")
    after = marks(larger, method)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_order_changes_nothing(method, drawn, random):
    world, _ = drawn
    shuffled = copy.deepcopy(world)
    random.shuffle(shuffled.claims)
    random.shuffle(shuffled.lineage)
    assert marks(shuffled, method) == marks(world, method)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("teller", ["newcomer", "A"])
@settings(max_examples=60, deadline=None)
@given(worlds())
def test_a_corroborating_origin_never_lowers(method, teller, drawn):
    world, number = drawn
    row = world.claims[number]
    assume(not speaks(world, teller, row["cluster_id"]))
    before = marks(world, method)
    after = marks(copy.deepcopy(world).says(teller, row["cluster_id"], side_of(row), day=5), method)
    assert not raised(after["outlet", row["outlet"]], before["outlet", row["outlet"]])
    if speaks_on_one_side(world, row):
        assert not raised(after["source", row["source_id"]], before["source", row["source_id"]])
    if majority(world, row):
        assert after["cluster", row["cluster_id"]] <= before["cluster", row["cluster_id"]]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("teller", ["newcomer", "A"])
@settings(max_examples=60, deadline=None)
@given(worlds())
def test_a_contradicting_origin_never_raises(method, teller, drawn):
    world, number = drawn
    row = world.claims[number]
    assume(not speaks(world, teller, row["cluster_id"]))
    before = marks(world, method)
    after = marks(
        copy.deepcopy(world).says(
            teller, row["cluster_id"], side_of({"exact_text": opposite(row["exact_text"])}), day=5
        ),
        method,
    )
    assert not raised(before["outlet", row["outlet"]], after["outlet", row["outlet"]])
    if speaks_on_one_side(world, row):
        assert not raised(before["source", row["source_id"]], after["source", row["source_id"]])
    if majority(world, row):
        assert after["cluster", row["cluster_id"]] >= before["cluster", row["cluster_id"]]
