"""`annotate schema diff`: what changed since the launch, with a server and without."""

import json


def test_the_difference_to_the_launch_is_shown_with_a_server_and_without(annotate, tmp_path, server):
    there = {"LABEL_STUDIO_URL": server.url, "LABEL_STUDIO_API_KEY": server.admin.token}
    (tmp_path / "article.txt").write_text("Rusia menuntut jaminan keamanan dari NATO.\n")
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("name: ", "name: schema-diff # ", 1))
    assert annotate("split", "article.txt").code == 0
    assert annotate("push", **there).code == 0
    schema = tmp_path / "schemas" / "claim_stance.yaml"
    text = schema.read_text().replace('version: "1"', 'version: "2"', 1).replace("name: offer", "name: propose", 1)
    schema.write_text(text.replace('version: "2"', 'version: "1"', 1))
    unraised = annotate("schema", "diff", **there)
    assert "Raise `version:` in the schema first, and add an entry for it: version 1 was launched." in unraised.out
    assert "--migrate" not in unraised.out
    entry = '{version: "2", date: "2026-11-23", note: N., labels: {attribute act on claim: {offer: propose}}}'
    schema.write_text(f"{text}  - {entry}\n")

    said = annotate("schema", "diff", **there)
    assert said.code == 0, said.err
    assert "Annotations are counted on the server." in said.out
    assert "`annotate push --migrate` updates the projects to this schema." in said.out
    offline = annotate("schema", "diff", "--json")
    assert "the local Label Studio is not running" in offline.err
    assert json.loads(offline.out) == {
        "launched": "1",
        "version": "2",
        "counted": "pulled",
        "changes": [
            {
                "element": "attribute act on claim",
                "label": "offer",
                "change": "renamed",
                "now": "propose",
                "annotations": {},
                "covered": True,
            }
        ],
        "missing": {},
    }
    assert annotate("push", "--migrate", **there).code == 0
    assert "The possible answers have not changed since the launch." in annotate("schema", "diff").out
