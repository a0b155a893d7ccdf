"""Projects that others made become part of a launch, and nothing in them is changed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from changed_schema import claim, second_version
from study import NO_CLAIM, choice, made_sentences

from annotate.config import Annotator
from annotate.errors import ConfigError, RequestRejected, SchemaError
from annotate.labelstudio.foreign.adopt import adopt, project_number
from annotate.labelstudio.foreign.seen_project import see_project
from annotate.labelstudio.pull.progress import status
from annotate.labelstudio.wire.client import get_json
from annotate.labelstudio.wire.config.linked_page import to_linked_config
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.labelstudio.wire.guard import Owned, tell_owners
from annotate.labelstudio.wire.queries import TaskFields, list_fields
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.labelstudio.wire.to_result import to_linked_result, to_result
from annotate.schema import read_schema
from annotate.schema.draft import to_yaml

WORDS = ("jaminan", "Rusia", "menuntut")
ADDRESS = "https://label.example.org/"
THEIR_NO = [choice("has_claim", "no")]


def their_config(study) -> str:
    """Ours under other names: controls without what they are about, another name for the text and its variable."""
    config = to_linked_config(study.schema)
    config = re.sub(r' name="[a-z]+__', ' name="', config)
    config = config.replace('name="spans"', 'name="label"').replace('whenTagName="spans"', 'whenTagName="label"')
    return config.replace('name="text" value="$text"', 'name="t" value="$kalimat"').replace(
        'toName="text"', 'toName="t"'
    )


def their_result(study, answers) -> list:
    return [
        item | {"from_name": re.sub("^spans$", "label", item.get("from_name", "")).rpartition("__")[2], "to_name": "t"}
        for item in to_linked_result(answers, study.schema)
    ]


def make_project(study, config: str, texts: list[str]) -> tuple[int, list[int]]:
    """A project made by hand, with a task for each text; its number and those of its tasks."""
    project = study.client.sdk.projects.create(title="made by hand", label_config=config)
    open_to_annotators(study, project.id)
    return project.id, add_tasks(study, project.id, texts)


def open_to_annotators(study, project: int) -> None:
    """Tell the guard what an adoption tells it: the people here annotate before they are adopted."""
    emails = tuple(f"{name}@example.org" for name in study.people)
    tell_owners(study.client, study.config.name, [Owned(project, emails)])


def add_tasks(study, project: int, texts: list[str]) -> list[int]:
    data = [{"data": {"before": "", "after": "", "kalimat": text}} for text in texts]
    return import_tasks(study.client, project, data)


def adopt_into(study, project: int):
    return adopt(study.client, study.project, project)


def everything(study, project: int):
    """What the server says of a project and of all its tasks."""
    fields = TaskFields("id,data,meta,overlap,updated_at,annotations,result", at_once=100)
    pages = list_fields(study.client, project, fields)
    return get_json(study.client, f"api/projects/{project}/", {}), list(pages)


@pytest.mark.parametrize("announced", [True, False], ids=["the schema asks how many", "the page asks how many"])
def test_a_project_with_our_page_of_numbered_claims_is_adopted_with_each_claim_as_it_is(study, announced):
    if not announced:
        study = study.but(schema=study.schema.model_copy(update={"claims_if": None}))
    sentences = study.write(made_sentences(1))
    text = sentences[0].text
    project = study.client.sdk.projects.create(title="a copy", label_config=to_labeling_config(study.schema)).id
    open_to_annotators(study, project)
    shown = {"text": text, "before": "", "after": "", "progress": ""}
    [task] = import_tasks(study.client, project, [{"data": shown}])
    spans = [{"start": text.index(word), "end": text.index(word) + len(word), "text": word} for word in WORDS]
    about = {"claimant": [spans[1]], "stance": "support", "addressee_unmarked": "nato"}
    claims = [{"guarantee": spans[0], "act": "demand", **about}, {"guarantee": spans[2], "act": "refuse", **about}]
    study.submit("ani", {"id": task}, to_result({"has_claim": "yes", "claims": claims}, study.schema))

    assert adopt_into(study, project).matched == 1
    pulled = study.pull()
    assert (pulled.valid, pulled.rejected) == ({"ani": 1}, {})
    [record] = study.records()
    read = [
        (each["guarantee"]["text"], each["claimant"][0]["text"], each["act"], each["addressee_unmarked"])
        for each in record["claims"]
    ]
    assert read == [("menuntut", "Rusia", "refuse", "nato"), ("jaminan", "Rusia", "demand", "nato")]


def test_an_adopted_project_is_matched_by_text_pulled_and_not_sent_again(study):
    sentences = made_sentences(2)
    texts = [sentences[2].text, sentences[0].text, "Tamu.", sentences[0].text]
    project, tasks = make_project(study, their_config(study), texts)
    start = texts[0].index("jaminan")
    span = {"start": start, "end": start + 7, "text": "jaminan"}
    answers = {"has_claim": "yes", "claims": [{"guarantee": span, "act": "demand", "stance": "support"}]}
    study.submit("ani", {"id": tasks[0]}, their_result(study, answers))
    for annotator, task in (("budi", tasks[0]), ("citra", tasks[1]), ("budi", tasks[2])):
        study.submit(annotator, {"id": task}, THEIR_NO)
    before = everything(study, project)

    adoption = adopt_into(study, project)
    assert (adoption.tasks, adoption.matched, adoption.copies, adoption.annotations) == (4, 3, 1, 4)
    assert adoption.unmatched == {tasks[2]: "Tamu."}
    assert adoption.strangers == {"citra@example.org": 1}
    launch = study.files.launch.read_bytes()
    assert adopt_into(study, project) == adoption
    assert study.files.launch.read_bytes() == launch

    pulled = study.pull()
    assert (pulled.valid, pulled.rejected) == ({"ani": 1, "budi": 1, "citra@example.org": 1}, {"budi": 1})
    records = {record["annotator"]: record for record in study.records()}
    assert records["ani"]["sentence_id"] == records["budi"]["sentence_id"] == sentences[2].id
    assert records["ani"]["article_id"] == "a0"
    assert records["ani"]["claims"][0]["guarantee"] == span
    assert records["citra@example.org"]["sentence_id"] == sentences[0].id
    assert study.rejected()[0]["problems"] == ["the task's text is not a sentence of this workspace"]

    assert [each.sent for each in study.push()] == [6, 6]
    assert [each.sent for each in study.push()] == [0, 0]
    study.submit("ani", study.tasks("ani")[0], NO_CLAIM)
    assert study.pull().valid == {"ani": 2, "budi": 1, "citra@example.org": 1}
    rows = {(row.annotator, row.left): row.done for row in status(study.client, study.files)}
    assert rows["ani", 5] == 1
    assert rows["ani", None] == rows["citra@example.org", None] == 1
    assert everything(study, project) == before


@pytest.mark.parametrize("keep", [True, False], ids=["with launch.json", "without"])
def test_a_project_is_adopted_again_under_a_schema_that_has_other_names_now(study, tmp_path, keep):
    texts = [each.text for each in made_sentences(2)]
    project, [task] = make_project(study, their_config(study), texts[:1])
    study.submit("ani", {"id": task}, their_result(study, claim()))
    adopt_into(study, project)
    study.push()
    later = study.but(schema=second_version(tmp_path / "schemas"))
    later.push(migrate=True)
    if not keep:
        for file in later.files.root.glob("launch.json*"):
            file.unlink()
    add_tasks(study, project, texts[1:2])
    assert adopt_into(later, project).matched == 2
    assert later.pull().valid == {"ani": 1}
    [read] = later.records()[0]["claims"]
    assert (read["stance"], read["pledge"]["text"], "confidence" in read) == ("torn", "jaminan", False)


def test_sentences_with_the_same_text_are_taken_in_turn_and_kept(study):
    first, other = made_sentences(1, each=2)
    second = replace(first, id=f"b:{first.start}-{first.end}", article_id="b")
    study.write([first, other, second])
    project, tasks = make_project(study, their_config(study), [first.text])
    adopt_into(study, project)
    tasks += add_tasks(study, project, [first.text, first.text])
    for task in tasks:
        study.submit("ani", {"id": task}, THEIR_NO)
    assert study.pull().rejected == {"ani": 2}
    assert adopt_into(study, project).copies == 1
    assert study.pull().rejected == {"ani": 1}
    assert study.rejected()[0]["problems"] == ["the same annotator saved another annotation of this sentence later"]
    assert [record["sentence_id"] for record in study.records()] == [first.id, second.id]


def test_a_text_that_changes_after_the_adoption_is_rejected_and_a_project_that_goes_is_named(study):
    text = made_sentences(1)[0].text
    project, [task] = make_project(study, their_config(study), [text])
    study.submit("ani", {"id": task}, THEIR_NO)
    adopt_into(study, project)
    study.client.sdk.tasks.update(task, data={"before": "", "after": "", "kalimat": f"Tidak. {text}"})
    assert study.pull().rejected == {"ani": 1}
    assert "changed on the server" in study.rejected()[0]["problems"][0]
    study.client.sdk.projects.delete(project)
    with pytest.raises(RequestRejected, match=f"not see them: adopted project {project}") as error:
        study.pull()
    assert "launch.json" in error.value.hint


MISFIT = """<View><Text name="t" value="$kalimat"/>
<Labels name="label" toName="t"><Label value="guarantee"/><Label value="penuntut"/></Labels>
<Choices name="has_claim" toName="t"><Choice value="yes"/><Choice value="perhaps"/></Choices>
<Choices name="act" toName="t" perRegion="true"><Choice value="demand"/></Choices>
<TextArea name="note" toName="t"/></View>"""


def test_labels_that_do_not_fit_are_named_and_nothing_is_changed(study):
    project, _ = make_project(study, MISFIT, ["Satu."])
    with pytest.raises(SchemaError) as error:
        adopt_into(study, project)
    said, _, problems = error.value.message.partition(": ")
    assert said == f"project {project} cannot be adopted"
    assert set(problems.split("; ")) == {
        "the schema has no label penuntut for its control `label`",
        "the schema has no label perhaps for its control `has_claim`",
        "the schema has no question or attribute for its control `note` (TextArea)",
        "no control asks for stance, which the schema requires",
    }
    assert not study.files.launch.exists()


def test_only_what_is_there_and_was_not_launched_can_be_adopted(study):
    study.push()
    before = study.files.launch.read_bytes()
    with pytest.raises(ConfigError, match=f"was made by `annotate push` for the launch {study.config.name}"):
        adopt_into(study, study.number_of("ani"))
    with pytest.raises(ConfigError, match="project 999999 is not on"):
        adopt_into(study, 999999)
    assert study.files.launch.read_bytes() == before


def test_another_address_for_somebody_of_the_launch_is_refused_before_it_is_written(study):
    study.push()
    before = study.files.launch.read_bytes()
    project, _ = make_project(study, their_config(study), [made_sentences(1)[0].text])
    people = (study.config.annotators[0], Annotator(id="budi", email="citra@example.org"))
    with pytest.raises(ConfigError, match=r"the projects were pushed for budi@example\.org"):
        adopt_into(study.but(config=study.config.model_copy(update={"annotators": people})), project)
    assert study.files.launch.read_bytes() == before


@pytest.mark.parametrize("given", ["12", f"{ADDRESS}projects/12", f"{ADDRESS}projects/12/data?tab=3&labeling=1"])
def test_a_project_is_given_by_its_number_or_its_address(given):
    assert project_number(given, ADDRESS) == 12


@pytest.mark.parametrize("given", ["twelve", "https://other.example.org/projects/12", f"{ADDRESS}projects/12x"])
def test_what_is_no_project_of_the_server_is_refused(given):
    with pytest.raises(ConfigError, match=re.escape(f"there is no project {given} on {ADDRESS}")):
        project_number(given, ADDRESS)


THEIR_NAMES = """<View><Text name="t" value="$kalimat"/>
  <Labels name="ner" toName="t"><Label value="SocialGroup"/><Label value="STATE/PROVINCE"/></Labels>
  <Choices name="Tone of it" toName="t"><Choice value="glad"/><Choice value="sad"/></Choices>
</View>"""


def test_a_project_is_adopted_under_the_schema_that_is_inferred_from_it(study, tmp_path):
    sentence = made_sentences(1)[0]
    project, [task] = make_project(study, THEIR_NAMES, [sentence.text])
    value = {"start": 0, "end": 5, "text": sentence.text[:5], "labels": ["STATE/PROVINCE"]}
    span = {"id": "a", "type": "labels", "from_name": "ner", "to_name": "t", "value": value}
    said = {"id": "b", "type": "choices", "from_name": "Tone of it", "to_name": "t", "value": {"choices": ["sad"]}}
    study.submit("ani", {"id": task}, [span, said])
    draft = see_project(study.client, project)
    assert (draft.spans, draft.answers["Tone of it"].labels) == (
        {"SocialGroup": 0, "STATE/PROVINCE": 1},
        {"glad": 0, "sad": 1},
    )
    (tmp_path / "inferred.yaml").write_text(to_yaml(draft))
    inferred = study.but(schema=read_schema(tmp_path / "inferred.yaml"))
    assert adopt_into(inferred, project).matched == 1
    assert (inferred.pull().valid, inferred.rejected()) == ({"ani": 1}, [])
    [record] = inferred.records()
    assert (record["tone_of_it"], record["claims"][0]["state_province"]["text"]) == ("sad", sentence.text[:5])
    inferred.push()
    with pytest.raises(ConfigError, match="was made by `annotate push` for the launch"):
        see_project(study.client, inferred.number_of("ani"))
