"""What the instructor sees of the class: who is where, how far, how it voted, and one view of several people side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape

from attrs import frozen

from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.delivery.course.notebooks import Notebook
from pmo_course_lib.delivery.course.progress import module_cards
from pmo_course_lib.delivery.teams.party import parties, team_of
from pmo_course_lib.delivery.teams.standing import standing
from pmo_course_lib.delivery.teams.work import read_work, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Choice
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.model import Workbook


@frozen
class Member:
    """A person's row: the team as of now, the page opened last (its title and when), when the workbook was saved, parts decided
    of all.
    """

    person: Person
    team: str
    workbook: Workbook | None
    opened: str
    saved: str
    done: int
    parts: int


@frozen
class Poll:
    """A vote of a discussion: the number of voices for each answer."""

    question: str
    voices: tuple[tuple[str, int], ...]


def members(cohort: Cohort, pages: tuple[Notebook, ...], visits: Mapping[str, tuple[str, datetime]]) -> tuple[Member, ...]:
    """Everybody of the class, by team and name. A workbook that cannot be opened costs its own row only.

    Raises ``CourseError`` for a damaged ``teams.json``.
    """
    titles = {page.name: page.title for page in pages}
    modules = tuple(page for page in pages if not page.exercise)
    found = [_member(cohort, person, modules, visits, titles) for person in cohort.people.persons]
    return tuple(sorted(found, key=lambda one: (one.team, one.person.candidate.name)))


def _member(cohort: Cohort, person: Person, notebooks: tuple[Notebook, ...],
            visits: Mapping[str, tuple[str, datetime]], titles: Mapping[str, str]) -> Member:
    path = cohort.workbook(person.id)
    name, when = visits.get(person.id, ("", None))
    opened = f"{titles.get(name, name)}, {when:%H:%M}" if when else ""
    try:
        workbook = storage.read(path).workbook if path.exists() else None
        saved = f"{datetime.fromtimestamp(path.stat().st_mtime):%H:%M}" if workbook else ""
    except CourseError:
        workbook, saved = None, "cannot be opened"
    cards = module_cards(notebooks, path)
    done, parts = sum(card.done for card in cards), sum(card.parts for card in cards)
    return Member(person, team_of(cohort, person), workbook, opened, saved, done, parts)


def polls(notebooks: tuple[Notebook, ...], people: tuple[Member, ...]) -> tuple[Poll, ...]:
    """The votes of all discussions in the order of the course; answers that no option knows are not counted."""
    books = [one.workbook for one in people if one.workbook]
    return tuple(_counted(choice, books) for choice in _choices(notebooks))


def _choices(notebooks: tuple[Notebook, ...]) -> Iterator[tuple[str, Choice]]:
    for notebook in notebooks:
        for name in (view for view in notebook.views if view.startswith("discussion")):
            for block in load_panel(name).draw(Workbook()):
                if isinstance(block, Choice) and (place := json.loads(block.id))[0] == "values":
                    yield place[1], block


def _counted(choice: tuple[str, Choice], books: list[Workbook]) -> Poll:
    name, block = choice
    given = [book.values.get(name) for book in books]
    return Poll(block.label, tuple((text, given.count(value)) for value, text in block.options))


def beside(people: tuple[Member, ...], view: str) -> str:
    """One view of several people side by side, without controls."""
    shown = [(one.person.candidate.name, one.workbook) for one in people if one.workbook]
    return _columns(view, shown) or "<p>Nobody of this team has opened a module yet.</p>"


def teams_beside(cohort: Cohort, exercise_id: str, view: str) -> str:
    """One view of an exercise, of all teams that have begun, side by side and without controls."""
    begun = [party for party in parties(cohort) if standing(cohort, party, exercise_id).saved]
    shown = [(party.name, read_work(work_path(cohort, party, exercise_id), exercise_id)) for party in begun]
    return _columns(view, shown) or "<p>No team has begun this exercise yet.</p>"


def _columns(view: str, shown: Iterable[tuple[str, Workbook]]) -> str:
    draw = load_panel(view).draw
    columns = "".join(f"<article><h3>{escape(name)}</h3>{all_still(draw(workbook))}</article>" for name, workbook in shown)
    return f'<div class="beside wide">{columns}</div>' if columns else ""
