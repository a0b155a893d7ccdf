"""Hugging Face's data sets, read back by `datasets` and `huggingface_hub`."""

import json
from dataclasses import replace

import datasets
import pytest
from documents import blocks_checked_by
from exporting import SEEDS, answered, demo_workspace
from huggingface_hub import DatasetCard
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.config import About
from annotate.export import Choice, write_export
from annotate.export.jsonl import answers_to_json, claim_to_json
from annotate.export.read import read_rows
from annotate.json_files import write_json


@pytest.fixture(autouse=True)
def offline(monkeypatch, tmp_path_factory):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_OFFLINE", True)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path_factory.mktemp("cache")))
    datasets.disable_progress_bars()


def named(value, feature):
    """A value with the names of labels in place of their numbers."""
    if value is None:
        return None
    if isinstance(feature, datasets.ClassLabel):
        return feature.int2str(value)
    if isinstance(feature, dict):
        return {name: named(value[name], inner) for name, inner in feature.items()}
    inner = getattr(feature, "feature", None)
    return [named(each, inner) for each in value] if inner is not None else value


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.booleans())
def test_datasets_reads_the_same_rows(drawn_project, tmp_path_factory, seed, of_annotators):
    project = drawn_project(seed)
    done = write_export(project, Choice("huggingface", of_annotators))
    assert +done.losses == {}
    read = datasets.load_dataset(done.path, split="train", cache_dir=tmp_path_factory.mktemp("cache"))
    rows = list(read_rows(project, of_annotators=of_annotators))
    for row, line in zip(rows, (named(line, read.features) for line in read), strict=True):
        assert (line["sentence_id"], line["text"]) == (row.sentence.id, row.sentence.text)
        assert answered(line.get("answers") or {}) == answers_to_json(row.answers)
        claims = [claim_to_json(claim, project.schema) for claim in row.claims]
        assert answered(line.get("claims") or []) == answered(claims)
        if not of_annotators:
            assert json.loads(line["decisions"]) == list(row.decisions)


def test_splits_have_the_names_of_hugging_face_and_articles_of_their_own(tmp_path):
    project = demo_workspace(tmp_path / "work")
    done = write_export(project, Choice("huggingface", shares=(60, 20, 20)))
    read = datasets.load_dataset(done.path)
    assert {name: len(part) for name, part in read.items()} == {
        "train": done.parts["train"],
        "validation": done.parts["dev"],
        "test": done.parts["test"],
    }
    articles = [set(part["article_id"]) for part in read.values()]
    assert sum(map(len, articles)) == len(set.union(*articles)) == 5


def test_the_card_says_what_the_project_knows_and_what_is_not_stated(tmp_path):
    project = demo_workspace(tmp_path / "work")
    row = {"element": "stance", "measure": "alpha", "value": 0.72, "interval": [0.5, 0.85], "units": 60}
    write_json(project.files.agreement, {"rows": [row, row | {"value": None, "reason": "none"}]})
    about = About(license="cc-by-4.0", annotators="Three students | of politics\nin Jakarta.")
    project = replace(project, config=project.config.model_copy(update={"about": about}))
    done = write_export(project, Choice("huggingface"))
    card = DatasetCard.load(f"{done.path}/README.md")
    assert (card.data.license, card.data.language, card.data.size_categories) == ("cc-by-4.0", ["id"], ["n<1K"])
    assert "| stance | alpha | 0.72 | 0.50 to 0.85 | 60 |" in card.text
    assert "## Who annotated\n\nThree students | of politics\nin Jakarta." in card.text
    assert "## Pay\n\nNot stated." in card.text
    assert "| gold | 91 |" in card.text
    assert "| annotations | 273 | submitted 271, skipped 2 |" in card.text


def test_the_lines_of_the_documentation_read_the_demo(tmp_path, monkeypatch):
    project = demo_workspace(tmp_path / "work")
    write_export(project, Choice("huggingface", shares=(60, 20, 20)))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_huggingface.py")
    names: dict = {}
    exec(block.code, names)
    assert names["label"] in ("yes", "no", "unsure")
