"""Kinds of sources, anonymity and its reason."""

from __future__ import annotations

import pytest
from marked_text import last_row, rows_of

KINDS = [
    ("{s|The Guardian} {c|reported} {k|nine deaths}.", "news_media", False),
    ("{s|Mary Holt} {c|said} {k|it was hot}.", "named_person", False),
    ("{s|Mr. Tarn} {c|said} {k|it was hot}.", "named_person", False),
    ("{s|the Interior Ministry} {c|said} {k|nine were held}.", "named_organisation", False),
    ("{s|Norway} {c|said} {k|nine were held}.", "named_organisation", False),
    ("{s|The US} {c|said} {k|nine were held}.", "named_organisation", False),
    ("{s|WHO} {c|said} {k|nine were ill}.", "named_organisation", False),
    ("{s|NATO} {c|said} {k|nine were held}.", "named_organisation", False),
    ("{s|a police spokesman} {c|said} {k|nine were held}.", "unnamed_person", True),
    ("{s|the alliance's spokesman} {c|said} {k|nine were held}.", "unnamed_person", True),
    ("{s|residents} {c|said} {k|nine were held}.", "unnamed_group", True),
    ("{s|two officials familiar with the talks} {c|said} {k|nine were held}.", "unnamed_group", True),
    ("{s|Critics} {c|said} {k|nine were held}.", "unnamed_group", True),
    ("{s|Videos posted online} {c|show} {k|smoke over the port}.", "document", False),
    ("{s|a new report by the Bridge Office} {c|says} {k|the piers are weak}.", "document", False),
    ("{s|The Lowland Gazette} {c|reported} {k|nine deaths}.", "news_media", False),
    ("{s|state news agency Karna} {c|reported} {k|nine deaths}.", "news_media", False),
    ("{s|Local media} {c|reported} {k|nine deaths}.", "news_media", True),
    ("{s|the Karsk Front's Twitter account} {c|claimed} {k|nine deaths}.", "social_media", False),
    ("{s|Unconfirmed reports} {c|suggest} {k|nine deaths}.", "hearsay", True),
    ("{k|The front was} {c|reportedly} {k|dissolved in May}.", "hearsay", True),
    ("{s|There} {c|are reports} {k|that nine died}.", "hearsay", True),
    ("As {s|my blog} {c|suggested}, {k|the talks failed}.", "outlet", False),
    ("{k|The truce} {c|appears} {k|to hold}.", "outlet", False),
]


@pytest.mark.parametrize(("marked", "kind", "anonymous"), KINDS)
def test_kind_and_anonymity(marked, kind, anonymous):
    row = last_row(marked)
    assert (row["source_kind"], row["anonymous"]) == (kind, anonymous)


def test_own_outlet_is_the_outlet():
    assert last_row("{s|The Herald} {c|found} {k|nine cases}.", outlet="The Harbour Herald")["source_kind"] == "outlet"


def test_unresolved_pronoun_has_no_kind():
    row = last_row("It rained. {s|He} {c|said} {k|the roof leaks}.")
    assert (row["source_name"], row["source_kind"], row["anonymous"]) == (None, None, None)


REASONS = [
    (
        "{s|A guard who declined to be identified because he feared for his job} {c|said} {k|the gate was open}.",
        "declined to be identified because he feared for his job",
    ),
    (
        "{k|The gate was open}, {c|said} {s|an official}, who spoke on condition of anonymity to discuss a"
        " sealed report.",
        "spoke on condition of anonymity to discuss a sealed report",
    ),
    (
        "{k|“It is bad,”} {c|said} {s|a teacher who asked to be identified by her first name, Hala, for fear of"
        " reprisals}.",
        "asked to be identified by her first name, Hala, for fear of reprisals",
    ),
    (
        "{s|An aide who was not authorized to speak publicly} {c|said} {k|the vote was off}.",
        "was not authorized to speak publicly",
    ),
]


@pytest.mark.parametrize(("marked", "reason"), REASONS)
def test_reason_is_the_articles_clause(marked, reason):
    assert last_row(marked)["anonymity_reason"] == reason


def test_reason_stands_on_that_source_only():
    guard, again, baker = rows_of(
        "{s|A guard who asked not to be named for fear of arrest} {c|said} {k|the gate was open}. {s2|The"
        " guard} {c2|added}"
        " {k2|nobody was hurt}. {s3|Mary Holt, a baker,} {c3|said} {k3|the gate was shut}."
    )
    assert guard["anonymity_reason"] == again["anonymity_reason"] == "asked not to be named for fear of arrest"
    assert baker["anonymity_reason"] is None
