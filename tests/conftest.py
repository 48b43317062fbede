"""What all tests share: the folder of samples, one run over them, and the research data where it is at hand."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "provenance" / "samples"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def run():
    """One run of the whole main job over the samples, with the shipped models."""
    from provenance import annotate

    return annotate(SAMPLES)


@pytest.fixture(scope="session")
def shared():
    """Give the folder of research data; skip where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the research data is not at hand")
    return SHARED


@pytest.fixture(scope="session")
def samples():
    """Give the folder of sample articles in the package."""
    return SAMPLES
