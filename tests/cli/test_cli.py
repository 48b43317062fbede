"""The command line: what it prints where, and with which exit code."""

import os
import resource
import signal
import subprocess
import sys
import time

import pytest
from build import article, claim, cluster, contradiction, frames, outlet
from typer.testing import CliRunner

from provenance import Annotations, Config
from provenance.cli import app, exit_code, findings, new_folder
from provenance.export import write_run

RECORD = {"config": {}, "seconds": {"articles": 0.5}, "peak_mib": {"articles": 100}}


def call(*arguments, **keywords):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **keywords)


def in_a_process(*arguments, **keywords):
    command = [sys.executable, "-m", "provenance", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **keywords)  # noqa: S603


def tables(**columns):
    one = article("Twelve people died. Bread is dear.", **columns)
    two = article("Nineteen people died.", input_id="two.txt", outlet="Northern Gazette")
    low, high = claim(one, "Twelve people died"), claim(two, "Nineteen people died")
    bread = claim(one, "Bread is dear")
    return {
        "articles": [one, two],
        "claims": [low, high, bread],
        "clusters": [cluster(low, high, status="disputed"), cluster(bread)],
        "contradictions": [contradiction(low, high)],
        "outlets": [outlet("Harbour Herald")],
    }


def written(tmp_path, **rows):
    return write_run(tmp_path / "run", frames(**{**tables(), **rows}), RECORD)


def test_help_names_every_command_and_the_exit_codes():
    told = call("--help").stdout
    for word in ("annotate", "report", "explain", "doctor", "config", "Exit codes", "130 interrupted"):
        assert word in told


def test_help_answers_in_half_a_second():
    in_a_process("--help")
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        in_a_process("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.5  # of the processor: seconds on the wall depend on what else the machine does


def test_version_is_printed():
    assert call("--version").stdout.startswith("provenance ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["annotate"], "name files or folders"),
        (["annotate", "x", "--fail-on", "rain"], "rain"),
        (["annotate", "x", "--set", "report.tpo=1"], "did you mean 'report.top'?"),
        (["annotate", "x", "--set", "report.top=0"], "at least 1"),
        (["annotate", "x", "--config", "absent.yaml"], "absent.yaml: cannot be read"),
        (["annotate", "no/such/folder"], "no/such/folder"),
        (["report", "no/such/folder"], "not the folder of a run"),
        (["report", "x", "--width", "5"], "equal to 40"),
        (["weigh"], "weigh"),
        (["annotate", "--colour"], "--colour"),
    ],
)
def test_wrong_arguments_end_with_2_and_no_traceback(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    done = call(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_folder_with_other_files_is_refused_before_any_work(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    done = call("annotate", tmp_path / "thesis.txt", "--out", tmp_path)
    assert done.exit_code == 2
    assert "holds files" in done.stderr


def test_report_prints_a_run_again(tmp_path):
    done = call("report", written(tmp_path), "--width", "100")
    assert done.exit_code == 0
    assert done.stdout == Annotations.read(tmp_path / "run").report(100)
    assert done.stderr == ""


def test_nothing_but_text_goes_into_a_pipe(tmp_path):
    done = in_a_process("report", written(tmp_path), env={**os.environ, "FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"})
    assert done.returncode == 0
    assert "\x1b" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    folder = written(tmp_path)
    command = [sys.executable, "-m", "provenance", "report", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_explain_unfolds_an_id(tmp_path):
    folder = written(tmp_path)
    identifier = frames(**tables())["contradictions"]["pair_id"][0]
    assert "CONTRADICTION" in call("explain", folder, identifier).stdout


def test_explain_tells_of_an_unknown_id(tmp_path):
    done = call("explain", written(tmp_path), "Harbour Herold")
    assert done.exit_code == 2
    assert "near it: Harbour Herald" in done.stderr


def test_config_shows_what_is_in_force_and_whence(tmp_path):
    (tmp_path / "mine.yaml").write_text("report:\n  top: 3\n", encoding="utf-8")
    told = call("config", "--config", tmp_path / "mine.yaml", "--set", "claims.min_words=5").stdout
    assert f"top: 3  # {tmp_path}/mine.yaml:2" in told
    assert "min_words: 5  # --set" in told
    assert "# default" in told


def test_config_prints_a_file_to_start_from():
    from provenance.config_file import render

    assert call("config", "--template").stdout == render()


def test_doctor_names_models_hashes_and_threads():
    done = call("doctor")
    for word in ("encoder", "tagger", "threads", "torch", "SHA-256"):
        assert word in done.stdout


def test_doctor_ends_with_4_where_a_model_is_missing():
    done = call("doctor", "--set", "attribution.model=no/such/model")
    assert done.exit_code == 4
    assert "no/such/model" in done.stdout
    assert "mend:" in done.stdout


def result(**rows):
    return Annotations(frames(**{**tables(), **rows}), RECORD, Config())


REJECTED = {"input_id": "x", "where": "x.txt", "what": "empty", "mend": "give a file with text"}


@pytest.mark.parametrize(
    ("fail_on", "rows", "expected"),
    [
        (None, {}, 0),
        ("contradiction", {}, 1),
        ("one_origin", {}, 1),
        ("disputed", {"contradictions": []}, 1),
        ("contradiction", {"contradictions": []}, 0),
        ("one_origin", {"contradictions": [], "clusters": []}, 0),
        (None, {"rejected": [{**REJECTED, "stage": "read"}]}, 3),
        (None, {"rejected": [{**REJECTED, "stage": "credits"}]}, 3),
        (None, {"rejected": [{**REJECTED, "stage": "language"}]}, 0),
        ("contradiction", {"rejected": [{**REJECTED, "stage": "read"}]}, 1),
    ],
)
def test_exit_code_tells_of_findings_and_of_what_was_not_read(fail_on, rows, expected):
    assert exit_code(result(**rows), fail_on) == expected


def test_findings_are_clashes_and_statuses():
    assert set(findings(result())) == {"contradiction", "disputed"}


def test_a_new_folder_is_new(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = new_folder()
    first.mkdir(parents=True)
    assert not new_folder().exists()


def test_an_interrupted_run_ends_with_130_and_leaves_nothing(tmp_path):
    command = [sys.executable, "-m", "provenance", "annotate", "-", "--out", str(tmp_path / "run")]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        time.sleep(6)  # it waits for standard input
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"interrupted" in told
    assert b"Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_graph_draws_and_writes_prov(tmp_path):
    folder = written(tmp_path)
    told = call("graph", folder, "--prov", tmp_path / "graph.jsonld")
    assert told.exit_code == 0
    assert "No article has anything from another one" in told.stdout
    assert (tmp_path / "graph.jsonld").read_text(encoding="utf-8").startswith("{")
    assert call("graph", folder, "--prov", tmp_path / "graph.xml").exit_code == 5
