"""The service review: are the figures those of the case, and what did the review forget?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.exercises.checks import review as checks
from pmo_course_lib.exercises.checks import sla_lab
from pmo_course_lib.ui.modules import service_review
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.service_review import PANEL, QUARTER, SERVICE
from pmo_course_lib.ui.modules.sla_figures import percent
from pmo_course_lib.ui.view.blocks import Select, Table
from pmo_course_lib.workbook.model import Workbook
from tests.case_data import figures
from tests.ui.modules.t6_samples import changed, drawn, flat, notes, rows, withstands
from tests.workbook.samples import STEADY, workbooks


def review(service: str, quarter: str) -> Workbook:
    return changed(PANEL, Workbook(), (at("values", SERVICE), service), (at("values", QUARTER), quarter))


def of(name: str, service: str = "SVC-005", quarter: str = "2026-Q2") -> str:
    return at("#review", service, quarter, name)


@pytest.mark.parametrize(("service", "quarter"), [
    (service, quarter) for service in ("SVC-002", "SVC-003", "SVC-004", "SVC-005", "SVC-011") for quarter in figures.QUARTERS
    if (service, quarter) != ("SVC-003", "2026-Q1")])
def test_the_figures_are_those_of_the_case(service: str, quarter: str) -> None:
    """Do attainment, near misses, satisfaction and first time right agree with the plain clock of the case?"""
    part, shown = figures.part(service, quarter), rows(PANEL, review(service, quarter), quarter)
    values = [cells[1] for cells in shown.values()]
    assert values[:2] == [percent(figures.attainment(part)), str(sum(one.near for one in part))]
    rest = (figures.satisfied, figures.response, figures.first_time_right)
    assert values[2:5] == [percent(one(part)) for one in rest]


def forgotten(workbook: Workbook) -> str:
    return notes(PANEL, workbook).partition("What the review forgot")[2]


def test_the_watermelon() -> None:
    """Is a green figure with unhappy customers named, but only after the decision?"""
    before = review("SVC-005", "2026-Q2")
    assert "Watermelon" not in notes(PANEL, before)
    after = forgotten(PANEL.change(before, of("word"), "continue"))
    assert "**Watermelon:** attainment is met (87.5 %), yet only 75 % of those who answered are satisfied" in after
    assert all(f"asks for G5-{n}" in after for n in (1, 2, 3, 4)) and "You continue" in after


def test_the_last_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Health checks, second quarter: are 2 near misses of 11 a finding from that share on, and below a quarter not?"""
    decided = PANEL.change(review("SVC-002", "2026-Q2"), of("word", "SVC-002"), "improve")
    assert "last hour" not in forgotten(decided)
    monkeypatch.setattr(service_review, "MANY_NEAR", 2 / 11)
    assert "**The last hour:** 2 of 11" in forgotten(decided)


def test_what_exercises_work_on_is_left_out() -> None:
    """Is the service of E6 not offered, nor the quarter of E5, though the workbook names them, and is it said?"""
    for service, quarter in ((one.service, one.quarter) for one in (sla_lab.given(), checks.given())):
        workbook = evolve(Workbook(), values={SERVICE: service, QUARTER: quarter})
        lists = {one.label: [id for id, _ in one.options] for one in flat(PANEL.draw(workbook)) if isinstance(one, Select)}
        assert checks.given().service not in lists["Service"]
        assert quarter not in lists["Quarter"] or service not in lists["Service"]
        assert service_review.review(workbook) != service_review._shown(workbook)
        assert "worked on in exercise E5" in str(PANEL.draw(workbook)) or service != sla_lab.given().service
        assert "exercise E6 reviews it" in str(PANEL.draw(workbook))
        with pytest.raises(ValueError, match="another review"):
            PANEL.change(workbook, of("word", service, quarter), "improve")
    with pytest.raises(ValueError, match="Choose"):
        review("SVC-003", "2026-Q1")


def test_a_breach_calls_for_the_report() -> None:
    """Is it said that the health check of the first quarter called for an exception report?"""
    assert "exception report was due" in notes(PANEL, review("SVC-002", "2026-Q1"))
    assert "exception report was due" not in notes(PANEL, review("SVC-004", "2025-Q4"))


def whole() -> Workbook:
    """A review of the dossier check that forgets nothing."""
    misses = [(of(f"{name}-{measure}"), value) for measure in ("MS08", "MS13")
              for name, value in (("cause", "measure"), ("action", "Ask twelve customers. Emil, 1 October"))]
    return changed(PANEL, review("SVC-005", "2026-Q2"), *misses, (of("present"), "before"),
                   (of("looked"), ["attainment", "near", "workload", "customer"]), (of("feel"), "They never hear the end."),
                   (of("word"), "improve"))


def test_a_review_that_forgets_nothing_but_the_melon() -> None:
    """Are the four criteria of G5 met, so that only what the figures say stands?"""
    assert "asks for" not in forgotten(whole()) and "Watermelon" in forgotten(whole())


@pytest.mark.parametrize("id, value, criterion", [
    (of("present"), "there", "G5-1"), (of("looked"), ["attainment"], "G5-2"), (of("cause-MS08"), "open", "G5-3"),
    (of("action-MS13"), " ", "G5-3"), (of("feel"), "", "G5-4")])
def test_each_part_is_needed(id: str, value: Any, criterion: str) -> None:
    """Does each part left out come back as the criterion that asks for it?"""
    assert f"asks for {criterion}" in forgotten(PANEL.change(whole(), id, value))


def test_a_proposal_goes_to_the_board() -> None:
    """Is it said that the service stays live until G6?"""
    assert "until the services board has spoken" in notes(PANEL, PANEL.change(whole(), of("word"), "propose_retirement"))


def test_each_review_has_answers_of_its_own() -> None:
    """Does another quarter begin empty, and keep what the first one holds?"""
    other = PANEL.change(whole(), at("values", QUARTER), "2026-Q1")
    assert "Decide." in notes(PANEL, other) and PANEL.done(other)
    assert forgotten(PANEL.change(other, at("values", QUARTER), "2026-Q2")) == forgotten(whole())
    with pytest.raises(ValueError, match="another review"):
        PANEL.change(other, of("word"), "improve")


def test_only_what_is_not_met_asks_for_a_cause() -> None:
    """Is only what was missed in the table of causes?"""
    tables = [one for one in flat(PANEL.draw(review("SVC-005", "2026-Q2"))) if isinstance(one, Table)]
    names = ["customer satisfaction", "workload ratio in the busiest month"]
    assert [row[0] for row in tables[1].rows] == names
    assert all(isinstance(row[1], Select) for row in tables[1].rows)


def test_without_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a library without the course's folder say so?"""
    for name in ("case_log", "open_log"):
        monkeypatch.setattr(service_review, name, lambda: None)
    assert "is not here" in notes(PANEL, Workbook())
    with pytest.raises(ValueError, match="not here"):
        PANEL.change(Workbook(), of("word"), "improve")


@pytest.mark.parametrize("id, value", [(at("values", SERVICE), "SVC-001"), (at("values", QUARTER), "2031-Q1"),
                                       (of("word"), "retire"), (of("cause-MS08"), "fate"), (of("cause-MS99"), "people"),
                                       (of("looked"), "all"), (of("feel"), 3), (of("other"), "x")])
def test_wrong_values_are_refused(id: str, value: Any) -> None:
    """Is what was not offered refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(review("SVC-005", "2026-Q2"), id, value)


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, whole())


@STEADY
@given(workbooks())
def test_any_workbook_can_be_drawn(workbook: Workbook) -> None:
    """Is the view whole whatever the workbook holds?"""
    assert drawn(PANEL, workbook)
