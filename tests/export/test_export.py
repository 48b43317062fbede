"""A run's folder: what a sheet reads, what comes back, and what is never overwritten."""

import csv
import io
import json
import re
from pathlib import Path

import polars as pl
import pytest
from build import article, attribution, claim, cluster, frames
from hypothesis import given
from hypothesis import strategies as st

from provenance import InputError, OutputError
from provenance.export import PUBLIC, csv_text, format_number, guard_formula, public_table, read_run, write_run

ROOT = Path(__file__).resolve().parents[2]
RUN = {"provenance": "0", "seconds": {}}


def small_run():
    one = article('Twelve people died, "all of them\nmen", Ada Quill said. =1+1', title="-Storm")
    died = claim(one, "Twelve people died", value=12.0, value_high=13.5, quantities=[])
    return frames(
        articles=[one],
        claims=[died],
        clusters=[cluster(died, value_low=12.0)],
        attributions=[attribution(one, "Ada Quill", "said", "Twelve people died", confidence=0.123456)],
    )


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_has_the_columns_of_the_contract_first(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    for name, columns in PUBLIC.items():
        header = (tmp_path / "run" / f"{name}.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
        assert tuple(header[: len(columns)]) == columns


def test_the_contract_is_the_one_agreed(shared):
    agreed = (shared / "design" / "tables.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\w+)\.csv \|[^|]*\|(.*)\|$", agreed, re.MULTILINE))
    assert listed.keys() <= PUBLIC.keys()
    for name, columns in listed.items():
        assert tuple(re.findall(r"\w+", re.sub(r"\([^()]*\)", "", columns))) == PUBLIC[name]


def test_cells_are_plain(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    row = rows(tmp_path / "run" / "claims.csv")[0]
    assert (row["value"], row["value_high"], row["negated"], row["place"]) == ("12", "13.5", "false", "")
    said = rows(tmp_path / "run" / "attributions.csv")[0]
    assert json.loads(said["content_spans"]) == [[0, 18]]
    assert (said["confidence"], said["chain"]) == ("0.1235", '["Ada Quill"]')


def test_articles_come_without_their_texts_and_with_their_origin(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    row = rows(tmp_path / "run" / "articles.csv")[0]
    assert "text" not in row
    assert row["origin_id"]
    assert pl.read_parquet(tmp_path / "run" / "articles.parquet")["text"][0].startswith("Twelve")


def test_a_run_is_read_back_as_it_was(tmp_path):
    made = small_run()
    write_run(tmp_path / "run", made, RUN)
    found, run = read_run(tmp_path / "run")
    assert run == RUN
    for name, frame in found.items():
        assert frame.equals(made[name]), name


def test_an_empty_run_is_written_and_read_back(tmp_path):
    write_run(tmp_path / "run", frames(), RUN)
    assert read_run(tmp_path / "run")[0]["claims"].is_empty()
    assert rows(tmp_path / "run" / "claims.csv") == []


def test_two_folders_of_one_run_are_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_run(tmp_path / name, small_run(), RUN)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("-12", "-12"),
        ("+3.5", "+3.5"),
        ("-12 %", "'-12 %"),
        ("don't", "don't"),
        ("'tis", "'tis"),
        ("", None),
        (None, None),
    ],
)
def test_no_cell_of_free_text_is_a_formula(text, expected):
    assert guard_formula(text) == expected


@given(st.text(alphabet="'=+-@\t\r1a"))
def test_the_apostrophe_can_always_be_taken_off_again(text):
    guarded = guard_formula(text) or ""
    numbers = re.fullmatch(r"[+-]?\d[\d.,]*%?", guarded)
    assert (re.sub(r"^'('*[=+\-@\t\r])", r"\1", guarded) if not numbers else guarded) == text


def test_exact_passages_stay_exact_unless_all_are_guarded():
    one = article("=1+1 people died.", outlet="=evil")
    made = frames(articles=[one], claims=[claim(one, "=1+1 people died")])
    assert [row["exact_text"][0] for row in csv.DictReader(io.StringIO(csv_text(made["claims"])))] == ["="]
    row = next(csv.DictReader(io.StringIO(csv_text(made["claims"], guard="all"))))
    assert (row["exact_text"], row["outlet"]) == ("'=1+1 people died", "'=evil")
    assert next(csv.DictReader(io.StringIO(csv_text(made["claims"], guard="off"))))["outlet"] == "=evil"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_any_passage_comes_back_from_a_sheet(text):
    made = csv_text(pl.DataFrame({"claim_id": ["x"], "exact_text": [text]}))
    assert next(csv.DictReader(io.StringIO(made, newline="")))["exact_text"] == text


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(12.0, None, "12"), (-0.5, None, "-0.5"), (1 / 3, 4, "0.3333"), (float("nan"), None, None), (None, 4, None)],
)
def test_numbers_are_plain(value, digits, expected):
    assert format_number(value, digits) == expected


def test_a_folder_with_other_files_is_never_written_into(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="holds files that are not a run's"):
        write_run(tmp_path, small_run(), RUN)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "run").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        write_run(tmp_path / "run", small_run(), RUN)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be made"):
        write_run(tmp_path / "file" / "run", small_run(), RUN)


def test_a_run_that_breaks_off_never_looks_complete(tmp_path):
    broken = {**small_run(), "origins": pl.DataFrame({"label": ["no such table"]})}
    with pytest.raises(OutputError, match="cannot be written"):
        write_run(tmp_path / "run", broken, RUN)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="not the folder of a run"):
        read_run(tmp_path / "run")


def test_a_run_of_another_version_is_told(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    path = tmp_path / "run" / "tables" / "claims.parquet"
    pl.read_parquet(path).drop("place").write_parquet(path)
    with pytest.raises(InputError, match=r"another version .*missing place"):
        read_run(tmp_path / "run")


def test_a_broken_file_of_a_run_is_told(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    (tmp_path / "run" / "tables" / "claims.parquet").write_bytes(b"no")
    with pytest.raises(InputError, match="a file of this run is broken"):
        read_run(tmp_path / "run")


def check_off(folder, **cells):
    found = rows(folder / "clusters.csv")
    found[0].update(cells)
    with (folder / "clusters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def test_what_a_person_writes_into_clusters_is_read_back(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    check_off(tmp_path / "run", checked="yes", note="asked the ministry")
    clusters = read_run(tmp_path / "run")[0]["clusters"]
    assert clusters.select("checked", "note").row(0) == ("yes", "asked the ministry")


def test_a_second_run_into_the_folder_keeps_what_a_person_wrote(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    check_off(tmp_path / "run", checker="B. Vane")
    write_run(tmp_path / "run", small_run(), RUN)
    assert rows(tmp_path / "run" / "clusters.csv")[0]["checker"] == "B. Vane"


def test_checks_of_clusters_that_are_gone_are_kept_apart(tmp_path):
    write_run(tmp_path / "run", small_run(), RUN)
    check_off(tmp_path / "run", note="asked the ministry")
    write_run(tmp_path / "run", frames(), RUN)
    assert rows(tmp_path / "run" / "clusters_gone.csv")[0]["note"] == "asked the ministry"


def test_public_tables_have_no_column_twice():
    for name in PUBLIC:
        columns = public_table(name, frames()).columns
        assert len(columns) == len(set(columns))
