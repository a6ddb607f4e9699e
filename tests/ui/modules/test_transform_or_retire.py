"""Gate G6: are figures, dependants and what is missing shown, and is a decision recorded with all that follows?"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.ui.modules.ending_plan import dates
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.transform_or_retire import BACK, CHOSEN, DECIDE, PANEL, chosen
from pmo_course_lib.ui.view.blocks import Day, Text
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, every, ids, said, sound, steady, steps, survives

S = "SVC-009"
PICKED = PANEL.change(CASE, at("values", CHOSEN), S)
ALL = ["DOC-REVIEW", "DOC-TOPO", "DOC-RETIRE", "DOC-TRANSFORM"]


def v(name: str) -> str:
    return at("values", f"{S}/{name}")


def figures(*numbers: float) -> list[tuple[str, float]]:
    return [
        (v(f"g6-{name}"), one)
        for name, one in zip(("could-before", "used-before", "could-now", "used-now"), numbers, strict=True)
    ]


def decided(workbook: Workbook, word: str, *more: tuple[str, Any]) -> Workbook:
    """The board decides with all criteria and documents."""
    return steps(
        PANEL,
        workbook,
        (v("walk-word"), word),
        (v("walk-decider"), "Services board"),
        (v("walk-on"), "2026-07-14"),
        (v("walk-met"), ["G6-1", "G6-2", "G6-3", "G6-4"]),
        (v("walk-read"), ALL),
        *more,
    )


def test_a_service_of_the_map_gets_a_record() -> None:
    """Does choosing begin a record where the map says it stands, once?"""
    record = chosen(PICKED)
    assert record == ServiceRecord(S, "Executive project dossier", "Emil Strand", "PMO-01", began=State.LIVE)
    assert PANEL.change(PICKED, at("values", CHOSEN), S) == PICKED


@pytest.mark.parametrize(
    "numbers, tone, words",
    [
        ((24, 11, 24, 4), "warning", "Uptake was 46 per cent and is 17 per cent. It fell"),
        ((50, 30, 35, 21), "good", "demand fell, uptake did not"),
        ((50, 30, 50, 35), "good", "no reason to end it"),
        ((10, 11, 10, 4), "warning", "among those who could"),
        ((0, 0, 10, 4), "warning", "among those who could"),
    ],
)
def test_uptake_against_demand(numbers: tuple[float, ...], tone: str, words: str) -> None:
    """Is falling uptake told from falling demand?"""
    workbook = steps(PANEL, PICKED, (v("g6-why"), "uptake"), *figures(*numbers))
    assert words in said(PANEL, sound(PANEL, workbook), tone)


def test_who_counts_on_it() -> None:
    """Are users, dependants, hours to be freed, and new findings shown?"""
    form = PANEL.change(CASE, at("values", CHOSEN), "SVC-010")
    text = "\n".join(one.text for one in PANEL.draw(form) if isinstance(one, Text))
    assert "Health status pack" in text and "Through them also Executive project dossier" in text and "**44 hours**" in text
    assert "V4" in said(PANEL, form, "error")


def test_what_is_missing() -> None:
    """Is each missing criterion named, and is there no button before all is there?"""
    workbook = steps(PANEL, PICKED, (v("walk-word"), "retire"), (v("walk-met"), ["G6-1"]))
    assert "G6-2" in said(PANEL, workbook, "warning") and "G6-1: " not in said(PANEL, workbook, "warning")
    assert DECIDE not in ids(PANEL, workbook)
    with pytest.raises(ValueError, match="G6-2"):
        PANEL.change(workbook, DECIDE, True)


def test_retire() -> None:
    """Is the service retiring after the decision, in record and map, still with its users, and the view done?"""
    ready = decided(PICKED, "retire")
    assert DECIDE in ids(PANEL, ready) and not PANEL.done(ready)
    done = PANEL.change(ready, DECIDE, True)
    record = chosen(done)
    assert record and record.state is State.RETIRING and PANEL.done(done)
    assert {one.id: one.state for one in done.topology.services}[S] is State.RETIRING
    assert "retiring" in said(PANEL, sound(PANEL, done)) and v("walk-word") not in ids(PANEL, done)


@pytest.mark.parametrize("changed, to, state", [([], "design", State.IN_DESIGN), (["hours"], "select", State.IDEA)])
def test_transform_and_reenter(changed: list[str], to: str, state: State) -> None:
    """Does a changed case send the service back to select, and an unchanged one to design?"""
    ready = decided(PICKED, "transform", (v("g6-changed"), changed))
    assert f"goes back to **{to}" in said(PANEL, ready)
    done = PANEL.change(ready, DECIDE, True)
    assert f"goes back to {to}" in said(PANEL, sound(PANEL, done))
    record = chosen(PANEL.change(done, BACK, True)) or next(one for one in PANEL.change(done, BACK, True).services if one.id == S)
    assert record.state is state
    with pytest.raises(ValueError, match="not being transformed"):
        PANEL.change(PICKED, BACK, True)


def test_merge_split_and_move() -> None:
    """Do mergers retire the other, splits make new records, and moves name the other PMO?"""
    two = evolve(PICKED, services=(*PICKED.services, ServiceRecord("SVC-001", "Report", "Nadia", "PMO-01", began=State.LIVE)))
    merged = PANEL.change(decided(two, "merge", (v("walk-others"), ["SVC-001"])), DECIDE, True)
    assert {one.id: one.state for one in merged.services} == {S: State.TRANSFORMING, "SVC-001": State.RETIRING}
    halves = PANEL.change(decided(PICKED, "split", (v("walk-parts"), "Letter\nCall"), (v("g6-changed"), ["cost"])), DECIDE, True)
    assert [(one.name, one.state) for one in halves.services[1:]] == [("Letter", State.IDEA), ("Call", State.IDEA)]
    moved = PANEL.change(decided(PICKED, "move_to_another_pmo", (v("walk-pmo"), "PMO-02")), DECIDE, True)
    record = chosen(moved)
    assert record and record.pmo == "PMO-02" and record.provider == "PMO-01"


def test_keep_needs_no_plan() -> None:
    """Is a kept service live, decided, and without a plan?"""
    ready = steps(PANEL, PICKED, (v("walk-word"), "keep"), (v("walk-decider"), "Services board"), (v("walk-on"), "2026-07-14"))
    assert "Retirement plan" not in said(PANEL, ready) and "Transformation plan" not in said(PANEL, ready)
    done = PANEL.change(ready, DECIDE, True)
    record = chosen(done)
    assert record and record.state is State.LIVE and PANEL.done(done)


def test_notice_and_milestones() -> None:
    """Is the notice counted in days, a wrong order told, and the plan's section written as lines?"""

    def mile(name: str) -> str:
        return at("#milestone", S, name)

    workbook = steps(
        PANEL,
        PICKED,
        (v("walk-word"), "retire"),
        (v("g6-told"), "2026-07-20"),
        (mile("Service offline"), "2026-12-31"),
        (mile("Plan complete"), "2026-08-31"),
    )
    assert "**164 days** of notice" in said(PANEL, workbook)
    assert workbook.drafts[f"{S}/DOC-RETIRE"].sections["Milestones"] == "Plan complete: 2026-08-31\nService offline: 2026-12-31"
    late = steps(PANEL, workbook, (mile("Plan complete"), "2027-01-31"))
    assert "Service offline comes before Plan complete" in said(PANEL, late, "error")
    closed = steps(PANEL, workbook, (v("g6-told"), "2027-01-01"))
    assert "closed door" in said(PANEL, closed, "error")
    record = chosen(workbook)
    assert record and dates(steps(PANEL, workbook, (mile("Plan complete"), None)), record) == {
        "Service offline": datetime.date(2026, 12, 31)
    }


def test_customers_are_told_of_a_change() -> None:
    """Can the day on which customers are told be said for a transformation as for an end, and is it kept between the two?"""
    told = steps(PANEL, PICKED, (v("walk-word"), "transform"))
    assert v("g6-told") in ids(PANEL, told) and at("#milestone", S, "Plan complete") not in ids(PANEL, told)
    told = PANEL.change(told, v("g6-told"), "2026-07-20")
    for word in ("transform", "retire", "merge"):
        shown = {one.id: one.value for one in every(PANEL.draw(PANEL.change(told, v("walk-word"), word))) if isinstance(one, Day)}
        assert shown[v("g6-told")] == "2026-07-20"
    assert v("g6-told") not in ids(PANEL, PANEL.change(told, v("walk-word"), "keep"))


def test_a_section_of_the_plan() -> None:
    """Is a text of the plan kept, and free lines beside milestones too?"""
    section = at("drafts", f"{S}/DOC-RETIRE", "sections", "Alternatives and migration")
    workbook = steps(PANEL, PICKED, (v("walk-word"), "retire"), (section, "The monthly report has all of it."))
    assert "1 of 12 sections" in said(PANEL, workbook)
    draft = workbook.drafts[f"{S}/DOC-RETIRE"]
    free = evolve(workbook, drafts={f"{S}/DOC-RETIRE": evolve(draft, sections={"Milestones": "Party in June"})})
    free = steps(PANEL, free, (at("#milestone", S, "Plan complete"), "2026-08-31"))
    assert free.drafts[f"{S}/DOC-RETIRE"].sections["Milestones"] == "Plan complete: 2026-08-31\nParty in June"


def test_before_anything_is_live() -> None:
    """Does an empty workbook say what to do, and a workbook without a choice ask for one?"""
    assert "No service is live yet" in said(PANEL, sound(PANEL, Workbook())) and not PANEL.done(Workbook())
    assert "Choose a service" in said(PANEL, sound(PANEL, CASE))
    idea = Workbook(services=(ServiceRecord("a", "A"),))
    assert "No service is live yet" in said(PANEL, sound(PANEL, idea))
    alone = Workbook(services=(ServiceRecord("a", "A", began=State.LIVE),), values={CHOSEN: "a"})
    assert "not on your map" in said(PANEL, sound(PANEL, alone), "warning")


@pytest.mark.parametrize(
    "id",
    [
        *FOREIGN,
        v("other"),
        at("values", "SVC-001/walk-word"),
        at("#milestone", S, "Party"),
        at("drafts", f"{S}/DOC-RETIRE", "sections", "Party"),
        at("drafts", f"{S}/DOC-X", "sections", "A"),
    ],
)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(PICKED, id, "x")


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(
        [
            Workbook(),
            CASE,
            PICKED,
            decided(PICKED, "split"),
            decided(PICKED, "retire"),
            PANEL.change(decided(PICKED, "retire"), DECIDE, True),
        ]
    ),
    st.lists(st.tuples(st.integers(0, 40), ODD), max_size=4),
)
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_the_whole_page_is_seen() -> None:
    """Do retirement and transformation show their own plan?"""
    for word, name in (("retire", "Retirement plan"), ("transform", "Transformation plan")):
        assert any(name in getattr(one, "title", "") for one in every(PANEL.draw(decided(PICKED, word))))


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, decided(steps(PANEL, PICKED, (v("g6-why"), "uptake")), "retire")) >= 10
