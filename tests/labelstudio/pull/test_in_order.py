"""annotations.jsonl is in the order of the corpus, so that it can be read sentence by sentence."""

from __future__ import annotations

import json
import resource
from random import Random

import pytest
from exported import exported, lines, project_in, pushed, read_all, task
from study import made_sentences

from annotate.corpus import write_sentences
from annotate.errors import WorkspaceError
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.pull import in_order
from annotate.workspace import Workspace


def by(annotator: int, row: dict) -> dict:
    [annotation] = row["annotations"]
    annotation |= {"completed_by": {"id": annotator, "email": f"{annotator}@example.org"}, "id": row["id"]}
    return row


def places(folder) -> list[tuple[str, str]]:
    return [(row["sentence_id"], row["annotator"]) for row in lines(Workspace(folder).annotations)]


def test_records_have_the_order_of_the_sentences_and_then_of_the_annotators(tmp_path):
    # The corpus has b before a: its order is not that of the names.
    corpus = [*made_sentences(2, name="b"), *made_sentences(2, name="a")]
    write_sentences(Workspace(tmp_path).sentences, corpus)
    tasks = [
        by(annotator, pushed(10 * number + annotator, sentence.text, sentence.id))
        for number, sentence in enumerate(corpus)
        for annotator in (1, 2, 3)
    ]
    expected = [(sentence.id, f"{annotator}@example.org") for sentence in corpus for annotator in (1, 2, 3)]
    for seed in range(5):
        Random(seed).shuffle(tasks)
        (tmp_path / "export.json").write_text(json.dumps(tasks))
        pull_export([tmp_path / "export.json"], project_in(tmp_path))
        assert places(tmp_path) == expected


def test_tasks_of_others_come_after_the_sentences_in_their_own_order(tmp_path):
    numbers = [11, 9, 10]
    read = exported(tmp_path, [task(number, f"Kalimat {number}.") for number in numbers])
    assert [record["origin"]["task"] for record in read] == numbers


def test_sentences_that_the_workspace_does_not_have_come_by_article_and_place(tmp_path):
    ids = ["a:100-106", "b:0-6", "a:20-26", "a:3-9"]
    tasks = [pushed(number, "Satu 1", sentence) for number, sentence in enumerate(ids, 1)]
    read_all(tmp_path, tasks)
    Workspace(tmp_path).tasks.unlink()
    with in_order.written_in_order(tmp_path / "again.jsonl", {}) as write:
        for record in project_in(tmp_path).records():
            write(record)
    again = [row["sentence_id"] for row in lines(tmp_path / "again.jsonl")]
    assert again == ["a:3-9", "a:20-26", "a:100-106", "b:0-6"]


def test_a_disk_that_is_full_is_told_and_leaves_the_file_as_it_was(tmp_path):
    read_all(tmp_path, [task(1, "Satu.")])
    file = Workspace(tmp_path).annotations
    before = file.read_bytes()
    [record] = project_in(tmp_path).records()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(WorkspaceError, match=r"cannot write .*annotations\.jsonl"):  # noqa: SIM117
            with in_order.written_in_order(file, {}) as write:
                write(record)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == before
