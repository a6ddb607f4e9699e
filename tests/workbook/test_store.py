"""A workbook on the disk and its writers: is all that was acknowledged kept, and nobody surprised?"""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.causes import CausalDiagram, Edge, Node, Sign
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.domain.topology import Provides, Topology
from pmo_course_lib.errors import CourseError
from pmo_course_lib.workbook import files, history
from pmo_course_lib.workbook.history import Kind
from pmo_course_lib.workbook.merge import Conflict
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.storage import State, read, set_aside
from pmo_course_lib.workbook.store import Store
from tests.workbook.samples import large

SIGN = next(iter(Sign))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "team1.workbook.json"


def note(store: Store, **notes: str) -> State:
    return store.update(lambda now: evolve(now, notes=now.notes | notes))


def add(store: Store, *services: str) -> State:
    return store.update(lambda now: evolve(now, services=(*now.services, *map(ServiceRecord, services))))


def test_new_workbook_is_on_the_disk(file: Path) -> None:
    """Is there a file, a first line of history, and an empty workbook as soon as a store is opened?"""
    store = Store(file, "anna")
    assert store.state == State(Workbook(), 0) == read(file)
    assert [(line.number, line.who, line.kind) for line in store.revisions()] == [(0, "anna", Kind.START)]


def test_a_change_is_on_the_disk_when_it_returns(file: Path) -> None:
    """Does another reader see the change at once, and the history say who, when and what?"""
    store = Store(file, "anna")
    state = note(store, t1="Yes")
    assert state == read(file) == State(Workbook(notes={"t1": "Yes"}), 1)
    line = json.loads((file.parent / "team1.history.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["revision"], line["who"], line["edits"]) == (1, "anna", [{"path": ["notes", "t1"], "new": "Yes"}])
    assert line["time"].endswith("+00:00")


def test_no_change_is_no_revision(file: Path) -> None:
    """Does saving the same again leave both files as they are?"""
    store = Store(file, "anna")
    before = file.read_bytes(), os.listdir(file.parent)
    assert store.update(lambda now: now).revision == 0
    assert store.save(store.state.workbook, store.state).revision == 0
    assert (file.read_bytes(), os.listdir(file.parent)) == before


def test_different_fields_are_both_kept(file: Path) -> None:
    """When two people save from the same state, are fields of one section, and records of one list, both kept?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    base = anna.state
    ben.save(evolve(base.workbook, organisation=Organisation("Northwind"), services=(ServiceRecord("b"),)), ben.state)
    state = anna.save(evolve(base.workbook, organisation=Organisation(does="Ships"), services=(ServiceRecord("a"),)), base)
    assert state.conflicts == ()
    assert state.workbook.organisation == Organisation("Northwind", "Ships")
    assert [one.id for one in state.workbook.services] == ["b", "a"]


def test_same_field_is_told(file: Path) -> None:
    """When both change one field, does the later stand, and the other's value come back with the name and stay in the history?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    base = anna.state
    note(ben, t1="Ben's")
    conflict = Conflict(("notes", "t1"), "Ben's", "Anna's", "ben")
    saved = anna.save(evolve(base.workbook, notes={"t1": "Anna's"}), base)
    assert saved == State(Workbook(notes={"t1": "Anna's"}), 2, (conflict,))
    assert anna.revisions()[-1].conflicts == (conflict,)
    assert note(ben, t1="Ben's again").conflicts == (Conflict(("notes", "t1"), "Anna's", "Ben's again", "anna"),)
    assert note(ben, t1="Once more", t2="New").conflicts == ()


def test_parts_that_do_not_fit_together(file: Path) -> None:
    """When one joins a factor that the other takes out, does the later diagram stand whole, and the other come back whole?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    anna.update(lambda now: evolve(now, causes=CausalDiagram((Node("a", "A"), Node("b", "B")))))
    ben.poll()
    base = ben.state
    anna.update(lambda now: evolve(now, causes=evolve(now.causes, edges=(Edge("a", "b", SIGN),)), notes={"t1": "x"}))
    state = ben.save(evolve(base.workbook, causes=CausalDiagram((Node("a", "A"),))), base)
    assert state.workbook == Workbook(causes=CausalDiagram((Node("a", "A"),)), notes={"t1": "x"})
    assert [(one.path, one.theirs["edges"][0]["start"], one.who) for one in state.conflicts] == [(("causes",), "a", "anna")]


def test_two_take_out_records(file: Path) -> None:
    """Do two people who each take out a record, or each join two offices on the map, get in nobody's way?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    add(anna, "a", "b", "c", "d")
    ben.poll()
    anna.update(lambda now: evolve(now, services=now.services[1:]))
    state = ben.update(lambda now: evolve(now, services=tuple(one for one in now.services if one.id != "c")))
    assert [one.id for one in state.workbook.services] == ["b", "d"] and state.conflicts == ()
    one, other = (evolve(state.workbook, topology=Topology(provides=(Provides(pmo, "audit"),))) for pmo in ("hub", "plant"))
    anna.save(one, state)
    state = ben.save(other, state)
    assert [line.pmo for line in state.workbook.topology.provides] == ["hub", "plant"] and state.conflicts == ()


def test_what_was_seen_is_no_conflict(file: Path) -> None:
    """Does a change of what another wrote pass quietly after the page has shown it?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    note(ben, t1="Ben's")
    assert anna.poll() == State(Workbook(notes={"t1": "Ben's"}), 1)
    assert anna.poll() is None
    assert note(anna, t1="Anna's").conflicts == ()


def test_poll_is_quiet_about_ones_own(file: Path) -> None:
    """Does a writer's own save, and a page that nobody changes, give nothing?"""
    anna = Store(file, "anna")
    note(anna, t1="x")
    assert anna.poll() is None


def test_a_value_that_does_not_fit_saves_nothing(file: Path) -> None:
    """Is a change to what no file can hold refused by name, with the workbook as it was?"""
    store = Store(file, "anna")
    before = file.read_bytes(), store.revisions()
    for bad in ({"notes": {"t1": 7}}, {"notes": {"t1": "\ud800"}}, {"organisation": None}, {"values": {"rate": float("nan")}}):
        with pytest.raises(CourseError, match=r"notes|another kind|values"):
            store.update(lambda now, bad=bad: evolve(now, **bad))  # type: ignore[misc]
    with pytest.raises(ZeroDivisionError):
        store.update(lambda now: evolve(now, notes={"t1": str(1 // 0)}))
    assert (file.read_bytes(), store.revisions()) == before
    assert note(store, t1="x").revision == 1


def test_too_large_is_refused_before_anything_is_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a workbook that could not be read again refused, with both files as they were?"""
    store = Store(file, "anna")
    before = file.read_bytes(), store.revisions()
    monkeypatch.setattr(files, "LIMIT", 3000)
    with pytest.raises(CourseError, match="at most 3,000"):
        note(store, t1="x" * 3000)
    assert (file.read_bytes(), store.revisions()) == before


# --- undo ----------------------------------------------------------------------------------------------------------------


def test_undo_and_redo_walk_ones_own_changes(file: Path) -> None:
    """Do undo and redo go back and forth through one's own changes, also in a new process, as revisions of their own?"""
    store = Store(file, "anna")
    for n in "123":
        note(store, **{f"t{n}": n})
    assert sorted(store.undo().workbook.notes) == ["t1", "t2"]
    assert sorted(Store(file, "anna").undo().workbook.notes) == ["t1"]
    assert sorted(store.redo().workbook.notes) == ["t1", "t2"]
    assert sorted(note(store, t4="4").workbook.notes) == ["t1", "t2", "t4"]
    with pytest.raises(CourseError, match="nothing to redo"):
        store.redo()
    assert [line.kind.value for line in store.revisions()] == ["start", *["change"] * 3, "undo", "undo", "redo", "change"]


def test_undo_stops_at_the_beginning(file: Path) -> None:
    """Is there nothing to undo at the start, and for a person who changed nothing?"""
    note(Store(file, "anna"), t1="x")
    with pytest.raises(CourseError, match="nothing to undo"):
        Store(file, "ben").undo()


def test_undo_leaves_others_changes(file: Path) -> None:
    """Is only one's own change taken back when another saved in between, records and their order included?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    add(anna, "a", "b", "c")
    anna.update(lambda now: evolve(now, services=(now.services[2], now.services[0])))
    add(ben, "d")
    note(ben, t1="Ben's")
    state = anna.undo()
    assert [one.id for one in state.workbook.services] == ["a", "b", "c", "d"]
    assert state.workbook.notes == {"t1": "Ben's"}
    assert [one.id for one in anna.redo().workbook.services] == ["c", "a", "d"]


def test_undo_of_what_was_changed_again(file: Path) -> None:
    """Is taking back refused, naming the field in words, when somebody changed the same field since?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    anna.update(lambda now: evolve(now, organisation=Organisation("Northwind")))
    ben.update(lambda now: evolve(now, organisation=Organisation("Southwind")))
    with pytest.raises(CourseError, match=r"Organisation, name: this was changed again"):
        anna.undo()
    assert read(file).workbook.organisation.name == "Southwind"


def test_undo_of_a_merge_brings_the_others_value_back(file: Path) -> None:
    """Does taking back the later of two values bring back the one that it had replaced?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    base = anna.state
    note(ben, t1="Ben's")
    anna.save(evolve(base.workbook, notes={"t1": "Anna's"}), base)
    assert anna.undo().workbook.notes == {"t1": "Ben's"}


def test_undo_that_others_build_on(file: Path) -> None:
    """Is taking back refused when the rest would no longer fit together?"""
    anna, ben = Store(file, "anna"), Store(file, "ben")
    anna.update(lambda now: evolve(now, causes=CausalDiagram((Node("a", "A"), Node("b", "B")))))
    ben.update(lambda now: evolve(now, causes=evolve(now.causes, edges=(Edge("a", "b", SIGN),))))
    with pytest.raises(CourseError, match="build on this one"):
        anna.undo()


# --- files that are not as they should be ---------------------------------------------------------------------------------


def envelope(**members: Any) -> bytes:
    whole = {"format": "pmo-course/workbook", "course": "0.1.0", "revision": 3, "time": "", "who": "", "workbook": {"schema": 1}}
    return json.dumps(whole | members).encode()


BAD = [
    (b"", "not JSON"), (b"{", "not JSON"), (b"\xff\xfe", "UTF-8"), (b"[" * 100_000, "deep"),
    (b'{"a":' * 900 + b"1" + b"}" * 900, "no workbook of the course"), (b"[]", "no workbook of the course"),
    (b'{"format": "something/else"}', "no workbook of the course"), (b'{"format": "pmo-course/workbook"}', "is missing"),
    (envelope(revision=-1), "revision"), (envelope(revision=True), "revision"), (envelope(colour=1), "no field colour"),
    (envelope(who=[1]), "who"), (envelope(course="\x1b[2J"), "course"), (envelope(workbook=[]), "workbook"),
    (envelope(workbook={"schema": 2}), "newer version of the course; open it with version 0.1.0 or newer"),
    (envelope(workbook={"schema": 0}), "no version of a workbook"), (envelope(workbook={"schema": "1"}), "no version"),
    (envelope(workbook={}), "no version"), (envelope(workbook={"schema": 1, "notes": {"a": 1}}), "must be text"),
    (envelope(course="9.9", workbook={"schema": 1, "colour": 1}), "version 9.9 of the course"),
    (envelope()[:-1] + b', "revision": 4}', "twice"), (envelope(who="x" * 5_000_000), "at most 5,000,000"),
    (envelope(workbook={"schema": 1, "notes": json.loads('{"a":' * 900 + "1" + "}" * 900)}), "must be text")]


@pytest.mark.parametrize(("raw", "says"), BAD, ids=[says for _, says in BAD])
def test_a_file_that_is_no_workbook_is_refused_and_kept(file: Path, raw: bytes, says: str) -> None:
    """Does every damaged or foreign file give sentences that name it, and stay as it is?"""
    file.write_bytes(raw)
    for open_ in (read, lambda path: Store(path, "anna")):
        with pytest.raises(CourseError, match=says) as caught:
            open_(file)
        assert str(file) in caught.value.problems[0] and caught.value.problems[-1].endswith(".")
    assert file.read_bytes() == raw
    assert {one.name for one in file.parent.iterdir()} <= {file.name, f"{file.name}.lock"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
def test_what_is_no_plain_file_is_refused(file: Path) -> None:
    """Are a folder, a link and a pipe under the name refused at once, as workbook and as history?"""
    lines = file.parent / "team1.history.jsonl"
    for make in (file.mkdir, lambda: file.symlink_to("elsewhere"), lambda: os.mkfifo(file)):
        make()
        with pytest.raises(CourseError, match="plain file"):
            Store(file, "anna")
        file.rmdir() if file.is_dir() else file.unlink()
    store = Store(file, "anna")
    lines.unlink()
    os.mkfifo(lines)
    assert Store(file, "anna").state == read(file) == store.state
    with pytest.raises(CourseError, match=r"history\.jsonl is not a plain file"):
        note(store, t1="x")


def test_a_missing_file_is_said() -> None:
    """Is a name with nothing behind it one sentence?"""
    with pytest.raises(CourseError, match="no such file"):
        read(Path("nowhere.workbook.json"))


def test_a_damaged_history_never_stands_in_the_way(file: Path) -> None:
    """Does the workbook open, save and undo new changes, whatever the history beside it holds?"""
    note(Store(file, "anna"), t1="x")
    good = file.parent.joinpath("team1.history.jsonl").read_bytes()
    line = json.loads(good.splitlines()[-1])
    lines = [line | {"revision": 9}, line | {"revision": "9"}, line | {"edits": 5}, line | {"edits": [{"path": "notes"}]},
             line | {"edits": [{"path": ["notes", "t1", "x"], "new": 1}]}, line | {"kind": "magic"}, {},
             line | {"revision": 7, "before": history.digest(json.loads(file.read_bytes())["workbook"]),
                     "edits": [{"path": ["notes", "t1"], "new": json.loads("[" * 900 + "]" * 900)}]}]
    junk = b"\n".join(json.dumps(one).encode() for one in lines)
    for raw in (b"", good[:-9], b"\x00" * 999, junk, good + junk, b"[" * 70_000, junk + b"\n" + good[:40]):
        file.parent.joinpath("team1.history.jsonl").write_bytes(raw)
        store = Store(file, "anna")
        assert store.state.workbook.notes["t1"] == "x"
        note(store, t2="new")
        assert "t2" not in store.undo().workbook.notes


def test_a_line_that_continues_but_does_not_fit(file: Path) -> None:
    """Does the file alone stand when a line of the history continues it with something that no workbook holds?"""
    store = Store(file, "anna")
    note(store, t1="x")
    kept = file.read_bytes()
    note(store, t1="y")
    lines = file.parent / "team1.history.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'"new":"y"', b'"new":99'))
    file.write_bytes(kept)
    assert read(file).workbook.notes == {"t1": "x"}
    assert note(Store(file, "ben"), t1="z") == State(Workbook(notes={"t1": "z"}), 3)


def test_a_foreign_history_changes_nothing(file: Path, tmp_path: Path) -> None:
    """Are the lines of another workbook, or of another branch of this one, left alone though their numbers are higher?"""
    other = Store(tmp_path / "other.workbook.json", "ben")
    for n in range(5):
        note(other, t1=str(n))
    mine = note(Store(file, "anna"), t1="mine")
    file.with_name("team1.history.jsonl").write_bytes((tmp_path / "other.history.jsonl").read_bytes())
    assert read(file) == mine
    assert note(Store(file, "anna"), t2="x").revision == 6


def test_starting_anew_keeps_both(file: Path) -> None:
    """Is a damaged file kept under another name, and everything in its history brought back?"""
    good = note(Store(file, "anna"), t1="x")
    for number in (1, 2):
        file.write_bytes(b"damage")
        assert set_aside(file) == file.with_name(f"team1.damaged-{number}")
        assert file.with_name(f"team1.damaged-{number}").read_bytes() == b"damage"
        assert Store(file, "anna").state == good == read(file)


def test_starting_anew_without_history(file: Path) -> None:
    """Does a workbook whose file and history are both lost begin empty, with the old file kept?"""
    file.write_bytes(b"damage")
    file.with_name("team1.history.jsonl").write_bytes(b"damage too\n")
    set_aside(file)
    assert Store(file, "anna").state == State(Workbook(), 0)
    assert note(Store(file, "anna"), t1="x").revision == 1


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_full_disk(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Is a save that the disk did not take reported, and is the workbook whole and usable afterwards?"""
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store = Store(file, "anna")
    note(store, t1="x")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(OSError):
            note(store, t2="y")
    assert note(store, t3="z").workbook.notes.keys() >= {"t1", "t3"}
    assert Store(file, "ben").state.workbook == store.state.workbook == read(file).workbook


def test_a_large_workbook(file: Path) -> None:
    """Does a workbook of some 250 KB come back as it was, and an edited one say only what was edited?"""
    store = Store(file, "anna")
    store.update(lambda _: large())
    assert file.stat().st_size > 200_000
    note(store, t1="new")
    assert [edit.path for edit in store.revisions()[-1].edits] == [("notes", "t1")]
    assert read(file).workbook == evolve(large(), notes=large().notes | {"t1": "new"})


# --- any sequence --------------------------------------------------------------------------------------------------------

STEP = st.tuples(st.sampled_from("ab"), st.sampled_from(["update", "save", "poll", "undo", "redo", "add", "drop"]),
                 st.sampled_from(["t1", "t2"]))


@given(st.lists(STEP, max_size=14))
@settings(deadline=None, derandomize=True, database=None, max_examples=60)
def test_nothing_acknowledged_is_lost(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]) -> None:
    """Whatever two writers do, is every value that was acknowledged in the workbook or in the history, and the chain whole?"""
    file = tmp_path_factory.mktemp("any") / "x.workbook.json"
    stores = {who: Store(file, who) for who in "ab"}
    bases = {who: store.state for who, store in stores.items()}
    written = set()
    for n, (who, what, where) in enumerate(steps):
        store, value = stores[who], f"{who}{n}"
        try:
            if what == "update":
                note(store, **{where: value})
            elif what == "save":
                store.save(evolve(bases[who].workbook, notes=bases[who].workbook.notes | {where: value}), bases[who])
            elif what == "add":
                add(store, value)
            elif what == "drop":
                store.update(lambda now: evolve(now, services=now.services[1:]))
            else:
                getattr(store, what)()
        except CourseError as error:
            assert what in ("undo", "redo"), error
        bases[who] = store.state
        written |= {value} if what in ("update", "save", "add") else set()
    whole = file.read_text() + file.with_name("x.history.jsonl").read_text()
    assert [value for value in written if f'"{value}"' not in whole] == []
    final = read(file)
    set_aside(file)
    assert read_again(file) == final


def read_again(file: Path) -> State:
    return Store(file, "c").state
