"""The exam page alone, against a scripted kernel (exam_harness.html)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser import axe_violations, launch, serve  # noqa: E402

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (320, 640)]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(ROOT) as root:
        yield f"{root}/tests/ui/exam_harness.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as running:
        yield running


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    opened = context.new_page()
    opened.set_default_timeout(5_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.clock.install()  # tests move the time themselves
    opened.goto(url)
    expect(heading(opened, "final exam")).to_be_visible()
    yield opened
    context.close()
    assert errors == []


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def kernel(page: Page, code: str) -> Any:
    """The value of an expression in the scripted kernel, for example ``answers.q1``."""
    return page.evaluate(f"() => {{ const k = window.kernel; return k.{code}; }}")


def sent(page: Page, kind: str) -> list[dict[str, Any]]:
    return [message for message in kernel(page, "received") if message["kind"] == kind]


def saved(page: Page) -> Locator:
    return page.locator(".pmo-saved")


def begin(page: Page) -> None:
    page.get_by_role("checkbox", name="I sit this exam").check()
    click(page, "Start the exam")
    expect(heading(page, "Question 1 of 50")).to_be_visible()


def choose(page: Page, letter: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{letter}")).check()


# ---- screens, also used by the accessibility tests


def before(page: Page) -> None:
    """The start screen is there already."""


def working(page: Page) -> None:
    begin(page)
    choose(page, "B")
    click(page, "Flag")
    click(page, "Strike out answer D")
    expect(saved(page)).to_contain_text("Saved")


def exhibit(page: Page) -> None:
    begin(page)
    click(page, "Next")
    expect(page.get_by_role("figure")).to_be_visible()


def offline(page: Page) -> None:
    begin(page)
    kernel(page, "set({silent: true})")
    choose(page, "C")
    page.clock.run_for(31_000)
    expect(page.get_by_role("alert")).to_contain_text("Not connected")


def review(page: Page) -> None:
    working(page)
    click(page, "Review")
    expect(heading(page, "Review before you hand in")).to_be_visible()


def asking(page: Page) -> None:
    review(page)
    click(page, "Submit exam")
    expect(page.get_by_role("dialog")).to_be_visible()


def submitted(page: Page) -> None:
    asking(page)
    click(page, "Hand in")
    expect(heading(page, "Handed in")).to_be_visible()


def paused(page: Page) -> None:
    begin(page)
    kernel(page, "push({phase: 'paused', message: 'Fire alarm: leave the room.'})")
    expect(heading(page, "The exam is paused")).to_be_visible()


def blocked(page: Page) -> None:
    kernel(page, "push({phase: 'blocked', message: 'This exam is open on another computer.'})")
    expect(heading(page, "The exam cannot go on")).to_be_visible()


def time_up(page: Page) -> None:
    begin(page)
    kernel(page, "set({silent: true})")
    page.clock.run_for(3_600_000)
    expect(page.get_by_text("Time is up.")).to_be_visible()


Screen = Callable[[Page], None]
SCREENS: list[Screen] = [before, working, exhibit, offline, review, asking, submitted, paused, blocked, time_up]


# ---- starting


def test_start_needs_the_honour_statement(page: Page) -> None:
    """Can somebody start without having promised to work alone?"""
    start = page.get_by_role("button", name="Start the exam")
    expect(start).to_be_disabled()
    expect(page.get_by_text("Tick the statement above")).to_be_visible()
    begin(page)
    assert kernel(page, "starts") == 1


def test_start_waits_for_the_instructor(page: Page) -> None:
    """Does the page open by itself, keeping the tick, when the instructor opens the exam?"""
    kernel(page, "push({phase: 'waiting'})")
    page.get_by_role("checkbox", name="I sit this exam").check()
    expect(page.get_by_role("button", name="Start the exam")).to_be_disabled()
    kernel(page, "set({phase: 'ready', revision: 9})")  # not pushed: the page must find out by its clock
    page.clock.run_for(16_000)
    expect(page.get_by_role("button", name="Start the exam")).to_be_enabled()


def test_practice_teaches_and_sends_nothing(page: Page) -> None:
    """Does the practice question work like a real one without reaching the kernel?"""
    choose(page, "B")
    page.keyboard.press("x")
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Restore answer A")).to_be_visible()
    assert {message["kind"] for message in kernel(page, "received")} <= {"hello", "clock"}


def test_agreed_time_is_named(page: Page) -> None:
    """Does a person with extra time see it in plain words before the start?"""
    kernel(page, "push({multiplier: 1.25})")
    expect(page.get_by_text("75 minutes (your agreed time)")).to_be_visible()


# ---- saving


def test_saved_only_after_the_ack(page: Page) -> None:
    """Does the page say "Saved" before the kernel has said so?"""
    begin(page)
    kernel(page, "set({hold: true})")
    choose(page, "B")
    expect(saved(page)).to_have_text("Saving…")
    page.clock.run_for(5_000)
    expect(saved(page)).to_have_text("Not saved yet: 1 answer waiting")
    kernel(page, "release()")
    expect(saved(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d, 1 of 50 answered$"))
    expect(page.locator(".pmo-page > [role=status]")).to_have_text("All answers are saved.")


def test_an_unacknowledged_change_is_sent_again(page: Page) -> None:
    """Is a lost change sent again as the same change, and in order?"""
    begin(page)
    kernel(page, "set({silent: true})")
    choose(page, "B")
    click(page, "Next")
    choose(page, "A")
    page.clock.run_for(9_000)
    names = [(m["item"], m["choice"], m["n"], m["t"]) for m in sent(page, "answer")]
    assert len(names) >= 6 and len(set(names)) == 2
    assert [name[0] for name in names] == ["q1", "q2"] * (len(names) // 2)
    kernel(page, "set({silent: false})")
    page.clock.run_for(4_500)
    expect(saved(page)).to_contain_text("2 of 50 answered")
    assert len(kernel(page, "seen")) == 2


def test_a_lost_older_change_does_not_undo_a_newer_one(page: Page) -> None:
    """When only the second choice arrives, does the first one stay away for good?"""
    begin(page)
    kernel(page, "set({silent: true})")
    choose(page, "B")
    kernel(page, "set({silent: false})")
    choose(page, "C")
    expect(saved(page)).to_contain_text("Saved")
    page.clock.run_for(9_000)
    assert kernel(page, "answers.q1.choice") == "c"


def test_reload_while_offline_keeps_changes(page: Page) -> None:
    """Does a reload without a connection lose an answer, or mix its number up with a new one?"""
    begin(page)
    kernel(page, "set({silent: true})")
    choose(page, "B")
    first = sent(page, "answer")[0]
    page.reload()
    expect(page.get_by_text("The exam is being loaded")).to_be_visible()
    kernel(page, "set({silent: false, hold: true})")
    page.clock.run_for(4_500)
    kernel(page, "release()")
    expect(page.get_by_role("radio", name=re.compile("^B"))).to_be_checked()
    again = sent(page, "answer")[0]
    assert again == first
    expect(saved(page)).to_contain_text("1 of 50 answered")
    choose(page, "C")
    expect(saved(page)).to_contain_text("Saved")
    assert sent(page, "answer")[-1]["n"] > first["n"] and kernel(page, "answers.q1.choice") == "c"


def test_not_connected_is_said_and_taken_back(page: Page) -> None:
    """Does the candidate learn that the connection is gone, and that it is back?"""
    offline(page)
    expect(page.get_by_role("alert")).to_contain_text("reload this page")
    kernel(page, "set({silent: false})")
    page.clock.run_for(4_500)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(saved(page)).to_contain_text("1 of 50 answered")


def test_refused_by_storage_is_kept(page: Page) -> None:
    """Is a change kept and repeated when the server could not write it?"""
    begin(page)
    kernel(page, "set({refuse: {reason: 'storage', message: 'The disk is full.'}})")
    choose(page, "B")
    expect(page.get_by_text("The disk is full.")).to_be_visible()
    expect(saved(page)).to_contain_text("Not saved yet")
    kernel(page, "set({refuse: null})")
    page.clock.run_for(4_500)
    expect(saved(page)).to_contain_text("1 of 50 answered")
    expect(page.get_by_text("The disk is full.")).to_be_hidden()


def test_refused_as_invalid_shows_the_truth(page: Page) -> None:
    """Does the page drop a refused change and show what is on disk?"""
    begin(page)
    kernel(page, "set({refuse: {reason: 'invalid', message: 'This option is not offered.'}})")
    page.get_by_role("radio", name=re.compile("^B")).click()  # not check(): the choice does not last
    expect(page.get_by_text("This option is not offered.")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^B"))).not_to_be_checked()
    expect(saved(page)).to_have_text("0 of 50 answered")


# ---- answering


def test_strike_flag_and_clear(page: Page) -> None:
    """Do strike-out, flag and clear reach the kernel and show their state in words?"""
    working(page)
    struck = page.get_by_role("radio", name=re.compile(r"^D.*\(struck out\)$"))
    struck.check()  # still selectable
    expect(page.get_by_role("button", name="Restore answer D")).to_be_visible()
    expect(page.get_by_role("button", name="Flag", exact=True)).to_have_attribute("aria-pressed", "true")
    assert kernel(page, "answers.q1") == {"choice": "d", "flagged": True, "struck": ["d"]}
    click(page, "Clear answer")
    expect(struck).not_to_be_checked()
    expect(saved(page)).to_contain_text("0 of 50 answered")
    assert kernel(page, "answers.q1.choice") is None


def test_grid_names_say_the_state(page: Page) -> None:
    """Does the list of questions tell a screen reader what is answered, flagged and shown?"""
    working(page)
    grid = page.get_by_role("navigation", name="Questions")
    first = grid.get_by_role("button", name="Question 1, answered, flagged", exact=True)
    expect(first).to_have_attribute("aria-current", "true")
    grid.get_by_role("button", name="Question 7, not answered", exact=True).click()
    expect(heading(page, "Question 7 of 50")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "LEGEND"
    expect(grid.get_by_role("button")).to_have_count(50)


def test_submit_asks_once(page: Page) -> None:
    """Does handing in ask, name what is unanswered, let one go back, and happen once?"""
    asking(page)
    expect(page.get_by_role("dialog")).to_contain_text("49 questions are unanswered. Hand in now?")
    click(page, "Go back")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert sent(page, "submit") == []
    click(page, "Submit exam")
    click(page, "Hand in")
    expect(page.get_by_text("3f9a 71c2 08be")).to_be_visible()
    expect(page.get_by_text("1 of 50 questions")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert kernel(page, "submits") == 1


def test_submit_waits_for_answers(page: Page) -> None:
    """Is the exam handed in before the last answer is on disk?"""
    begin(page)
    kernel(page, "set({hold: true})")
    choose(page, "B")
    click(page, "Review")
    click(page, "Submit exam")
    click(page, "Hand in")
    expect(heading(page, "Handing in")).to_be_visible()
    assert sent(page, "submit") == []
    kernel(page, "release()")
    expect(page.get_by_text("1 of 50 questions")).to_be_visible()


def test_keyboard_alone(page: Page) -> None:
    """Can a person without a mouse sit the whole exam, with and without shortcuts?"""
    page.get_by_role("checkbox", name="I sit this exam").focus()
    for key in ("Space", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("legend")).to_be_focused()
    for key in ("Tab", "Space", "ArrowDown"):  # the radios' own keys
        page.keyboard.press(key)
    expect(page.get_by_role("radio", name=re.compile("^B"))).to_be_checked()
    for key in ("n", "3", "x", "d", "f"):
        page.keyboard.press(key)
    expect(saved(page)).to_contain_text("2 of 50 answered")
    assert kernel(page, "answers.q2") == {"choice": "c", "flagged": True, "struck": ["d"]}
    for key in ("PageDown", "p", "PageUp", "r"):
        page.keyboard.press(key)
    expect(heading(page, "Review before you hand in")).to_be_focused()
    page.get_by_role("button", name="Submit exam").focus()
    for key in ("Enter", "Tab", "Enter"):  # the safe button has the focus first
        page.keyboard.press(key)
    expect(heading(page, "Handed in")).to_be_focused()


def test_shortcuts_can_be_turned_off(page: Page) -> None:
    """Do single letters do nothing for people whose speech software types them?"""
    begin(page)
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Use these shortcuts").uncheck()
    for key in ("b", "n", "f"):
        page.keyboard.press(key)
    expect(heading(page, "Question 1 of 50")).to_be_visible()
    assert sent(page, "answer") == [] and sent(page, "flag") == []


def test_keys_stay_in_the_page(page: Page) -> None:
    """Do letters reach the host, which would take them for commands?"""
    begin(page)
    page.evaluate("document.addEventListener('keydown', () => { window.leaked = true; })")
    page.keyboard.press("b")
    expect(page.get_by_role("radio", name=re.compile("^B"))).to_be_checked()
    assert page.evaluate("window.leaked") is None
    expect(page.locator("#host")).to_have_attribute("data-lm-suppress-shortcuts", "true")


# ---- clock


def test_time_left_is_announced_once(page: Page) -> None:
    """Are 15, 5 and 1 minutes announced once each, and shown for ten seconds?"""
    begin(page)
    page.evaluate("""() => { window.said = []; const node = document.querySelector('[role=status]');
        new MutationObserver(() => said.push(node.textContent)).observe(node, {childList: true}); }""")
    page.clock.run_for(45 * 60_000 + 1_000)
    expect(page.locator(".pmo-notice")).to_contain_text("15 minutes left")
    page.clock.run_for(11_000)
    expect(page.locator(".pmo-notice")).to_be_hidden()
    page.clock.run_for(10 * 60_000)
    click(page, "Hide clock")
    expect(page.locator(".pmo-time")).to_have_text("hidden")
    page.clock.run_for(4 * 60_000)
    expect(page.locator(".pmo-time")).to_have_text(re.compile(r"^00:\d\d$"))  # never hidden in the last minute
    assert page.evaluate("said") == ["15 minutes left", "5 minutes left", "1 minute left"]


@pytest.mark.parametrize("skew", [-7 * 3_600_000, 90_000])
def test_countdown_follows_the_server(page: Page, skew: int) -> None:
    """Is the time left right on a computer whose clock is wrong?"""
    kernel(page, f"set({{skew: {skew}}})")
    begin(page)
    expect(page.locator(".pmo-time")).to_have_text(re.compile("^(1:00:00|59:5.)$"))
    choose(page, "B")
    expect(saved(page)).to_contain_text("Saved")
    assert abs(sent(page, "answer")[0]["t"] - kernel(page, "now()")) < 60_000


def test_a_clock_that_is_set_is_noticed(page: Page) -> None:
    """Does the countdown stay right when somebody sets the computer's clock during the exam?"""
    begin(page)
    page.evaluate("() => { const now = Date.now; Date.now = () => now() - 3_600_000; kernel.skew += 3_600_000; }")
    page.clock.run_for(1_000)
    expect(page.locator(".pmo-time")).to_have_text(re.compile("^(1:00:00|59:5.)$"))


def test_time_is_up(page: Page) -> None:
    """Do the inputs close at zero, and does the receipt come when the kernel is there again?"""
    time_up(page)
    for radio in page.get_by_role("radio").all():
        expect(radio).to_be_disabled()
    expect(page.get_by_role("button", name="Flag", exact=True)).to_be_disabled()
    page.keyboard.press("b")
    assert sent(page, "answer") == []
    kernel(page, "set({silent: false})")
    page.clock.run_for(5_000)
    expect(page.get_by_text("Your time ended")).to_be_visible()


def test_pause_hides_questions_and_goes_on(page: Page) -> None:
    """Is the question away while the clock stands still, and the same one back afterwards?"""
    begin(page)
    click(page, "Next")
    kernel(page, "push({phase: 'paused', message: 'Fire alarm.'})")
    expect(page.get_by_text("Fire alarm.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    kernel(page, "push({phase: 'working', message: null})")
    expect(heading(page, "Question 2 of 50")).to_be_visible()


# ---- hostile text


def test_hostile_text_is_inert(page: Page) -> None:
    """Can the text of an item, a name or a message run script or put a dangerous link on the page?"""
    evil = "<img src=x onerror='window.hacked=1'> **<script>window.hacked=1</script>** [x](javascript:window.hacked=1)"
    page.evaluate("""evil => { const table = '| a |\\n| --- |\\n| ' + evil + ' |';
      const item = {id: 'q1', stem: evil, exhibit: {text: table, alt: evil},
        options: ['a', 'b', 'c', 'd'].map(id => ({id, text: evil}))};
      kernel.push({items: [item], practice: {...item, id: 'p'}, message: evil, candidate: {id: 'c1', name: evil},
        exam: {...kernel.exam, title: evil, pass_note: evil, rules: [evil], honour: 'I sit this exam ' + evil,
          materials: [{title: 'Bad', url: 'javascript:window.hacked=1'}, {title: 'Broken', url: 'http://['}]}});
      }""", evil)
    expect(page.get_by_text("<img src=x").first).to_be_visible()
    begin_hostile(page)
    expect(page.locator("#host :is(img, script, a)")).to_have_count(0)
    expect(page.locator("td")).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None


def begin_hostile(page: Page) -> None:
    page.get_by_role("checkbox", name="I sit this exam").check()
    expect(page.locator("#host :is(img, script, a)")).to_have_count(0)
    click(page, "Start the exam")
    expect(heading(page, "Question 1 of 1")).to_be_visible()


# ---- accessibility and fit


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_screen_is_accessible_and_fits(page: Page, screen: Screen, size: tuple[int, int], zoom: int) -> None:
    """Does axe find nothing, does nothing scroll sideways, and is every target at least 24 px?"""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(f"document.documentElement.style.fontSize = '{zoom}%'")
    screen(page)
    page.clock.resume()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert small_targets(page) == []


def small_targets(page: Page) -> list[str]:
    """Controls under 24 px. A radio counts with its label; a link inside a sentence is exempt (WCAG 2.5.8)."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll('#host :is(button, input, summary, a)')]
        .filter(node => node.checkVisibility() && !node.closest('li, p:has(a)'))
        .map(node => [node, (node.closest('label') ?? node).getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([node]) => node.outerHTML.slice(0, 120))""")
    return found


@pytest.mark.parametrize("screen", [working, exhibit], ids=lambda screen: screen.__name__)
def test_a_question_fits_a_small_laptop(page: Page, screen: Screen) -> None:
    """Is a typical question, with the way on, seen on 1366x768 without scrolling?"""
    screen(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= 768


@pytest.mark.parametrize("zoom", [100, 200])
def test_focus_is_never_hidden(page: Page, zoom: int) -> None:
    """Does the bar that stays at the top cover what has the focus while one tabs through a small screen?"""
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(f"document.documentElement.style.fontSize = '{zoom}%'")
    begin(page)
    hidden = []
    for key in ["Tab"] * 25 + ["Shift+Tab"] * 22:
        page.keyboard.press(key)
        hidden += page.evaluate("""() => { const node = document.activeElement, box = node.getBoundingClientRect();
            const seen = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
            return node === document.body || node.contains(seen) || seen?.closest('label')?.contains(node) ? []
              : [node.outerHTML.slice(0, 80)]; }""")
    assert hidden == []
