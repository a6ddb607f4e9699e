"""nbgrader's own commands in a cohort: the same marks, nothing executed, nothing told to candidates."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.batch import grade_cohort
from pmo_course_lib.delivery.grading.feedback import topic_scores
from pmo_course_lib.delivery.grading.notebook import exam_notebook, points

from .samples import HOSTILE, make_cohort, marks, right, rows, write_hand_in

pytestmark = pytest.mark.nbgrader

BAD = ("link to the key", "exam folder is a link", "candidate's folder is a link", "pipe", "item twice",
       "only notebooks")
HONEST = ("c00001", "c00002", "c00003", "c00010")
CELLS = ("SELECT b.name, b.type, g.max_score, g.cell_type, s.cell_type, s.locked, s.source, s.checksum "
         "FROM base_cell b JOIN grade_cells g ON g.id = b.id JOIN source_cell s ON s.name = b.name ORDER BY "
         "b.name")


def _run(cohort: Cohort, *command: str) -> subprocess.CompletedProcess[str]:
    # Its own home, so that no setting of the machine matters.
    home = cohort.folder.parent / "home"
    env = os.environ | {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_NO_CONFIG": "1"}
    return subprocess.run([sys.executable, *command], cwd=cohort.folder, env=env, capture_output=True,
                          text=True,
                          timeout=120)


def _code_that_leaves_a_trace(cohort: Cohort, who: str, trace: Path) -> None:
    """A stock hand-in: the notebook as released, with code in it."""
    notebook = exam_notebook(cohort.form, points(cohort.key))
    code: dict[str, object] = {"cell_type": "code", "id": "evil", "metadata": {}, "execution_count": None}
    code |= {"outputs": [], "source": f"open({str(trace)!r}, 'w').write('executed')"}
    notebook["cells"].insert(0, code)
    (cohort.hand_in(who) / "exam.ipynb").write_text(json.dumps(notebook))


def _notebook(cohort: Cohort) -> object:
    """The released notebook, however its lines are split."""
    return nbformat.read(cohort.folder / "release/exam/exam.ipynb", as_version=4)  # type: ignore[no-untyped-call]


def _everything_below(folder: Path) -> str:
    return "\n".join(f"{path}\n{path.read_text(errors='replace')}" for path in folder.rglob("*")
                     if path.is_file())


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Cohort, dict[str, str]]]:
    """A cohort after ``nbgrader autograde``, ``generate_feedback`` and ``export``, and what each said."""
    cohort = make_cohort(tmp_path_factory.mktemp("nbgrader"), 10)
    for who in HONEST:
        write_hand_in(cohort, who)
    for number, name in enumerate(BAD, 4):
        HOSTILE[name][0](cohort, f"c{number:05}")
    (cohort.folder / "submitted/<img src=x>/exam").mkdir(parents=True)
    _code_that_leaves_a_trace(cohort, "c00001", cohort.folder.parent / "trace")
    said = {}
    for command, code in (("autograde exam", 1), ("generate_feedback exam", 0), ("export", 0)):
        run = _run(cohort, "-m", "nbgrader", *command.split())
        said[command] = run.stdout + run.stderr
        assert run.returncode == code, said[command]
    yield cohort, said


def test_autograde(done: tuple[Cohort, dict[str, str]], tmp_path: Path) -> None:
    """Does ``nbgrader autograde exam`` give our marks, run nothing, and name each bad hand-in?"""
    cohort, said = done
    found = marks(cohort)
    assert {who: sum(float(str(row[1])) for row in rows_) for who, rows_ in found.items()} == {
        who: right(cohort, who) for who in HONEST}
    ours = make_cohort(tmp_path, 10)
    for who in HONEST:
        write_hand_in(ours, who)
    grade_cohort(ours)
    assert {who: [row[:5] for row in rows_] for who, rows_ in marks(ours).items()} == {
        who: [row[:5] for row in rows_] for who, rows_ in found.items()}
    assert not (cohort.folder.parent / "trace").exists()
    for number, name in enumerate(BAD, 4):
        assert f"c{number:05}: {'missing' if name == 'only notebooks' else 'rejected'}" in said["autograde "
                                                                                                "exam"]
    assert {path.name for path in (cohort.folder / "autograded").rglob("*")
            if path.is_file()} == {"exam.ipynb"}
    assert {path.name for path in (cohort.folder / "autograded").iterdir()} == set(HONEST)


def test_ours_after_nbgrader(done: tuple[Cohort, dict[str, str]]) -> None:
    """Does ``grade_cohort`` find nothing to do after ``nbgrader autograde``?"""
    cohort, _ = done
    by_id = {row.candidate: row.state for row in grade_cohort(Cohort(cohort.folder)).rows}
    assert [by_id[who] for who in HONEST] == ["unchanged"] * 4


def test_feedback(done: tuple[Cohort, dict[str, str]]) -> None:
    """Is there a page by topic for everybody graded, with no item, option, mark of an item or key?"""
    cohort, _ = done
    pages = sorted((cohort.folder / "feedback").rglob("*.html"))
    assert [path.parts[-3] for path in pages] == sorted(HONEST)
    assert len([path for path in (cohort.folder / "feedback").rglob("*") if path.is_file()]) == 4
    for path in pages:
        page = path.read_text()
        assert "Result by topic" in page and "Area 5" in page
        assert f"Score: {float(right(cohort, path.parts[-3]))} / 50.0" in page
        for item in cohort.form.items:
            assert item.id not in page and item.stem[:9] not in page
            assert not any(option.text in page for option in item.options)
        assert not any(word in page for word in ("Test cell", "Grade cell", "Answer:", "accept", "STEM-",
                                                 "test_SY"))


def test_feedback_adds_up(tmp_path: Path) -> None:
    """Do the topics add up to the score that nbgrader has, scores and credit given by hand included?"""
    cohort = make_cohort(tmp_path, 1)
    write_hand_in(cohort, "c00001", {item.id: item.accept[0] for item in cohort.key.items})
    grade_cohort(cohort)
    with closing(sqlite3.connect(cohort.gradebook)) as db, db:
        db.execute("UPDATE grade SET manual_score = 0.5, extra_credit = 2 WHERE cell_id = "
                   "(SELECT id FROM base_cell WHERE name = 'test_SY-0001')")
    topics = topic_scores(cohort.gradebook, "c00001")
    assert [(topic.title, topic.score, topic.maximum) for topic in topics] == [
        ("Area 1", 10, 10), ("Area 2", 11.5, 10), ("Area 3", 10, 10), ("Area 4", 10, 10), ("Area 5", 10, 10)]


def test_export(done: tuple[Cohort, dict[str, str]]) -> None:
    """Does ``nbgrader export`` tell the right score of everybody, and nothing of questions?"""
    cohort, _ = done
    with (cohort.folder / "grades.csv").open() as file:
        scores = {row["student_id"]: (float(row["score"]), float(row["max_score"]), row["timestamp"] != "")
                  for row in csv.DictReader(file)}
    assert scores == {person.id: ((float(right(cohort, person.id)), 50.0,
                                   True) if person.id in HONEST else (0.0, 50.0, False))
                      for person in cohort.people.persons}
    assert "STEM-" not in (cohort.folder / "grades.csv").read_text()


def test_nothing_told(done: tuple[Cohort, dict[str, str]]) -> None:
    """Is the key, or a hash of it, in no published file and no log?"""
    cohort, said = done
    ((fingerprint,),) = rows(cohort, "SELECT DISTINCT key_sha256 FROM pmo_hand_in WHERE candidate = 'c00001'")
    texts = [_everything_below(cohort.folder / name) for name in ("release", "source", "autograded",
                                                                  "feedback")]
    for text in (*texts, *said.values()):
        assert str(fingerprint) not in text
        assert '"accept"' not in text and "rationale" not in text
    assert "STEM-" not in "".join(said.values())


API = """
import json, sys
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
app = NbGrader()
app.initialize([])
api = NbGraderAPI(app.coursedir, parent=app)
done = {"before": [[s["student"], s["autograded"], s["score"]] for s in api.get_submissions("exam")]}
done["students"] = sorted(s["id"] for s in api.get_students())
done["notebooks"] = len(api.get_notebook_submissions("exam", "exam"))
Path("submitted/c00002/exam/responses.json").write_bytes(Path("new.json").read_bytes())
done["button"] = api.autograde("exam", "c00002")
done["bad"] = api.autograde("exam", "c00004")
done["unknown"] = api.autograde("exam", "nobody")
done["after"] = [[s["student"], s["autograded"], s["score"]] for s in api.get_submissions("exam")]
done["assignment"] = api.generate_assignment("exam")
done["feedback"] = api.generate_feedback("exam", "c00002")
print(json.dumps(done))
"""


def test_formgraders_buttons(done: tuple[Cohort, dict[str, str]], tmp_path: Path) -> None:
    """Do formgrader's lists and buttons work: autograde one, make the assignment, make feedback?"""
    cohort = Cohort(tmp_path / "cohort")  # a copy, with its odd files: the other tests read that class as it is
    subprocess.run(["cp", "-a", done[0].folder, cohort.folder], check=True)
    cells = rows(cohort, CELLS)
    published = _notebook(cohort)
    path = cohort.hand_in("c00002") / "responses.json"
    old = path.read_bytes()
    new = write_hand_in(cohort, "c00002", {"SY-0001": None}).read_bytes()
    path.write_bytes(old)
    (cohort.folder / "new.json").write_bytes(new)
    others = {who: found for who, found in marks(cohort).items() if who != "c00002"}

    run = _run(cohort, "-c", API)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    graded = {who: right(cohort, who) for who in HONEST}
    assert {who: score for who, autograded, score in seen["before"] if autograded} == graded
    assert seen["students"] == [person.id for person in cohort.people.persons]
    assert seen["notebooks"] == 4
    assert seen["button"]["success"] and not seen["bad"]["success"] and not seen["unknown"]["success"]
    assert "c00004: rejected" in seen["bad"]["log"] and "nobody" in seen["unknown"]["log"]
    assert {who: score for who, autograded, score in seen["after"] if autograded} == graded | {"c00002": 0.0}
    assert {who: found for who, found in marks(cohort).items() if who != "c00002"} == others
    assert seen["assignment"]["success"] and seen["feedback"]["success"]
    assert rows(cohort, CELLS) == cells
    assert _notebook(cohort) == published
    assert "Score: 0.0 / 50.0" in (cohort.folder / "feedback/c00002/exam/exam.html").read_text()


def test_assignment_before_hand_ins(tmp_path: Path) -> None:
    """Does ``nbgrader generate_assignment exam --force`` make the same cells, and grading work after it?"""
    cohort = make_cohort(tmp_path, 1, items=4)
    cells = rows(cohort, CELLS)
    run = _run(cohort, "-m", "nbgrader", "generate_assignment", "exam", "--force")
    assert run.returncode == 0, run.stderr
    assert rows(cohort, CELLS) == cells
    write_hand_in(cohort, "c00001")
    (row,) = grade_cohort(cohort).rows
    assert row.result is not None and row.result.raw == right(cohort, "c00001")


def test_config_that_fails(tmp_path: Path) -> None:
    """If our code cannot be loaded, do autograding and feedback stop before they touch a thing?"""
    cohort = make_cohort(tmp_path, 1, items=4)
    write_hand_in(cohort, "c00001")
    trace = tmp_path / "trace"
    _code_that_leaves_a_trace(cohort, "c00001", trace)
    grade_cohort(cohort)
    config = cohort.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("    swap(c)", "    raise RuntimeError('broken')"))
    before, files = marks(cohort), _everything_below(cohort.folder)
    for command in ("autograde", "generate_feedback"):
        run = _run(cohort, "-m", "nbgrader", command, "exam")
        assert run.returncode != 0
        assert "switched off" in run.stderr and "broken" in run.stderr
    assert not trace.exists()
    assert marks(cohort) == before
    assert _everything_below(cohort.folder) == files


TEAM = """
import json
from nbgrader.apps.baseapp import NbGrader
from nbgrader.apps import NbGraderAPI
app = NbGrader(); app.initialize([])
api = NbGraderAPI(app.coursedir, parent=app)
print(json.dumps([api.generate_assignment("team"), api.autograde("team", "c00001")]))
"""


def test_other_assignments(tmp_path: Path) -> None:
    """Is a team exercise not executed either, with 0 and not full marks for a test cell that nobody ran?"""
    cohort = make_cohort(tmp_path, 1, items=2)
    trace = tmp_path / "trace"

    def cell(name: str, source: str, **flags: object) -> dict[str, object]:
        meta = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3,
                "grade_id": name}
        return {"cell_type": "code", "id": name, "execution_count": None, "outputs": [], "source": source,
                "metadata": {"nbgrader": meta | flags}}

    def write(step: str, answer: str) -> None:
        cells = [cell("answer", answer, solution=True), cell("check", "assert True", grade=True, locked=True,
                                                             points=3)]
        path = cohort.folder / step / "team/team.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))

    write("source", "### BEGIN SOLUTION\n1\n### END SOLUTION")
    write("submitted/c00001", f"open({str(trace)!r}, 'w')")
    run = _run(cohort, "-c", TEAM)
    made, graded = json.loads(run.stdout.splitlines()[-1])
    assert made["success"] and graded["success"], graded
    assert not trace.exists()
    assert rows(cohort, "SELECT auto_score FROM grade") == [(0.0,)]
