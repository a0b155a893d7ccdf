"""The schema of the studies, as its authors might change it after the launch."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml
from study import SCHEMA_FILE

from annotate.schema import Schema, read_schema

RENAMED = {
    "elements": {"role guarantee": "pledge", "role cue": "predicate", "attribute confidence on claim": None},
    "labels": {
        "attribute stance on claim": {"mixed": "torn"},
        "attribute act on claim": {"promise": None},
        "attribute category on claim": {"treaty": "pact", "monitoring": "pact", "troops": None},
    },
}
REPLACED = (
    ("name: guarantee\n", "name: pledge\n"),
    ("name: cue\n", "name: predicate\n"),
    ("{name: mixed,", "{name: torn,"),
    ("{name: promise,", "{name: warn,"),
    ("{name: treaty,", "{name: pact,"),
    ("    - name: confidence\n", "    - name: confidence\n      enabled: false\n"),
)
REMOVED = ("{name: troops,", "{name: monitoring,")


def read_changed(folder: Path, version: str, replaced: Any, removed: Any = (), **entry: Any) -> Schema:
    """The schema with other words in its file, and a change log with an `entry` for this version."""
    text = SCHEMA_FILE.read_text()
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new, 1)
    for begin in removed:
        assert begin in text, begin
        text = "".join(line for line in text.splitlines(keepends=True) if begin not in line)
    log = [{"version": version, "date": "2026-11-23", "note": "Changed."} | entry]
    folder.mkdir(exist_ok=True)
    file = folder / f"version-{version}.yaml"
    file.write_text(text.replace('version: "1"', f'version: "{version}"', 1) + indented(log))
    shutil.copy(SCHEMA_FILE.parent / "actors.yaml", folder)
    return read_schema(file)


def indented(log: list[dict[str, Any]]) -> str:
    return "".join(f"  {line}\n" for line in yaml.safe_dump(log, sort_keys=False).splitlines())


def second_version(folder: Path) -> Schema:
    """Labels renamed, merged, taken out and added; roles renamed, the head among them; an attribute switched off."""
    return read_changed(folder, "2", REPLACED, REMOVED, **RENAMED)


def claim(**answers: Any) -> dict[str, Any]:
    """A record of one claim in the studies' sentences, under the first version of the schema."""
    first = {
        "guarantee": {"start": 18, "end": 25, "text": "jaminan"},
        "cue": [{"start": 9, "end": 17, "text": "menuntut"}],
        "act": "demand",
        "stance": "mixed",
        "category": ["troops", "monitoring", "treaty"],
        "confidence": "2",
    }
    return {"has_claim": "yes", "claims": [first | answers]}
