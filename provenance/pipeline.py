"""The order of the stages: the only place that knows it.

Each stage is a top-level pure function from tables to one table. ``run`` calls them in the order of ``STAGES``, checks
every table against its schema, times every stage, and sets a broken article aside instead of losing the run.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance import tables
from provenance.articles import describe_articles
from provenance.attribution import attribute
from provenance.claims import find_claims
from provenance.clustering import cluster_claims, near_claims, relate_claims
from provenance.contradictions import find_contradictions
from provenance.embedding import embed_texts
from provenance.errors import ProvenanceError, TableError
from provenance.origins import find_copies, find_derivations, join_claims, summarise_origins, trace_articles
from provenance.reliability import grade_outlets, grade_sources, review_anonymity, weigh_clusters
from provenance.sentences import split_sentences
from provenance.sources import canonicalise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from provenance.config import Config
    from provenance.tables import Table

    Tables = dict[str, pl.DataFrame]
    Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True)
class Stage:
    """One step: ``function(*reads, config=…)`` returns ``writes``.

    ``section`` names the part of the configuration it is given, ``by_article`` that it may be run on any part of the
    articles, ``seam`` the keyword under which a caller may hand in a model of his own; such stages are the long ones
    and also take ``progress``.
    """

    function: Callable[..., pl.DataFrame]
    reads: tuple[Table, ...]
    writes: Table
    section: str | None = None
    by_article: bool = False
    seam: str | None = None

    @property
    def name(self) -> str:
        """The table it writes, which is also the stage's name in messages and timings."""
        return self.writes.name


STAGES: tuple[Stage, ...] = (
    Stage(describe_articles, (tables.DOCUMENTS,), tables.ARTICLES, "articles"),
    Stage(split_sentences, (tables.ARTICLES,), tables.SENTENCES, by_article=True),
    Stage(attribute, (tables.ARTICLES, tables.SENTENCES), tables.CREDITS, "attribution", True, "tagger"),
    Stage(canonicalise, (tables.ARTICLES, tables.CREDITS), tables.ATTRIBUTIONS, "sources"),
    Stage(find_claims, (tables.ARTICLES, tables.SENTENCES, tables.ATTRIBUTIONS), tables.STATEMENTS, "claims", True),
    Stage(embed_texts, (tables.ARTICLES, tables.STATEMENTS), tables.VECTORS, "embedding", False, "encoder"),
    Stage(
        cluster_claims,
        (tables.ARTICLES, tables.ATTRIBUTIONS, tables.STATEMENTS, tables.VECTORS),
        tables.MATCHES,
        "clustering",
    ),
    Stage(
        relate_claims,
        (tables.ATTRIBUTIONS, tables.STATEMENTS, tables.VECTORS, tables.MATCHES),
        tables.RELATIONS,
        "clustering",
    ),
    Stage(near_claims, (tables.STATEMENTS, tables.VECTORS, tables.MATCHES), tables.NEAR, "clustering"),
    Stage(find_copies, (tables.ARTICLES,), tables.COPIES, "origins"),
    Stage(trace_articles, (tables.ARTICLES, tables.COPIES), tables.LINEAGE, "origins"),
    Stage(
        join_claims,
        (tables.ARTICLES, tables.ATTRIBUTIONS, tables.STATEMENTS, tables.MATCHES, tables.COPIES, tables.LINEAGE),
        tables.CLAIMS,
        "origins",
    ),
    Stage(
        find_derivations,
        (tables.ARTICLES, tables.ATTRIBUTIONS, tables.CLAIMS, tables.COPIES, tables.LINEAGE),
        tables.DERIVATIONS,
        "origins",
    ),
    Stage(
        find_contradictions,
        (tables.ARTICLES, tables.CLAIMS, tables.NEAR),
        tables.CONTRADICTIONS,
        "contradictions",
        seam="entailment",
    ),
    Stage(weigh_clusters, (tables.CLAIMS, tables.CONTRADICTIONS), tables.CLUSTERS, "reliability"),
    Stage(review_anonymity, (tables.ATTRIBUTIONS, tables.CLAIMS, tables.CLUSTERS), tables.ANONYMITY),
    Stage(grade_sources, (tables.ATTRIBUTIONS, tables.CLAIMS, tables.CONTRADICTIONS), tables.SOURCES, "reliability"),
    Stage(
        grade_outlets,
        (tables.ARTICLES, tables.LINEAGE, tables.CLAIMS, tables.CONTRADICTIONS),
        tables.OUTLETS,
        "reliability",
    ),
    Stage(summarise_origins, (tables.LINEAGE, tables.CLAIMS), tables.ORIGINS),
)


@dataclass
class Outcome:
    """What ``run`` gives back.

    Every table by name, wall-clock seconds a stage, the process's peak resident memory in MiB up to the end of each
    stage (null where the system does not tell), and the articles that were set aside, as rows of REJECTED.
    """

    tables: Tables
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mib: dict[str, float | None] = field(default_factory=dict)
    failed: list[dict[str, str]] = field(default_factory=list)


def run(
    documents: pl.DataFrame,
    *,
    config: Config,
    models: Mapping[str, object] | None = None,
    stages: Sequence[Stage] = STAGES,
    progress: Callable[[str], Progress] | None = None,
) -> Outcome:
    """Run the stages over DOCUMENTS and return every table.

    Parameters
    ----------
    documents
        The table DOCUMENTS, as read by ``provenance.articles.read_documents``.
    config
        Options; each stage gets its own section only.
    models
        A caller's own ``tagger``, ``encoder`` or ``entailment``, by that name; the shipped ones otherwise.
    stages
        Another order or other functions.
    progress
        Called with a stage's name, returns a callback for (done, total) of its steps.

    Raises
    ------
    TableError
        A stage reads what no earlier stage writes, or breaks a schema.
    """
    check_order(stages)
    outcome = Outcome({tables.DOCUMENTS.name: tables.DOCUMENTS.conform(documents, stage="read")})
    for stage in stages:
        started = time.perf_counter()
        keywords = _keywords(stage, config, models or {}, progress)
        frame = _call(stage, outcome, keywords)
        outcome.tables[stage.name] = stage.writes.conform(frame, stage=stage.name)
        outcome.seconds[stage.name] = time.perf_counter() - started
        outcome.peak_mib[stage.name] = _peak_mib()
    return outcome


def check_order(stages: Sequence[Stage]) -> None:
    """Raise TableError if a stage reads a table that no earlier stage writes."""
    known = {tables.DOCUMENTS.name}
    for stage in stages:
        for table in stage.reads:
            if table.name not in known:
                raise TableError(f"stage {stage.name!r} reads {table.name!r}, which no earlier stage writes")
        known.add(stage.name)


def _peak_mib() -> float | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)  # bytes there, KiB elsewhere


def _keywords(
    stage: Stage, config: Config, models: Mapping[str, object], progress: Callable[[str], Progress] | None
) -> dict[str, Any]:
    keywords: dict[str, Any] = {}
    if stage.section:
        keywords["config"] = getattr(config, stage.section)
    if stage.seam:
        keywords[stage.seam] = models.get(stage.seam)
        keywords["progress"] = progress(stage.name) if progress else None
    return keywords


def _call(stage: Stage, outcome: Outcome, keywords: dict[str, Any]) -> pl.DataFrame:
    frames = [outcome.tables[table.name] for table in stage.reads]
    try:
        return stage.function(*frames, **keywords)
    except ProvenanceError:
        raise
    except Exception:
        if not stage.by_article:
            raise
        return _call_one_by_one(stage, outcome, keywords)


def _call_one_by_one(stage: Stage, outcome: Outcome, keywords: dict[str, Any]) -> pl.DataFrame:
    """Run a stage article by article and set aside each article on which it breaks."""
    parts = [stage.writes.empty()]
    for article_id, input_id, where in outcome.tables["articles"].select("article_id", "input_id", "where").iter_rows():
        frames = [outcome.tables[table.name].filter(pl.col("article_id") == article_id) for table in stage.reads]
        try:
            parts.append(stage.function(*frames, **keywords))
        except ProvenanceError:
            raise
        except Exception as error:
            outcome.failed.append(
                {
                    "input_id": input_id,
                    "where": where,
                    "stage": stage.name,
                    "what": f"{type(error).__name__}: {error}",
                    "mend": "a fault of the program: please report it with this article",
                }
            )
    return pl.concat(parts)
