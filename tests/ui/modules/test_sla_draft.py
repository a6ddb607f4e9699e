"""The draft of an SLA: is it kept as an agreement, and what does the standard still miss?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.sla import Agreement, Target
from pmo_course_lib.ui.modules.agreements import agreement, in_words
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.sla_draft import ADD, LAST, PANEL
from pmo_course_lib.ui.view.blocks import Area, Button, Field, Group
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.t6_samples import changed, drawn, flat, notes, rows, with_service, withstands
from tests.workbook.samples import STEADY, workbooks


def of(name: str) -> str:
    return at("#sla", name)


def cell(name: str, place: int = 0) -> str:
    return at("#target", str(place), name)


def promised() -> Workbook:
    """A service with 90 per cent in 16 hours, at least 85."""
    return changed(PANEL, with_service(), (cell("target"), 90), (cell("minimum"), 85), (cell("limit"), 16))


def kept(workbook: Workbook) -> Agreement:
    found = agreement(workbook, "SVC-001")
    assert found
    return found


def test_first_a_service() -> None:
    """Does an empty workbook ask for a service, and begin an SLA only with the first word in it?"""
    assert "no service yet" in notes(PANEL, Workbook())
    assert agreement(with_service(), "SVC-001") is None and "workload limits, exceptions" in notes(PANEL, with_service())


def test_a_promise_in_words() -> None:
    """Do per cent reach the agreement as a share, exactly, and are they read back as a sentence?"""
    target = kept(promised()).targets[0]
    assert (target.measure, target.target, target.minimum, target.limit) == ("MS03", 0.9, 0.85, 16)
    assert "90 per cent of requests within 16 working hours; at least 85 per cent" in notes(PANEL, promised())
    assert kept(PANEL.change(promised(), cell("target"), 97.5)).targets[0].target == 0.975


def test_what_the_standard_asks_for() -> None:
    """Do targets, workload limit and exceptions settle clause 8.3.3, and is it done then?"""
    workbook = changed(PANEL, promised(), (of("workload_limit"), 12), (of("exceptions"), "year end\n\n company holiday "))
    assert "They are there." in notes(PANEL, workbook) and PANEL.done(workbook) and not PANEL.done(promised())
    assert (kept(workbook).workload_limit, kept(workbook).exceptions) == (12, ("year end", "company holiday"))
    assert "data source, owner" in notes(PANEL, workbook) and "(13 of 13)" in notes(PANEL, workbook)


def whole() -> Workbook:
    """An SLA with everything in it."""
    every = [one.id for one in flat(PANEL.draw(promised())) if isinstance(one, Area)]
    texts = [(id, "Agreed.") for id in every] + [(of(name), "Somebody") for name in ("customer", "provider")]
    rest = [(of("calendar"), "CAL-STD"), (of("workload_limit"), 3), (of("valid_from"), "2026-01-01"),
            (of("valid_until"), "2026-12-31"), (of("pause_for_customer"), "yes"), (of("pause_for_approval"), "no"),
            (cell("owner"), "Ana"), (cell("data_source"), "log")]
    return changed(PANEL, promised(), *texts, *rest)


def test_all_sections() -> None:
    """Is an SLA with everything in it said to be whole, without a word on a log that need not be there?"""
    assert "All sections are filled." in notes(PANEL, whole()) and "log below" not in notes(PANEL, whole())


def places(workbook: Workbook) -> dict[str, tuple[int, ...]]:
    """Where the fields stand, by their ids."""
    return dict(_placed(PANEL.draw(workbook), ()))


def _placed(blocks: tuple[Any, ...], at: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for n, block in enumerate(blocks):
        if isinstance(block, Field):
            yield block.id, (*at, n)
        yield from _placed(getattr(block, "blocks", ()), (*at, n))


def test_messages_move_no_field() -> None:
    """Does each field stay in its place, so that nobody loses it while typing, whatever messages come, go or change?"""
    titles = set()
    for workbook in (with_service(), promised(), PANEL.change(promised(), ADD, True), whole(),
                     PANEL.change(whole(), of("reviews"), ""), PANEL.change(whole(), cell("owner"), "")):
        assert places(workbook) == places(with_service())
        titles.add(tuple(one.title for one in flat(PANEL.draw(workbook)) if isinstance(one, Group)))
    assert len(titles) == 1


def test_targets_come_and_go() -> None:
    """Is a new target another measure, has another measure other figures, and are there at most four?"""
    two = PANEL.change(promised(), ADD, True)
    assert [one.measure for one in kept(two).targets] == ["MS03", "MS02"] and len(rows(PANEL, two, "targets")) == 2
    other = PANEL.change(two, cell("measure"), "MS08")
    assert kept(other).targets[0] == Target(measure="MS08")
    four = changed(PANEL, two, (ADD, True), (ADD, True))
    assert ADD not in [one.id for one in flat(PANEL.draw(four)) if isinstance(one, Button)]
    assert len(kept(PANEL.change(four, LAST, True)).targets) == 3
    with pytest.raises(ValueError, match="no such target"):
        PANEL.change(four, ADD, True)


def test_the_catalogue_is_the_beginning() -> None:
    """Does a new SLA begin with what the catalogue says of the service?"""
    entry = Entry(id="SVC-001", name="Health check", outcome="An early word", provider_pmo="PMO-01", service_hours="CAL-ATL",
                  workload_limit_per_month=4)
    workbook = PANEL.change(evolve(with_service(), catalogue=(entry,)), of("customer"), "Sponsors")
    found = kept(workbook)
    assert (found.description, found.provider, found.calendar, found.workload_limit) == ("An early word", "PMO-01", "CAL-ATL", 4)


@pytest.mark.parametrize("id, value, said", [
    (cell("target"), 120, "0 to 100"), (cell("minimum"), 95, "better than the target"), (cell("limit"), 0, "more than 0"),
    (cell("limit", 3), 1, "no such target"), (of("workload_limit"), 1.5, "whole number"), (of("workload_limit"), 0, "1 or more"),
    (of("valid_until"), "never", "must be like"), (of("pause_for_customer"), "perhaps", "Choose"),
    (of("kind"), "ola", "no such field"), (of("customer"), 3, "must be text"), (cell("measure"), "MS99", "allowed")])
def test_wrong_values_are_refused(id: str, value: Any, said: str) -> None:
    """Is a value that does not fit refused in words?"""
    with pytest.raises(ValueError, match=said):
        PANEL.change(promised(), id, value)


def test_other_agreements_stay() -> None:
    """Is only the SLA of the chosen service changed, also when ids occur twice?"""
    other = Agreement(id="SLA-SVC-001", service="SVC-007", customer="Others")
    workbook = PANEL.change(evolve(promised(), agreements=(other, *promised().agreements)), of("customer"), "Sponsors")
    assert [one.customer for one in workbook.agreements] == ["Others", "Sponsors"]


def test_measures_in_words() -> None:
    """Are promises in hours and shares told apart?"""
    assert in_words(Target(measure="MS02", target=24.0)) == "turnaround percentile P90: 24 working hours"
    assert in_words(Target(measure="MS08", target=0.8, minimum=0.7)) == "customer satisfaction: 80 per cent; at least 70 per cent"
    assert in_words(Target(measure="MS03", target=0.9)) == ""


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, PANEL.change(promised(), ADD, True))


@STEADY
@given(workbooks())
def test_any_workbook_can_be_drawn(workbook: Workbook) -> None:
    """Is the view whole whatever the workbook holds?"""
    assert drawn(PANEL, workbook)
