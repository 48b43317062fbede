"""Who had it from whom."""

import pytest
from origin_builders import OTHER, WORDS, article, articles, credit, match, statement

from provenance import tables
from provenance.config import Origins
from provenance.origins import find_copies, find_derivations, join_claims, trace_articles

CONFIG = Origins()


def edges(article_rows, credited=(), statements=()):
    """Return (article, kind, name, article it is from) of every derivation, after every stage of origins has run."""
    return [
        (row["article_id"], row["kind"], row["from_name"], row["from_article"])
        for row in rows_of(article_rows, credited, statements)
    ]


def rows_of(article_rows, credited=(), statements=()):
    frame = articles(*article_rows)
    attributions = tables.ATTRIBUTIONS.frame(credited)
    copies = find_copies(frame, config=CONFIG)
    lineage = trace_articles(frame, copies, config=CONFIG)
    matches = tables.MATCHES.frame(match(row["claim_id"]) for row in statements)
    claims = join_claims(
        frame, attributions, tables.STATEMENTS.frame(statements), matches, copies, lineage, config=CONFIG
    )
    found = find_derivations(frame, attributions, claims, copies, lineage, config=CONFIG)
    return sorted(
        tables.DERIVATIONS.conform(found, stage="derivations").to_dicts(),
        key=lambda row: (row["article_id"], row["kind"], row["from_name"]),
    )


def lined(name, text, line, label, **columns):
    """Return an article with a line below it that is marked with a label."""
    whole = f"{text}\n{line}"
    start = len(text) + 1
    residue = [{"start": start, "end": len(whole), "label": label}]
    return article(name, whole, residue=residue, body_spans=[[0, len(text)]], **columns)


def test_nothing_gives_nothing():
    assert edges([]) == []
    assert edges([article("a", WORDS, outlet="Karsk Post")]) == []


def test_a_copy_leads_to_the_earlier_article():
    rows = rows_of(
        [
            article("a", WORDS, outlet="Karsk Post", published_at="2020-05-02"),
            article("b", WORDS, outlet="Lind Mirror", published_at="2020-05-01"),
        ]
    )
    assert [(row["article_id"], row["kind"], row["from_article"], row["certain"]) for row in rows] == [
        ("a", "copy", "b", True)
    ]
    assert rows[0]["shared"] == 1.0


def test_a_copy_of_unknown_direction_says_so():
    (row,) = rows_of([article("a", WORDS, outlet="Karsk Post"), article("b", WORDS, outlet="Lind Mirror")])
    assert row["certain"] is False


def test_a_partial_copy_is_an_edge_of_its_own():
    rows = [
        article("a", f"{OTHER} {WORDS[:130]}", outlet="Karsk Post", published_at="2020-05-02"),
        article("b", f"{WORDS} More followed later in the week", outlet="Lind Mirror", published_at="2020-05-01"),
    ]
    assert edges(rows) == [("a", "partial", "Lind Mirror", "b")]


def test_a_page_that_passes_a_text_on_leads_outside():
    line = "[Source: By Ada Nem, Karsk Post, 01May20]"
    row = lined("a", WORDS, line, "source line", outlet="Karsk Post", republisher="Lind Archive")
    (found,) = rows_of([row])
    assert (found["kind"], found["from_name"], found["from_article"]) == ("republication", "Karsk Post", None)
    assert found["outlet"] == "Lind Archive"
    assert row["text"][found["start"] : found["end"]] == found["exact_text"] == "Karsk Post"


def test_a_page_that_passes_a_text_on_leads_to_the_article_at_hand():
    rows = [
        article("a", WORDS, outlet="Karsk Post", passed_on=True),
        article("b", WORDS, outlet="Karsk Post"),
    ]
    assert ("a", "republication", "Karsk Post", "b") in edges(rows)
    assert all(edge[0] == "a" for edge in edges(rows))


def test_an_agency_is_an_edge_with_its_place():
    row = article("a", f"LIND (Tide Wire) - {WORDS}", outlet="Karsk Post", agency="Tide Wire")
    (found,) = rows_of([row])
    assert (found["kind"], found["from_name"]) == ("agency", "Tide Wire")
    assert row["text"][found["start"] : found["end"]] == "Tide Wire"


@pytest.mark.parametrize(
    ("line", "label", "kind", "name"),
    [
        ("Reuters contributed to this report.", "credit", "contribution", "Reuters"),
        ("With inputs from AFP", "credit", "contribution", "AFP"),
        ("h/t: The Delta Review", "hat tip", "hat_tip", "The Delta Review"),
    ],
)
def test_lines_that_thank_somebody(line, label, kind, name):
    row = lined("a", WORDS, line, label, outlet="Karsk Post")
    (found,) = rows_of([row])
    assert (found["kind"], found["from_name"], found["exact_text"]) == (kind, name, name)


def test_a_person_who_contributed_is_no_origin():
    assert edges([lined("a", WORDS, "Ada Nem contributed to this report.", "credit", outlet="Karsk Post")]) == []


def test_a_cited_medium_is_outside_or_the_article_that_says_so():
    here = article("a", "Nine people died , Tide News reported .", outlet="Karsk Post")
    there = article("b", "In all nine people died .", outlet="Tide News")
    said = credit("x", "a", "Tide News", "news_media", source_spans=[[18, 27]])
    assert edges([here], [said]) == [("a", "citation", "Tide News", None)]
    statements = [
        statement("c", here, "Nine people died", attribution_id="x"),
        statement("d", there, "nine people died"),
    ]
    assert edges([here, there], [said], statements) == [("a", "citation", "Tide News", "b")]


def test_a_recording_is_no_medium():
    here = article("a", WORDS, outlet="Karsk Post")
    said = credit("x", "a", "Ada Nem", chain=["Ada Nem's recording", "Ada Nem"])
    assert edges([here], [said]) == []


def test_a_link_leads_to_the_article_at_that_address():
    here = article("a", f"{OTHER} https://www.lind.example/ferry/?from=mail", outlet="Karsk Post")
    there = article("b", WORDS, outlet="Lind Mirror", url="http://lind.example/ferry")
    assert [(edge[1], edge[3]) for edge in edges([here, there])] == [("link", "b")]


def test_a_link_of_a_web_page_leads_to_the_article_or_to_a_known_medium():
    links = [
        {"url": "https://lind.example/ferry", "text": "Belden after two dry summers"},
        {"url": "https://www.reuters.com/world/ferry", "text": "the upper valley"},
        {"url": "https://shop.example/boots", "text": "tankers"},
    ]
    here = article("a", OTHER, outlet="Karsk Post", links=links)
    there = article("b", WORDS, outlet="Lind Mirror", url="http://lind.example/ferry")
    found = rows_of([here, there])
    assert [(row["from_article"], row["from_name"]) for row in found] == [
        ("b", "https://lind.example/ferry"),
        (None, "reuters.com"),
    ]
    for row in found:
        assert OTHER[row["start"] : row["end"]] == row["exact_text"]


def test_two_pages_of_one_script_are_told_apart_by_their_query():
    here = article("a", f"{OTHER} http://lind.example/index.php?id=1 .", outlet="Karsk Post")
    one = article("b", WORDS, outlet="Lind Mirror", url="http://lind.example/index.php?id=1")
    two = article("c", OTHER[:150], outlet="Lind Mirror", url="http://lind.example/index.php?id=2&utm_source=mail")
    links = [edge for edge in edges([here, one, two]) if edge[1] == "link"]
    assert [edge[3] for edge in links] == ["b"]


def test_the_words_of_a_link_are_found_as_words():
    text = "Go there and look here for the boats ."
    links = [{"url": "https://www.reuters.com/world", "text": "here"}]
    (row,) = rows_of([article("a", text, outlet="Karsk Post", links=links)])
    assert text[row["start"] : row["end"]] == "here"
    assert text[row["start"] - 1] == " "


def test_a_citation_leads_to_no_later_article():
    here = article("a", "Nine people died , Tide News reported .", outlet="Karsk Post", published_at="2020-05-02")
    later = article("b", "In all nine people died .", outlet="Tide News", published_at="2020-05-03")
    said = credit("x", "a", "Tide News", "news_media")
    statements = [
        statement("c", here, "Nine people died", attribution_id="x"),
        statement("d", later, "nine people died"),
    ]
    assert edges([here, later], [said], statements) == [("a", "citation", "Tide News", None)]


def test_the_users_families_keep_a_citation_at_home(tmp_path):
    path = tmp_path / "families.csv"
    path.write_text("outlet,family\nTide News,Karsk Group\nKarsk Post,Karsk Group\n", encoding="utf-8")
    frame = articles(article("a", WORDS, outlet="Karsk Post"))
    config = Origins(families=str(path))
    copies = find_copies(frame, config=config)
    lineage = trace_articles(frame, copies, config=config)
    said = tables.ATTRIBUTIONS.frame([credit("x", "a", "Tide News", "news_media")])
    found = find_derivations(frame, said, tables.CLAIMS.empty(), copies, lineage, config=config)
    assert found.is_empty()


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The talks, first reported by The Washington Post, went on.", "The Washington Post"),
        ("On Monday The New York Times reported that the talks went on.", "The New York Times"),
        ("It went on, according to Reuters and others.", "Reuters"),
        ("The list was obtained by the BBC.", "BBC"),
        ("The Times reported it.", None),
        ("He told a Post reporter, according to Ada Nem.", None),
        ("Karsk Post reported it.", None),
    ],
)
def test_media_of_the_lists_that_the_text_says_reported_it(text, medium):
    row = article("a", text, outlet="Karsk Post")
    found = rows_of([row])
    assert [edge["from_name"] for edge in found] == ([medium] if medium else [])
    for edge in found:
        assert text[edge["start"] : edge["end"]] == edge["exact_text"]
