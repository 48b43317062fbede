"""Time expressions against a Thursday, 11 January 2018."""

from __future__ import annotations

import pytest

from provenance.claims.times import find_times

PUBLISHED = "2018-01-11"


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("It fell on Friday.", "2018-01-05", "on Friday"),
        ("It fell on Thursday.", "2018-01-11", "on Thursday"),
        ("It fell last week.", "2018-01-01/2018-01-07", "last week"),
        ("It fell last month.", "2017-12", "last month"),
        ("It fell late last year.", "2017", "late last year"),
        ("It fell earlier this year.", "2018", "earlier this year"),
        ("It fell yesterday.", "2018-01-10", "yesterday"),
        ("It fell four days ago.", "2018-01-07", "four days ago"),
        ("It fell three years ago.", "2015", "three years ago"),
        ("It has burned since Dec. 25.", "2017-12-25/..", "since Dec. 25"),
        ("It burned over the past two weeks.", "2017-12-28/2018-01-11", "over the past two weeks"),
        ("It fell in December.", "2017-12", "in December"),
        ("It fell in December 2016.", "2016-12", "in December 2016"),
        ("It fell on 3 June, 2015.", "2015-06-03", "on 3 June, 2015"),
        ("It fell in late 2014.", "2014", "in late 2014"),
        ("It burned between 2011 and 2014.", "2011/2014", "between 2011 and 2014"),
        ("It is closed until next Tuesday.", "../2018-01-16", "until next Tuesday"),
        ("It burned in the last few days.", None, "in the last few days"),
        ("It fell by December.", None, "by December"),
    ],
)
def test_value_and_words(text: str, value: str | None, printed: str) -> None:
    assert [(one.value, one.printed) for one in find_times(text, published=PUBLISHED)] == [(value, printed)]


@pytest.mark.parametrize("text", ["They may have left.", "April Jones left.", "It has 1500 homes.", "It marched on."])
def test_no_time(text: str) -> None:
    assert find_times(text, published=PUBLISHED) == []


@pytest.mark.parametrize(("text", "value"), [("on Friday", None), ("last week", None), ("in May 2017", "2017-05")])
def test_without_publication_only_absolute_times_have_a_value(text: str, value: str | None) -> None:
    assert [one.value for one in find_times(text)] == [value]


def test_a_year_alone_is_no_day_to_count_from() -> None:
    assert [one.value for one in find_times("yesterday", published="2018")] == [None]


def test_an_impossible_date_is_no_time() -> None:
    assert find_times("on February 30, 2015", published=PUBLISHED) == []
