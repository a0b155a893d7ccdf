"""`annotate split` as a user calls it: repeated articles, options of one engine, and input that is no article."""

import json
import os

import pytest
from complaints import complaint

TEXT = "Rusia menuntut jaminan keamanan tertulis dari NATO. " * 3 + "Sekjen NATO menolak tuntutan itu di Brussels. " * 2


@pytest.fixture
def copies(tmp_path):
    """Two articles, the second a copy with another headline."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("Judul\n" + TEXT)
    return ["a.txt", "b.txt"]


def report(tmp_path) -> dict:
    return json.loads((tmp_path / "work" / "sentences.report.json").read_text())


def test_repeated_articles_are_reported_and_kept(annotate, tmp_path, copies):
    done = annotate("split", *copies)
    assert done.out.startswith("2 articles")
    assert "b repeats a" in done.err
    assert "--drop-duplicates" in done.err
    assert [each["id"] for each in report(tmp_path)["duplicates"]] == ["b"]


def test_repeated_articles_are_left_out_when_asked_and_still_listed(annotate, tmp_path, copies):
    done = annotate("split", *copies, "--drop-duplicates")
    assert done.out.startswith("1 article,")
    assert [each["id"] for each in report(tmp_path)["duplicates"]] == ["b"]


@pytest.mark.parametrize(
    "choice", [["--where", "outlet=Tempo"], ["--since", "2022", "--sample", "50"], ["--match", "Judul"]]
)
def test_what_the_choice_leaves_out_is_no_original_of_a_repetition(annotate, tmp_path, choice):
    rows = [
        {"id": "k", "text": TEXT, "outlet": "Kompas", "date": "2021-05-05"},
        {"id": "t", "text": "Judul\n" + TEXT, "outlet": "Tempo", "date": "2022-05-05"},
        {"id": "u", "text": "Judul\n" + TEXT, "outlet": "Tempo", "date": "2022-05-06"},
    ]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    annotate("split", "news.jsonl", "--drop-duplicates", *choice)
    kept = [json.loads(line)["article_id"] for line in (tmp_path / "work" / "sentences.jsonl").read_text().splitlines()]
    assert set(kept) == {"t"}
    row = report(tmp_path)
    assert [(each["id"], each["first"]) for each in row["duplicates"]] == [("u", "t")]
    assert (row["articles"], row["articles_kept"]) == (2, 1)
    assert row["read"] == row["kept"] + sum(row["left_out"].values())


def test_dates_that_cannot_be_compared_are_told(annotate, tmp_path):
    rows = [{"id": date, "text": TEXT, "date": date} for date in ("2022-01-30", "30/01/2022", "Jan 30, 2022")]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = annotate("split", "news.jsonl", "--since", "2022", "--no-find-duplicates")
    assert "2 articles left out: the date is not like 2022-01-30" in done.err
    assert report(tmp_path)["articles_left_out"] == {"date not ISO 8601": 2}
    assert "'bogus' is not a date" in complaint(annotate("split", "news.jsonl", "--since", "bogus"))[0]


def test_articles_that_are_all_unreadable_are_named_and_replace_nothing(annotate, tmp_path, copies):
    annotate("split", *copies)
    before = (tmp_path / "work" / "sentences.jsonl").read_bytes()
    (tmp_path / "bad.txt").write_bytes(b"")
    done = annotate("split", "bad.txt", "--skip-bad")
    assert "skipped: bad.txt is empty" in done.err
    assert "no article" in complaint(done)[0]
    assert (tmp_path / "work" / "sentences.jsonl").read_bytes() == before


def test_files_of_a_folder_that_are_not_read_are_named_and_listed(annotate, tmp_path, copies):
    for number in range(7):
        (tmp_path / f"{number}.docx").write_bytes(b"x")
    assert "ignored, because they are not articles: 0.docx, 1.docx" in (done := annotate("split", ".")).err
    assert "4.docx and 2 more" in done.err
    assert report(tmp_path)["ignored"] == [f"{number}.docx" for number in range(7)]


def test_files_with_any_name_are_read_or_listed(annotate, tmp_path):
    (tmp_path / "in").mkdir()
    for name in (b"caf\xe9.pdf", b"caf\xe9.txt"):
        (tmp_path / "in" / os.fsdecode(name)).write_text(TEXT)
    assert annotate("split", "in").code == 0
    assert report(tmp_path)["ignored"] == ["in/caf\\udce9.pdf"]


def test_a_page_of_which_little_was_kept_is_named_and_counted_in_the_report(annotate, tmp_path):
    passages = [f"<p>{n} {f'orang{n} menunggu{n} di depan gedung{n}. ' * 5}</p>" for n in range(40)]
    body = f"<article>{''.join(passages[:10])}</article><div class='sidebar'>{''.join(passages[10:])}</div>"
    (tmp_path / "a.html").write_text(f"<html><head><title>Judul</title></head><body>{body}</body></html>")
    done = annotate("split", "a.html")
    assert "a.html: only 23% of its running text was kept" in done.err
    assert [part["page"] for part in report(tmp_path)["kept_in_part"]] == ["a.html"]


def test_a_column_for_no_field_of_ours_is_refused(annotate, copies):
    message, hint = complaint(annotate("split", *copies, "--column", "txt=text"))
    assert "txt=text" in message
    assert "text, id" in hint


def test_the_search_for_repeated_articles_can_be_left_out(annotate, tmp_path, copies):
    assert "repeats" not in annotate("split", *copies, "--no-find-duplicates").err
    assert report(tmp_path)["duplicates"] is None


def test_what_daft_writes_is_counted_as_the_plain_split_counts_it(annotate, tmp_path):
    rows = [{"id": str(number), "text": TEXT, "source": "ab"[number % 2]} for number in range(4)]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    chosen = ["news.jsonl", "--where", "source=a", "--match", "menolak"]
    annotate("split", *chosen, "--no-find-duplicates")
    plain = report(tmp_path)
    done = annotate("split", *chosen, "--engine", "daft", "--output", "out")
    assert done.code == 0, done.err
    assert "4 articles, 20 segments (20 prose) → out" in done.out
    assert report(tmp_path) == plain
    assert plain["inputs"] == ["news.jsonl"]
    assert (plain["language"], plain["quotes"], plain["encoding"]) == ("id", "split", "utf-8")
    assert plain["version"]
    assert (plain["kept"], plain["left_out"]) == (4, {"where source": 10, "match": 6})


def test_values_that_share_no_sample_are_refused(annotate, copies):
    message, hint = complaint(annotate("split", *copies, "--by", "outlet"))
    assert message == "--by needs --sample N"
    assert "--sample" in hint


@pytest.mark.parametrize(
    "options",
    [
        ["--engine", "daft", "--drop-duplicates"],
        ["--engine", "daft", "--skip-bad"],
        ["--engine", "daft", "--workers", "2"],
        ["--engine", "daft", "--encoding", "cp1252"],
        ["--output", "out"],
        ["--ray", "local"],
    ],
)
def test_an_option_of_the_other_engine_is_refused(annotate, copies, options):
    message, hint = complaint(annotate("split", *copies, *options))
    assert "--engine daft" in message
    assert "leave" in hint
