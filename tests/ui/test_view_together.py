"""Two people at one document, and text that is still being typed: is anything lost, or anybody overwritten in silence?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_violations
from tests.ui.sheet import Sheet
from tests.ui.view_page import shown

pytestmark = pytest.mark.browser
SOON = 2_000  # ms in which the change of another is seen


@pytest.fixture
def pair(browser: Browser, sheet: Sheet) -> Iterator[tuple[Page, Page]]:
    """Two people's pages on one document."""
    with shown(browser, {"one": sheet.view()}) as ann, shown(browser, {"one": sheet.view()}) as ben:
        for page in (ann, ben):
            expect(page.get_by_text("The score is None.")).to_be_visible()
        yield ann, ben


def owner(page: Page) -> Any:
    return page.get_by_label("Owner", exact=True)


def status(page: Page) -> Any:
    return page.get_by_role("status")


def write(page: Page, text: str) -> None:
    """Write the owner, leave the field, and see it saved."""
    owner(page).fill(text)
    owner(page).press("Tab")
    expect(status(page)).to_contain_text("Saved")


def drafts(page: Page) -> int:
    """How much this browser keeps of views."""
    count: int = page.evaluate("Object.keys(sessionStorage).length")
    return count


# -- what is being typed outlives a reload

@pytest.mark.parametrize(("label", "keys", "name", "value"), [
    ("Owner", "Ana Lind", "owner", "Ana Lind"), ("Target", "12,5", "hours", 12.5), ("Review", "2026-12-01", "day", "2026-12-01")])
def test_a_reload_right_after_the_last_key(browser: Browser, sheet: Sheet, label: str, keys: str, name: str, value: Any) -> None:
    """Is text kept that was not sent yet, sent after the page was loaded again, and then forgotten by the browser?"""
    with shown(browser, {"one": sheet.view()}) as page:
        field = page.get_by_label(label, exact=True)
        page.evaluate("window.deaf = true")
        if name == "day":
            field.fill(keys)
        else:
            field.fill("")
            field.press_sequentially(keys)
        page.reload()
        expect(status(page)).to_have_text("Saved")
        expect(field).to_have_value("12.5" if name == "hours" else keys)
        assert sheet.values[name] == value and drafts(page) == 0


def test_a_reload_in_the_middle_of_a_word(browser: Browser, sheet: Sheet) -> None:
    """Is nothing lost either where the connection stands and the pause for saving was not over?"""
    with shown(browser, {"one": sheet.view()}) as page:
        expect(owner(page)).to_have_value("")
        owner(page).evaluate("node => { node.value = 'Ana'; node.dispatchEvent(new Event('input')); location.reload(); }")
        expect(page.get_by_label("Owner", exact=True)).to_have_value("Ana")
        expect(status(page)).to_have_text("Saved")
        assert sheet.values["owner"] == "Ana"


def test_a_draft_lands_in_its_own_view_only(browser: Browser) -> None:
    """Does text that was typed in one view, or in one team's document, stay out of another's?"""
    one, two = Sheet(), Sheet()
    one.place = two.place = "north "
    with shown(browser, {"one": one.view("one"), "two": two.view("two")}) as page:
        page.evaluate("window.deaf = true")
        page.locator("[data-view=one]").get_by_label("Owner", exact=True).press_sequentially("Ana")
        one.place = "south "  # the person was moved to another team
        page.reload()
        expect(page.get_by_text("The score is None.")).to_have_count(2)
        assert (one.changes, two.changes, drafts(page)) == (0, 0, 1)
        one.place = "north "
        expect(page.locator("[data-view=one]").get_by_label("Owner", exact=True)).to_have_value("Ana")
        expect(page.locator("[data-view=one]").get_by_role("status")).to_have_text("Saved")
        assert (one.values["owner"], two.values["owner"], drafts(page)) == ("Ana", "", 0)


def test_a_refused_text_outlives_a_reload(browser: Browser, sheet: Sheet) -> None:
    """Is a wrong value still in its field, with the reason, after the page was loaded again, and never called saved?"""
    with shown(browser, {"one": sheet.view()}) as page:
        page.get_by_label("Target").fill("99")
        page.get_by_label("Target").press("Tab")
        expect(page.get_by_text("Target: write a number from 1 to 80.")).to_be_visible()
        expect(status(page)).to_have_text("Not saved. See the message at the field.")
        page.reload()
        expect(page.get_by_text("Target: write a number from 1 to 80.")).to_be_visible()
        expect(page.get_by_label("Target")).to_have_value("99")
        page.get_by_label("Target").fill("20")
        page.get_by_label("Target").press("Tab")
        expect(status(page)).to_have_text("Saved")
        assert sheet.values["hours"] == 20 and drafts(page) == 0


def test_a_field_that_is_drawn_anew_keeps_what_is_typed(browser: Browser, sheet: Sheet) -> None:
    """Does a number stay that is being typed while its help changes by somebody else's doing?"""
    with shown(browser, {"one": sheet.view()}) as page:
        target = page.get_by_label("Target")
        target.press("End")
        target.press_sequentially("0")
        sheet.help, sheet.revision = "Until spring", 1
        expect(page.get_by_text("Until spring")).to_be_visible()
        expect(target).to_have_value("80")
        expect(target).to_be_focused()
        target.press("Tab")
        expect(status(page)).to_have_text("Saved")
        assert sheet.values["hours"] == 80


def test_a_date_is_stored_when_it_is_written(browser: Browser, sheet: Sheet) -> None:
    """Are the years 2, 20 and 202, which a hand passes on the way to 2026, never stored, and a short year said to be none?"""
    with shown(browser, {"one": sheet.view()}) as page:
        day = page.get_by_label("Review")
        for part in ("0002", "0020", "0202", "2026"):
            day.fill(f"{part}-12-01")
        expect(status(page)).to_have_text("Saved")
        assert sheet.values["day"] == "2026-12-01" and sheet.changes == 1
        day.fill("0026-12-01")
        day.press("Tab")
        day.evaluate("node => node.blur()")
        expect(page.get_by_text("Review: choose a day of the years 1900 to 2199.")).to_be_visible()
        assert sheet.changes == 1


def test_text_for_a_field_that_is_gone(browser: Browser, sheet: Sheet) -> None:
    """Is what was written for a line that somebody else took out said where everybody looks, so that it can be copied?"""
    with shown(browser, {"one": sheet.view()}) as page:
        page.evaluate("window.deaf = true")
        page.get_by_label("Last word").press_sequentially("Farewell")
        del sheet.values["last"]
        sheet.revision += 1
        page.evaluate("window.deaf = false")
        expect(status(page)).to_have_text("Not saved. This line is no longer there. You had written: “Farewell”.")
        expect(page.get_by_label("Last word")).to_have_count(0)
        page.get_by_label("outcomes", exact=True).check()
        expect(status(page)).to_have_text("Saved")


# -- two people

def test_a_change_is_seen_within_two_seconds(pair: tuple[Page, Page]) -> None:
    """Does the other see a change soon, also in a field that has the focus and was not touched?"""
    ann, ben = pair
    owner(ben).focus()
    write(ann, "Ana")
    expect(owner(ben)).to_have_value("Ana", timeout=SOON)
    expect(owner(ben)).to_be_focused()
    expect(ben.get_by_text("Changed by somebody else")).to_have_count(0)


def test_both_learn_of_it(pair: tuple[Page, Page], sheet: Sheet) -> None:
    """Is the writer told what was replaced, and the other one whose text it was, with a way to put it back?"""
    ann, ben = pair
    owner(ben).press_sequentially("Be")  # from the empty field, before Ann's text is there
    ben.evaluate("window.deaf = true")
    write(ann, "Ana Lind")
    ben.evaluate("window.deaf = false")
    owner(ben).press_sequentially("n")
    owner(ben).press("Tab")
    expect(status(ben)).to_contain_text("Owner: somebody else wrote “Ana Lind” meanwhile. Yours is stored")
    expect(owner(ann)).to_have_value("Ben", timeout=SOON)
    expect(ann.get_by_text("Changed by somebody else. You had written: “Ana Lind”.")).to_be_visible()
    assert axe_violations(ann, ".pmo-view") == []
    ann.get_by_role("button", name="Put mine back").click()
    expect(owner(ann)).to_have_value("Ana Lind")
    expect(owner(ann)).to_be_focused()
    expect(ann.get_by_text("Changed by somebody else")).to_have_count(0, timeout=SOON)
    expect(ben.get_by_text("Changed by somebody else. You had written: “Ben”.")).to_be_visible(timeout=SOON)
    assert sheet.values["owner"] == "Ana Lind"
    ben.get_by_role("button", name="Leave it").click()
    expect(ben.get_by_text("Changed by somebody else")).to_have_count(0)
    assert sheet.values["owner"] == "Ana Lind"


def test_a_hand_that_rests_sees_what_is_stored(pair: tuple[Page, Page]) -> None:
    """Does a field that was typed in, saved and not left show another's text after a while, and the notice with it?"""
    ann, ben = pair
    owner(ann).press_sequentially("Ana")
    expect(owner(ben)).to_have_value("Ana")
    write(ben, "Ben")
    expect(owner(ann)).to_have_value("Ben")
    expect(ann.get_by_text("You had written: “Ana”.")).to_be_visible()
    owner(ann).press_sequentially("!")
    expect(ann.get_by_text("Changed by somebody else")).to_have_count(0)


def test_answers_and_figures_too(pair: tuple[Page, Page], sheet: Sheet) -> None:
    """Is a choice, a number and a list told in words, and are ticks of two people at the same moment both kept?"""
    ann, ben = pair
    ann.get_by_label("outcomes", exact=True).check()
    ann.get_by_label("Target").fill("20")
    ann.get_by_label("Level").select_option("L1")
    ann.get_by_label("A customer asks").check()
    expect(ben.get_by_text("The score is 4.")).to_be_visible()
    for page, box in ((ann, "A customer asks"), (ben, "An owner is named")):
        page.evaluate("window.deaf = true")
        page.get_by_label(box).set_checked(box == "An owner is named")
    for page in (ann, ben):
        page.evaluate("window.deaf = false")
        expect(status(page)).to_have_text("Saved")
    assert sheet.values["ticks"] == ["b"]
    ben.get_by_label("forms", exact=True).check()
    ben.get_by_label("Target").fill("30")
    ben.get_by_label("Target").press("Tab")
    ben.get_by_label("Level").select_option("")
    for text in ("You had chosen: “outcomes”.", "You had written: “20 h”.", "You had chosen: “Self-service”."):
        expect(ann.get_by_text(text)).to_be_visible()
    ben.get_by_label("An owner is named").uncheck()
    expect(ann.get_by_text("You had ticked")).to_have_count(0)  # it was Ben's own tick


def test_what_one_does_oneself_is_nobody_elses(browser: Browser, sheet: Sheet) -> None:
    """Is there no notice where a person's own change, in this view or another on the page, changed the field?"""
    with shown(browser, {"one": sheet.view(), "two": sheet.view("two")}) as page:
        one, two = page.locator("[data-view=one]"), page.locator("[data-view=two]")
        for view, text in ((one, "Ana"), (two, "Ben")):
            view.get_by_label("Owner", exact=True).fill(text)
            view.get_by_label("Owner", exact=True).press("Tab")
            expect(view.get_by_role("status")).to_have_text("Saved")
        expect(one.get_by_label("Owner", exact=True)).to_have_value("Ben")
        sheet.clears = True  # the button takes the owner's name and empties the field
        two.get_by_role("button", name="Add a service").click()
        expect(one.get_by_label("Owner", exact=True)).to_have_value("")
        expect(two.get_by_label("Owner", exact=True)).to_have_value("")
        expect(page.get_by_text("Changed by somebody else")).to_have_count(0)


def test_moved_to_another_document(browser: Browser, sheet: Sheet) -> None:
    """Does a page that stays open show the other team's work only, and send nothing of the old one there?"""
    sheet.place = "north "
    with shown(browser, {"one": sheet.view()}) as page:
        write(page, "Ana")
        page.evaluate("window.deaf = true")
        page.get_by_label("outcomes", exact=True).check()
        owner(page).press_sequentially(" L")
        sheet.place, sheet.values["owner"], changes = "south ", "Sue", sheet.changes
        page.evaluate("window.deaf = false")
        expect(owner(page)).to_have_value("Sue")
        expect(page.get_by_label("outcomes", exact=True)).not_to_be_checked()
        expect(page.get_by_text("Changed by somebody else")).to_have_count(0)
        assert sheet.changes == changes and sheet.values["owner"] == "Sue"


# -- Enter

def test_enter_does_what_the_button_does(browser: Browser, sheet: Sheet) -> None:
    """Does Enter save the line, press the button beside it, and leave the focus where it is, ready for the next one?"""
    with shown(browser, {"one": sheet.view()}) as page:
        sheet.clears = True
        line = page.get_by_label("New service")
        line.press_sequentially("Audit")
        line.press("Enter")
        expect(line).to_have_value("")
        expect(line).to_be_focused()
        line.press_sequentially("Coaching")
        line.press("Enter")
        expect(status(page)).to_have_text("Saved")
        expect(line).to_have_value("")
        assert sheet.added == ["Audit", "Coaching"]


def test_enter_elsewhere_presses_nothing(browser: Browser, sheet: Sheet) -> None:
    """Does Enter stay a line break in a text, and do nothing in a line whose button asks first, or with a refused value?"""
    with shown(browser, {"one": sheet.view()}) as page:
        page.get_by_text("More").click()
        page.get_by_label("Why?").press_sequentially("One\n")
        owner(page).press_sequentially("Ana")
        owner(page).press("Enter")
        page.get_by_label("Last word").press_sequentially("Bye")
        page.get_by_label("Last word").press("Enter")
        expect(status(page)).to_have_text("Saved")
        assert sheet.added == [] and sheet.values["why"] == "One" and "gone" not in sheet.values
        sheet.refuse = "Give another name."
        page.get_by_label("New service").press_sequentially("Audit")
        page.get_by_label("New service").press("Enter")
        expect(page.get_by_text("Give another name.")).to_have_count(1)
        assert sheet.added == []
