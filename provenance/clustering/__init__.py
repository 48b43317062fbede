"""Which claims state the same matter: articles into stories, claims of a story into clusters."""

from provenance.clustering.cluster import cluster_claims
from provenance.clustering.matching import Evidence, explain_match, load_matcher

__all__ = ["Evidence", "cluster_claims", "explain_match", "load_matcher"]
