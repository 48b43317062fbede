"""How far a source is identified, how many speak, how they know, by which channel, and how firmly the cue stands."""

from __future__ import annotations

import pytest
from marked_text import last_row

from provenance.attribution.access import read_access, read_channel
from provenance.attribution.anonymity import is_rote
from provenance.attribution.stance import read_weight

LEVELS = [
    ("{s|Mayor Ann Holt} {c|said} {k|it was hot}.", "name_and_role", 1),
    ("{s|Ann Holt} {c|said} {k|it was hot}.", "name_only", 1),
    ("{s|A baker who gave only his first name, Omar,} {c|said} {k|it was hot}.", "first_name", 1),
    ("{s|the alliance's spokesman} {c|said} {k|it was hot}.", "exact_role", 1),
    ("{s|The mayor} {c|said} {k|it was hot}.", "exact_role", 1),
    ("{s|A senior commander in the Northern Front} {c|said} {k|it was hot}.", "broad_role", 1),
    ("{s|A spokesman for the Northern Front} {c|said} {k|it was hot}.", "exact_role", 1),
    ("{s|a senior official} {c|said} {k|it was hot}.", "broad_role", 1),
    ("{s|A commander in the north} {c|said} {k|it was hot}.", "broad_role", 1),
    ("{s|a source close to the talks} {c|said} {k|it was hot}.", "broad_role", 1),
    ("{s|two officials} {c|said} {k|it was hot}.", "broad_role", 2),
    ("{s|Residents} {c|said} {k|it was hot}.", "collective", None),
    ("{s|Sources} {c|said} {k|it was hot}.", "bare", None),
    ("{s|one person} {c|said} {k|it was hot}.", "bare", 1),
    ("{s|Karim Odeh and Petra Dahl} {c|said} {k|it was hot}.", "name_only", 2),
    ("{s|the Interior Ministry} {c|said} {k|it was hot}.", None, None),
    ("{s|A new report} {c|said} {k|it was hot}.", None, None),
    ("It rained. {s|He} {c|said} {k|it was hot}.", None, None),
]


@pytest.mark.parametrize(("marked", "level", "count"), LEVELS)
def test_level_and_count(marked, level, count):
    row = last_row(marked)
    assert (row["identification"], row["source_count"]) == (level, count)


@pytest.mark.parametrize(
    ("words", "access"),
    [
        ("a man who saw the blast", "first_hand"),
        ("an official with direct knowledge of the talks", "first_hand"),
        ("two people briefed on the talks", "briefed"),
        ("a person familiar with the matter", "briefed"),
        ("a monitor who spoke to relatives", "second_hand"),
        ("a senior official", None),
    ],
)
def test_access(words, access):
    assert read_access(words) == access


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("said by phone", "telephone"),
        ("tweeted", "social_media"),
        ("on its Twitter feeds", "social_media"),
        ("in a written reply posted online", "written"),
        ("said in a post on Telegram", "social_media"),
        ("told reporters", "news_conference"),
        ("said in an interview with the Courier", "interview"),
        ("said in a statement", "statement"),
        ("wrote in a letter", "written"),
        ("says in the video", "video"),
        ("told the court", "speech"),
        ("told the Courier", "told"),
        ("said", None),
    ],
)
def test_channel(words, channel):
    assert read_channel(words) == channel


def test_channel_may_stand_beside_the_cue():
    row = last_row("{s|Omar Kadi} {c|said} by satellite phone {k|that the market was on fire}.")
    assert row["channel"] == "telephone"


@pytest.mark.parametrize(
    ("reason", "rote"),
    [
        ("spoke on condition of anonymity", True),
        ("declined to be named", True),
        ("was not authorised to speak to the media", True),
        ("was not authorised to discuss the inquiry", False),
        ("asked not to be named for fear of reprisals", False),
        ("spoke on condition of anonymity to discuss a private meeting", False),
    ],
)
def test_rote_reasons(reason, rote):
    assert is_rote(reason) is rote


def test_reason_has_its_span():
    marked = "{s|A guard who declined to be identified because he feared for his job} {c|said} {k|the gate was open}."
    row = last_row(marked)
    text = "A guard who declined to be identified because he feared for his job said the gate was open."
    assert text[slice(*row["anonymity_reason_span"])] == row["anonymity_reason"]
    assert row["anonymity_reason_kind"] == "stated"


def test_weights_keep_the_order_of_the_words():
    cues = ["revealed", "confirmed", "said", "claimed", "alleged", "purportedly showed"]
    weights = [read_weight(cue, "stated", doubted=False) for cue in cues]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_a_cue_that_the_list_lacks_weighs_as_its_stance_does():
    assert read_weight("accused", "alleged", doubted=False) == read_weight("alleged", "alleged", doubted=False)
    assert read_weight("called", "stated", doubted=False) == read_weight("said", "stated", doubted=False)


def test_weight_is_null_without_cue_and_low_for_a_denial():
    assert read_weight("", "stated", doubted=False) is None
    assert read_weight("denied", "denied", doubted=False) < read_weight("alleged", "alleged", doubted=False)
    assert read_weight("said", "stated", doubted=True) == pytest.approx(
        read_weight("said", "stated", doubted=False) / 2, abs=1e-3
    )


DOUBTS = [
    (
        "If state media are to be believed, {s|the army} {c|said} {k|the town had fallen}.",
        "If state media are to be believed",
    ),
    ("{s|The brigade} {c|said} {k|it shot down a jet}, without providing evidence.", "without providing evidence"),
    ("{s|The brigade} {c|said} {k|it shot down a jet}. The claim could not be independently verified.", "The claim"),
    ("{s|The brigade} {c|falsely claimed} {k|it shot down a jet}.", "falsely"),
    ("{s|The brigade} {c|said} {k|it shot down a jet}. It rained.", None),
    ("{s|The brigade} {c|said} {k|the army falsely claims a victory}.", None),
    ("{s|The brigade} {c|said}: {k|“The report was falsely signed.”}", None),
]


@pytest.mark.parametrize(("marked", "doubt"), DOUBTS)
def test_the_outlets_own_doubt(marked, doubt):
    row = last_row(marked)
    assert (row["doubt_text"] or "").startswith(doubt or "")
    assert (row["doubt_text"] is None) is (doubt is None)
