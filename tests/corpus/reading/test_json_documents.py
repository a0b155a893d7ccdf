"""Articles in .json files: arrays, objects that have one, and JSON Lines; and what is said of other JSON."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import Article, ReadingReport, read_articles
from annotate.errors import CorpusError

TEXT = "Rusia menuntut jaminan. NATO menolak."
ROWS = [{"text": TEXT, "title": "Judul"}, {"id": 7, "text": "Dua."}]
ARTICLES = [
    Article("berita-1", TEXT, {"source": "berita.json", "title": "Judul"}),
    Article("7", "Dua.", {"source": "berita.json"}),
]


def read(path: Path, content: str, **options) -> list[Article]:
    path.write_text(content)
    return list(read_articles([path], **options))


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\ufeff" + json.dumps(ROWS) + "\r\n",
        json.dumps({"count": 2, "tags": ["a"], "articles": ROWS}),
        "".join(json.dumps(row) + "\n" for row in ROWS),
        "\n\n".join(json.dumps(row, indent=2) for row in ROWS),
    ],
    ids=["array", "indented array", "mark and line end", "list under a key", "JSON Lines", "objects one after another"],
)
def test_articles_are_read_from_every_shape_of_json(tmp_path: Path, content: str):
    assert read(tmp_path / "berita.json", content) == ARTICLES


def test_one_object_with_a_text_is_one_article(tmp_path: Path):
    assert read(tmp_path / "berita.json", json.dumps(ROWS[0])) == ARTICLES[:1]
    (article,) = read(tmp_path / "b.json", json.dumps({"isi": TEXT, "links": [{"a": 1}]}), columns={"text": "isi"})
    assert article.text == TEXT


def test_an_article_is_named_by_its_number(tmp_path: Path):
    assert read(tmp_path / "b.json", json.dumps(ROWS))[1].place == f"{tmp_path / 'b.json'}, article 2"


@given(
    st.lists(st.fixed_dictionaries({"text": st.text(), "n": st.integers() | st.floats(allow_nan=False)}), min_size=1),
    st.sampled_from([None, 1]),
)
def test_every_object_comes_back_wherever_the_text_is_cut(tmp_path_factory, rows, indent):
    path = tmp_path_factory.mktemp("any") / "b.json"
    path.write_text(json.dumps([{**row, "id": str(number)} for number, row in enumerate(rows)], indent=indent))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotate.corpus.reading.json_documents._CHUNK", 3)
        found = {article.id: article.text for article in read_articles([path], report=ReadingReport(skip_bad=True))}
    assert found == {str(number): row["text"] for number, row in enumerate(rows) if any(map(str.isalnum, row["text"]))}


def test_an_array_is_not_in_memory_whole(tmp_path: Path):
    path = tmp_path / "b.json"
    path.write_text(json.dumps([{"text": "Satu. " * 10_000}] * 300))
    tracemalloc.start()
    assert sum(1 for _ in read_articles([path])) == 300
    assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("[]", "has no articles", "add articles to it"),
        ("", "is not JSON", "repair"),
        ('{"a": 1, "b": {"text": "x"}}', "is a JSON object with no list of articles: a, b", "save only the articles"),
        ('{"a": [{}], "b": [{}]}', "is a JSON object with several lists: a, b", "save only the articles"),
        ('"Satu."', "is JSON, but not a list of articles", "save only the articles"),
        ('["Satu.", "Dua."]', ", article 1 is not an object", '{"text": …}'),
        ('[{"isi": "Satu."}]', ", article 1 has no text in column 'text'", "--column text=NAME"),
        ('[{"id": 1, "data": {"text": "x"}, "annotations": []}]', "has tasks of Label Studio", "annotate pull --from"),
        ('{"id": 1, "data": {"text": "x"}}', "has tasks of Label Studio", "annotate pull --from"),
        ('[{"text": "Satu."}, {"text": "Du', "is not JSON: after article 1: Unterminated string", "repair"),
        ('[{"text": "Satu."}', "is not JSON: after article 1: Expecting ','", "repair"),
        ('[{"text": "Satu."}] x', "is not JSON: after article 1: Extra data", "repair"),
        ("[" * 100_000, "is not JSON: it is nested too deeply", "repair"),
    ],
)
def test_other_json_is_called_what_it_is(tmp_path: Path, content: str, message: str, hint: str):
    with pytest.raises(CorpusError) as caught:
        read(tmp_path / "b.json", content)
    assert f"b.json{message if message.startswith(',') else f' {message}'}" in caught.value.message
    assert hint in caught.value.hint


def test_what_comes_before_a_break_is_taken_if_bad_articles_are_skipped(tmp_path: Path):
    report = ReadingReport(skip_bad=True)
    content = '[{"text": "Satu."}, 3, {"text": "Tiga."}, {"text": "Em'
    assert [article.id for article in read(tmp_path / "b.json", content, report=report)] == ["b-1", "b-3"]
    assert [error.message.rpartition("b.json")[2] for error in report.unreadable] == [
        ", article 2 is not an object",
        " is not JSON: after article 3: Unterminated string starting at; the 2 articles before that were read",
    ]


def test_an_array_that_is_called_json_lines_says_what_to_name_it(tmp_path: Path):
    with pytest.raises(CorpusError) as caught:
        read(tmp_path / "b.jsonl", json.dumps(ROWS, indent=2))
    assert "name the file .json" in caught.value.hint


def test_an_array_in_another_encoding_names_it(tmp_path: Path):
    path = tmp_path / "b.json"
    path.write_bytes(json.dumps([{"text": "Señor, el café está aquí. " * 20}], ensure_ascii=False).encode("latin-1"))
    with pytest.raises(CorpusError) as caught:
        list(read_articles([path]))
    assert "--encoding cp1252" in caught.value.hint
    assert len(list(read_articles([path], encoding="cp1252"))) == 1
