"""Views on paper: is all there that a screen folds, scrolls or cuts?"""

from __future__ import annotations

import pytest
from attrs import evolve

from pmo_course_lib.exercises import begin
from pmo_course_lib.ui.exercises.e5_log import QUARTER
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Page
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook.model import Workbook
from tests.browser import launch
from tests.ui.view_page import shown

pytestmark = pytest.mark.browser

LONG = "The mean hides the last hour. " * 30 + "And that is the end."


def view(name: str, workbook: Workbook) -> View:
    panel = load_panel(name)
    return View(name, lambda: Page(panel.title, panel.draw(workbook)), lambda _id, _value: None, lambda: "e5 1")


def test_folded_long_and_wide_parts_are_printed() -> None:
    """Do the log that is folded, its last column, and a long answer reach the paper whole, and no button?"""
    team = begin("E5")
    work = evolve(team, values={**team.values, QUARTER: "2026-Q1"}, notes={"e5": LONG})
    views = {name: view(name, work) for name in ("e5_log", "e5_sla", "e5_fools")}
    with launch() as browser, shown(browser, views) as page:
        page.locator("summary", has_text="Pauses and surplus").wait_for()
        page.locator("textarea").last.wait_for()
        assert page.locator("details.pmo-group[open]").count() == 0 < page.locator("details.pmo-group").count()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 700, "height": 1000})  # A4 with narrow margins
        cut = page.evaluate("""() => [...document.querySelectorAll("details.pmo-group .pmo-inner, textarea, .pmo-table table")]
            .filter((one) => !one.checkVisibility() || one.scrollHeight > one.clientHeight + 2
                             || one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 200))""")
        assert cut == []
        assert not page.get_by_role("button").first.is_visible()
