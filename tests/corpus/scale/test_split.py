"""The split on Daft gives the rows that the plain split gives."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from annotate.corpus import Selection, Sentence, read_articles, read_sentences, split_article, write_sentences
from annotate.corpus.scale import ArticleTables, scaled_sentences, write_scaled
from annotate.errors import CorpusError

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("closing_what_daft_leaves_open"),
]

SEEDS = Path(__file__).parents[3] / "seeds"
SPLIT = partial(split_article, quotes="keep", context=(2, 2))
ON_RAY = """
import sys
from pathlib import Path
from annotate.corpus import write_sentences
from annotate.corpus.scale import ArticleTables, scaled_sentences

if __name__ == "__main__":
    write_sentences(Path(sys.argv[2]), scaled_sentences(ArticleTables([sys.argv[1]], ray="local")))
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Thirty articles in JSON Lines, with dates and missing values."""
    rows = [
        {
            "id": f"{number}-{seed.id}",
            "text": seed.text,
            "date": "2022-01-30T05:34:00Z",
            "title": None if number % 2 else "Judul",
            "page": number,
            "tags": ["a"],
        }
        for number in range(6)
        for seed in read_articles([SEEDS])
    ]
    path = tmp_path / "berita.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def plain(path: Path) -> list[Sentence]:
    return sorted((one for article in read_articles([path]) for one in SPLIT(article)), key=lambda one: one.id)


def rows(folder: Path, form: str) -> Iterator[dict[str, Any]]:
    for part in folder.iterdir():
        if form == "jsonl":
            yield from map(json.loads, part.read_text().splitlines())
        else:
            from pyarrow import parquet

            yield from parquet.ParquetFile(part).read().to_pylist()


def test_daft_gives_the_same_sentences(table: Path):
    assert sorted(scaled_sentences(ArticleTables([str(table)]), SPLIT), key=lambda one: one.id) == plain(table)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_folder_of_files_holds_the_same_rows(tmp_path: Path, table: Path, form: str):
    write_scaled(str(tmp_path / "out"), ArticleTables([str(table)]), SPLIT, Selection(kinds=["prose"]), form=form)
    expected = [json.loads(json.dumps(one.to_row())) for one in plain(table) if one.kind == "prose"]
    found = sorted(rows(tmp_path / "out", form), key=lambda row: row["id"])
    for row in found:
        row["article"] = {name: value for name, value in row["article"].items() if value is not None}
    assert found == expected


def test_parquet_is_read_too(tmp_path: Path, table: Path):
    path = tmp_path / "berita.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([json.loads(line) for line in table.read_text().splitlines()]), path)
    assert sorted(scaled_sentences(ArticleTables([str(path)]), SPLIT), key=lambda one: one.id) == plain(path)


def test_a_ray_cluster_gives_the_same_sentences(tmp_path: Path, table: Path):
    script = tmp_path / "on_ray.py"
    script.write_text(ON_RAY)
    target = tmp_path / "sentences.jsonl"
    done = subprocess.run([sys.executable, script, table, target], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    expected = [one for article in read_articles([table]) for one in split_article(article)]
    assert sorted(read_sentences(target), key=lambda one: one.id) == sorted(expected, key=lambda one: one.id)


def test_an_id_that_occurs_twice_is_an_error(tmp_path: Path, table: Path):
    other = tmp_path / "lain.jsonl"
    other.write_text(table.read_text())
    with pytest.raises(CorpusError) as caught:
        list(scaled_sentences(ArticleTables([str(table), str(other)])))
    assert "berita.jsonl" in caught.value.message
    assert "lain.jsonl" in caught.value.message


def test_an_empty_article_is_an_error_and_nothing_is_written(tmp_path: Path, table: Path):
    with table.open("a") as file:
        file.write(json.dumps({"id": "kosong", "text": " ", "date": "", "title": "", "page": 0}) + "\n")
    with pytest.raises(CorpusError) as caught:
        write_scaled(str(tmp_path / "out"), ArticleTables([str(table)]))
    assert "kosong is empty" in caught.value.message
    assert sorted(path.name for path in tmp_path.iterdir()) == [table.name]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"nomor": 1, "text": "Satu."}', "no column 'id'"),
        ('{"id": 1, "isi": "Satu."}', "no text"),
        ("broken", "x.jsonl is not JSON Lines: Expecting value: line 1 column 1 (char 0), in 'broken'"),
        ("[1]", "x.jsonl is not JSON Lines: a line must be a JSON object, in '[1]'"),
        ('{"id": null, "text": "Satu."}', "whose 'id' is empty"),
        ("", "x.jsonl has no articles"),
    ],
)
def test_a_table_that_cannot_be_used_is_an_error(tmp_path: Path, content: str, reason: str):
    path = tmp_path / "x.jsonl"
    path.write_text(content + "\n")
    with pytest.raises(CorpusError) as caught:
        list(scaled_sentences(ArticleTables([str(path)])))
    assert reason in caught.value.message


def test_lines_that_are_awkward_for_other_parsers_give_the_same_sentences(tmp_path: Path):
    path = tmp_path / "awkward.jsonl"
    rows = [
        '\ufeff{"id": 1, "text": "Satu. Dua.", "page": 1, "seen": true}',
        "",
        '{"id": "b", "text": "Tiga.\\u0000", "page": "ii", "seen": 1.5, "date": "2022-01-30"}',
        '{"id": 2.0, "text": "Empat."}',
    ]
    path.write_text("\r\n".join(rows))
    assert sorted(scaled_sentences(ArticleTables([str(path)]), SPLIT), key=lambda one: one.id) == plain(path)


def test_whole_numbers_beside_others_are_written_as_numbers(tmp_path: Path):
    path = tmp_path / "pages.jsonl"
    path.write_text('{"id": "a", "text": "Satu.", "page": 1}\n{"id": "b", "text": "Dua.", "page": 1.5}\n')
    write_scaled(str(tmp_path / "out"), ArticleTables([str(path)]))
    assert sorted(row["article"]["page"] for row in rows(tmp_path / "out", "parquet")) == [1, 1.5]


def test_a_column_of_different_kinds_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "pages.jsonl"
    path.write_text('{"id": "a", "text": "Satu.", "page": 1}\n{"id": "b", "text": "Dua.", "page": "ii"}\n')
    with pytest.raises(CorpusError) as caught:
        write_scaled(str(tmp_path / "out"), ArticleTables([str(path)]))
    assert caught.value.message == "the column 'page' holds values of different kinds: int and str"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pages.jsonl"]


def test_an_empty_parquet_table_is_an_error(tmp_path: Path):
    path = tmp_path / "none.parquet"
    parquet.write_table(pyarrow.table({"id": pyarrow.array([], "string"), "text": pyarrow.array([], "string")}), path)
    with pytest.raises(CorpusError) as caught:
        write_scaled(str(tmp_path / "out"), ArticleTables([str(path)]))
    assert "has no articles" in caught.value.message


def test_an_error_of_ours_keeps_its_hint(tmp_path: Path, table: Path):
    with pytest.raises(CorpusError) as caught:
        write_scaled(str(tmp_path / "out"), ArticleTables([str(table)]), selection=Selection(match="("))
    assert "is not a regular expression" in caught.value.message
    assert "put \\ before" in caught.value.hint


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path, table: Path):
    with pytest.raises(CorpusError) as caught:
        write_scaled(str(table), ArticleTables([str(table)]))
    assert "--output" in caught.value.hint


def test_a_cluster_that_does_not_answer_is_an_error(tmp_path: Path, table: Path):
    command = [sys.executable, "-m", "annotate", "split", table, "--engine", "daft", "--ray", "ray://127.0.0.1:1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no Ray cluster answers at ray://127.0.0.1:1" in done.stderr


def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path, table: Path):
    with pytest.raises(CorpusError):
        write_scaled(str(tmp_path), ArticleTables([str(table)]))
    assert table.exists()


def test_a_missing_file_is_an_error(tmp_path: Path):
    with pytest.raises(CorpusError):
        list(scaled_sentences(ArticleTables([str(tmp_path / "none.parquet")])))


def test_a_sample_is_drawn_from_one_stream_only(tmp_path: Path, table: Path):
    with pytest.raises(CorpusError):
        write_scaled(str(tmp_path / "out"), ArticleTables([str(table)]), selection=Selection(sample=3))
    assert write_sentences(tmp_path / "s.jsonl", scaled_sentences(ArticleTables([str(table)]))) == 6 * 117
