"""Numbers in sentences."""

from annotate.counting import count, some


def test_one_thing_is_no_plural_and_a_plural_may_be_of_its_own():
    assert [count(number, "task") for number in (0, 1, 2)] == ["0 tasks", "1 task", "2 tasks"]
    assert [count(number, "copy", "copies") for number in (0, 1, 2)] == ["0 copies", "1 copy", "2 copies"]


def test_of_many_the_first_three_are_named():
    assert [some("abc"[:length]) for length in (0, 1, 3)] == ["", "a", "a, b, c"]
    assert some(range(4)) == "0, 1, 2 …"
