"""The record of a run, ``run.json``: with what it was made, what it counted, what it could not read.

Two runs over the same input give the same record but for ``seconds`` and ``peak_mib``, which come last.
"""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance import models as shipped
from provenance.attribution.tagger import computes_in
from provenance.errors import ModelMissing
from provenance.tables import REJECTED, SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.config import Attribution, Config
    from provenance.pipeline import Outcome

PACKAGES = ("torch", "transformers", "sentence-transformers", "polars", "trafilatura", "dateparser", "py3langid")
FORMAT = 1  # of the folder; grows when a reader of an older one would go wrong


def rejected_rows(
    rejected: pl.DataFrame, articles: pl.DataFrame, failed: Sequence[Mapping[str, str]], *, languages: Sequence[str]
) -> pl.DataFrame:
    """Return REJECTED with the articles in other languages than ``languages`` and those on which a stage failed."""
    foreign = [
        {
            "input_id": input_id,
            "where": where,
            "stage": "language",
            "what": f"in the language {language}",
            "mend": f"to have it annotated all the same, add {language} to articles.languages",
        }
        for input_id, where, language in articles.select("input_id", "where", "language").iter_rows()
        if language is not None and language not in languages
    ]
    added = REJECTED.frame([*foreign, *failed])
    return pl.concat([rejected.select(added.columns), added]).unique(REJECTED.key, keep="first").sort(REJECTED.key)


def run_record(
    frames: Mapping[str, pl.DataFrame], config: Config, outcome: Outcome, models: Mapping[str, object]
) -> dict[str, Any]:
    """Return what ``run.json`` holds."""
    return {
        "format": FORMAT,
        "provenance": version("provenance-annotator"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "models": {
            "tagger": _tagger_record(config.attribution, models.get("tagger")),
            "encoder": _model_record(config.embedding.model, models.get("encoder")),
            "entailment": _model_record(config.contradictions.model, models.get("entailment")),
            **{name: {"name": name, "sha256": digest} for name, digest in fixed_models(config).items()},
        },
        "config": config.model_dump(mode="json"),
        "counts": counts(frames),
        "rejected": frames["rejected"].to_dicts(),
        "seconds": {name: round(seconds, 3) for name, seconds in outcome.seconds.items()},
        "peak_mib": {name: peak and round(peak) for name, peak in outcome.peak_mib.items()},
    }


def version(package: str) -> str | None:
    """Return the version of an installed package, or null."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def counts(frames: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Return what was read, what was not, and what stayed unknown, as numbers."""
    articles, claims, attributions = frames["articles"], frames["claims"], frames["attributions"]
    rejected = frames["rejected"]["stage"]
    made = "sentences attributions anonymity claims clusters contradictions sources outlets origins"
    return {
        "articles": articles.height,
        "not_read": int((rejected == "read").sum()),
        "set_aside_language": int((rejected == "language").sum()),
        "set_aside_note": int((rejected == "note").sum()),
        "stage_failed": int((~rejected.is_in(["read", *SET_ASIDE])).sum()),
        **{name: frames[name].height for name in made.split()},
        "articles_undated": articles["published_at"].null_count(),
        "articles_without_outlet": articles["outlet"].null_count(),
        "articles_with_problems": int((articles["problems"].list.len() > 0).sum()),
        "attributions_without_source": attributions["source_id"].null_count(),
        "claims_in_outlets_own_voice": claims["attribution_id"].null_count(),
        "claims_undated": claims["as_of"].null_count(),
    }


def fixed_models(config: Config) -> dict[str, str]:
    """Return name and SHA-256 (of the card) of the shipped models that no option names."""
    cards = sorted(Path(shipped.__file__).parent.glob("*/card.json"))
    return {
        card.parent.name: hashlib.sha256(card.read_bytes()).hexdigest()
        for card in cards
        if card.parent.name not in {config.attribution.model, config.embedding.model, config.contradictions.model}
    }


def _tagger_record(config: Attribution, own: object | None) -> dict[str, str | None]:
    record = _model_record(config.model, own)
    return record if own is not None else {**record, "computes_in": computes_in(config)}


def _model_record(name: str, own: object | None) -> dict[str, str | None]:
    if own is not None:
        return {"name": f"{type(own).__module__}.{type(own).__qualname__}", "sha256": None}
    return {"name": name, "sha256": model_sha256(name)}


def model_sha256(name: str) -> str | None:
    """Return the SHA-256 of the weights of a model by its name in the options; null where it is not a shipped one."""
    if name.rsplit("/", 1)[-1] == "all-MiniLM-L6-v2":
        return shipped.ENCODER_SHA256
    try:
        return str(shipped.read_card(shipped.model_folder(name))["sha256"])
    except ModelMissing:
        return None
