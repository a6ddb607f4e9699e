"""Promises on the map of E4."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.exercises import mark
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e4


def _chain(workbook: Workbook) -> float:
    return next(one.reached for one in mark("E4", workbook).checks if one.id == "chain")


def test_promises_cannot_be_taken_away() -> None:
    """Is a map without any promise judged by those of today, so that nothing is gained by leaving them out?"""
    model = e4.model()
    bare = tuple(evolve(one, sla_target_hours=None) for one in model.topology.services)
    assert _chain(model) == 1
    assert _chain(evolve(model, topology=evolve(model.topology, services=bare))) < 1
