"""A team exercise through all of nbgrader's own steps, the exchange included."""

from __future__ import annotations

import csv
import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises, publish_exercises
from pmo_course_lib.delivery.teams.work import FILE
from pmo_course_lib.exercises import exercise
from pmo_course_lib.storage import read_json, write_json

from .team_samples import handed_in, team_cohort
from .test_exercises import graded

pytestmark = [pytest.mark.nbgrader,
              pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange refuses to run there")]

ME = getpass.getuser()
TRACE = "open({!r}, 'w').write('executed')"


class Steps:
    """nbgrader's commands in a cohort, with an exchange and a home of their own."""

    def __init__(self, cohort: Cohort, folder: Path) -> None:
        self.cohort, self.desk, self.said = cohort, folder / "desk", ""
        for place in (self.desk, folder / "home", folder / "exchange"):
            place.mkdir()
        (folder / "exchange").chmod(0o777)
        home = str(folder / "home")
        self._env = os.environ | {"HOME": home, "JUPYTER_CONFIG_DIR": home, "JUPYTER_NO_CONFIG": "1"}
        self._exchange = [f"--Exchange.root={folder / 'exchange'}", f"--CourseDirectory.course_id={cohort.name}"]

    def run(self, command: str, *options: str, at: Path | None = None) -> int:
        """The exit code of a command; what it said is kept."""
        run = subprocess.run([sys.executable, "-m", "nbgrader", *command.split(), *options, *self._exchange], env=self._env,
                             cwd=at or self.cohort.folder, capture_output=True, text=True, timeout=180, check=False)
        self.said = run.stdout + run.stderr
        return run.returncode


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    """A class of three: the person who runs this test and a team mate, and one of another team."""
    made = team_cohort(tmp_path, "Larch", "Larch", "Ash")
    people = read_json(made.folder / "people.json")
    people["persons"][0]["candidate"]["id"] = ME
    write_json(made.folder / "people.json", people, 0o600)
    found = Cohort(made.folder)
    publish_exercises(found)
    return found


def test_every_step(cohort: Cohort, tmp_path: Path) -> None:
    """Do generate, release, fetch, submit, collect, autograde, feedback and export work, with nothing of a hand-in run?"""
    steps, trace = Steps(cohort, tmp_path), tmp_path / "trace"
    assert steps.run("generate_assignment E1 --force") == 0, steps.said
    released = cohort.folder / "release/E1"
    assert [path.name for path in released.iterdir()] == ["E1.ipynb"]
    text = (released / "E1.ipynb").read_text(encoding="utf-8")
    assert not any(level in text for one in exercise("E1").rubric for level in one.levels)
    assert steps.run("release_assignment E1") == 0, steps.said
    assert steps.run("fetch_assignment E1", at=steps.desk) == 0, steps.said

    handed_in(cohort, "c00003", "E1", "weak")
    work = (cohort.folder / "submitted/c00003/E1" / FILE.format("E1")).read_bytes()
    (steps.desk / "E1" / FILE.format("E1")).write_bytes(work)
    notebook = read_json(steps.desk / "E1/E1.ipynb")
    code: dict[str, object] = {"cell_type": "code", "id": "evil", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].insert(0, code | {"source": TRACE.format(str(trace))})
    write_json(steps.desk / "E1/E1.ipynb", notebook)
    assert steps.run("submit E1", at=steps.desk) == 0, steps.said
    assert steps.run("collect E1") == 0, steps.said
    assert steps.run("autograde E1") == 0, steps.said
    assert not trace.exists()
    points = graded(cohort)["c00003"][0]
    assert {who: found[0] for who, found in graded(cohort).items()} == {ME: points, "c00002": points, "c00003": points}
    before = graded(cohort)
    grade_exercises(cohort)
    assert graded(cohort) == before

    assert steps.run("generate_feedback E1") == 0, steps.said
    pages = sorted(cohort.folder.glob("feedback/*/E1/E1.html"))
    assert len(pages) == 3
    page = pages[-1].read_text(encoding="utf-8")
    assert "What to look at" in page and "cdnjs" not in page and "executed" not in page
    assert steps.run("export") == 0, steps.said
    with (cohort.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file) if row["assignment"] == "E1"}
    assert {ME: points, "c00002": points, "c00003": points}.items() <= scores.items()


def test_a_bad_hand_in_stops_nobody(cohort: Cohort, tmp_path: Path) -> None:
    """Does ``nbgrader autograde E1`` name the bad file, end with 1, and mark the others?"""
    steps = Steps(cohort, tmp_path)
    handed_in(cohort, "c00003", "E1")
    place = cohort.folder / "submitted" / ME / "E1"
    place.mkdir(parents=True)
    (place / FILE.format("E1")).write_bytes(b"{")
    assert steps.run("autograde E1") == 1
    assert f"E1: {ME}: " in steps.said and "Traceback" not in steps.said
    assert {who: found[0] for who, found in graded(cohort).items()} == {"c00003": 12.0}


def test_stock_autograding_by_mistake_gives_nothing(cohort: Cohort) -> None:
    """Would nbgrader's own rules give 0 for the cells of the released notebook, and not full marks?"""
    from nbformat import from_dict
    from nbgrader.utils import determine_grade

    cells = [cell for cell in read_json(cohort.folder / "release/E1/E1.ipynb")["cells"] if "nbgrader" in cell["metadata"]]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            value = eval(cell["source"])  # our own cell, as a kernel would run it
            cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": repr(value)}, "metadata": {},
                                "execution_count": 1}]
    assert len(cells) == len(exercise("E1").checks) + len(exercise("E1").rubric)
    scores = [determine_grade(from_dict(cell))[0] for cell in cells]  # type: ignore[no-untyped-call]
    assert scores == [0.0] * len(cells)
