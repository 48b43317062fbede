"""Reading: every format, every kind of bad input, and never a changed character."""

from __future__ import annotations

import gzip
import io
import json

import polars as pl
import pytest

from provenance.articles import documents_from_frame, read_documents
from provenance.config import Articles
from provenance.errors import InputError
from provenance.tables import DOCUMENTS, REJECTED

CONFIG = Articles()
TEXT = "The ferry sank off Port Alma on Tuesday, the harbour master said."
PAGE = (
    '<html><head><meta property="og:site_name" content="Delta Courier"><meta property="article:published_time" '
    'content="2016-05-04"></head><body><nav>Home | World</nav><article><h1>Pier wall cracks</h1>'
    "<p>The new wall of the pier has cracked in nineteen places, an engineer of the town said on Wednesday.</p>"
    "<p>Mayor Ada Quill denied that there was any danger, and said that the wall would be mended.</p></article>"
    "</body></html>"
)


def read(*paths, **options):
    documents, rejected = read_documents(list(paths), config=CONFIG.model_copy(update=options))
    return DOCUMENTS.conform(documents, stage="read"), REJECTED.conform(rejected, stage="read")


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", TEXT, "text"),
        ("a.md", TEXT, "text"),
        ("a.txt.gz", gzip.compress(TEXT.encode()), "text"),
        ("a.html", PAGE, "html"),
        ("a.jsonl", json.dumps({"text": TEXT}), "jsonl"),
        ("a.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode()), "jsonl"),
        ("a.csv", f'id,text\n1,"{TEXT}"\n', "csv"),
        ("a.csv", f'id;text\n1;"{TEXT}"\n', "csv"),
    ],
)
def test_every_format_is_read(tmp_path, name, content, kind):
    documents, rejected = read(write(tmp_path, name, content))
    assert rejected.is_empty()
    assert documents["format"].to_list() == [kind]
    assert kind == "html" or documents["text"].to_list() == [TEXT]


def test_parquet_is_read(tmp_path):
    pl.DataFrame({"text": [TEXT], "publisher": ["Harbour Herald"]}).write_parquet(tmp_path / "a.parquet")
    documents, _ = read(tmp_path / "a.parquet")
    assert documents["outlet"].to_list() == ["Harbour Herald"]


def test_metadata_of_a_web_page_are_noted_as_such(tmp_path):
    documents, _ = read(write(tmp_path, "a.html", PAGE))
    row = documents.row(0, named=True)
    assert (row["outlet"], row["date"]) == ("Delta Courier", "2016-05-04")
    assert "date from page metadata" in row["notes"]
    assert "Home | World" not in row["text"]


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "nul\x00 and \x1b[31mred\x1b[0m", "tab\there\u2028there"])
def test_text_is_kept_as_decoded(tmp_path, text):
    documents, _ = read(write(tmp_path, "a.txt", text))
    assert documents["text"].to_list() == [text]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("café".encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + "café".encode("utf-16-le"), "utf-16-le"),
        ("The “café” is shut, the mayor’s office said on Monday".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_told_and_noted(tmp_path, content, encoding):
    documents, _ = read(write(tmp_path, "a.txt", content))
    row = documents.row(0, named=True)
    assert "café" in row["text"]
    assert row["encoding"] == encoding
    assert row["notes"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \n\t\n", "empty"),
        ("a.txt", b"%PDF-1.4 rest", "PDF"),
        ("a.txt", bytes(range(32)) * 20, "binary"),
        ("a.txt", "word " * 300, "larger than"),
        ("a.txt.gz", gzip.compress(b"some text")[:14], "truncated"),
        ("a.txt.gz", b"no gzip at all", "damaged"),
        ("a.txt.gz", gzip.compress(b"word " * 300), "larger than"),
        ("a.jsonl", "{broken\n", "broken JSON"),
        ("a.jsonl", "[1]\n", "not a JSON object"),
        ("a.jsonl", '{"title": "no text"}\n', "no column"),
        ("a.jsonl", '{"text": 5}\n', "int, not text"),
        ("a.jsonl", '{"text": null}\n', "empty"),
        ("a.csv", "a,b\n1,2\n", "no column"),
        ("a.parquet", b"PAR1 but no more", "damaged Parquet"),
        ("a.doc", "some text", "unknown file type"),
    ],
)
def test_bad_input_is_rejected_with_a_reason(tmp_path, name, content, what):
    documents, rejected = read(write(tmp_path, name, content), max_bytes=1000)
    assert documents.is_empty()
    assert what in rejected["what"][0]
    assert rejected["mend"][0]


def test_one_bad_line_spoils_no_other(tmp_path):
    lines = [json.dumps({"id": "one", "text": TEXT}), "{broken", "", json.dumps({"id": "four", "text": TEXT})]
    documents, rejected = read(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert documents["input_id"].to_list() == ["one", "four"]
    assert rejected["where"].to_list() == [f"{tmp_path}/a.jsonl:2"]


def test_folders_are_read_sorted_and_hidden_files_passed_over(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        write(tmp_path, name, TEXT)
    (tmp_path / "c").mkdir()
    write(tmp_path / "c", "d.txt", TEXT)
    documents, rejected = read(tmp_path, tmp_path / "a.txt")
    assert documents["input_id"].to_list() == ["a.txt", "b.txt", "d.txt"]
    assert documents["position"].to_list() == [0, 1, 2]
    assert rejected.is_empty()


def test_the_readme_of_a_folder_is_set_aside_unless_named(tmp_path):
    write(tmp_path, "one.txt", TEXT)
    note = write(tmp_path, "README.md", "These are the articles of one week.")
    documents, rejected = read(tmp_path)
    assert documents["input_id"].to_list() == ["one.txt"]
    assert rejected.select("input_id", "stage").rows() == [("README.md", "note")]
    documents, rejected = read(note)
    assert documents["input_id"].to_list() == ["README.md"]
    assert rejected.is_empty()


def test_missing_paths_are_named_all_at_once(tmp_path):
    with pytest.raises(InputError, match=r"one\.txt.*two\.txt"):
        read(tmp_path / "one.txt", tmp_path / "two.txt")


def test_standard_input_is_json_lines():
    stdin = io.BytesIO(json.dumps({"text": TEXT, "byline": "Ines Okoro"}).encode())
    documents, _ = read_documents(["-"], config=CONFIG, stdin=stdin)
    assert documents["author"].to_list() == ["Ines Okoro"]


def test_repeated_ids_are_kept_and_noted():
    frame = pl.DataFrame({"id": ["x", "x", "y"], "text": [TEXT, TEXT, TEXT]})
    documents, _ = documents_from_frame(frame, config=CONFIG)
    assert documents["notes"].to_list() == [["duplicate id"], ["duplicate id"], []]


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path):
    documents, _ = read(write(tmp_path, "a.jsonl", '{"text": "broken \\ud800 here"}'))
    assert documents["text"].to_list() == ["broken \ufffd here"]


def test_nothing_gives_nothing():
    documents, rejected = documents_from_frame(pl.DataFrame({"text": []}, schema={"text": pl.String}), config=CONFIG)
    assert documents.is_empty()
    assert rejected.is_empty()


def test_links_of_a_page_are_kept_where_their_words_stand_in_the_text(tmp_path):
    words = " ".join(f"The {n} boats of the harbour left at dawn." for n in range(30))
    page = f"""<html><body><nav><a href="https://other.example/">World</a></nav><article><h1>Ferry sinks</h1>
    <p>{words} As the <a href="https://lind.example/ferry">Lind Mirror reported</a>, nine died.</p>
    </article></body></html>"""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    documents, _ = read_documents([tmp_path], config=Articles())
    assert documents["links"].to_list() == [[{"url": "https://lind.example/ferry", "text": "Lind Mirror reported"}]]
