"""Elements and answer spaces: one way to write them, one way to read them, and digests that stay what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.elements import Answers, AnswerSpace, Element, Form

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
ELEMENTS = st.one_of(
    st.builds(Element, st.sampled_from(["question", "role"]), NAMES),
    st.builds(Element, st.just("attribute"), NAMES, NAMES),
)
FORMS = st.builds(Form, st.sampled_from(["nominal", "ordinal", "set"]), st.booleans(), st.booleans())
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: float(f"{number:g}"))
ANSWERS = st.one_of(
    st.builds(Answers, is_head=st.booleans()),
    st.builds(Answers, FORMS, st.lists(st.tuples(st.text(min_size=1), NUMBERS), max_size=4).map(tuple)),
)


@pytest.mark.parametrize(("name", "digest"), [("claim_stance", "94d0568a24500d42"), ("stance", "649a37836e109717")])
def test_the_digests_that_launches_and_records_of_0_1_0_carry_stay(name, digest):
    assert read_schema(bundled("schemas") / f"{name}.yaml").digest == digest


@given(ELEMENTS)
def test_an_element_is_read_as_it_was_written(element: Element):
    assert Element.parse(str(element)) == element


@given(st.dictionaries(ELEMENTS, ANSWERS, max_size=4))
def test_an_answer_space_is_read_as_it_was_written_whatever_its_labels_are_called(answers: dict[Element, Answers]):
    space = AnswerSpace(answers)
    assert AnswerSpace.parse(space.to_json()) == space


def test_the_order_of_the_elements_does_not_tell_answer_spaces_apart():
    question, role = Element("question", "q"), Element("role", "r")
    one = AnswerSpace({question: Answers(Form("nominal")), role: Answers()})
    other = AnswerSpace({role: Answers(), question: Answers(Form("nominal"))})
    assert (one == other, hash(one) == hash(other)) == (True, True)


@pytest.mark.parametrize(
    "text", ["", "cue", "role cue on claim", "attribute x", "attribute x on", "question Q", "Role x"]
)
def test_what_names_no_element_is_refused_with_how_to_write_one(text):
    with pytest.raises(ValueError, match="write `question NAME`"):
        Element.parse(text)


@pytest.mark.parametrize("rows", [["tail"], ["yes=0"], ["(form)=dual"], ["(form)=set", "yes"], ["(form)=set", "a=b"]])
def test_answers_that_are_written_otherwise_are_refused(rows):
    with pytest.raises(ValueError, match="is not"):
        Answers.parse(rows)
