"""A launch of before, on which arrows link spans, and its move to the page with numbered claims."""

from study import made_sentences

from annotate.labelstudio.launch.file import write_launch
from annotate.labelstudio.wire.page import is_linked
from annotate.labelstudio.wire.project_page import project_page
from annotate.labelstudio.wire.remote_tasks import complete_task
from annotate.labelstudio.wire.tasks import PROGRESS, task_data
from annotate.labelstudio.wire.to_result import to_linked_result, to_result

WORDS = ("jaminan", "Rusia")


def claims_in(text: str) -> dict:
    """Two claims with one claimant."""
    spans = [{"start": text.index(word), "end": text.index(word) + len(word), "text": word} for word in WORDS]
    about = {"claimant": [spans[1]], "act": "demand", "stance": "support"}
    return {"has_claim": "yes", "claims": [{"guarantee": spans[0], **about}, {"guarantee": spans[1], **about}]}


def as_launched_before(study) -> None:
    """Make of a launch what version 0.1.0 would have left: its page, and tasks without what it does not show."""
    write_launch(study.files.launch, study.launch().model_copy(update={"page": "linked"}))
    study.push()
    for task in study.tasks("ani"):
        data = {key: value for key, value in task_data(task).items() if key != PROGRESS}
        complete_task(study.client, task["id"], data)


def test_a_launch_keeps_its_page_until_it_is_moved_and_both_pages_are_read(study):
    study.write(made_sentences(1))
    study.push()
    as_launched_before(study)
    study.push()
    number = study.number_of("ani")
    assert is_linked(project_page(study.client, number))
    first, second, *_ = study.tasks("ani")
    study.submit("ani", first, to_linked_result(claims_in(task_data(first)["text"]), study.schema))

    study.push(page=True)
    study.push()
    assert not is_linked(project_page(study.client, number))
    assert study.launch().page == "moved"
    assert [task_data(task)[PROGRESS] for task in study.tasks("ani")][:2] == [
        "1 of 4 · article 1 of 1",
        "2 of 4 · article 1 of 1",
    ]
    study.submit("ani", second, to_result(claims_in(task_data(second)["text"]), study.schema))
    assert study.pull().valid == {"ani": 2}
    one, two = study.records()
    assert one["claims"] == two["claims"] and len(one["claims"]) == 2
