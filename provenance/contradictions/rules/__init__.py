"""The rules, in the order of trust: where several find a clash between two claims, the first one is printed."""

from provenance.contradictions.rules import (
    age,
    antonym,
    contrast,
    control,
    date,
    denial,
    entailment,
    entity,
    figure,
    negation,
    place,
    quantifier,
    revision,
)

RULES = (
    denial.RULE,
    contrast.RULE,
    revision.RULE,
    age.RULE,
    figure.RULE,
    quantifier.RULE,
    antonym.RULE,
    control.RULE,
    negation.RULE,
    entity.RULE,
    date.RULE,
    place.RULE,
    entailment.RULE,
)
