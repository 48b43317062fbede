"""Spellings of one name meet, look-alikes stay apart: words, persons and organisations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.names import best_threshold, figures
from provenance.config import Sources
from provenance.sources import canonicalise
from provenance.sources.aliases import is_name
from provenance.sources.likeness import (
    A_CONSONANT,
    COSTS,
    START,
    block_keys,
    differences,
    same_token,
    sounds,
    token_likeness,
    words_likeness,
)
from provenance.tables import ARTICLES, CREDITS, digest
from training.name_likeness import LEAST as LEAST_PRICES

LEAST = Sources().name_similarity

SPELLINGS = [
    ("Mohammed", "Muhammad"),
    ("Mohammed", "Mohamad"),
    ("Muammar", "Moammar"),
    ("Gaddafi", "Kadhafi"),
    ("Gaddafi", "Qaddafi"),
    ("Sheikhoun", "Shaykhun"),
    ("Zor", "Zawr"),
    ("Deir", "Dayr"),
    ("Youssef", "Yusuf"),
    ("Gamal", "Jamal"),
    ("Hisham", "Hichem"),
    ("Naguib", "Najib"),
    ("Osama", "Usama"),
    ("Houthi", "Huthi"),
    ("Sergei", "Sergey"),
    ("Timoshenko", "Tymoshenko"),
    ("Zelensky", "Zelenskyy"),
    ("Saeed", "Said"),
    ("Daoud", "Dawood"),
    ("Zakaria", "Zakariya"),
]
LOOKALIKES = [
    ("Hassan", "Hussein"),
    ("Hassan", "Husni"),
    ("Paul", "Paula"),
    ("Jamal", "Jamil"),
    ("Rashid", "Rashad"),
    ("Ahrar", "Tahrir"),
    ("Mohammed", "Mahmoud"),
    ("Khaled", "Khalil"),
    ("Sami", "Samia"),
    ("Nour", "Nouri"),
    ("Rami", "Ramzi"),
    ("Iraq", "Iran"),
    ("Hall", "Hill"),
    ("Article 5", "Article 6"),
]


@pytest.mark.parametrize(("one", "two"), SPELLINGS)
def test_spellings_of_a_word_are_alike(one, two):
    assert token_likeness(one, two) >= LEAST
    assert block_keys(one) & block_keys(two)


@pytest.mark.parametrize(("one", "two"), LOOKALIKES)
def test_lookalike_words_are_not(one, two):
    assert token_likeness(one, two) < LEAST
    assert not same_token(one, two, LEAST)


def test_a_likeness_is_the_sum_of_its_differences():
    assert differences("Gaddafi", "Kadhafi") == {"any difference": 1, "g for j": 1, "t for th": 1}
    assert differences("Paul", "Paula") == {"any difference": 1, "a more at the end": 1}
    assert differences("Bell", "Bill") == {"any difference": 1, "e for i": 1, "vowel of one syllable": 1}
    assert differences("Bratton", "Burton")["consonant"] == 2
    assert differences("Slimane", "Solomon") == differences("Solomon", "Slimane")
    assert not differences("Sheikhoun", "Shaykhun")
    odds = START + 4 * A_CONSONANT - COSTS["any difference"] - COSTS["o for u"] - COSTS["a for e"]
    assert token_likeness("Mohammed", "Muhamad") == pytest.approx(1 / (1 + np.exp(-odds)))


@pytest.mark.parametrize(
    ("word", "signs"),
    [("Sheikhoun", "SExun"), ("Dayr", "dEr"), ("Hassan", "hasan"), ("Maxim", "maksim"), ("Fahmy", "fahmi"), ("", "")],
)
def test_sounds(word, signs):
    assert sounds(word) == signs


@given(st.text("abcdeghijkouvxy'-", max_size=12), st.text("abcdeghijkouvxy'-", max_size=12))
@settings(max_examples=200, deadline=None)
def test_likeness_is_symmetric_and_within_its_range(one, two):
    assert 0 <= token_likeness(one, two) == token_likeness(two, one) <= 1
    assert 0 <= token_likeness(one, one.upper()) <= 1


def test_a_word_is_itself_but_for_case_and_accents():
    assert token_likeness("José", "JOSE") == 1
    assert token_likeness("", "") == 0
    assert token_likeness("", "Jose") == 0
    assert token_likeness("J", "G") == 0


def test_a_word_of_any_length_has_a_likeness():
    assert token_likeness("b" + "ak" * 150, "b" + "el" * 150) == pytest.approx(0)
    assert len(block_keys("chajithovidh" * 20)) <= 3**6


def test_every_difference_has_a_price_that_was_fitted():
    assert set(COSTS) == {*LEAST_PRICES, "digit"}
    assert all(COSTS[kind] >= least for kind, least in LEAST_PRICES.items())


def test_names_of_different_length_are_not_alike():
    assert words_likeness(("deir", "zor"), ("zor",)) == 0
    assert words_likeness((), ()) == 0
    assert words_likeness(("deir", "zor"), ("deir", "zor")) == 1


def test_words_and_names_of_the_news_are_known():
    assert (is_name("health"), is_name("nations"), is_name("iraq"), is_name("sheikhoun")) == (False, False, True, None)


def credit(article, name, kind, **more):
    """Return one row of CREDITS."""
    row = {"article_id": article, "source_name": name, "source_text": name, "source_kind": kind, "anonymous": False}
    return row | more | {"attribution_id": digest(article, name, kind)}


def joined(one, two, kind, articles="ab", **more):
    """Tell whether two names in two articles get one id."""
    frame = canonicalise(
        ARTICLES.frame({"article_id": a, "input_id": f"{a}.txt"} for a in sorted(set(articles))),
        CREDITS.frame(credit(a, name, kind, **more) for a, name in zip(articles, (one, two), strict=True)),
        config=Sources(),
    )
    return frame["source_id"].n_unique() == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Rami Abdulrahman", "Rami Abdel Rahman"),
        ("Rami Abdulrahman", "Rami Abdurrahman"),
        ("Rami Abdel Rahman", "Rami Abdurrahman"),
        ("Muammar Gaddafi", "Moammar Kadhafi"),
        ("Muammar Gaddafi", "Muammar al-Qaddafi"),
        ("Moammar Kadhafi", "Muammar Qaddafi"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Bashar al-Assad", "Bashar Al-Asad"),
        ("Mohammed bin Salman", "Muhammad ben Salman"),
        ("Mohamad Haidar", "Mohammed Haydar"),
        ("Abdel Fattah el-Sisi", "Abdul Fattah Al Sissi"),
        ("Osama bin Laden", "Usama bin Ladin"),
        ("Sergey Lavrov", "Sergei Lavrov"),
    ],
)
def test_spellings_of_a_person_meet(one, two):
    assert joined(one, two, "named_person")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hassan", "Suhail Al Hassan"),
        ("Ali Hassan", "Ali Hussein"),
        ("Hassan Nasser", "Hussein Nasser"),
        ("Paul Karam", "Paula Karam"),
        ("Jamal Haddad", "Jamil Haddad"),
        ("Ahmed Saad", "Ahmed Saud"),
        ("Jan Holt", "Jane Holt"),
        ("Michael Steel", "Michael Steele"),
        ("Wei Zhang", "Wei Zheng"),
        ("Mohammed Khaled", "Mohammed Khalil"),
    ],
)
def test_lookalike_persons_stay_apart(one, two):
    assert not joined(one, two, "named_person")


def test_a_given_name_is_not_the_surname_that_has_an_article():
    assert not joined("Hassan", "Suhail Al Hassan", "named_person", articles="aa", role="commander")
    assert joined("Al Hassan", "Suhail Al Hassan", "named_person", articles="aa")
    assert joined("Assad", "Bashar al-Assad", "named_person", articles="aa")


def test_a_surname_alone_meets_its_other_spelling_in_the_article():
    assert joined("Kadhafi", "Muammar Gaddafi", "named_person", articles="aa")
    assert not joined("Kadhafi", "Muammar Gaddafi", "named_person")


def test_a_name_joins_the_likest_of_two():
    names = ["Mohamed Saleh", "Mohamed Salah", "Mohammed Salah"]
    articles = ARTICLES.frame({"article_id": a, "input_id": a} for a in "abc")
    credited = CREDITS.frame(credit(a, name, "named_person") for a, name in zip("abc", names, strict=True))
    frame = canonicalise(articles, credited, config=Sources(name_similarity=0.99))
    ids = dict(frame.select("article_id", "source_id").iter_rows())
    assert ids["b"] == ids["c"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Deir al-Zor", "Deir Ezzor"),
        ("Deir al-Zor", "Dayr az-Zawr"),
        ("Deir Ezzor", "Dayr az-Zawr"),
        ("Deir ez-Zor Military Council", "Deir Azzor Military Council"),
        ("Deir al-Zour 24", "Deir Ezzor 24"),
        ("Khan Sheikhoun", "Khan Shaykhun"),
        ("Khan Sheikhoun Hospital", "Khan Shaykhoun hospital"),
        ("Jaish al-Islam", "Jaysh al Islam"),
        ("Hayat Tahrir al-Sham", "Hay'at Tahrir ash-Sham"),
        ("Ansar al-Sharia", "Ansar Al-Shariah"),
        ("Asaib Ahl al-Haq", "Asa'ib Ahl ul-Haqq"),
    ],
)
def test_spellings_of_an_organisation_meet(one, two):
    assert joined(one, two, "named_organisation")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Islamic State", "Islamic Front"),
        ("Islamic State", "Islamic Estate"),
        ("Ahrar al-Sham", "Tahrir al-Sham"),
        ("Ahrar al-Sham", "Hayat Tahrir al-Sham"),
        ("Syrian Observatory for Human Rights", "Syrian Network for Human Rights"),
        ("Free Syrian Army", "Syrian Arab Army"),
        ("Jaish al-Islam", "Jaish al-Fatah"),
        ("Ministry of Health", "Ministry of Wealth"),
        ("Bank of Oman", "Bank of Amman"),
        ("SANA", "SINA"),
        ("Channel 4", "Channel 5"),
        ("Iraqi News Agency", "Iranian News Agency"),
        ("Boston Herald", "Boston Harold"),
    ],
)
def test_lookalike_organisations_stay_apart(one, two):
    assert not joined(one, two, "named_organisation")


def test_measures_of_the_benchmark():
    same, scores = np.array([True, True, False, True]), np.array([0.9, 0.8, 0.8, 0.1])
    assert figures(same, scores >= 0.8) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert best_threshold(same, scores) == 0.1
    assert best_threshold(same[:0], scores[:0]) == 0
