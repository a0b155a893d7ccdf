"""Phrases of a language file."""

import re

import pytest

from annotate.corpus.splitting.phrases import first_words, last_words, one_of, parted


@pytest.mark.parametrize(
    ("phrase", "matches", "other"),
    [
        ("baca juga", "baca juga", "baca jugalah"),
        ("(baca | lihat) juga", "lihat juga", "lihat"),
        ("baca juga? :", "baca:", "baca jugas:"),
        ("(telah | sudah)? tayang di", "tayang di", "lain tayang di"),
        ("merupakan hasil? kerja sama", "merupakan kerja sama", "merupakan kerja"),
        ("detik*", "detiknews", "detak"),
        ("ikuti ,? ... (kanal | saluran)", "ikuti, semua di kanal", "ikuti berita, semua di kanal"),
        ("baca * selengkapnya", "baca ini, itu: selengkapnya", "baca ini, itu"),
        ("laporan <site>", "laporan tribunnews.com", "laporan tribunnews"),
        ("copyright <rights>", "copyright (c)", "copyright law"),
        ("dari <figure>", "dari 5", "dari lima"),
    ],
)
def test_a_phrase_matches_what_it_says(phrase: str, matches: str, other: str):
    expression = re.compile(one_of([phrase]), re.VERBOSE)
    assert expression.fullmatch(matches)
    assert not expression.match(other)


def test_no_phrase_matches_nothing():
    assert not re.match(one_of([]), "")


def test_bars_in_a_group_do_not_part_a_line():
    assert parted("baca (juga | pula) | lihat") == ["baca ( juga | pula )", "lihat"]


def test_the_first_words_of_a_phrase_are_all_that_it_may_begin_with():
    assert first_words(["(baca | lihat) juga", "artikel? terkait", "<site> itu"]) == {
        "baca",
        "lihat",
        "artikel",
        "terkait",
        "",
    }


def test_the_last_words_of_a_phrase_are_all_that_it_may_end_with():
    assert last_words(["(Artikel | Berita) Terkait :?", "laporan <site>"]) == {":", "Terkait", ""}
