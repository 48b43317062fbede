"""Describing: the article proper, who published it, and when; nothing invented."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles import describe_articles, documents_from_frame
from provenance.config import Articles
from provenance.tables import ARTICLES

CONFIG = Articles(min_words=0)
FIRST = "At least 12 people died when a ferry sank off Port Alma on Tuesday, police said."
SECOND = "Mayor Ada Quill told Delta News that the search would go on until all had been found."
BODY = f"{FIRST}\n\n{SECOND}"
TICKER = "\u00a0\u00a0\u00a0\u00a0".join(["Pound weakens", "Gold prices fall", "Two held in Alma", "New pier opens"])


def describe(*texts, **columns):
    rows = {"text": list(texts), **{name: [value] * len(texts) for name, value in columns.items()}}
    documents, rejected = documents_from_frame(pl.DataFrame(rows), config=CONFIG)
    assert rejected.is_empty()
    return ARTICLES.conform(describe_articles(documents, config=CONFIG), stage="articles")


def article(text, **columns):
    return describe(text, **columns).row(0, named=True)


def body(row):
    return [row["text"][start:end] for start, end in row["body_spans"]]


def residue(row):
    return {row["text"][part["start"] : part["end"]]: part["label"] for part in row["residue"]}


# ------------------------------------------------------------------ the article proper


@pytest.mark.parametrize(
    ("above", "below", "label"),
    [
        (TICKER, "", "ticker"),
        ("Home | World | Sport", "", "menu"),
        ("Thank you for reporting!", "", "widget"),
        ("Photo: Otto Berg", "", "caption"),
        ("Rescue boats in the harbour at night. (Lena Marsh/Reuters)", "", "caption"),
        ("", "Click here to read the story from its source.", "link"),
        ("", "Clic here to read the story from its source.", "link"),
        ("", "No comments:\n\nPost a Comment", "comments"),
        ("", "Subscribe to our newsletter and never miss a story again.", "newsletter"),
        ("", "Please consider making a donation to keep this site going.", "donation"),
        ("", "All rights reserved. No copying without leave of the owner.", "copyright"),
        ("", "This material is distributed without profit, under Title 17 U.S.C. Section 107.", "fair use"),
        ("", "Source :\n\nFerry owner held\nTwelve dead, forty missing off Alma", "related"),
        ("", "Contact: Lena Marsh", "contact"),
    ],
)  # fmt: skip
def test_the_page_around_the_article_is_marked(above, below, label):
    row = article(f"{above}\n\nFerry sinks off Port Alma\n\n{BODY}\n\n{below}")
    assert body(row) == [BODY]
    assert row["title"] == "Ferry sinks off Port Alma"
    assert set(residue(row).values()) == {label}


def test_comments_at_the_foot_are_no_part_of_the_article():
    row = article(
        f"{BODY}\n\n2 comments:\nAnonymous said...\nI saw twenty dead on the quay, not twelve, that is a lie."
    )
    assert body(row) == [BODY]


def test_a_comment_count_under_the_title_hides_nothing():
    assert body(article(f"Ferry sinks off Port Alma\n0 Comments\n\n{BODY}")) == [BODY]


def test_headings_inside_the_article_stay():
    text = f"{FIRST}\n\nTHE SEARCH\n\n{SECOND}"
    assert body(article(text)) == [text]


def test_a_sentence_that_only_points_at_a_lost_picture_is_marked():
    row = article(f"{FIRST} A photo of the ferry can be seen on the right.\n\n{SECOND}")
    assert body(row) == [FIRST, SECOND]


def test_the_dateline_is_no_part_of_the_first_sentence():
    row = article(f"Ferry sinks off Port Alma\n\nPORT ALMA, May 3 (Reuters) - {BODY}", date="2016-05-03")
    assert body(row) == [BODY]
    assert row["agency"] == "Reuters"
    assert {"where": "dateline", "value": "2016-05-03"}.items() <= row["dates_found"][1].items()


def test_wrapped_lines_are_read_as_paragraphs():
    wrapped = (
        "At least twelve people died when a crowded ferry sank in the outer\n"
        "harbour of the town on Tuesday evening, according to the police\n"
        "of the district and to two fishermen who had been the first to\n"
        "reach the wreck with their boats."
    )
    row = article(f"Ferry sinks\n\n{wrapped}\n\n{wrapped}")
    assert body(row) == [f"{wrapped}\n\n{wrapped}"]
    assert row["title"] == "Ferry sinks"


def test_lines_that_recur_on_a_site_are_residue():
    pages = [
        f"The Quay Letter\n\nStory number {n} of them\n\n{n} ferries sank off Alma today, police said there."
        for n in (3, 4, 5)
    ]
    assert all(residue(row) == {"The Quay Letter": "repeated"} for row in describe(*pages, outlet="Quay").to_dicts())


def test_copies_of_one_article_are_not_residue():
    copies = [f"{BODY}\n\n{end}" for end in ("First copy it is.", "Second copy it is.", "Third copy it is.")]
    assert all(FIRST in body(row)[0] for row in describe(*copies, outlet="Quay").to_dicts())


def test_a_given_title_is_found_in_the_text():
    row = article(f"FERRY SINKS\noff Port Alma.\n\n{BODY}", title="Ferry sinks off Port Alma")
    assert row["text"][slice(*row["title_span"])] == "FERRY SINKS\noff Port Alma."
    assert row["title"] == "Ferry sinks off Port Alma"


def test_a_title_keeps_no_terminal_escape():
    assert article(BODY, title="Ferry \x1b[31msinks\x1b[0m\x07")["title"] == "Ferry sinks"


# ------------------------------------------------------------------ who published it


@pytest.mark.parametrize(
    ("line", "outlet", "byline", "agency"),
    [
        ("Published in Harbour Herald on 21 - 01 - 2017", "Harbour Herald", None, None),
        ("This article first appeared in The Delta Courier.", "The Delta Courier", None, None),
        ("[Source: By Ines Okoro, The Quay Letter, Port Alma, 01Jun15]", "The Quay Letter", "Ines Okoro", None),
        ("Source: Xinhua", "Xinhua", None, "Xinhua"),
        ("By Ines Okoro", None, "Ines Okoro", None),
        ("By INES OKORO and Otto van Berg", None, "INES OKORO, Otto van Berg", None),
        ("By Ines Okoro, The Delta Courier", "The Delta Courier", "Ines Okoro", None),
        ("By Ines Okoro, Associated Press", None, "Ines Okoro", "AP"),
        ("Posted by Otto Berg at 9:40 PM", None, "Otto Berg", None),
        ("Otto Berg | May 3, 2016", None, "Otto Berg", None),
        ("Reuters", None, None, "Reuters"),
        ("© 2016 The Delta Courier. All rights reserved.", "The Delta Courier", None, None),
        ("Copyright 2016 The Associated Press. All rights reserved.", None, None, "AP"),
        ("Source: Ministry of Transport", None, None, None),
        ("By popular demand", None, None, None),
        ("As my blog suggested, it sank.", None, None, None),
        ("Beirut:", None, None, None),
    ],
)
def test_credit_lines(line, outlet, byline, agency):
    row = article(f"Ferry sinks off Port Alma\n{line}\n\n{BODY}")
    assert (row["outlet"], row["byline"], row["agency"]) == (outlet, byline, agency)


def test_first_publisher_and_republisher_are_told_apart():
    notice = "This document has been published on 08Jun15 by the Alma Society."
    row = article(f"{BODY}\n\n[Source: By Ines Okoro, The Quay Letter, Port Alma, 01Jun15]\n\n{notice}")
    assert row["chain"] == ["The Quay Letter", "Alma Society"]
    assert (row["outlet"], row["republisher"]) == ("The Quay Letter", "Alma Society")
    assert (row["published_at"], row["date_source"]) == ("2015-06-01", "source line")


def test_given_columns_win_and_a_clash_is_stated():
    row = article(
        f"{BODY}\n\nThis story was first published in The Delta Courier.", outlet="Harbour Herald", date="2016-05-03"
    )
    assert (row["outlet"], row["date_source"]) == ("Harbour Herald", "given")
    assert row["chain"] == ["The Delta Courier", "Harbour Herald"]
    assert "credit line names The Delta Courier" in " ".join(row["problems"])


def test_a_web_address_alone_names_the_outlet_by_its_host():
    row = article(BODY, url="https://www.quayletter.example/2016/05/03/ferry")
    assert (row["outlet"], row["published_at"], row["date_source"]) == ("quayletter.example", "2016-05-03", "url")


def test_nothing_is_invented():
    row = article(BODY)
    assert [
        row[name] for name in ("outlet", "republisher", "byline", "agency", "url", "published_at", "date_source")
    ] == [None] * 7
    assert row["chain"] == []


# ------------------------------------------------------------------ when


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Monday, November 2, 2015", "2015-11-02"),
        ("2 November 2015", "2015-11-02"),
        ("Published: 2015-11-02 09:30", "2015-11-02T09:30"),
        ("Published 02.11.2015", "2015-11-02"),
        ("Published on 31/10/2015", "2015-10-31"),
        ("Published on 10/31/2015", "2015-10-31"),
        ("Monday 02/11/2015", "2015-11-02"),
        ("Published on 02/11/2015", None),
        ("Updated: November 2, 2015", None),
        ("31 February 2015", None),
        ("2 November 1815", None),
    ],
)
def test_date_lines(line, published):
    assert article(f"Ferry sinks off Port Alma\n{line}\n\n{BODY}")["published_at"] == published


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Published on 02/11/2015", "cannot be told apart"),
        ("31 February 2015", "no such date"),
        ("Tuesday, November 2, 2015", "weekday and date disagree"),
    ],
)
def test_doubtful_dates_are_stated(line, problem):
    assert problem in " ".join(article(f"Ferry sinks off Port Alma\n{line}\n\n{BODY}")["problems"])


def test_other_pages_of_the_site_settle_day_and_month():
    rows = describe(f"{BODY} One.", f"{BODY} Two.", outlet="Quay").to_dicts()
    assert [row["published_at"] for row in rows] == [None, None]
    frame = pl.DataFrame({"text": [f"{BODY} One.", BODY], "outlet": "Quay", "date": ["02/11/2015", "31/10/2015"]})
    documents, _ = documents_from_frame(frame, config=CONFIG)
    found = describe_articles(documents, config=CONFIG)
    assert sorted(found["published_at"].to_list()) == ["2015-10-31", "2015-11-02"]


def test_a_date_in_the_middle_of_the_text_is_not_the_publication():
    row = article(f"{FIRST}\n\nMay 3, 2016\n\n{SECOND}\n\n{FIRST}\n\nMay 4, 2016\n\n{SECOND}\n\n{FIRST}")
    assert row["published_at"] is None


def test_a_given_date_that_cannot_be_read_is_stated():
    row = article(BODY, date="soon")
    assert row["published_at"] is None
    assert row["problems"] == ["date given as 'soon' cannot be read"]


def test_text_about_a_later_year_is_a_doubt():
    row = article(f"{BODY} It had sailed since May 3, 2018.", date="2016-05-03")
    assert "long after publication" in " ".join(row["problems"])


# ------------------------------------------------------------------ language and laws


def test_another_language_is_set_aside():
    text = "Au moins douze personnes sont mortes mardi dans le naufrage du bac, a annoncé la police du port. " * 3
    row = article(text)
    assert (row["language"], row["body_spans"]) == ("fr", [])
    assert row["problems"] == ["set aside: language fr"]


def test_a_short_article_is_kept_and_marked():
    documents, _ = documents_from_frame(pl.DataFrame({"text": ["Two died."]}), config=CONFIG)
    row = describe_articles(documents, config=Articles(min_words=20)).row(0, named=True)
    assert row["problems"] == ["short: 2 words"]
    assert row["language"] is None


def test_exact_repeats_get_ids_of_their_own():
    assert describe(BODY, BODY, BODY)["article_id"].n_unique() == 3


def test_no_documents_give_no_articles():
    documents, _ = documents_from_frame(pl.DataFrame(schema={"text": pl.String}), config=CONFIG)
    assert describe_articles(documents, config=CONFIG).is_empty()


LINES = st.sampled_from(
    [
        FIRST,
        SECOND,
        "",
        "Home | World",
        "By Ines Okoro",
        "Related:",
        "2 comments:",
        "May 3, 2016",
        "Ferry sinks",
        "(AP)",
    ]
)
PAGES = st.one_of(
    st.text(min_size=1).filter(str.strip),
    st.lists(LINES, min_size=1).map("\n".join).filter(str.strip),
    st.lists(LINES, min_size=1).map("\r\n".join).filter(str.strip),
)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_spans_are_in_order_and_apart(text):
    row = article(text)
    spans = [*row["body_spans"], *([part["start"], part["end"]] for part in row["residue"])]
    spans += [row["title_span"]] if row["title_span"] else []
    at = 0
    for start, end in sorted(spans):
        assert at <= start < end <= len(row["text"])
        at = end
    for part in row["dates_found"]:
        assert part["start"] is None or row["text"][part["start"] : part["end"]] == part["printed"]


@settings(max_examples=30, deadline=None)
@given(st.lists(PAGES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(pages, random):
    frame = pl.DataFrame({"id": [f"a{n}" for n in range(len(pages))], "text": pages})
    documents, _ = documents_from_frame(frame, config=CONFIG)
    shuffled = documents[random.sample(range(len(documents)), len(documents))]
    one, two = (describe_articles(table, config=CONFIG).drop("where") for table in (documents, shuffled))
    assert one.equals(two)


def test_a_very_long_line_is_read_in_reasonable_time():
    assert article("May 1 A. " * 20_000)["words"] == 60_000


# ------------------------------------------------------------------ who passes a text on


def test_a_page_that_names_a_first_publisher_and_not_itself_passes_the_text_on():
    row = article(f"Ferry sinks off Port Alma\n\nPublished in Delta News on 03 - 05 - 2020\n\n{BODY}")
    assert (row["outlet"], row["republisher"], row["passed_on"]) == ("Delta News", None, True)
    assert any("not verified" in problem for problem in row["problems"])


def test_an_outlets_own_page_passes_nothing_on():
    menu = "Delta News | World | Sport"
    row = article(f"{menu}\n\nFerry sinks off Port Alma\n\nPublished in Delta News on 03 - 05 - 2020\n\n{BODY}")
    assert (row["outlet"], row["passed_on"]) == ("Delta News", False)
    assert not any("not verified" in problem for problem in row["problems"])


def test_the_signature_of_reuters_names_the_agency():
    row = article(f"{BODY}\n\n(Reporting by Ada Nem in Alma; Editing by Otto Berg)")
    assert row["agency"] == "Reuters"
    assert article(f"{BODY}\n\n(Reporting by Ada Nem in Alma)")["agency"] is None


def test_a_hat_tip_is_no_part_of_the_article_and_no_outlet():
    row = article(f"{BODY}\n\nh/t: Delta News")
    assert body(row) == [BODY]
    assert row["outlet"] is None


def test_a_short_name_and_its_host_are_one_outlet():
    row = article(f"{BODY}\n\nSource: BBC", url="https://www.bbc.co.uk/news/1")
    assert (row["republisher"], row["passed_on"]) == (None, False)


def test_a_dateline_behind_a_headline_in_one_line_names_the_agency():
    row = article(f"Ferry sinks off Port Alma, report Washington (AFP) – {BODY}")
    assert row["agency"] == "AFP"
    assert article(f"The mayor (AFP) and others spoke. {BODY}")["agency"] is None
