"""Choosing what to annotate."""

import tracemalloc
from collections import Counter
from dataclasses import replace

import pytest

from annotate.corpus import Article, Selection, SelectionReport, Sentence, select, split_article
from annotate.corpus.selecting import matching
from annotate.errors import CorpusError

ARTICLES = [
    Article(
        f"a{number}",
        f"Judul Berita {number}\nNATO menolak tuntutan ke-{number}. Rusia menunggu. Cuaca cerah.",
        {"source": "Kompas" if number % 4 else "Tempo", "date": f"2022-{1 + number % 12:02}-05"},
    )
    for number in range(40)
]
SENTENCES = [sentence for article in ARTICLES for sentence in split_article(article)]


def chosen(**conditions) -> tuple[list[Sentence], SelectionReport]:
    report = SelectionReport()
    return list(select(SENTENCES, Selection(**conditions), report)), report


def test_everything_is_kept_by_default():
    kept, report = chosen()
    assert kept == SENTENCES
    assert (report.read, report.kept, report.left_out.total()) == (160, 160, 0)


def test_conditions_narrow_the_choice_and_are_counted():
    kept, report = chosen(
        kinds=["prose"], match=r"\bnato\b|rusia", where={"source": {"Tempo"}}, since="2022-03", until="2022"
    )
    assert {sentence.text.split()[0] for sentence in kept} == {"NATO", "Rusia"}
    assert {sentence.article["source"] for sentence in kept} == {"Tempo"}
    assert report.kept + report.left_out.total() == report.read == 160
    assert report.left_out["where source"] == 120


@pytest.mark.parametrize(("until", "months"), [("2022-03", 3), ("2022-03-04", 2), ("2022", 12), ("2021", 0)])
def test_a_last_date_covers_as_much_as_it_names(until: str, months: int):
    kept, _ = chosen(until=until)
    assert len({sentence.article["date"] for sentence in kept}) == months


def test_an_article_without_a_date_is_left_out_of_a_period():
    report = SelectionReport()
    assert not list(select(split_article(Article("x", "Satu.")), Selection(since="2022"), report))
    assert report.left_out == {"no date": 1}


def test_a_sample_is_the_same_for_the_same_seed_whatever_the_order():
    first, report = chosen(sample=30, seed=7)
    assert len(first) == report.kept == 30
    assert first == sorted(first, key=SENTENCES.index)
    backwards = [sentence for article in reversed(ARTICLES) for sentence in split_article(article)]
    again = list(select(backwards, Selection(sample=30, seed=7), SelectionReport()))
    assert {sentence.id for sentence in again} == {sentence.id for sentence in first}
    assert chosen(sample=30, seed=8)[0] != first


def test_a_sample_by_a_field_keeps_its_proportions():
    kept, report = chosen(sample=40, by="source")
    assert Counter(sentence.article["source"] for sentence in kept) == {"Kompas": 30, "Tempo": 10}
    assert report.strata == {"Kompas": (120, 30), "Tempo": (40, 10)}
    assert report.left_out["sample"] == 120


def test_a_sample_larger_than_the_corpus_is_the_corpus():
    assert chosen(sample=1000)[0] == SENTENCES


def test_whole_articles_stay_together():
    kept, report = chosen(sample=30, whole_articles=True)
    assert set(Counter(sentence.article_id for sentence in kept).values()) == {4}
    assert report.kept == 32
    matching, _ = chosen(match="ke-1[.]", whole_articles=True)
    assert [sentence.article_id for sentence in matching] == 4 * ["a1"]


def test_the_choice_and_its_counts_are_one_document():
    selection = Selection(kinds=["prose"], where={"source": {"Tempo"}}, sample=5)
    report = SelectionReport()
    list(select(SENTENCES, selection, report))
    row = report.to_row(selection)
    assert row["selection"]["where"] == {"source": ["Tempo"]}
    assert row["kept"] == 5
    assert row["left_out"] == {"where source": 120, "kinds": 10, "sample": 25}


def test_a_broken_expression_is_an_error():
    with pytest.raises(CorpusError):
        chosen(match="(")


@pytest.mark.parametrize("date", ["bogus", "2022-13", "2022-02-30", "30/01/2022", "2022-1", "20220130", "2022-01-30T"])
@pytest.mark.parametrize("option", ["since", "until"])
def test_a_period_that_is_no_date_is_an_error(option: str, date: str):
    with pytest.raises(CorpusError, match="is not a date"):
        Selection(**{option: date})


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        *[(date, "") for date in ("2022", 2022, "2022-01", "2022-01-30", "20220130", "2022-01-30T23:00:00+07:00")],
        *[(date, "") for date in ("2022-01-30 08:00", "2022-12-31T23:59:59.123Z")],
        *[(date, "date") for date in ("2021", "2021-12-31", "20211231", "2023-01-01")],
        *[(date, "date not ISO 8601") for date in ("30/01/2022", "30 Januari 2022", "Jan 30, 2022", "2022-13-01")],
        *[(date, "date not ISO 8601") for date in ("1643500000", 1643500000, 1612121212, "202201", "2022/01/30")],
        ("", "no date"),
    ],
)
def test_a_date_is_compared_only_if_it_is_one(date: str | int, reason: str):
    report = SelectionReport()
    split = split_article(Article("x", "Satu. Dua.", {"date": date}))
    kept = list(select(split, Selection(since="2022", until="2022"), report))
    assert bool(kept) == (not reason)
    assert report.left_out[reason] == (2 if reason else 0)
    assert report.articles_left_out == ({reason: 1} if reason else {})


def test_a_field_and_a_period_are_counted_apart():
    _, report = chosen(where={"date": {"2022-01-05", "2022-02-05"}}, since="2022-02")
    assert set(report.articles_left_out) == {"where date", "date"}


def test_the_memory_of_a_sample_hardly_grows_with_its_strata():
    one = SENTENCES[0]
    sentences = (
        replace(one, id=str(number), article_id=str(number), text=str(number) * 2000, article={"day": number % 400})
        for number in range(4000)
    )
    tracemalloc.start()
    kept = list(select(sentences, Selection(sample=100, by="day"), SelectionReport()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(kept) == 100
    assert peak < 5e6


def test_an_expression_that_takes_for_ever_is_stopped_and_named(monkeypatch):
    monkeypatch.setattr(matching, "SECONDS", 0.2)
    sentences = split_article(Article("endless", f"Kata {'a' * 60}b."))
    with pytest.raises(CorpusError) as stopped:
        list(select(sentences, Selection(match="(a+)+$"), SelectionReport()))
    assert stopped.value.message == "--match '(a+)+$' takes more than 0.2 seconds in the article endless"
    assert "(a+)+" in stopped.value.hint
