"""Killed processes and several at once: does a workbook keep all that was acknowledged, and always open?"""

from __future__ import annotations

import multiprocessing
import os
import random
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from attrs import evolve

from pmo_course_lib.workbook import history
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.storage import read, set_aside
from pmo_course_lib.workbook.store import Store
from tests.workbook.samples import large

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX processes")
FORK = multiprocessing.get_context("fork") if os.name != "nt" else multiprocessing
KILLS = 30


def one_more(now: Workbook, who: str, n: int) -> Workbook:
    count = int(now.values.get("count", 0)) + 1
    return evolve(now, notes=now.notes | {f"{who}{n}": str(n)}, values=now.values | {"count": count})


def save_on(file: Path, who: str, last: int, said: Connection) -> None:
    """Save one note after the other, and say each when it is acknowledged."""
    store = Store(file, who)
    for n in range(last):
        store.update(lambda now, n=n: one_more(now, who, n))  # type: ignore[misc]
        said.send(n)


def started(file: Path, who: str, last: int) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=save_on, args=(file, who, last, there), daemon=True)
    process.start()
    there.close()
    return process, here


def all_said(said: Connection) -> list[int]:
    found = []
    try:
        while True:
            found.append(said.recv())
    except EOFError:
        return found


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed thirty times while saving, has a writer lost any change that it acknowledged, and does the file always open?"""
    file, moments = tmp_path / "team.workbook.json", random.Random(3)
    Store(file, "start").update(lambda _: large())
    kept: set[str] = set()
    for number in range(KILLS):
        process, said = started(file, f"r{number}-", 10**6)
        said.poll(10)
        process.join(moments.uniform(0, 0.06))
        process.kill()
        kept |= {f"r{number}-{n}" for n in all_said(said)}
        process.join()
        state = read(file)
        assert kept <= state.workbook.notes.keys()
        assert len(state.workbook.notes) - len(large().notes) == state.workbook.values["count"] <= len(kept) + number + 1
    assert len(kept) >= KILLS
    Store(file, "end").update(lambda now: one_more(now, "end", 0))
    final = read(file)
    set_aside(file)
    assert Store(file, "again").state == final


def test_killed_between_history_and_file(tmp_path: Path) -> None:
    """Is a change that only the history has applied when the workbook is opened next, and once only?"""
    file = tmp_path / "team.workbook.json"
    store = Store(file, "anna")
    store.update(lambda now: one_more(now, "a", 0))
    before = file.read_bytes()
    store.update(lambda now: one_more(now, "a", 1))
    file.write_bytes(before)
    other = Store(file, "ben")
    assert other.state == store.state
    assert other.update(lambda now: one_more(now, "b", 0)).workbook.values["count"] == 3
    assert [line.number for line in other.revisions()] == [0, 1, 2, 3]
    assert read(file) == other.state


def test_history_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the file never ahead of its history, so that the history alone can always bring it back?"""
    def stop(*_: object) -> None:
        raise OSError("stopped here")

    file = tmp_path / "team.workbook.json"
    store = Store(file, "anna")
    before = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(history, "append_line", stop)
        with pytest.raises(OSError, match="stopped"):
            store.update(lambda now: one_more(now, "a", 0))
    assert file.read_bytes() == before and read(file) == store.state == Store(file, "ben").state


def test_two_processes(tmp_path: Path) -> None:
    """Do two processes with a hundred updates each lose none, also where both change the same number?"""
    file = tmp_path / "team.workbook.json"
    writers = [started(file, who, 100) for who in "ab"]
    assert [all_said(said) for _, said in writers] == [[*range(100)]] * 2
    state = read(file)
    assert state.workbook.notes.keys() == {f"{who}{n}" for who in "ab" for n in range(100)}
    assert state.workbook.values == {"count": 200}
    assert state.revision == 200
    lines = Store(file, "c").revisions()
    assert [line.number for line in lines] == [*range(201)]
