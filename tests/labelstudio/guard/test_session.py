"""Everything that an annotator does on the page, in a real browser: the guard and its policy are not in the way."""

from attacking import refusals
from labeling import Hands
from playwright.sync_api import expect

from annotate.labelstudio.server import read_credentials

EDITABLE = "() => window.Htx?.annotationStore?.selected?.editable"


def shown(page, task: int) -> None:
    """Wait until the page shows a task, and takes answers."""
    page.wait_for_function(f"() => window.Htx?.task?.id === {task} && ({EDITABLE})()")
    page.wait_for_load_state("networkidle")


def asked(page, method: str, part: str):
    return page.expect_response(lambda answer: part in answer.url and answer.request.method == method)


def test_a_whole_session_of_an_annotator_is_not_hindered(study, server, page):
    study.push()
    first, second, *_ = [task["id"] for task in study.tasks("ani")]
    account = read_credentials(server.credentials).annotators["ani"]
    project = study.number_of("ani")
    before, failed = refusals(server.workspace, account.email), []
    page.on(
        "response",
        lambda answer: (
            failed.append((answer.status, answer.url)) if answer.status >= 400 and "tips" not in answer.url else None
        ),
    )

    # The link in the message leads to the sign-in, and then to the first sentence.
    page.goto(f"{server.url}projects/{project}/data?labeling=1")
    page.fill("input[name=email]", account.email)
    page.fill("input[name=password]", account.password)
    page.click("button[type=submit]")
    instructions = page.get_by_text("Labeling Instructions")
    expect(instructions).to_be_visible()
    while instructions.is_visible():
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
    shown(page, first)
    hands = Hands(page)
    hands.press("y")
    hands.mark("1", "jaminan")
    hands.press("d", "c")
    with asked(page, "POST", "/annotations"):
        hands.click("[data-testid=bottombar-submit-button]")
    shown(page, second)
    with asked(page, "POST", "/drafts"):
        hands.press("n")
    with asked(page, "POST", "/annotations"):
        hands.click("[data-testid=bottombar-skip-button]")

    # Going back, changing one's mind, and taking back that one skipped.
    page.get_by_test_id("prev-task").click()
    shown(page, second)
    with asked(page, "DELETE", "/annotations"):
        hands.click("button[aria-label=cancel-skip]")
    page.get_by_test_id("prev-task").click()
    shown(page, first)
    hands.press("x")
    with asked(page, "PATCH", "/annotations"):
        hands.click("[data-testid=bottombar-update-button]")

    # The list of one's sentences, and one opened from it.
    page.goto(f"{server.url}projects/{project}/data")
    page.get_by_text("Label All Tasks").wait_for()
    page.goto(f"{server.url}projects/{project}/data?task={second}")
    page.wait_for_function(EDITABLE)
    page.goto(f"{server.url}projects/")
    page.wait_for_load_state("networkidle")
    page.goto(f"{server.url}logout")
    page.locator("input[name=password]").wait_for()

    assert failed == []
    assert refusals(server.workspace, account.email) == before
    said = {task["id"]: task["annotations"] for task in study.tasks("ani")}
    assert (len(said[first]), said[second]) == (1, [])
