"""The course in a real JupyterLab, started by ``pmo-course lab``."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from pmo_course_lib.delivery.grading.exercises.feedback import feedback
from tests.browser import launch
from tests.classroom import HOME, wait_for
from tests.jupyterlab import TOKEN, Lab

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]
expect.set_options(timeout=40_000)  # a kernel and pandas take their time on a busy machine


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    running = Lab(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    outside: list[str] = []
    opened.on("request", lambda request: outside.append(request.url))
    opened.goto(f"{lab.address}/?token={TOKEN}")
    yield opened
    context.close()
    assert [url for url in outside if not url.startswith((lab.address, "data:", "blob:"))] == []


def test_lab_opens_on_the_start_page(page: Page) -> None:
    """Does Lab open on the cards, and does a card open its module as a page without code?"""
    expect(page.get_by_role("heading", name="PMO services and capabilities", exact=True)).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("T6 SLA")).click()
    expect(page.get_by_role("heading", name="Service level agreements and the measuring of services").first).to_be_in_viewport()
    expect(page.locator(".pmo-app .jp-CodeCell .jp-Cell-inputWrapper:visible")).to_have_count(0)


def test_the_exam_runs_by_itself_and_survives_its_kernel(page: Page, lab: Lab) -> None:
    """Does the exam notebook open as a running app, and does it come back after kill -9 of its kernel?"""
    page.goto(lab.place(HOME / "course" / "exam.ipynb"))
    expect(page.get_by_text("You are signed in as Lena Fischer")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("I will work alone"))).to_be_visible()
    assert page.get_by_text("from pmo_course_lib").count() == 0 or not page.get_by_text("from pmo_course_lib").first.is_visible()
    page.get_by_role("checkbox", name=re.compile("I will work alone")).check()
    page.get_by_role("button", name="Start the exam").click()
    page.locator(".pmo-options input[type=radio]").nth(1).check()
    page.locator(".pmo-saved", has_text="Saved").wait_for()
    kernels = lab.kernels()
    assert kernels
    for kernel in kernels:
        os.kill(kernel, signal.SIGKILL)
    expect(page.locator(".pmo-saved", has_text=re.compile("1 of 50 answered"))).to_be_visible()
    page.locator(".pmo-options input[type=radio]").nth(2).check()
    page.locator(".pmo-saved", has_text="Saved").wait_for()


def test_typing_command_keys_changes_no_notebook(page: Page, lab: Lab) -> None:
    """Do Lab's command keys (new cell, delete, markdown) leave a course notebook alone?"""
    page.goto(lab.place(HOME / "course" / "start.ipynb"))
    expect(page.get_by_role("heading", name="Day 1")).to_be_visible()
    cells = page.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    page.get_by_role("heading", name="Day 1").click()
    for key in ("b", "a", "m", "d", "d", "x", "Enter"):
        page.keyboard.press(key)
    assert cells.count() == before


def test_formgrader_shows_the_marks(page: Page, lab: Lab) -> None:
    """Does nbgrader's formgrader show the class's marks and a hand-in without any script from outside?"""
    page.goto(f"{lab.address}/formgrader/manage_submissions/exam")
    row = page.get_by_role("row", name=re.compile("amara"))
    expect(row).to_contain_text("49 / 50")
    expect(page.get_by_role("row", name=re.compile("jonas"))).not_to_contain_text("/ 50")


def test_formgrader_takes_the_judgement_of_a_team(page: Page, lab: Lab) -> None:
    """Does the work stand beside the rubric, and do mark and words for one member reach all of the team, and no other team?"""
    page.goto(f"{lab.address}/formgrader/gradebook/E1/E1")
    rows = page.get_by_role("row").filter(has_text="Submission #")
    expect(rows.filter(has_text="7.75 / 20")).to_have_count(3)
    rows.filter(has_text="7.75 / 20").get_by_role("link", name=re.compile("Submission")).first.click()
    expect(page.locator(".pmo .rubric").first).to_contain_text("One step of why is taken and rests on a card.")
    expect(page.get_by_text("East (Divya Raman, Emil Novák, Farah Haddad)")).to_be_visible()
    mark, words = page.locator("#judged_whys"), page.locator("#judged_whys-comment")
    expect(mark).to_have_class(re.compile("needs_manual_grade"))  # formgrader has asked for what is there already
    expect(words).to_have_attribute("placeholder", re.compile("Type any comments"))
    mark.fill("1.5")
    words.fill("Ask **why** once more.")
    page.keyboard.press("Tab")
    gradebook = lab.folder / "cohorts" / "demo" / "gradebook.db"
    wait_for(lambda: all(_judged(gradebook, who) == (1.5, "Ask **why** once more.") for who in ("divya", "emil", "farah")),
             "the mark at each member")
    assert _judged(gradebook, "amara") == (None, "")
    page.goto(f"{lab.address}/formgrader/gradebook/E1/E1")
    expect(rows.filter(has_text="9.25 / 20")).to_have_count(3)


def _judged(gradebook: Path, who: str) -> tuple[float | None, str]:
    given = feedback(gradebook, "E1", who)
    assert given is not None
    return given.judged[0].reached, given.judged[0].words


def test_the_results_notebook_draws(page: Page, lab: Lab) -> None:
    """Does the instructor's notebook show both plots and the table?"""
    page.goto(lab.place(lab.folder / "cohorts" / "demo" / "results.ipynb"))
    expect(page.locator(".jp-RenderedSVG img, .jp-RenderedSVG svg")).to_have_count(2)
    expect(page.get_by_role("columnheader", name="facility")).to_be_attached()


def test_the_presenter_shows_one_part_after_the_other(page: Page, lab: Lab) -> None:
    """Does F8 show one part large, keep views alive, page on and back, and leave the notebook as it was?"""
    page.goto(lab.place(HOME / "course" / "00_welcome.ipynb"))
    name = page.get_by_label("Name of your organisation")
    expect(name).to_be_visible()
    page.get_by_role("heading", name="Welcome").first.click()
    page.keyboard.press("F8")
    expect(name).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(name).to_be_visible()
    name.fill("Quay Works")
    name.press("ArrowLeft")  # inside a field the arrow moves the cursor, not the slides
    expect(name).to_be_visible()
    name.press("Tab")
    expect(page.locator(".pmo-view", has=name).locator(".pmo-saved")).to_have_text("Saved")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Welcome").first).to_be_visible()
    expect(name).to_have_value("Quay Works")


def test_nothing_of_lab_is_left_around_a_slide(page: Page, lab: Lab) -> None:
    """Do menus, side bars and status bar go while slides are shown, and come back with Escape and with another document?"""
    page.goto(lab.place(HOME / "course" / "03_select.ipynb"))
    expect(page.get_by_role("heading", name="What your customers expect")).to_be_visible()
    menu, side = page.locator("#jp-top-panel"), page.locator(".jp-SideBar.jp-mod-left")
    slide = page.locator(".pmo-present")
    page.get_by_role("heading", name="Select: which services").first.click()
    for width, height in ((1366, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        expect(menu).to_be_visible()
        expect(side).to_be_visible()
        page.keyboard.press("F8")
        expect(menu).to_be_hidden()
        expect(side).to_be_hidden()
        expect(page.locator("#jp-main-statusbar")).to_be_hidden()
        assert slide.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
        page.keyboard.press("Escape")
    page.keyboard.press("F8")
    expect(page.locator(".pmo-place")).to_have_text(re.compile(r"^1 of \d+$"))
    page.keyboard.press("PageDown")
    expect(page.locator(".pmo-place")).to_have_text(re.compile(r"^2 of \d+ · t3-demand$"))
    page.keyboard.press("F8")
    expect(page.locator(".pmo-place")).to_have_count(0)
    expect(side).to_be_visible()


def test_a_link_on_a_slide_ends_the_show(page: Page, lab: Lab) -> None:
    """Does a card that is followed from a slide open its module in Lab with its menus?"""
    page.goto(lab.place(HOME / "course" / "start.ipynb"))
    page.get_by_role("heading", name="PMO services and capabilities", exact=True).click()
    page.keyboard.press("F8")
    expect(page.locator("#jp-top-panel")).to_be_hidden()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.get_by_role("link", name=re.compile("T6 SLA")).click()
    expect(page.get_by_role("heading", name="Service level agreements and the measuring of services").first).to_be_in_viewport()
    expect(page.locator("#jp-top-panel")).to_be_visible()
    expect(page.locator(".pmo-present")).to_have_count(0)


def test_the_notes_stand_in_a_second_window(page: Page, lab: Lab) -> None:
    """Does F9 open a window with the notes, what comes next and a clock, that follows the slides?"""
    page.goto(lab.place(HOME / "course" / "00_welcome.ipynb"))
    expect(page.get_by_label("Name of your organisation")).to_be_visible()
    page.get_by_role("heading", name="Welcome").first.click()
    page.keyboard.press("F8")
    with page.expect_popup() as opened:
        page.keyboard.press("F9")
    notes = opened.value
    expect(notes.locator("#title")).to_have_text(re.compile("^1/2"))
    page.bring_to_front()
    page.keyboard.press("PageDown")
    expect(notes.locator("#title")).to_have_text(re.compile("^2/2"))
    notes.get_by_role("button", name=re.compile("Start D1-00: 20 min")).click()
    expect(notes.locator("#clock")).to_have_text(re.compile(r"D1-00 +(20:00|19:5\d)"))


def test_cells_for_the_grader_stay_out_of_the_page(page: Page, lab: Lab) -> None:
    """Are cells that only the grader needs neither run nor shown, on the page and on the slides?"""
    grader = {"nbgrader": {"grade": True, "grade_id": "e9", "points": 1, "schema_version": 3, "solution": False, "locked": True}}
    new = nbformat.v4
    cells = [new.new_code_cell("print('the task of', 'the team')"), new.new_markdown_cell("Marks for reasons", metadata=grader),
             new.new_code_cell("print('for the', 'grader')", metadata=grader), new.new_code_cell("print('the last', 'cell')")]
    nbformat.write(new.new_notebook(cells=cells, metadata={"pmo": {"app": True}}), lab.folder / "E9.ipynb")
    page.goto(lab.place(lab.folder / "E9.ipynb"))
    expect(page.get_by_text("the last cell")).to_be_visible()
    expect(page.get_by_text("the task of the team")).to_be_visible()
    expect(page.get_by_text("for the grader")).to_have_count(0)
    expect(page.get_by_role("paragraph").filter(has_text="Marks for reasons")).to_have_count(0)
    page.get_by_text("the task of the team").click()
    page.keyboard.press("F8")
    expect(page.locator(".pmo-place")).to_have_text("1 of 1")
    expect(page.get_by_role("paragraph").filter(has_text="Marks for reasons")).to_have_count(0)


def test_the_author_switch_shows_the_code(page: Page, lab: Lab) -> None:
    """Does the author's command show code and toolbar, and the same command hide them again?"""
    place = lab.place(HOME / "course" / "00_welcome.ipynb")
    page.goto(place)
    expect(page.get_by_label("Name of your organisation")).to_be_visible()
    page.evaluate("localStorage.setItem('pmo-course-author', '1')")
    page.goto(place)
    expect(page.get_by_text("from pmo_course_lib.delivery.course_app import view").first).to_be_visible()
    expect(page.locator(".jp-NotebookPanel-toolbar:visible")).to_have_count(1)
    page.evaluate("localStorage.removeItem('pmo-course-author')")
    page.goto(place)
    expect(page.get_by_label("Name of your organisation")).to_be_visible()
    expect(page.get_by_text("from pmo_course_lib.delivery.course_app import view").first).to_be_hidden()
