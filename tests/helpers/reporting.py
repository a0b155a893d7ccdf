"""Reports of workspaces, and the data in them."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from typing import Any

from annotate.project import Project
from annotate.report import ReportChoice, write_report


def report_of(project: Project, **choice: Any) -> tuple[str, dict[str, Any]]:
    """The page of a project, and the data that are packed in it; the page is `report.html` in the workspace."""
    write_report(project, project.files.report, ReportChoice(**choice))
    page = project.files.report.read_text()
    return page, unpacked(page)


def unpacked(page: str) -> dict[str, Any]:
    [text] = re.findall(r'id="data">([^<]*)<', page)
    data: dict[str, Any] = json.loads(gzip.decompress(b64decode(text)))
    return data


def rows_of(data: dict[str, Any], figure: str) -> list[dict[str, Any]]:
    """The rows of a figure by the names of its columns."""
    about = data["figures"][figure]
    return [dict(zip(about["columns"], row, strict=True)) for row in about["rows"]]
