"""What starting up costs: help answers at once, and nothing heavy is loaded before it is needed."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import provenance

PACKAGE = Path(provenance.__file__).parent
HEAVY = ("torch", "sentence_transformers", "transformers", "sklearn", "scipy", "trafilatura", "dateparser", "polars")


def loaded_after(code):
    """Return which heavy packages a fresh interpreter has loaded after running some code."""
    report = f"\nimport sys, json; print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "code",
    [
        "from provenance import annotate, Annotations, load_config",
        "import provenance.cli",
        "from provenance.cli import app; app(['--help'], standalone_mode=False)",
        "from provenance.cli import app; app(['annotate', '--help'], standalone_mode=False)",
        "from provenance.cli import app; app(['config'], standalone_mode=False)",
    ],
)
def test_nothing_heavy_is_loaded_before_work_begins(code):
    assert loaded_after(code) == []


@pytest.mark.parametrize("module", ["provenance.pipeline", "provenance.export", "provenance.report"])
def test_the_models_come_in_only_when_a_stage_needs_them(module):
    assert set(loaded_after(f"import {module}")) <= {"polars", "scipy", "trafilatura", "dateparser"}


def test_the_public_names_are_sorted_and_there():
    assert provenance.__all__ == sorted(provenance.__all__)
    assert all(hasattr(provenance, name) for name in provenance.__all__)


def test_importing_the_module_that_runs_as_a_program_runs_nothing():
    assert loaded_after("import provenance.__main__") == []


def imports_of(path):
    """Yield the modules of the package that a file imports at its top level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("provenance"):
            yield node.module


STAGES = ("articles", "sentences", "attribution", "sources", "claims", "embedding", "clustering", "origins")
ALL_STAGES = (*STAGES, "contradictions", "reliability")


@pytest.mark.parametrize("stage", ALL_STAGES)
def test_no_stage_imports_another_stage(stage):
    path = PACKAGE / stage
    files = sorted(path.rglob("*.py")) if path.is_dir() else [PACKAGE / f"{stage}.py"]
    others = [name for name in (*ALL_STAGES, "pipeline", "api", "cli", "report", "export") if name != stage]
    for file in files:
        for module in imports_of(file):
            assert module.split(".")[1:2] not in [[name] for name in others], f"{file}: {module}"
