"""The shipped tagger finds plain attributions, keeps offsets, and gives the same whatever is tagged beside."""

from __future__ import annotations

import json
import shutil

import pytest

from provenance.attribution.tagger import load_tagger
from provenance.config import Attribution
from provenance.errors import ModelMissing
from provenance.models import model_folder

TAGGER = load_tagger(Attribution(precision="float32"))  # the same on every machine


def tag(text):
    """Return (source, cue, content) strings of every attribution."""
    return [
        tuple(" … ".join(text[a:b] for a, b in spans) for spans in (item.source, item.cue, item.content))
        for item in TAGGER.tag(text, [(0, len(text))])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Ida Brandl said the bridge will stay closed until June.",
            ("Mayor Ida Brandl", "said", "the bridge will stay closed until June"),
        ),
        (
            "“The bridge is safe,” Brandl told reporters on Tuesday.",
            ("Brandl", "told", "“The bridge is safe,”"),
        ),
        (
            "According to the port authority, eleven ships were turned away.",
            ("the port authority", "According to", "eleven ships were turned away"),
        ),
        (
            "''We have no choice,'' Mr. Halvorsen said.",
            ("Mr. Halvorsen", "said", "''We have no choice,''"),
        ),
    ],
)
def test_plain_attributions(text, expected):
    assert tag(text) == [expected]


def test_a_quotation_broken_by_its_cue_is_one_attribution():
    (found,) = tag("“We looked everywhere,” said Tom Okafor, a diver, “and found nothing.”")
    assert found == ("Tom Okafor, a diver,", "said", "“We looked everywhere,” … “and found nothing.”")


def test_narration_has_no_attribution():
    assert tag("The train left at nine. It reached the coast two hours later.") == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\ud800", "?", "“", "a" * 5000, "said " * 400, "\x00\x01"])
def test_hostile_text_gives_ranges_inside_it(text):
    for item in TAGGER.tag(text, [(0, len(text))]):
        for start, end in (*item.source, *item.cue, *item.content):
            assert 0 <= start < end <= len(text)
            assert not text[start].isspace()
            assert not text[end - 1].isspace()


def test_no_regions_give_no_attributions():
    assert TAGGER.tag("Ann said yes.", []) == []


def test_regions_and_offsets():
    text = "Bob said no.\nAnn Lee said the road was open.\nCarl said so."
    start = text.index("Ann")
    (item,) = TAGGER.tag(text, [(start, text.index("\nCarl"))])
    assert [text[a:b] for a, b in item.source] == ["Ann Lee"]
    assert 0.5 <= item.confidence <= 1
    assert item.confidence == round(item.confidence, 4)


def test_what_is_tagged_beside_does_not_matter():
    texts = [
        "Ann Lee said the road was open. The police denied it.",
        "Nothing happened.",
        "“It burned all night,” a guard recalled. " * 12,
        "",
    ]
    articles = [(text, [(0, len(text))]) for text in texts]
    together = TAGGER.tag_many(articles)
    assert together == [TAGGER.tag(*article) for article in articles]
    assert TAGGER.tag_many(articles[::-1]) == together[::-1]


def test_progress_counts_articles():
    seen = []
    TAGGER.tag_many([("Ann said yes.", [(0, 13)])] * 3, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)


def test_no_articles():
    assert TAGGER.tag_many([]) == []


def copy_of_the_model(folder):
    shutil.copytree(model_folder("attribution"), folder)
    return Attribution(model=str(folder))


def test_other_weights_than_the_card_names_are_refused(tmp_path):
    config = copy_of_the_model(tmp_path / "model")
    (tmp_path / "model" / "weights.safetensors").write_bytes(b"other")
    with pytest.raises(ModelMissing, match=r"weights\.safetensors: SHA-256 is .* reinstall"):
        load_tagger(config)


def test_a_card_of_other_labels_is_refused(tmp_path):
    config = copy_of_the_model(tmp_path / "model")
    path = tmp_path / "model" / "card.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"labels": ["O"]}))
    with pytest.raises(ModelMissing, match="other labels"):
        load_tagger(config)


def test_a_missing_model_names_its_folder(tmp_path):
    with pytest.raises(ModelMissing, match=r"nowhere.card\.json: not found"):
        load_tagger(Attribution(model=str(tmp_path / "nowhere")))
