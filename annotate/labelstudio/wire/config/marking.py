"""The rows of roles above the sentence: one for each claim, and one for both where there can be two."""

from __future__ import annotations

from annotate.labelstudio.wire.config.basis import Basis
from annotate.labelstudio.wire.config.earlier import earlier_roles
from annotate.labelstudio.wire.config.parts import Box, Marks, Option
from annotate.labelstudio.wire.controls import spans_name
from annotate.schema import Role
from annotate.schema.changes import Answer
from annotate.schema.keys import CHORDS

BOTH = (1, 2)


def bar(basis: Basis) -> Box:
    """The roles to mark, of each claim, and of both at once."""
    rows = [Box("marks", _rows((claim,), basis), basis.when_claims(claim)) for claim in range(1, basis.claims + 1)]
    if basis.claims == len(BOTH):
        rows.append(Box("marks", _rows(BOTH, basis), basis.when_claims(len(BOTH))))
    return Box("bar", tuple(rows))


def _rows(claims: tuple[int, ...], basis: Basis) -> tuple[Marks, ...]:
    """The controls that mark spans of these claims: one for all roles, and one for each that has questions.

    The key of another role gives the selected span a second role then, which is seen and refused, and not another one,
    with which the answers about it would vanish.
    """
    schema = basis.schema
    # A head belongs to one claim.
    roles = [role for role in schema.roles if not (role.head and len(claims) > 1)]
    apart = [role for role in roles if schema.attributes_on(role.name)]
    together = [_option(role, claims, basis) for role in roles if role not in apart]
    kept = {role.name: role.colour for role in apart} | earlier_roles(schema)
    together += [Option(name, name, colour=colour, kept=True) for name, colour in kept.items()]
    rows = [Marks(spans_name(claims, role.name), (_option(role, claims, basis),)) for role in apart]
    return (Marks(spans_name(claims), tuple(together)), *rows)


def _option(role: Role, claims: tuple[int, ...], basis: Basis) -> Option:
    number = "" if claims == (1,) else f" {'+'.join(map(str, claims))}"
    # The keys of a third claim, which does not exist where a row for both does.
    pressed_as = len(CHORDS) if len(claims) > 1 else claims[0]
    return Option(role.name, f"{role.heading}{number}", basis.key(Answer(role.element), pressed_as), colour=role.colour)
