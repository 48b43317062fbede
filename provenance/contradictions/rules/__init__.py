"""The rules, in the order of trust: where several find a clash between two claims, the first one is printed."""

from provenance.contradictions.rules import antonym, date, denial, entity, figure, negation, place, revision

RULES = (denial.RULE, revision.RULE, figure.RULE, antonym.RULE, negation.RULE, entity.RULE, date.RULE, place.RULE)
