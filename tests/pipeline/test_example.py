"""The committed example is what the samples give today."""

import pytest
from conftest import ROOT

from provenance import annotate, load_config

EXAMPLE = ROOT / "reports" / "example"
FILES = sorted(path.name for path in EXAMPLE.iterdir() if path.suffix in {".csv", ".txt"})


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        config = load_config(settings=["attribution.precision=float32"])
        return annotate("provenance/samples", config=config).write(tmp_path_factory.mktemp("example") / "run")


def test_all_files_are_there():
    assert len(FILES) == 12


@pytest.mark.parametrize("name", FILES)
def test_the_example_is_rebuilt_to_the_letter(rebuilt, name):
    expected = (EXAMPLE / name).read_text(encoding="utf-8")
    assert (rebuilt / name).read_text(encoding="utf-8") == expected, "rebuild it with: make example"
