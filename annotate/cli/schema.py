"""annotate schema: check it, and see what is made from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option, Typer

from annotate.cli.boundary import FAILED, tell
from annotate.cli.options import ConfigOption, JsonOption, open_config, open_schema, print_json

app = Typer(help="Check a schema, and see what is made from it.", no_args_is_help=True)
FileArgument = Annotated[
    Path | None, Argument(help="A schema file.", show_default="the schema of config.yaml", metavar="[FILE]")
]


@app.command()
def check(file: FileArgument = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """List everything that is wrong with a schema and its actor register."""
    from annotate.schema import check_schema

    path = file or open_config(config, None)[0].schema_path
    schema, problems = check_schema(path)
    if as_json:
        print_json([{**problem._asdict(), "file": str(problem.file)} for problem in problems])
    for problem in () if as_json else problems:
        print(problem)
    if problems or schema is None:
        tell(f"annotate: {path} has {len(problems)} problem{'' if len(problems) == 1 else 's'}")
        tell("hint: correct the lines named above")
        raise Exit(FAILED)
    if not as_json:
        asked = len(schema.sentence_questions)
        print(
            f"{path} is sound: {schema.name} version {schema.version}, {asked} question{'' if asked == 1 else 's'}, "
            f"{len(schema.roles)} roles, {len(schema.answerables) - asked} attributes, {len(schema.actor_ids)} actors, "
            f"digest {schema.digest}"
        )


@app.command()
def xml(file: FileArgument = None, config: ConfigOption = None) -> None:
    """Print the labeling config that Label Studio gets."""
    from annotate.labelstudio.labeling_config import to_labeling_config

    settings, _ = open_config(config, None, schema_file=file)
    print(to_labeling_config(*open_schema(settings)))


@app.command("json-schema")
def json_schema(file: FileArgument = None, config: ConfigOption = None) -> None:
    """Print the JSON Schema that every line of annotations.jsonl keeps to."""
    from annotate.schema import record_model

    settings, _ = open_config(config, None, schema_file=file)
    schema, _ = open_schema(settings)
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema"} | record_model(schema).model_json_schema())


@app.command()
def codebook(
    file: FileArgument = None,
    config: ConfigOption = None,
    html: Annotated[bool, Option("--html", help="A web page instead of Markdown.")] = False,
) -> None:
    """Print the codebook that annotators read."""
    from annotate.schema.codebook import to_html, to_markdown

    settings, _ = open_config(config, None, schema_file=file)
    schema, _ = open_schema(settings)
    sys.stdout.write(to_html(schema) if html else to_markdown(schema))
