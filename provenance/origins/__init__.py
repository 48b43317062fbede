"""Where a text, and each claim in it, entered the news: copies, credit lines, citations."""

from provenance.origins.claims import join_claims
from provenance.origins.copies import find_copies
from provenance.origins.derivations import find_derivations
from provenance.origins.lineage import trace_articles
from provenance.origins.summary import summarise_origins

__all__ = ["find_copies", "find_derivations", "join_claims", "summarise_origins", "trace_articles"]
