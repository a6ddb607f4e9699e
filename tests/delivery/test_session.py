"""The kernel's side of the exam page: a whole life by messages, and everything that can go wrong on the way."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.attempt import GRACE_MS, well_formed
from pmo_course_lib.assessment.item import load_bank
from pmo_course_lib.assessment.responses import parse
from pmo_course_lib.delivery import session as session_module
from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.collector import collect, collect_all
from pmo_course_lib.delivery.moderation import act
from pmo_course_lib.delivery.session import Session
from pmo_course_lib.storage import append_line, read_lines

from .pages import HOUR, MINUTE, Page, Time

Open = Callable[..., Page]


@pytest.fixture
def working(anna: Page) -> Page:
    """Anna's page after the start of a fresh attempt."""
    act(anna.cohort, "open", reason="start")
    assert anna.change("start")["phase"] == "working"
    return anna


def responses(cohort: Cohort, who: str = "anna") -> Any:
    """The hand-in on disk, checked as the grader does."""
    raw = (cohort.hand_in(who) / "responses.json").read_bytes()
    parse(raw, cohort.key, who)
    return json.loads(raw)


# --- a whole life --------------------------------------------------------------------------------------------------------


def test_whole_life(anna: Page, time: Time) -> None:
    """From waiting to the receipt: does each step show what it should, and is the hand-in what was chosen?"""
    assert anna.phase == "waiting" and anna.send("clock")["message"]
    assert anna.change("start")["phase"] == "waiting"
    act(anna.cohort, "open", reason="start")
    assert anna.phase == "ready"
    begun = time.now
    state = anna.change("start")
    assert (state["phase"], state["deadline"], state["time_s"]) == ("working", begun + HOUR, 3600)
    assert len(state["items"]) == state["total"] == 50 and state["answered"] == 0 and state["n"] == anna.n
    time.pass_(MINUTE)
    ack = anna.answer(0)
    assert ack["kind"] == "ack" and ack["saved_at"] == time.now and (ack["answered"], ack["total"], ack["late"]) == (1, 50, False)
    item, options = anna.items[1], anna.options[anna.items[1]]
    anna.answer(1, options[2])
    anna.answer(1, options[3])
    anna.change("flag", item=item, on=True)
    ack = anna.change("strike", item=item, option=options[0], on=True)
    assert ack["answer"] == {"choice": options[3], "flagged": True, "struck": [options[0]]}
    anna.answer(2)
    assert anna.change("answer", item=anna.items[2], choice=None)["answered"] == 2
    time.pass_(MINUTE)
    state = anna.change("submit")
    assert state["phase"] == "submitted" and state["items"] == [] and state["answers"] == {} and state["deadline"] is None
    receipt = state["receipt"]
    assert (receipt["submitted_at"], receipt["answered"], receipt["ended_by"]) == (time.now, 2, "candidate")
    value = responses(anna.cohort)
    assert value["answers"][item] == {"choice": options[3], "flagged": True}
    assert value["answers"][anna.items[2]]["choice"] is None and value["ended_by"] == "candidate"
    assert value["revision"] == len(anna.journal) == 9
    (line,) = read_lines(anna.cohort.receipts)
    assert line["sha256"].startswith(receipt["sha256_short"]) and line["candidate"] == "anna"


def test_reload_and_other_device(working: Page, open_page: Open, time: Time) -> None:
    """Does a new kernel show the same order, answers and deadline?"""
    working.answer(3)
    time.pass_(5 * MINUTE)
    first, second = working.state(), open_page(name="p2").state()
    assert first == second and second["answers"][working.items[3]]["choice"]


def test_order_is_the_candidates_own(working: Page, open_page: Open) -> None:
    """Do two candidates see other orders of the same questions, each by the recorded seed?"""
    ben = open_page("ben", "p9")
    theirs = ben.change("start")
    mine = working.state()
    assert [item["id"] for item in mine["items"]] != [item["id"] for item in theirs["items"]]
    assert {item["id"] for item in mine["items"]} == {item["id"] for item in theirs["items"]} == set(working.items)
    for item in mine["items"]:
        assert sorted(option["id"] for option in item["options"]) == sorted(working.options[item["id"]])


def test_multiplier(cohort: Cohort, open_page: Open, time: Time) -> None:
    """Does the agreed extra time show, and move the deadline?"""
    act(cohort, "open", reason="start")
    state = open_page("cleo").change("start")
    assert (state["multiplier"], state["time_s"], state["deadline"]) == (2, 7200, time.now + 2 * HOUR)


def test_closing_the_door_stops_nobody_who_works(working: Page, open_page: Open) -> None:
    """After the exam is closed to new starts, do those who work go on?"""
    act(working.cohort, "close", reason="late arrivals end")
    assert working.answer(0)["kind"] == "ack"
    assert open_page("ben").change("start")["phase"] == "waiting"


# --- what a page may see -------------------------------------------------------------------------------------------------


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in _names(inner)}
    return {name for inner in value for name in _names(inner)} if isinstance(value, list) else set()


def test_no_reply_tells_an_answer(anna: Page, exam: Path, time: Time) -> None:
    """Does any reply in any phase hold a key, a rationale or a reference, by name or by text?"""
    replies = [anna.state(), anna.send("clock")]
    act(anna.cohort, "open", reason="start")
    replies += [anna.state(), anna.change("start"), anna.answer(0), anna.state()]
    act(anna.cohort, "pause", reason="alarm")
    replies += [anna.state(), anna.answer(1)]
    act(anna.cohort, "resume", reason="alarm over")
    replies += [anna.change("submit"), anna.answer(1), anna.state()]
    assert {reply.get("phase") for reply in replies} >= {"waiting", "ready", "working", "paused", "submitted"}
    text = json.dumps(replies, ensure_ascii=False)
    assert not _names(replies) & {"key", "accept", "rationale", "references", "reference", "difficulty_estimate", "seed", "token"}
    person = anna.cohort.people.find("anna")
    assert person.token not in text and person.seed not in text
    for item in load_bank(exam / "bank").values():
        assert not any(option.rationale in text for option in item.options)


def test_questions_only_while_working(anna: Page, time: Time) -> None:
    """Are questions and answers sent while the candidate works, and in no other phase?"""
    seen = {}
    stem = anna.cohort.form.items[0].stem

    def look() -> None:
        reply = anna.state()
        seen[reply["phase"]] = bool(reply["items"]) or stem in json.dumps(reply, ensure_ascii=False)

    look()
    act(anna.cohort, "open", reason="start")
    look()
    anna.change("start")
    look()
    act(anna.cohort, "pause", "anna", reason="break")
    look()
    act(anna.cohort, "resume", "anna", reason="break over")
    anna.change("submit")
    look()
    assert seen == {"waiting": False, "ready": False, "working": True, "paused": False, "submitted": False}


def test_kernel_needs_no_key(cohort: Cohort, time: Time) -> None:
    """Does a whole life work without key.json, so that no candidate's kernel reads it?"""
    (cohort.folder / "key.json").unlink()
    page = Page(cohort, "anna", time, "p1")
    act(cohort, "open", reason="start")
    page.change("start")
    page.answer(0)
    assert page.change("submit")["receipt"]
    assert (cohort.hand_in("anna") / "responses.json").exists()


# --- refusals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [
    {"kind": "answer", "choice": "zz"}, {"kind": "answer"}, {"kind": "answer", "choice": ["a"]}, {"kind": "flag"},
    {"kind": "flag", "on": 1}, {"kind": "strike", "on": True}, {"kind": "strike", "on": True, "option": "zz"},
    {"kind": "answer", "choice": None, "item": "XX-0000"}, {"kind": "flag", "on": True, "item": {"a": 1}}])
def test_invalid_changes(working: Page, fields: dict[str, Any]) -> None:
    """Is a change that the form does not offer refused as invalid, and nothing written?"""
    before = working.journal
    kind = fields.pop("kind")
    reply = working.change(kind, **{"item": working.items[0], **fields})
    assert (reply["kind"], reply["reason"], reply["n"]) == ("refused", "invalid", working.n) and reply["message"]
    assert working.journal == before


def test_answer_before_the_start(anna: Page) -> None:
    """Is an answer refused before the clock runs?"""
    act(anna.cohort, "open", reason="start")
    assert anna.answer(0)["reason"] == "invalid"
    assert anna.journal == []


def test_answer_after_handing_in(working: Page) -> None:
    """Is an answer after handing in stored for the moderator, not scored, and said to be so each time it is sent?"""
    working.answer(0)
    working.change("submit")
    raw = (working.cohort.hand_in("anna") / "responses.json").read_bytes()
    first = working.answer(1)
    again = working.send("answer", n=working.n, t=working.time.now, item=working.items[1],
                         choice=working.options[working.items[1]][0])
    assert (first["kind"], first["reason"]) == (again["kind"], again["reason"]) == ("refused", "closed")
    assert [line["timing"] for line in working.journal if line["kind"] == "answer"] == ["on_time", "too_late"]
    collect(working.cohort, working.cohort.people.find("anna"))
    assert (working.cohort.hand_in("anna") / "responses.json").read_bytes() == raw, "the receipt code stays true"
    assert len(read_lines(working.cohort.receipts)) == 1


def test_start_and_submit_again(working: Page) -> None:
    """Do a second start and a second submit change nothing and show how things are?"""
    working.answer(0)
    lines = working.journal
    assert working.change("start")["phase"] == "working"
    assert working.journal == lines
    first = working.change("submit")
    assert working.change("submit")["receipt"] == first["receipt"]
    assert len(read_lines(working.cohort.receipts)) == 1


def test_flood(working: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is there an end to how much one candidate can write, also after handing in, and is handing in still possible?"""
    monkeypatch.setattr(session_module, "MOST_LINES", 5)
    replies = [working.answer(n % 3)["kind"] for n in range(10)]
    assert replies == ["ack"] * 4 + ["refused"] * 6
    assert working.change("submit")["phase"] == "submitted"
    assert working.answer(0)["kind"] == "refused" and len(working.journal) == 6


def test_junk_in_known_messages_is_not_stored(working: Page) -> None:
    """Are fields that a change does not have kept out of the journal, however large?"""
    item = working.items[0]
    working.change("flag", item=item, on=True, choice={"x": "y" * 100_000}, option=[1], extra="z" * 100_000)
    working.change("answer", item=item, choice=None, on={"x": 1}, option="\ud800")
    assert all(len(json.dumps(line)) < 300 for line in working.journal)
    assert [line["kind"] for line in working.journal] == ["start", "flag", "answer"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["\ud800", "p1", "a", 2**53,
                                                                                                     -1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6)
KINDS = st.sampled_from(["hello", "clock", "start", "answer", "flag", "strike", "submit", "end", "state"])
NEAR = st.fixed_dictionaries(
    {"kind": KINDS, "page": st.sampled_from(["p1", "p2"]) | st.text(max_size=3), "n": st.integers(1, 30),
     "t": st.integers(0, 2**41)},
    optional={"item": st.sampled_from(["OR-0001", "SD-0001", "XX-0000"]), "choice": st.sampled_from(["a", "b", None]),
              "option": st.sampled_from(["a", "z"]), "on": st.booleans()})
BENT = st.builds(lambda base, more: {**base, **more}, NEAR, st.dictionaries(
    st.sampled_from(["kind", "page", "n", "t", "item", "choice", "option", "on", "timing", "at"]), JSON, max_size=2))


@given(st.lists(NEAR | BENT | JSON, max_size=8), st.sampled_from(["waiting", "working", "paused"]))
@example([{"kind": "answer", "page": "\ud800", "n": 1, "t": 1, "item": "OR-0001", "choice": "a"}], "working")
@example([{"kind": "answer", "page": "p1", "n": 1, "t": 1, "item": "OR-0001"}], "working")
@settings(deadline=None, derandomize=True, database=None, max_examples=120,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_messages(cohort: Cohort, time: Time, messages: list[Any], phase: str) -> None:
    """Can any messages make the kernel fail, answer with what is no JSON, or write a line that is not well formed?"""
    for path in (cohort.journal("anna"), cohort.room_log, cohort.receipts):
        path.unlink(missing_ok=True)
    session = Session(cohort, cohort.people.find("anna"))
    if phase != "waiting":
        act(cohort, "open", reason="start")
        session.handle({"kind": "start", "page": "first", "n": 1, "t": 1})
    if phase == "paused":
        act(cohort, "pause", reason="alarm")
    for message in messages:
        reply = session.handle(message)
        assert reply is None or json.dumps(reply, ensure_ascii=False, allow_nan=False).encode()
    lines = read_lines(cohort.journal("anna"))
    assert all(map(well_formed, lines)) and len({(line["page"], line["n"]) for line in lines if "page" in line}) == len(lines)
    fresh = Session(cohort, cohort.people.find("anna"))
    assert fresh.handle({"kind": "hello"}) == session.handle({"kind": "hello"})


# --- two pages, lost replies ---------------------------------------------------------------------------------------------


def test_two_pages_see_each_other(working: Page, open_page: Open, time: Time) -> None:
    """Does each of two pages see what the other did, and does the clock tell it to look?"""
    other = open_page(name="p2")
    before = other.send("clock")["revision"]
    working.answer(0)
    assert other.send("clock")["revision"] > before
    assert other.state()["answers"] == working.state()["answers"]
    time.pass_(1000)
    other.change("answer", item=working.items[0], choice=working.options[working.items[0]][1])
    assert working.state()["answers"][working.items[0]]["choice"] == working.options[working.items[0]][1]
    other.change("submit")
    assert working.phase == "submitted" and working.answer(1)["reason"] == "closed"


def test_older_choice_of_another_page(working: Page, open_page: Open, time: Time) -> None:
    """Is an older choice that arrives later acknowledged with the newer one that counts?"""
    other, item = open_page(name="p2"), working.items[0]
    newer, older = working.options[item][0], working.options[item][1]
    working.answer(0, newer)
    ack = other.change("answer", item=item, choice=older, t=time.now - 5000)
    assert ack["kind"] == "ack" and ack["answer"]["choice"] == newer


def test_lost_acknowledgement(working: Page, open_page: Open) -> None:
    """The kernel dies after writing, before answering: is the change sent again acknowledged without a second line?"""
    append_line(working.cohort.journal("anna"), {
        "kind": "answer", "at": working.time.now, "page": "p1", "n": 9, "t": working.time.now, "item": working.items[0],
        "choice": working.options[working.items[0]][0], "timing": "on_time"})
    lines, fresh = working.journal, open_page()
    ack = fresh.send("answer", n=9, t=fresh.time.now, item=fresh.items[0], choice=fresh.options[fresh.items[0]][0])
    assert ack["kind"] == "ack" and ack["answered"] == 1 and fresh.journal == lines


def test_other_kernel_between_look_and_lock(working: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another kernel writes the same change just before this one has the lock: is there one line only?"""
    lock, item = session_module.lock, working.items[0]
    choice = working.options[item][0]

    def late(path: Path) -> Any:
        append_line(path, {"kind": "answer", "at": working.time.now, "page": "p1", "n": 2, "t": working.time.now, "item": item,
                           "choice": choice, "timing": "on_time"})
        return lock(path)

    monkeypatch.setattr(session_module, "lock", late)
    assert working.answer(0)["kind"] == "ack"
    assert [line["n"] for line in working.journal] == [1, 2]


def test_torn_last_line(working: Page, open_page: Open) -> None:
    """The kernel dies while writing: is the torn line no answer, and the same change written whole when sent again?"""
    journal = working.cohort.journal("anna")
    journal.write_bytes(journal.read_bytes() + b'{"kind":"answer","at":1,"page":"p1","n":2,"it')
    fresh = open_page()
    assert fresh.state()["answered"] == 0
    fresh.n = 1
    assert fresh.answer(0)["kind"] == "ack"
    assert open_page().state()["answered"] == 1


@pytest.mark.parametrize("step", ["fsync", "open"])
def test_disk_error(working: Page, open_page: Open, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Is an answer that the disk did not take refused to be sent again, and then written once?"""
    working.answer(0)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr(os, "fsync", fail)
        else:
            patch.setattr(session_module, "append_line", fail)
        reply = working.answer(1)
        assert (reply["kind"], reply["reason"], reply["n"], reply["page"]) == ("refused", "storage", working.n, "p1")
    ack = working.send("answer", n=working.n, t=working.time.now, item=working.items[1],
                       choice=working.options[working.items[1]][0])
    assert ack["kind"] == "ack" and ack["answered"] == 2
    assert [line["n"] for line in working.journal] == [1, 2, 3]
    assert open_page().state()["answers"] == working.state()["answers"]


def test_disk_error_on_submit(working: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is handing in that met a full disk finished when it is sent again, with every answer?"""
    working.answer(0)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
        assert working.change("submit")["reason"] == "storage"
    assert working.change("submit")["phase"] == "submitted"
    assert collect_all(working.cohort) == 1
    assert responses(working.cohort)["answers"][working.items[0]]["choice"]


def test_storage_refusal_echoes_nothing_odd(working: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a failing disk, does a malformed message get a reply that can be sent, or none?"""
    monkeypatch.setattr(Session, "_refresh", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "Input/output error")))
    for page in ("\ud800", {"a": float("nan")}, None, 7):
        reply = working.session.handle({"kind": "hello", "page": page, "n": page})
        assert reply is None or json.dumps(reply, ensure_ascii=False, allow_nan=False).encode()


# --- the clock -----------------------------------------------------------------------------------------------------------


def test_deadline(working: Page, time: Time) -> None:
    """At the end: do answers in time count, also those that arrive within 30 s, and later ones not; is all handed in?"""
    working.answer(0)
    time.pass_(HOUR)
    assert working.answer(1)["late"] is False
    time.pass_(10_000)
    ack = working.answer(2, t=time.now - 12_000)
    assert ack["kind"] == "ack" and ack["late"] is True
    assert working.answer(3)["reason"] == "closed"
    assert not working.cohort.hand_in("anna").exists()
    time.pass_(GRACE_MS)
    state = working.state()
    assert state["phase"] == "submitted" and state["receipt"]["ended_by"] == "deadline" and state["receipt"]["answered"] == 3
    assert working.answer(4, t=time.now - HOUR)["reason"] == "closed"
    value = responses(working.cohort)
    assert set(value["answers"]) == set(working.items[:3]) and value["answers"][working.items[2]]["late_sync"] is True
    assert value["ended_by"] == "deadline" and state["receipt"]["submitted_at"] == working.journal[0]["at"] + HOUR


def test_collector_ends_what_no_page_asks_for(working: Page, time: Time) -> None:
    """Is an attempt whose page is gone handed in after the grace, not before?"""
    working.answer(0)
    time.pass_(HOUR + GRACE_MS)
    assert collect_all(working.cohort) == 0
    time.pass_(1)
    assert collect_all(working.cohort) == 1
    assert responses(working.cohort)["answers"] == {working.items[0]: {"choice": working.options[working.items[0]][0],
                                                                       "flagged": False}}


def test_client_clock_ahead(working: Page, time: Time) -> None:
    """Is a client's time in the future taken as now, so that later choices still win?"""
    item = working.items[0]
    working.answer(0, t=time.now + HOUR)
    time.pass_(1000)
    assert working.change("answer", item=item, choice=working.options[item][1])["answer"]["choice"] == working.options[item][1]


def test_pause(working: Page, time: Time) -> None:
    """While the clock stands: are questions hidden, answers kept back, and the time given back afterwards?"""
    deadline = working.state()["deadline"]
    act(working.cohort, "pause", reason="fire alarm")
    state = working.state()
    assert state["phase"] == "paused" and state["paused"] and state["items"] == [] and state["message"]
    reply = working.answer(0)
    assert (reply["kind"], reply["reason"]) == ("refused", "paused") and len(working.journal) == 1
    assert working.change("submit")["phase"] == "paused"
    time.pass_(2 * HOUR)
    assert collect_all(working.cohort) == 0, "nobody is ended while the clock stands"
    act(working.cohort, "resume", reason="alarm over")
    assert working.state()["deadline"] == deadline + 2 * HOUR
    ack = working.send("answer", n=reply["n"], t=deadline - HOUR, item=working.items[0],
                       choice=working.options[working.items[0]][0])
    assert ack["kind"] == "ack"


def test_end_by_the_moderator(working: Page, time: Time) -> None:
    """Is an attempt that the moderator ends handed in at once, and nothing taken afterwards?"""
    working.answer(0)
    time.pass_(MINUTE)
    act(working.cohort, "end", "anna", reason="ill")
    state = working.state()
    assert state["phase"] == "submitted" and state["receipt"]["ended_by"] == "moderator"
    assert working.answer(1, t=time.now - MINUTE)["reason"] == "closed"
    assert set(responses(working.cohort)["answers"]) == {working.items[0]}


def test_end_of_those_before(cohort: Cohort, open_page: Open, time: Time) -> None:
    """Does ending the first group's exam leave a second group, which starts later, its time?"""
    act(cohort, "open", reason="start")
    act(cohort, "end", reason="first group is through")
    time.pass_(MINUTE)
    page = open_page()
    assert page.change("start")["phase"] == "working"
    time.pass_(MINUTE)
    assert collect_all(cohort) == 0 and page.answer(0)["kind"] == "ack"


def test_reopened_attempt_goes_on(working: Page, time: Time) -> None:
    """Handed in by mistake: does reopening bring back answers and the time that was left, and a second hand-in count?"""
    working.answer(0)
    time.pass_(20 * MINUTE)
    working.change("submit")
    first = (working.cohort.hand_in("anna") / "responses.json").read_bytes()
    time.pass_(3 * HOUR)
    act(working.cohort, "reopen", "anna", reason="pressed by mistake", minutes=5)
    state = working.state()
    assert state["phase"] == "working" and state["answered"] == 1 and state["deadline"] == time.now + 45 * MINUTE
    working.answer(1)
    working.change("submit")
    value = responses(working.cohort)
    assert set(value["answers"]) == set(working.items[:2])
    kept = [path.read_bytes() for path in working.cohort.hand_in("anna").glob("responses.*.json")]
    assert kept == [first] and len(read_lines(working.cohort.receipts)) == 2


def test_more_time_after_the_end_reopens_nothing(working: Page, time: Time) -> None:
    """Does time given to the class leave an attempt closed that had ended before?"""
    working.answer(0)
    time.pass_(HOUR + GRACE_MS + 1)
    assert working.phase == "submitted"
    act(working.cohort, "extend", reason="the others had no power", minutes=30)
    assert working.phase == "submitted"
    reply = working.answer(1)
    assert (reply["kind"], reply["reason"]) == ("refused", "closed")
    assert working.state()["receipt"]["answered"] == 1


def test_extension_reaches_the_page(working: Page, time: Time) -> None:
    """Does the page's next clock message bring the new deadline?"""
    act(working.cohort, "extend", "anna", reason="network", minutes=10)
    assert working.send("clock")["deadline"] == time.now + 70 * MINUTE


@pytest.mark.parametrize("line", [
    {"kind": "end", "at": 5, "by": "candidate"}, {"kind": "start", "at": 10**30, "page": "p", "n": 1, "attempt": "t"},
    {"kind": "answer", "at": 5, "page": "p", "n": 1, "t": 5, "item": "XX-0000", "timing": "on_time", "choice": "a"},
    {"kind": "reopen", "at": -1}])
def test_odd_journal(cohort: Cohort, time: Time, line: dict[str, Any]) -> None:
    """Does a journal with an odd line open, go on, and end in a hand-in that the grader takes?"""
    append_line(cohort.journal("anna"), line)
    act(cohort, "open", reason="start")
    collect_all(cohort)
    page = Page(cohort, "anna", time, "p1")
    if page.change("start")["phase"] == "working":
        page.answer(0)
        page.change("submit")
        assert responses(cohort)["answers"]


def test_receipt_code_can_be_read_out(working: Page) -> None:
    """Is the receipt's code twelve letters and digits of the hand-in's hash?"""
    assert re.fullmatch(r"[0-9a-f]{12}", working.change("submit")["receipt"]["sha256_short"])


def test_cohort_opened_from_elsewhere(working: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Does a kernel that changes its folder still write to the cohort?"""
    relative = open_cohort(Path(os.path.relpath(working.cohort.folder)))
    monkeypatch.chdir(tmp_path)
    assert Session(relative, relative.people.find("anna")).handle({"kind": "hello"})["phase"] == "working"  # type: ignore[index]
