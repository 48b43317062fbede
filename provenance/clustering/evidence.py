"""What speaks for two claims stating the same matter, in numbers from 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.clustering import sets
from provenance.clustering.words import read_profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from provenance.clustering.words import Rarity

    Matrix = NDArray[np.float64]

# Figures that differ are no feature: two tolls of one accident are one matter, and a contradiction to be found there.
FEATURES = {
    "meaning": "cosine of the sentence vectors",
    "telling_words": "words and names in common, by rarity (TF-IDF cosine)",
    "action_words": "words in common that are no names, by rarity",
    "names_apart": "both claims have names and share none",
    "figures_shared": "both claims have a figure in common",
    "length": "words of the shorter by words of the longer",
}


def compare(texts: Sequence[str], vectors: Matrix, rarity: Rarity) -> Matrix:
    """Return all features of all pairs of claims.

    Parameters
    ----------
    texts
        The self-contained sentences of the claims.
    vectors
        Their unit vectors, one row a claim.
    rarity
        How telling a word is, over all claims of the run.

    Returns
    -------
    array of shape (features, claims, claims)
        In the order of FEATURES, each 0..1, symmetric.

    Notes
    -----
    Cost: O(claims squared) time and memory, 64 bytes a pair.
    """
    profiles = [read_profile(text) for text in texts]
    words = sets.stack([profile.words for profile in profiles])
    names = sets.stack([profile.names for profile in profiles])
    figures = sets.stack([dict.fromkeys(profile.figures, 1.0) for profile in profiles])
    lengths = np.array([max(1, len(text.split())) for text in texts], dtype=np.float64)
    features = {
        "meaning": np.clip(vectors @ vectors.T, 0, 1),
        "telling_words": sets.product(sets.stack([rarity.weigh(text) for text in texts])),
        "action_words": sets.dice(words),
        "names_apart": sets.both_filled(names) & (sets.shared(names) == 0),
        "figures_shared": sets.shared(figures) > 0,
        "length": np.minimum.outer(lengths, lengths) / np.maximum.outer(lengths, lengths),
    }
    return np.stack([np.asarray(features[name], dtype=np.float64) for name in FEATURES])
