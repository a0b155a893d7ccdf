"""annotate actors, as a user runs it."""

import json

import pytest


@pytest.fixture
def project(annotate, tmp_path):
    assert annotate("init").code == 0
    work = tmp_path / "work"
    work.mkdir()
    text = "Rusia Bersatu dan Atlantis menuntut jaminan."

    def span(words):
        return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}

    claim = {"guarantee": span("jaminan"), "claimant": [span("Rusia Bersatu"), span("Atlantis")]}
    line = {"sentence_id": "a:0-44", "article_id": "a", "annotator": "ani", "status": "submitted", "has_claim": "yes"}
    line |= {"claims": [claim | {"act": "demand", "stance": "support"}]}
    line |= {"schema": {"name": "claim_stance", "version": "1", "digest": "0"}}
    (work / "annotations.jsonl").write_text(json.dumps(line) + "\n")
    return tmp_path


def test_names_that_need_a_look_are_listed_printed_as_json_and_drafted(annotate, project):
    done = annotate("actors")
    assert done.code == 0
    assert "1 name not in the register, 1 doubtful; --draft writes" in done.err
    assert "claimant 1" in done.out and "Rusia Bersatu" in done.out
    found = json.loads(annotate("actors", "--json").out)
    assert (found["unknown"][0]["text"], found["unknown"][0]["examples"]) == ("Atlantis", ["a:0-44"])
    assert found["doubtful"][0]["actor"] == "russia"
    drafted = annotate("actors", "--draft")
    assert (drafted.code, drafted.err) == (0, "")
    assert '  - id: "atlantis"\n    name: "Atlantis"\n    type:  # state' in drafted.out


def test_options_and_schemas_without_actors_are_refused(annotate, project):
    assert "--draft cannot be combined with --json" in annotate("actors", "--draft", "--json").err
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("claim_stance", "stance"))
    assert "the schema stance has no role of actors" in annotate("actors").err
