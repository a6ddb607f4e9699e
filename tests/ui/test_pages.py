"""The plain pages: course book, start page, links, feedback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pmo_course_lib.delivery.book import book_html
from pmo_course_lib.delivery.course.notebooks import Block
from pmo_course_lib.delivery.course.progress import Card, ExamCard
from pmo_course_lib.delivery.course.run_sheet import Slot
from pmo_course_lib.delivery.grading.batch import grade_cohort
from pmo_course_lib.delivery.results.feedback import write_feedback
from pmo_course_lib.delivery.server.home import home_page
from pmo_course_lib.delivery.server.pages import links_page, message_page
from tests.browser import axe_violations, launch
from tests.classroom import HOME
from tests.synthetic import synthetic_cohort, write_hand_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    cohort = synthetic_cohort(folder / "class", 2)
    for person in cohort.people.persons:
        write_hand_in(cohort, person.id)
    cards = (Card("01_one", "One <1>", 1, 3), Card("02_two", "Two", 0, 0), ExamCard(True, "open now"))
    plan = {"exam": (2, Slot(Block("EX", "exam", "Exam", 60, 60, "All"), 945, 1005))}
    texts = {"book": book_html(HOME / "course"), "home": home_page("Anna <Smith>", cards, plan),
             "message": message_page("A", "b & c"),
             "links": links_page(cohort.people, "http://192.0.2.7:8866", "class"),
             "feedback": write_feedback(cohort, grade_cohort(cohort))[0].read_text(encoding="utf-8")}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


@pytest.mark.parametrize("width", [1366, 320])
@pytest.mark.parametrize("name", ["book", "home", "message", "links", "feedback"])
def test_page_is_accessible_and_fits(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    """Has axe nothing to say, is nothing wider than the screen, and is nothing fetched from anywhere?"""
    page = browser.new_page(viewport={"width": width, "height": 768})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name].as_uri())
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()
