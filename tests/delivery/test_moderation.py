"""The moderator: every action with a reason, in a log that shows if it was touched; the table shows no score."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.attempt import GRACE_MS
from pmo_course_lib.assessment.room import chain_holds
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import collect_all
from pmo_course_lib.delivery.moderation import IDLE_MS, Seat, act, read_room, seats
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import read_lines

from .pages import HOUR, MINUTE, Page, Time

Open = Callable[..., Page]


def refused(cohort: Cohort, *arguments: Any, **options: Any) -> tuple[str, ...]:
    """The problems of an action, which must have changed nothing."""
    before = read_lines(cohort.room_log)
    with pytest.raises(CourseError) as caught:
        act(cohort, *arguments, **options)
    assert read_lines(cohort.room_log) == before
    assert all(line.endswith((".", "record.")) for line in caught.value.problems)
    return caught.value.problems


def seat(cohort: Cohort, who: str = "anna") -> Seat:
    """One row of the table."""
    return next(one for one in seats(cohort) if one.id == who)


@pytest.mark.parametrize(("action", "candidate", "minutes"), [
    ("open", "*", 0), ("close", "*", 0), ("pause", "*", 0), ("pause", "anna", 0), ("resume", "*", 0), ("resume", "anna", 0),
    ("extend", "*", 1), ("extend", "anna", 180), ("end", "*", 0), ("end", "anna", 0), ("note", "*", 0), ("note", "anna", 0)])
def test_actions(cohort: Cohort, time: Time, action: str, candidate: str, minutes: int) -> None:
    """Is each action logged with time, person and reason?"""
    act(cohort, action, candidate, reason="  because ", minutes=minutes)
    (line,) = read_lines(cohort.room_log)
    assert (line["at"], line["action"], line["candidate"], line["reason"]) == (time.now, action, candidate, "because")
    assert line.get("minutes", 0) == minutes and line["before"] == ""


@pytest.mark.parametrize("action", ["open", "close", "pause", "resume", "extend", "end", "note"])
@pytest.mark.parametrize("reason", ["", "  \n", "x" * 301])
def test_reason_is_demanded(cohort: Cohort, action: str, reason: str) -> None:
    """Is no action possible without a reason, or with an endless one?"""
    (line,) = refused(cohort, action, reason=reason, minutes=5)
    assert "Say why" in line


@pytest.mark.parametrize(("arguments", "says"), [
    (("explode", "*"), "Unknown action"), (("pause", "dora"), "No candidate"), (("pause", ""), "No candidate"),
    (("reopen", "*"), "one candidate"), (("open", "anna"), "whole class"), (("close", "anna"), "whole class"),
    (("reopen", "anna"), "no finished attempt")])
def test_impossible_actions(cohort: Cohort, arguments: tuple[str, str], says: str) -> None:
    """Is an action that makes no sense refused with a sentence?"""
    assert any(says in line for line in refused(cohort, *arguments, reason="test", minutes=5))


@pytest.mark.parametrize("minutes", [0, -1, 181, 10**9, 1.5, True, "5", None])
def test_minutes(cohort: Cohort, minutes: Any) -> None:
    """Are minutes a whole number from 1 to 180?"""
    assert any("from 1 to 180" in line for line in refused(cohort, "extend", reason="test", minutes=minutes))


ODD = st.none() | st.integers() | st.text(max_size=4) | st.lists(st.integers(),
                                                                 max_size=2) | st.dictionaries(st.text(max_size=2), st.none())


@given(ODD | st.just("pause"), ODD | st.just("anna"), ODD | st.just("\ud800"), ODD)
@settings(deadline=None, derandomize=True, database=None, max_examples=100,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_arguments(cohort: Cohort, time: Time, action: Any, candidate: Any, reason: Any, minutes: Any) -> None:
    """Do any values give an action or a sentence, and leave the log whole?"""
    try:
        act(cohort, action, candidate, reason, minutes)
    except CourseError as error:
        assert error.problems
    assert chain_holds(read_lines(cohort.room_log))


def test_log_is_chained(cohort: Cohort, time: Time) -> None:
    """Does the log show a changed line, and does a torn one in between cost nothing?"""
    act(cohort, "open", reason="Prüfung ä")
    cohort.room_log.write_bytes(cohort.room_log.read_bytes() + b'{"at": 5, "act')
    act(cohort, "pause", "anna", reason="break")
    act(cohort, "resume", "anna", reason="break over")
    log = read_lines(cohort.room_log)
    assert len(log) == 3 and chain_holds(log)
    assert not chain_holds([{**log[0], "reason": "other"}, *log[1:]]) and not chain_holds(log[1:])


def test_seats_through_the_exam(cohort: Cohort, open_page: Open, time: Time) -> None:
    """Does the table show not started, working, idle, stopped, handed in and ended, with counts and deadline?"""
    assert [(one.id, one.state, one.started, one.deadline) for one in seats(cohort)] == [
        (who, "not started", None, None) for who in ("anna", "ben", "cleo")]
    act(cohort, "open", reason="start")
    anna, ben, cleo = (open_page(who, f"page-{who}") for who in ("anna", "ben", "cleo"))
    begun = time.now
    for page in (anna, ben, cleo):
        page.change("start")
        page.answer(0)
    assert (seat(cohort).state, seat(cohort).answered, seat(cohort).total, seat(cohort).deadline) == ("working", 1, 50,
                                                                                                      begun + HOUR)
    assert seat(cohort, "ben").deadline == begun + 75 * MINUTE
    time.pass_(IDLE_MS + 1)
    assert seat(cohort).state == "idle"
    anna.answer(1)
    assert seat(cohort).state == "working" and seat(cohort).last_at == time.now
    act(cohort, "pause", "ben", reason="break")
    assert [one.state for one in seats(cohort)] == ["working", "clock stopped", "idle"]
    act(cohort, "resume", "ben", reason="break over")
    anna.change("submit")
    anna.answer(2)
    assert (seat(cohort).state, seat(cohort).unscored, seat(cohort).deadline) == ("handed in", 1, None)
    act(cohort, "end", "ben", reason="ill")
    time.pass_(2 * HOUR + GRACE_MS)
    assert collect_all(cohort) == 3
    assert [one.state for one in seats(cohort)] == ["handed in", "ended by moderator", "ended by deadline"]


def test_late_answers_are_counted(cohort: Cohort, open_page: Open, time: Time) -> None:
    """Does the table show how many answers came late but count?"""
    act(cohort, "open", reason="start")
    page = open_page()
    page.change("start")
    time.pass_(HOUR + 1000)
    page.answer(0, t=time.now - 2000)
    assert (seat(cohort).late, seat(cohort).unscored) == (1, 0)


def test_table_shows_no_score(cohort: Cohort, open_page: Open) -> None:
    """Does the table hold neither keys nor scores nor links?"""
    (cohort.folder / "key.json").unlink()
    assert {field.name for field in attrs.fields(Seat)}.isdisjoint({"raw", "score", "percent", "passed", "key", "token", "seed"})
    text = json.dumps([attrs.asdict(one) for one in seats(cohort)])
    assert not any(person.token in text or person.seed in text for person in cohort.people.persons)


def test_reopen(cohort: Cohort, open_page: Open, time: Time) -> None:
    """Does reopening need a finished attempt, undo an end of the class for one person only, and can it end again?"""
    act(cohort, "open", reason="start")
    anna, ben = open_page(), open_page("ben", "p2")
    anna.change("start")
    ben.change("start")
    assert any("nothing to reopen" in line for line in refused(cohort, "reopen", "anna", reason="test", minutes=5))
    time.pass_(MINUTE)
    act(cohort, "end", reason="time is up")
    assert collect_all(cohort) == 2
    act(cohort, "reopen", "anna", reason="ended too early", minutes=5)
    assert (anna.phase, ben.phase) == ("working", "submitted")
    assert collect_all(cohort) == 1
    act(cohort, "end", "anna", reason="enough")
    assert collect_all(cohort) == 2 and anna.phase == "submitted"


def test_state_of_the_room(cohort: Cohort) -> None:
    """Does the room open and close as logged, and read as closed when there is no log?"""
    assert not read_room(cohort).opened
    act(cohort, "open", reason="start")
    assert read_room(cohort).opened
    act(cohort, "close", reason="end")
    assert not read_room(cohort).opened


def test_identity_is_noted_for_one_person(cohort: Cohort) -> None:
    """Is a checked identity kept in the log and shown for that person alone, and refused for the whole class?"""
    act(cohort, "identify", "anna", reason="Identity checked")
    assert {seat.id for seat in seats(cohort) if seat.identified} == {"anna"}
    with pytest.raises(CourseError, match="one candidate"):
        act(cohort, "identify", reason="Identity checked")
