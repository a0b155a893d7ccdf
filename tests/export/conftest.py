"""What the tests of all formats start from."""

import pytest
from exporting import drawn_annotations, schemas, workspace


@pytest.fixture(scope="session")
def every_schema(tmp_path_factory):
    """The bundled schemas and an awkward one, by name."""
    return schemas(tmp_path_factory.mktemp("schemas"))


@pytest.fixture(scope="session")
def drawn_project(tmp_path_factory, every_schema):
    """Make the workspace that a number draws; the next one takes its place."""
    folder = tmp_path_factory.mktemp("workspace")

    def draw(seed, **options):
        return workspace(folder, drawn_annotations(seed, every_schema), **options)

    return draw
