"""Works of teams at E1, E2, E5, E6 and E7, for tests of all their views: none, begun, solved, and with odd texts everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.orientation import Orientation, guide
from pmo_course_lib.exercises import begin
from pmo_course_lib.exercises.checks import ending
from pmo_course_lib.exercises.checks.select import concepts
from pmo_course_lib.ui.exercises import e5_log, e6_review, e7_services
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.plain import Scalar
from tests.exercises.solutions import e1, e2, e5, e6, e7
from tests.ui.exercises.teamwork import SCRIPT, views

SOLUTIONS = {"E1": e1, "E2": e2, "E5": e5, "E6": e6, "E7": e7}
VIEWS = [(id, name) for id in SOLUTIONS for name in views(id)]
ODD = (SCRIPT, "x" * 100_000, "\x00\x1b[31m\u202e card 9", "\x00\x1b[31m\u202e 2026-99-99", "9" * 5000, "{names} %s",
       "cards 1, 2, 3" * 999, "2026-12-31\n" * 900, "| a | b |\n|---|---|", "")
#: What a team looks at: the concept whose case it writes, the quarter of the log, and the service whose plan it writes.
LOOKS = {"e2-case": "CON-09", e5_log.QUARTER: "2026-Q1", "e7-plan": "SVC-009"}
NOTES = ("e1-speaker", "e1-sentence", "e1-why-1", "e1-why-2", "e2-speaker", "e2-opening", "e2-answers",
         *(f"e2-{id}-reason" for id in concepts()), "e5", "e5-follows",
         *(e6_review.key(f"{name}-MS{n:02d}") for name in ("seen", "action") for n in (8, 11, 13)),
         *map(e6_review.key, ("feel", "better")), *(f"e7-say-{id}" for id in e7_services.SERVICES))
SAID = ("description", "provider", "provider_contact", "customer", "customer_contact", "approved_by", "changes_and_end",
        "users", "measurement", "provider_duties", "customer_duties", "escalation", "reviews", "credits_or_recovery")


def looked(workbook: Workbook) -> Workbook:
    """The same work, with a case, the log and a plan open."""
    return evolve(workbook, values={**workbook.values, **LOOKS})


def odd(id: str, text: str, start: Workbook) -> Workbook:
    """A team's work in which each text is the same odd one."""
    drafts = {key: Draft(one.kind, dict.fromkeys(one.sections, text)) for key, one in start.drafts.items()}
    written = evolve(start, organisation=Organisation(text), notes=dict.fromkeys(NOTES, text), drafts=drafts)
    return _odd_choices(text, written) if id in ("E1", "E2") else _odd_services(text, written)


def _odd_choices(text: str, start: Workbook) -> Workbook:
    """E1 and E2: no choice stands but the decisions."""
    values: dict[str, Scalar] = {key: one if key.endswith("decision") else text for key, one in start.values.items()}
    ids = [one.id for one in guide().index.pairs]
    seen = dict.fromkeys((one.id for one in guide().structure.traits), text)
    state = Orientation(dict.fromkeys(ids, 1), dict.fromkeys(ids, text), next_service=text, traits_seen=seen)
    return evolve(start, orientation=state, values=values)


def _odd_services(text: str, start: Workbook) -> Workbook:
    """E5 to E7: all choices stand."""
    reasons = {ending.COMMENT.format(id): text for id in e7_services.SERVICES}
    texts: dict[str, Any] = dict.fromkeys(SAID, text)
    drawn = tuple(evolve(one, exceptions=(text,), stands_on=(text,), **texts) for one in start.agreements)
    services = tuple(evolve(one, name=text, owner=text) for one in start.services)
    return looked(evolve(start, agreements=drawn, services=services,
                         values={**start.values, **reasons, "SVC-014/g6-told": text}))


def works(id: str) -> Iterator[Workbook]:
    """Works of every kind: none, begun, solutions, odd ones, and keys with what never belongs there."""
    solution = SOLUTIONS[id]
    plain_ones = (Workbook(), begin(id), solution.model(), solution.weak(), solution.confused())
    yield from plain_ones
    yield from map(looked, plain_ones)
    yield from (odd(id, text, make()) for text in ODD for make in (solution.model, solution.confused))
    yield looked(odd(id, SCRIPT, solution.model()))
    for value in (SCRIPT, 10**400, -1e308, True, "retire"):
        yield evolve(solution.model(), values=dict.fromkeys((*solution.model().values, *LOOKS), value))
    yield from (looked(e7.transformed()), evolve(e7.transformed(), values={**e7.transformed().values, "e7-plan": "SVC-014"}))
