"""The instructor's page of the team exercises: how far each team is, giving a hand-in back, and who is in which team."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.server.console import ModeratorPage
from pmo_course_lib.delivery.server.form_page import FormPage, hidden
from pmo_course_lib.delivery.server.pages import LINKS, PROBLEM, page
from pmo_course_lib.delivery.server.slides import known_exercise, known_party
from pmo_course_lib.delivery.teams.hand_in import clock, give_back
from pmo_course_lib.delivery.teams.party import LONGEST, Party, move, parties, party_of
from pmo_course_lib.delivery.teams.standing import Standing, parties_known, points, standing
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS, exercise

HERE = Path(__file__).parent
HOME = "/console/exercises"


class ExercisesPage(FormPage):
    """``/console/exercises``: the table of teams and exercises, and the teams."""

    async def get(self) -> None:
        """The page as of now; with ``back`` and ``party`` the question whether to give a hand-in back."""
        if id := self.get_query_argument("back", ""):
            party = await asyncio.to_thread(known_party, self.cohort, self.get_query_argument("party", ""))
            self.finish(ask_page(self.cohort, party, known_exercise(id), self.token))
            return
        await self.show("")

    def do(self) -> str:
        """Give a hand-in back, or move a person."""
        if id := self.get_body_argument("back", ""):
            return given_back(self.cohort, known_party(self.cohort, self.get_body_argument("party", "")), known_exercise(id))
        if candidate := self.get_body_argument("candidate", ""):
            alone = bool(self.get_body_argument("alone", ""))
            return moved(self.cohort, candidate, "" if alone else self.get_body_argument("team", ""), alone)
        raise CourseError("This form asks for nothing. Load the page again.")

    def body(self, said: str) -> str:
        """Teams and exercises as of now."""
        return exercises_page(self.cohort, self.token, said)


class RefreshScript(ModeratorPage):
    """``/console/refresh.js``."""

    def get(self) -> None:
        """The module that shows the instructor's pages anew."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((HERE / "refresh.js").read_text(encoding="utf-8"))


def given_back(cohort: Cohort, party: Party, exercise_id: str) -> str:
    """Give a hand-in back; the sentence says what holds now."""
    before = standing(cohort, party, exercise_id).handed
    give_back(cohort, party, exercise_id)
    when = f" of {clock(before.received)}" if before else ""
    return (f"{exercise_id} is given back to {party.name}: the team can hand in again. Until it does, its hand-in{when} counts.")


def moved(cohort: Cohort, candidate: str, team: str, alone: bool = False) -> str:
    """Move a person; the sentence says where. Raises ``CourseError`` for a field left empty and whatever ``move`` refuses."""
    if not team.strip() and not alone:
        raise CourseError("No team was named. Write one in the field, or press “No team”.")
    move(cohort, candidate, team)
    name, party = cohort.people.find(candidate).candidate.name, party_of(cohort, candidate)
    mates = ", ".join(one.candidate.name for one in party.members if one.id != candidate)
    together = f"together with {mates}" if mates else "alone in it so far"
    where = f"is in {party.name} now, {together}" if party.is_team else "works alone now"
    return f"{name} {where}. What both teams wrote is kept; what {name} handed in before still counts."


def exercises_page(cohort: Cohort, token: str, said: str) -> str:
    """The whole page."""
    told = f'<p class="told" role="status">{escape(said)}</p>' if said else ""
    return page("Team exercises", (
        f"<h1>{escape(cohort.name)}: team exercises</h1>{LINKS}{told}{PROBLEM}"
        f'<div id="state" class="wide" data-live>{_table(cohort, parties_known(cohort))}</div>'
        "<h2>Who is in which team</h2><p>A person who is moved works with the new team from that moment on, also on a page that "
        f'is open. A name that no team has makes a new team.</p><div id="people" data-live>{_people(cohort, token)}</div>'),
        "/console/refresh.js")


def ask_page(cohort: Cohort, party: Party, exercise_id: str, token: str) -> str:
    """The question before a hand-in is given back."""
    of, handed = exercise(exercise_id), standing(cohort, party, exercise_id).handed
    when = f" at {clock(handed.received)}" if handed else ""
    return page("Give back", (
        f"<h1>Give {escape(of.id)} back to {escape(party.name)}?</h1>"
        f"<p>{escape(party.name)} handed in {escape(of.id)} {escape(of.title)}{when}. Given back, the team can change its "
        "work and hand in again. Until it does, the earlier hand-in counts.</p>"
        f'<form method="post" action="{HOME}">{hidden(token=token, back=of.id, party=party.key)}'
        f'<button class="main">Give it back</button> <a href="{HOME}">Leave it as it is</a></form>'))


def _table(cohort: Cohort, teams: Iterable[Party]) -> str:
    heads = "".join(f"<th scope=col>{id}<small>{escape(exercise(id).title)}</small></th>" for id in IDS)
    rows = "".join(_row(cohort, party) for party in teams)
    return ('<div class="scroll" role="group" aria-label="Teams and exercises" tabindex="0"><table class="teams">'
            f"<thead><tr><th scope=col>Team</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>")


def _row(cohort: Cohort, party: Party) -> str:
    who = escape(party.names) if party.is_team else "works alone"
    cells = "".join(f"<td>{_cell(cohort, party, id, standing(cohort, party, id))}</td>" for id in IDS)
    return f"<tr><th scope=row>{escape(party.name)}<small>{who if party.members else 'nobody any more'}</small></th>{cells}</tr>"


def _cell(cohort: Cohort, party: Party, id: str, now: Standing) -> str:
    where, of = urlencode({"exercise": id, "party": party.key}), f'<span class="unseen"> of {escape(party.name)}, {id}</span>'
    slides = f'<a href="/console/slides?{where}" target="_blank" rel="noopener">Slides{of}</a>' if now.saved or now.last else ""
    back = (f'<a href="{HOME}?{urlencode({"back": id, "party": party.key})}">Give back{of}</a>' if now.handed else "")
    state = "handed" if now.handed else "open" if now.saved or now.last else "idle"
    return f'<span class="{state}">{escape(now.said)}</span>{_points(cohort, now)}<span class="do">{slides} {back}</span>'


def _points(cohort: Cohort, now: Standing) -> str:
    if now.handed is None:
        return ""
    try:
        marks = points(cohort, now.handed)
    except CourseError:
        return '<span class="problem">The file is gone; give it back.</span>'
    return f"<span>{marks.reached:g} of {marks.points:g} by rules</span>"


def _people(cohort: Cohort, token: str) -> str:
    there = parties(cohort)
    names = "".join(f'<option value="{escape(party.name)}"></option>' for party in there if party.is_team)
    rows = "".join(_person(party, person.id, person.candidate.name, token) for party in there for person in party.members)
    return (f'<datalist id="teams">{names}</datalist><div class="scroll" role="group" aria-label="People and teams" tabindex="0">'
            "<table><thead><tr><th scope=col>Name</th><th scope=col>Team</th><th scope=col>Move to</th></tr></thead>"
            f"<tbody>{rows}</tbody></table></div>")


def _person(party: Party, candidate: str, name: str, token: str) -> str:
    unseen = f'<span class="unseen"> {escape(name)}</span>'
    alone = f'<button name="alone" value="yes">No team{unseen}</button>' if party.is_team else ""
    return (f"<tr><th scope=row>{escape(name)}</th><td>{escape(party.name) if party.is_team else '–'}</td><td>"
            f'<form method="post" action="{HOME}">{hidden(token=token, candidate=candidate)}<input name="team" list="teams" '
            f'maxlength="{LONGEST}" autocomplete="off" aria-label="New team of {escape(name)}"><button>Move{unseen}</button>'
            f"{alone}</form></td></tr>")


def exercise_routes() -> list[Any]:
    """Addresses of these pages."""
    return [(r"/console/exercises", ExercisesPage), (r"/console/refresh\.js", RefreshScript)]
