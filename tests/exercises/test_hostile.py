"""Whatever a valid workbook holds: marks come out, within their bounds, in quarter points, and with a word for each loss."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.catalogue import Entry, Promise
from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.lifecycle import Decision, ServiceRecord, State
from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.domain.sla import Agreement, Target
from pmo_course_lib.domain.topology import Consumer, Pmo, Provides, Role, Service, Topology
from pmo_course_lib.exercises import IDS, begin, mark
from pmo_course_lib.exercises.checks.topology import judged
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e2, e4, team
from tests.exercises.test_solutions import KINDS, solution
from tests.workbook.samples import large, workbooks

ODD = ("", " ", "{0}", "{names}", "%s", "x" * 100_000, "\x00\x1b[31m", "SVC-999", "9" * 5000, "2026-99-99", "cards 1, 2, 3" * 999)
SCALARS = st.sampled_from(ODD) | st.integers() | st.floats(allow_nan=False) | st.booleans()


def check_marks(id: str, workbook: Workbook) -> None:
    """What holds of all marks."""
    found = mark(id, workbook)
    for one in found.checks:
        assert 0 <= one.reached <= one.points and one.reached * 4 == int(one.reached * 4)
        assert bool(one.messages) is (one.reached < one.points)
        assert all(0 < len(text) < 1000 for text in one.messages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbooks())
def test_any_workbook(workbook: Workbook) -> None:
    """Does no half-filled workbook make a check fail?"""
    for id in IDS:
        check_marks(id, workbook)


@pytest.mark.parametrize("id", IDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_odd_answers(id: str, data: st.DataObject) -> None:
    """Do odd texts and numbers under the very keys of an exercise cost points, and nothing else?"""
    start = solution(id, "model")
    values = {name: data.draw(SCALARS) for name in start.values}
    notes = {name: data.draw(st.sampled_from(ODD)) for name in start.notes}
    drafts = {name: Draft(one.kind, {part: data.draw(st.sampled_from(ODD)) for part in one.sections})
              for name, one in start.drafts.items()}
    check_marks(id, evolve(start, values=values, notes=notes, drafts=drafts))


@pytest.mark.parametrize("id", IDS)
def test_huge_numbers(id: str) -> None:
    """Are numbers beyond all measure no figure?"""
    start = solution(id, "model")
    for value in (10**400, -10**400, 1.7e308, -0.0):
        check_marks(id, evolve(start, values=dict.fromkeys(start.values, value)))


def test_odd_records() -> None:
    """Do unknown ids, doubled names, far dates and long texts in the records of each section pass?"""
    long = "Lärm {x} " * 20_000
    far = Decision(dt.date.max, "retire", gate="G6", comment=long)
    book = Workbook(
        orientation=Orientation({"T10": 4}, {"T10": long}, traits_seen={"X1": long}),
        services=(ServiceRecord("SVC-009", began=State.LIVE, history=(far,)), ServiceRecord("SVC-009")),
        catalogue=(Entry(id="SVC-019", name=long, summary=long, customers=("", long), levels=("L9", ""), hours_per_unit=1e308,
                         workload_limit_per_month=1e308, targets=(Promise(), Promise(long, long, long))),) * 2,
        agreements=(Agreement(id="", service="SVC-003"), Agreement(service="SVC-003", workload_limit=10**9, targets=(
            Target(measure="MS03", limit=1e300, target=1e9),))),
        drafts={"SVC-019/DOC-DEF": Draft("DOC-UC", {"no such section": long}), "/": Draft("DOC-DEF"),
                "SVC-009/DOC-RETIRE": Draft("DOC-RETIRE", {"Milestones": "Service offline: 0001-01-01\n" * 999, "x": long})},
        topology=Topology(
            pmos=(Pmo("SVC-001"), Pmo("CG-01", capacity_hours_per_month=0)), consumers=(Consumer("PMO-01", needs=("", long)),),
            services=(Service("OUT-01", hours_per_month=1e6), Service("GB-01")),
            role=(Role("PMO-01", "CG-01", 999.0, -1000.0, 1.0),),
            provides=(Provides("PMO-01", "SVC-001"),) * 3 + (Provides("", ""), Provides("nobody", "SVC-002"))),
        values={"SVC-009/g6-told": "9999-12-31"})
    for id in IDS:
        check_marks(id, book)


@pytest.mark.parametrize("id", IDS)
def test_one_teams_papers_in_anothers_exercise(id: str) -> None:
    """Do the answers to all exercises in one workbook pass?"""
    for other in IDS:
        for kind in KINDS:
            check_marks(id, solution(other, kind))


def test_long_work_is_marked_fast() -> None:
    """Are all seven marked in far less than a second each, also for a busy team?"""
    for id in IDS:
        mark(id, begin(id))
    start = time.perf_counter()
    for id in IDS:
        mark(id, large())
    assert time.perf_counter() - start < 3


def test_hours_stay_as_given() -> None:
    """Does a team gain nothing by writing other hours, capacities or users on its map?"""
    start = e4.model().topology
    cheap = evolve(start, provides=e4.today(), consumes=(),
                   services=tuple(evolve(one, hours_per_month=0.0) for one in start.services),
                   pmos=tuple(evolve(one, capacity_hours_per_month=9999.0) for one in start.pmos))
    found = judged(evolve(e4.model(), topology=cheap))
    assert found is not None and [one.nodes for one in found.by("V5")] == [("PMO-03",)]


def test_ending_everything_is_no_solution() -> None:
    """Does a map on which all services are retired, or put back to ideas, earn next to nothing?"""
    start = e4.model().topology
    ended = drawn_with(start, State.RETIRED)
    assert mark("E4", ended).checks[0].reached == 0
    found = judged(drawn_with(evolve(start, provides=e4.today()), State.IDEA))
    assert found is not None and found.by("V5")


def drawn_with(map: Topology, state: State) -> Workbook:
    """A map with all services in one state."""
    return evolve(team("E4"), topology=evolve(map, services=tuple(evolve(one, state=state) for one in map.services)))


def test_one_text_for_all_refusals() -> None:
    """Is one sentence, copied nine times, no reason for nine refusals?"""
    said = dict.fromkeys(e2.model().notes, "Not now, perhaps later.")
    check = next(one for one in mark("E2", evolve(e2.model(), notes=said)).checks if one.id == "reasons")
    assert check.reached == 0
