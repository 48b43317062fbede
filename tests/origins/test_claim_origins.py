"""Where a claim entered the news."""

import polars as pl
from origin_builders import OTHER, WORDS, article, articles, credit, match, statement

from provenance import tables
from provenance.config import Origins
from provenance.origins import find_copies, join_claims, summarise_origins, trace_articles

CONFIG = Origins()
HARBOUR = "The harbour master of Karsk opened an inquiry the same evening"


def joined(article_rows, statements, credited=(), clusters=None):
    """Return CLAIMS by claim_id, after every stage of origins has run."""
    return {row["claim_id"]: row for row in tables_of(article_rows, statements, credited, clusters)[1].to_dicts()}


def tables_of(article_rows, statements, credited=(), clusters=None):
    frame = articles(*article_rows)
    copies = find_copies(frame, config=CONFIG)
    lineage = trace_articles(frame, copies, config=CONFIG)
    claims = join_claims(
        frame,
        tables.ATTRIBUTIONS.frame(credited),
        tables.STATEMENTS.frame(statements),
        tables.MATCHES.frame(match(row["claim_id"], (clusters or {}).get(row["claim_id"], "k")) for row in statements),
        copies,
        lineage,
        config=CONFIG,
    )
    return lineage, tables.CLAIMS.conform(claims, stage="claims")


def two_outlets():
    return (
        article("a", f"{OTHER} Nine people died .", outlet="Karsk Post", published_at="2020-05-01"),
        article("b", "In all nine people died .", outlet="Lind Mirror", published_at="2020-05-02"),
    )


def test_nothing_gives_nothing():
    lineage, claims = tables_of([], [])
    assert claims.is_empty()
    assert summarise_origins(lineage, claims).is_empty()


def test_the_own_voice_of_an_article():
    row = article("a", WORDS, outlet="Karsk Post", byline="Ada Nem")
    claim = joined([row], [statement("c", row, HARBOUR)])["c"]
    assert (claim["source_kind"], claim["source"], claim["source_id"]) == ("outlet", "Karsk Post", None)
    assert (claim["origin_label"], claim["origin_evidence"]) == ("Karsk Post", "byline")
    assert row["text"][claim["start"] : claim["end"]] == claim["exact_text"]


def test_the_own_voice_of_an_unknown_outlet_has_no_source():
    row = article("a", WORDS)
    assert joined([row], [statement("c", row, HARBOUR)])["c"]["source"] is None


def test_one_speaker_in_two_outlets_is_one_origin():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", right, "nine people died", attribution_id="y"),
        ],
        [credit("x", "a", "Ada Nem"), credit("y", "b", "Ada Nem")],
    )
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]
    assert {claim["origin_evidence"] for claim in claims.values()} == {"same speaker"}


def test_unnamed_sources_of_two_outlets_add_no_origin_to_the_outlets():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", right, "nine people died", attribution_id="y"),
            statement("e", right, "In all nine"),
        ],
        [credit("x", "a", "officials", "unnamed_group"), credit("y", "b", "officials", "unnamed_group")],
    )
    assert claims["c"]["origin_id"] != claims["d"]["origin_id"] == claims["e"]["origin_id"]
    assert claims["d"]["origin_evidence"] == "unnamed source"


def test_a_spokesman_speaks_for_his_organisation():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", right, "nine people died", attribution_id="y"),
        ],
        [
            credit("x", "a", "a spokesman", "unnamed_person", role="spokesman", affiliation="Karsk Coastguard"),
            credit("y", "b", "Karsk Coastguard", "named_organisation"),
        ],
    )
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]


def test_the_carrier_is_the_origin_of_an_unnamed_speaker():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [statement("c", left, "Nine people died"), statement("d", right, "nine people died", attribution_id="y")],
        [credit("y", "b", "a sailor", "unnamed_person", chain=["Tide News", "a sailor"])],
    )
    assert claims["d"]["origin_label"] == "Tide News"


def test_the_named_speaker_is_the_origin_whoever_carries_it():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [statement("d", right, "nine people died", attribution_id="y")],
        [credit("y", "b", "Ada Nem", chain=["Tide News", "Ada Nem"])],
    )
    assert claims["d"]["origin_label"] == "Ada Nem"


def test_a_cited_outlet_leads_to_its_own_article_where_that_makes_the_claim():
    left, right = two_outlets()
    statements = [
        statement("c", left, "Nine people died"),
        statement("d", right, "nine people died", attribution_id="y"),
    ]
    credited = [credit("y", "b", "The Karsk Post", "news_media")]
    claims = joined([left, right], statements, credited)
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]
    apart = joined([left, right], statements, credited, {"c": "k", "d": "other"})
    assert apart["c"]["origin_id"] != apart["d"]["origin_id"]


def test_a_claim_in_a_passage_taken_over_has_the_origin_of_the_first():
    left = article("a", f"{OTHER} {WORDS}", outlet="Karsk Post", published_at="2020-05-02")
    right = article("b", f"{WORDS} {OTHER[::-1]} {WORDS[::-1]}", outlet="Lind Mirror", published_at="2020-05-01")
    text = articles(left, right)
    assert find_copies(text, config=Origins(copy_containment=1.0))["kind"].to_list() == ["partial"]
    copies = find_copies(text, config=Origins(copy_containment=1.0))
    lineage = trace_articles(text, copies, config=CONFIG)
    claims = join_claims(
        text,
        tables.ATTRIBUTIONS.empty(),
        tables.STATEMENTS.frame([statement("c", left, HARBOUR), statement("d", left, OTHER[:60])]),
        tables.MATCHES.frame([match("c"), match("d")]),
        copies,
        lineage,
        config=CONFIG,
    )
    assert claims.sort("claim_id")["origin_label"].to_list() == ["Lind Mirror", "Karsk Post"]


def test_a_copied_article_adds_no_origin_to_its_claims():
    rows = [article(name, WORDS, outlet=name, published_at=f"2020-05-0{n}") for n, name in enumerate("abc", start=1)]
    lineage, claims = tables_of(rows, [statement(f"c{row['article_id']}", row, HARBOUR) for row in rows])
    origins = tables.ORIGINS.conform(summarise_origins(lineage, claims), stage="origins")
    assert origins.select("first_article", "articles", "outlets", "claims", "overlap").rows() == [("a", 3, 3, 3, 1.0)]


def test_order_of_rows_changes_nothing():
    rows = [*two_outlets(), article("e", WORDS, outlet="Tide News")]
    statements = [
        statement("c", rows[0], "Nine people died"),
        statement("d", rows[1], "nine people died"),
        statement("f", rows[2], HARBOUR),
    ]
    lineage, claims = tables_of(rows, statements)
    again, same = tables_of(rows[::-1], statements[::-1])
    assert claims.equals(same)
    assert summarise_origins(lineage, claims).equals(
        summarise_origins(again.sort("article_id", descending=True), claims.select(pl.all().reverse()))
    )


def origins_of(*credits_, stories=("s", "s")):
    """Return the labels and ids of the origins of one claim in each of two articles, credited like this."""
    left, right = two_outlets()
    statements = [
        statement("c", left, "Nine people died", attribution_id="x"),
        statement("d", right, "nine people died", attribution_id="y"),
    ]
    matches = [{**match(row["claim_id"]), "story_id": story} for row, story in zip(statements, stories, strict=True)]
    frame = articles(left, right)
    copies = find_copies(frame, config=CONFIG)
    claims = join_claims(
        frame,
        tables.ATTRIBUTIONS.frame(credits_),
        tables.STATEMENTS.frame(statements),
        tables.MATCHES.frame(matches),
        copies,
        trace_articles(frame, copies, config=CONFIG),
        config=CONFIG,
    )
    return claims["origin_label"].to_list(), claims["origin_id"].n_unique()


def test_a_spokesman_and_his_ministry_are_one_witness():
    speaker = credit("x", "a", "Ada Nem", role="ministry spokeswoman Col.")
    office = credit("y", "b", "defence ministry", "named_organisation")
    assert origins_of(speaker, office) == (["defence ministry", "defence ministry"], 1)


def test_a_spokesman_speaks_for_the_organisation_that_any_article_names():
    first = credit("x", "a", "Ada Nem", role="spokeswoman", affiliation="Sarn Mills")
    second = credit("y", "b", "Ada Nem", role="spokeswoman", affiliation="the company")
    assert origins_of(first, second) == (["Sarn Mills", "Sarn Mills"], 1)


def test_the_company_of_one_story_is_not_that_of_another():
    credits_ = [credit(key, article, "company", "named_organisation") for key, article in (("x", "a"), ("y", "b"))]
    assert origins_of(*credits_)[1] == 1
    assert origins_of(*credits_, stories=("s", "t"))[1] == 2


def test_a_speaker_that_could_not_be_resolved_is_one_in_a_story():
    credits_ = [
        credit(key, article, None, None, source_text=text)
        for key, article, text in (("x", "a", "the coastguard"), ("y", "b", "The coastguard"))
    ]
    assert origins_of(*credits_) == (["coastguard", "coastguard"], 1)


def test_a_pronoun_is_no_speaker():
    credits_ = [credit(key, article, None, None, source_text="She") for key, article in (("x", "a"), ("y", "b"))]
    assert origins_of(*credits_) == (["Karsk Post", "Lind Mirror"], 2)


def test_a_headline_is_no_second_witness_of_what_the_text_credits():
    row = article("a", f"Nine people died . {OTHER} nine people died .", outlet="Karsk Post")
    frame = articles(row)
    statements = [
        statement("c", row, "Nine people died"),
        statement("d", row, "nine people died", attribution_id="x"),
    ]
    claims = join_claims(
        frame,
        tables.ATTRIBUTIONS.frame([credit("x", "a", "Ada Nem")]),
        tables.STATEMENTS.frame(statements),
        tables.MATCHES.frame({**match(row["claim_id"]), "agreement_id": "g"} for row in statements),
        tables.COPIES.empty(),
        trace_articles(frame, tables.COPIES.empty(), config=CONFIG),
        config=CONFIG,
    )
    assert claims["origin_label"].to_list() == ["Ada Nem", "Ada Nem"]


def test_what_a_source_denied_is_told_as_its_denial():
    row = article("a", "Lind Oil denied that the mill had leaked .", outlet="Karsk Post")
    start = row["text"].index("that the mill")
    denied = credit("x", "a", "Lind Oil", "named_organisation", stance="denied", content_spans=[[start, start + 24]])
    said = statement("c", row, "that the mill had leaked", claim="The mill had leaked.", attribution_id="x")
    assert joined([row], [said], [denied])["c"]["claim"] == "Lind Oil denied that the mill had leaked."
    assert joined([row], [said], [{**denied, "stance": "stated"}])["c"]["claim"] == "The mill had leaked."


def test_what_is_denied_keeps_the_small_letter_of_the_article():
    row = article("a", "Lind Oil denied that government pipes had leaked .", outlet="Karsk Post")
    start = row["text"].index("that gov")
    denied = credit("x", "a", "Lind Oil", "named_organisation", stance="denied", content_spans=[[start, start + 32]])
    said = statement(
        "c", row, "that government pipes had leaked", claim="Government pipes had leaked.", attribution_id="x"
    )
    assert joined([row], [said], [denied])["c"]["claim"] == "Lind Oil denied that government pipes had leaked."


def test_two_articles_of_one_newsroom_are_one_family():
    rows = [
        article("a", f"{OTHER} Nine people died .", outlet="Fox News"),
        article("b", "In all nine people died .", outlet="Fox News (Online)"),
        article("e", "The sea was calm and nine people died .", outlet="Lind Mirror"),
    ]
    claims = joined(rows, [statement("c", rows[0], "Nine people died"), statement("d", rows[1], "nine people died")])
    assert claims["c"]["origin_id"] != claims["d"]["origin_id"]
    assert claims["c"]["origin_family"] == claims["d"]["origin_family"] is not None
    other = joined(rows, [statement("f", rows[2], "nine people died")])["f"]
    assert other["origin_family"] != claims["c"]["origin_family"]


def test_a_monitor_and_its_director_are_one_origin():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", right, "nine people died", attribution_id="y"),
        ],
        [
            credit("x", "a", "Ada Nem", role="director", affiliation="Karsk Observatory"),
            credit("y", "b", "Karsk Observatory", "named_organisation"),
        ],
    )
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]
    assert claims["c"]["origin_label"] == "Karsk Observatory"


def test_a_president_is_not_his_state():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", right, "nine people died", attribution_id="y"),
        ],
        [
            credit("x", "a", "Ada Nem", role="president", affiliation="Karsk"),
            credit("y", "b", "Karsk", "named_organisation"),
        ],
    )
    assert claims["c"]["origin_id"] != claims["d"]["origin_id"]


def test_an_excerpt_of_one_speaker_is_one_origin():
    row = article("a", f"{OTHER} Nine people died . The sea was calm . So said she .", outlet="Karsk Post")
    statements = [
        statement("c", row, "Nine people died", attribution_id="x"),
        statement("d", row, "The sea was calm", attribution_id="y"),
    ]
    excerpt = credit("x", "a", None, "news_media", chain=["excerpted text"])
    named = credit("y", "a", "Ada Nem", chain=["excerpted text", "Tide News", "Ada Nem"])
    claims = joined([row], statements, [excerpt, named])
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]
    second = credit("z", "a", "Otto Berg", chain=["excerpted text", "Otto Berg"])
    more = [*statements, statement("e", row, "So said she", attribution_id="z")]
    claims = joined([row], more, [excerpt, named, second], {"c": "k", "d": "m", "e": "n"})
    assert claims["c"]["origin_label"] == "Karsk Post"


def test_names_of_one_organisation_are_one_origin():
    left, right = two_outlets()
    claims = joined(
        [left, right],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", right, "nine people died", attribution_id="y"),
        ],
        [
            credit("x", "a", "a spokesman", "unnamed_person", role="Number 10 spokesperson"),
            credit("y", "b", "Downing Street", "named_organisation"),
        ],
    )
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]


def test_a_paper_cited_by_name_is_the_one_at_hand_under_its_address():
    left, right = two_outlets()
    claims = joined(
        [{**left, "outlet": "nytimes.com"}, right],
        [statement("c", left, "Nine people died"), statement("d", right, "nine people died", attribution_id="y")],
        [credit("y", "b", "The New York Times", "news_media")],
    )
    assert claims["c"]["origin_id"] == claims["d"]["origin_id"]


def test_what_an_article_leaves_to_officials_is_that_of_whom_it_names():
    left, _ = two_outlets()
    claims = joined(
        [left],
        [
            statement("c", left, "Nine people died", attribution_id="x"),
            statement("d", left, "two dry summers", attribution_id="y"),
            statement("e", left, "the price of water"),
        ],
        [credit("x", "a", "Ada Nem"), credit("y", "a", "officials", "unnamed_group")],
    )
    assert {claim["origin_label"] for claim in claims.values()} == {"Ada Nem"}


def test_one_utterance_is_one_origin_whomever_it_is_credited_to():
    words = "the ferry was never fit to leave the harbour"
    rows = [
        article("a", f"“{words} ,” she said .", outlet="Karsk Post"),
        article("b", f"{words} , the company's statement said .", outlet="Lind Mirror"),
        article("e", f"In short {words} that day .", outlet="Tide News"),
    ]
    statements = [
        statement("c", rows[0], words, attribution_id="x"),
        statement("d", rows[1], words, attribution_id="y"),
        statement("f", rows[2], words),
    ]
    said = [
        credit("x", "a", "Ada Nem", quote_type="direct"),
        credit("y", "b", "company statement", "document", quote_type="indirect"),
    ]
    claims = joined(rows, statements, said)
    assert {claim["origin_label"] for claim in claims.values()} == {"Ada Nem"}
    assert {claim["origin_evidence"] for claim in claims.values()} == {"same words"}


def test_the_same_in_other_words_is_two_origins():
    left, right = two_outlets()
    claims = joined(
        [left, right], [statement("c", left, "Nine people died"), statement("d", right, "nine people died")]
    )
    assert claims["c"]["origin_id"] != claims["d"]["origin_id"]


def test_a_headline_tells_what_somebody_said_below_it():
    text = "Ferry owner to close harbour line\n\nThe ferry owner will close the harbour line in May , Ada Nem said ."
    row = article("a", text, outlet="Karsk Post", title_span=[0, 33], body_spans=[[35, len(text)]])
    claims = joined(
        [row],
        [
            statement("c", row, "Ferry owner to close harbour line"),
            statement("d", row, "The ferry owner will close the harbour line in May", attribution_id="x"),
        ],
        [credit("x", "a", "Ada Nem")],
        {"c": "k", "d": "m"},
    )
    assert claims["c"]["origin_label"] == "Ada Nem"


def test_media_without_a_name_are_no_origin_of_their_own():
    row = article("a", f"{OTHER} Nine people died .", outlet="Karsk Post")
    said = credit("x", "a", "media reports", "news_media")
    claim = joined([row], [statement("c", row, "Nine people died", attribution_id="x")], [said])["c"]
    assert (claim["origin_label"], claim["origin_evidence"]) == ("Karsk Post", "unnamed source")
