"""Letters and numbers: how matters, sources and outlets stand.

Two marks of the Admiralty system, neither computed from the other: a number for what is claimed (``clusters``), from
the independent origins for and against it, and a letter for who claims it (``sources``, ``outlets``), from how its
claims fare over independent origins. Copies are collapsed before any arithmetic (``positions``); methods are one file
each (``methods``). All this measures reporting and agreement, not truth.
"""

from provenance.reliability.anonymity import review_anonymity
from provenance.reliability.clusters import weigh_clusters
from provenance.reliability.outlets import grade_outlets
from provenance.reliability.sources import grade_sources

__all__ = ["grade_outlets", "grade_sources", "review_anonymity", "weigh_clusters"]
