"""A network as a picture, an SVG that a paper can print: actors on a circle, so that no two labels collide.

Support and opposition differ in colour and in line, so that the picture is read in grey too.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import cos, degrees, hypot, pi, sin, sqrt
from statistics import fmean
from typing import IO, NamedTuple

from annotate.network.build import Edge, Network
from annotate.network.choice import scale_of, values_of
from annotate.schema import Schema

_LABEL = 13
_WIDEST = 9.0
_ROOM_OF_A_LETTER = 8
_LEAST = 150
_LOOP = 36
_FROM_NODE = 7
_STYLE = """\
svg { background: #fff } text { font: 13px sans-serif; fill: #111 } .paper { fill: #fff } .node { fill: #111 }
path { fill: none } .head { stroke: none } .for { stroke: #0f5fa8 } .against { stroke: #b3400b; stroke-dasharray: 7 4 }
.neither { stroke: #6b6b6b; stroke-dasharray: 1.5 3 } .plain { stroke: #444 } .unsure { opacity: .5 }
.head.for { fill: #0f5fa8 } .head.against { fill: #b3400b } .head.neither { fill: #6b6b6b } .head.plain { fill: #444 }
@media screen and (prefers-color-scheme: dark) { svg { background: #16181c } text, .node { fill: #eee }
.paper { fill: #16181c }
.for { stroke: #6db3f2 } .against { stroke: #ff9a5c } .neither, .plain { stroke: #b5b5b5 }
.head.for { fill: #6db3f2 } .head.against { fill: #ff9a5c } .head.neither, .head.plain { fill: #b5b5b5 } }
"""
_LEGEND = {"for": "support", "against": "opposition", "neither": "mixed or unknown", "plain": "weight"}
_BETWEEN_ACTORS = {"for": "congruence", "against": "conflict"}


class _Node(NamedTuple):
    label: str
    angle: float

    def at(self, radius: float) -> tuple[float, float]:
        return radius * cos(self.angle), radius * sin(self.angle)


def write_picture(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write the picture; the same network gives the same bytes."""
    nodes = _nodes(network, schema)
    radius = max(_LEAST, len(nodes) * _LABEL * 1.35 / (2 * pi))
    loops = {edge.source for edge in network.edges if edge.source == edge.target and network.choice.is_directed}
    beyond = {key: radius + 12 + (_LOOP if key in loops else 0) for key in nodes}
    half = max(230, *(beyond[key] + 28 + _ROOM_OF_A_LETTER * len(node.label) for key, node in nodes.items()))
    signs = _signs(network, schema)
    used = [sign for sign in _LEGEND if sign in signs]
    heaviest = max(abs(edge.weight) for edge in network.edges)
    height = 2 * half + 24 * (len(used) + 2)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-half:.1f} {-half:.1f} {2 * half:.1f} {height:.1f}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" x="{-half:.1f}" y="{-half:.1f}" width="{2 * half:.1f}" height="{height:.1f}"/>',
    ]
    # Those that are distinct are drawn last, over the pale ones.
    for edge, sign in sorted(zip(network.edges, signs, strict=True), key=lambda drawn: drawn[0].certainty.is_distinct):
        shape = f"{sign}{'' if edge.certainty.is_distinct else ' unsure'}"
        width = _WIDEST * sqrt(abs(edge.weight) / heaviest)
        curve = _curve((nodes[edge.source], nodes[_target(network, edge)]), radius, len(nodes))
        head = ""
        if network.choice.is_directed:
            curve, head = _with_head(curve, width)
            head = f'<path class="head {shape}" d="{head}"/>'
        lines.append(f'<path class="{shape}" stroke-width="{width:.2f}" d="{_drawn(curve)}"/>{head}')
    lines += [_labelled(node, radius, beyond[key]) for key, node in nodes.items()]
    lines += _legend(used, _words(network), heaviest, half)
    file.write("\n".join([*lines, "</svg>", ""]).encode())


def _nodes(network: Network, schema: Schema) -> dict[str, _Node]:
    names = {actor.id: actor.name for actor in schema.register.actors}
    labels = {actor: names.get(actor, actor) for actor in network.rows}
    if network.choice.kind == "two-mode":
        labels |= {f"concept: {concept}": f"[{concept}]" for concept in network.columns}
    return {
        key: _Node(label, 2 * pi * place / len(labels) - pi / 2) for place, (key, label) in enumerate(labels.items())
    }


def _target(network: Network, edge: Edge) -> str:
    return f"concept: {edge.target}" if network.choice.kind == "two-mode" else edge.target


def _signs(network: Network, schema: Schema) -> list[str]:
    """What each edge is: for, against, neither, or only a weight."""
    if network.choice.weight == "subtract":
        return ["for" if edge.weight > 0 else "against" for edge in network.edges]
    numbers = dict(zip(values_of(schema), scale_of(schema), strict=False))
    if network.choice.kind != "demand" or not numbers:
        return ["plain"] * len(network.edges)
    middle = (min(numbers.values()) + max(numbers.values())) / 2
    said: dict[tuple[str, str], list[float]] = {}
    for each in network.statements:
        if each.value in numbers:
            said.setdefault((each.actor, each.concept), []).append(numbers[each.value] - middle)
    means = [fmean(said.get((edge.source, edge.target), [0.0])) for edge in network.edges]
    return ["for" if mean > 0 else "against" if mean < 0 else "neither" for mean in means]


_Curve = list[tuple[float, float]]
"""The points of a Bézier curve: two ends, and between them one or two that it bends to."""


def _curve(ends: tuple[_Node, _Node], radius: float, nodes: int) -> _Curve:
    """A curve that bends to the middle and to one side, so that there and back are two lines; or a loop outside."""
    if ends[0] == ends[1]:
        x, y = ends[0].at(radius + _FROM_NODE)
        out_x, out_y = ends[0].at(_LOOP * 1.1)
        side = min(_LOOP, 1.4 * 2 * pi * radius / nodes) / (_LOOP * 1.1)
        bends = [(x + out_x - turn * out_y, y + out_y + turn * out_x) for turn in (-side, side)]
        return [(x, y), *bends, (x, y)]
    (x, y), (to_x, to_y) = ends[0].at(radius - _FROM_NODE), ends[1].at(radius - _FROM_NODE)
    return [(x, y), ((x + to_x) / 4 - (to_y - y) * 0.12, (y + to_y) / 4 + (to_x - x) * 0.12), (to_x, to_y)]


def _with_head(curve: _Curve, width: float) -> tuple[_Curve, str]:
    """A curve that ends where its arrowhead begins, and the head, which is wider than the line."""
    *others, (bend_x, bend_y), (x, y) = curve
    size = 5 + 1.2 * width
    along_x, along_y = ((x - bend_x), (y - bend_y))
    scale = size / (hypot(along_x, along_y) or 1)
    along_x, along_y = along_x * scale, along_y * scale
    base_x, base_y = x - along_x, y - along_y
    left, right = ((base_x - turn * along_y, base_y + turn * along_x) for turn in (-0.5, 0.5))
    head = f"M{x:.1f} {y:.1f}L{left[0]:.1f} {left[1]:.1f}L{right[0]:.1f} {right[1]:.1f}z"
    return [*others, (bend_x, bend_y), (base_x, base_y)], head


def _drawn(curve: _Curve) -> str:
    (x, y), *rest = curve
    return f"M{x:.1f} {y:.1f}{'Q' if len(rest) == 2 else 'C'}" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)


def _labelled(node: _Node, radius: float, beyond: float) -> str:
    """A node and its label, which reads outwards from the circle and is never upside down."""
    (x, y), (text_x, text_y) = node.at(radius), node.at(beyond)
    turn, anchor = degrees(node.angle), "start"
    if cos(node.angle) < -1e-9:
        turn, anchor = turn + 180, "end"
    return (
        f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        f'<text transform="translate({text_x:.1f} {text_y:.1f}) rotate({turn:.1f})" text-anchor="{anchor}" '
        f'dominant-baseline="central">{escape(node.label)}</text>'
    )


def _words(network: Network) -> dict[str, str]:
    """What the legend calls each kind of line."""
    if network.choice.kind != "one-mode":
        return _LEGEND
    weight = network.choice.weight
    return _LEGEND | _BETWEEN_ACTORS | ({"plain": weight} if weight in _BETWEEN_ACTORS.values() else {})


def _legend(used: list[str], words: dict[str, str], heaviest: float, half: float) -> Iterator[str]:
    rows = [(sign, "", words[sign]) for sign in used]
    rows.append((used[0], " unsure", f"pale: not distinct from 0; widest of all: {heaviest:.3g}"))
    for place, (sign, pale, text) in enumerate(rows):
        y = half + 24 * place
        yield f'<path class="{sign}{pale}" stroke-width="3" d="M{30 - half:.1f} {y:.1f}h50"/>'
        yield f'<text x="{92 - half:.1f}" y="{y:.1f}" dominant-baseline="central">{text}</text>'
