"""Options from files and the command line: checked, located, explained."""

from pathlib import Path

import pytest
import yaml

from provenance import Config, ConfigError, load_config
from provenance.config_file import describe, load_with_origins, options, render, value_of

ROOT = Path(__file__).resolve().parents[2]


def write(folder, text):
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def message(*args):
    with pytest.raises(ConfigError, match=r".") as caught:
        load_config(*args)
    return str(caught.value)


def test_without_a_file_the_defaults_are_in_force():
    assert load_config() == Config()


@pytest.mark.parametrize("text", ["", "# nothing\n", "report:\n", "{}\n"])
def test_a_file_without_options_changes_nothing(tmp_path, text):
    assert load_config(write(tmp_path, text)) == Config()


def test_a_file_changes_only_what_it_names(tmp_path):
    config = load_config(write(tmp_path, "report:\n  top: 3\narticles:\n  languages: [en, fr]\n"))
    assert config.report.top == 3
    assert config.articles.languages == ("en", "fr")
    assert config.clustering == Config().clustering


def test_a_later_setting_wins_over_an_earlier_one_and_over_the_file(tmp_path):
    path = write(tmp_path, "report:\n  top: 3\n")
    assert load_config(path, ["report.top=4", "report.top=5"]).report.top == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clustering:\n  claim_treshold: 0.4\n", ":2: unknown key 'clustering.claim_treshold'; did you mean"),
        ("clustering:\n  claim_treshold: 0.4\n", "did you mean 'clustering.claim_threshold'?"),
        ("\n\nreprot:\n  top: 3\n", ":3: unknown section 'reprot'; did you mean 'report'?"),
        ("report:\n  top: many\n", ":2: report.top: expected a whole number, at least 1, found 'many'"),
        ("report:\n  top: 0\n", ":2: report.top: expected a whole number, at least 1, found 0"),
        ("report:\n  top: yes\n", ":2: report.top: expected a whole number, at least 1, found true"),
        ("report:\n  top: 2.5\n", "found 2.5"),
        ("clustering:\n  claim_threshold: 8\n", "expected a number, 0 to 1, found 8"),
        ("clustering:\n  claim_threshold: .nan\n", "found .nan"),
        ("articles:\n  languages: en\n", "expected a list of texts, found 'en'"),
        ("export:\n  csv_guard: maybe\n", "expected one of text, all, off, found 'maybe'"),
        ("report:\n  top: 3\n  top: 4\n", ":3: 'report.top' is set twice (first in line 2); remove one"),
        ("report: 3\n", ":1: report: expected options below it, found '3'"),
        ("- report\n", ":1: expected sections such as 'report:', found a list"),
        ("report:\n  top: [1\n", "not valid YAML"),
        (
            "report: {top: !!python/name:os.system }\n",
            "mine.yaml:1: report.top: a tag or value that YAML does not know",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_how_to_mend_it(tmp_path, text, expected):
    told = message(write(tmp_path, text))
    assert expected in told
    assert "mine.yaml" in told


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    told = message(write(tmp_path, "report:\n  top: 0\n  tpo: 1\nclaims:\n  min_words: x\n"), ["report.top=0"])
    assert [line.rsplit("mine.yaml", 1)[-1].split(" ")[0] for line in told.split("\n")] == [
        ":2:",
        ":3:",
        ":5:",
        "--set",
    ]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("report.top", "expected section.option=value"),
        ("top=3", "did you mean 'report.top'?"),
        ("report.tpo=3", "--set report.tpo: unknown key 'report.tpo'; did you mean 'report.top'?"),
        ("report.top=[1", "not valid YAML"),
        ("report.top=", "expected a whole number, at least 1, found null"),
    ],
)
def test_a_wrong_setting_is_told_as_well(setting, expected):
    assert expected in message(None, [setting])


def test_a_missing_file_is_named(tmp_path):
    assert "absent.yaml: cannot be read" in message(tmp_path / "absent.yaml")


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"report:\n  top: \xff\xfe\n")
    assert "mine.yaml: not UTF-8 text" in message(path)


def test_each_value_is_shown_with_where_it_came_from(tmp_path):
    path = write(tmp_path, "report:\n  top: 3\n")
    loaded = load_with_origins(path, ["claims.min_words=6"])
    shown = render(loaded.config, loaded.origins)
    assert f"top: 3  # {path}:2" in shown
    assert "min_words: 6  # --set" in shown
    assert "claim_threshold: " in shown
    assert yaml.safe_load(shown) == loaded.config.model_dump(mode="json")


def test_the_file_at_the_top_is_made_from_the_options():
    assert (ROOT / "config.yaml").read_text(encoding="utf-8") == render(), "run: make config"


def test_the_file_at_the_top_states_the_defaults():
    assert load_config(ROOT / "config.yaml") == Config()


@pytest.mark.parametrize("key", [key for key, _ in options()])
def test_every_option_is_described_on_one_line(key):
    field = dict(options())[key]
    assert field.description, f"describe {key} in provenance/config.py"
    assert "\n" not in describe(field)
    assert value_of(Config(), key) == field.default
