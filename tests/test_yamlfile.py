"""What a YAML file says, and what is told of one that says nothing."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from annotate import yamlfile
from annotate.new_project import bundled
from annotate.yamlfile import read_yaml


def read(folder: Path, text: str):
    file = folder / "a.yaml"
    file.write_text(text)
    return read_yaml(file)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "y", "N", "2022-01-30", "<<", "="])
def test_a_label_that_yaml_has_another_meaning_for_stays_a_label(tmp_path: Path, word: str):
    assert read(tmp_path, f"label: {word}").content == {"label": word}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: *c", "a.yaml:2: is not YAML: found undefined alias 'c'"),
        ("a: 1\nb: [c\nd: 2", "a.yaml:2: is not YAML: expected ',' or ']', but got ':'"),
        ("a: 1\nb: 'c\nd: 2", "a.yaml:2: is not YAML: found unexpected end of stream"),
        ("a: 1\nb: @c", "a.yaml:2: is not YAML: found character '@' that cannot start any token"),
        ("a: 1\n\tb: 2", "a.yaml:2: is not YAML: found character '\\t' that cannot start any token"),
        ("a: 1\nb: !number 3", "a.yaml:2: what follows the tag !number cannot be read with it: leave the tag out"),
        ("a: 1\nb: !!int three", "a.yaml:2: what follows the tag !!int cannot be read with it: leave the tag out"),
        ("[" * 100_000, "a.yaml:1: is nested too deeply"),
        (
            "a: &a [1,1,1,1,1,1,1,1,1]\n"
            + "".join(f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in pairwise("abcdefgh")),
            "a.yaml:1: has aliases (*name) that grow to more than 20,000 parts",
        ),
        ("a: &b [*b]", "a.yaml:1: is nested too deeply"),
        ("a: 1\na: 2", "a.yaml:2: a: is written twice in the same place"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, message: str):
    [problem] = read(tmp_path, text).problems
    assert str(problem).removeprefix(f"{tmp_path}/") == message


def test_a_tag_that_would_run_python_runs_nothing(tmp_path: Path):
    made = str(tmp_path / "made")
    assert read(tmp_path, f"a: !!python/object/apply:os.mkdir [{made}]").content == {"a": [made]}
    assert not Path(made).exists()


@pytest.mark.parametrize("schema", ["claim_stance.yaml", "stance.yaml"])
def test_the_parser_in_python_reads_what_the_one_in_c_reads(monkeypatch: pytest.MonkeyPatch, schema: str):
    file = bundled("schemas") / schema
    fast = read_yaml(file)
    monkeypatch.setattr(yamlfile.yaml, "__with_libyaml__", False)
    assert read_yaml(file) == fast
    assert yaml.safe_load(file.read_text()).keys() == fast.content.keys()
