"""Weights in a quarter of the room: matrices as 8-bit integers with one 16-bit scale a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

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
