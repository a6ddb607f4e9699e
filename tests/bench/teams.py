"""Team exercises: 50 teams of four hand in seven exercises each; beside stock nbgrader, which knows no teams."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.teams.hand_in import hand_in
from pmo_course_lib.delivery.teams.party import parties
from pmo_course_lib.exercises import IDS, exercise, mark
from tests.bench import stock
from tests.bench.process import on_one_core
from tests.bench.table import Row, at_least, holds, shown
from tests.grading.team_samples import team_cohort, titled, work

TEAMS, MEMBERS, SAMPLE = 50, 4, 10
KINDS = ("model", "weak", "confused")


def rows(folder: Path) -> Iterator[Row]:
    """All figures of the team exercises."""
    cohort, points = _class(folder / "ours")
    cost, report = on_one_core("grade_teams", cohort.folder)
    hand_ins = TEAMS * len(IDS)
    yield Row(f"ours, {TEAMS} teams x {len(IDS)} exercises ({hand_ins * MEMBERS:,} marks): wall, whole process",
              shown(cost.wall, "s"))
    yield Row("  for one hand-in of a team", shown(cost.wall / hand_ins * 1000, "ms"))
    yield Row("  peak memory", shown(report["peak_mb"], "MB"))
    yield holds("  points as the pure rules give them, for every member", f"{report['points']:g}",
                report["points"] == points * MEMBERS)
    yield Row("  a second time, nothing new", shown(on_one_core("grade_teams", cohort.folder)[0].wall, "s"))
    yield from _stock(folder / "stock", cost.wall / hand_ins)


def _class(folder: Path) -> tuple[Cohort, float]:
    """A class at the end of the two days, and the sum of its teams' points by rules."""
    cohort = team_cohort(folder, *(f"Team {number // MEMBERS:02}" for number in range(TEAMS * MEMBERS)))
    points = 0.0
    for number, party in enumerate(parties(cohort)):
        for id in IDS:
            # The company's name makes each hand-in another one; no rule looks at it.
            done = titled(getattr(import_module(f"tests.exercises.solutions.{id.lower()}"), KINDS[number % 3])(), party.name)
            points += mark(id, done).reached
            work(cohort, party, id, done)
            hand_in(cohort, party, id, party.members[0].id)
    return cohort, points


def _stock(course: Path, ours: float) -> Iterator[Row]:
    """Stock nbgrader on hand-ins with as many graded cells as an exercise has on average, executed one after the other."""
    cells = round(sum(len(exercise(id).checks) + len(exercise(id).rubric) for id in IDS) / len(IDS))
    right = stock.make_course(course, SAMPLE, cells)
    whole, start = stock.nbgrader(course, "autograde", "exam"), stock.nbgrader(course, "--version")
    assert stock.scores(course / "gradebook.db") == right
    one = (whole.wall - start.wall) / SAMPLE
    count = TEAMS * len(IDS)
    yield Row(f"stock nbgrader autograde, {SAMPLE} hand-ins of {cells} graded cells, scores right", shown(whole.wall, "s"))
    yield Row(f"  for {count} hand-ins, one a team, calculated from these", shown(one * count / 60, "min"))
    yield Row(f"  for {count * MEMBERS:,}, as stock has no teams, calculated", shown(one * count * MEMBERS / 60, "min"))
    yield at_least("  times faster than stock for the same count of hand-ins", one / ours, 10)
