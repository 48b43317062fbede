"""The main job from Python: articles in, every table out.

>>> from provenance import annotate
>>> result = annotate("articles/")  # doctest: +SKIP
>>> result.claims.filter(anonymous=True)  # doctest: +SKIP
>>> result.write("reports/today")  # doctest: +SKIP

Nothing heavy is imported before ``annotate`` or ``Annotations.read`` is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.config import Config
from provenance.config_file import load_config
from provenance.errors import OutputError

if TYPE_CHECKING:
    import polars as pl

    Inputs = str | Path | Sequence[str | Path] | pl.DataFrame
    Progress = Callable[[str], Callable[[int, int], None]]


@dataclass(frozen=True)
class Annotations:
    """What a run found: every table as a polars DataFrame, and how it was made.

    Attributes
    ----------
    tables
        All tables by name, as written in ``provenance/tables.py``.
    run
        What ``run.json`` holds: versions, config, models, counts, rejected, seconds.
    config
        The options that were in force.
    """

    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    run: Mapping[str, Any] = field(repr=False)
    config: Config = field(default_factory=Config, repr=False)

    @property
    def articles(self) -> pl.DataFrame:
        """One row an article, without its text; the texts stand in ``tables["articles"]``."""
        return self._public("articles")

    @property
    def attributions(self) -> pl.DataFrame:
        """One row for each time somebody is credited with something."""
        return self._public("attributions")

    @property
    def claims(self) -> pl.DataFrame:
        """One row for each checkable claim at a place in an article."""
        return self._public("claims")

    @property
    def clusters(self) -> pl.DataFrame:
        """One row for each matter claimed, over all outlets: the sheet that people keep."""
        return self._public("clusters")

    @property
    def contradictions(self) -> pl.DataFrame:
        """One row for each pair of claims that clash, or seem to."""
        return self._public("contradictions")

    @property
    def anonymity(self) -> pl.DataFrame:
        """One row for each attribution to a person or people without a full name, with what its use leaves open."""
        return self._public("anonymity")

    @property
    def sources(self) -> pl.DataFrame:
        """One row a source, over all articles."""
        return self._public("sources")

    @property
    def outlets(self) -> pl.DataFrame:
        """One row an outlet."""
        return self._public("outlets")

    @property
    def origins(self) -> pl.DataFrame:
        """One row for each place where a text entered the news."""
        return self._public("origins")

    @property
    def derivations(self) -> pl.DataFrame:
        """One row for each thing an article has from another article, outlet or agency."""
        return self._public("derivations")

    @property
    def sentences(self) -> pl.DataFrame:
        """One row a sentence, with its offsets."""
        return self.tables["sentences"]

    @property
    def rejected(self) -> pl.DataFrame:
        """One row for each input that was not read, set aside, or on which a stage failed, with how to mend it."""
        return self.tables["rejected"]

    def report(self, width: int | None = None, *, color: bool = False, top: int | None = None) -> str:
        """Return the report in an analyst's order.

        Parameters
        ----------
        width
            Columns of the page, 40 to 200; 80 if not given.
        color
            With the terminal's colour codes; plain text otherwise.
        top
            How many rows a section shows; ``report.top`` of the run's options if not given.
        """
        from provenance.report import render_report

        rows = top or self.config.report.top
        return render_report(self.tables, self.run, width=width or 80, color=color, top=rows)

    def explain(self, identifier: str, *, width: int | None = None, color: bool = False) -> str:
        """Return everything behind an id: offsets, context, evidence, and the inputs of letter and number.

        Parameters
        ----------
        identifier
            The id, or the first characters of the id, of a claim, cluster, attribution, source, pair, article or
            origin; an outlet's name.
        width
            Columns of the page; 80 if not given.
        color
            With the terminal's colour codes; plain text otherwise.

        Raises
        ------
        InputError
            No row has this id; the nearest ones are named. Or the first characters fit several.
        """
        from provenance.explain import explain

        return explain(self.tables, identifier, width=width or 80, color=color)

    def graph(self, *, width: int | None = None, color: bool = False) -> str:
        """Return trees of who had which text or report first, and who has it from there; arguments as in ``report``."""
        from provenance.report import render_graph

        return render_graph(self.tables, width=width or 80, color=color)

    def write_prov(self, path: str | Path) -> Path:
        """Write the origin graph as W3C PROV and return the path: .jsonld, .json (PROV-JSON) or .provn, by its ending.

        Raises
        ------
        OutputError
            Another ending, or the file cannot be written.
        """
        from provenance.export import write_text
        from provenance.prov import FORMATS, prov_text

        target = Path(path)
        if target.suffix not in FORMATS:
            raise OutputError(f"{target}: the ending must be one of {', '.join(FORMATS)}")
        return write_text(target, prov_text(self.tables, form=FORMATS[target.suffix]))

    def write(self, folder: str | Path) -> Path:
        """Write the CSV files, the full tables, the report and ``run.json`` into a folder and return its path.

        Raises
        ------
        OutputError
            The folder holds other files, or cannot be written.
        """
        from provenance.export import write_run

        guard = self.config.export.csv_guard
        return write_run(folder, self.tables, self.run, report=self.report(), guard=guard)

    @classmethod
    def read(cls, folder: str | Path) -> Annotations:
        """Read back what ``write`` wrote; the vectors are not kept.

        Raises
        ------
        InputError
            The folder is not that of a complete run, or a file is broken.
        """
        from provenance.export import read_run

        frames, run = read_run(folder)
        return cls(frames, run, _config_of(run))

    def _public(self, name: str) -> pl.DataFrame:
        from provenance.export import public_table

        return public_table(name, self.tables)


def annotate(
    inputs: Inputs,
    *,
    config: Config | str | Path | None = None,
    tagger: object | None = None,
    encoder: object | None = None,
    entailment: object | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Annotations:
    """Annotate articles: claims, who is credited with each, who carries it, what contradicts it, how far to trust it.

    Parameters
    ----------
    inputs
        Files and folders of .txt, .md, .html, .jsonl, .csv, .parquet (also .gz), ``-`` for JSONL on standard input, or
        a polars frame with the column ``text`` (or ``html``) and, where known, id, outlet, url, title, date, author.
    config
        Options, or the path of a YAML file with some of them.
    tagger, encoder, entailment
        Models of your own, as described in ``provenance.attribution``, ``provenance.embedding`` and
        ``provenance.contradictions``; the shipped ones otherwise.
    progress
        Called with the name of a long stage, returns a callback for (done, total) of its steps.
    stdin
        What ``-`` reads; standard input if not given.

    Raises
    ------
    InputError
        A path does not exist, or nothing readable was given. A single broken article only becomes a row of
        ``rejected``.
    ConfigError, ModelMissing
        An option is wrong; a model is not there.

    Notes
    -----
    Needs no network. The same input gives the same tables, in whatever order it comes.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"text": ["Mayor Ada Quill resigned, her office said."], "outlet": ["Harbour Herald"]})
    >>> annotate(frame).claims["exact_text"].to_list()  # doctest: +SKIP
    ['Mayor Ada Quill resigned']
    """
    from provenance import pipeline
    from provenance.record import rejected_rows, run_record

    options = config if isinstance(config, Config) else load_config(config)
    documents, rejected = _read(inputs, options, stdin)
    given = {"tagger": tagger, "encoder": encoder, "entailment": entailment}
    models = {name: model for name, model in given.items() if model is not None}
    outcome = pipeline.run(documents, config=options, models=models, progress=progress)
    articles, languages = outcome.tables["articles"], options.articles.languages
    frames = {**outcome.tables, "rejected": rejected_rows(rejected, articles, outcome.failed, languages=languages)}
    return Annotations(frames, run_record(frames, options, outcome, models), options)


def _read(inputs: Inputs, config: Config, stdin: BinaryIO | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    from provenance.articles import documents_from_frame, read_documents

    if isinstance(inputs, str | Path):
        return read_documents([inputs], config=config.articles, stdin=stdin)
    if isinstance(inputs, Sequence):
        return read_documents(list(inputs), config=config.articles, stdin=stdin)
    return documents_from_frame(inputs, config=config.articles)


def _config_of(run: Mapping[str, Any]) -> Config:
    """Return the options a run was made with; options that are no longer known fall back to the defaults."""
    from pydantic import ValidationError

    try:
        return Config.model_validate(run.get("config", {}))
    except ValidationError:
        return Config()
