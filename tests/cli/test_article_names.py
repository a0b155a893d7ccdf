"""An article may be called anything: its sentences go the whole way under their own names."""

import csv
import json

import pytest

NAMES = ("c#1", "a:b", " x")
TEXT = "Rusia menolak jaminan keamanan NATO untuk Ukraina. Barat menunggu jawaban Moskwa.\n"
HEAD = {"start": 14, "end": 30, "text": "jaminan keamanan"}


@pytest.fixture
def named(annotate, tmp_path):
    """A project whose articles have such names, split, and annotated by three people who differ on one claim."""
    assert annotate("init").code == 0
    (tmp_path / "articles").mkdir()
    for name in NAMES:
        (tmp_path / "articles" / f"{name}.txt").write_text(TEXT)
    done = annotate("split", "articles")
    assert done.code == 0, done.err
    sentences = [json.loads(line) for line in (tmp_path / "work" / "sentences.jsonl").read_text().splitlines()]
    stamp = {"name": "claim_stance", "version": "1", "digest": "0"}
    with (tmp_path / "work" / "annotations.jsonl").open("w") as file:
        for sentence in sentences:
            for annotator in ("ani", "budi", "citra"):
                act = "demand" if (annotator, sentence["id"]) == ("citra", "c#1:0-50") else "refuse"
                claims = [{"guarantee": HEAD, "act": act, "stance": "oppose"}] if sentence["start"] == 0 else []
                record = {"sentence_id": sentence["id"], "article_id": sentence["article_id"], "annotator": annotator}
                answers = {"status": "submitted", "has_claim": "yes" if claims else "no", "claims": claims}
                print(json.dumps(record | answers | {"schema": stamp}), file=file)
    return [sentence["id"] for sentence in sentences]


def test_sentences_are_called_by_their_articles_and_places(named):
    assert sorted(named) == sorted(f"{name}:{place}" for name in NAMES for place in ("0-50", "51-81"))


def test_a_plan_gives_every_sentence_to_everybody(annotate, named):
    done = annotate("push", "--dry-run", "--json")
    assert done.code == 0, done.err
    assert {share["main"] for share in json.loads(done.out)["shares"]} == {len(named)}


def test_agreement_names_the_sentence_where_they_differ(annotate, named):
    done = annotate("agreement", "--json")
    assert done.code == 0, done.err
    costly = [unit for unit in json.loads(done.out)["diagnosis"]["costly"] if unit["element"] == "act"]
    assert [(unit["unit"], unit["sentence_id"]) for unit in costly] == [("c#1:0-50#1", "c#1:0-50")]
    whole = next(row for row in json.loads(done.out)["rows"] if row["measure"] == "boundary_alpha")
    assert (whole["value"], whole["articles"]) == (1, 3)


@pytest.mark.parametrize("by", ["article", "without", "pair", "category"])
def test_parts_are_measured(annotate, named, by):
    done = annotate("agreement", "--by", by, "--json")
    assert done.code == 0, done.err
    groups = {row["group"] for row in json.loads(done.out)["rows"]}
    assert by != "article" or groups == set(NAMES)


def test_gold_and_its_exports_have_every_sentence(annotate, named, tmp_path):
    assert annotate("gold").code == 0
    for form in ("csv", "jsonl"):
        done = annotate("export", form)
        assert done.code == 0, done.err
    with (tmp_path / "work" / "export" / "gold.csv").open(newline="") as file:
        assert {row["sentence_id"] for row in csv.DictReader(file)} == set(named)
    lines = (tmp_path / "work" / "export" / "gold.jsonl").read_text().splitlines()
    assert {(json.loads(line)["sentence_id"], json.loads(line)["article_id"]) for line in lines} == {
        (sentence, sentence.rpartition(":")[0]) for sentence in named
    }
