"""articles.jsonl gives back the articles that were split, all of them in turn or one at a time."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import Article, ArticleTexts, read_articles_file, write_articles
from annotate.errors import RecordError, WorkspaceError

ARTICLES = [
    Article("a", "\ufeffSatu.\r\nDua.\x00", {"source": "Kompas", "title": "x"}),
    Article("b#1:2", "Tiga \u2028 🕊", {}),
    Article("c", "\ud800 half", {"source": "c.txt"}),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_articles(tmp_path / "articles.jsonl", ARTICLES)
    return tmp_path / "articles.jsonl"


def test_a_line_has_what_exports_need(file: Path):
    assert json.loads(file.read_bytes().splitlines()[0]) == {
        "format": 1,
        "id": "a",
        "text": "\ufeffSatu.\r\nDua.\x00",
        "source": "Kompas",
        "digest": "c7b3d43af976bf54",
    }


def test_articles_come_back_in_their_order_or_by_id(file: Path):
    assert [(one.id, one.text) for one in read_articles_file(file)] == [(one.id, one.text) for one in ARTICLES]
    texts = ArticleTexts(file)
    assert [(id, texts[id]) for id in reversed([*texts])] == [(one.id, one.text) for one in reversed(ARTICLES)]
    assert len(texts) == 3
    assert "d" not in texts


@given(st.lists(st.text(), max_size=5))
def test_any_texts_come_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]):
    file = tmp_path_factory.mktemp("any") / "articles.jsonl"
    write_articles(file, [Article(str(number), text) for number, text in enumerate(texts)])
    assert dict(ArticleTexts(file)) == {str(number): text for number, text in enumerate(texts)}


def test_memory_holds_no_texts(tmp_path: Path):
    write_articles(tmp_path / "articles.jsonl", (Article(str(number), "Satu. " * 10_000) for number in range(100)))
    tracemalloc.start()
    texts = ArticleTexts(tmp_path / "articles.jsonl")
    assert len(texts["99"]) == 60_000
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_text_that_was_changed_is_an_error_that_names_its_line(file: Path):
    file.write_text(file.read_text().replace("Tiga", "Lima"))
    with pytest.raises(RecordError, match=r"articles.jsonl, line 2, digest"):
        list(read_articles_file(file))
    texts = ArticleTexts(file)
    assert texts["a"]
    with pytest.raises(RecordError, match=r"articles.jsonl, line 2, digest"):
        texts["b#1:2"]


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ('{"text": "x"}', RecordError, "line 1, id"),
        ("[1]", WorkspaceError, ":1 is broken"),
        ('{"format": 99, "id": "a"}', WorkspaceError, "newer annotate"),
        ('{"id": "a"}\n{"id": "a"}', WorkspaceError, "has the article 'a' twice"),
    ],
)
def test_a_file_that_cannot_be_indexed_says_why(tmp_path: Path, line: str, error: type[Exception], message: str):
    (tmp_path / "articles.jsonl").write_text(line + "\n")
    with pytest.raises(error, match=message):
        ArticleTexts(tmp_path / "articles.jsonl")


def test_a_missing_file_says_how_it_is_made(tmp_path: Path):
    for read in (ArticleTexts, lambda path: list(read_articles_file(path))):
        with pytest.raises(WorkspaceError) as caught:
            read(tmp_path / "articles.jsonl")
        assert "annotate split" in caught.value.hint
