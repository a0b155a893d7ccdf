"""What the options of `annotate split` say, as far as Typer does not read it."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.errors import ConfigError


def refuse_for_engine(options: Mapping[str, object], preposition: str) -> None:
    """Stop at an option that works only `with` or `without` Daft.

    Raises:
        ConfigError: one of them was given.
    """
    for option, value in options.items():
        if value:
            hint = "leave out one of the two" if preposition == "with" else "add --engine daft, or leave it out"
            raise ConfigError(f"{option} does not work {preposition} --engine daft", hint)


def parse_columns(words: list[str]) -> dict[str, str]:
    """The columns of `--column FIELD=COLUMN`, by field."""
    from annotate.corpus.reading.formats import FIELDS

    columns = _pairs(words, "--column")
    for ours in columns:
        if ours not in FIELDS:
            hint = f"write one of {', '.join(FIELDS)} before the =, and the name of the column after it"
            raise ConfigError(f"--column {ours}={columns[ours]}: {ours} is not a field of an article", hint)
    return columns


def parse_where(words: list[str]) -> dict[str, frozenset[str]]:
    """The values of `--where FIELD=VALUE`, by field."""
    values: dict[str, frozenset[str]] = {}
    for word in words:
        ((name, value),) = _pairs([word], "--where").items()
        values[name] = values.get(name, frozenset()) | {value}
    return values


def _pairs(words: list[str], option: str) -> dict[str, str]:
    for word in words:
        if "=" not in word:
            raise ConfigError(f"{option} {word} has no =", f"write it like {option} name=value")
    return {name: value for name, _, value in (word.partition("=") for word in words)}
