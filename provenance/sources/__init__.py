"""Sources: one name and one id for one source, over all articles."""

from __future__ import annotations

from provenance.sources.canonical import canonicalise

__all__ = ["canonicalise"]
