"""`network:` in a schema."""

import pytest
from networks import NETWORK, SCHEMA, schema
from schema_problems import problems


@pytest.mark.parametrize(
    ("network", "problem"),
    [
        (
            "network: {actor: [hwo]}",
            "there is no role or attribute of claims hwo that names actors, did you mean who?",
        ),
        (
            "network: {actor: [who], target: [topic]}",
            "network, target, number 1: there is no role or attribute of claims topic that names actors",
        ),
        ("network: {actor: [who], concept: who}", "network, concept: there is no attribute of claims who"),
        ("network: {actor: [who], qualifier: topic}", "topic takes several labels, so it cannot qualify a statement"),
        ("network: {target: [whom]}", "network, actor: is required but missing"),
    ],
)
def test_names_that_make_no_network_are_problems_of_their_line(tmp_path, network, problem):
    schema(tmp_path)
    (only,) = problems(tmp_path, SCHEMA.format(network=network, level="level: ordinal"))
    assert only.startswith("5: ")
    assert problem in only


def test_what_a_network_is_made_of_changes_no_answer(tmp_path):
    assert schema(tmp_path, "").digest == schema(tmp_path, NETWORK).digest
