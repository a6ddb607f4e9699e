"""``pmo-course check-workbook`` as a consultant uses it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields
from typer.testing import CliRunner

from pmo_course_lib.cli import app
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.workbook import review
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.store import Store
from tests.classroom import HOME


def check(file: Path) -> Any:
    result = CliRunner().invoke(app, ["check-workbook", str(file)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A half-filled workbook with a name that would clear the screen."""
    path = tmp_path / "team.workbook.json"
    Store(path, "anna").update(lambda now: evolve(
        now, organisation=Organisation("North\x1b[2Jwind\x07\u202e"), services=(ServiceRecord("s1", "Audit\x1b]0;x\x07"),),
        notes={"t1\x1b[31m": "x"}))
    return path


def test_half_filled(file: Path) -> None:
    """Is it said what is there and what is missing, with exit code 1, no escape sequence, and both files left alone?"""
    before = file.read_bytes(), sorted(os.listdir(file.parent))
    result = check(file)
    assert result.exit_code == 1
    for part in ("A valid workbook, revision 1", "Organisation: name", "Services: 1: Audit ]0;x", "Write down what it does.",
                 "Not begun yet: orientation"):
        assert part in result.output
    assert all(sign.isprintable() or sign == "\n" for sign in result.output)
    assert (file.read_bytes(), sorted(os.listdir(file.parent))) == before


def test_complete(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the exit code 0 when no system misses anything?"""
    monkeypatch.setattr(review, "missing", lambda workbook: () if isinstance(workbook, Workbook) else None)
    result = check(file)
    assert result.exit_code == 0 and "Nothing is missing." in result.output


@pytest.mark.parametrize(("raw", "says"), [
    (b"{", "not JSON"), (b"\xff", "UTF-8"), (b"[" * 99_999, "deep"), (b"{}", "no workbook of the course"),
    (b'{"format": "pmo-course/workbook", "\\u001b[2J": 1}', "there is no field")])
def test_unusable(tmp_path: Path, raw: bytes, says: str) -> None:
    """Is a file that is no workbook said in words, with exit code 2, and left alone?"""
    file = tmp_path / "x.workbook.json"
    file.write_bytes(raw)
    result = check(file)
    assert result.exit_code == 2 and says in result.output and "\x1b" not in result.output
    assert file.read_bytes() == raw


def test_example_of_the_documentation(tmp_path: Path) -> None:
    """Is the example in docs/workbook.md a workbook, and its table of sections whole?"""
    text = (HOME / "docs" / "workbook.md").read_text(encoding="utf-8")
    file = tmp_path / "example.workbook.json"
    file.write_text(text.partition("```json")[2].partition("```")[0], encoding="utf-8")
    result = check(file)
    assert result.exit_code == 1 and "revision 12" in result.output and "t3-drivers" in result.output
    table = {name for row in text.splitlines() if row.startswith("| `") for name in re.findall("`([a-z]+)`", row.split("|")[1])}
    assert table == {one.name for one in fields(Workbook)} - {"schema"}


def test_nothing_there(tmp_path: Path) -> None:
    """Is a missing file, and a folder, one sentence?"""
    assert check(tmp_path / "none.workbook.json").exit_code == 2
    assert check(tmp_path).exit_code == 2
