"""What is wrong with a schema file, by line."""

from pathlib import Path

from annotate.schema import check_schema


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "schema.yaml"
    file.write_text(text)
    return [str(problem).removeprefix(f"{file}:") for problem in check_schema(file)[1]]
