"""Which outlets are one publisher."""

import pytest

from provenance.errors import ConfigError
from provenance.origins.families import load_families


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fox News", "Fox News (Online)"),
        ("Fox News", "Fox Online News"),
        ("Newsmax - Opinion", "Newsmax"),
        ("AP", "apnews.com"),
        ("The Associated Press", "AP"),
        ("BBC News", "bbc.co.uk"),
        ("Harbour Herald", "The Harbour Herald"),
    ],
)
def test_labels_of_one_newsroom(one, other):
    families = load_families()
    assert families.of(one) == families.of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Daily News", "The Daily"),
        ("Gulf News", "Gulf Times"),
        ("Reuters", "AFP"),
        ("Harbour Herald", "Harbour News"),
        ("New York Times", "New York Post"),
    ],
)
def test_different_publishers(one, other):
    families = load_families()
    assert families.of(one) != families.of(other)


def test_no_outlet_has_no_family():
    assert load_families().of(None) is None
    assert load_families().of(" - ") is None


def test_the_users_rows_are_added_and_win(tmp_path):
    path = tmp_path / "families.csv"
    path.write_text("# ours\noutlet,family\nHarbour Herald,Coast Group\nValley Courier,Coast Group\n", encoding="utf-8")
    families = load_families(str(path))
    assert families.of("Harbour Herald") == families.of("Valley Courier") != families.of("Northern Gazette")
    assert families.of("AP") == families.of("Associated Press")


def test_families_in_a_circle_end(tmp_path):
    path = tmp_path / "families.csv"
    path.write_text("outlet,family\nA Post,B Post\nB Post,A Post\n", encoding="utf-8")
    families = load_families(str(path))
    assert families.of("A Post") == families.of("B Post") == "a post"


def test_a_row_against_the_shipped_ones_still_joins(tmp_path):
    path = tmp_path / "families.csv"
    path.write_text("outlet,family\nAgence France-Presse,AFP\n", encoding="utf-8")
    families = load_families(str(path))
    assert families.of("AFP") == families.of("Agence France-Presse")


def test_a_file_that_was_changed_is_read_again(tmp_path):
    path = tmp_path / "families.csv"
    path.write_text("outlet,family\nA Post,B Group\n", encoding="utf-8")
    first = load_families(str(path)).of("A Post")
    path.write_text("outlet,family\nA Post,C Group\n", encoding="utf-8")
    assert (first, load_families(str(path)).of("A Post")) == ("b group", "c group")


@pytest.mark.parametrize("content", [None, "name,owner\nA,B\n"])
def test_a_file_that_is_none_is_an_error(tmp_path, content):
    path = tmp_path / "families.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"origins\.families"):
        load_families(str(path))
