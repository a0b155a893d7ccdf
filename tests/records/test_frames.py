"""Claims as frames that are made when they are asked for."""

from annotate.records.contents import ClaimFrames
from annotate.records.frames import Said, places_in


def test_where_a_role_is_in_a_claim_is_known_without_a_frame(annotated, claim, schema) -> None:
    (record,) = [annotated("a", 1, [claim(), claim("keamanan", "")])]
    said = Said(record.claims, ClaimFrames(schema))
    frames = tuple(said)
    assert (len(said), said[1], tuple(said[1:])) == (2, frames[1], frames[1:])
    for role in schema.roles:
        assert [places_in(said, index, role.name) for index in (0, 1)] == [
            places_in(frames, index, role.name) for index in (0, 1)
        ]
    assert frames[0] != frames[1]
