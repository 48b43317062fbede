"""The origin graph in the terms of W3C PROV."""

import json

import pytest
from prov.model import ProvDocument

from provenance import Annotations
from provenance.errors import OutputError
from provenance.prov import build, prov_text


def test_every_article_claim_and_derivation_is_in_the_document(run):
    graph = json.loads(prov_text(run.tables))["@graph"]
    kinds = [record["@type"] for record in graph]
    derivations = run.derivations.height
    assert kinds.count("Derivation") + kinds.count("PrimarySource") >= derivations > 0
    names = {record.get("@id") for record in graph}
    for article_id in run.articles["article_id"]:
        assert f"run:article-{article_id}" in names
    for claim_id in run.claims["claim_id"]:
        assert f"run:claim-{claim_id}" in names


def test_relations_lead_to_what_is_described(run):
    graph = json.loads(prov_text(run.tables))["@graph"]
    names = {record["@id"] for record in graph if "@id" in record}
    for record in graph:
        for role in ("generatedEntity", "usedEntity", "entity", "agent", "specificEntity", "generalEntity"):
            if role in record:
                assert record[role] in names, record


def test_the_same_tables_give_the_same_text(run):
    assert prov_text(run.tables) == prov_text(run.tables)


@pytest.mark.parametrize("form", ["jsonld", "json"])
def test_the_library_reads_back_what_is_written(run, form):
    text = prov_text(run.tables, form=form)
    assert ProvDocument.deserialize(content=text, format=form) == build(run.tables)


def test_files_go_by_their_ending(run, tmp_path):
    assert run.write_prov(tmp_path / "graph.provn").read_text(encoding="utf-8").startswith("document")
    with pytest.raises(OutputError, match="ending"):
        run.write_prov(tmp_path / "graph.xml")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.provn"]


def test_a_file_that_cannot_be_written_is_an_error(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        run.write_prov(tmp_path / "file" / "graph.json")


def test_an_empty_run_has_a_document():
    from build import frames

    assert json.loads(prov_text(Annotations(frames(), {}).tables))["@graph"]
