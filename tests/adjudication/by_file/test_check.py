"""What people fill in wrongly: each mistake is named by its line, and nothing counts."""

import csv
import json
from dataclasses import replace

import pytest
from adjudicating import AT
from exporting import demo_workspace

from annotate.adjudication.by_file import check, read_filled, sheet_of, write_sheet
from annotate.adjudication.conflicts import Conflicts, read_conflicts
from annotate.adjudication.open_cases import open_cases
from annotate.config import Adjudicator, GoldRules
from annotate.errors import RecordError

DEWI = Adjudicator(id="dewi", email="dewi@example.org")
ANI = Adjudicator(id="ani", email="ani@example.org")
PEOPLE = (DEWI, ANI)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return demo_workspace(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def conflicts(demo) -> Conflicts:
    return read_conflicts(demo)


@pytest.fixture
def sheet(conflicts, tmp_path):
    write_sheet(tmp_path / "c.csv", sheet_of(conflicts.cases, conflicts.sentences, conflicts.schema), "dewi")
    return tmp_path / "c.csv"


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [row | {"answer": row["options"].partition(":")[0]} for row in csv.DictReader(opened)]


def checked(file, rows, conflicts, people=PEOPLE, *, skip=False):
    """The rows in the file, read and checked."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        written = csv.DictWriter(opened, rows[0])
        written.writeheader()
        written.writerows(rows)
    filled, unreadable = read_filled(file)
    assert unreadable == []
    return check(filled, conflicts, people, AT, skip=skip)


def mistakes(file, rows, conflicts, people=PEOPLE):
    """The line and the message of each mistake; no decision counts."""
    found = checked(file, rows, conflicts, people)
    assert found.rulings == ()
    return [tuple(mistake) for mistake in found.mistakes]


def test_every_mistake_is_named_and_not_only_the_first(sheet, conflicts):
    rows = rows_of(sheet)
    rows[0]["answer"], rows[4]["answer"] = "X", ""
    first, second = mistakes(sheet, rows, conflicts)
    assert first == (2, f"the point {rows[0]['point']} has no option X, only A, B, C")
    assert second == (6, f"the point {rows[4]['point']} has no answer")


@pytest.mark.parametrize("between", [" ", ", ", "+"])
def test_two_answers_to_a_point_are_refused(sheet, conflicts, between):
    rows = rows_of(sheet)
    options = [part.partition(":")[0] for part in rows[0]["options"].split(" | ")]
    rows[0]["answer"] = between.join(options[:2])
    assert mistakes(sheet, rows, conflicts) == [(2, f"the point {rows[0]['point']} has two answers, A and B")]


def test_any_letter_of_an_option_means_the_option(sheet, conflicts):
    rows = rows_of(sheet)
    whole = checked(sheet, rows, conflicts)
    one_letter = [row | {"answer": row["answer"].split()[-1].lower()} for row in rows]
    assert one_letter != rows
    assert checked(sheet, one_letter, conflicts) == whole


def test_a_point_that_is_answered_in_two_lines_is_refused(sheet, conflicts):
    rows = rows_of(sheet)
    said = mistakes(sheet, [rows[0], *rows], conflicts)
    assert said == [(3, f"the point {rows[0]['point']} is in line 2 already")]


def test_a_missing_line_is_named(sheet, conflicts):
    rows = rows_of(sheet)
    several = next(number for number, row in enumerate(rows) if not row["text"])
    begins = max(number for number in range(several) if rows[number]["text"])
    said = mistakes(sheet, rows[:several] + rows[several + 1 :], conflicts)
    assert said == [(begins + 2, f"the line of the point {rows[several]['point']} is missing")]


def test_lines_may_be_sorted_otherwise(sheet, conflicts):
    rows = rows_of(sheet)
    whole, turned = checked(sheet, rows, conflicts), checked(sheet, rows[::-1], conflicts)
    assert sorted(map(repr, whole.rulings)) == sorted(map(repr, turned.rulings))


def test_an_empty_decision_is_refused_if_it_is_not_to_be_left_out(sheet, conflicts):
    rows = rows_of(sheet)
    sentence = rows[0]["sentence"]
    rows = [row | {"answer": ""} if row["sentence"] == sentence else row for row in rows]
    message = f"{sentence} has no answer: fill it in, or leave such sentences out with --skip-empty"
    assert mistakes(sheet, rows, conflicts) == [(2, message)]
    left = checked(sheet, rows, conflicts, skip=True)
    assert (left.empty, len(left.rulings)) == (1, len(conflicts.cases) - 1)


def test_a_note_without_an_answer_decides_nothing(sheet, conflicts):
    rows = rows_of(sheet)
    rows = [row | {"answer": "", "note": "?"} if row["sentence"] == rows[0]["sentence"] else row for row in rows]
    filled = checked(sheet, rows, conflicts, skip=True)
    assert filled.empty == 0
    assert filled.mistakes[0].message == f"the point {rows[0]['point']} has no answer"


def test_an_unknown_point_and_an_unknown_sentence_are_refused(sheet, conflicts):
    rows = rows_of(sheet)
    rows[0]["point"] = "0-1/act"
    assert mistakes(sheet, rows, conflicts)[0] == (2, f"{rows[0]['sentence']} has no point 0-1/act")
    rows[0]["sentence"] = "nowhere:0-1"
    assert mistakes(sheet, rows, conflicts)[0] == (2, "there is no sentence nowhere:0-1")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "there is no adjudicator"),
        ("dwei", "dwei is not an adjudicator in config.yaml, did you mean dewi?"),
        ("ani", "ani annotated {sentence}, and config.yaml does not say `own_sentences: true`"),
    ],
)
def test_somebody_who_may_not_decide_is_refused(sheet, conflicts, name, problem):
    rows = [row | {"adjudicator": name} for row in rows_of(sheet)]
    said = mistakes(sheet, rows, conflicts)
    assert said[0] == (2, problem.format(sentence=rows[0]["sentence"]))
    assert len(said) == len(conflicts.cases)


def test_an_annotator_may_decide_own_sentences_if_the_configuration_says_so(sheet, conflicts):
    rows = [row | {"adjudicator": "ani"} for row in rows_of(sheet)]
    allowed = ANI.model_copy(update={"own_sentences": True})
    assert len(checked(sheet, rows, conflicts, (allowed,)).rulings) == len(conflicts.cases)


def test_a_sentence_whose_annotations_changed_is_refused(sheet, demo, conflicts):
    rows = rows_of(sheet)
    changed = [
        record.model_copy(update={"claims": ()}) if record.annotator == "ani" else record for record in demo.records()
    ]
    cases = open_cases(changed, demo.schema, GoldRules(), seed=1)
    said = [message for _, message in mistakes(sheet, rows, replace(conflicts, cases=tuple(cases)))]
    assert f"annotations of {rows[0]['sentence']} changed after the file was written: write it again" in said


def test_a_sentence_that_is_not_open_any_more_is_refused(sheet, conflicts):
    rows = rows_of(sheet)
    fewer = replace(conflicts, cases=conflicts.cases[1:])
    assert mistakes(sheet, rows, fewer) == [(2, f"{rows[0]['sentence']} is not open: its annotators agree now")]


def test_letters_of_another_seed_are_refused_although_the_offer_is_the_same(sheet, demo, conflicts):
    cases = open_cases(list(demo.records()), demo.schema, GoldRules(), seed=2)
    said = mistakes(sheet, rows_of(sheet), replace(conflicts, cases=tuple(cases)))
    assert len(said) > len(cases) / 2
    assert all("changed after the file was written" in message for _, message in said)


def test_a_decision_is_not_overwritten_by_another_one(sheet, conflicts):
    rows = rows_of(sheet)
    before = replace(conflicts, rulings=checked(sheet, rows, conflicts).rulings)
    assert checked(sheet, rows, before).known == len(conflicts.cases)
    rows[0]["answer"] = rows[0]["options"].split(" | ")[1].partition(":")[0]
    assert mistakes(sheet, rows, before) == [(2, f"dewi has decided {rows[0]['sentence']} differently before")]


def test_adjudicators_who_differ_may_decide_again(sheet, conflicts):
    rows = rows_of(sheet)
    eka = DEWI.model_copy(update={"id": "eka"})
    first = checked(sheet, rows, conflicts).rulings
    rows[0]["answer"] = rows[0]["options"].split(" | ")[1].partition(":")[0]
    second = checked(sheet, [row | {"adjudicator": "eka"} for row in rows], conflicts, (eka,)).rulings
    differing = replace(conflicts, rulings=(*first, *second))
    assert list(differing.standing.differing) == [rows[0]["sentence"]]
    assert [case.sentence_id for case in differing.to_decide(DEWI)] == [rows[0]["sentence"]]
    again = checked(sheet, rows, differing)
    assert [ruling.sentence_id for ruling in again.rulings] == [rows[0]["sentence"]]


@pytest.fixture
def by_hand(conflicts, tmp_path):
    """Write a YAML file in which the first sentence is marked by hand, and check it."""
    file = tmp_path / "c.yaml"

    def write(fields):
        write_sheet(file, sheet_of(conflicts.cases[:1], conflicts.sentences, conflicts.schema), "dewi")
        file.write_text(file.read_text().replace("  by_hand:\n", f"  by_hand: {json.dumps(fields)}\n"))
        filled, unreadable = read_filled(file)
        assert unreadable == []
        return check(filled, conflicts, PEOPLE, AT, skip=False)

    return write


def claim(**more):
    return {"has_claim": "yes", "claims": [{"act": "demand", "stance": "support", "category": ["other"]} | more]}


def test_words_that_a_sentence_has_once_are_found_in_it(by_hand, conflicts):
    text = conflicts.text(conflicts.cases[0].sentence_id)
    (ruling,) = by_hand(claim(guarantee="komitmen penuh", claimant="pejabat Barat")).rulings
    start = text.index("komitmen penuh")
    guarantee = {"start": start, "end": start + 14, "text": "komitmen penuh"}
    assert ruling.by_hand["claims"][0]["guarantee"] == guarantee
    assert [span["text"] for span in ruling.by_hand["claims"][0]["claimant"]] == ["pejabat Barat"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (claim(guarantee="Nirwana"), "the sentence does not have “Nirwana”"),
        (claim(guarantee="Ukraina"), "the sentence has “Ukraina” 2 times: write {text: …, start: …}, counted from 0"),
        (
            claim(guarantee={"text": "Ukraina", "start": 3}),
            "claim 1, guarantee: the sentence has 'entara ' at 3-10, and not 'Ukraina'",
        ),
        (claim(), "claim 1, guarantee: is required but missing"),
        ({"claims": []}, "has_claim is required and has no answer"),
        (
            {"has_claim": "no"} | {"claims": claim(guarantee="komitmen penuh")["claims"]},
            "has_claim is no and a guarantee is marked",
        ),
        (claim(guarantee="komitmen penuh", colour="red"), "claim 1, colour: unknown key"),
        ({"has_claim": "yes", "claims": "all"}, "`claims` must be a list of claims"),
    ],
)
def test_what_is_wrong_by_hand_is_said(by_hand, fields, message):
    assert [mistake.message for mistake in by_hand(fields).mistakes] == [message]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("sentence,answer\na,b\n", "the table has no column adjudicator"),
        ("", "the table is empty"),
    ],
)
def test_what_is_not_such_a_table_is_refused(tmp_path, content, message):
    (tmp_path / "c.csv").write_text(content)
    with pytest.raises(RecordError, match=message):
        read_filled(tmp_path / "c.csv")


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("sentences: 3\n", 1, "has no list `sentences`, as `annotate adjudicate write` writes it"),
        ("sentences:\n- {}\n", 2, "must have `sentence` and `points`, as `annotate adjudicate write` writes them"),
        (
            "sentences:\n- sentence: a\n  points:\n  - answer: A\n",
            4,
            "must have `point` and `answer`, as `annotate adjudicate write` writes them",
        ),
        (
            "sentences:\n- sentence: a\n  points:\n  - {point: p, answer: {A: B}}\n",
            4,
            "the answer must be a letter",
        ),
        (
            "sentences:\n- sentence: a\n  points: []\n  by_hand: no\n",
            4,
            "`by_hand` must have answers and claims, like annotations.jsonl",
        ),
    ],
)
def test_what_is_not_such_yaml_is_refused_with_its_line(tmp_path, content, line, message):
    (tmp_path / "c.yaml").write_text(content)
    filled, unreadable = read_filled(tmp_path / "c.yaml")
    assert filled == []
    assert [tuple(mistake) for mistake in unreadable] == [(line, message)]


def test_a_file_numbers_claims_and_names_what_stays_beside_a_choice(demo):
    cases = open_cases(list(demo.records()), demo.schema, GoldRules(adjudicate="minorities"), seed=1)
    sentences = {sentence.id: sentence for sentence in demo.sentences()}
    sheet = sheet_of(cases, sentences, demo.schema)
    same_words = next(each for each in sheet if each.text.startswith("AS dan sekutunya tidak mungkin"))
    assert [point.question for point in same_words.points if "speaker (2)" in point.question] == [
        "speaker (2): “apa yang diinginkan Kiev”"
    ]
    assert any("(1) “apa yang diinginkan Kiev”" in words for words in same_words.versions.values())
    staying = {case.sentence_id: [point for point in case.points if case.staying(point)] for case in cases}
    beside = [point.question for each in sheet for point in each.points if ", beside “" in point.question]
    assert len(beside) == sum(map(len, staying.values())) > 0
