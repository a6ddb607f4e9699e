"""What is measured in a fresh process on one core; each task prints its report as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.process import peak_mb, stay_on_one_core


def grade(folder: Path) -> dict[str, Any]:
    """Grade a cohort. Seconds are those of the work alone, without the start of Python."""
    from pmo_course_lib.delivery.cohort import open_cohort
    from pmo_course_lib.delivery.grading.batch import grade_cohort

    wall, cpu = time.perf_counter(), time.process_time()
    report = grade_cohort(open_cohort(folder))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    raw = {row.candidate: row.result.raw for row in report.rows if row.result}
    return {"wall": wall, "cpu": cpu, "peak_mb": peak_mb(), "raw": sum(raw.values()),
            "states": Counter(row.state for row in report.rows)}


def grade_teams(folder: Path) -> dict[str, Any]:
    """Grade all exercises of a cohort."""
    from pmo_course_lib.delivery.cohort import open_cohort
    from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises

    rows = grade_exercises(open_cohort(folder))
    return {"peak_mb": peak_mb(), "points": sum(row.reached or 0 for row in rows)}


def disk(folder: Path) -> dict[str, Any]:
    """Wall seconds for folders and files as a graded cohort has them in ``autograded/``, written and nothing else."""
    sizes = [path.stat().st_size for path in folder.glob("autograded/*/exam/exam.ipynb")]
    content, start = b" " * max(sizes), time.perf_counter()
    for number, size in enumerate(sizes):
        place = folder / "disk" / str(number) / "exam"
        place.mkdir(parents=True)
        (place / "exam.ipynb").write_bytes(content[:size])
    return {"wall": time.perf_counter() - start}


def score(folder: Path, repeats: int) -> dict[str, Any]:
    """CPU seconds for scoring all hand-ins, and for merely reading and decoding the same files, taken in turn."""
    from pmo_course_lib.delivery.cohort import open_cohort

    cohort = open_cohort(folder)
    people = [person.id for person in cohort.people.persons]
    paths = [str(cohort.hand_in(person) / "responses.json") for person in people]
    key = cohort.key
    _floor(paths)
    taken = [(_seconds(lambda: _floor(paths)), _seconds(lambda: _score(cohort, key, people))) for _ in range(repeats)]
    floor, scored = zip(*taken, strict=True)
    return {"floor": floor, "score": scored}


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _floor(paths: list[str]) -> None:
    for path in paths:
        with open(path, "rb") as file:
            json.loads(file.read())


def _score(cohort: Any, key: Any, people: list[str]) -> None:
    from pmo_course_lib.assessment.responses import parse
    from pmo_course_lib.assessment.scoring import grade
    from pmo_course_lib.delivery.grading.handins import Submitted

    with Submitted(cohort) as submitted:
        for person in people:
            grade(key, parse(submitted.read(person).raw, key, person))


TASKS: dict[str, Callable[..., dict[str, Any]]] = {"grade": grade, "grade_teams": grade_teams, "disk": disk, "score": score}

if __name__ == "__main__":
    stay_on_one_core()
    task, folder, *numbers = sys.argv[1:]
    print(json.dumps(TASKS[task](Path(folder), *map(int, numbers))))
