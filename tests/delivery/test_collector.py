"""From journal to hand-in: the journal decides, one person's trouble is nobody else's."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.attempt import replay
from pmo_course_lib.delivery import collector
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import collect_all, iso, responses_json
from pmo_course_lib.delivery.moderation import act, seats
from pmo_course_lib.delivery.session import Session
from pmo_course_lib.storage import append_lines, read_lines
from tests.assessment.test_attempt import JOURNAL, LOG, OBJECT

from .pages import HOUR, MINUTE, NOW, Time

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


def lines(cohort: Cohort, choice: str = "a", start: int = NOW - 2 * HOUR) -> list[dict[str, Any]]:
    """A journal of an attempt that ended."""
    item = cohort.form.items[0].id
    return [{"kind": "start", "at": start, "page": "p", "n": 1, "attempt": "t"},
            {"kind": "answer", "at": start + 1, "page": "p", "n": 2, "t": start + 1, "item": item, "choice": choice,
             "timing": "on_time"},
            {"kind": "end", "at": start + MINUTE, "by": "candidate"}]


@pytest.fixture
def ended(cohort: Cohort, time: Time) -> Cohort:
    """A cohort in which all three have ended, and nothing is collected yet."""
    for person in cohort.people.persons:
        append_lines(cohort.journal(person.id), lines(cohort))
    return cohort


def file(cohort: Cohort, who: str = "anna") -> Path:
    """Where the hand-in is."""
    return cohort.hand_in(who) / "responses.json"


def test_same_journal_same_bytes(ended: Cohort, time: Time) -> None:
    """Are the bytes of a hand-in a function of the journal, whenever and how often it is collected?"""
    assert collect_all(ended) == 3
    first = file(ended).read_bytes()
    receipts = ended.receipts.read_bytes()
    time.pass_(HOUR)
    assert collect_all(ended) == 3
    assert (file(ended).read_bytes(), ended.receipts.read_bytes()) == (first, receipts)
    shutil.rmtree(ended.hand_in("anna"))
    collect_all(ended)
    assert file(ended).read_bytes() == first
    assert first == responses_json(ended, "anna", replay(read_lines(ended.journal("anna"))))


def test_receipt(ended: Cohort) -> None:
    """Does the receipt hold whose, when by our clock, how large and which bytes?"""
    collect_all(ended)
    by_id = {line["candidate"]: line for line in read_lines(ended.receipts)}
    raw = file(ended).read_bytes()
    assert by_id["anna"] == {"candidate": "anna", "sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw),
                             "received": iso(NOW), "by": "class server"}
    assert set(by_id) == {"anna", "ben", "cleo"}
    assert (ended.hand_in("anna") / "journal.jsonl").read_bytes() == ended.journal("anna").read_bytes()


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 900, b'{"answers": {}}'])
def test_damaged_hand_in_is_restored(ended: Cohort, damage: bytes) -> None:
    """Is a damaged or replaced file restored from the journal, and the other kept under its hash?"""
    collect_all(ended)
    good = file(ended).read_bytes()
    file(ended).write_bytes(damage)
    collect_all(ended)
    assert file(ended).read_bytes() == good
    kept = ended.hand_in("anna") / f"responses.{hashlib.sha256(damage).hexdigest()[:12]}.json"
    assert kept.read_bytes() == damage
    assert len([line for line in read_lines(ended.receipts) if line["candidate"] == "anna"]) == 2


@posix
def test_link_in_place_of_the_file(ended: Cohort, tmp_path: Path) -> None:
    """Is a link where the file should be replaced, and what it points to left alone?"""
    outside = tmp_path / "outside"
    outside.write_text("mine")
    ended.hand_in("anna").mkdir(parents=True)
    file(ended).symlink_to(outside)
    collect_all(ended)
    assert not file(ended).is_symlink() and json.loads(file(ended).read_bytes())["candidate"] == "anna"
    assert outside.read_text() == "mine"


def _file_for_person(cohort: Cohort) -> None:
    (cohort.folder / "submitted" / "anna").write_text("in the way")


def _file_for_exam(cohort: Cohort) -> None:
    cohort.hand_in("anna").parent.mkdir(parents=True)
    cohort.hand_in("anna").write_text("in the way")


def _folder_for_file(cohort: Cohort) -> None:
    (file(cohort) / "deeper").mkdir(parents=True)


def _link_for_exam(cohort: Cohort) -> None:
    (cohort.folder / "elsewhere").mkdir()
    cohort.hand_in("anna").parent.mkdir(parents=True)
    cohort.hand_in("anna").symlink_to(cohort.folder / "elsewhere")


def _link_for_person(cohort: Cohort) -> None:
    (cohort.folder / "elsewhere").mkdir()
    cohort.hand_in("anna").parent.symlink_to(cohort.folder / "elsewhere")


def _dangling_link(cohort: Cohort) -> None:
    cohort.hand_in("anna").parent.symlink_to(cohort.folder / "nowhere")


def _folder_for_journal(cohort: Cohort) -> None:
    cohort.journal("anna").unlink()
    cohort.journal("anna").mkdir()


@posix
@pytest.mark.parametrize("spoil", [_file_for_person, _file_for_exam, _folder_for_file, _link_for_exam, _link_for_person,
                                   _dangling_link, _folder_for_journal])
def test_one_persons_trouble(ended: Cohort, spoil: Callable[[Cohort], None]) -> None:
    """Does something in the way of one hand-in cost that person only, and write nowhere else?"""
    spoil(ended)
    assert collect_all(ended) == 2
    assert file(ended, "ben").exists() and file(ended, "cleo").exists()
    assert {line["candidate"] for line in read_lines(ended.receipts)} == {"ben", "cleo"}
    assert list((ended.folder / "elsewhere").rglob("*")) == [] if (ended.folder / "elsewhere").exists() else True


def test_trouble_is_told_once(ended: Cohort, caplog: pytest.LogCaptureFixture) -> None:
    """Is the instructor told whose hand-in could not be written and why, once, though the server collects every 2 s?"""
    _file_for_person(ended)
    for _ in range(3):
        collect_all(ended)
    (record,) = caplog.records
    assert "anna" in record.getMessage() and str(ended.hand_in("anna").parent) in record.getMessage()


def test_trouble_ends(ended: Cohort) -> None:
    """When what was in the way is gone, is the hand-in there with the next round?"""
    _file_for_person(ended)
    collect_all(ended)
    (ended.folder / "submitted" / "anna").unlink()
    assert collect_all(ended) == 3 and file(ended).exists()


def test_lock_held_elsewhere(ended: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a journal that another process holds too long cost that person only?"""
    lock = collector.lock

    def busy(path: Path) -> filelock.BaseFileLock:
        if path.name == "anna.jsonl":
            raise filelock.Timeout(str(path))
        return lock(path)

    monkeypatch.setattr(collector, "lock", busy)
    assert collect_all(ended) == 2


def test_disk_full(ended: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a full disk, does collecting end, and finish when there is room again?"""
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
        assert collect_all(ended) == 0
    assert collect_all(ended) == 3 and len(read_lines(ended.receipts)) == 3


def test_reopened_hand_in_moves_aside(ended: Cohort, time: Time) -> None:
    """While a reopened attempt runs, is nothing new handed in; afterwards, is the earlier one kept beside it?"""
    collect_all(ended)
    first = file(ended).read_bytes()
    act(ended, "reopen", "anna", reason="mistake", minutes=10)
    assert collect_all(ended) == 2 and file(ended).read_bytes() == first
    append_lines(ended.journal("anna"), [{"kind": "end", "at": time.now + 5, "by": "candidate"}])
    collect_all(ended)
    assert file(ended).read_bytes() != first
    assert [path.read_bytes() for path in ended.hand_in("anna").glob("responses.*.json")] == [first]


def test_nobody_came(cohort: Cohort, time: Time) -> None:
    """Is nothing made for people who never started?"""
    assert collect_all(cohort) == 0
    assert list((cohort.folder / "submitted").iterdir()) == [] and not cohort.receipts.exists()


@given(st.lists(JOURNAL | OBJECT, max_size=8), st.lists(LOG | OBJECT, max_size=8))
@settings(deadline=None, derandomize=True, database=None, max_examples=80,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_journal_and_log(cohort: Cohort, time: Time, journal: list[dict[str, Any]], log: list[dict[str, Any]]) -> None:
    """Can any lines in journal and room log make collecting, the moderator's table or the candidate's page fail?"""
    for path, entries in ((cohort.journal("anna"), journal), (cohort.room_log, log)):
        path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    shutil.rmtree(cohort.folder / "submitted" / "anna", ignore_errors=True)
    collect_all(cohort)
    assert len(seats(cohort)) == 3
    reply = Session(cohort, cohort.people.find("anna")).handle({"kind": "hello"})
    assert reply and reply["kind"] == "state"
    assert file(cohort).exists() == (reply["phase"] == "submitted")


@pytest.mark.parametrize(("at", "text"), [(0, "1970-01-01T00:00:00+00:00"), (1_700_000_000_999, "2023-11-14T22:13:20+00:00")])
def test_iso(at: int, text: str) -> None:
    """Are times written in UTC to the second?"""
    assert iso(at) == text
