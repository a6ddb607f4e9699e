"""The promise on the log: are the figures those of the case, at once when something is moved?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from pmo_course_lib.domain.sla import Event, Pause, Reason
from pmo_course_lib.exercises.checks import review, sla_lab
from pmo_course_lib.ui.modules import case_log as logs
from pmo_course_lib.ui.modules import sla_draft, sla_test
from pmo_course_lib.ui.modules.agreements import agreement
from pmo_course_lib.ui.modules.case import case_workbook
from pmo_course_lib.ui.modules.case_log import IN_EXERCISES, case_log, own_log
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.sla_test import BACK, HOURS, LOG, NOTE, PANEL, PERIOD, PROMISE, SERVICE, SHARE, TAKE
from pmo_course_lib.ui.view.blocks import Button, Number, Picture, Select
from pmo_course_lib.workbook.model import Workbook
from tests.case_data import figures
from tests.ui.modules.t6_samples import changed, drawn, flat, notes, rows, with_service, withstands
from tests.workbook.samples import STEADY, workbooks

#: By this name the log marks requests that an outage of the tool held up; a draft that does not name it counts those, too.
EXCEPTION = "announced outage"


def of(name: str) -> str:
    return at("values", name)


def drafted() -> Workbook:
    """A service with a draft of 90 per cent within 14 hours."""
    cells = ((at("#target", "0", name), value) for name, value in (("target", 90), ("limit", 14), ("owner", "Ana")))
    clauses = ((at("#sla", "pause_for_customer"), "yes"), (at("#sla", "exceptions"), EXCEPTION))
    return changed(sla_draft.PANEL, with_service(), *cells, *clauses)


def test_the_case_is_read() -> None:
    """Are all requests of the case there, with the promises of its services and the end of the log?"""
    found = case_log()
    assert found and len(found.log.events) == 674 and found.log.problems == ()
    assert tuple(found.services) == ("SVC-002", "SVC-003", "SVC-004", "SVC-005", "SVC-006", "SVC-011")
    assert found.quarters == figures.QUARTERS and found.ends == figures.LOG_ENDS


def shown(service: str) -> tuple[str, ...]:
    """Quarters that no exercise works on."""
    return tuple(one for one in figures.QUARTERS if IN_EXERCISES.get(service, ("", ""))[0] != one)


@pytest.mark.parametrize(("service", "period"), [(service, period) for service in (
    "SVC-002", "SVC-003", "SVC-004", "SVC-005", "SVC-006", "SVC-011") for period in ("all", *shown(service))])
def test_attainment_is_that_of_the_case(service: str, period: str) -> None:
    """Does the view say for each service and quarter, and for all that it shows, what the plain clock of the case says?"""
    workbook = changed(PANEL, Workbook(), (of(SERVICE), service), (of(PERIOD), period))
    part = [one for each in (shown(service) if period == "all" else (period,)) for one in figures.part(service, each)]
    said = notes(PANEL, workbook)
    counted = sum(e.result in ("met", "missed") for e in part)
    assert f"**{sla_test.percent(figures.attainment(part))}** of {counted} requests" in said
    near = sum(e.near for e in part)
    assert (f" {near} of the met ones are near misses" in said) is bool(near)


def test_quarters_of_exercises_are_left_out() -> None:
    """Are the quarters that E5 and E6 work on neither offered nor taken nor part of the whole log, and is it said?"""
    assert {"E5": (sla_lab.given().service, sla_lab.given().quarter), "E6": (review.given().service, review.given().quarter)} == {
        exercise: (service, quarter) for service, (quarter, exercise) in IN_EXERCISES.items()}
    for service, (quarter, exercise) in IN_EXERCISES.items():
        workbook = evolve(Workbook(), values={SERVICE: service, PERIOD: quarter})
        options = [id for one in flat(PANEL.draw(workbook)) if isinstance(one, Select) and one.id == of(PERIOD)
                   for id, _ in one.options]
        assert options == ["all", *shown(service)]
        assert f"this quarter is worked on in exercise {exercise}" in str(PANEL.draw(workbook))
        assert PANEL.draw(workbook)[3:] == PANEL.draw(evolve(workbook, values={SERVICE: service, PERIOD: "all"}))[3:]
        with pytest.raises(ValueError, match="Choose"):
            PANEL.change(workbook, of(PERIOD), quarter)
    assert "worked on in exercise" not in str(PANEL.draw(Workbook()))


def test_ones_own_quarters_stay() -> None:
    """Is nothing of one's own log left out, though it be the same requests?"""
    case = case_workbook()
    assert case
    for service, (quarter, _) in IN_EXERCISES.items():
        workbook = changed(PANEL, case, (of(LOG), "own"), (of(SERVICE), service), (of(PERIOD), quarter))
        counts = sum(not e.cancelled and e.delivered is not None for e in figures.part(service, quarter))
        assert f"of {counts} requests" in notes(PANEL, workbook)
        assert "worked on in exercise" not in str(PANEL.draw(workbook))


def test_the_promises_are_those_of_the_case() -> None:
    """Are the promises that the views take those of the SLAs in the case company's workbook, with the workload beside them?"""
    found, case = case_log(), case_workbook()
    assert found and case
    for service, promise in found.promises.items():
        agreed = agreement(case, service)
        assert agreed and [(one.measure, one.target, one.minimum, one.limit) for one in agreed.targets] == [
            (one.measure, one.target, one.minimum, one.limit) for one in promise.targets if one.measure != "MS13"]
        for name in ("exceptions", "workload_limit", "stops", "calendar"):
            assert getattr(agreed, name) == getattr(promise, name)


def test_moving_the_hours_shows_what_would_have_held() -> None:
    """Planning help but for one quarter: does 14 hours miss what 16 hours keep, and do the percentiles stay?"""
    at_16 = PANEL.change(Workbook(), of(SERVICE), "SVC-003")
    at_14 = PANEL.change(at_16, of(HOURS), 14)
    assert "**91.7 %** of 72 requests: **met**" in notes(PANEL, at_16)
    assert "**83.3 %** of 72 requests: **missed**" in notes(PANEL, at_14)
    assert rows(PANEL, at_14, "What would have held") == rows(PANEL, at_16, "What would have held")
    assert rows(PANEL, at_16, "What would have held")["90 % of deliveries"] == ("15.59 h",)
    assert "**at risk**" in notes(PANEL, PANEL.change(at_16, of(SHARE), 92))
    assert len([one for one in flat(PANEL.draw(at_14)) if isinstance(one, Picture)]) == 2


def test_the_draft_is_tested_and_takes_the_numbers() -> None:
    """Is one's own draft the beginning, can the numbers go into it, and do other targets and the owner stay?"""
    workbook = PANEL.change(drafted(), of(SERVICE), "SVC-003")
    assert "**83.3 %**" in notes(PANEL, workbook)
    assert "**91.7 %**" in notes(PANEL, PANEL.change(workbook, of(PROMISE), "log"))
    named = changed(PANEL, workbook, (of(SERVICE), "SVC-011"), (of(HOURS), 4))
    without = sla_draft.PANEL.change(named, at("#sla", "exceptions"), "none")
    assert "**91.6 %** of 143 requests" in notes(PANEL, named) and "counted as usual" not in notes(PANEL, named)
    assert "**90.3 %** of 145 requests" in notes(PANEL, without) and "is counted as usual" in notes(PANEL, without)
    taken = changed(PANEL, workbook, (of(HOURS), 18.5), (of(SHARE), 94), (TAKE, True))
    found = agreement(taken, "SVC-001")
    assert found and [(one.limit, one.target, one.owner) for one in found.targets] == [(18.5, 0.94, "Ana")]
    assert found.service == "SVC-001" and HOURS not in taken.values


def test_back_to_the_promise() -> None:
    """Is there a way back, and only when something was moved?"""
    moved = PANEL.change(drafted(), of(HOURS), 20)
    buttons = [[one.id for one in flat(PANEL.draw(workbook)) if isinstance(one, Button)] for workbook in (drafted(), moved)]
    assert buttons == [[], [TAKE, BACK]]
    assert PANEL.change(moved, BACK, True) == drafted()
    assert PANEL.change(moved, of(SERVICE), "SVC-006").values == {"service": "SVC-001", SERVICE: "SVC-006"}


def own(count: int = 10) -> Workbook:
    """Ten requests, each a day long but for the last, which waited four hours for the customer."""
    day = datetime(2026, 3, 2, 9)
    pause = Pause(Reason.CUSTOMER, day.replace(hour=10), day.replace(hour=14))
    events = [Event(f"R{n}", day, day.replace(hour=17), (pause,) if n == count - 1 else ()) for n in range(count)]
    return Workbook(requests=tuple(events))


def test_ones_own_log() -> None:
    """Can the log of the workbook be chosen, also when it names no service?"""
    workbook = changed(PANEL, own(), (of(LOG), "own"), (of(HOURS), 7))
    assert "**10 %** of 10 requests" in notes(PANEL, workbook)
    assert [one.options for one in flat(PANEL.draw(workbook)) if isinstance(one, Select) and "Service" in one.label] == [
        (("", "All requests"),)]
    assert notes(PANEL, PANEL.change(workbook, of(SERVICE), "")) != ""


def test_without_any_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a library without the course's folder say so, and a damaged file not break the view?"""
    assert logs.case_log(tmp_path) is None
    (tmp_path / "requests.csv").write_text("id;received\nR1;2026-03-02 09:00\n", encoding="utf-8")
    (tmp_path / "services.csv").write_text("name\nx\n", encoding="utf-8")
    assert logs.case_log(tmp_path / ".") is None
    monkeypatch.setattr(logs, "case_log", lambda: None)
    monkeypatch.setattr(sla_test, "open_log", logs.open_log.__wrapped__)
    assert "no log of requests here" in notes(PANEL, Workbook()) and own_log(Workbook()) is None
    with pytest.raises(ValueError, match="no log"):
        PANEL.change(Workbook(), of(HOURS), 3)


def test_done_with_a_judgement() -> None:
    """Does it count once somebody has said which figure would fool a customer?"""
    assert [PANEL.done(one) for one in (Workbook(), PANEL.change(Workbook(), NOTE, "The mean."))] == [False, True]


@pytest.mark.parametrize("id, value", [(of(SERVICE), "SVC-999"), (of(PERIOD), "2031-Q1"), (of(LOG), "own"),
                                       (of(HOURS), 0), (of(SHARE), 0), (of(PROMISE), "x"), (TAKE, True)])
def test_wrong_values_are_refused(id: str, value: Any) -> None:
    """Is what was not offered refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(Workbook(), id, value)


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, changed(PANEL, evolve(drafted(), requests=own().requests), (of(HOURS), 7)))


@settings(STEADY, max_examples=40)
@given(workbooks())
def test_any_workbook_can_be_drawn(workbook: Workbook) -> None:
    """Is the view whole whatever log the workbook holds, at its beginning and when its own log is chosen?"""
    assert drawn(PANEL, workbook)
    assert drawn(PANEL, evolve(workbook, values={LOG: "own"}))


def test_numbers_begin_at_the_promise() -> None:
    """Do the fields stand at the promise of the service that was chosen?"""
    shown = [one.value for one in flat(PANEL.draw(PANEL.change(Workbook(), of(SERVICE), "SVC-006"))) if isinstance(one, Number)]
    assert shown == [8, 95]
