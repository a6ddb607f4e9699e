"""The workbook as a team finds it: what an exercise gives stands in it, and nothing that earns points."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.checks import define, ending, review, select, sla_lab
from pmo_course_lib.exercises.exercise import exercise
from pmo_course_lib.workbook.model import Workbook


def begin(exercise_id: str) -> Workbook:
    """The workbook of a team before it has decided anything. Raises ``CourseError`` for an exercise that does not exist.

    >>> begin("E7").organisation.name, [one.id for one in begin("E7").services]
    ('Lauterwyl Cooling', ['SVC-009', 'SVC-010', 'SVC-014'])
    """
    exercise(exercise_id)
    company = Workbook(organisation=case.workbook().organisation, calendars=case.workbook().calendars)
    return _GIVEN.get(exercise_id, _nothing)(company)


def _nothing(workbook: Workbook) -> Workbook:
    return workbook


def _concepts(workbook: Workbook) -> Workbook:
    """The twelve concepts as ideas, so that a business case can be written for each."""
    ideas = (ServiceRecord(id, row["title"], row["owner"], row["proposing_pmo"], row["catalogue_id"])
             for id, row in select.concepts().items())
    return evolve(workbook, services=tuple(ideas))


def _selected(workbook: Workbook) -> Workbook:
    return evolve(workbook, services=_records(define.given().service))


def _measured(workbook: Workbook) -> Workbook:
    return evolve(workbook, services=_records(sla_lab.given().service))


def _reviewed(workbook: Workbook) -> Workbook:
    """The view of the service review opens at the service and the quarter that are given."""
    return evolve(workbook, values={review.SERVICE: review.given().service, review.QUARTER: review.given().quarter})


def _map(workbook: Workbook) -> Workbook:
    """The map of today without what the team makes: who provides what, and how relations feel."""
    return evolve(workbook, topology=evolve(case.topology(), provides=(), role=(), hands_over_to=()))


def _doubted(workbook: Workbook) -> Workbook:
    return evolve(workbook, services=_records(*ending.given().services), topology=case.topology())


def _records(*ids: str) -> tuple[ServiceRecord, ...]:
    return tuple(one for one in case.workbook().services if one.id in ids)


_GIVEN: dict[str, Callable[[Workbook], Workbook]] = {
    "E2": _concepts, "E3": _selected, "E4": _map, "E5": _measured, "E6": _reviewed, "E7": _doubted}
