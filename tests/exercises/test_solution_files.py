"""The solutions that lie beside the exercises for instructors and for the sample class."""

from __future__ import annotations

import json

import pytest

from pmo_course_lib.exercises import IDS
from tests.exercises.solutions.__main__ import KINDS, content, place


@pytest.mark.parametrize("exercise", IDS)
def test_files_are_the_tested_solutions(exercise: str) -> None:
    """Are the files what the tests assert the marks of?"""
    for kind in KINDS:
        there, made = (json.loads(raw) for raw in (place(exercise, kind).read_bytes(), content(exercise, kind)))
        assert there["workbook"] == made["workbook"], "run: python -m tests.exercises.solutions"
