"""Results of the team exercises: on the terminal, as tables for programs, and a feedback page for each team to print."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from attrs import frozen
from rich.console import Console
from rich.markup import escape as shown
from rich.table import Table

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.batch import Row
from pmo_course_lib.delivery.grading.exercises.feedback import Feedback, body, feedback
from pmo_course_lib.delivery.results.table import Cell, write_csv, write_xlsx
from pmo_course_lib.delivery.teams.observed import Observed, Rated, observed
from pmo_course_lib.delivery.teams.party import Party, parties
from pmo_course_lib.exercises import IDS
from pmo_course_lib.storage import write_atomic

HERE = Path(__file__).parent
HEADER = ("exercise", "id", "name", "team", "status", "rules", "rules_of", "judged", "judged_of", "open", "points", "of", "note")


@frozen
class TeamRow:
    """A grading row with what the gradebook says of it."""

    row: Row
    name: str
    given: Feedback | None

    @property
    def judged(self) -> float:
        """Points that a person gave so far."""
        return sum(one.reached or 0 for one in self.given.judged) if self.given else 0

    @property
    def open(self) -> int:
        """Criteria that nobody has judged yet."""
        return sum(one.reached is None for one in self.given.judged) if self.given else 0


def team_rows(cohort: Cohort, rows: Iterable[Row]) -> tuple[TeamRow, ...]:
    """The rows of a grading run, with names and judgements."""
    names = {person.id: person.candidate.name for person in cohort.people.persons}
    return tuple(TeamRow(row, names[row.candidate], feedback(cohort.gradebook, row.exercise, row.candidate)) for row in rows)


def table(rows: Iterable[TeamRow]) -> list[list[Cell]]:
    """One row for each person and exercise, as ``HEADER`` names the columns; scores of work that is not marked are empty."""
    return [_cells(one) for one in rows]


def _cells(one: TeamRow) -> list[Cell]:
    row, given = one.row, one.given
    head: list[Cell] = [row.exercise, row.candidate, one.name, row.team, row.state]
    if given is None:
        return [*head, None, row.points, None, None, None, None, None, row.reason]
    rules = sum(check.reached for check in given.checks)
    return [*head, rules, given.exercise.by_rules, one.judged, given.exercise.by_rubric, one.open, given.reached,
            given.exercise.points, row.reason]


def as_json(rows: Iterable[TeamRow]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [dict(zip(HEADER, cells, strict=True)) for cells in table(rows)]


def print_teams(cohort: Cohort, rows: tuple[TeamRow, ...]) -> None:
    """Print one line for each team and exercise, then what needs attention and what is to be judged."""
    if not rows:
        return
    console = Console()
    lines = Table(title=shown(f"{cohort.name}: team exercises"), title_justify="left")
    for name in ("Exercise", "Team", "People", "By rules", "Judged", "Points"):
        lines.add_column(name, justify="right" if name in ("By rules", "Judged", "Points") else "left")
    for mates in _teams(rows).values():
        lines.add_row(*map(shown, _line(mates)))
    console.print(lines)
    for one in rows:
        if one.row.reason:
            console.print(f"[yellow]{shown(one.row.candidate)}[/]: {one.row.exercise}: {shown(one.row.reason)}", highlight=False)
    if waiting := sum(bool(mates[0].open) for mates in _teams(rows).values()):
        console.print(f"{waiting} hand-ins wait for your judgement: pmo-course lab {shown(cohort.name)}, then Nbgrader, "
                      "Formgrader, Manual Grading.", highlight=False, soft_wrap=True)


def _teams(rows: Iterable[TeamRow]) -> dict[tuple[str, str], list[TeamRow]]:
    """Rows by exercise and party."""
    found: dict[tuple[str, str], list[TeamRow]] = {}
    for one in rows:
        if one.given:
            found.setdefault((one.row.exercise, one.row.party), []).append(one)
    return found


def _line(mates: list[TeamRow]) -> tuple[str, ...]:
    given = mates[0].given
    assert given is not None
    rules = sum(check.reached for check in given.checks)
    of = given.exercise
    judged = f"{mates[0].judged:g}/{of.by_rubric}" if not mates[0].open else f"{mates[0].open} open"
    return (of.id, mates[0].row.team, str(len(mates)), f"{rules:g}/{of.by_rules:g}", judged, f"{given.reached:g}/{of.points:g}")


def write_teams(cohort: Cohort, rows: tuple[TeamRow, ...]) -> list[Path]:
    """``exercises.csv`` and ``.xlsx``, and a page for each team in ``feedback-pages/``; returns the pages."""
    if not rows:
        return []
    write_csv(cohort.folder / "exercises.csv", HEADER, table(rows))
    write_xlsx(cohort.folder / "exercises.xlsx", HEADER, table(rows))
    folder = cohort.folder / "feedback-pages"
    folder.mkdir(exist_ok=True)
    # A full stop, which no id of a candidate has, keeps these apart from the pages of the exam.
    return [_written(folder / f"{party.key.replace('/', '.')}.html", text)
            for party in parties(cohort) if (text := team_page(cohort, party))]


def _written(path: Path, text: str) -> Path:
    write_atomic(path, text)
    return path


def team_page(cohort: Cohort, party: Party, ids: Iterable[str] = IDS) -> str:
    """Feedback on exercises and role plays of a team as one page to print; empty while there is none."""
    given, sheets = [found for id in ids if (found := of_team(cohort, party, id))], observed(cohort, party)
    return page_of(cohort, party.name, given, sheets) if given or sheets else ""


def page_of(cohort: Cohort, name: str, given: Iterable[Feedback], sheets: Iterable[Observed]) -> str:
    """The page itself: an article for each exercise and each observer's sheet."""
    text = (HERE / "team.html").read_text(encoding="utf-8")
    articles = "".join(f"<article>{part}</article>" for part in (*map(body, given), *map(_sheet, sheets)))
    for word, value in {"name": escape(name), "class": escape(cohort.name), "parts": articles}.items():
        text = text.replace(f"<!--{word}-->", value)
    return text


def of_team(cohort: Cohort, party: Party, exercise: str) -> Feedback | None:
    """The feedback on what this team handed in. A member may have handed in with another team before; where all did so with
    the same one, as after a team was given another name, that is the team's.
    """
    found = [one for person in party.members if (one := feedback(cohort.gradebook, exercise, person.id))]
    own = [one for one in found if one.party == party.key]
    same = len(found) == len(party.members) and len({one.party for one in found}) == 1
    return next(iter(own or (found if same else [])), None)


def _sheet(one: Observed) -> str:
    """An observer's sheet as HTML."""
    rows = "".join(map(_point, one.points))
    wrote = f"<blockquote>{'<br>'.join(map(escape, one.wrote.splitlines()))}</blockquote>" if one.wrote else ""
    return (f"<h2>{escape(one.play)} {escape(one.title)}</h2><p>Seen by {escape(one.by)}.</p>"
            f"<p class=total><strong>{one.total:g} of {one.most:g} points</strong>. <em>Course model.</em></p>"
            f"<table><tbody>{rows}</tbody></table>{wrote}")


def _point(one: Rated) -> str:
    given = "–" if one.given is None else f"{one.given:g}"
    return f"<tr><th scope=row>{escape(one.name)}</th><td>{given} of {one.most}</td></tr>"
