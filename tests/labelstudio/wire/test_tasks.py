"""Tasks as sentences, and what they show of them."""

import pytest
from study import SCHEMA_FILE, made_sentences

from annotate.labelstudio.wire.tasks import shown_sentence, to_task
from annotate.schema import read_schema

SENTENCE = made_sentences(1)[0]


def shown(**changes):
    task = to_task(SENTENCE, read_schema(SCHEMA_FILE))
    return shown_sentence(task | {"data": task["data"] | changes})


def test_a_pushed_task_shows_its_sentence():
    assert (shown().id, shown().text) == (SENTENCE.id, SENTENCE.text)


@pytest.mark.parametrize(
    "changes", [{"sentence_id": "a0:0-9"}, {"sentence_id": "a0"}, {"article_id": "b"}, {"text": "Another one."}]
)
def test_a_task_whose_parts_do_not_agree_shows_no_sentence(changes):
    assert shown(**changes) is None
