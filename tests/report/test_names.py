"""What people are called."""

from string import ascii_uppercase

from annotate.report.names import shown_names

PEOPLE = [f"person{number}" for number in range(30)]


def test_people_keep_their_ids_unless_the_report_is_anonymous():
    assert shown_names(["budi", "ani"], None) == {"ani": "ani", "budi": "budi"}


def test_letters_are_drawn_by_a_secret_and_go_on_after_z():
    names = shown_names(PEOPLE, "one")
    assert set(names.values()) == {*ascii_uppercase, "AA", "AB", "AC", "AD"}
    assert names == shown_names(reversed(PEOPLE), "one") != shown_names(PEOPLE, "two")
    assert [*names.values()] != sorted(names.values())
