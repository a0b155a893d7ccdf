"""The picture of a network."""

import re
import xml.etree.ElementTree as ElementTree
from math import hypot

import pytest
from networks import claim, line, project, schema

from annotate.network import NetworkChoice, make_networks
from annotate.network.picture import write_picture


def picture(folder, lines, choice):
    asked = schema(folder)
    with (folder / "p.svg").open("wb") as file:
        write_picture(make_networks(project(folder, asked, lines), choice).networks[""], asked, file)
    return ElementTree.parse(folder / "p.svg").getroot()


def edges(root):
    return [path for path in root.findall("{*}path") if path.get("stroke-width") and "h50" not in path.get("d")]


def heads(root):
    return [path for path in root.findall("{*}path") if "head" in path.get("class").split()]


def points(path):
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d"))]


def labels(root):
    """Where labels begin."""
    nodes = [node for node in root.findall(".//{*}text") if node.get("transform")]
    return [tuple(map(float, re.findall(r"-?[\d.]+", node.get("transform"))[:2])) for node in nodes]


def texts(root):
    return [text.text for text in root.findall(".//{*}text")]


def test_support_and_opposition_differ_and_the_legend_says_how(tmp_path):
    lines = [line(0, claim(["a"], ["b"], side="for"), claim(["b"], ["a"], side="against"), claim(["c"], ["a"]))]
    root = picture(tmp_path, lines, NetworkChoice("demand"))
    assert [path.get("class").split()[0] for path in edges(root)] == ["for", "against", "neither"]
    assert {"A", "B", "C", "support", "opposition", "mixed or unknown"} <= {*texts(root)}


def test_a_demand_on_oneself_is_a_loop_outside_the_circle(tmp_path):
    root = picture(tmp_path, [line(0, claim(["a"], ["a"], side="for"))], NetworkChoice("demand"))
    (loop,), (head,) = edges(root), heads(root)
    (start, *bends, _), (tip, *_) = points(loop), points(head)
    assert start == tip
    radius = hypot(*start)
    assert all(hypot(*bend) > radius for bend in bends)
    assert all(hypot(*place) > max(hypot(*bend) for bend in bends) * 0.95 for place in labels(root))


def test_only_the_label_of_an_actor_with_a_loop_makes_room_for_it(tmp_path):
    lines = [line(0, claim(["a"], ["a", "b"], side="for"))]
    with_loop, without = (hypot(*place) for place in labels(picture(tmp_path, lines, NetworkChoice("demand"))))
    assert with_loop > without + 30


@pytest.mark.parametrize(("weight", "word"), [("ignore", "weight"), ("congruence", "congruence")])
def test_the_legend_names_the_weight_between_actors(tmp_path, weight, word):
    lines = [line(0, claim(["a"], [], ["X"], "for"), claim(["b"], [], ["X"], "for"))]
    assert word in texts(picture(tmp_path, lines, NetworkChoice("one-mode", weight)))


def test_the_whole_window_is_dark_on_a_dark_screen_and_white_in_print(tmp_path):
    style = picture(tmp_path, [line(0, claim(["a"], ["b"]))], NetworkChoice("demand")).find("{*}style").text
    light, dark = style.split("@media screen and (prefers-color-scheme: dark)")
    assert "svg { background: #fff }" in light
    assert "svg { background: #16181c }" in dark


def test_an_arrowhead_is_wider_than_its_line(tmp_path):
    lines = [line(0, claim(["a"], ["b"])), line(3, claim(["b"], ["a"])), line(6, claim(["b"], ["a"]))]
    root = picture(tmp_path, lines, NetworkChoice("demand"))
    for edge, head in zip(edges(root), heads(root), strict=True):
        _, left, right = points(head)
        assert hypot(left[0] - right[0], left[1] - right[1]) > float(edge.get("stroke-width"))


def test_an_edge_that_cannot_be_told_from_none_is_pale_and_below_the_others(tmp_path):
    lines = [line(0, claim(["a"], ["b"], side="for"), article=f"a{number}") for number in range(5)]
    lines[0]["claims"].append(claim(["b"], ["c"], side="for"))
    lines[1]["claims"].append(claim(["a"], ["b"], side="for"))
    unsure, sure = edges(picture(tmp_path, lines, NetworkChoice("demand")))
    assert (sure.get("class"), unsure.get("class")) == ("for", "for unsure")
    assert float(sure.get("stroke-width")) > float(unsure.get("stroke-width"))


@pytest.mark.parametrize("actors", [3, 40])
def test_no_two_labels_are_nearer_than_a_line_of_text(tmp_path, actors):
    lines = [line(0, claim([f"x{number}" for number in range(actors)], ["a"]))]
    root = picture(tmp_path, lines, NetworkChoice("demand"))
    places = labels(root)
    assert len(places) == actors + 1
    nearest = min(
        ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
        for number, (x, y) in enumerate(places)
        for other_x, other_y in places[:number]
    )
    assert nearest >= 13
