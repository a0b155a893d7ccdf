"""An annotator who opens, after a migration, what they submitted before it."""

from __future__ import annotations

from changed_schema import claim, second_version
from playwright.sync_api import Page, expect

from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.wire.to_result import to_result


def test_an_annotation_of_before_that_is_opened_and_saved_keeps_what_was_not_answered_anew(
    study, server, tmp_path, page: Page
):
    study.push()
    task = study.tasks("ani")[0]
    study.submit("ani", task, to_result(claim(), study.schema))
    migrated = study.but(schema=second_version(tmp_path / "schemas"))
    migrated.push(migrate=True)

    account = read_credentials(server.credentials).annotators["ani"]
    link = f"{server.url}projects/{study.number_of('ani')}/data?task={task['id']}"
    page.goto(link)
    page.fill("input[name=email]", account.email)
    page.fill("input[name=password]", account.password)
    page.click("button[type=submit]")
    page.goto(link)
    page.locator(".lsf-outliner-item, .lsf-tree__node").filter(has_text="jaminan").first.click()
    expect(page.get_by_text("pact").locator("visible=true").first).to_be_visible()
    expect(page.locator(".annotate-question").get_by_text("treaty").first).to_be_hidden()
    for answer in ("finance", "support"):
        page.locator(".annotate-question").get_by_text(answer).locator("visible=true").first.click()
    with page.expect_response(lambda answer: "/api/annotations/" in answer.url and answer.request.method == "PATCH"):
        page.get_by_test_id("bottombar-update-button").click()

    assert migrated.pull().valid == {"ani": 1}
    [record] = migrated.records()
    [read] = record["claims"]
    assert (read["pledge"]["text"], read["predicate"][0]["text"]) == ("jaminan", "menuntut")
    assert (read["act"], read["stance"], read["category"]) == ("demand", "support", ["pact", "finance"])
    assert record["migrated"]["version"] == "1"
