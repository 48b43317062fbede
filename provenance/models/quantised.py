"""Weights in a quarter of the room: matrices as 8-bit integers with one 16-bit scale a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from provenance.errors import ModelMissing
from provenance.models import REINSTALL, check_sha256, read_card

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from torch import Tensor, nn

SCALE = ".scale"  # ends the name of the scales that belong to a matrix
LEAST_ROWS = 16  # smaller matrices are kept as they are


def quantise(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Turn matrices into int8 (-127..127) and float16 scales (a row's greatest value / 127); the rest stays float32."""
    packed = {}
    for name, weight in weights.items():
        if weight.dim() != 2 or len(weight) < LEAST_ROWS:
            packed[name] = weight.float().contiguous()
            continue
        scale = (weight.abs().amax(1) / 127).clamp(min=1e-7).half()
        packed[name] = (weight / scale.float()[:, None]).round().clamp(-127, 127).to(torch.int8)
        packed[name + SCALE] = scale
    return packed


def dequantise(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Undo ``quantise``, to within half a scale; everything is float32."""
    return {
        name: weight.float() * packed[name + SCALE].float()[:, None] if name + SCALE in packed else weight.float()
        for name, weight in packed.items()
        if not name.endswith(SCALE)
    }


def fill(network: nn.Module, folder: Path) -> None:
    """Fill a network with the weights of a shipped model that has a tokenizer, both checked against its card.

    Raises
    ------
    ModelMissing
        A file is missing, is not the one the card names, or is of another version.
    """
    from safetensors.torch import load_file

    card = read_card(folder)
    check_sha256(folder / "tokenizer.json", card.get("tokenizer_sha256", ""), mend=REINSTALL)
    try:
        network.load_state_dict(dequantise(load_file(folder / "weights.safetensors")))
    except RuntimeError as error:
        raise ModelMissing(f"{folder}: weights of another version ({error}); {REINSTALL}") from error
