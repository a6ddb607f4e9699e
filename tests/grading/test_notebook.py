"""The exam notebook: valid, locked, without a key, and with nothing alive in it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from attrs import evolve
from nbconvert.filters import markdown2html_mistune
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_locked

from pmo_course_lib.assessment.form import FormExhibit
from pmo_course_lib.assessment.responses import parse
from pmo_course_lib.assessment.scoring import grade
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.notebook import GRADE_SOURCE, GraderView, exam_notebook, points, publish

from .samples import make_cohort, random_choices, write_hand_in

NASTY = ('<script>alert(1)</script> **bold** $x^2$ [a](javascript:b) `code`\n\n# Head\n\n'
         '</pre><img src=x onerror="y">')


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    return make_cohort(tmp_path_factory.mktemp("notebook"), 1, items=8)


def _valid(raw: str | bytes) -> nbformat.NotebookNode:
    text = raw if isinstance(raw, str) else raw.decode()
    notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    return notebook


@pytest.mark.parametrize("step", ["source", "release"])
def test_published(cohort: Cohort, step: str) -> None:
    """Is each notebook valid, all locked, each with nbgrader's own checksum and a grade cell that raises?"""
    notebook = _valid((cohort.folder / step / "exam/exam.ipynb").read_text())
    assert len(notebook.cells) == 16
    assert all(is_locked(cell) for cell in notebook.cells)
    assert all(compute_checksum(cell) == cell.metadata.nbgrader.checksum for cell in notebook.cells)
    grades = [cell for cell in notebook.cells if is_grade(cell)]
    assert [cell.metadata.nbgrader.grade_id for cell in grades] == [f"test_{item.id}"
                                                                    for item in cohort.form.items]
    assert {cell.source for cell in grades} == {GRADE_SOURCE}
    assert {cell.metadata.nbgrader.points for cell in grades} == {1}


def test_no_key_in_release(cohort: Cohort) -> None:
    """Is the published notebook the same whatever the key is, so that it cannot tell anything of it?"""
    other = evolve(cohort.key, items=tuple(evolve(item, accept=(item.options[0],
                                                                )) for item in cohort.key.items))
    assert other != cohort.key
    assert exam_notebook(cohort.form, points(other)) == exam_notebook(cohort.form, points(cohort.key))


def test_publish_leaves_nbgraders_copy(tmp_path: Path) -> None:
    """Does publishing again leave what nbgrader wrote to release/, and repair a source that was changed?"""
    cohort = make_cohort(tmp_path, 1, items=2)
    source, release = cohort.folder / "source/exam/exam.ipynb", cohort.folder / "release/exam/exam.ipynb"
    release.write_text("nbgrader's own white space")
    publish(cohort)
    assert release.read_text() == "nbgrader's own white space"
    source.write_text("{}")
    publish(cohort)
    assert source.read_bytes() == release.read_bytes() != b"{}"


def test_grader_view_gives_the_same_marks(cohort: Cohort) -> None:
    """Would nbgrader itself read the same marks from the grader's notebook, and is that valid?"""
    result = grade(cohort.key, parse(write_hand_in(cohort, "c00001").read_bytes(), cohort.key, "c00001"))
    choices = {item: choice for item, choice in random_choices(cohort, "c00001").items() if choice}
    notebook = _valid(GraderView(cohort.form, cohort.key).render(choices))
    seen = {cell.metadata.nbgrader.grade_id.removeprefix("test_"): determine_grade(cell)[0]
            for cell in notebook.cells if is_grade(cell)}
    assert seen == result.marks
    assert 0 < sum(seen.values()) < len(seen)


def test_grader_view_shows_the_choice(cohort: Cohort) -> None:
    """Does the grader see what was chosen, with the letter of the form's order, or that nothing was?"""
    notebook = _valid(GraderView(cohort.form, cohort.key).render({"SY-0001": "c"}))
    answers = [cell.outputs[0].text for cell in notebook.cells if is_grade(cell)]
    assert answers[0].startswith("Answer: C  Option c of question 1")
    assert set(answers[1:]) == {"Answer: no answer\n"}


def test_grader_view_of_blank_hand_ins_tells_no_key(cohort: Cohort) -> None:
    """Does the grader's notebook of an empty hand-in depend on the key in any way?"""
    other = evolve(cohort.key, items=tuple(evolve(item, accept=(item.options[0],
                                                                )) for item in cohort.key.items))
    assert GraderView(cohort.form, cohort.key).render({}) == GraderView(cohort.form, other).render({})


def test_unscored_items(cohort: Cohort) -> None:
    """Is an item on trial worth nothing in nbgrader too, also when it is answered right?"""
    trial = evolve(cohort.key, items=(evolve(cohort.key.items[0], scored=False), *cohort.key.items[1:]))
    right = {item.id: item.accept[0] for item in trial.items}
    notebook = _valid(GraderView(cohort.form, trial).render(right))
    seen = [determine_grade(cell) for cell in notebook.cells if is_grade(cell)]
    assert seen == [(0, 0.0)] + [(1, 1.0)] * 7


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_alive(cohort: Cohort) -> None:
    """Does no HTML, Markdown or formula of an item come alive, and is its text there to the letter?"""
    item = evolve(cohort.form.items[0], stem=NASTY, exhibit=FormExhibit(NASTY, NASTY),
                  options=tuple(evolve(option, text=NASTY) for option in cohort.form.items[0].options))
    form = evolve(cohort.form, items=(item, *cohort.form.items[1:]))
    notebook = _valid(json.dumps(exam_notebook(form, points(cohort.key))))
    html = str(markdown2html_mistune(notebook.cells[0].source))
    page = _Tags()
    page.feed(html)
    assert page.tags == ["pre"]
    assert page.text.count(NASTY) == 6
