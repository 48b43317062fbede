"""Times of any precision."""

import pytest
from clash_builders import claim, pair

from provenance.contradictions.moments import hours_later, in_words, read_moment
from provenance.contradictions.rules import date


@pytest.mark.parametrize(
    ("early", "late", "hours"),
    [
        ("2024-03-04", "2024-03-05", 24),
        ("2024-03-04T08:00", "2024-03-04T21:00", 13),
        ("2024-03-04", "2024-03-04T21:00", 0),
        ("2024-03", "2024-03-04", 0),
        ("2024-03-05", "2024-03-04", -24),
        ("2024-03-04T08:00+02:00", "2024-03-04T08:00Z", 2),
        ("2024-03-01/..", "2024-05", 0),
        (None, "2024-03-04", None),
        ("some day", "2024-03-04", None),
        ("2024-02-31", "2024-03-04", None),
    ],
)
def test_hours_later(early, late, hours):
    assert hours_later(read_moment(early), read_moment(late)) == hours


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("2024-03-04", "4 March 2024"),
        ("2024-03-04T08:05", "4 March 2024, 08:05"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("2024-03-01/..", "since 1 March 2024"),
        ("../2024-03-01", "until 1 March 2024"),
        ("2024-03-01/2024-03-04", "1 March 2024 to 4 March 2024"),
        (None, "an unknown date"),
    ],
)
def test_in_words(printed, words):
    assert in_words(read_moment(printed)) == words


def test_so_many_days_ago_quoted_on_two_days_was_said_on_one():
    days = {"published_at": "2018-01-07", "as_of": "2017-12-28"}, {"published_at": "2018-01-08", "as_of": "2017-12-29"}
    quoted = [claim("Ilka Brandt died in Halm 10 days ago.", article_id=day["as_of"], **day) for day in days]
    told = [row | {"claim": "Ilka Brandt died in Halm last week.", "exact_text": ""} for row in quoted]
    assert date.find(pair(*quoted)) is None
    assert date.find(pair(*told))
