"""Articles out of files of every kind, and what is said about those that cannot be read."""

import bz2
import codecs
import gzip
import json
import logging
import lzma
import os
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from annotate import bounded
from annotate.corpus import Article, ReadingReport, read_articles, split_article
from annotate.errors import CorpusError

TEXT = "Rusia menuntut jaminan. NATO menolak."


def read(*paths: Path | str, **options) -> list[Article]:
    return list(read_articles(paths, **options))


def refused(*paths: Path | str, **options) -> CorpusError:
    with pytest.raises(CorpusError) as caught:
        read(*paths, **options)
    assert caught.value.hint
    return caught.value


def test_a_folder_is_read_at_every_depth_by_name(tmp_path: Path):
    (tmp_path / "b.md").write_text(TEXT)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT)
    (tmp_path / "notes.doc").write_text("not an article")
    (tmp_path / ".hidden.txt").write_text("not an article")
    assert [article.id for article in read(tmp_path)] == ["b", "a"]


def test_what_a_folder_holds_besides_is_listed_but_for_hidden_things(tmp_path: Path):
    hidden = tmp_path / "in" / ".ipynb_checkpoints"
    hidden.mkdir(parents=True)
    for path in (hidden / "a.txt", hidden / "b.pdf", hidden.parent / "a.txt", hidden.parent / "b.docx"):
        path.write_text(TEXT)
    (hidden.parent / "gone.txt").symlink_to("nowhere")
    (hidden.parent / "loop").symlink_to(hidden.parent)
    report = ReadingReport()
    assert len(read(tmp_path, report=report)) == 1
    assert [path.name for path in report.ignored] == ["b.docx", "gone.txt", "loop"]


@pytest.mark.parametrize("pattern", ["c20*", "c20**", "*", "**", "**/*"])
def test_a_pattern_reads_the_folders_it_matches_once(tmp_path: Path, pattern: str):
    (tmp_path / "c2022" / "sub" / ".hidden").mkdir(parents=True)
    for place in ("c2022/a.txt", "c2022/sub/b.txt", "c2022/sub/.hidden/c.txt", "c2022/.d.txt"):
        (tmp_path / place).write_text(TEXT)
    assert [article.id for article in read(str(tmp_path / pattern))] == ["a", "b"]


def test_a_folder_without_articles_can_be_skipped(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    report = ReadingReport(skip_bad=True)
    assert len(read(tmp_path / "empty", tmp_path / "a.txt", report=report)) == 1
    assert [error.message for error in report.unreadable] == [f"{tmp_path / 'empty'} has no articles"]


def test_a_table_that_breaks_off_says_how_many_articles_were_taken(tmp_path: Path):
    rows = "".join(json.dumps({"text": f"{TEXT} {number}"}) + "\n" for number in range(3000))
    whole = gzip.compress(rows.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    report = ReadingReport(skip_bad=True)
    taken = len(read(tmp_path, report=report))
    assert 0 < taken < 3000
    assert [error.message.partition("; ")[2] for error in report.unreadable] == [
        f"the {taken} articles before that were read"
    ]


def test_a_pattern_is_read_by_name(tmp_path: Path):
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(TEXT)
    assert [article.id for article in read(str(tmp_path / "*.txt"))] == ["a", "b"]


@pytest.mark.parametrize("text", ["\ufeffSatu.\r\nDua.\r", "A\x00B.\xa0C.", "e\u0301 👩‍👩‍👧 \u202eمرحبا.\n\n"])
def test_the_text_is_untouched(tmp_path: Path, text: str):
    (tmp_path / "a.txt").write_bytes(text.encode())
    (article,) = read(tmp_path)
    assert article.text == text
    assert all(text[one.start : one.end] == one.text for one in split_article(article))


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_compressed_file_is_read_like_a_plain_one(tmp_path: Path, suffix: str, pack):
    path = tmp_path / f"berita.txt.{suffix}"
    path.write_bytes(pack(TEXT.encode()))
    assert read(path) == [Article("berita", TEXT, {"source": path.name})]


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz"])
def test_a_truncated_compressed_file_is_an_error_that_names_it(tmp_path: Path, suffix: str):
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[suffix]
    path = tmp_path / f"berita.txt.{suffix}"
    path.write_bytes(pack(TEXT.encode() * 100)[:-20])
    assert path.name in refused(path).message


def test_zstandard_is_read_and_truncation_noticed(tmp_path: Path):
    path = tmp_path / "berita.jsonl.zst"
    with pyarrow.CompressedOutputStream(str(path), "zstd") as file:
        file.write(json.dumps({"id": "x", "text": TEXT}).encode() + b"\n")
    assert read(path) == [Article("x", TEXT, {"source": path.name})]
    path.write_bytes(path.read_bytes()[:-12])
    assert path.name in refused(path).message


def test_json_lines_keep_short_fields_as_metadata(tmp_path: Path):
    path = tmp_path / "berita.jsonl"
    rows = [
        {"id": 7, "text": TEXT, "title": "Judul", "date": "2022-01-30", "html": "x" * 1000, "tags": ["a"]},
        {"text": TEXT},
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    assert read(path) == [
        Article("7", TEXT, {"source": "berita.jsonl", "title": "Judul", "date": "2022-01-30"}),
        Article("berita-2", TEXT, {"source": "berita.jsonl"}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_has_named_columns(tmp_path: Path, delimiter: str):
    path = tmp_path / "berita.csv"
    path.write_text(f'\ufeffnomor{delimiter}isi{delimiter}media\n12{delimiter}"Satu.\n""Dua""."{delimiter}Kompas\n')
    articles = read(path, columns={"id": "nomor", "text": "isi", "source": "media"})
    assert articles == [Article("12", 'Satu.\n"Dua".', {"source": "Kompas"})]


def test_a_missing_column_is_an_error_that_lists_the_others(tmp_path: Path):
    path = tmp_path / "berita.csv"
    path.write_text("nomor,isi\n1,Satu\n")
    assert "nomor, isi" in refused(path).hint


def test_parquet_is_read_by_rows(tmp_path: Path):
    path = tmp_path / "berita.parquet"
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": [TEXT, TEXT], "views": [3, None]}), path)
    assert read(path) == [
        Article("a", TEXT, {"source": path.name, "views": 3}),
        Article("b", TEXT, {"source": path.name}),
    ]
    path.write_bytes(path.read_bytes()[:-30])
    assert "truncated" in refused(path).message


def test_a_number_that_json_has_not_is_left_out(tmp_path: Path):
    parquet.write_table(pyarrow.table({"id": ["a"], "text": [TEXT], "score": [float("nan")]}), tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text(f'{{"id": "b", "text": "{TEXT}", "score": -Infinity, "n": {10**400}}}\n')
    assert [list(article.metadata) for article in read(tmp_path)] == [["source"], ["source", "n"]]


def test_two_files_with_one_id_are_both_named(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.md").write_text(TEXT)
    error = refused(tmp_path)
    assert "a.txt" in error.message
    assert "a.md" in error.message


def test_another_encoding_is_an_error_with_a_guess_and_the_option(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(("Ía está aquí, señor, en el café de la esquina. " * 20).encode("latin-1"))
    error = refused(path)
    assert "is not UTF-8" in error.message
    assert "--encoding" in error.hint


def test_a_guessed_encoding_is_read_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"))
    with caplog.at_level(logging.WARNING):
        (article,) = read(path, encoding="guess")
    assert article.text == TEXT
    assert "utf-16" in caplog.text


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.jsonl"])
def test_a_table_in_another_encoding_is_an_error_or_a_guess_too(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
):
    text = "Ía está aquí, señor; en el café de la esquina está él. " * 20
    content = json.dumps({"text": text}, ensure_ascii=False) if "jsonl" in name else f'text\n"{text}"'
    encoded = f"{content}\n".encode("latin-1")
    path = tmp_path / name
    path.write_bytes(gzip.compress(encoded) if name.endswith("gz") else encoded)
    error = refused(path)
    assert "is not UTF-8; it looks like" in error.message
    assert "--encoding" in error.hint
    with caplog.at_level(logging.WARNING):
        assert len(read(path, encoding="guess")) == 1
    assert "is not UTF-8; read as" in caplog.text


@pytest.mark.parametrize(
    "words",
    [
        "“Kalimat” – kata señor Núñez di café São Paulo.",
        "“Rusia menuntut jaminan,” kata Lavrov. NATO menolak – begitu saja.",
        "Harga €5 naik – “naik”.",
        "Die Länder müssen größere Maßnahmen prüfen, erklärte der Präsident.",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_western_text_is_guessed_once_a_file(tmp_path: Path, name: str, words: str, caplog: pytest.LogCaptureFixture):
    rows = [f'{{"text": "{words} {number}"}}' for number in range(9)]
    rows = "\n".join(['{"text": "Satu."}', *rows])
    text = {"a.txt": words, "a.jsonl": rows, "a.csv": f'id,text\n1,"{words}"\n'}
    (tmp_path / name).write_bytes(text[name].encode("cp1252"))
    with caplog.at_level(logging.WARNING):
        articles = read(tmp_path, encoding="guess")
    assert articles[-1].text.startswith(words)
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["cp1252"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_utf_16_is_named_and_read_with_or_without_its_mark(tmp_path: Path, name: str, encoding: str):
    text = {"a.txt": TEXT, "a.jsonl": 2 * (json.dumps({"text": TEXT}) + "\n"), "a.csv": f"text,x\n{TEXT},1\n{TEXT},2\n"}
    path = tmp_path / name
    path.write_bytes(text[name].encode(encoding))
    error = refused(path)
    assert f"is not UTF-8; it looks like {encoding}" in error.message
    assert f"--encoding {encoding} " in error.hint
    for given in (encoding, "guess"):
        assert {article.text for article in read(path, encoding=given)} == {TEXT}


def test_a_broken_encoding_is_not_recommended_to_itself(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode("utf-16")[:-1])
    error = refused(tmp_path, encoding="utf-16")
    assert "is broken UTF-16" in error.message
    assert "--encoding" not in error.hint


@pytest.mark.parametrize("encoding", ["latin-99", "rot13"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_an_unknown_encoding_is_an_error(tmp_path: Path, name: str, encoding: str):
    (tmp_path / name).write_text(f"text\n{TEXT}\n")
    assert encoding in refused(tmp_path, encoding=encoding).message


def test_a_name_that_is_not_utf_8_is_escaped_in_ids_and_places(tmp_path: Path):
    name = os.fsdecode(b"caf\xe9")
    (tmp_path / f"{name}.txt").write_text(TEXT)
    (tmp_path / f"{name}.jsonl").write_text('{"text": "Satu."}\n{"id": "\\ud800", "text": "Dua."}\n')
    articles = read(tmp_path)
    assert [article.id for article in articles] == ["caf\\udce9-1", "\\ud800", "caf\\udce9"]
    assert [article.metadata["source"] for article in articles] == 2 * ["caf\\udce9.jsonl"] + ["caf\\udce9.txt"]


def test_the_names_of_columns_may_hold_a_line_end(tmp_path: Path):
    (tmp_path / "a.csv").write_text(f'id;"judul\nberita";text\n1;Judul;{TEXT}\n')
    assert [article.text for article in read(tmp_path)] == [TEXT]


def test_an_id_that_is_no_number_is_a_missing_one(tmp_path: Path):
    parquet.write_table(pyarrow.table({"id": [1.5, float("nan")], "text": [TEXT, TEXT]}), tmp_path / "a.parquet")
    assert [article.id for article in read(tmp_path)] == ["1.5", "a-2"]


def test_the_hint_for_a_missing_text_fits_the_cause(tmp_path: Path):
    parquet.write_table(pyarrow.table({"text": [None]}), tmp_path / "a.parquet")
    assert "--column" not in refused(tmp_path).hint
    parquet.write_table(pyarrow.table({"isi": [TEXT]}), tmp_path / "a.parquet")
    assert "--column text=NAME" in refused(tmp_path).hint


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\xc2\xa0\n ... ", "is empty"),
        ("a.txt", bytes(range(32)) * 20, "binary"),
        ("a.jsonl", b'{"text": "Satu."}\n{"text": "Du', "a.jsonl:2"),
        ("a.jsonl", b"[1]\n", "a.jsonl:1"),
        ("a.csv", b'text,x\n"Satu', "a.csv"),
        ("a.csv", b"text,x\n", "a.csv has no articles"),
        ("a.csv", b"text,text\nSatu,Dua\n", "two columns"),
        ("a.jsonl", b'{"text": "Satu.", "x": ' + 100_000 * b"[", "a.jsonl:1"),
        ("a.jsonl", b"", "a.jsonl has no articles"),
        ("a.jsonl.gz", b"", "a.jsonl.gz has no articles"),
        ("a.csv", b"text,x\nSatu,1,2\n", "row 1"),
        ("a.parquet", b"PAR1", "Parquet"),
        ("a.html", b"<html></html>", "no article"),
        ("a.doc", b"x", "no known format"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, reason: str):
    (tmp_path / name).write_bytes(content)
    assert reason in refused(tmp_path / name).message


def test_a_missing_path_and_a_folder_without_articles_are_errors(tmp_path: Path):
    assert "does not exist" in refused(tmp_path / "none.txt").message
    assert "has no articles" in refused(tmp_path).message


def test_object_storage_is_for_the_other_engine():
    assert "--engine daft" in refused("s3://news/*.jsonl").hint


def test_what_cannot_be_read_can_be_skipped_and_counted(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xfd\x00")
    (tmp_path / "c.txt").write_text("")
    (tmp_path / "d.jsonl").write_text('{"id": 1, "text": "Satu."}\nbroken\n{"id": 3, "text": "Tiga."}\n')
    report = ReadingReport(skip_bad=True)
    assert [article.id for article in read(tmp_path, report=report)] == ["a", "1", "3"]
    assert [error.message.split()[0].rsplit("/")[-1].rstrip(":") for error in report.unreadable] == [
        "b.txt",
        "c.txt",
        "d.jsonl:2",
    ]


def test_standard_input_is_an_article_or_a_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "x").write_text('{"id": "x", "text": "Satu."}\n')
    for form, expected in [("", "stdin"), ("jsonl", "x")]:
        with (tmp_path / "x").open() as file:
            monkeypatch.setattr("sys.stdin", file)
            assert [article.id for article in read("-", form=form)] == [expected]


COMPRESSED = pytest.mark.parametrize(
    ("end", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)


@COMPRESSED
def test_a_file_that_grows_as_no_text_does_is_refused(tmp_path: Path, monkeypatch, end, compress):
    monkeypatch.setattr(bounded, "HARMLESS_BYTES", 1000)
    file = tmp_path / f"bomb.txt.{end}"
    file.write_bytes(compress(b"a" * 1_000_000))
    error = refused(file)
    assert error.message == f"{file} grows to more than 500 times its size, which no text does"
    assert "decompress it yourself" in error.hint


@COMPRESSED
def test_a_monotonous_text_is_read(tmp_path: Path, end, compress):
    file = tmp_path / f"a.txt.{end}"
    file.write_bytes(compress(TEXT.encode() * 50_000))
    assert read(file)[0].text == TEXT * 50_000
