"""One real page in Chromium: how long from a click until the page says that the answer is saved."""

from __future__ import annotations

from attrs import frozen
from playwright.sync_api import Page

from tests.browser import launch
from tests.classroom import Classroom

#: In the page: from the browser's own time of a click, through "Saving…", to "Saved", and to the frame that shows it.
WATCH = """() => {
  const text = () => document.querySelector(".pmo-saved")?.textContent ?? "";
  let clicked = null, saving = false;
  window.bench = { saved: [], painted: [] };
  document.addEventListener("click", (event) => {
    if (clicked === null && event.target.closest(".pmo-options")) [clicked, saving] = [event.timeStamp, false];
  }, true);
  new MutationObserver(() => {
    if (clicked === null) return;
    saving ||= text().startsWith("Saving");
    if (!saving || !text().startsWith("Saved")) return;
    const start = clicked;
    clicked = null;
    window.bench.saved.push(performance.now() - start);
    requestAnimationFrame(() => setTimeout(() => window.bench.painted.push(performance.now() - start)));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@frozen
class Clicks:
    """Milliseconds from a click to the text "Saved", and to the frame that shows it, by click."""

    saved: list[float]
    painted: list[float]


def clicks(room: Classroom, candidate: str, count: int) -> Clicks:
    """Answer ``count`` questions with the mouse."""
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(room.link(candidate))
        page.goto(room.address + "/exam")
        _begin(page)
        page.evaluate(WATCH)
        for number in range(1, count + 1):
            _answer(page, number)
        return Clicks(**page.evaluate("window.bench"))


def _begin(page: Page) -> None:
    page.get_by_role("checkbox", name="I will work alone").check(timeout=60_000)
    page.get_by_role("button", name="Start the exam").click()


def _answer(page: Page, number: int) -> None:
    page.get_by_role("group", name=f"Question {number} of 50").wait_for()
    page.locator(".pmo-options input[type=radio]").nth(number % 4).check()
    page.wait_for_function("count => window.bench.painted.length === count", arg=number)
    page.get_by_role("button", name="Next", exact=True).click()
