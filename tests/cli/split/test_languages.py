"""The language of articles, as `annotate init` and `annotate split` take it and tell of it."""

import json

import pytest
from complaints import complaint

GERMAN = "Der Präsident sagte am 3. Oktober, dass sie nicht weichen werden und dass das für alle klar ist. " * 3
INDONESIAN = "Presiden mengatakan bahwa mereka tidak akan mundur dan itu sudah jelas karena alasan ini. " * 3

SPANISH = "El presidente dijo que los soldados no se retiran y que la ciudad es de todos. " * 3
MALAGASY = "Mbola tsy tonga ny filoha androany maraina tany Antananarivo renivohitra lehibe. " * 30


def sentences(tmp_path) -> list[str]:
    return [json.loads(line)["text"] for line in (tmp_path / "work" / "sentences.jsonl").read_text().splitlines()]


def test_init_writes_the_language_and_says_which(annotate, tmp_path):
    done = annotate("init", "--language", "de")
    assert "language is de" in done.out
    assert "\nlanguage: de\n" in (tmp_path / "config.yaml").read_text()


def test_init_says_which_language_it_assumed(annotate):
    assert "language is id" in annotate("init").out


def test_a_language_without_words_is_refused_before_anything_is_written(annotate, tmp_path):
    message, hint = complaint(annotate("init", "--language", "xx"))
    assert "'xx'" in message
    assert "und" in hint
    assert not (tmp_path / "config.yaml").exists()


def test_split_says_which_language_it_assumed(annotate, tmp_path):
    (tmp_path / "a.txt").write_text(INDONESIAN)
    done = annotate("split", "a.txt")
    assert "language: id (assumed for 1 article)" in done.out
    assert "commonest" not in done.err


def test_a_corpus_in_another_language_gets_a_warning(annotate, tmp_path):
    (tmp_path / "a.txt").write_text(GERMAN)
    done = annotate("split", "a.txt")
    assert "those of de, not of id" in done.err
    assert "language: de" in done.err
    assert annotate("split", "a.txt", "--language", "de").err == ""


def test_a_corpus_in_a_language_without_words_gets_a_warning(annotate, tmp_path):
    (tmp_path / "a.txt").write_text(SPANISH)
    assert "language: und" in annotate("split", "a.txt").err
    (tmp_path / "b.txt").write_text(MALAGASY)
    assert "hardly any of the commonest words of id" in annotate("split", "b.txt").err


@pytest.mark.parametrize("options", [[], ["--engine", "daft"]])
def test_a_column_names_the_language_of_each_article(annotate, tmp_path, options):
    rows = [
        {"id": "a", "text": GERMAN, "bahasa": "de-DE"},
        {"id": "b", "text": INDONESIAN, "bahasa": "id"},
        {"id": "c", "text": "Warga pergi dari kota itu.", "bahasa": None},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = annotate("split", "a.jsonl", "--column", "language=bahasa", *options)
    assert "language: id (assumed for 1 article), de (named by 1 article), id (named by 1 article)" in done.out
    assert "commonest" not in done.err
    assert GERMAN.split(". ", 2)[0] + ". Oktober, dass sie nicht weichen werden und dass das für alle klar ist." in (
        sentences(tmp_path)
    )
    report = json.loads((tmp_path / "work" / "sentences.report.json").read_text())
    assert report["articles_by_language"] == {"id": 2, "de": 1}


def test_a_page_names_its_language(annotate, tmp_path):
    (tmp_path / "a.html").write_text(f'<html lang="de"><body><article><p>{GERMAN}</p></article></body></html>')
    done = annotate("split", "a.html")
    assert "de (named by 1 article)" in done.out
    assert len(sentences(tmp_path)) == 3


def test_a_page_whose_language_is_its_template_s_is_split_in_that_of_its_words(annotate, tmp_path):
    (tmp_path / "a.html").write_text(f'<html lang="en"><body><article><p>{INDONESIAN}</p></article></body></html>')
    assert "id (named by 1 article)" in annotate("split", "a.html").out


def test_abbreviations_of_the_configuration_are_used_in_every_process(annotate, tmp_path):
    annotate("init")
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("abbreviations: []", "abbreviations: [Stas., EE. UU.]"))
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Presiden {name} tiba di Stas. Gambir dari EE. UU. Kemarin.")
    assert annotate("split", "a.txt", "b.txt", "c.txt", "--workers", "2").code == 0
    assert len(sentences(tmp_path)) == 3


@pytest.mark.parametrize("wrong", ["[5]", "['a: b']", "['']", "['...']", "Kab.", "[Kab. Kec. a. b. c.]"])
def test_what_is_no_abbreviation_is_refused_with_its_line(annotate, tmp_path, wrong):
    annotate("init")
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("abbreviations: []", f"abbreviations: {wrong}"))
    (tmp_path / "a.txt").write_text(INDONESIAN)
    message, _ = complaint(annotate("split", "a.txt"))
    assert "config.yaml:20: abbreviations" in message
