"""The command ``provenance``: arguments, exit codes, and what goes to which stream.

Data go to standard output and to files; progress, warnings and errors to standard error. Nothing heavy is imported
before a command runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from provenance.errors import OutputError, ProvenanceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.api import Annotations

FOUND, INCOMPLETE, MISSING, INTERNAL, INTERRUPTED = 1, 3, 4, 5, 130
SEVERITY = ("contradiction", "disputed", "anonymous_only", "one_origin")  # gravest first
EXIT_CODES = (
    "Exit codes: 0 ran · 1 findings at or above --fail-on · 2 bad arguments or options · 3 ran, but some input could "
    "not be read or a stage failed on it · 4 a model is missing · 5 internal error · 130 interrupted."
)


class Guarded(TyperGroup):
    """Turns what goes wrong into a message and an exit code; ``--debug`` shows the traceback as well."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the type that typer gives it is its own affair
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            _say("interrupted: no file was left half-written")
            raise typer.Exit(INTERRUPTED) from error
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if not _is_ours(error):
                raise
            if ctx.params.get("debug"):
                traceback.print_exc()
            _say(f"provenance: {_message(error)}")
            raise typer.Exit(getattr(error, "exit_code", INTERNAL)) from error


def _is_ours(error: Exception) -> bool:
    """Tell whether an error is for us to report: usage errors belong to typer."""
    return isinstance(error, ProvenanceError) or not hasattr(error, "exit_code")


def _message(error: Exception) -> str:
    if isinstance(error, ProvenanceError):
        return str(error)
    kind = type(error).__name__
    return f"internal error: {kind}: {error}\nPlease report it, with what --debug prints."


app = typer.Typer(
    cls=Guarded,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)

ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="YAML file with options.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="One option, such as report.top=20; may be given several times."),
]
Width = Annotated[int | None, typer.Option(min=40, max=200, help="Columns of the page; the terminal's if not given.")]
RunFolder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.")]


@app.callback(invoke_without_command=True)
def common(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,  # noqa: ARG001
) -> None:
    """Annotate news: who said what, where it came from, what contradicts it, and how far to trust it.

    Try it: [bold]provenance annotate --samples[/bold]
    """
    if version:
        from provenance import __version__

        _print(f"provenance {__version__}\n")
        raise typer.Exit


@app.command()
def annotate(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATHS", help="Files and folders with articles; - reads JSONL.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; a new folder under reports/ if not given.")
    ] = None,
    config: ConfigFile = None,
    settings: Settings = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write the files and print errors only.")] = False,
    fail_on: Annotated[
        Literal["contradiction", "disputed", "anonymous_only", "one_origin"] | None,
        typer.Option(help="Exit with 1 when the run finds this, or anything named before it in this list."),
    ] = None,
    samples: Annotated[bool, typer.Option("--samples", help="Use the sample articles of the package.")] = False,
    width: Width = None,
) -> None:
    """Annotate articles, print the report, write CSV files.

    Reads .txt, .md, .html, .jsonl, .csv and .parquet, also with .gz.

    Example: [bold]provenance annotate articles/ --out reports/today[/bold]
    """
    from provenance.api import annotate as annotate_articles
    from provenance.config_file import load_config
    from provenance.progress import bars

    options = load_config(config, settings or [])
    folder = _writable(out or new_folder())
    with bars(quiet=quiet) as progress:
        result = annotate_articles(_inputs(paths, samples=samples), config=options, progress=progress)
    written = result.write(folder)
    if not quiet:
        _print(result.report(width or page_width(), color=in_color()))
        _say(f"{timings(result)}Files: {written}    Unfold an id: provenance explain {written} ID")
    raise typer.Exit(exit_code(result, fail_on))


@app.command()
def report(
    folder: RunFolder,
    width: Width = None,
    top: Annotated[int | None, typer.Option(min=1, help="Rows a section shows; report.top if not given.")] = None,
) -> None:
    """Print the report of an earlier run again.

    Example: [bold]provenance report reports/today --width 120[/bold]
    """
    from provenance.api import Annotations

    _print(Annotations.read(folder).report(width or page_width(), color=in_color(), top=top))


@app.command()
def explain(
    folder: RunFolder,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An id or its first characters; an outlet's name.")],
    width: Width = None,
) -> None:
    """Unfold a claim, cluster, attribution, source, pair, article or origin.

    Example: [bold]provenance explain reports/today 3f9c1e[/bold]
    """
    from provenance.api import Annotations

    _print(Annotations.read(folder).explain(identifier, width=width or page_width(), color=in_color()))


@app.command()
def graph(
    folder: RunFolder,
    prov: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write W3C PROV: .jsonld, .json (PROV-JSON) or .provn.")
    ] = None,
    width: Width = None,
) -> None:
    """Draw who had which text or report first, and who has it from there.

    Example: [bold]provenance graph reports/today --prov today.jsonld[/bold]
    """
    from provenance.api import Annotations

    run = Annotations.read(folder)
    if prov:
        run.write_prov(prov)
        _say(f"Written: {prov}")
    _print(run.graph(width=width or page_width(), color=in_color()))


@app.command()
def doctor(config: ConfigFile = None, settings: Settings = None) -> None:
    """Say what is installed, what is missing, and how to mend it."""
    from provenance.config_file import load_config
    from provenance.doctor import examine, render_findings

    findings = examine(load_config(config, settings or []))
    _print(render_findings(findings))
    raise typer.Exit(0 if all(finding.well for finding in findings) else MISSING)


@app.command()
def calibrate(
    labelled: Annotated[Path, typer.Argument(metavar="LABELLED.csv", help="Pairs: columns a_text, b_text, same.")],
    config: ConfigFile = None,
    settings: Settings = None,
) -> None:
    """Fit the likelihood of a match to pairs of claims that you have labelled; print options for --config.

    Label relations.csv of a run: add a column [bold]same[/bold] with yes or no.

    Example: [bold]provenance calibrate relations.csv > mine.yaml[/bold]
    """
    from provenance.calibrate import calibrate as fit
    from provenance.config_file import load_config

    _print(fit(labelled, load_config(config, settings or [])))


@app.command(name="config")
def show_config(
    config: ConfigFile = None,
    settings: Settings = None,
    template: Annotated[bool, typer.Option("--template", help="Print a file of all defaults, explained.")] = False,
) -> None:
    """Print the options in force and where each came from.

    Example: [bold]provenance config --config mine.yaml --set report.top=20[/bold]
    """
    from provenance.config_file import load_with_origins, render

    loaded = load_with_origins(config, settings or [])
    _print(render() if template else render(loaded.config, loaded.origins))


def main() -> None:
    """Run the command with the arguments of the process."""
    app(prog_name="provenance")


# ------------------------------------------------------------------ what the commands share


def exit_code(result: Annotations, fail_on: str | None = None) -> int:
    """Return 1 for findings at or above ``fail_on``, 3 if something was not read or a stage failed on it, else 0."""
    if fail_on and set(SEVERITY[: SEVERITY.index(fail_on) + 1]) & set(findings(result)):
        return FOUND
    from provenance.tables import SET_ASIDE

    unread = (~result.rejected["stage"].is_in(SET_ASIDE)).any()
    return INCOMPLETE if unread else 0


def findings(result: Annotations) -> Iterator[str]:
    """Yield the kinds of findings that ``--fail-on`` knows and this run has."""
    if result.contradictions["verdict"].eq("contradiction").any():
        yield "contradiction"
    yield from set(result.clusters["status"]) & set(SEVERITY)


def new_folder() -> Path:
    """Return a folder under reports/ that does not exist yet, named after the time."""
    from datetime import datetime

    stem = Path("reports") / datetime.now().astimezone().strftime("%Y-%m-%dT%H-%M-%S")
    names = (stem.with_name(f"{stem.name}-{number}") if number > 1 else stem for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def timings(result: Annotations) -> str:
    """Return the seconds and, where measured, the peak memory of each stage, the total last."""
    seconds, peak = result.run["seconds"], result.run["peak_mib"]
    rows = [f"{name:<16}{spent:>8.2f} s{_memory(peak.get(name))}" for name, spent in seconds.items()]
    rows.append(
        f"{'all stages':<16}{sum(seconds.values()):>8.2f} s{_memory(max(filter(None, peak.values()), default=None))}"
    )
    return "\n".join(rows) + "\n"


def _memory(peak: float | None) -> str:
    return "" if peak is None else f"{peak:>8,.0f} MiB peak"


def page_width() -> int:
    """Return the columns of the terminal, or COLUMNS, or 80 where there is neither; 120 at most, for the eye."""
    import shutil

    return min(shutil.get_terminal_size((80, 24)).columns, 120)


def in_color() -> bool:
    """Tell whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _writable(folder: Path) -> Path:
    """Return the folder if a run may be written there: told before the work, not after it."""
    from provenance.export import check_folder

    try:
        check_folder(folder)
    except OutputError as error:
        raise typer.BadParameter(str(error), param_hint="--out") from error
    return folder


def _inputs(paths: list[str] | None, *, samples: bool) -> list[str | Path]:
    if samples:
        return [*(paths or []), Path(__file__).parent / "samples"]
    if not paths:
        raise typer.BadParameter("name files or folders with articles, or use --samples", param_hint="PATHS")
    return list(paths)


def _print(text: str) -> None:
    """Write to standard output; a reader that has gone away (``| head``) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
