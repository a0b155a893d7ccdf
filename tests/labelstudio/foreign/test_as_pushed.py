"""Exported tasks as a push would have made them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from exported import SCHEMA, exported, lines, problems, pushed, read_all, task
from study import NO_CLAIM, made_sentences

from annotate.config import Config
from annotate.corpus import Sentence, digest, write_sentences
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.wire.to_result import to_result
from annotate.project import Project
from annotate.workspace import Workspace


def test_a_task_of_ours_keeps_its_sentence(tmp_path):
    [record] = exported(tmp_path, [pushed(1, "Satu.", "b:0-5")])
    assert (record["sentence_id"], record["article_id"], record["has_claim"]) == ("b:0-5", "b", "no")
    assert (record["annotator"], record["origin"]["project"]) == ("user 5", 2)


def test_another_task_gets_the_sentence_with_its_text_or_one_of_its_own(tmp_path):
    sentence = made_sentences(1)[2]
    known, unknown = exported(tmp_path, [task(1, sentence.text), task(2, "Dua.")])
    assert (known["sentence_id"], known["article_id"]) == (sentence.id, sentence.article_id)
    assert (unknown["sentence_id"], unknown["article_id"]) == ("task-2:0-4", "task-2")


def identities(records: list[dict]) -> list[tuple]:
    return [tuple(record.get(key) for key in ("sentence_id", "article_id", "round", "repeat")) for record in records]


@pytest.mark.parametrize("mark", [{}, {"digest": "weekly"}, {"digest": digest("Satu.")}, {"digest": 7}])
def test_keys_that_are_called_like_ours_say_nothing_without_the_digest_of_the_text(tmp_path, mark):
    theirs = {"sentence_id": "7", "article_id": "de", "round": 2, "repeat": 1, "kind": "tweet", **mark}
    pulled = read_all(tmp_path, [task(1, "Hujan turun.", **theirs), task(2, "Banjir surut.", **theirs)])
    records = lines(Workspace(tmp_path).annotations)
    assert identities(records) == [("task-1:0-12", "task-1", None, None), ("task-2:0-13", "task-2", None, None)]
    assert pulled.foreign_keys == 2


def test_a_task_with_a_foreign_sentence_id_is_matched_by_its_text_under_any_key(tmp_path):
    sentence = made_sentences(1)[2]
    rows = [task(number, "") | {"data": {"sentence_id": "a b", "isi": text}} for number, text in SHOWN]
    known, unknown = exported(tmp_path, rows)
    assert (known["sentence_id"], unknown["sentence_id"]) == (sentence.id, "task-2:0-4")


SHOWN = [(1, made_sentences(1)[2].text), (2, "Dua.")]


def test_tasks_with_one_text_are_matched_to_the_sentences_with_it_one_by_one(tmp_path):
    files = Workspace(tmp_path)
    first, second = (replace(SAME, id=f"a:{at}-{at + 3}", start=at, end=at + 3) for at in (0, 9))
    write_sentences(files.sentences, [first, second])
    (tmp_path / "export.json").write_text(json.dumps([task(number, "Ya.") for number in (1, 2, 3)]))
    pull_export([tmp_path / "export.json"], Project(Config(), files, SCHEMA))
    assert [row["sentence_id"] for row in lines(files.annotations)] == [first.id, second.id]


SAME = Sentence("a:0-3", "a", 0, 0, 3, "Ya.", "prose", 0, (), (), {}, digest("Ya."))


def theirs(number: int, answers: dict, **data) -> dict:
    """A task of a project made by hand, whose controls are named like the schema's elements, and the text is not."""
    result = [
        item | {"from_name": re.sub("^spans$", "label", item.get("from_name", "")).rpartition("__")[2].title()}
        for item in to_result(answers, SCHEMA)
    ]
    annotation = {"id": number, "completed_by": 5, "result": [item | {"to_name": "t"} for item in result]}
    return {"id": number, "project": 2, "data": data, "annotations": [annotation]}


def claim_in(text: str) -> dict:
    start = text.index("jaminan")
    span = {"start": start, "end": start + 7, "text": "jaminan"}
    return {"has_claim": "yes", "claims": [{"guarantee": span, "act": "demand", "stance": "support"}]}


def test_a_project_with_other_names_is_read_by_those_of_the_elements(tmp_path):
    known = made_sentences(1)[2]
    tasks = [theirs(1, claim_in(known.text), kalimat=known.text), theirs(2, {"has_claim": "no"}, kalimat="Dua.")]
    claim, no_claim = exported(tmp_path, tasks)
    assert (claim["sentence_id"], claim["claims"][0]["act"]) == (known.id, "demand")
    assert (no_claim["sentence_id"], no_claim["has_claim"]) == ("task-2:0-4", "no")


NAMED = [item | {"to_name": "kalimat"} for item in NO_CLAIM]


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (NAMED, "Satu."),
        (NO_CLAIM, made_sentences(1)[1].text),
        (to_result(claim_in("Ada jaminan."), SCHEMA), "Ada jaminan."),
    ],
    ids=["named by the results", "known", "holding the spans"],
)
def test_of_several_variables_the_text_is_the_one_that_fits(tmp_path, result, text):
    row = task(1, "") | {"data": {"sumber": "Antara, Jakarta", "kalimat": text}}
    row["annotations"][0]["result"] = [
        {**item, "to_name": item.get("to_name", "t").replace("text", "t")} for item in result
    ]
    start, _, end = exported(tmp_path, [row])[0]["sentence_id"].rpartition(":")[2].partition("-")
    assert int(end) - int(start) == len(text)


def test_a_variable_with_our_name_is_not_the_text_if_the_words_of_all_spans_are_in_another(tmp_path):
    row = task(1, "Jaminan") | {"data": {"text": "Jaminan", "isi": "Ada jaminan."}}
    row["annotations"][0]["result"] = to_result(claim_in("Ada jaminan."), SCHEMA)
    assert [record["sentence_id"] for record in exported(tmp_path, [row])] == ["task-1:0-12"]


def test_each_task_may_have_its_text_under_a_key_of_its_own(tmp_path):
    rows = [task(1, "Satu dua."), task(2, "") | {"data": {"kalimat": "Tiga.", "id": 7}}, pushed(3, "Empat.", "a:0-6")]
    assert [record["sentence_id"] for record in exported(tmp_path, rows)] == ["task-1:0-9", "task-2:0-5", "a:0-6"]


def test_a_text_that_cannot_be_told_is_a_problem(tmp_path):
    row = task(1, "") | {"data": {"judul": "Satu", "kalimat": "Dua."}}
    row["annotations"][0]["result"] = [NO_CLAIM[0] | {"to_name": "t"}]
    assert exported(tmp_path, [row]) == []
    assert problems(tmp_path)[0][0] == "it is unclear which of judul, kalimat is the text"
