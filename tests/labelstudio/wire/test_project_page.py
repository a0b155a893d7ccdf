"""A page that asks otherwise than before, on a project with answers."""

from study import made_sentences

from annotate.labelstudio.wire.page import is_linked
from annotate.labelstudio.wire.project_page import project_page
from annotate.labelstudio.wire.tasks import task_data
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import Schema
from annotate.schema.elements import Element
from annotate.schema.sections import Change

WORDS = ("jaminan", "Rusia", "menuntut")
GONE = Change(version="2", date="2026-12-01", note="Cues say nothing of confidence.")


def three_claims(text: str, **cue: str) -> dict:
    """Three claims; a cue of the first has answers of its own."""
    spans = [{"start": text.index(word), "end": text.index(word) + len(word), "text": word} for word in WORDS]
    claims = [{"guarantee": span, "act": "demand", "stance": "support"} for span in spans]
    return {"has_claim": "yes", "claims": [claims[0] | {"cue": [spans[2] | cue]}, *claims[1:]]}


def but(schema: Schema, at_most: int = 3, confidence: str = "claim") -> Schema:
    attributes = tuple(
        each.model_copy(update={"on": confidence}) if each.name == "confidence" else each
        for each in schema.claim.attributes
    )
    claim = schema.claim.model_copy(update={"at_most": at_most, "attributes": attributes})
    return schema.model_copy(update={"claim": claim})


def heads(study) -> list[list[str]]:
    return [[claim["guarantee"]["text"] for claim in record["claims"]] for record in study.records()]


def test_a_page_with_room_for_fewer_claims_or_more_keeps_those_that_were_marked(study):
    study.write(made_sentences(1))
    study.push()
    task = study.tasks("ani")[0]
    study.submit("ani", task, to_result(three_claims(task_data(task)["text"]), study.schema))
    for at_most in (1, 2, 3):
        other = study.but(schema=but(study.schema, at_most))
        other.push()
        assert [pushed.updated for pushed in other.push()] == [False, False]
        assert other.pull().valid == {"ani": 1}
        assert heads(other) == [["Rusia", "menuntut", "jaminan"]]


def test_a_question_about_a_role_may_be_taken_away_though_it_was_answered(study):
    study.write(made_sentences(1))
    asked = study.but(schema=but(study.schema, confidence="cue"))
    asked.push()
    task = asked.tasks("ani")[0]
    said = three_claims(task_data(task)["text"], confidence="3")
    asked.submit("ani", task, to_result(said, asked.schema))
    name = Element("attribute", "confidence", "cue")
    attributes = tuple(each for each in study.schema.claim.attributes if each.name != "confidence")
    schema = study.schema.model_copy(
        update={
            "version": "2",
            "changes": (*study.schema.changes, GONE.model_copy(update={"elements": {name: None}})),
            "claim": study.schema.claim.model_copy(update={"attributes": attributes}),
        }
    )
    without = study.but(schema=schema)
    without.push(migrate=True)
    assert not is_linked(project_page(study.client, study.number_of("ani")))
    assert without.pull().valid == {"ani": 1}
    [record] = without.records()
    [cue] = [span for claim in record["claims"] for span in claim["cue"]]
    assert (cue["text"], cue.get("confidence")) == ("menuntut", None)
