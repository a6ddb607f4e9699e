"""The sample class: always the same results, and never in the place of a real class."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_course_lib.assessment.responses import BadResponses, parse
from pmo_course_lib.assessment.scoring import grade
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import collect_all
from pmo_course_lib.delivery.demo import SKILL, make_demo
from pmo_course_lib.delivery.moderation import seats
from pmo_course_lib.delivery.roster import read_roster
from pmo_course_lib.errors import CourseError


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, exam: Path) -> Cohort:
    """One sample class; never change it."""
    return make_demo(tmp_path_factory.mktemp("demo") / "demo", exam)


def score(cohort: Cohort, who: str) -> tuple[int, int]:
    """Raw score and blanks by the grader's own functions."""
    result = grade(cohort.key, parse((cohort.hand_in(who) / "responses.json").read_bytes(), cohort.key, who))
    return result.raw, result.blank


def test_twelve_people(demo: Cohort, exam: Path) -> None:
    """Are there twelve, of whom one never comes, one hands in a blank, and two spoil their file?"""
    ids = [person.id for person in read_roster(exam / "demo" / "roster.csv")]
    assert [person.id for person in demo.people.persons] == ids and len(ids) == 12
    assert set(ids) - set(SKILL) == {"lena"} and not demo.hand_in("lena").exists()
    assert score(demo, "hugo") == (0, 50)
    for who in ("jonas", "kofi"):
        with pytest.raises(BadResponses):
            score(demo, who)


def test_scores_span_the_scale(demo: Cohort) -> None:
    """Do the others span good and bad, on both sides of the pass mark, near their skill?"""
    scores = {who: score(demo, who)[0] for who in SKILL if who not in ("jonas", "kofi")}
    assert all(abs(raw / 50 - SKILL[who]) < 0.2 for who, raw in scores.items())
    mark = demo.key.pass_mark.raw
    assert sum(raw >= mark for raw in scores.values()) >= 3 <= sum(raw < mark for raw in scores.values()) + 1


def test_late_answers(demo: Cohort) -> None:
    """Is ines cut off by the deadline, with one answer late but counted and one unscored?"""
    (ines,) = (seat for seat in seats(demo) if seat.id == "ines")
    assert (ines.state, ines.late, ines.unscored) == ("ended by deadline", 1, 1)


def test_results_never_change(demo: Cohort, tmp_path: Path, exam: Path) -> None:
    """Made again elsewhere, has everybody the same score, and does collecting again mend nothing on purpose spoilt?"""
    again = make_demo(tmp_path / "demo", exam)
    people = [who for who in SKILL if who not in ("jonas", "kofi")]
    assert [score(again, who) for who in people] == [score(demo, who) for who in people]
    spoilt = (again.hand_in("jonas") / "responses.json").read_bytes()
    collect_all(again)
    assert (again.hand_in("jonas") / "responses.json").read_bytes() == spoilt


def test_made_anew(tmp_path: Path, exam: Path) -> None:
    """Is an old sample class replaced whole?"""
    make_demo(tmp_path / "demo", exam)
    (tmp_path / "demo" / "leftover").touch()
    make_demo(tmp_path / "demo", exam)
    assert not (tmp_path / "demo" / "leftover").exists()


def test_real_class_of_that_name(cohort: Cohort, exam: Path) -> None:
    """Is a real class of that name left alone?"""
    before = {path: path.read_bytes() for path in cohort.folder.rglob("*") if path.is_file()}
    with pytest.raises(CourseError, match="real class"):
        make_demo(cohort.folder, exam)
    assert {path: path.read_bytes() for path in cohort.folder.rglob("*") if path.is_file()} == before
