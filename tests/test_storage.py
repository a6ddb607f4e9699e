"""Files that must survive: whole or not at all, nothing acknowledged is lost, nothing foreign is trusted."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib import storage
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import (
    MissingFile,
    Tail,
    append_line,
    append_lines,
    lock,
    read_json,
    read_lines,
    read_regular,
    strict_json,
    write_atomic,
    write_json,
)

#: The same examples each time, whatever the load of the machine.
STEADY = settings(deadline=None, derandomize=True, database=None, max_examples=60)
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


def full_disk(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that runs ``code`` and writes to a pipe."""
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True)


# --- write_atomic --------------------------------------------------------------------------------------------------------


def test_write_replaces_with_mode(tmp_path: Path) -> None:
    """Does the file hold the new content, with the permissions asked for, whatever it had before?"""
    file = tmp_path / "key.json"
    file.write_text("old")
    file.chmod(0o644)
    write_atomic(file, "nöw", 0o600)
    assert file.read_bytes() == "nöw".encode()
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_write_fails_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Is the old file whole, and no temporary file left, when any step of writing fails?"""
    file = tmp_path / "key.json"
    file.write_text("old")
    monkeypatch.setattr(os, step, full_disk)
    with pytest.raises(OSError):
        write_atomic(file, "new")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["key.json"]


def test_write_never_widens_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a secret file closed to others from its first byte on, not only at the end?"""
    seen: list[int] = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append(os.fstat(handle).st_mode & 0o077), sync(handle)))
    write_atomic(tmp_path / "key.json", "secret", 0o600)
    assert os.name == "nt" or seen[0] == 0


WRITER = """
import sys
from pathlib import Path
from pmo_course_lib.storage import write_atomic
file = Path(sys.argv[1])
for n in range(10**9):
    write_atomic(file, bytes([97 + n % 26]) * 200_000)
    if n == 0:
        print("ready", flush=True)
"""


@posix
def test_kill_while_writing(tmp_path: Path) -> None:
    """Killed at any moment, does a writer leave one whole version, never a mixture?"""
    file = tmp_path / "state.json"
    delays = random.Random(1)
    for _ in range(4):
        file.unlink(missing_ok=True)
        process = python(WRITER, file)
        assert process.stdout and process.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(delays.uniform(0.01, 0.12))
        process.kill()
        process.communicate()
        raw = file.read_bytes()
        assert len(raw) == 200_000 and len(set(raw)) == 1


# --- append and read -----------------------------------------------------------------------------------------------------


def test_append_after_torn_line(tmp_path: Path) -> None:
    """Does a line that a crash cut short cost itself only?"""
    file = tmp_path / "journal.jsonl"
    append_line(file, {"n": 1})
    file.write_bytes(file.read_bytes() + b'{"n": 2, "cho')
    append_lines(file, [{"n": 3}, {"n": "ä\n"}])
    assert read_lines(file) == [{"n": 1}, {"n": 3}, {"n": "ä\n"}]
    assert Tail(file).new() == read_lines(file)


def test_append_on_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an append that the disk did not take reported, and the log usable afterwards?"""
    file = tmp_path / "journal.jsonl"
    append_line(file, {"n": 1})
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(OSError):
            append_line(file, {"n": 2})
    append_line(file, {"n": 3})
    assert [line["n"] for line in read_lines(file)] in ([1, 3], [1, 2, 3])


@pytest.mark.parametrize("value", [{"page": "\ud800"}, {"at": {1, 2}}])
def test_append_of_what_is_no_json(tmp_path: Path, value: dict[str, Any]) -> None:
    """Does a value that cannot be written leave the file as it was?"""
    file = tmp_path / "journal.jsonl"
    append_line(file, {"n": 1})
    with pytest.raises((ValueError, TypeError)):
        append_lines(file, [{"n": 2}, value])
    assert read_lines(file) == [{"n": 1}]


def test_read_lines_passes_over_damage(tmp_path: Path) -> None:
    """Are lines that are no JSON object passed over, and a missing file empty?"""
    file = tmp_path / "journal.jsonl"
    assert read_lines(file) == [] == Tail(file).new()
    good = [b'{"a": 1}', b'{"a": "\\u2028"}']
    bad = [b"", b"[1]", b"7", b"null", b'"x"', b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"\xff\xfe",
           b'{"a": ' + b"9" * 5000 + b"}", b"[" * 100_000, b'{"a":' * 5000]
    file.write_bytes(b"\n".join([*bad, good[0], *bad, good[1], *bad]) + b"\n")
    assert read_lines(file) == [{"a": 1}, {"a": "\u2028"}] == Tail(file).new()


LINE = st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4),
                       st.none() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=8), max_size=3)


@given(st.lists(LINE, max_size=8), st.data())
@STEADY
def test_tail_gives_each_line_once(tmp_path_factory: pytest.TempPathFactory, lines: list[dict[str, Any]],
                                   data: st.DataObject) -> None:
    """Cut anywhere, do the pieces that a tail reads add up to the lines of the file, each once, in order?"""
    raw = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    file = tmp_path_factory.mktemp("tail") / "log.jsonl"
    tail, read = Tail(file), []
    for cut in [*cuts, len(raw)]:
        file.write_bytes(raw[:cut])
        read += tail.new()
    assert read == lines == read_lines(file)


def test_tail_waits_for_the_end_of_a_line(tmp_path: Path) -> None:
    """Is half a line kept back, and given once when the rest is there?"""
    file = tmp_path / "log.jsonl"
    file.write_bytes(b'\n\n{"n": 1}\n{"n"')
    tail = Tail(file)
    assert tail.new() == [{"n": 1}]
    assert tail.new() == []
    file.write_bytes(file.read_bytes() + b': 2}\n')
    assert tail.new() == [{"n": 2}]
    assert tail.new() == []


APPENDER = """
import sys
from pathlib import Path
from pmo_course_lib.storage import append_line, lock
file, who = Path(sys.argv[1]), sys.argv[2]
for n in range(int(sys.argv[3])):
    with lock(file):
        append_line(file, {"who": who, "n": n, "text": "x" * 300})
    print(n, flush=True)
"""


def test_two_processes_append(tmp_path: Path) -> None:
    """Do two processes that append at the same time lose nothing, and keep their own order?"""
    file = tmp_path / "log.jsonl"
    processes = [python(APPENDER, file, who, 60) for who in "ab"]
    assert [process.communicate() and process.returncode for process in processes] == [0, 0]
    lines = read_lines(file)
    assert len(lines) == 120
    for who in "ab":
        assert [line["n"] for line in lines if line["who"] == who] == list(range(60))


@posix
def test_kill_while_appending(tmp_path: Path) -> None:
    """Killed without warning, has a process lost any line that it reported as written?"""
    moments = random.Random(2)
    for round_ in range(5):
        file = tmp_path / f"log{round_}.jsonl"
        process = python(APPENDER, file, "a", 10**6)
        assert process.stdout
        reported = [int(process.stdout.readline()) for _ in range(moments.randrange(1, 40))]
        process.send_signal(signal.SIGKILL)
        reported += [int(line) for line in process.communicate()[0].split("\n")[:-1]]
        assert [line["n"] for line in read_lines(file)][:len(reported)] == reported
        append_line(file, {"who": "b"})
        assert read_lines(file)[-1] == {"who": "b"}


def test_lock_in_the_hands_of_its_holder(tmp_path: Path) -> None:
    """May the holder take the lock again, as the collector does inside a session?"""
    with lock(tmp_path / "a"), lock(tmp_path / "a"):
        assert lock(tmp_path / "a").is_locked
    assert not lock(tmp_path / "a").is_locked


# --- reading what nobody vouches for -------------------------------------------------------------------------------------


def test_regular_file_and_its_limit(tmp_path: Path) -> None:
    """Is a file read up to the limit, and refused with both sizes beyond it?"""
    file = tmp_path / "f"
    file.write_bytes(b"12345")
    assert read_regular(file, 5) == b"12345"
    with pytest.raises(ValueError, match=r"5 bytes; at most 4 are"):
        read_regular(file, 4)
    with pytest.raises(MissingFile, match="g is missing"):
        read_regular(tmp_path / "g", 5)


@posix
def test_irregular_files(tmp_path: Path) -> None:
    """Are links, pipes, sockets, devices and folders refused at once, without waiting for a writer?"""
    (tmp_path / "real").write_text("secret")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for path in (*(tmp_path / name for name in ("link", "dangling", "folder", "pipe")), Path("/dev/zero")):
        with pytest.raises(ValueError, match="plain file"):
            read_regular(path, 100)


def test_file_that_grows_while_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a file that passes the limit after its size was asked for refused, rather than cut?"""
    file = tmp_path / "f"
    file.write_bytes(b"123")
    ask = os.fstat

    def grow(handle: int) -> os.stat_result:
        status = ask(handle)
        file.write_bytes(b"1234567890")
        return status

    with monkeypatch.context() as patch:
        patch.setattr(storage.os, "fstat", grow)
        with pytest.raises(ValueError, match="at most 4"):
            read_regular(file, 4)


@pytest.mark.parametrize(("raw", "reason"), [
    (b'{"a": 1, "a": 1}', "twice"), (b'[{"b": {"a": 1, "a": 2}}]', "twice"), (b"NaN", "NaN"), (b"[-Infinity]", "Infinity"),
    (b"[" * 100_000, "deep"), (b'{"a":' * 100_000, "deep"), (b'"\xff"', "UTF-8"), (b'\xef\xbb\xbf{}', "not JSON"),
    (b'"\xed\xa0\x80"', "UTF-8"), ("{}".encode("utf-16"), "UTF-8"), (b"", "not JSON"), (b"{'a': 1}", "line 1"),
    (b"1 2", "column 3"), (b"9" * 5000, "digits")])
def test_strict_json_refuses(raw: bytes, reason: str) -> None:
    """Is everything that two readers could take differently refused, with a reason?"""
    with pytest.raises(ValueError, match=reason):
        strict_json(raw)


@given(st.binary(max_size=200))
@STEADY
def test_strict_json_of_any_bytes(raw: bytes) -> None:
    """Do any bytes give a value or a ValueError, and nothing else?"""
    try:
        strict_json(raw)
    except ValueError as error:
        assert str(error)


def test_read_json_names_the_file(tmp_path: Path) -> None:
    """Does our own damaged or missing file give a sentence with its path?"""
    file = tmp_path / "people.json"
    with pytest.raises(CourseError, match=r"people\.json: cannot be read"):
        read_json(file)
    file.write_text("{")
    with pytest.raises(CourseError, match=r"people\.json.*Restore"):
        read_json(file)
    write_json(file, {"a": "ä"})
    assert read_json(file) == {"a": "ä"} and "ä" in file.read_text(encoding="utf-8")
