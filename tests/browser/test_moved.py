"""What an annotator began on the page with arrows, when the launch moves to the page with numbered claims."""

from labeling import SUBMITTED

from annotate.labelstudio.wire.client import post_json
from annotate.labelstudio.wire.page import page_of
from annotate.labelstudio.wire.project_page import update_project
from annotate.labelstudio.wire.to_result import to_linked_result
from annotate.new_project import bundled
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
TEXT = "Lavrov said Russia demands guarantees from NATO, while Ukraine rejects neutrality and asks Germany for troops."


def claim(head: str, claimant: str, act: str) -> dict:
    head_span, claimant_span = (
        {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words} for words in (head, claimant)
    )
    # An answer from a list, which the page asks in another way now.
    about = {"act": act, "stance": "support", "addressee_unmarked": "nato"}
    return {"guarantee": head_span, "claimant": [claimant_span], **about}


ONE = {"has_claim": "yes", "claims": [claim("guarantees", "Russia", "demand")]}
TWO = {"has_claim": "yes", "claims": [*ONE["claims"], claim("neutrality", "Ukraine", "refuse")]}


def test_a_draft_is_submitted_as_it_was_until_a_number_of_claims_is_announced(labeling):
    drafts = (ONE, TWO, TWO)
    work = labeling(SCHEMA, len(drafts))
    update_project(work.client, work.project, page_of(SCHEMA, linked=True))
    for task, draft in zip(work.waiting, drafts, strict=True):
        result = to_linked_result(draft, SCHEMA)
        post_json(work.client, f"api/tasks/{task}/drafts", {}, {"result": result, "lead_time": 1})
    update_project(work.client, work.project, page_of(SCHEMA))
    for draft in (ONE, TWO):
        hands = work.begin()
        hands.submit()
        problems, fields = work.said()
        assert problems == []
        assert [(each["guarantee"]["text"], each["act"], each["addressee_unmarked"]) for each in fields["claims"]] == [
            (each["guarantee"]["text"], each["act"], "nato") for each in draft["claims"]
        ]
    hands = work.begin()
    hands.press("w")
    assert work.read(hands.page.evaluate(SUBMITTED))[0] == [
        "claim 1 of 2 has 2 guarantees",
        "claim 2 of 2 has 0 guarantees",
    ]
