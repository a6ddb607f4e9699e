"""The modules in a real browser against the real class server: do they open, also on a phone, and keep what was decided?"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pmo_course_lib.delivery.course.notebooks import load_exercises, load_notebooks
from pmo_course_lib.workbook import storage
from tests.browser import axe_violations, launch
from tests.classroom import HOME, Classroom, classroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("modules")]
COURSE = HOME / "course"
NOTEBOOKS = [notebook.name for notebook in load_notebooks(COURSE) if notebook.views]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("modules"), opened=False) as running:
        for person in ("anna", "dana"):
            file = running.cohort.workbook(person)
            file.parent.mkdir(exist_ok=True)
            shutil.copy(COURSE / "case" / "case.workbook.json", file)
        yield running


def signed_in(browser: Browser, room: Classroom, person: str, width: int = 1366) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.new_page().goto(room.link(person))
    return context


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_module_opens_as_an_app(browser: Browser, room: Classroom, name: str) -> None:
    """Does each module run by itself on a phone: all views, no code, nothing cut, nothing fetched from outside?"""
    notebook = next(one for one in load_notebooks(COURSE) if one.name == name)
    context = signed_in(browser, room, "anna", 390)
    page = context.pages[0]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{room.address}/m/{name}")
    expect(page.locator(".pmo-view")).to_have_count(len(notebook.views), timeout=60_000)
    expect(page.get_by_text("This part is being loaded")).to_have_count(0, timeout=20_000)
    expect(page.get_by_text("This part cannot be opened")).to_have_count(0)
    assert page.get_by_text("from pmo_course_lib").count() == 0
    assert axe_violations(page, "body") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [url for url in asked if not url.startswith((room.address, "data:", "blob:"))] == []
    context.close()


def name_field(page: Page) -> None:
    expect(page.get_by_label("Name of your organisation")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_page_lists_what_is_on_it(room: Classroom, name: str) -> None:
    """Does each entry of the list lead to a heading that is there?"""
    text = room.get(f"/m/{name}", room.token("anna"))[1]
    listed = re.findall(r'<li><a href="#([^"]+)">', text)
    assert [unquote(one) for one in listed if f'id="{unescape(unquote(one))}"' not in unescape(text)] == []
    assert bool(listed) == (len(re.findall(r"<h2 id=", text)) > 3)  # one stands in the page that waits


@pytest.mark.parametrize("width", [1366, 390])
def test_the_list_leads_to_a_section(browser: Browser, room: Classroom, width: int) -> None:
    """Does a choice in the list close it and show that section's heading below the bar, and does Escape close it too?"""
    context = signed_in(browser, room, "anna", width)
    page = context.pages[0]
    page.goto(f"{room.address}/m/02_two_lifecycles")
    expect(page.locator(".pmo-view .pmo-title:not(:empty)")).to_have_count(6, timeout=60_000)
    entries = page.locator(".pmo-contents ol")
    page.get_by_text("On this page").click()
    assert axe_violations(page, "body") == []
    entries.get_by_text("Drivers of change").click()
    expect(entries).to_be_hidden()
    heading = page.get_by_role("heading", name="Drivers of change", exact=True)
    expect(heading).to_be_in_viewport()
    top, bar = (one.bounding_box() for one in (heading, page.locator(".pmo-nav")))
    assert top and bar and bar["y"] == 0 and top["y"] >= bar["height"]
    page.get_by_text("On this page").click()
    page.keyboard.press("Escape")
    expect(entries).to_be_hidden()
    context.close()


def test_the_workbook_survives_kernel_and_reload(browser: Browser, room: Classroom) -> None:
    """Is what was typed still there after kill -9 of the kernel, on the same page by itself?"""
    context = signed_in(browser, room, "ben")
    page = context.pages[0]
    page.goto(f"{room.address}/m/00_welcome")
    name_field(page)
    page.get_by_label("Name of your organisation").fill("Quay Works")
    page.get_by_label("Name of your organisation").press("Tab")
    expect(page.locator(".pmo-saved")).to_have_text("Saved")
    for kernel in room.kernels():
        os.kill(kernel, signal.SIGKILL)
    page.get_by_label("What does it do").fill("It repairs ships")
    expect(page.locator(".pmo-saved")).to_contain_text("Not saved yet", timeout=30_000)
    expect(page.locator(".pmo-saved")).to_have_text("Saved", timeout=90_000)
    expect(page.get_by_label("Name of your organisation")).to_have_value("Quay Works")
    workbook = storage.read(room.cohort.workbook("ben")).workbook
    assert (workbook.organisation.name, workbook.organisation.does) == ("Quay Works", "It repairs ships")
    context.close()


def test_two_devices_of_one_person_agree(browser: Browser, room: Classroom) -> None:
    """Does a second device show the change of the first by itself, and lose nothing that is typed there?"""
    one, two = (signed_in(browser, room, "cleo") for _ in range(2))
    for context in (one, two):
        context.pages[0].goto(f"{room.address}/m/00_welcome")
        name_field(context.pages[0])
    one.pages[0].get_by_label("Name of your organisation").fill("Harbour Rail")
    one.pages[0].get_by_label("Name of your organisation").press("Tab")
    expect(two.pages[0].get_by_label("Name of your organisation")).to_have_value("Harbour Rail", timeout=10_000)
    two.pages[0].get_by_label("What does it do").fill("Trains")
    two.pages[0].get_by_label("What does it do").press("Tab")
    expect(one.pages[0].get_by_label("What does it do")).to_have_value("Trains", timeout=10_000)
    one.close()
    two.close()


def test_the_start_page_knows_how_far_a_person_is(browser: Browser, room: Classroom) -> None:
    """Do the cards count what is decided, and name what comes next?"""
    fresh, far = signed_in(browser, room, "cleo"), signed_in(browser, room, "dana")
    for context in (fresh, far):
        context.pages[0].goto(room.address)
    expect(far.pages[0].locator("li", has_text="Welcome")).to_contain_text("1 of 1 parts decided")
    expect(fresh.pages[0].get_by_text("Next:")).to_be_visible()
    modules, exercises = len(load_notebooks(COURSE)) - 1, len(load_exercises(COURSE))
    assert fresh.pages[0].locator(".cards a[href^='/m/']").count() == modules + exercises
    days = fresh.pages[0].locator("ul.cards")
    expect(days.nth(0).locator("li").first).to_contain_text("09:00, 20 minutes")
    expect(days.nth(1).locator("li.exam")).to_contain_text("not open yet")
    fresh.close()
    far.close()


def test_a_participant_never_sees_the_answers(browser: Browser, room: Classroom) -> None:
    """Does the page of the answer discussion hold no question and no key for a participant?"""
    context = signed_in(browser, room, "anna")
    page = context.pages[0]
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    page.goto(f"{room.address}/m/12_answers")
    expect(page.get_by_text("Your instructor shows the answers on the screen")).to_be_visible(timeout=60_000)
    stems = [item.stem[:40] for item in room.cohort.form.items]
    seen = page.content() + "".join(frames)
    assert not any(stem in seen for stem in stems)
    context.close()


@pytest.mark.parametrize("path", ["/console/class", "/console/run"])
def test_the_instructors_pages(browser: Browser, room: Classroom, path: str) -> None:
    """Are class view and run sheet for the moderator alone, accessible, and inert with names that look like markup?"""
    assert room.get(path, room.token("anna"))[0] == 403
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(room.moderator_link)
    for other in ("class", "exercises", "feedback", "run"):
        expect(page.locator(f"a[href='/console/{other}']")).to_be_visible()
    page.goto(room.address + path)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_violations(page, "main") == []
    if path.endswith("class"):
        expect(page.get_by_role("rowheader", name="Ben <b>Okoro</b>")).to_be_visible()
        page.goto(f"{room.address}{path}?team=T2&view=organisation")
        expect(page.locator(".beside article", has_text="Dana Levi")).to_contain_text("Lauterwyl Cooling")
    else:
        page.get_by_label("Block that began").select_option("T6")
        page.get_by_label("at", exact=True).fill("09:25")
        page.get_by_role("button", name="Lay out the rest of the day").click()
        expect(page.get_by_text("Laid out anew: T6 began at 09:25. The day ends at 17:30.")).to_be_visible()
        expect(page.get_by_role("cell", name=re.compile("^09:25–"))).to_be_visible()
    context.close()


def test_foreign_modules_are_not_there(room: Classroom) -> None:
    """Is a notebook that is no module, or a path that leads away, no page?"""
    for path in ("/m/start", "/m/exam", "/m/../exam.ipynb", "/m/00_welcome.ipynb", "/m/"):
        assert room.get(path, room.token("anna"))[0] in (403, 404)
    assert room.get("/m/00_welcome")[0] == 403
    assert Path(room.cohort.folder / "workbooks").is_dir()


def test_a_module_prints_whole(browser: Browser, room: Classroom) -> None:
    """Does printing a module give all its pages, and not the one that fits the window?"""
    context = signed_in(browser, room, "anna")
    page = context.pages[0]
    page.goto(f"{room.address}/m/06_recap_quiz")
    expect(page.get_by_text("Question 10")).to_be_attached(timeout=60_000)
    assert len(re.findall(rb"/Type /Page\b", page.pdf())) > 2
    context.close()
