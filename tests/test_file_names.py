"""Names of files that differ on every system."""

import re

import pytest

from annotate.file_names import FileNames, file_name


@pytest.mark.parametrize(
    "ids", [["a/b", "a:b", "a b", "a%b", ".a", "é" * 90, "é" * 91, "", "~", "A"], ["..", ".", "ani.", "ani", "ani%2E"]]
)
def test_ids_have_files_of_their_own_whatever_they_are(ids):
    names = [file_name(identifier) for identifier in ids]
    assert len({*names}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_%-][A-Za-z0-9_.%-]{,120}", name) for name in names if name)


def test_ids_that_differ_by_case_only_have_files_that_do_not():
    names = FileNames()
    given = [names.of(identifier) for identifier in ("ANI", "Ani", "ani", "budi")]
    assert len({name.lower() for name in given}) == 4
    assert (given[0], given[3]) == ("ANI", "budi")
    assert [names.of(identifier) for identifier in ("ANI", "Ani", "ani", "budi")] == given


@pytest.mark.parametrize("device", ["con", "NUL", "aux.txt", "com1", "lpt9.csv"])
def test_no_file_is_called_like_a_device_of_windows(device):
    assert file_name(device) == f"%{ord(device[0]):02X}{device[1:]}"
    assert file_name(f"{device}rete".replace(".", "")) == f"{device}rete".replace(".", "")


@pytest.mark.parametrize(("identifier", "name"), [("ani.", "ani%2E"), ("ani ", "ani%20"), ("a. b", "a. b")])
def test_no_name_ends_with_what_windows_drops(identifier, name):
    assert file_name(identifier, " ") == name
