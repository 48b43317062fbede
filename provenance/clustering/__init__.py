"""Which claims state the same matter: articles into stories, claims of a story into clusters."""

from provenance.clustering.cluster import cluster_claims
from provenance.clustering.evidence import Wording
from provenance.clustering.matching import Evidence, explain_match, load_matcher
from provenance.clustering.near import near_claims
from provenance.clustering.relations import relate_claims

__all__ = ["Evidence", "Wording", "cluster_claims", "explain_match", "load_matcher", "near_claims", "relate_claims"]
