"""E2: selections from the twelve concepts."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import Scalar
from tests.exercises.solutions import team

ALL = tuple(f"CON-{n:02}" for n in range(1, 13))
WHY = {"CON-02": "48 hours a month are more than the Enterprise PMO has; we come back when the dossier has been decided.",
       "CON-03": "Nobody has asked for it yet. Bring us a person who would decide differently because of it.",
       "CON-04": "The Food PMO is overbooked; the fitters stay with the resource conflict board until it is not.",
       "CON-05": "The idea owner was put first; your brief is next when 18 hours are free.",
       "CON-06": "It has no owner, and the buyers keep a list that works for them.",
       "CON-07": "Health has a status pack already, and a dossier is read by four.",
       "CON-10": "The coach has no hour left this quarter; the board looks at coaching in July.",
       "CON-11": "140 hours of set-up need a plan of their own; bring it together with an end of Form 7.",
       "CON-12": "Those who would be checked have not asked; planning help that comes earlier is what they want."}


def answers(taken: Mapping[str, int], refused: tuple[str, ...]) -> dict[str, Scalar]:
    """Values: what is taken with its rank, and what is refused."""
    return {**{f"e2-{id}-decision": "take" for id in taken}, **{f"e2-{id}-rank": rank for id, rank in taken.items()},
            **{f"e2-{id}-decision": "refuse" for id in refused}}


def case(empty: int = 0) -> Draft:
    """A business case with some sections left empty."""
    sections = document("DOC-CASE").sections
    return Draft("DOC-CASE", {name: f"What we say on: {name.lower()}" for name in sections[:len(sections) - empty]})


def reasons(ids: tuple[str, ...]) -> dict[str, str]:
    """Notes with a reason each."""
    return {f"e2-{id}-reason": WHY[id] for id in ids}


def model() -> Workbook:
    """Three concepts in three offices that have room; nine refusals, each told."""
    start = team("E2", reasons(tuple(WHY)), answers({"CON-09": 1, "CON-01": 2, "CON-08": 3}, tuple(WHY)))
    return evolve(start, drafts={"CON-09/DOC-CASE": case()})


def weak() -> Workbook:
    """Plausible, but the Enterprise PMO is given two things; a few refusals have no reason; the case is not finished."""
    refused = tuple(id for id in WHY if id != "CON-05")
    start = team("E2", reasons(refused[:6]), answers({"CON-09": 1, "CON-05": 2, "CON-01": 3, "CON-08": 4}, refused))
    return evolve(start, drafts={"CON-09/DOC-CASE": case(empty=4)})


def confused() -> Workbook:
    """Everybody gets something: nine are taken, without an order, with the traps, and with one reason for three refusals."""
    refused = ("CON-02", "CON-04", "CON-06")
    said = {f"e2-{id}-reason": "No capacity." for id in refused}
    taken = dict.fromkeys((id for id in ALL if id not in refused), 1)
    return evolve(team("E2", said, answers(taken, refused)), drafts={"CON-02/DOC-CASE": case(empty=7)})
