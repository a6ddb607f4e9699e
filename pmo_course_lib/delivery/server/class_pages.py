"""The instructor's pages beside the console: the class at work, and the run sheet of the day."""

from __future__ import annotations

import asyncio
from datetime import datetime
from html import escape
from typing import Any

from pmo_course_lib.delivery.course.class_view import Member, Poll, beside, members, polls
from pmo_course_lib.delivery.course.notebooks import Notebook
from pmo_course_lib.delivery.course.run_sheet import clock, load_days, minutes_of, reflow
from pmo_course_lib.delivery.course.sheet_page import KINDS, sheet_tables
from pmo_course_lib.delivery.server.console import ModeratorPage
from pmo_course_lib.delivery.server.pages import page

_LINKS = ('<p class="no-print"><a href="/console">Exam console</a> · <a href="/console/class">Class</a> · '
          '<a href="/console/run">Run sheet</a></p>')
REFRESH_S = 15


class ClassPage(ModeratorPage):
    """``/console/class``: who is where, and how the class voted; it loads itself again."""

    async def get(self) -> None:
        """The class as of now; with ``team`` and ``view`` one view of that team's workbooks side by side."""
        notebooks = self.settings["notebooks"]
        people = await asyncio.to_thread(members, self.cohort, notebooks, self.settings["visits"])
        team, view = self.get_query_argument("team", ""), self.get_query_argument("view", "")
        views = [name for notebook in notebooks for name in notebook.views]
        shown = (_beside(people, notebooks, team, view) if view in views else
                 f"{_people(people)}{_polls(polls(notebooks, people))}{_choose(people, notebooks)}")
        self.set_header("Refresh", str(REFRESH_S))
        self.finish(page("Class", f"<h1>{escape(self.cohort.name)}: the class at work</h1>{_LINKS}{shown}"))


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
        self.finish(page("Run sheet", f"<h1>Run sheet</h1>{_LINKS}{_began(days, block)}{said}{sheet_tables(tuple(days))}"))


def _began(days: list[Any], chosen: str) -> str:
    options = "".join(f'<option value="{escape(slot.block.id)}"{" selected" if slot.block.id == chosen else ""}>'
                      f"{escape(slot.block.id)} {KINDS[slot.block.kind]}: {escape(slot.block.title)}</option>"
                      for day in days for slot in day)
    now = datetime.now()
    return ('<form class="no-print" method="get"><label>Block that began <select name="block">' + options + "</select></label> "
            f'<label>at <input name="at" value="{now:%H:%M}" size="5"></label> '
            "<button>Lay out the rest of the day</button></form>")


def _people(people: tuple[Member, ...]) -> str:
    heads = ("Team", "Name", "Module opened last", "Last saved", "Parts decided")
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_member, people))}</tbody></table>"


def _member(one: Member) -> str:
    who = one.person.candidate
    return (f"<tr><td>{escape(who.team)}</td><th scope=row>{escape(who.name)}</th><td>{escape(one.opened) or '–'}</td>"
            f"<td>{escape(one.saved) or '–'}</td><td>{one.done} of {one.parts}</td></tr>")


def _polls(votes: tuple[Poll, ...]) -> str:
    return "".join(f"<h2>{escape(poll.question)}</h2><table><tbody>{''.join(_voices(text, n, poll) for text, n in poll.voices)}"
                   "</tbody></table>" for poll in votes)


def _voices(text: str, count: int, poll: Poll) -> str:
    most = max(1, *(n for _, n in poll.voices))
    return (f"<tr><th scope=row>{escape(text)}</th><td>{count}</td>"
            f'<td><meter min=0 max={most} value={count} aria-hidden=true></meter></td></tr>')


def _choose(people: tuple[Member, ...], notebooks: tuple[Notebook, ...]) -> str:
    teams = sorted({one.person.candidate.team for one in people})
    views = "".join(f'<optgroup label="{escape(notebook.title)}">'
                    + "".join(f'<option value="{name}">{escape(name.replace("_", " "))}</option>' for name in notebook.views)
                    + "</optgroup>" for notebook in notebooks if notebook.views)
    options = "".join(f'<option value="{escape(team)}">{escape(team) or "no team"}</option>' for team in teams)
    return ('<h2>Side by side</h2><form method="get"><label>Team <select name="team">' + options + "</select></label> "
            '<label>View <select name="view">' + views + "</select></label> <button>Show</button></form>")


def _beside(people: tuple[Member, ...], notebooks: tuple[Notebook, ...], team: str, view: str) -> str:
    chosen = tuple(one for one in people if one.person.candidate.team == team)
    return f"<h2>{escape(team)}: {escape(view.replace('_', ' '))}</h2>{beside(chosen, view)}{_choose(people, notebooks)}"


def class_routes() -> list[Any]:
    """Addresses of these pages."""
    return [(r"/console/class", ClassPage), (r"/console/run", RunPage)]
