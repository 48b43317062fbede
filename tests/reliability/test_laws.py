"""What must hold whatever the corpus: copies, order, corroboration, contradiction."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st
from reliability_builders import World

from provenance.config import Reliability
from provenance.reliability import grade_outlets, grade_sources, weigh_clusters

CONFIG = Reliability(min_n=1, method="vote")  # what holds by counting; trust learnt from other matters can sway it
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


def marks(world):
    """Return every mark given in a world: (kind, name) to its columns."""
    claims, clashes = world.frame(), world.clashes()
    outlets = grade_outlets(world.articles(), world.lines(), claims, clashes, config=CONFIG)
    sources = grade_sources(world.attributions(), claims, clashes, config=CONFIG)
    clusters = weigh_clusters(claims, clashes, config=CONFIG)
    found = {("outlet", row["outlet"]): [row[name] for name in MARKS] for row in outlets.iter_rows(named=True)}
    found |= {("source", row["source_id"]): [row[name] for name in MARKS] for row in sources.iter_rows(named=True)}
    return found | {("cluster", row["cluster_id"]): row["credibility"] for row in clusters.iter_rows(named=True)}


def raised(before, after):
    """Say whether a letter rose; F is no rank."""
    return "F" not in (before, after) and RANK.index(after) > RANK.index(before)


def speaks_on_one_side(world, row):
    """Tell whether a claim has a source that does not say the opposite too: backing it would be contradicting it."""
    said = {other["exact_text"] for other in world.claims if other["source_id"] == row["source_id"]}
    return row["source_id"] is not None and len(said & {row["exact_text"], opposite(row["exact_text"])}) == 1


def opposite(text):
    """Return the other side of a matter."""
    return text.replace("yes", "no") if "yes" in text else text.replace("no", "yes")


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_ten_republications_change_no_mark(drawn):
    world, number = drawn
    before = marks(world)
    larger = copy.deepcopy(world)
    for place in range(10):
        larger.copy(number, f"aggregator {place}")
    after = marks(larger)
    assert {name: after[name] for name in before} == before


@settings(max_examples=40, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_order_changes_nothing(drawn, random):
    world, _ = drawn
    shuffled = copy.deepcopy(world)
    random.shuffle(shuffled.claims)
    random.shuffle(shuffled.lineage)
    assert marks(shuffled) == marks(world)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_a_corroborating_origin_never_lowers(drawn):
    world, number = drawn
    row = world.claims[number]
    before = marks(world)
    side = row["exact_text"].split()[-1][:-1]
    after = marks(copy.deepcopy(world).says("newcomer", row["cluster_id"], side, day=5))
    assert not raised(after[("outlet", row["outlet"])][0], before[("outlet", row["outlet"])][0])
    if speaks_on_one_side(world, row):
        assert not raised(after[("source", row["source_id"])][0], before[("source", row["source_id"])][0])
    rivals = [other for other in world.claims if other["cluster_id"] == row["cluster_id"]]
    for_it = sum(other["exact_text"] == row["exact_text"] for other in rivals)
    if 2 * for_it > len(rivals):
        assert after[("cluster", row["cluster_id"])] <= before[("cluster", row["cluster_id"])]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_a_contradicting_origin_never_raises(drawn):
    world, number = drawn
    row = world.claims[number]
    before = marks(world)
    side = "no" if "yes" in row["exact_text"] else "yes"
    after = marks(copy.deepcopy(world).says("newcomer", row["cluster_id"], side, day=5))
    assert not raised(before[("outlet", row["outlet"])][0], after[("outlet", row["outlet"])][0])
    if speaks_on_one_side(world, row):
        assert not raised(before[("source", row["source_id"])][0], after[("source", row["source_id"])][0])
    rivals = [other for other in world.claims if other["cluster_id"] == row["cluster_id"]]
    for_it = sum(other["exact_text"] == row["exact_text"] for other in rivals)
    if 2 * for_it > len(rivals):
        assert after[("cluster", row["cluster_id"])] >= before[("cluster", row["cluster_id"])]
