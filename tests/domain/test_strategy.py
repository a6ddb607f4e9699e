"""Strategy: is what keeps a plan from being one found, and is the roadmap right to the day?"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from attrs import evolve
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.strategy import (
    Gap,
    Move,
    MoveKind,
    StrategyPlan,
    candidate_gaps,
    first_steps,
    guide,
    next_monday,
    problems,
    quarter,
    roadmap,
    unfilled,
)

WHOLE = Move("M1", "G1", MoveKind.SERVICE, "Health check live", "Ada", date(2027, 1, 4), date(2027, 3, 31), "4 of 5 sponsors",
             (), "Ask two sponsors on Monday")
SECOND = evolve(WHOLE, id="M2", kind=MoveKind.CAPABILITY, what="Two reviewers trained", owner="Ben", starts=date(2027, 4, 1),
                due=date(2027, 6, 30), after=("M1",))
PLAN = StrategyPlan("Better decisions", ("Sponsorship",), ("Early warning",), ("days to report",), {"mandate": "one page"},
                    {"year": "2029"}, (Gap("G1", "reports", "advice"),), (WHOLE, SECOND))


def test_fields_of_baseline_and_vision() -> None:
    """Are the eleven fields of the baseline and the seven of the vision there, and do the pairs join such fields?"""
    template = guide().template
    baseline, vision = [one.id for one in template.baseline], [one.id for one in template.vision]
    assert (len(baseline), len(vision), template.label) == (11, 7, "Course model")
    assert (baseline[0], baseline[-1], vision[0], vision[-1]) == ("mandate", "pains", "year", "evidence_we_will_see")
    assert all(pair.baseline in baseline and pair.vision in vision for pair in template.pairs)
    assert len(guide().workshop.steps) == 5


def test_a_whole_plan_has_no_problems() -> None:
    """Is a plan in which each gap has a complete move, in order, without problems?"""
    assert problems(PLAN) == ()


def test_a_gap_without_a_move() -> None:
    """Is a gap without a move called a complaint, and a move without a gap a hobby?"""
    lonely = evolve(PLAN, gaps=(*PLAN.gaps, Gap("G2")), moves=(WHOLE, evolve(SECOND, gap="G9")))
    assert problems(lonely) == ("Gap 'G2' has no move; a gap without a move is a complaint.",
                                "Move 'M2' closes no gap of the list; a move without a gap is a hobby.")


@pytest.mark.parametrize(("change", "words"), [
    ({"owner": " "}, "no owner"), ({"due": None}, "no date"), ({"measure": ""}, "no measure"), ({"what": ""}, "no text"),
    ({"first_step": ""}, "no first step"),
])
def test_an_incomplete_move(change: dict[str, object], words: str) -> None:
    """Is a move without owner, date, measure, text or first step named, once?"""
    found = problems(evolve(PLAN, moves=(evolve(WHOLE, **change),)))
    assert len(found) == 1 and words in found[0] and "'M1'" in found[0]


@pytest.mark.parametrize(("starts", "due", "early"), [
    (date(2027, 3, 31), date(2027, 6, 30), True), (date(2027, 4, 1), date(2027, 6, 30), False),
    (None, date(2027, 3, 31), True), (None, date(2027, 4, 1), False),
])
def test_a_move_before_the_one_it_waits_for(starts: date | None, due: date, early: bool) -> None:
    """Is a move too early that begins on or before the last day of the one it waits for, and not the day after?"""
    found = problems(evolve(PLAN, moves=(WHOLE, evolve(SECOND, starts=starts, due=due))))
    assert found == (("Move 'M2' begins before 'M1', for which it waits, is due (2027-03-31).",) if early else ())


def test_waiting_for_nothing_and_in_a_circle() -> None:
    """Is a dependency on no move named, and a circle shown in its order?"""
    assert problems(evolve(PLAN, moves=(evolve(WHOLE, after=("M7",)),))) == (
        "Move 'M1' waits for 'M7', which is not in the list.",)
    undated = tuple(evolve(WHOLE, id=one, starts=None, after=(other,)) for one, other in [("A", "C"), ("B", "A"), ("C", "B")])
    circle = problems(evolve(PLAN, moves=undated))[-1].partition(": ")[2].partition(";")[0].split(" -> ")
    assert circle[0] == circle[-1]
    assert all((b, a) in {("A", "C"), ("B", "A"), ("C", "B")} for a, b in pairwise(circle))


@given(st.permutations(range(6)))
def test_no_circle_where_each_waits_for_earlier_ones(order: list[int]) -> None:
    """Is a plan in which each move waits for earlier ones free of circles, in whatever order it is written?"""
    moves = [Move(str(n), after=tuple(str(k) for k in range(n))) for n in range(6)]
    written = StrategyPlan(moves=tuple(moves[n] for n in order))
    assert not any("circle" in line for line in problems(written))


def test_candidate_gaps() -> None:
    """Do filled pairs that differ become gaps, and empty or equal ones not?"""
    plan = StrategyPlan(baseline={"services_live": "12 reports", "customers": "same", "capabilities": "", "pains": "many"},
                        vision={"services_then": "4 services", "customers_say": "same", "people_then": "coach"})
    assert candidate_gaps(plan) == (Gap("services_live", "12 reports", "4 services"),)


def test_unfilled() -> None:
    """Are all 18 questions open at first, and those that are answered not?"""
    assert len(unfilled(StrategyPlan())) == 18
    assert [one.id for one in unfilled(StrategyPlan())][:2] == ["mandate", "sponsor"]
    assert len(unfilled(PLAN)) == 16


@pytest.mark.parametrize(("day", "name"), [
    (date(2027, 1, 1), "2027 Q1"), (date(2027, 3, 31), "2027 Q1"), (date(2027, 4, 1), "2027 Q2"), (date(2027, 9, 30), "2027 Q3"),
    (date(2027, 10, 1), "2027 Q4"), (date(2027, 12, 31), "2027 Q4")])
def test_quarters(day: date, name: str) -> None:
    """Do quarters begin and end on their days?"""
    assert quarter(day) == name


def test_roadmap_rows() -> None:
    """Are services drawn first, each lane by date, a move without start from its quarter, one without date nowhere?"""
    later = evolve(WHOLE, id="M3", what="", starts=None, due=date(2027, 8, 20))
    rows = roadmap(evolve(PLAN, moves=(SECOND, later, WHOLE, evolve(WHOLE, id="M4", due=None))))
    assert [(row.lane, row.label, row.start, row.end, row.quarters) for row in rows] == [
        ("service", "Health check live", date(2027, 1, 4), date(2027, 3, 31), ("2027 Q1", "2027 Q1")),
        ("service", "M3", date(2027, 7, 1), date(2027, 8, 20), ("2027 Q3", "2027 Q3")),
        ("capability", "Two reviewers trained", date(2027, 4, 1), date(2027, 6, 30), ("2027 Q2", "2027 Q2"))]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_move_without_start_begins_with_its_quarter(month: int) -> None:
    """Does the bar begin on the first day of the quarter of the due day, in every month?"""
    row, = roadmap(StrategyPlan(moves=(Move("M1", due=date(2027, month, 15)),)))
    assert row.start == date(2027, {1: 1, 2: 4, 3: 7, 4: 10}[int(row.quarters[1][-1])], 1)
    assert row.quarters[0] == row.quarters[1] == quarter(date(2027, month, 15))


@given(st.dates(max_value=date(2200, 1, 1)))
def test_next_monday(day: date) -> None:
    """Is the next Monday a Monday, one to seven days away?"""
    monday = next_monday(day)
    assert monday.weekday() == 0 and 1 <= (monday - day).days <= 7


def test_first_steps() -> None:
    """Are owner and step given for the moves that have one?"""
    assert first_steps(evolve(PLAN, moves=(WHOLE, evolve(SECOND, first_step=" ")))) == (("Ada", "Ask two sponsors on Monday"),)


@pytest.mark.parametrize(("make", "words"), [
    (lambda: Move("M1", starts=date(2027, 2, 1), due=date(2027, 1, 1)), "2027-02-01"),
    (lambda: StrategyPlan(baseline={"dreams": "x"}), "dreams"), (lambda: StrategyPlan(vision={"mandate": "x"}), "mandate"),
    (lambda: StrategyPlan(gaps=(Gap("G1"), Gap("G1"))), "gap 'G1' occurs twice"),
    (lambda: StrategyPlan(moves=(Move("M1"), Move("M1"))), "move 'M1' occurs twice"),
])
def test_wrong_plans_are_refused(make: object, words: str) -> None:
    """Is a due day before the start, an unknown field or an id used twice an error that names it?"""
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]


def test_a_plan_survives_json() -> None:
    """Do an empty and a whole plan come back from JSON as they were?"""
    json = make_converter()
    for plan in (StrategyPlan(), PLAN):
        assert json.loads(json.dumps(plan), StrategyPlan) == plan
