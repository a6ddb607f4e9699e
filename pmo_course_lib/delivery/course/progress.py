"""How far a person is: parts of each module that are decided, and what the team has done of the exercises."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from pmo_course_lib.assessment.attempt import replay
from pmo_course_lib.delivery.cohort import EXAM, Cohort
from pmo_course_lib.delivery.course.notebooks import Notebook
from pmo_course_lib.delivery.moderation import read_room
from pmo_course_lib.delivery.teams.hand_in import clock, elsewhere
from pmo_course_lib.delivery.teams.party import Party, party_of
from pmo_course_lib.delivery.teams.standing import standing
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import exercise
from pmo_course_lib.storage import read_lines
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.model import Workbook


@frozen
class Card:
    """A module on the start page: ``done`` of its ``parts`` are decided."""

    name: str
    title: str
    done: int
    parts: int

    @property
    def open(self) -> bool:
        """Whether there is something to do."""
        return self.done < self.parts


def module_cards(notebooks: Iterable[Notebook], workbook: Path) -> tuple[Card, ...]:
    """A card for each module; a workbook that is missing or cannot be opened counts as empty."""
    try:
        now = storage.read(workbook).workbook
    except CourseError:
        now = Workbook()
    return tuple(_card(notebook, now) for notebook in notebooks)


@frozen
class TeamCard:
    """A team exercise on the start page: whose work it is and how far; ``handed`` says whether it is handed in."""

    name: str
    title: str
    team: str
    state: str
    handed: bool

    @property
    def open(self) -> bool:
        """Whether there is something to do."""
        return not self.handed


@frozen
class ExamCard:
    """The exam on the start page; ``open`` while this person can sit it."""

    open: bool
    state: str
    name: str = EXAM
    title: str = "Exam"


AnyCard = Card | TeamCard | ExamCard


def all_cards(cohort: Cohort, candidate: str, pages: tuple[Notebook, ...]) -> tuple[AnyCard, ...]:
    """A card for each module, each team exercise and the exam, in the order of ``pages``."""
    modules = module_cards((one for one in pages if not one.exercise and one.name != EXAM), cohort.workbook(candidate))
    teams = team_cards(cohort, candidate, (one for one in pages if one.exercise))
    cards: tuple[AnyCard, ...] = (*modules, *teams, exam_card(cohort, candidate))
    found = {card.name: card for card in cards}
    return tuple(found[one.name] for one in pages)


def exam_card(cohort: Cohort, candidate: str) -> ExamCard:
    """Whether the exam is open for this person, handed in, or still to come."""
    attempt = replay(read_lines(cohort.journal(candidate)))
    if attempt.ended is not None:
        return ExamCard(False, "handed in")
    if attempt.started is not None:
        return ExamCard(True, f"{attempt.answered} questions answered")
    if read_room(cohort).opened:
        return ExamCard(True, "open now")
    return ExamCard(False, "not open yet; you can read the rules and try a practice question")


def team_cards(cohort: Cohort, candidate: str, exercises: Iterable[Notebook]) -> tuple[TeamCard, ...]:
    """A card for each team exercise; when the teams cannot be told, each says so."""
    try:
        party = party_of(cohort, candidate)
    except CourseError:
        return tuple(_team_card(one, "", "The list of teams cannot be read. Tell your instructor.", False) for one in exercises)
    return tuple(_of_party(cohort, party, candidate, one) for one in exercises)


def _of_party(cohort: Cohort, party: Party, candidate: str, notebook: Notebook) -> TeamCard:
    now = standing(cohort, party, notebook.exercise)
    own = elsewhere(cohort, party, candidate, notebook.exercise)
    with_ = f" with {own.team}" if own and own.team != party.name else ""
    said = f"handed in {clock(own.received)}{with_}" if own else now.said
    return _team_card(notebook, party.name if party.is_team else "", said, bool(own or now.handed))


def _team_card(notebook: Notebook, team: str, said: str, handed: bool) -> TeamCard:
    of = exercise(notebook.exercise)
    return TeamCard(notebook.name, f"{of.id} {of.title}", team, said, handed)


def _card(notebook: Notebook, workbook: Workbook) -> Card:
    done = [load_panel(name).done(workbook) for name in notebook.views]
    return Card(notebook.name, notebook.title, sum(done), len(done))
