"""One id and one name for one source, over all articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.config import Sources
from provenance.sources import canonicalise
from provenance.sources.keys import name_key, token_key
from provenance.sources.likeness import same_token
from provenance.tables import ARTICLES, ATTRIBUTIONS, CREDITS, digest


def credit(article, name, kind="named_person", **more):
    """Return one row of CREDITS."""
    text = more.pop("text", name)
    row = {
        "article_id": article,
        "source_name": name,
        "source_text": text,
        "source_kind": kind,
        "anonymous": False,
    } | more
    return row | {"attribution_id": digest(*sorted((key, str(value)) for key, value in row.items()))}


def sources_of(*credited):
    """Return (source_id, source) of each credit in the order given."""
    articles = ARTICLES.frame(
        {"article_id": a, "input_id": f"{a}.txt"} for a in sorted({c["article_id"] for c in credited})
    )
    frame = canonicalise(articles, CREDITS.frame(credited), config=Sources())
    found = {row["attribution_id"]: (row["source_id"], row["source"]) for row in frame.iter_rows(named=True)}
    return [found[one["attribution_id"]] for one in credited]


SAME = [
    (("Rami Haddad", {}), ("Rami Hadad", {})),
    (("Samir Abdul Rahman", {}), ("Samir Abdulrahman", {})),
    (("Samir Abdel-Rahman", {}), ("Samir Abdulrahman", {})),
    (("Mohammed al-Tawil", {}), ("Muhammad Al Tawil", {})),
    (("José Varga", {}), ("Jose Varga", {})),
    (("Anna Holt", {}), ("Anna M. Holt", {})),
    (("Holt", {"role": "mayor"}), ("Anna Holt", {"role": "mayor of Lonvik"})),
    (("E. Holt", {"role": "mayor"}), ("Emma Holt", {"role": "mayor"})),
    (("Pat Holt", {"role": "Sen."}), ("Patrick J. Holt", {"role": "Sen."})),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_spellings_of_one_person_meet(one, two):
    (first, _), (second, _) = sources_of(credit("a", one[0], **one[1]), credit("b", two[0], **two[1]))
    assert first == second


OTHERS = [
    (("Karim", {"anonymous": True}), ("Jamal Al Karim", {})),
    (("Karim", {"anonymous": True}), ("Karim", {"anonymous": True})),
    (("Holt", {}), ("Anna Holt", {"role": "mayor"})),
    (("Holt", {}), ("Holt", {})),
    (("Paul Holt", {}), ("Paula Holt", {})),
    (("Ali Hassan", {}), ("Ali Hussein", {})),
    (("A. Holt", {}), ("Anna Holt", {})),
    (("Pat Holt", {"role": "senator"}), ("Patrick Holt", {"role": "mayor"})),
    (("Jan Holt", {"role": "mayor"}), ("Jana Holt", {"role": "mayor"})),
    (("Anna Maria Holt", {}), ("Anna Sophie Holt", {})),
]


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_other_persons_stay_apart(one, two):
    (first, _), (second, _) = sources_of(credit("a", one[0], **one[1]), credit("b", two[0], **two[1]))
    assert first != second


ORGANISATIONS = [
    ("the Northern Observatory for Rivers", "Northern Observatory for Rivers", True),
    ("Northern Observatory of Human Rights", "NOHR", True),
    ("Al Nusrah Front", "Jabhat al-Nusra", True),
    ("U.S.", "United States", True),
    ("Iran", "Tehran", False),
    ("Ministry of Health", "Ministry of Wealth", False),
    ("Bridge Office", "Bridge Council", False),
]


@pytest.mark.parametrize(("one", "two", "same"), ORGANISATIONS)
def test_organisations(one, two, same):
    kind = "named_organisation"
    (first, _), (second, _) = sources_of(credit("a", one, kind), credit("b", two, kind))
    assert (first == second) is same


@pytest.mark.parametrize("kind", ["unnamed_person", "unnamed_group", "document"])
def test_unnamed_sources_and_documents_stay_in_their_article(kind):
    here, again, there = sources_of(
        credit("a", "senior official", kind),
        credit("a", "senior official", kind, cue_text="x"),
        credit("b", "senior official", kind),
    )
    assert here == again
    assert here[0] != there[0]


@pytest.mark.parametrize("name", ["coastguard", "defence ministry", "dockers' union"])
def test_bodies_without_a_proper_name_stay_in_their_article(name):
    here, again, there = sources_of(
        credit("a", name, "named_organisation"),
        credit("a", name, "named_organisation", cue_text="x"),
        credit("b", name, "named_organisation"),
    )
    assert here == again
    assert here[0] != there[0]


def test_news_media_meet_over_articles():
    (one, _), (two, _) = sources_of(
        credit("a", "The New York Times", "news_media"), credit("b", "New York Times", "news_media")
    )
    assert one == two


def test_hearsay_without_source_and_open_pronouns_have_no_id():
    bare = credit("a", None, "hearsay", text=None, anonymous=True)
    pronoun = credit("a", None, None, text="he", anonymous=None)
    assert sources_of(bare, pronoun) == [(None, None), (None, None)]


def test_surface_form_stands_where_the_name_is_open():
    assert sources_of(credit("a", None, "unnamed_group", text="locals"))[0][1] == "locals"


def test_name_is_the_fullest_then_the_most_frequent():
    credited = [
        credit("a", "Samir Abdulrahman"),
        credit("b", "Samir Abdul Rahman"),
        credit("c", "Samir Abdul-Rahman"),
        credit("d", "Samir Abdul Rahman"),
    ]
    assert {name for _, name in sources_of(*credited)} == {"Samir Abdul Rahman"}


def test_input_id_comes_from_the_article():
    one = credit("a", "Anna Holt")
    articles = ARTICLES.frame([{"article_id": "a", "input_id": "a.txt"}])
    assert canonicalise(articles, CREDITS.frame([one]), config=Sources())["input_id"].to_list() == ["a.txt"]


def test_empty_table():
    frame = canonicalise(ARTICLES.empty(), CREDITS.empty(), config=Sources())
    assert ATTRIBUTIONS.conform(frame, stage="attributions").is_empty()


NAMES = ["Anna Holt", "A. Holt", "Holt", "Anna M. Holt", "Ana Holt", "Peter Holt", "Petr Holt"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(NAMES)), unique=True, max_size=8), st.randoms())
def test_any_order_gives_the_same_sources(pairs, random):
    credited = [credit(article, name) for article, name in pairs]
    shuffled = random.sample(credited, len(credited))
    known = dict(zip((c["attribution_id"] for c in credited), sources_of(*credited), strict=True))
    assert [known[c["attribution_id"]] for c in shuffled] == sources_of(*shuffled)


@given(st.text(max_size=20))
def test_a_key_is_never_longer_than_its_folded_word(word):
    assert len(token_key(word)) <= 2 * len(word) + 1


def test_servant_names_are_one_word():
    spellings = ["Abdul Rahman", "Abdulrahman", "Abdel-Rahman", "Abdurrahman"]
    assert len({name_key(one) for one in spellings}) == 1


@pytest.mark.parametrize(("one", "two"), [("hassan", "hussein"), ("hassan", "husni"), ("paul", "paula")])
def test_lookalikes_stay_apart(one, two):
    assert not same_token(one, two, Sources().name_similarity)


def joined(texts, *credited):
    """Return the source_id of each credit, given the texts of the articles."""
    articles = ARTICLES.frame({"article_id": key, "text": text} for key, text in texts.items())
    frame = canonicalise(articles, CREDITS.frame(credited), config=Sources())
    found = dict(frame.select("attribution_id", "source_id").iter_rows())
    return [found[one["attribution_id"]] for one in credited]


def test_father_and_son_named_in_one_article_are_two():
    texts = {"a": "Otto Berg resigned. Otto Berg Jr. told us why.", "b": "Otto Berg spoke."}
    son, father = joined(texts, credit("a", "Otto Berg Jr."), credit("b", "Otto Berg", role="mayor"))
    assert father != son


def test_junior_alone_is_a_way_of_writing():
    texts = {"a": "Otto Berg Jr. spoke, and Otto Berg Jr. left.", "b": "Otto Berg spoke."}
    son, father = joined(texts, credit("a", "Otto Berg Jr."), credit("b", "Otto Berg"))
    assert father == son


def test_whoever_is_of_no_known_kind_is_still_one_source_of_his_article():
    (one, name), (two, _), (other, _), (nobody, _) = sources_of(
        credit("a", "retired neurosurgeon", None, text="the retired neurosurgeon"),
        credit("a", "retired neurosurgeon", None, text="The retired neurosurgeon", role="x"),
        credit("b", "retired neurosurgeon", None, text="the retired neurosurgeon"),
        credit("a", None, None, text="He"),
    )
    assert name == "retired neurosurgeon"
    assert one == two != other
    assert nobody is None
