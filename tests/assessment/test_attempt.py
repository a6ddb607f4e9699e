"""Journal and room log: what the lines mean, and that no line can break the exam."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.attempt import GRACE_MS, Attempt, change_problem, clock, form_items, replay, well_formed
from pmo_course_lib.assessment.room import Pause, Room, chain_holds, chained, replay_room

from .samples import form

STEADY = settings(deadline=None, derandomize=True, database=None, max_examples=250)
START, MINUTE, HOUR = 1_000_000, 60_000, 3_600_000
EVERYBODY = "*"


def room(*entries: tuple[Any, ...]) -> Room:
    """A room after (time, action, candidate, more) lines."""
    return replay_room({"at": at, "action": action, "candidate": who, "reason": "test", **(more[0] if more else {})}
                       for at, action, who, *more in entries)


def deadline(room_: Room, now: int, who: str = "anna", multiplier: float = 1) -> int:
    """Milliseconds after the start."""
    return clock(START, 3600, multiplier, room_, who, now).deadline - START


def line(n: int, kind: str = "answer", page: str = "p", **fields: Any) -> dict[str, Any]:
    """A well-formed journal line."""
    wanted: dict[str, dict[str, Any]] = {
        "answer": {"choice": "a"}, "flag": {"on": True}, "strike": {"on": True, "option": "a"}, "start": {"attempt": "t"},
        "end": {"by": "candidate"}, "reopen": {}}
    base = {"kind": kind, "at": START + n, "page": page, "n": n, "t": START + n, "item": "XX-0001", "timing": "on_time"}
    return {**base, **wanted[kind], **fields}


# --- the clock -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("multiplier", "expected"), [(1, HOUR), (1.25, 75 * MINUTE), (1.5, 90 * MINUTE), (1.1, 66 * MINUTE),
                                                      (4, 4 * HOUR), (1.3333, 4_799_880)])
def test_multiplier(multiplier: float, expected: int) -> None:
    """Is the working time the form's time by the multiplier, to the millisecond?"""
    assert deadline(Room(), START, multiplier=multiplier) == expected


def test_pauses() -> None:
    """Do pauses lengthen the time by their length: before, over and after the start, own and everybody's, overlapping once?"""
    log = [(START - 50, "pause", EVERYBODY), (START - 10, "resume", EVERYBODY)]
    assert deadline(room(*log), START + HOUR) == HOUR
    assert deadline(room((START - 50, "pause", EVERYBODY), (START + 100, "resume", EVERYBODY)), START + HOUR) == HOUR + 100
    log = [(START + 10, "pause", EVERYBODY), (START + 20, "pause", "anna"), (START + 30, "resume", "anna"),
           (START + 60, "resume", EVERYBODY), (START + 60, "pause", "ben"), (START + 90, "resume", "ben")]
    assert deadline(room(*log), START + HOUR) == HOUR + 50
    assert deadline(room(*log), START + HOUR, "ben") == HOUR + 80
    log = [(START + 10, "pause", "anna"), (START + 15, "pause", EVERYBODY), (START + 30, "resume", EVERYBODY)]
    assert deadline(room(*log), START + HOUR) == HOUR + 20, "everybody's resume ends the own pause too"


@given(st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 40), st.sampled_from(["anna", EVERYBODY, "ben"])), max_size=6))
@STEADY
def test_overlapping_pauses(spans: list[tuple[int, int, str]]) -> None:
    """Is the time that is given back the milliseconds since the start in which an own pause was on, counted singly?"""
    stopped = {moment for since, length, who in spans if who != "ben" for moment in range(since, since + length) if moment >= 0}
    room_ = Room(pauses=[Pause(who, START + since, START + since + length) for since, length, who in spans])
    assert deadline(room_, START + 200) == HOUR + len(stopped)


def test_open_pause() -> None:
    """While the clock stands, does the deadline move on with it, and stay when it goes on?"""
    paused = room((START + 10, "pause", "anna"))
    assert [deadline(paused, START + now) for now in (5, 10, 110)] == [HOUR, HOUR, HOUR + 100]
    assert clock(START, 3600, 1, paused, "anna", START + 110).paused
    assert not clock(START, 3600, 1, paused, "ben", START + 110).paused
    assert deadline(room((START + 10, "pause", "anna"), (START + 60, "resume", "anna")), START + 110) == HOUR + 50
    before = room((START - 1000, "pause", EVERYBODY))
    assert deadline(before, START + 70) == HOUR + 70, "a pause that was on at the start counts from the start"


def test_resume_of_one_leaves_everybodys_pause() -> None:
    """Does resuming one candidate leave the class's pause on?"""
    both = room((START, "pause", EVERYBODY), (START + 5, "resume", "anna"))
    assert both.is_paused("anna") and both.is_paused("ben")


def test_extensions() -> None:
    """Does time for everybody reach those who had started, and own time count also before the start?"""
    more = {"minutes": 5}
    assert deadline(room((START - 1, "extend", EVERYBODY, more)), START) == HOUR
    assert deadline(room((START + 1, "extend", EVERYBODY, more)), START) == HOUR + 5 * MINUTE
    assert deadline(room((START - 1, "extend", "anna", more)), START) == HOUR + 5 * MINUTE
    assert deadline(room((START + 1, "extend", "ben", more)), START) == HOUR
    assert deadline(room((START, "extend", "anna", more), (START, "extend", EVERYBODY, more)), START) == HOUR + 10 * MINUTE


@pytest.mark.parametrize("minutes", [0, -5, 181, 10**9, 5.0, True, "5", None])
def test_extension_out_of_range(minutes: Any) -> None:
    """Does a log line with minutes that no moderator can give change nothing?"""
    assert deadline(room((START, "extend", "anna", {"minutes": minutes})), START) == HOUR


def test_reopen_gives_what_was_left_and_more() -> None:
    """Handed in after 20 minutes, reopened two hours later: are there 40 minutes left, and what was added?"""
    ended, reopened = START + 20 * MINUTE, START + 140 * MINUTE
    again = room((reopened, "reopen", "anna", {"ended": ended, "minutes": 3}))
    assert clock(START, 3600, 1, again, "anna", reopened).deadline == reopened + 43 * MINUTE
    assert deadline(again, reopened, "ben") == HOUR
    paused_meanwhile = room((START + 30 * MINUTE, "pause", EVERYBODY), (START + 60 * MINUTE, "resume", EVERYBODY),
                            (reopened, "reopen", "anna", {"ended": ended, "minutes": 3}))
    assert clock(START, 3600, 1, paused_meanwhile, "anna", reopened).deadline == reopened + 43 * MINUTE


def test_end_and_reopen() -> None:
    """Does the latest word of the log count, also when the computer's clock was set back in between?"""
    ended = room((START + 5, "end", EVERYBODY))
    assert ended.ended_at("anna") == START + 5 == ended.ended_at("ben")
    reopen = (START + 9, "reopen", "anna", {"ended": START + 5, "minutes": 1})
    log = [(START + 5, "end", EVERYBODY), reopen]
    assert room(*log).ended_at("anna") is None
    assert room(*log).ended_at("ben") == START + 5
    assert room(*log, (START + 20, "end", "anna")).ended_at("anna") == START + 20
    assert room(*log, (START + 9, "end", "anna")).ended_at("anna") == START + 9, "in the same millisecond"
    assert room(*log, (START + 2, "end", "anna")).ended_at("anna") == START + 2, "after the clock was set back"
    assert room((START + 9, "end", "anna"), (START + 7, "reopen", "anna", reopen[3])).ended_at("anna") is None


@pytest.mark.parametrize(("arrived", "chosen", "expected"), [
    (0, 0, "on_time"), (HOUR, HOUR, "on_time"), (HOUR + 1, HOUR, "late_sync"), (HOUR + GRACE_MS, 0, "late_sync"),
    (HOUR + GRACE_MS + 1, 0, "too_late"), (HOUR + 1, HOUR + 1, "too_late"), (HOUR + 10 * MINUTE, HOUR, "too_late")])
def test_timing(arrived: int, chosen: int, expected: str) -> None:
    """Does a choice made in time count for 30 seconds longer, and no other?"""
    assert clock(START, 3600, 1, Room(), "anna", START).timing(START + arrived, START + chosen) == expected
    assert GRACE_MS == 30_000


WHO = st.sampled_from(["anna", "ben", EVERYBODY])
STEP = st.tuples(st.integers(0, 90 * MINUTE), st.sampled_from(["pause", "resume", "extend", "open", "close", "note"]), WHO,
                 st.integers(1, 180))


@given(st.lists(STEP, max_size=12), st.lists(st.integers(0, 3 * HOUR), min_size=2, max_size=5).map(sorted))
@STEADY
def test_clock_is_monotone(steps: list[tuple[int, str, str, int]], moments: list[int]) -> None:
    """Does time only pass, whatever the moderator does: no deadline comes earlier, no time left grows by waiting?"""
    steps.sort(key=lambda step: step[0])
    log = [{"at": START + at, "action": action, "candidate": who, "minutes": minutes} for at, action, who, minutes in steps]
    last = log[-1]["at"] if log else START
    shown = [clock(START, 3600, 1.25, replay_room(log), "anna", last + moment) for moment in moments]
    for (early, at), (late, later) in itertools.pairwise(zip(shown, moments, strict=True)):
        assert early.deadline <= late.deadline <= early.deadline + later - at
        assert late.paused == (late.deadline == early.deadline + later - at) or at == later
    deadlines = [clock(START, 3600, 1.25, replay_room(log[:n]), "anna", last).deadline for n in range(len(log) + 1)
                 if not replay_room(log[:n]).is_paused("anna")]
    assert all(deadline_ >= START + 75 * MINUTE for deadline_ in deadlines)


# --- the log's chain -----------------------------------------------------------------------------------------------------


def chain(length: int) -> list[dict[str, Any]]:
    """A good log."""
    entries: list[dict[str, Any]] = []
    for n in range(length):
        entries.append(chained({"at": n, "action": "note", "candidate": "anna", "reason": f"ä {n}"},
                               entries[-1] if entries else None))
    return entries


@given(st.integers(2, 8), st.data())
@STEADY
def test_chain(length: int, data: st.DataObject) -> None:
    """Are a changed, a dropped, an inserted and two exchanged lines all noticed?"""
    log = chain(length)
    assert chain_holds(log) and chain_holds([])
    place = data.draw(st.integers(0, length - 2))
    changed = [dict(entry) for entry in log]
    changed[place][data.draw(st.sampled_from(["at", "reason", "candidate", "before"]))] = "other"
    assert not chain_holds(changed)
    assert not chain_holds(log[:place] + log[place + 1:])
    assert not chain_holds([*log[:place], chained({"at": 0, "action": "end"}, log[place - 1] if place else None), *log[place:]])
    assert not chain_holds([*log[:place], log[place + 1], log[place], *log[place + 2:]])


# --- replay --------------------------------------------------------------------------------------------------------------


def test_replay_of_a_life() -> None:
    """Do start, answers, flags, strikes, clearing, end and reopening give the state that they describe?"""
    life = [line(1, "start"), line(2), line(3, item="XX-0002", choice="b"), line(4, "flag"), line(5, "strike", option="c"),
            line(6, "strike", option="b"), line(7, "strike", option="c", on=False), line(8, choice=None),
            line(10, "strike", option="d"), line(9, "end")]
    attempt = replay(life)
    assert (attempt.started, attempt.attempt, attempt.ended, attempt.ended_by) == (START + 1, "t", START + 9, "candidate")
    assert attempt.answers["XX-0001"].shown() == {"choice": None, "flagged": True, "struck": ["b", "d"]}
    assert attempt.answered == 1 and attempt.revision == attempt.end_revision == 10 and attempt.damaged == 0
    attempt.apply(line(11, "reopen"))
    assert attempt.ended is None and attempt.ended_by == "" and attempt.started == START + 1


def test_start_counts_once() -> None:
    """Does a second start change neither the time nor the attempt?"""
    attempt = replay([line(1, "start"), line(1, "start", page="q", attempt="u", at=START + 500)])
    assert (attempt.started, attempt.attempt) == (START + 1, "t")


def test_older_choice_sent_again_does_not_win() -> None:
    """Two pages: does the choice that was made later stay, although an older one arrives after it?"""
    attempt = replay([line(1, "start"), line(2, page="q", choice="b", t=START + 50), line(7, page="p", choice="a", t=START + 40)])
    assert attempt.answers["XX-0001"].choice == "b"
    attempt.apply(line(8, page="p", choice="c", t=START + 50))
    assert attempt.answers["XX-0001"].choice == "c", "at the same moment the later arrival counts"


def test_late_sync_mark_belongs_to_the_choice_that_counts() -> None:
    """Is an answer marked late only when the choice that counts came late?"""
    late = line(3, choice="b", timing="late_sync", t=START + 30)
    assert replay([line(2, t=START + 20), late]).answers["XX-0001"].late_sync
    assert not replay([line(2, t=START + 40), late]).answers["XX-0001"].late_sync
    assert not replay([late, line(4, t=START + 40)]).answers["XX-0001"].late_sync


def test_too_late_is_kept_and_not_scored() -> None:
    """Is a change that came too late stored, and without effect?"""
    attempt = replay([line(2), line(3, choice="b", timing="too_late"), line(4, "flag", timing="too_late")])
    assert attempt.answers["XX-0001"].shown() == {"choice": "a", "flagged": False, "struck": []}
    assert [entry["n"] for entry in attempt.unscored] == [3, 4]


@given(st.lists(st.tuples(st.sampled_from(["answer", "flag", "strike"]), st.booleans(), st.sampled_from("abcd"),
                          st.sampled_from(["p", "q"])), max_size=12), st.data())
@STEADY
def test_repeated_lines_change_nothing(changes: list[tuple[str, bool, str, str]], data: st.DataObject) -> None:
    """Does a line that is there again, later, by page and number, leave answers and revision as they are?"""
    lines = [line(n, kind, page, on=on, option=option, choice=option if on else None)
             for n, (kind, on, option, page) in enumerate(changes, 1)]
    again = data.draw(st.lists(st.sampled_from(lines), max_size=6)) if lines else []
    once, twice = replay(lines), replay(lines + again)
    assert (once.answers, once.revision, once.seen) == (twice.answers, twice.revision, twice.seen)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("\ud800"),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
                    max_leaves=8)
BIG = st.integers(-10**20, 10**20)
JOURNAL = st.builds(
    lambda base, more: {**base, **more},
    st.builds(line, st.integers(1, 9), st.sampled_from(["start", "end", "reopen", "answer", "flag", "strike"])),
    st.dictionaries(st.sampled_from(["kind", "at", "page", "n", "t", "item", "timing", "choice", "on", "option", "by",
                                     "attempt"]),
                    JSON | BIG, max_size=2))
LOG = st.builds(lambda base, more: {**base, **more},
                st.fixed_dictionaries({"at": BIG, "candidate": WHO, "minutes": BIG, "ended": BIG, "action": st.sampled_from(
                    ["open", "close", "pause", "resume", "extend", "end", "reopen", "note"])}),
                st.dictionaries(st.sampled_from(["at", "action", "candidate", "minutes", "ended"]), JSON, max_size=2))
OBJECT = st.dictionaries(st.sampled_from(["kind", "at", "action", "candidate", "n", "page"]) | st.text(max_size=4), JSON,
                         max_size=5)


@given(st.lists(JOURNAL | OBJECT, max_size=10), st.lists(LOG | OBJECT, max_size=10), BIG)
@example([{"kind": ["answer"]}], [{"action": {}, "candidate": "anna", "at": 1}], 0)
@example([{"kind": "end", "at": 5, "by": "candidate"}], [], 0)
@STEADY
def test_any_lines(journal: list[dict[str, Any]], log: list[dict[str, Any]], now: int) -> None:
    """Can any JSON lines in a journal or a room log make replaying or the clock fail?"""
    attempt, room_ = replay(journal), replay_room(log)
    assert attempt.revision + attempt.damaged <= len(journal)
    assert attempt.damaged == sum(not well_formed(entry) for entry in journal)
    assert all(isinstance(answer.choice, str | None) for answer in attempt.answers.values())
    assert room_.ended_at("anna") is None or isinstance(room_.ended_at("anna"), int)
    if attempt.started is not None:
        assert isinstance(clock(attempt.started, 3600, 1.5, room_, "anna", now).deadline, int)


# --- what a page may change ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", [
    {"kind": "answer", "item": "XX-0001", "choice": "a"}, {"kind": "answer", "item": "XX-0001", "choice": None},
    {"kind": "flag", "item": "XX-0001", "on": False}, {"kind": "strike", "item": "XX-0004", "option": "d", "on": True}])
def test_good_change(message: dict[str, Any]) -> None:
    """Is each change of the contract accepted?"""
    assert change_problem(message, form_items(form())) is None


@pytest.mark.parametrize("message", [
    {"kind": "answer", "item": "XX-9999", "choice": "a"}, {"kind": "answer", "item": ["XX-0001"], "choice": "a"},
    {"kind": "answer", "choice": "a"}, {"kind": "answer", "item": "XX-0001"},
    {"kind": "answer", "item": "XX-0001", "choice": "e"},
    {"kind": "answer", "item": "XX-0001", "choice": {"a": 1}}, {"kind": "answer", "item": "XX-0001", "choice": False},
    {"kind": "flag", "item": "XX-0001"}, {"kind": "flag", "item": "XX-0001", "on": 1},
    {"kind": "flag", "item": "XX-0001", "on": None},
    {"kind": "strike", "item": "XX-0001", "on": True}, {"kind": "strike", "item": "XX-0001", "on": True, "option": None},
    {"kind": "strike", "item": "XX-0001", "on": True, "option": ["a"]},
    {"kind": "strike", "item": "XX-0001", "on": True, "option": "e"}])
def test_bad_change(message: dict[str, Any]) -> None:
    """Is each change that names no item, option or state of the form refused with a sentence?"""
    problem = change_problem(message, form_items(form()))
    assert problem and problem.endswith(".")


def test_empty_attempt() -> None:
    """Is nothing before the first line?"""
    assert replay([]) == Attempt() and Attempt().answered == 0
