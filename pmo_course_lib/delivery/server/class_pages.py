"""The instructor's pages beside the console: the class at work, and the run sheet of the day."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from attrs import frozen

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.course.class_view import Member, Poll, beside, members, polls, teams_beside
from pmo_course_lib.delivery.course.notebooks import Notebook
from pmo_course_lib.delivery.course.run_sheet import clock, load_days, minutes_of, reflow
from pmo_course_lib.delivery.course.sheet_page import KINDS, sheet_tables
from pmo_course_lib.delivery.server.console import ModeratorPage
from pmo_course_lib.delivery.server.pages import LINKS, PROBLEM, page
from pmo_course_lib.ui.modules.panel import load_panel


class ClassPage(ModeratorPage):
    """``/console/class``: who is where, and how the class voted; the page shows itself anew."""

    async def get(self) -> None:
        """The class as of now; with ``view`` a module's view of the people of ``team`` side by side; with ``of`` (such as
        ``E1.e1_cards``) an exercise's view of all teams.
        """
        chosen = Chosen(*(self.get_query_argument(name, "") for name in ("team", "view", "of")))
        shown = await asyncio.to_thread(class_parts, self.cohort, self.settings["pages"], self.settings["visits"], chosen)
        body = f"<h1>{escape(self.cohort.name)}: the class at work</h1>{LINKS}{PROBLEM}{shown}"
        self.finish(page("Class", body, "/console/refresh.js"))


@frozen
class Chosen:
    """What is compared: a module's view of the people of a team, or ``of``: a view of an exercise, of all teams."""

    team: str
    view: str
    of: str


def class_parts(cohort: Cohort, pages: tuple[Notebook, ...], visits: Mapping[str, Any], chosen: Chosen) -> str:
    """The page without its head: the class, or one view side by side, and below what can be chosen."""
    people = members(cohort, pages, visits)
    modules, exercises = (tuple(one for one in pages if bool(one.exercise) == wanted) for wanted in (False, True))
    if chosen.of in {of for one in exercises for of, _ in _views(one)}:
        shown = _teams(cohort, *chosen.of.split(".", 1))
    elif chosen.view in {view for one in modules for view in one.views}:
        shown = _of_team(people, chosen)
    else:
        shown = f"{_people(people)}{_polls(polls(modules, people))}"
    return f'<div id="live" data-live>{shown}</div>{_choose(people, modules, exercises, chosen)}'


def _of_team(people: tuple[Member, ...], chosen: Chosen) -> str:
    found = tuple(one for one in people if one.team == chosen.team)
    title = escape(load_panel(chosen.view).title)
    return f"<h2>{escape(chosen.team) or 'No team'}: {title}</h2>{beside(found, chosen.view)}"


def _teams(cohort: Cohort, exercise_id: str, view: str) -> str:
    title = escape(load_panel(view).title)
    return f"<h2>All teams, {exercise_id}: {title}</h2>{teams_beside(cohort, exercise_id, view)}"


class RunPage(ModeratorPage):
    """``/console/run``: the run sheet; with ``block`` and ``at`` laid out from the moment at which a block began."""

    def get(self) -> None:
        """Both days, the given one anew."""
        days = list(load_days(self.settings["course"]))
        block, at, said = self.get_query_argument("block", ""), self.get_query_argument("at", ""), ""
        for number, day in enumerate(days):
            if block in {slot.block.id for slot in day}:
                try:
                    days[number] = reflow(day, block, minutes_of(at))
                    said = (f"<p>Laid out anew: {escape(block)} began at {escape(at)}. "
                            f"The day ends at {clock(days[number][-1].end)}.</p>")
                except ValueError as error:
                    said = f"<p>{escape(str(error))}</p>"
        self.finish(page("Run sheet", f"<h1>Run sheet</h1>{LINKS}{_began(days, block)}{said}{sheet_tables(tuple(days))}"))


def _began(days: list[Any], chosen: str) -> str:
    options = "".join(f'<option value="{escape(slot.block.id)}"{" selected" if slot.block.id == chosen else ""}>'
                      f"{escape(slot.block.id)} {KINDS[slot.block.kind]}: {escape(slot.block.title)}</option>"
                      for day in days for slot in day)
    now = datetime.now()
    return ('<form class="no-print" method="get"><label>Block that began <select name="block">' + options + "</select></label> "
            f'<label>at <input name="at" value="{now:%H:%M}" size="5"></label> '
            "<button>Lay out the rest of the day</button></form>")


def _people(people: tuple[Member, ...]) -> str:
    heads = ("Team", "Name", "Page opened last", "Last saved", "Parts decided")
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    return ('<div class="scroll" role="group" aria-label="People" tabindex="0">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_member, people))}</tbody></table></div>")


def _member(one: Member) -> str:
    who = one.person.candidate
    return (f"<tr><td>{escape(one.team)}</td><th scope=row>{escape(who.name)}</th><td>{escape(one.opened) or '–'}</td>"
            f"<td>{escape(one.saved) or '–'}</td><td>{one.done} of {one.parts}</td></tr>")


def _polls(votes: tuple[Poll, ...]) -> str:
    return "".join(f"<h2>{escape(poll.question)}</h2><table><tbody>{''.join(_voices(text, n, poll) for text, n in poll.voices)}"
                   "</tbody></table>" for poll in votes)


def _voices(text: str, count: int, poll: Poll) -> str:
    most = max(1, *(n for _, n in poll.voices))
    return (f"<tr><th scope=row>{escape(text)}</th><td>{count}</td>"
            f'<td><meter min=0 max={most} value={count} aria-hidden=true></meter></td></tr>')


def _choose(people: tuple[Member, ...], modules: tuple[Notebook, ...], exercises: tuple[Notebook, ...], chosen: Chosen) -> str:
    teams = "".join(_option(team, team or "no team", chosen.team) for team in sorted({one.team for one in people}))
    in_modules = "".join(_group(one, chosen.view) for one in modules if one.views)
    of_teams = "".join(_group(one, chosen.of) for one in exercises)
    all_teams = (f'<form method="get"><label>All teams in an exercise <select name="of">{of_teams}</select></label> '
                 "<button>Show teams</button></form>")
    return (f'<h2>Side by side</h2><form method="get"><label>People of team <select name="team">{teams}</select></label> '
            f'<label>in a module <select name="view">{in_modules}</select></label> <button>Show people</button></form>'
            f"{all_teams if exercises else ''}")


def _views(of: Notebook) -> Iterator[tuple[str, str]]:
    """What names a view of this notebook, and its title; titles that occur twice are told apart by their place."""
    titles = [load_panel(name).title for name in of.views]
    for n, (view, title) in enumerate(zip(of.views, titles, strict=True)):
        again = f" ({titles[:n].count(title) + 1})" if titles.count(title) > 1 else ""
        yield f"{of.exercise}.{view}" if of.exercise else view, f"{title}{again}"


def _group(of: Notebook, chosen: str) -> str:
    made = "".join(_option(value, text, chosen) for value, text in _views(of))
    return f'<optgroup label="{escape(of.title)}">{made}</optgroup>'


def _option(value: str, text: str, chosen: str) -> str:
    return f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'


def class_routes() -> list[Any]:
    """Addresses of these pages."""
    return [(r"/console/class", ClassPage), (r"/console/run", RunPage)]
