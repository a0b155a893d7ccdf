"""Projects that all annotators share: nobody is given a sentence, and each task says how many people it wants.

Calibration has a project of its own. Label Studio can be given for each task how many people it needs, but it does
not hand out a task that once had enough, the next change to the project overwrites it, and a task that somebody has
begun comes before one that nobody has: within one project, calibration would not come first.
"""

from __future__ import annotations

from annotate.counting import count
from annotate.errors import UnexpectedAnswer
from annotate.labelstudio.wire.client import Client, get_json, speaking_to, write_options
from annotate.labelstudio.wire.queries import count_tasks


def ask_overlap(client: Client, project: int, overlap: int) -> bool:
    """Have every task of a project done by `overlap` people; whether anything had to change.

    What is there and what is sent afterwards follow the project. Tasks that say something else, because a person
    changed them, follow it for certain only down to one and up again.
    """
    settings = get_json(client, f"api/projects/{project}/", {})
    as_asked = settings["maximum_annotations"] == overlap and settings["overlap_cohort_percentage"] == 100
    if as_asked and not _asking_otherwise(client, project, overlap):
        return False
    _set(client, project, overlap)
    if _asking_otherwise(client, project, overlap):
        for number in (overlap + 1, 1, overlap):
            _set(client, project, number)
    return True


def check_overlap(client: Client, project: int, overlap: int) -> None:
    """See that every task of a project wants as many people as were asked for.

    Raises:
        UnexpectedAnswer: some want more or fewer.
    """
    wrong = _asking_otherwise(client, project, overlap)
    if wrong:
        raise UnexpectedAnswer(
            f"project {project} has {count(wrong, 'task')} with another overlap than {overlap}",
            "run `annotate push` again, and do not change the project's settings meanwhile",
        )


def _set(client: Client, project: int, overlap: int) -> None:
    with speaking_to(client.url):
        client.sdk.projects.update(
            project, maximum_annotations=overlap, overlap_cohort_percentage=100, request_options=write_options()
        )


def _asking_otherwise(client: Client, project: int, overlap: int) -> int:
    """How many tasks want another number of people."""
    other = {"filter": "filter:tasks:overlap", "operator": "not_equal", "type": "Number", "value": overlap}
    return count_tasks(client, project, other)
