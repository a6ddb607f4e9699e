"""Views in a browser: is what people do kept, shown as saved only when it is, and easy to reach for everybody?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pmo_course_lib.ui import joined
from pmo_course_lib.ui.view.widget import HERE, MODULES
from tests.browser import axe_violations
from tests.ui.sheet import Sheet
from tests.ui.view_page import shown

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, sheet: Sheet) -> Iterator[Page]:
    with shown(browser, {"one": sheet.view(), "two": sheet.view("two")}) as opened:
        expect(opened.get_by_text("The score is None.")).to_have_count(2)
        yield opened


def first(page: Page) -> Any:
    return page.locator("[data-view=one]")


def test_a_change_shows_its_consequence_everywhere(page: Page, sheet: Sheet) -> None:
    """Does a click change the document, this view at once, and another view on the same document soon?"""
    first(page).get_by_label("outcomes", exact=True).check()
    expect(page.get_by_text("The score is 4.")).to_have_count(2)
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    assert sheet.values["score"] == "4"
    expect(page.locator("[data-view=two]").get_by_label("outcomes", exact=True)).to_be_checked()


def test_every_kind_of_field_saves(page: Page, sheet: Sheet) -> None:
    """Do text, number, list, boxes, date and a field in a table reach the document as what they are?"""
    view = first(page)
    view.get_by_label("Owner", exact=True).fill("Ana")
    view.get_by_label("Target").fill("12,5")
    view.get_by_label("Level").select_option("L1")
    view.get_by_label("A customer asks").check()
    view.get_by_label("An owner is named").check()
    view.get_by_label("Review").fill("2026-12-01")
    view.get_by_label("Owner of Health check").fill("Ben")
    view.get_by_text("More").click()
    view.get_by_label("Why?").fill("Because.")
    view.get_by_role("button", name="Add a service").click()
    expect(view.get_by_role("status")).to_have_text("Saved")
    assert sheet.values == {"score": None, "owner": "Ana", "hours": 12.5, "level": "L1", "ticks": ["a", "b"], "day": "2026-12-01",
                            "cell": "Ben", "why": "Because.", "add": True, "new": "", "last": ""}


def test_a_refused_value_stays_with_its_reason(page: Page, sheet: Sheet) -> None:
    """Is a wrong value kept in its field, said to be wrong there, and gone when mended?"""
    target = first(page).get_by_label("Target")
    target.fill("99")
    first(page).get_by_label("Owner", exact=True).click()
    expect(first(page).get_by_text("Target: write a number from 1 to 80.")).to_be_visible()
    expect(target).to_have_attribute("aria-invalid", "true")
    sheet.revision += 1  # somebody else's change comes in
    first(page).get_by_label("outcomes", exact=True).check()
    expect(page.get_by_text("The score is 4.")).to_have_count(2)
    expect(target).to_have_value("99")
    assert sheet.values["hours"] == 8
    target.fill("10")
    target.press("Tab")
    expect(first(page).get_by_text("write a number from 1 to 80")).to_have_count(0)
    assert sheet.values["hours"] == 10


def test_what_is_being_typed_is_not_disturbed(page: Page, sheet: Sheet) -> None:
    """Does another's change leave the field alone that somebody types in, and is its writer told what it replaced?"""
    owner = first(page).get_by_label("Owner", exact=True)
    page.evaluate("window.deaf = true")
    owner.press_sequentially("An")
    sheet.values["owner"], sheet.values["score"], sheet.revision = "Cleo", "4", 1
    page.evaluate("window.deaf = false")
    expect(page.get_by_text("The score is 4.")).to_have_count(2)
    owner.press_sequentially("na")
    owner.press("Tab")
    expect(first(page).get_by_role("status")).to_contain_text("Saved. Owner: somebody else wrote “Cleo” meanwhile.")
    assert sheet.values["owner"] == "Anna"


def test_silence_is_shown_and_the_change_arrives_later(page: Page, sheet: Sheet) -> None:
    """Is a change that got no answer called unsaved, and sent again until it is?"""
    page.evaluate("window.deaf = true")
    first(page).get_by_label("outcomes", exact=True).check()
    expect(first(page).get_by_role("status")).to_contain_text("Not saved yet")
    assert sheet.values["score"] is None
    page.evaluate("window.deaf = false")
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    assert sheet.values["score"] == "4"


def test_a_change_survives_a_reload_while_the_kernel_is_away(page: Page, sheet: Sheet) -> None:
    """Is what could not be sent still there, and sent, after the page was loaded again?"""
    page.evaluate("window.deaf = true")
    first(page).get_by_label("outcomes", exact=True).check()
    expect(first(page).get_by_role("status")).to_have_text("Saving…")
    page.reload()
    expect(page.get_by_text("The score is 4.")).to_have_count(2)
    assert sheet.values["score"] == "4" and sheet.changes == 1


def test_a_full_disk_is_said(page: Page, sheet: Sheet) -> None:
    """Is a change that could not be written never called saved?"""
    sheet.failing = True
    first(page).get_by_label("outcomes", exact=True).check()
    expect(first(page).get_by_role("status")).to_contain_text("Not saved. The change could not be written")
    sheet.failing = False
    expect(first(page).get_by_role("status")).to_have_text("Saved")


def test_text_from_people_is_inert(page: Page) -> None:
    """Does text that looks like a program stay text, in notes, tables and pictures?"""
    expect(first(page).get_by_text("<img src=x onerror=").first).to_be_visible()
    assert page.evaluate("window.hacked === undefined")
    assert page.locator('main img:not([src^="data:"])').count() == 0


@pytest.mark.parametrize("width", [1366, 390, 320])
def test_accessible_and_not_cut(browser: Browser, sheet: Sheet, width: int) -> None:
    """Are there no violations, and nothing wider than the window, on a laptop and a phone?"""
    with shown(browser, {"one": sheet.view()}, width) as page:
        expect(page.get_by_text("The score is None.")).to_be_visible()
        page.get_by_text("More").click()
        assert axe_violations(page, ".pmo-view") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_timer_counts_down(browser: Browser, sheet: Sheet) -> None:
    """Does the clock of a discussion start, stop and end?"""
    with shown(browser, {"one": sheet.view()}) as page:
        page.clock.install()
        page.reload()
        expect(page.get_by_role("timer")).to_have_text("01:00")
        page.get_by_role("button", name="Start the clock").click()
        page.clock.run_for(20_000)
        expect(page.get_by_role("timer")).to_have_text("00:40")
        page.get_by_role("button", name="Stop the clock").click()
        page.clock.run_for(20_000)
        expect(page.get_by_role("timer")).to_have_text("00:40")
        page.get_by_role("button", name="Start the clock").click()
        page.clock.run_for(41_000)
        expect(page.get_by_role("timer")).to_have_text("Time is up")


def test_no_way_to_turn_text_into_code() -> None:
    """Does no module of the page use a way to make HTML or code of text?"""
    text = joined(*MODULES)
    ways = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    assert not any(way in text for way in ways)
    assert set(HERE.glob("*.js")) < set(MODULES)


@pytest.mark.parametrize("message", [None, [], {"kind": "run"}, {"kind": "set"},
                                     {"kind": "set", "page": "p", "n": "1", "id": "score"}])
def test_odd_messages_are_passed_over(sheet: Sheet, message: Any) -> None:
    """Does a message that no page of ours sends change nothing?"""
    assert sheet.view().handle(message) is None and sheet.changes == 0


def test_a_change_that_comes_twice_counts_once(sheet: Sheet) -> None:
    """Is a change that was sent again, because its answer got lost, carried out once?"""
    view = sheet.view()
    for _ in range(2):
        reply = view.handle({"kind": "set", "page": "p", "n": 1, "id": "score", "value": "4"})
        assert reply is not None and reply["ack"] == {"page": "p", "n": 1}
    assert sheet.changes == 1


def test_ids_of_two_views_never_meet(page: Page) -> None:
    """Has every field of two views on one page an id, and a group of radio buttons, of its own?"""
    ids = page.evaluate("[...document.querySelectorAll('main [id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids)) > 20
    first(page).get_by_label("outcomes", exact=True).check()
    page.locator("[data-view=two]").get_by_label("forms", exact=True).check()
    names = page.evaluate("['one', 'two'].map((v) => document.querySelector(`[data-view=${v}] input[type=radio]`).name)")
    assert len(set(names)) == 2


def test_a_refused_button_says_why(page: Page, sheet: Sheet) -> None:
    """Does pressing a button that is refused show the reason at the button?"""
    sheet.refuse = "Give a name first."
    first(page).get_by_role("button", name="Add a service").click()
    expect(first(page).get_by_text("Give a name first.")).to_be_visible()


def test_a_field_in_a_table_stays_while_the_table_changes(page: Page, sheet: Sheet) -> None:
    """Are letters kept that somebody types into a table's field while its other cells and rows change?"""
    owner = first(page).get_by_label("Owner of Health check")
    page.evaluate("window.deaf = true")
    owner.press("End")
    owner.press_sequentially("-L")
    sheet.hours, sheet.more, sheet.revision = 99, 2, 1
    page.evaluate("window.deaf = false")
    expect(first(page).get_by_role("cell", name="99")).to_be_visible()
    expect(first(page).get_by_role("row", name="New 1")).to_be_visible()
    owner.press_sequentially("i")
    owner.press("Tab")
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    assert sheet.values["cell"] == "Ana-Li"
    sheet.more, sheet.revision = 0, 50
    expect(first(page).get_by_role("row", name="New 1")).to_have_count(0)


def test_a_line_break_is_not_taken_back(page: Page, sheet: Sheet) -> None:
    """Can a list be typed line by line although the document keeps it without the break at its end?"""
    first(page).get_by_text("More").click()
    why = first(page).get_by_label("Why?")
    why.press_sequentially("One")
    why.press("Enter")
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    sheet.revision += 1
    expect(why).to_have_value("One\n")
    why.press_sequentially("Two")
    first(page).get_by_label("Owner", exact=True).click()
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    assert sheet.values["why"] == "One\nTwo"


def test_the_focus_never_falls_to_the_page(page: Page, sheet: Sheet) -> None:
    """Does a keyboard user stay where a part was drawn anew and the field is gone?"""
    button = first(page).get_by_role("button", name="Add a service")
    button.focus()
    sheet.label = "Add another"  # the button is another one now
    sheet.revision += 1
    expect(first(page).get_by_role("button", name="Add another")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_typing_on_after_a_pause_is_not_taken_back(page: Page, sheet: Sheet) -> None:
    """Does a field keep all that was typed in it, in two goes, when it is left?"""
    owner = first(page).get_by_label("Owner", exact=True)
    owner.press_sequentially("First.")
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    sheet.revision += 1
    owner.press_sequentially(" Second.")
    page.evaluate("window.deaf = true")
    owner.press("Tab")
    expect(owner).to_have_value("First. Second.")
    page.evaluate("window.deaf = false")
    expect(first(page).get_by_role("status")).to_have_text("Saved")
    assert sheet.values["owner"] == "First. Second."


def test_a_remark_stands_beside_saved(page: Page, sheet: Sheet) -> None:
    """Is a person told when the change took the place of another person's?"""
    sheet.remark = "Ben wrote Cleo while you wrote Ana."
    first(page).get_by_label("outcomes", exact=True).check()
    expect(first(page).get_by_role("status")).to_have_text("Saved. Ben wrote Cleo while you wrote Ana.")
