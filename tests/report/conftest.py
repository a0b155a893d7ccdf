"""Reports of the sample annotations."""

import pytest
from exporting import demo_workspace
from reporting import report_of

from annotate.agreement import align_records, diagnose_aligned, measure_aligned
from annotate.agreement.diagnosis.document import whole_document
from annotate.json_files import write_json


@pytest.fixture
def project(tmp_path):
    return demo_workspace(tmp_path / "work")


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """A project with agreement.json, its report and the data in it."""
    project = demo_workspace(tmp_path_factory.mktemp("whole") / "work")
    aligned = align_records(project.records(), project.schema)
    document = whole_document(measure_aligned(aligned), diagnose_aligned(aligned), project.records_digest())
    write_json(project.files.agreement, document)
    return project, *report_of(project)
