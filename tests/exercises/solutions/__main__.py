"""Write the model solution and the two flawed ones of each exercise as workbooks: ``python -m tests.exercises.solutions``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from pmo_course_lib.exercises import IDS
from pmo_course_lib.exercises.exercise import HOME
from pmo_course_lib.storage import write_atomic
from pmo_course_lib.workbook.files import Stored, render
from pmo_course_lib.workbook.plain import to_plain

KINDS = ("model", "weak", "confused")


def place(exercise: str, kind: str) -> Path:
    """Where the file of a solution lies."""
    return HOME / exercise / "solutions" / f"{kind}.workbook.json"


def content(exercise: str, kind: str) -> bytes:
    """The file of a solution."""
    workbook = getattr(import_module(f"tests.exercises.solutions.{exercise.lower()}"), kind)()
    return render(place(exercise, kind), Stored(0, "2026-11-22T09:00:00+00:00", f"{kind} team", to_plain(workbook)))


if __name__ == "__main__":
    for one in IDS:
        for name in KINDS:
            place(one, name).parent.mkdir(exist_ok=True)
            write_atomic(place(one, name), content(one, name))
