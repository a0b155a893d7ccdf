"""What `annotate schema check` finds in a schema file."""

import pytest
from schema_problems import problems

from annotate.errors import SchemaError
from annotate.new_project import bundled
from annotate.schema import Register, check_schema, read_schema

SOUND = """\
name: small
version: 1
title: A small schema
questions:
  - name: relevant
    definition: Is it about the topic?
    labels: [{name: yes, hotkey: y}, {name: no, hotkey: n}]
claim:
  roles:
    - {name: demand, head: true, hotkey: 1, colour: "#1d4ed8", definition: What is wanted.}
    - {name: cue, hotkey: 2, definition: The predicate.}
  attributes:
    - name: stance
      level: ordinal
      definition: For or against.
      labels: [{name: against, value: -1}, {name: for, value: 1}]
"""


@pytest.mark.parametrize("name", ["claim_stance", "stance"])
def test_every_bundled_schema_is_sound(name):
    assert check_schema(bundled("schemas") / f"{name}.yaml")[1] == []


def test_a_sound_schema_has_no_problems(tmp_path):
    assert problems(tmp_path, SOUND) == []


def test_a_schema_may_say_its_format_and_a_newer_one_is_refused(tmp_path):
    assert problems(tmp_path, f"format: 1\n{SOUND}") == []
    [problem] = problems(tmp_path, f"format: 2\n{SOUND}")
    assert "this version of annotate reads format 1; update annotate" in str(problem)


def test_labels_called_yes_and_no_stay_words(tmp_path):
    file = tmp_path / "schema.yaml"
    file.write_text(SOUND)
    schema = read_schema(file)
    assert [label.name for label in schema.questions[0].labels] == ["yes", "no"]


@pytest.mark.parametrize(
    ("replace", "by", "problem"),
    [
        (
            "title: A small schema",
            'title: "A\\x1b[31m schema"',
            "3: title: has the control character \\x1b, which no page can show",
        ),
        (
            "definition: For or against.",
            'definition: "For\\uFFFE"',
            "15: claim, attributes stance, definition: has the control character \\ufffe, which no page can show",
        ),
        ("name: cue", "name: demand", "11: claim, roles demand: the name demand is used twice"),
        ("hotkey: 2", "hotkey: 1", "11: claim, roles cue, hotkey: the hotkey 1 already belongs to demand"),
        (
            "hotkey: n",
            "hotkey: Y",
            "7: questions relevant, labels no, hotkey: the hotkey Y already belongs to relevant yes",
        ),
        ("{name: no, hotkey: n}", "{name: yes}", "7: questions relevant, labels yes: the label yes is written twice"),
        ("value: 1}", "value: -1}", "16: claim, attributes stance, labels for: the value -1 is used twice"),
        ("head: true, ", "", "9: claim, roles: no role has `head: true`: a claim needs one head"),
        ("hotkey: 2", "head: true", "11: claim, roles cue: is a second head: a claim has only one"),
        (
            "version: 1",
            "version: 1\nlanguage: Indonesian",
            "3: language: must be the code of a language, like id, en or pt-BR",
        ),
        ("level: ordinal", "levle: ordinal", "14: claim, attributes stance, levle: unknown key, did you mean level?"),
        ("level: ordinal", "on: queue", "14: claim, attributes stance, on: there is no role queue, did you mean cue?"),
        (
            "level: ordinal",
            "level: odd",
            "14: claim, attributes stance, level: must be 'nominal', 'ordinal' or 'set'",
        ),
        (
            "definition: For or against.",
            "actors: true",
            "13: claim, attributes stance, definition: is required but missing",
        ),
        ("name: relevant", "name: annotator", "5: questions annotator: `annotator` is a reserved name"),
        ("#1d4ed8", "blue", '10: claim, roles demand, colour: must be six digits in quotes, like "#1d4ed8"'),
        ("{name: no, hotkey: n}", "no", "7: questions relevant, labels, number 2: must have keys: {name: …}"),
        ("name: relevant", "name: kind", "5: questions kind: `kind` is a reserved name"),
        ("version: 1", "version: 1\nname: again", "3: name: is written twice in the same place"),
        (
            "version: 1",
            "version: 1\nclaims_if: {question: relevant, label: si}",
            "3: claims_if, label: relevant has no label si",
        ),
        (
            "title: A small schema\nquestions:\n  - name: relevant",
            "claims_if: {question: relevant, label: yes}\ntitle: A\nquestions:\n  - of: annotator\n    name: relevant",
            "3: claims_if, question: relevant is `of: annotator`: what annotators say of themselves cannot announce "
            "claims",
        ),
        ("questions:", "questions: [", "5: is not YAML: expected the node content, but found '-'"),
    ],
)
def test_a_problem_names_its_line_and_element(tmp_path, replace, by, problem):
    assert replace in SOUND
    assert problem in problems(tmp_path, SOUND.replace(replace, by, 1))


def test_actors_without_a_register_are_a_reference_to_nothing(tmp_path):
    text = SOUND.replace("name: cue,", "name: cue, actor: true,")
    assert problems(tmp_path, text) == ["1: uses actors but has no register: add `actors: FILE`"]


def test_problems_of_the_register_are_listed_with_its_own_lines(tmp_path):
    (tmp_path / "actors.yaml").write_text(
        "actors:\n- {id: a, name: A, type: state}\n- {id: b, name: B, type: state, aliases: [a], country: c}\n"
    )
    file = tmp_path / "schema.yaml"
    file.write_text(SOUND + "actors: actors.yaml\n")
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in check_schema(file)[1]] == [
        "actors.yaml:3: actors b, aliases: the alias 'a' already means a",
        "actors.yaml:3: actors b, country: there is no actor c",
    ]


def test_a_register_that_is_not_there_is_a_problem_of_the_line_that_names_it(tmp_path):
    file = tmp_path / "schema.yaml"
    file.write_text("actors: none.yaml\n" + SOUND)
    (problem,) = check_schema(file)[1]
    assert str(problem) == f"{file}:1: actors: there is no register file {tmp_path / 'none.yaml'}"


def test_reading_a_broken_schema_raises_the_first_problem_and_counts_the_others(tmp_path):
    file = tmp_path / "schema.yaml"
    file.write_text(SOUND.replace("hotkey: 2", "hotkey: 1").replace("value: 1}", "value: -1}"))
    with pytest.raises(SchemaError, match=r"schema.yaml:16: .* \(and 1 more\)"):
        read_schema(file)


def test_the_digest_follows_the_answers_and_not_the_wording(tmp_path):
    def digest(text: str) -> str:
        file = tmp_path / "schema.yaml"
        file.write_text(text)
        return read_schema(file).digest

    assert digest(
        SOUND.replace("Is it about the topic?", "Is it on topic?").replace("hotkey: 2", "hotkey: 3")
    ) == digest(SOUND)
    assert digest(SOUND.replace("name: against", "name: contra")) != digest(SOUND)
    assert digest(SOUND.replace("value: -1", "value: -2")) != digest(SOUND)


def test_a_schema_that_is_not_there_says_what_makes_one(tmp_path):
    with pytest.raises(SchemaError) as caught:
        read_schema(tmp_path / "none.yaml")
    assert caught.value.message == f"there is no schema file {tmp_path / 'none.yaml'}"
    assert "annotate init" in caught.value.hint


def test_the_register_comes_with_the_schema_and_is_in_neither_its_digest_nor_its_dump():
    schema = read_schema(bundled("schemas") / "claim_stance.yaml")
    without = schema.with_register(Register())
    assert schema.register.resolve("Gedung Putih") == "usa"
    assert (schema.actor_ids, without.actor_ids) == (schema.register.ids, ())
    assert (schema.digest, schema.model_dump()) == (without.digest, without.model_dump())
    assert schema != without
