"""Every rule: fires where it must, stays silent where it must, and does not mind the order."""

import pytest
from clash_builders import claim, pair

from provenance.contradictions.rules import RULES as ALL
from provenance.contradictions.rules import contrast, entailment, negation

# These two ask for more than two sentences: the model's opinion, and the sentence in which both stand.
RULES = [rule for rule in ALL if rule not in (contrast.RULE, entailment.RULE)]
FIRES = [(rule, *example) for rule in RULES for example in rule.fires]
SILENT = [(rule, *example) for rule in RULES for example in rule.silent]


def _name(value):
    return getattr(value, "name", None)


@pytest.mark.parametrize(("rule", "first", "second"), FIRES, ids=_name)
def test_fires(rule, first, second):
    assert rule.find(pair(first, second)) is not None


@pytest.mark.parametrize(("rule", "first", "second"), SILENT, ids=_name)
def test_stays_silent(rule, first, second):
    assert rule.find(pair(first, second)) is None


@pytest.mark.parametrize(("rule", "first", "second"), FIRES, ids=_name)
def test_finds_the_same_in_either_order(rule, first, second):
    here, there = rule.find(pair(first, second)), rule.find(pair(second, first))
    assert (here.type, here.a_value, here.b_value) == (there.type, there.b_value, there.a_value)


@pytest.mark.parametrize(("rule", "first", "second"), FIRES + SILENT, ids=_name)
def test_never_of_a_claim_with_itself(rule, first, second):
    assert rule.find(pair(first, first)) is None
    assert rule.find(pair(second, second)) is None


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_has_examples_of_both_kinds(rule):
    assert len(rule.fires) >= 1
    assert len(rule.silent) >= 1


def test_what_a_speaker_has_another_say_is_not_his_own_word():
    denied = claim("The private sector is not doing fine.", source="the senator")
    said = claim("The private sector is doing fine.", source="the president")
    mocked = claim("For him to stand up and say the private sector is doing fine was bold.", source="the governor")
    assert negation.RULE.find(pair(denied, said))
    assert not negation.RULE.find(pair(denied, mocked))
