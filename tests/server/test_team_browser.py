"""A team in real browsers on the real class server: one sheet on two devices, one hand-in, slides, and the instructor's page."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pmo_course_lib.delivery.teams.hand_in import hand_in, receipts
from pmo_course_lib.delivery.teams.party import move, party_of
from pmo_course_lib.delivery.teams.work import open_work, work_path
from pmo_course_lib.exercises import exercise
from pmo_course_lib.workbook.model import Workbook
from tests.browser import axe_violations, launch
from tests.classroom import Classroom, classroom
from tests.exercises.solutions import e1
from tests.grading.test_exercises import judge

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("team_browser")]
ROSTER = """id,name,email,team,time_multiplier
anna,Anna Smith,,T1,
ben,Ben <b>Okoro</b>,,T1,
cleo,Cleo Ng,,T2,
dana,Dana Levi,,T3,
emil,Emil Strand,,T4,
"""
LOADED_MS = 90_000
SEEN_MS = 10_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("team-browser"), opened=False, roster=ROSTER) as served:
        yield served


def at_page(browser: Browser, link: str, address: str, width: int = 1366) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(link)
    page.goto(address)
    return page


def at_exercise(browser: Browser, room: Classroom, who: str, width: int = 1366) -> Page:
    page = at_page(browser, room.link(who), f"{room.address}/m/E1", width)
    expect(page.get_by_role("heading", name="Hand in E1")).to_be_visible(timeout=LOADED_MS)
    return page


def has_done(room: Classroom, who: str, workbook: Workbook) -> None:
    store = open_work(work_path(room.cohort, party_of(room.cohort, who), "E1"), "E1", who)
    store.update(lambda _: workbook)


def saved(page: Page, field: str) -> None:
    view = page.locator(".pmo-view").filter(has=page.get_by_label(field))
    expect(view.locator(".pmo-saved")).to_have_text("Saved", timeout=SEEN_MS)


def mark_and_release(browser: Browser, room: Classroom, words: str) -> None:
    """What the instructor does after a hand-in of E1: rules, one judgement, release."""
    desk = browser.new_context().new_page()
    desk.goto(room.moderator_link)
    desk.goto(f"{room.address}/console/feedback")
    desk.get_by_role("button", name="Mark by rules now").click()
    expect(desk.get_by_role("status")).to_contain_text("marked by rules")
    judge(room.cohort, "anna", "whys", 2, words)
    desk.get_by_role("button", name="Release E1").click()
    expect(desk.get_by_role("status")).to_contain_text("can read their feedback now")
    desk.context.close()


def test_a_team_goes_through_an_exercise(browser: Browser, room: Classroom) -> None:
    """Is a score seen on a team mate's device, are texts of two kept, and does one hand-in count for both, and only them, up to
    the marks and words that they read?
    """
    anna, ben, cleo = (at_exercise(browser, room, who) for who in ("anna", "ben", "cleo"))
    frames: list[str] = []
    ben.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    ben.reload()
    expect(ben.get_by_role("heading", name="Hand in E1")).to_be_visible(timeout=LOADED_MS)

    anna.get_by_role("group", name=re.compile(r"^1\. ")).first.get_by_label("1", exact=True).check()
    expect(ben.get_by_role("group", name=re.compile(r"^1\. ")).first.get_by_label("1", exact=True)).to_be_checked(timeout=SEEN_MS)

    anna.get_by_label("Who speaks for the team?").fill("Anna speaks")
    ben.get_by_label("The one sentence to say about this office").fill("Ben wrote this")
    for page in (anna, ben):
        expect(page.get_by_label("The one sentence to say about this office")).to_have_value("Ben wrote this", timeout=SEEN_MS)
        expect(page.get_by_label("Who speaks for the team?")).to_have_value("Anna speaks", timeout=SEEN_MS)
    secret = [level for one in exercise("E1").rubric for level in one.levels]
    secret += [text for check in exercise("E1").checks for name, text in check.messages.items() if name != "first"]
    assert frames and not any(text in ben.content() + "".join(frames) for text in secret)

    asked: list[str] = []
    ben.on("dialog", lambda dialog: asked.append(dialog.message))
    ben.on("dialog", lambda dialog: dialog.accept())
    ben.get_by_role("button", name="Hand in for the team").click()
    for page in (anna, ben):
        expect(page.get_by_text(re.compile(r"Handed in at \d\d:\d\d by Ben <b>Okoro</b>\."))).to_be_visible(timeout=SEEN_MS)
        expect(page.get_by_text(re.compile(r"of 12 points by rules"))).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Hand in"))).to_have_count(0)
    assert asked == ["Hand in for Anna Smith, Ben <b>Okoro</b>? A team hands in once."]
    assert [one.members for one in receipts(room.cohort) if "anna" in one.members] == [("anna", "ben")]
    expect(cleo.get_by_role("button", name="Hand in", exact=True)).to_be_visible()
    assert "Ben wrote this" not in cleo.content() and "Handed in" not in cleo.content()

    mark_and_release(browser, room, "The third why names the cause.")
    for page in (anna, ben):
        page.goto(f"{room.address}/feedback")
        expect(page.get_by_text("The third why names the cause.")).to_be_visible()
        expect(page.get_by_text(re.compile(r"[\d.]+ of 20 points"))).to_be_visible()
    cleo.goto(f"{room.address}/feedback")
    expect(cleo.get_by_text("The third why")).to_have_count(0)
    for page in (anna, ben, cleo):
        page.context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_fit_and_are_accessible(browser: Browser, room: Classroom, width: int) -> None:
    """Has axe no objection to any page of the exercises, the instructor's included, and is none wider than the screen?"""
    has_done(room, "dana", e1.model())
    page = at_exercise(browser, room, "dana", width)
    key = urllib.parse.quote(party_of(room.cohort, "dana").key)
    assert axe_violations(page, "body") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("link", name="Slides of your team")).to_be_visible()
    expect(page.get_by_role("link", name="Next: T2 Two lifecycles")).to_have_attribute("href", "/m/02_two_lifecycles")
    for path in ("/", "/slides/E1"):
        page.goto(room.address + path)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(room.moderator_link)
    for path in ("/console/exercises", "/console/class", "/console/class?of=E1.e1_causes", "/console/class?of=E1.e1_cards",
                 f"/console/slides?exercise=E1&party={key}"):
        page.goto(room.address + path)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_slides_turn(browser: Browser, room: Classroom) -> None:
    """Do keys, a presenter's keys and the buttons turn the slides, one on the screen at a time, and does a reload stay there?"""
    has_done(room, "dana", e1.model())
    page = at_page(browser, room.link("dana"), f"{room.address}/slides/E1")
    slides, now = page.locator(".slide"), page.locator(".slide.now")
    count = slides.count()
    assert count >= 4
    for key, place in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", count), ("ArrowRight", count), ("Home", 1)):
        page.keyboard.press(key)
        expect(now).to_have_count(1)
        expect(now.locator("footer")).to_contain_text(f"{place} of {count}")
    page.get_by_role("button", name="Next").click()
    expect(now.locator("footer")).to_contain_text(f"2 of {count}")
    page.reload()
    expect(now.locator("footer")).to_contain_text(f"2 of {count}")
    assert now.locator("footer").inner_text().startswith("T3 · E1 Diagnose a PMO")
    page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_slides_fill_the_screen(browser: Browser, room: Classroom, width: int, height: int) -> None:
    """Is the type large enough for the back row, nothing cut, and does very long content scroll inside the slide?"""
    long = e1.model()
    long.notes["e1-why-1"] = "Because nobody asked. " * 400
    has_done(room, "dana", long)
    page = at_page(browser, room.link("dana"), f"{room.address}/slides/E1")
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(page.locator(".slide").count()):
        body = page.locator(".slide.now .body")
        size = body.evaluate("body => parseFloat(getComputedStyle(body).fontSize)")
        assert size >= height * 0.022
        box, foot = body.bounding_box(), page.locator(".slide.now footer").bounding_box()
        assert box and foot and box["y"] + box["height"] <= foot["y"] and foot["y"] + foot["height"] <= height
        assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
        page.keyboard.press("PageDown")
    assert page.evaluate("document.documentElement.scrollHeight") == height
    page.context.close()


def test_slides_print_one_a_page(browser: Browser, room: Classroom) -> None:
    """Does printing give each slide a landscape page of its own?"""
    has_done(room, "dana", e1.model())
    page = at_page(browser, room.link("dana"), f"{room.address}/slides/E1")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == page.locator(".slide").count()
    wide, high = (float(side) for side in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)[0])
    assert wide > high
    page.context.close()


def test_slides_without_script(browser: Browser, room: Classroom) -> None:
    """Do slides follow each other where no script runs?"""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.link("dana"))
    page.goto(f"{room.address}/slides/E1")
    for slide in page.locator(".slide").all():
        expect(slide).to_be_visible()
    context.close()


def test_moved_while_the_page_is_open(browser: Browser, room: Classroom) -> None:
    """Moved by the instructor, does an open page show the new team's work, and are both works kept?"""
    weak = e1.weak()
    weak.notes["e1-speaker"] = "Dana of T3"
    has_done(room, "dana", weak)
    page = at_exercise(browser, room, "emil")
    page.get_by_label("Who speaks for the team?").fill("Emil of T4")
    saved(page, "Who speaks for the team?")
    before = work_path(room.cohort, party_of(room.cohort, "emil"), "E1")
    move(room.cohort, "emil", "T3")
    expect(page.get_by_label("Who speaks for the team?")).to_have_value("Dana of T3", timeout=SEEN_MS)
    expect(page.get_by_text("Dana Levi, Emil Strand", exact=True)).to_be_visible()
    assert "Emil of T4" in before.read_text(encoding="utf-8")
    page.context.close()


def test_the_instructor_moves_and_gives_back(browser: Browser, room: Classroom) -> None:
    """Is somebody moved, a hand-in given back after a question, and a field that is being filled left alone?"""
    has_done(room, "cleo", e1.weak())
    hand_in(room.cohort, party_of(room.cohort, "cleo"), "E1", "cleo")
    page = at_page(browser, room.moderator_link, f"{room.address}/console/exercises")
    page.get_by_role("link", name="Give back of T2, E1").click()
    page.get_by_role("button", name="Give it back").click()
    expect(page.get_by_role("status")).to_contain_text("E1 is given back to T2")
    page.get_by_label("New team of Cleo Ng").fill("Quay")
    page.get_by_role("button", name="Move Cleo Ng").click()
    expect(page.get_by_role("status")).to_contain_text("Cleo Ng is in Quay now, alone in it so far.")

    page.clock.install()
    page.reload()
    page.get_by_label("New team of Anna Smith").fill("half a na")
    move(room.cohort, "cleo", "Seen later")
    page.clock.run_for(16_000)
    expect(page.get_by_role("rowheader", name=re.compile("^Seen later"))).to_be_visible()
    expect(page.get_by_label("New team of Anna Smith")).to_have_value("half a na")
    page.context.close()
