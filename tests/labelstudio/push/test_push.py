"""Push, against the real server: every sentence in its project, exactly once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study import made_sentences

from annotate.config import Annotator
from annotate.corpus import digest
from annotate.errors import ConfigError, CorpusError
from annotate.labelstudio.wire.client import write_options
from annotate.labelstudio.wire.projects import find_projects
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.schema.codebook import to_html
from annotate.workspace import Workspace


def keys(study, annotator: str) -> list[str]:
    return [task["data"].get("sentence_id") for task in study.tasks(annotator)]


def test_every_annotator_gets_every_sentence_once_and_the_second_push_sends_nothing(study):
    first = study.push()
    assert [(each.sent, each.present) for each in first] == [(8, 0), (8, 0)]
    second = study.push()
    assert [(each.sent, each.present) for each in second] == [(0, 8), (0, 8)]
    assert [each.project for each in second] == [each.project for each in first]
    assert study.files.codebook.read_text() == to_html(study.schema)
    for annotator in ("ani", "budi"):
        assert sorted(keys(study, annotator)) == sorted(sentence.id for sentence in made_sentences(2))


def test_projects_are_found_again_without_launch_json(study):
    before = study.push()
    launch = study.launch()
    study.files.launch.unlink()
    after = study.push()
    assert [(each.project, each.sent) for each in after] == [(each.project, 0) for each in before]
    assert study.launch() == launch


def test_new_sentences_are_added_and_the_old_ones_stay(study):
    study.push()
    study.write([*made_sentences(2), *made_sentences(1, name="b")])
    assert [(each.sent, each.present) for each in study.push()] == [(4, 8), (4, 8)]


def test_a_task_deleted_on_the_server_is_sent_again(study):
    study.push()
    gone = study.tasks("ani")[2]
    study.client.sdk.tasks.delete(gone["id"])
    assert [each.sent for each in study.push()] == [1, 0]
    assert sorted(keys(study, "ani")) == sorted(keys(study, "budi"))


def test_tasks_that_are_not_ours_are_left_alone(study):
    study.push()
    data = {"before": "", "text": "Tamu.", "after": ""}
    import_tasks(study.client, study.number_of("ani"), [{"data": data}])
    assert [each.sent for each in study.push()] == [0, 0]
    assert keys(study, "ani").count(None) == 1


def test_another_name_after_the_launch_is_refused_and_launch_json_keeps_the_old_one(study):
    study.push()
    before = study.files.launch.read_bytes()
    renamed = study.but(config=study.config.model_copy(update={"name": "newname"}))
    with pytest.raises(
        ConfigError, match=rf"`name: newname`, but the projects were pushed with `name: {study.config.name}`"
    ) as error:
        renamed.push()
    assert "write the old name again" in error.value.hint
    assert study.files.launch.read_bytes() == before
    assert find_projects(study.client, "newname") == {}


def test_a_workspace_launched_elsewhere_is_refused(study):
    study.push()
    launch = study.launch()
    elsewhere = launch.model_copy(update={"server": "https://elsewhere.example.org/"})
    study.files.launch.write_text(elsewhere.model_dump_json(by_alias=True))
    with pytest.raises(ConfigError, match=r"the projects were pushed to https://elsewhere\.example\.org/"):
        study.push()


@pytest.mark.parametrize(("char", "name"), [("\0", "a NUL character"), ("\ud83d", "half a character, U[+]D83D")])
def test_a_text_that_cannot_be_stored_is_refused_by_name_before_anything_is_sent(study, char, name):
    sentences = made_sentences(2)
    text = f"Rusia{char}menolak."
    bad = replace(sentences[5], id=f"a1:0-{len(text)}", start=0, end=len(text), text=text, digest=digest(text))
    study.write([*sentences[:5], bad, *sentences[6:]])
    with pytest.raises(CorpusError, match=f"sentence 'a1:0-{len(text)}' of article 'a1' has {name}") as error:
        study.push()
    assert "nothing was sent" in error.value.hint
    assert find_projects(study.client, study.config.name) == {}


def test_a_launch_of_another_workspace_under_the_same_name_is_left_alone(study, tmp_path):
    study.push()
    other = study.but(files=Workspace(tmp_path / "other"))
    other.write(made_sentences(2, name="z"))
    with pytest.raises(ConfigError, match=r"project \d+ on .* has no article of this workspace") as error:
        other.push()
    assert "change `name:`" in error.value.hint
    assert len(keys(study, "ani")) == 8
    other.write([*made_sentences(2, name="z"), *made_sentences(1)])
    assert [each.sent for each in other.push()] == [8, 8]


@pytest.mark.parametrize("migrate", [False, True])
def test_a_number_in_launch_json_that_has_become_another_launchs_project_is_left_alone(study, tmp_path, migrate):
    study.push()
    name = f"other-{study.config.name}"
    other = study.but(files=Workspace(tmp_path / "other"), config=study.config.model_copy(update={"name": name}))
    other.files.root.mkdir()
    other.write(made_sentences(3))
    launch = study.launch().model_copy(update={"name": name})
    other.files.launch.write_text(launch.model_dump_json(by_alias=True))
    expected = rf"is marked \[annotate {study.config.name}/ani\], .* \[annotate {name}/ani\]"
    with pytest.raises(ConfigError, match=expected) as error:
        other.push(migrate=migrate)
    assert "another workspace" in error.value.hint
    assert len(keys(study, "ani")) == len(keys(study, "budi")) == 8
    assert find_projects(study.client, name) == {}


def test_a_number_in_launch_json_that_is_another_annotators_project_is_left_alone(study):
    study.push()
    launch = study.launch()
    ani, budi = launch.projects
    swapped = [ani.model_copy(update={"project": budi.project}), budi.model_copy(update={"project": ani.project})]
    study.files.launch.write_text(launch.model_copy(update={"projects": tuple(swapped)}).model_dump_json(by_alias=True))
    with pytest.raises(ConfigError, match=r"/budi\], but launch\.json has it as .*/ani\]"):
        study.push()
    assert len(find_projects(study.client, study.config.name)) == 2


def test_a_projects_title_begins_with_the_annotator_even_if_name_and_id_are_long_and_may_be_changed(study):
    name, person = study.config.name.ljust(30, "n"), Annotator(id="a" * 30, email="ani@example.org")
    long = study.but(config=study.config.model_copy(update={"name": name, "annotators": (person,)}))
    [pushed] = long.push()
    assert find_projects(study.client, name) == {person.id: [pushed.project]}
    title = study.client.sdk.projects.get(pushed.project).title
    assert (title[:33], len(title)) == (f"{person.id} · ", 50)
    # A push knows its projects by their descriptions, so it also finds those that are called otherwise, as before.
    study.client.sdk.projects.update(pushed.project, title=f"Claims · {person.id}", request_options=write_options())
    assert [again.project for again in long.push()] == [pushed.project]
