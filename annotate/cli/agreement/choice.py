"""What `annotate agreement` was asked to measure: which records and which elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer import Context

from annotate.cli.options import refuse_options

if TYPE_CHECKING:
    from annotate.schema import Record, Schema

_APART = {
    "--spans": ("--table", "--records", "--round", "--model", "--by", "--level"),
    "--table": ("--round", "--model", "--records"),
    "--gold": (
        *("--table", "--spans", "--by", "--pair", "--round", "--model", "--worst"),
        *("--methods", "--bibtex"),
    ),
    "--model": ("--by", "--pair", "--methods", "--worst", "--all"),
    "--methods": ("--by", "--bibtex", "--json", "--worst", "--all"),
    "--bibtex": ("--json", "--worst", "--all"),
}
_WITH = {
    "--epsilon": ("--model",),
    "--trim": ("--spans",),
    "--column": ("--table", "--spans"),
    "--encoding": ("--table", "--spans"),
    **dict.fromkeys(("--level", "--missing", "--separator"), ("--table",)),
}


def refuse_idle(context: Context) -> None:
    """Refuse options that say nothing beside another one, or without it."""
    refuse_options(context, _APART, _WITH)


def chosen_records(records: list[Record], pair: str, round_: int | None) -> list[Record]:
    """The records of the annotators and the round that were asked for."""
    from annotate.errors import ConfigError, InsufficientData

    if not records:
        raise InsufficientData(
            "there are no annotations to measure",
            "wait until two people have annotated the same sentences, then run `annotate pull` again",
        )
    wanted = chosen_annotators(pair, sorted({record.annotator for record in records}))
    rounds = sorted({record.round for record in records if record.round is not None})
    if round_ is not None and round_ not in rounds:
        hint = (
            f"choose from {', '.join(map(str, rounds))}"
            if rounds
            else "no record has a round number: leave out --round"
        )
        raise ConfigError(f"there is no annotation of round {round_}", hint)
    return [record for record in records if record.annotator in wanted and round_ in (None, record.round)]


def chosen_annotators(pair: str, present: list[str]) -> list[str]:
    """The annotators that were asked for."""
    from annotate.errors import ConfigError

    wanted = [name.strip() for name in pair.split(",")] if pair else present
    unknown = [annotator for annotator in wanted if annotator not in present]
    if unknown:
        raise ConfigError(f"there is no annotation by {unknown[0]}", f"choose from {', '.join(present)}")
    if len(set(wanted)) < 2 and pair:
        raise ConfigError("--pair names only one annotator", f"choose two or more from {', '.join(present)}")
    return wanted


def chosen_elements(wanted: list[str] | None, schema: Schema) -> list[str] | None:
    from annotate.agreement import element_names
    from annotate.errors import ConfigError

    known = element_names(schema)
    unknown = [element for element in wanted or () if element not in known]
    if unknown:
        raise ConfigError(f"the schema has no element {unknown[0]}", f"choose from {', '.join(known)}")
    return wanted or None
