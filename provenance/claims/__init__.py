"""Checkable statements: what sources are credited with, and what the outlet says in its own voice."""

from provenance.claims.find import find_claims
from provenance.claims.quantities import Quantity, find_quantities
from provenance.claims.times import Time, find_times

__all__ = ["Quantity", "Time", "find_claims", "find_quantities", "find_times"]
