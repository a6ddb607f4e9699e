"""The exam in a real browser against the real class server."""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocket

from pmo_course_lib.assessment.item import load_bank
from pmo_course_lib.assessment.order import arranged
from pmo_course_lib.delivery.collector import now_ms
from pmo_course_lib.storage import append_lines
from tests.browser import axe_violations, launch, serve
from tests.classroom import HOME, Classroom, classroom, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


@contextmanager
def exam_page(browser: Browser, room: Classroom, candidate: str, **options: Any) -> Iterator[Page]:
    """The exam page of a candidate, opened with the personal link in a browser of its own."""
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
    page = context.new_page()
    page.goto(room.link(candidate))
    page.goto(room.address + "/exam")
    try:
        yield page
    finally:
        context.close()


def begin(page: Page) -> None:
    page.get_by_role("checkbox", name="I will work alone").check(timeout=40_000)
    page.get_by_role("button", name="Start the exam").click()
    page.get_by_role("group", name="Question 1 of 50").wait_for()


def shown_saved(page: Page) -> str:
    return page.locator(".pmo-saved").inner_text()


def choose(page: Page, option: int) -> None:
    """Choose and wait until the page says that it is saved."""
    page.locator(".pmo-options input[type=radio]").nth(option).check()
    page.locator(".pmo-saved", has_text="Saved").wait_for()


def expected(room: Classroom, candidate: str, clicks: dict[int, int]) -> dict[str, str]:
    """Item id to option id for clicks given as question number (from 1) to option number (from 0)."""
    order = arranged(room.cohort.form, room.cohort.people.find(candidate).seed)
    return {order[question - 1][0].id: order[question - 1][1][option] for question, option in clicks.items()}


def on_disk(room: Classroom, candidate: str) -> dict[str, str]:
    """Last choice of each item in the journal."""
    return {line["item"]: line["choice"] for line in room.journal(candidate) if line["kind"] == "answer"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("exam")) as served:
        yield served


def test_sitting_an_exam_to_the_end(browser: Browser, room: Classroom) -> None:
    """Do 50 clicks arrive as a hand-in that says exactly what was clicked, without a key on the way?"""
    frames: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.on("websocket", lambda socket: record(socket, frames))
    page.goto(room.link("anna"))
    page.goto(room.address + "/exam")
    begin(page)
    clicks = {number: (number * 7) % 4 for number in range(1, 51)}
    for number, option in clicks.items():
        page.get_by_role("group", name=f"Question {number} of 50").wait_for()
        choose(page, option)
        if number < 50:
            page.get_by_role("button", name="Next", exact=True).click()
    assert "50 of 50 answered" in shown_saved(page)
    page.get_by_role("button", name="Review").first.click()
    page.get_by_role("button", name="Submit exam").click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("heading", name="Handed in").wait_for()
    hand_in = wait_for(lambda: room.hand_in("anna"), "the hand-in")
    context.close()
    assert {item: answer["choice"] for item, answer in hand_in["answers"].items()} == expected(room, "anna", clicks)
    assert hand_in["ended_by"] == "candidate"
    assert [url for url in outside if not url.startswith((room.address, "data:", "blob:"))] == []
    no_key_in("\n".join(frames))


def record(socket: WebSocket, frames: list[str]) -> None:
    socket.on("framereceived", lambda frame: frames.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace")))
    socket.on("framesent", lambda frame: frames.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace")))


def no_key_in(text: str) -> None:
    """No rationale, key, reference or hash of a key stands in what a candidate received."""
    bank = load_bank(HOME / "exam" / "bank")
    assert "stem" in text
    for item in bank.values():
        assert item.id in text
        for option in item.options:
            assert option.rationale[:60] not in text and json.dumps(option.rationale)[1:60] not in text
    for word in ('"accept"', '"key"', '"rationale"', '"references"', "book#", "difficulty_estimate", "moderator_token"):
        assert word not in text
    options = [option for state in states(text) for item in state["items"] for option in item["options"]]
    assert options and all(set(option) == {"id", "text"} for option in options)
    assert all(set(item) == {"id", "stem", "exhibit", "options"} for state in states(text) for item in state["items"])


def states(text: str) -> list[dict[str, Any]]:
    """The state messages among the frames."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while (at := text.find('{"method": "custom"', at)) >= 0:
        value, length = decoder.raw_decode(text[at:])
        at += length
        if value.get("content", {}).get("kind") == "state":
            found.append(value["content"])
    return found


def test_a_link_in_a_mail_opens(browser: Browser, room: Classroom, tmp_path: Path) -> None:
    """Does the personal link work when it is clicked on another site's page, as in webmail?"""
    (tmp_path / "mail.html").write_text(f'<a href="{room.link("anna")}">your link</a>', encoding="utf-8")
    with serve(tmp_path) as elsewhere:
        page = browser.new_context().new_page()
        page.goto(elsewhere.replace("127.0.0.1", "localhost") + "/mail.html")
        page.get_by_role("link", name="your link").click()
        page.get_by_role("heading", name="Welcome, Anna Smith").wait_for()
        page.context.close()


def test_a_reload_and_a_second_device_go_on_with_the_same_attempt(browser: Browser, room: Classroom) -> None:
    """Are answers, flags, strike-outs and the remaining time there after a reload, and on another device at once?"""
    with exam_page(browser, room, "ben") as page:
        page.get_by_text("75 minutes").wait_for(timeout=40_000)
        begin(page)
        choose(page, 2)
        page.get_by_role("button", name="Flag").click()
        page.get_by_role("button", name="Strike out answer A").click()
        page.locator(".pmo-saved", has_text="Saved").wait_for()
        page.reload()
        page.get_by_role("button", name="Question 1, answered, flagged").wait_for(timeout=40_000)
        assert page.locator(".pmo-options input").nth(2).is_checked()
        page.get_by_role("button", name="Restore answer A").wait_for()
        with exam_page(browser, room, "ben") as phone:
            phone.get_by_role("group", name="Question 1 of 50").wait_for(timeout=40_000)
            assert phone.locator(".pmo-options input").nth(2).is_checked()
            choose(phone, 3)
            phone.get_by_role("button", name="Next", exact=True).click()
            choose(phone, 1)
            page.get_by_role("button", name="Question 2, answered").wait_for(timeout=40_000)
            assert page.locator(".pmo-options input").nth(3).is_checked()
        choose(page, 0)
    assert on_disk(room, "ben") == expected(room, "ben", {1: 0, 2: 1})
    assert sum(line["kind"] == "start" for line in room.journal("ben")) == 1


def test_a_silent_network_loses_nothing(browser: Browser, room: Classroom) -> None:
    """Are answers that are given while the server does not answer kept, shown as unsaved, and saved afterwards?"""
    with exam_page(browser, room, "cleo") as page:
        begin(page)
        choose(page, 0)
        assert room.server is not None
        frozen = [room.server.pid, *room.kernels()]
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        try:
            page.get_by_role("button", name="Next", exact=True).click()
            page.locator(".pmo-options input").nth(1).check()
            page.get_by_role("button", name="Next", exact=True).click()
            page.locator(".pmo-options input").nth(2).check()
            page.locator(".pmo-saved", has_text="2 answers waiting").wait_for()
            page.get_by_role("alert").filter(has_text="If this lasts, reload this page").wait_for(timeout=60_000)
            page.locator(".pmo-saved", has_text="2 answers waiting").wait_for()
            assert len(on_disk(room, "cleo")) == 1
        finally:
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)
        page.locator(".pmo-saved", has_text="3 of 50 answered").filter(has_text="Saved").wait_for(timeout=40_000)
    assert on_disk(room, "cleo") == expected(room, "cleo", {1: 0, 2: 1, 3: 2})


def test_fifty_kills_lose_no_acknowledged_answer(browser: Browser, tmp_path: Path) -> None:
    """Is every answer that the page called saved in the journal after 50 kill -9 of kernels and server in between?"""
    chance, saved = random.Random(20261122), {}
    with classroom(tmp_path) as room, exam_page(browser, room, "anna") as page:
        begin(page)
        question = 1
        for round_ in range(50):
            for _ in range(chance.randint(1, 3)):
                option = chance.choice([n for n in range(4) if n != saved.get(question)])
                page.get_by_role("button", name=f"Question {question},").click()
                page.get_by_role("group", name=f"Question {question} of 50").wait_for()
                choose(page, option)
                saved[question] = option
                question = question % 50 + 1
            if round_ % 5 == 4:
                room.kill()
                room.start()
            else:
                for kernel in room.kernels():
                    os.kill(kernel, signal.SIGKILL)
            page.goto(room.address + "/exam")
            page.get_by_role("group", name="Question 1 of 50").wait_for(timeout=60_000)
            assert on_disk(room, "anna") == expected(room, "anna", saved)
        assert f"{len(saved)} of 50 answered" in shown_saved(page)
        room.stop()


def test_a_page_finds_its_way_back_by_itself(browser: Browser, tmp_path: Path) -> None:
    """Does an open page go on after the server died and came back, with the answer that was waiting, untouched by hand?"""
    with classroom(tmp_path) as room, exam_page(browser, room, "anna") as page:
        begin(page)
        choose(page, 1)
        room.kill()
        page.get_by_role("button", name="Next", exact=True).click()
        page.locator(".pmo-options input").nth(3).check()
        page.locator(".pmo-saved", has_text="Not saved yet").wait_for()
        room.start()
        page.locator(".pmo-saved", has_text="2 of 50 answered").filter(has_text="Saved").wait_for(timeout=60_000)
        assert on_disk(room, "anna") == expected(room, "anna", {1: 1, 2: 3})


def test_the_clock_ends_the_exam(browser: Browser, tmp_path: Path) -> None:
    """Does the page stop at the deadline, and is the attempt handed in as it stands, with the server's time?"""
    with classroom(tmp_path, time_s=20) as room, exam_page(browser, room, "anna") as page:
        begin(page)
        choose(page, 1)
        page.get_by_text("Time is up").first.wait_for(timeout=40_000)
        assert page.locator(".pmo-options input").first.is_disabled()
        page.get_by_role("heading", name="Handed in").wait_for(timeout=60_000)
        hand_in = wait_for(lambda: room.hand_in("anna"), "the hand-in")
    assert hand_in["ended_by"] == "deadline"
    assert {name: answer["choice"] for name, answer in hand_in["answers"].items()} == expected(room, "anna", {1: 1})


def test_the_deadline_needs_no_browser(tmp_path: Path) -> None:
    """Is an attempt whose time ran out handed in by the server although nobody's page is open?"""
    with classroom(tmp_path, opened=False) as room:
        room.open_exam()
        item = room.cohort.form.items[0]
        start = now_ms() - 61 * 60_000
        append_lines(room.cohort.journal("anna"), [
            {"kind": "start", "at": start, "page": "p", "n": 1, "attempt": "x"},
            {"kind": "answer", "at": start + 1000, "page": "p", "n": 2, "t": start + 1000, "item": item.id,
             "choice": item.options[0].id, "timing": "on_time"}])
        hand_in = wait_for(lambda: room.hand_in("anna"), "the hand-in")
    assert hand_in["ended_by"] == "deadline" and hand_in["answers"][item.id]["choice"] == item.options[0].id


@pytest.mark.parametrize("size", [(1366, 768), (320, 640)])
def test_the_page_is_accessible_in_its_place(browser: Browser, room: Classroom, size: tuple[int, int]) -> None:
    """Has axe nothing to say against our part of the page on the real server, before the exam and in it?"""
    if not room.journal("dana"):
        append_lines(room.cohort.journal("dana"), [{"kind": "start", "at": now_ms(), "page": "p", "n": 1, "attempt": "x"}])
    with exam_page(browser, room, "dana", viewport={"width": size[0], "height": size[1]}) as page:
        page.get_by_role("group", name="Question 1 of 50").wait_for(timeout=40_000)
        assert axe_violations(page, ".pmo-page") == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_moderator_sees_and_steers(browser: Browser, tmp_path: Path) -> None:
    """Can the moderator open the exam, watch, stop the clock, add time and reopen, each with a reason in the log?"""
    with classroom(tmp_path, opened=False) as room, exam_page(browser, room, "anna") as page:
        page.get_by_text("has not opened the exam yet").first.wait_for(timeout=40_000)
        assert page.get_by_role("button", name="Start the exam").is_disabled()
        console = browser.new_page(viewport={"width": 1366, "height": 768})
        console.goto(room.moderator_link)
        console.get_by_role("button", name="Identity: Anna Smith").click()
        console.get_by_role("button", name="Do it").click()
        console.get_by_role("row", name="Anna Smith").filter(has_text="checked").wait_for()
        console.get_by_role("button", name="Open the exam").click()
        console.get_by_role("button", name="Do it").click()
        console.get_by_text("Exam open").wait_for()
        begin(page)
        choose(page, 0)
        seat = console.get_by_role("row", name="Anna Smith")
        seat.filter(has_text="1 of 50").wait_for()
        console.get_by_role("button", name="Stop the clock", exact=True).click()
        console.get_by_role("button", name="Do it").click()
        console.get_by_text("Say why").wait_for()
        console.get_by_label("Reason").fill("fire alarm")
        console.get_by_role("button", name="Do it").click()
        page.get_by_role("heading", name="The exam is paused").wait_for(timeout=30_000)
        assert axe_violations(console, "body") == []
        console.get_by_role("button", name="Start the clock again").click()
        console.get_by_role("button", name="Do it").click()
        page.get_by_role("group", name="Question 1 of 50").wait_for(timeout=30_000)
        console.get_by_role("button", name="End: Anna Smith").click()
        console.get_by_label("Reason").fill("left the room")
        console.get_by_role("button", name="Do it").click()
        page.get_by_role("heading", name="Handed in").wait_for(timeout=30_000)
        seat.filter(has_text="ended by moderator").wait_for()
        console.get_by_role("button", name="Reopen: Anna Smith").click()
        console.get_by_label("Reason").fill("wrong person ended")
        console.get_by_role("button", name="Do it").click()
        page.get_by_role("group", name="Question 1 of 50").wait_for(timeout=30_000)
        text = console.content()
        console.close()
    assert "accept" not in text and "score" not in text.replace("scores", "")
