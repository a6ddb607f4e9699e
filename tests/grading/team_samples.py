"""Classes with teams, and their work on an exercise, for tests."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from attrs import evolve

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.teams.hand_in import Receipt, hand_in
from pmo_course_lib.delivery.teams.party import Party, parties, party_of
from pmo_course_lib.delivery.teams.work import open_work, work_path
from pmo_course_lib.storage import read_json, write_json
from pmo_course_lib.workbook.model import Workbook
from tests.synthetic import synthetic_cohort


def team_cohort(folder: Path, *teams: str) -> Cohort:
    """A class of one person for each name: c00001 is in the first team named, and so on; an empty name is no team."""
    return with_teams(synthetic_cohort(folder / "cohort", len(teams), 5), list(teams))


def with_teams(cohort: Cohort, names: list[str]) -> Cohort:
    """The class with these teams, by the roster's order."""
    path = cohort.folder / "people.json"
    people = read_json(path)
    for person, name in zip(people["persons"], names, strict=True):
        person["candidate"]["team"] = name
    write_json(path, people, 0o600)
    return Cohort(cohort.folder)


def solution(exercise: str, kind: str = "model") -> Workbook:
    """``model``, ``weak`` or ``confused``."""
    found: Workbook = getattr(import_module(f"tests.exercises.solutions.{exercise.lower()}"), kind)()
    return found


def work(cohort: Cohort, party: Party, exercise: str, workbook: Workbook) -> None:
    """Let a team have done this."""
    open_work(work_path(cohort, party, exercise), exercise, "test").update(lambda _: workbook)


def handed_in(cohort: Cohort, candidate: str, exercise: str, kind: str = "model") -> Receipt:
    """Let a person's team have done and handed in a solution."""
    party = party_of(cohort, candidate)
    work(cohort, party, exercise, solution(exercise, kind))
    return hand_in(cohort, party, exercise, candidate)


def titled(workbook: Workbook, name: str) -> Workbook:
    """The workbook of an organisation of this name."""
    return evolve(workbook, organisation=evolve(workbook.organisation, name=name))


__all__ = ["handed_in", "parties", "party_of", "solution", "team_cohort", "titled", "with_teams", "work"]
