"""The documentation says what the program does today."""

import re

import pytest
from conftest import ROOT

from provenance import tables
from provenance.config import Config
from provenance.export import PUBLIC
from provenance.pipeline import STAGES

TABLES_PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def documented(name):
    """Return the words of one table's section."""
    section = TABLES_PAGE.split(f"## {name}.csv")[1].split("\n## ")[0]
    return set(re.findall(r"\w+", section))


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_column_is_documented(name):
    by_name = {table.name: table for table in vars(tables).values() if isinstance(table, tables.Table)}
    written = (set(by_name[name].columns) | set(PUBLIC[name])) - {"text"}
    assert written - documented(name) == set()


def test_every_stage_is_in_the_design():
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    for stage in STAGES:
        assert f"{stage.function.__name__}`" in design, stage.name


def test_every_command_is_in_the_readme():
    from provenance.cli import app

    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert names
    for name in names:
        assert f"`provenance {name}" in README


def test_every_link_in_the_documentation_leads_somewhere():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*/README.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_options_named_in_the_readme_exist():
    for section, option in re.findall(r"`(?:--set )?(\w+)\.(\w+)(?:=[\w.]+)?`", README):
        if section in Config.model_fields:
            assert option in type(getattr(Config(), section)).model_fields


def test_the_readme_shows_lines_of_the_example():
    report = (ROOT / "reports" / "example" / "report.txt").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown
    for line in filter(str.strip, shown[1].splitlines()):
        if line.strip() != "[…]":
            assert line in report
