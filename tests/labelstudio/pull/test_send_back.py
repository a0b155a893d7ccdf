"""The files that tell annotators what to look at again."""

import pytest

from annotate.labelstudio.pull.look_again import LookAgain
from annotate.labelstudio.pull.send_back import write_send_back
from annotate.records.remarks import Remark

UNANSWERED = Remark("unanswered", {"question": "Is there a claim?"})
UNLINKED = Remark("unlinked", {"words": "Rusia", "role": "claimant", "head": "guarantee"})


def annotation(number: int, annotator: str = "ani", *remarks: Remark, text: str = "NATO menolak.") -> LookAgain:
    url = f"http://server/projects/3/data?task={number}"
    return LookAgain(3, number, number, annotator, f"a:{number}", 1, text, url, remarks or (UNANSWERED,))


@pytest.fixture
def send_back(tmp_path):
    def write(*annotations: LookAgain, people=("ani", "budi"), language: str = "en") -> dict[str, str]:
        folder = tmp_path / "send-back"
        written = write_send_back(folder, annotations, people, language)
        files = {file.name: file.read_text() for file in sorted(folder.iterdir())} if folder.exists() else {}
        assert sorted(file.name for file in written) == sorted(set(files) - {"notes.md"})
        return files

    return write


def test_a_file_has_the_sentence_what_is_wrong_in_words_and_the_link(send_back):
    assert send_back(annotation(7, "ani", UNANSWERED, UNLINKED)) == {
        "ani.md": """\
# For ani: please look again at these sentences

In each of these sentences, something is missing or does not fit together. Please open the link, put right what is \
written above it, and press “Update”.

## 1

> NATO menolak.

- There is no answer to “Is there a claim?”.
- “Rusia” (claimant) belongs to no guarantee.

<http://server/projects/3/data?task=7>
"""
    }


def test_it_is_in_the_language_of_the_schema(send_back):
    [file] = send_back(annotation(7), language="id").values()
    assert file.startswith("# Untuk ani: mohon periksa lagi")
    assert "- “Is there a claim?” belum dijawab." in file


def test_everybody_has_a_file_of_their_own_in_the_order_of_the_server(send_back):
    files = send_back(annotation(12), annotation(7), annotation(8, "budi"))
    assert [line[-7:] for line in files["ani.md"].splitlines() if "http" in line] == ["task=7>", "ask=12>"]
    assert files["budi.md"].count("http") == 1


def test_the_same_annotations_give_the_same_bytes_in_whatever_order_they_come(send_back):
    assert send_back(annotation(7), annotation(12)) == send_back(annotation(12), annotation(7))


def test_what_was_put_right_is_forgotten_and_an_empty_file_is_removed(send_back):
    assert list(send_back(annotation(7), annotation(8, "budi"))) == ["ani.md", "budi.md"]
    assert list(send_back(annotation(8, "budi"))) == ["budi.md"]
    assert send_back() == {}


def test_files_of_others_in_the_folder_stay(send_back, tmp_path):
    send_back(annotation(7))
    (tmp_path / "send-back" / "notes.md").write_text("mine")
    assert send_back() == {"notes.md": "mine"}


def test_a_name_that_is_an_address_is_a_file_in_the_folder(send_back):
    assert list(send_back(annotation(7, "../a/b@example.org"))) == ["%2E.%2Fa%2Fb@example.org.md"]


def test_a_sentence_is_one_line_and_no_markdown(send_back):
    [file] = send_back(annotation(7, text="# Kata *Lavrov*:\n<b>tidak</b>")).values()
    assert "\n> # Kata \\*Lavrov\\*: \\<b>tidak\\</b>\n" in file


def test_annotators_whose_names_differ_by_case_only_have_files_that_do_not(send_back):
    files = send_back(annotation(1, "Ani"), annotation(2, "ani"), people=("Ani", "ani"))
    assert len({name.lower() for name in files}) == 2
