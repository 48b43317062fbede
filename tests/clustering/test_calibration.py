"""A corpus of one's own: labelled pairs in, options out."""

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.calibrate import read_pairs, render
from provenance.clustering.calibration import fit_calibration
from provenance.config import Config
from provenance.errors import InputError


def labelled(path, rows, header="a_text,b_text,same"):
    path.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return path


def rows(number, label):
    return [("one", "two", label)] * number


def test_a_corpus_in_which_matches_are_rarer_lowers_the_odds():
    rng = np.random.default_rng(0)
    odds = rng.normal(0, 2, 400)
    labels = rng.random(400) < 1 / (1 + np.exp(-(1.5 * odds - 1.0)))
    fit = fit_calibration(odds, labels)
    assert fit.slope == pytest.approx(1.5, abs=0.4)
    assert fit.offset == pytest.approx(-1.0, abs=0.4)
    assert fit.loss[1] < fit.loss[0]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.floats(-20, 20), st.booleans()), min_size=1, max_size=40))
def test_whatever_was_labelled_the_options_are_valid_and_no_worse(pairs):
    odds, labels = np.array([one for one, _ in pairs]), np.array([same for _, same in pairs])
    fit = fit_calibration(odds, labels)
    options = yaml.safe_load(render("pairs.csv", fit))
    assert Config.model_validate(options).clustering.match_slope == fit.slope
    assert fit.loss[1] <= fit.loss[0] + 1e-3


def test_pairs_are_read_and_rows_without_a_label_left_out(tmp_path):
    path = labelled(tmp_path / "pairs.csv", [*rows(10, "Yes"), *rows(10, "0"), ("one", "two", "")])
    assert read_pairs(path)["same"].to_list() == [True] * 10 + [False] * 10


@pytest.mark.parametrize(
    ("given", "header", "message"),
    [
        (rows(30, "yes"), "a_text,b_text,same", "30 labelled pairs, 30 of them the same; label 20 or more"),
        (rows(4, "yes") + rows(4, "no"), "a_text,b_text,same", "8 labelled pairs"),
        (
            rows(20, "perhaps"),
            "a_text,b_text,same",
            r"pairs.csv:2: same is 'perhaps'; write yes or no \(20 such rows\)",
        ),
        (rows(20, "yes"), "a_text,b_text,label", "no column same"),
    ],
)
def test_a_file_that_cannot_serve_says_why(tmp_path, given, header, message):
    with pytest.raises(InputError, match=message):
        read_pairs(labelled(tmp_path / "pairs.csv", given, header))


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(InputError, match="cannot be read as CSV"):
        read_pairs(tmp_path / "none.csv")
