"""How votes become probabilities: one file a method, one contract (``votes``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.reliability.methods.crh import crh
from provenance.reliability.methods.dawid_skene import dawid_skene
from provenance.reliability.methods.pooled_investment import pooled_investment
from provenance.reliability.methods.truthfinder import truthfinder
from provenance.reliability.methods.vote import vote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.reliability.votes import Estimate, Prior, Votes

METHODS: Mapping[str, Callable[[Votes, Prior], Estimate]] = {
    "dawid_skene": dawid_skene,
    "vote": vote,
    "crh": crh,
    "truthfinder": truthfinder,
    "pooled_investment": pooled_investment,
}
