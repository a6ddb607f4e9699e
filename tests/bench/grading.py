"""Grading: stock nbgrader, nbgrader through a cohort's configuration, and a whole cohort at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from attrs import frozen

from pmo_course_lib.assessment.responses import parse
from pmo_course_lib.assessment.scoring import grade
from pmo_course_lib.delivery.cohort import Cohort
from tests.bench import stock
from tests.bench.process import Cost, on_one_core
from tests.bench.table import Row, at_least, at_most, holds, shown, spread
from tests.synthetic import synthetic_cohort, write_hand_in

SAMPLE = 10
FEW, MANY = 1_000, 10_000
TIMES = 3
PASSES = 5
LIMIT_S = {FEW: 2.0, MANY: 10.0}


@frozen
class Run:
    """One run of ``grade_cohort``: the process as a whole, and what it says of the work alone."""

    process: Cost
    report: dict[str, Any]


def rows(folder: Path) -> Iterator[Row]:
    """All figures of grading.

    Nothing is deleted on the way: on ext4 new files beside many that were just deleted cost several times as much.
    """
    whole, one = _stock_costs(folder / "stock")
    yield from _stock(whole, one, stock.scores(folder / "stock" / "gradebook.db"))
    yield from _through_nbgrader(folder, whole)
    runs: dict[int, list[Run]] = {FEW: [], MANY: []}
    for time in range(TIMES):
        for size in (FEW, MANY):
            runs[size].append(_graded(folder / f"{size}-{time}", size))
    for size in runs:
        yield from _batch(size, runs[size], one)
        yield _disk(folder / f"{size}-0", size)
    yield from _growth(runs)
    yield from _again(folder / f"{MANY}-0")
    yield from _scoring(folder / f"{MANY}-0")


def _stock_costs(course: Path) -> tuple[Cost, float]:
    """The whole command for the sample, and wall seconds of one hand-in without the start of nbgrader."""
    right = stock.make_course(course, SAMPLE)
    whole = stock.nbgrader(course, "autograde", "exam")
    assert stock.scores(course / "gradebook.db") == right
    start = stock.nbgrader(course, "--version")
    return whole, (whole.wall - start.wall) / SAMPLE


def _stock(whole: Cost, one: float, scores: dict[str, int]) -> Iterator[Row]:
    yield Row(f"stock nbgrader autograde, {SAMPLE} hand-ins, scores right", shown(whole.wall, "s"))
    yield Row("  for one, without the start of nbgrader", shown(one, "s"))
    yield Row("  CPU for one, kernels included", shown(whole.cpu / len(scores), "s"))


def _through_nbgrader(folder: Path, whole: Cost) -> Iterator[Row]:
    walls = []
    for number in range(TIMES):
        cohort, raw = _cohort(folder / f"ours-{number}", SAMPLE)
        walls.append(stock.nbgrader(cohort.folder, "autograde", "exam").wall)
        assert sum(stock.scores(cohort.gradebook).values()) == raw
    yield Row(f"ours through nbgrader autograde, {SAMPLE} hand-ins, scores right", shown(median(walls), "s"))
    yield Row("  for one; nearly all is the start of nbgrader", shown(median(walls) / SAMPLE, "s"))
    yield Row("  times faster than stock", shown(whole.wall / median(walls)))


def _cohort(folder: Path, size: int) -> tuple[Cohort, int]:
    """A cohort with everybody's hand-in, and the sum of all raw scores."""
    cohort = synthetic_cohort(folder, size)
    raw = 0
    for person in cohort.people.persons:
        path = write_hand_in(cohort, person.id)
        raw += grade(cohort.key, parse(path.read_bytes(), cohort.key, person.id)).raw
    return cohort, raw


def _graded(folder: Path, size: int) -> Run:
    _, raw = _cohort(folder, size)
    if hasattr(os, "sync"):
        os.sync()  # hand-ins have long been on the disk when they are graded
    run = Run(*on_one_core("grade", folder))
    assert run.report["states"] == {"graded": size}
    assert run.report["raw"] == raw
    return run


def _batch(size: int, runs: list[Run], per_stock: float) -> Iterator[Row]:
    wall = median(run.process.wall for run in runs)
    peaks = [run.report["peak_mb"] for run in runs]
    yield at_most(f"ours, {size:,} hand-ins on one core: wall, whole process", wall, LIMIT_S[size], "s")
    yield Row(f"  the {len(runs)} runs", spread((run.process.wall for run in runs), "s"))
    yield Row("  CPU, whole process", shown(median(run.process.cpu for run in runs), "s"))
    yield Row("  for one hand-in", shown(wall / size * 1000, "ms"))
    yield at_least("  times faster than stock", per_stock / (wall / size), 1_000)
    yield at_most("  peak memory", None if None in peaks else max(peaks), 100, "MB")


def _disk(folder: Path, size: int) -> Row:
    """What the disk alone costs: it varies much between machines, and even between folders."""
    _, report = on_one_core("disk", folder)
    return Row("  for scale: the grader's folders and files alone, nothing graded", shown(report["wall"], "s"))


def _growth(runs: dict[int, list[Run]]) -> Iterator[Row]:
    """Without the start of Python, which would make any growth look smaller."""
    for name in ("CPU", "wall"):
        few, many = (median(run.report[name.lower()] for run in runs[size]) for size in (FEW, MANY))
        yield at_most(f"growth from {FEW:,} to {MANY:,}, {name} of the work alone", many / few, 11, "times")


def _again(folder: Path) -> Iterator[Row]:
    run = Run(*on_one_core("grade", folder))
    unchanged = run.report["states"].get("unchanged", 0)
    yield holds(f"ours, {MANY:,} a second time: unchanged", f"{unchanged:,} of {MANY:,}", unchanged == MANY)
    yield at_most("  wall, whole process", run.process.wall, LIMIT_S[MANY], "s")


def _scoring(folder: Path) -> Iterator[Row]:
    """Scoring alone beside the floor: reading and decoding the same files and nothing else."""
    _, report = on_one_core("score", folder, PASSES)
    floor, score = report["floor"], report["score"]
    for name, pick in (("least", min), ("median", median)):
        yield Row(f"scoring alone, {MANY:,}: {name} of {PASSES}, CPU", shown(pick(score), "s"))
        yield Row(f"  read and json.loads alone: {name}", shown(pick(floor), "s"))
        yield at_most("  scoring / floor", pick(score) / pick(floor), 2, "times")
