"""The entry: are its 34 fields there, and is what is missing said?"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from ui.modules.hostile import flat
from ui.modules.services_sample import argued, did

from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.catalogue import Entry, Promise, form, samples
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.ui.modules.catalogue_entry import GROUPS, PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Button, Note
from pmo_course_lib.workbook.model import Workbook


def field(name: str, *more: str) -> str:
    return at("catalogue", "SVC-001", name, *more)


def first(workbook: Workbook) -> Note:
    return next(one for one in PANEL.draw(workbook) if isinstance(one, Note))


def test_each_field_stands_in_one_group() -> None:
    """Are the 34 fields of the form each shown once?"""
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(one.name for one in form().fields)


def test_what_is_missing_depends_on_state_and_obligation() -> None:
    """Is a whole live entry in order, one without launch date not, and does a condition ask for its rule?"""
    whole = next(one for one in samples() if one.state is State.LIVE)
    assert PANEL.done(Workbook(catalogue=(whole,)))
    assert "launch date" in first(Workbook(catalogue=(evolve(whole, launch_date=None),))).text
    asked = did(Workbook(catalogue=(whole,)), "catalogue_entry", (at("catalogue", whole.id, "obligation"), "conditional"))
    assert "rule of the obligation" in first(asked).text


def test_lists_are_lines() -> None:
    """Does a line become an item, and an empty line none?"""
    workbook = did(argued(), "catalogue_entry", (field("in_scope"), "Plans\n\n Costs \n"))
    assert workbook.catalogue[0].in_scope == ("Plans", "Costs")


def test_targets_are_added_and_taken_out() -> None:
    """Does writing in the empty row make a target, and emptying it take it away?"""
    workbook = did(argued(), "catalogue_entry", (field("targets", "0", "measure"), "answer in 8 hours"),
                   (field("targets", "0", "value"), "95 per cent"))
    assert workbook.catalogue[0].targets == (Promise("answer in 8 hours", "95 per cent"),)
    emptied = did(workbook, "catalogue_entry", (field("targets", "0", "measure"), ""), (field("targets", "0", "value"), ""))
    assert emptied.catalogue[0].targets == ()


def test_the_definition_fills_empty_fields_only() -> None:
    """Do texts of the definition reach empty fields, lists line by line, and leave what is written?"""
    part = {"Purpose and outcome": "Decisions in the meeting", "In scope": "Mandates\nLog", "Outputs": "A log"}
    steps = [(at("drafts", "SVC-001/DOC-DEF", "sections", name), text) for name, text in part.items()]
    workbook = did(did(argued(), "service_definition", *steps), "catalogue_entry", (field("outputs"), "Minutes"))
    assert [one.label for one in PANEL.draw(workbook) if isinstance(one, Button)] == ["Fill 2 empty fields from the definition"]
    now = did(workbook, "catalogue_entry", (at("#fill", "SVC-001"), True)).catalogue[0]
    assert (now.outcome, now.in_scope, now.outputs) == ("Decisions in the meeting", ("Mandates", "Log"), ("Minutes",))


def test_calendars_say_their_hours() -> None:
    """Does each calendar that can be chosen say when it is open, one's own too, and stays what is there already?"""
    own = Calendar("CAL-OWN", "Europe/Zurich", ("Mon-Thu 08:00-16:00",), [date(2026, 8, 1)])
    workbook = did(evolve(argued(), calendars=(own,)), "catalogue_entry", (field("service_hours"), "CAL-OLD"))
    found = next(one for one in flat(PANEL.draw(workbook)) if getattr(one, "id", "") == field("service_hours"))
    assert dict(found.options)["CAL-STD"] == "CAL-STD: Mon-Fri 09:00-17:00; 4 holidays"
    assert dict(found.options)["CAL-OWN"] == "CAL-OWN: Mon-Thu 08:00-16:00; 1 holiday"
    assert found.value == "CAL-OLD" in dict(found.options)


def test_what_cannot_be_right_is_shown() -> None:
    """Are impossible dates told as an error?"""
    workbook = did(argued(), "catalogue_entry", (field("launch_date"), "2027-01-04"), (field("end_date"), "2026-01-04"))
    assert any(isinstance(one, Note) and one.tone == "error" and "End date" in one.text for one in PANEL.draw(workbook))


@pytest.mark.parametrize(("name", "value"), [("launch_date", "soon"), ("obligation", "perhaps"), ("name", 3), ("customers", 3),
                                             ("hours_per_unit", "x"), ("levels", [3]), ("state", "nowhere"), ("id", "SVC-002")])
def test_values_that_do_not_fit_are_refused(name: str, value: object) -> None:
    """Is each refused with a sentence, and the entry as before?"""
    with pytest.raises(ValueError):
        did(argued(), "catalogue_entry", (field(name), value))


def test_an_entry_without_a_record_has_a_state_of_its_own() -> None:
    """Can the state of an entry be set where no record decides it?"""
    workbook = did(Workbook(catalogue=(Entry(id="SVC-001", name="A"),)), "catalogue_entry", (field("state"), "live"))
    assert workbook.catalogue[0].state is State.LIVE
