"""Claims and articles as vectors, and the actions that a claim tells of."""

from provenance.embedding.embed import embed_texts, read_texts
from provenance.embedding.encoders import Encoded, Encoder, load_encoder

__all__ = ["Encoded", "Encoder", "embed_texts", "load_encoder", "read_texts"]
