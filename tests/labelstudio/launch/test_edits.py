"""Articles that were edited after the launch: what their launched sentences have become, and what push does then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study import changed, made_sentences

from annotate.corpus import Sentence, digest
from annotate.errors import CorpusError
from annotate.labelstudio.launch.edits import find_edits, refuse_edits
from annotate.labelstudio.wire.remote_tasks import remote_tasks

LAUNCHED = made_sentences(2)
DIGESTS = {sentence.id: sentence.digest for sentence in LAUNCHED}


def shifted(sentences: list[Sentence], by: int) -> list[Sentence]:
    places = [(each, each.start + by, each.end + by) for each in sentences]
    return [replace(each, id=f"{each.article_id}:{start}-{end}", start=start, end=end) for each, start, end in places]


def under(article: str, sentences: list[Sentence]) -> list[Sentence]:
    return [replace(each, id=f"{article}:{each.start}-{each.end}", article_id=article) for each in sentences]


def loud(sentence: Sentence) -> Sentence:
    text = sentence.text.replace("Rusia", "RUSIA")
    return replace(sentence, text=text, digest=digest(text))


def test_nothing_became_of_articles_that_stayed_and_of_those_that_came():
    assert find_edits(DIGESTS, [*LAUNCHED, *made_sentences(1, name="b")]) == ((), {}, ())


def test_an_article_that_was_shifted_has_its_texts_under_new_ids():
    first, second = LAUNCHED[:4], LAUNCHED[4:]
    moved = shifted(first[1:], by=10)
    gone, found, rewritten = find_edits(DIGESTS, [first[0], *moved, *second])
    assert gone == tuple(each.id for each in first[1:])
    assert found == {old.id: new.id for old, new in zip(first[1:], moved, strict=True)}
    assert rewritten == ()


def test_an_article_under_another_name_is_known_by_most_of_its_texts_and_a_common_phrase_is_not():
    first, second = LAUNCHED[:4], LAUNCHED[4:]
    assert len(find_edits(DIGESTS, [*under("b", first[:3]), *second]).moved) == 3
    assert find_edits(DIGESTS, [*under("b", first[:2]), *second]).moved == {}


def test_a_text_that_comes_again_under_a_new_id_while_the_launched_one_stays_is_a_new_sentence():
    assert find_edits(DIGESTS, [*LAUNCHED, *under("b", LAUNCHED)]).moved == {}


def test_the_error_names_how_many_an_example_and_the_way_out():
    first, second = LAUNCHED[:4], LAUNCHED[4:]
    moved = shifted(first, by=10)
    with pytest.raises(CorpusError) as error:
        refuse_edits(DIGESTS, [*moved, loud(second[0]), *second[1:]])
    assert "4 sentences already on the server moved (" in error.value.message
    assert f"({first[0].id} is now {moved[0].id}); " in error.value.message
    assert f"1 sentence already on the server changed in the article, like {second[0].id}" in error.value.message
    assert "restore the articles and split again" in error.value.hint


def test_an_edited_article_stops_the_push_with_launch_json_and_without(study):
    numbers = [each.project for each in study.push()]
    before = study.files.launch.read_bytes()
    study.write([*shifted(LAUNCHED[:4], by=10), *LAUNCHED[4:]])
    with pytest.raises(CorpusError, match="4 sentences already on the server moved"):
        study.push()
    study.write([loud(LAUNCHED[0]), *LAUNCHED[1:]])
    with pytest.raises(
        CorpusError, match=f"1 sentence already on the server changed in the article, like {LAUNCHED[0].id}"
    ):
        study.push()
    assert study.files.launch.read_bytes() == before
    study.files.launch.unlink()
    with pytest.raises(CorpusError, match="1 sentence already on the server changed"):
        study.push()
    assert [len(remote_tasks(study.client, number)) for number in numbers] == [8, 8]


def test_what_calibration_has_not_sent_yet_may_still_be_edited(study):
    study = changed(study, calibration=1)
    study.push(calibration_only=True)
    sent = {task["data"]["article_id"] for task in study.tasks("ani")}
    kept = [each for each in LAUNCHED if each.article_id in sent]
    moved = shifted([each for each in LAUNCHED if each.article_id not in sent], by=10)
    study.write([*kept, *moved])
    assert [(each.sent, each.present) for each in study.push()] == [(4, 4), (4, 4)]
