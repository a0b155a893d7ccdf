"""The picture of a network."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from networks import claim, line, project, schema

from annotate.network import Choice, make_networks
from annotate.network.picture import write_picture


def picture(folder, lines, choice):
    asked = schema(folder)
    with (folder / "p.svg").open("wb") as file:
        write_picture(make_networks(project(folder, asked, lines), choice).networks[""], asked, file)
    return ElementTree.parse(folder / "p.svg").getroot()


def edges(root):
    return [path for path in root.findall("{*}path") if path.get("stroke-width") and "h50" not in path.get("d")]


def texts(root):
    return [text.text for text in root.findall(".//{*}text")]


def test_support_and_opposition_differ_and_the_legend_says_how(tmp_path):
    lines = [line(0, claim(["a"], ["b"], side="for"), claim(["b"], ["a"], side="against"), claim(["c"], ["a"]))]
    root = picture(tmp_path, lines, Choice("demand"))
    assert [path.get("class").split()[0] for path in edges(root)] == ["for", "against", "neither"]
    assert {"A", "B", "C", "support", "opposition", "mixed or unknown"} <= {*texts(root)}


def test_a_demand_on_oneself_is_a_loop(tmp_path):
    (loop,) = edges(picture(tmp_path, [line(0, claim(["a"], ["a"], side="for"))], Choice("demand")))
    start, _, _, end = re.findall(r"-?[\d.]+ -?[\d.]+", loop.get("d"))
    assert start == end


def test_an_edge_that_cannot_be_told_from_none_is_pale(tmp_path):
    lines = [line(0, claim(["a"], ["b"], side="for"), article=f"a{number}") for number in range(5)]
    lines[0]["claims"].append(claim(["b"], ["c"], side="for"))
    lines[1]["claims"].append(claim(["a"], ["b"], side="for"))
    sure, unsure = edges(picture(tmp_path, lines, Choice("demand")))
    assert (sure.get("class"), unsure.get("class")) == ("for", "for unsure")
    assert float(sure.get("stroke-width")) > float(unsure.get("stroke-width"))


@pytest.mark.parametrize("actors", [3, 40])
def test_no_two_labels_are_nearer_than_a_line_of_text(tmp_path, actors):
    lines = [line(0, claim([f"x{number}" for number in range(actors)], ["a"]))]
    root = picture(tmp_path, lines, Choice("demand"))
    places = [
        [float(part) for part in re.findall(r"-?[\d.]+", node.get("transform"))[:2]]
        for node in root.findall(".//{*}text")
        if node.get("transform")
    ]
    assert len(places) == actors + 1
    nearest = min(
        ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
        for number, (x, y) in enumerate(places)
        for other_x, other_y in places[:number]
    )
    assert nearest >= 13
