"""Marks and feedback of the exercises: the instructor marks and releases, a team reads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import urlencode

from tornado.web import HTTPError

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.exercises.batch import grade_exercises
from pmo_course_lib.delivery.grading.exercises.feedback import feedback
from pmo_course_lib.delivery.results.teams import of_team, page_of, team_page
from pmo_course_lib.delivery.server.form_page import FormPage, hidden
from pmo_course_lib.delivery.server.handlers import Page, visitor
from pmo_course_lib.delivery.server.pages import LINKS, page
from pmo_course_lib.delivery.server.slides import known_party
from pmo_course_lib.delivery.teams.observed import observed
from pmo_course_lib.delivery.teams.party import Party, party_of
from pmo_course_lib.delivery.teams.released import release, released
from pmo_course_lib.delivery.teams.standing import parties_known, standing
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS, exercise

HOME = "/console/feedback"


class OwnFeedback(Page):
    """``/feedback``: what a person's team is told, once the instructor has released it."""

    async def get(self) -> None:
        """The page to read and print."""
        person, cohort = visitor(self), self.settings["cohort"]
        try:
            self.finish(await asyncio.to_thread(own_page, cohort, person.id))
        except CourseError:  # what is wrong with the gradebook is for the instructor
            raise HTTPError(503, "The marks cannot be read just now. Try again in a minute, or tell your instructor.") from None


def own_page(cohort: Cohort, candidate: str) -> str:
    """Feedback on all released exercises that count for a person, with whichever team, and the sheets of the role plays."""
    out = released(cohort)
    given = [found for id in IDS if id in out and (found := feedback(cohort.gradebook, id, candidate))]
    party = party_of(cohort, candidate)
    if not given:
        return page("Feedback", '<h1>Feedback</h1><p>Your instructor has not released any feedback for your team yet.</p>'
                                '<p><a href="/">All modules</a></p>')
    return page_of(cohort, party.name, given, observed(cohort, party))


class FeedbackPage(FormPage):
    """``/console/feedback``: marking by rules, what is still to be judged, and the release, exercise by exercise."""

    async def get(self) -> None:
        """The page as of now; with ``party`` what that team will read."""
        if key := self.get_query_argument("party", ""):
            party = await asyncio.to_thread(known_party, self.cohort, key)
            self.finish(await asyncio.to_thread(_preview, self.cohort, party))
            return
        await self.show("")

    def do(self) -> str:
        """Mark by rules, release, or take back."""
        if self.get_body_argument("grade", ""):
            return _marked(self.cohort)
        for word, on in (("release", True), ("withdraw", False)):
            if id := self.get_body_argument(word, ""):
                release(self.cohort, id, on)
                return f"{id}: teams {'can read their feedback now' if on else 'can no longer read their feedback'}."
        raise CourseError("This form asks for nothing. Load the page again.")

    def body(self, said: str) -> str:
        """The whole page."""
        return _page(self.cohort, self.token, said)


def _marked(cohort: Cohort) -> str:
    rows = grade_exercises(cohort)
    bad = [f"{row.exercise}, {row.candidate}: {row.reason}." for row in rows if row.reason]
    marked = len({(row.exercise, row.party) for row in rows if row.reached is not None})
    return " ".join((f"{marked} hand-ins of teams are marked by rules and laid out in formgrader.", *bad))


def _preview(cohort: Cohort, party: Party) -> str:
    nothing = f"<h1>{escape(party.name)}</h1><p>Nothing of this team is marked yet.</p>"
    return team_page(cohort, party) or page("Feedback", nothing)


def _page(cohort: Cohort, token: str, said: str) -> str:
    told = f'<p class="told" role="status">{escape(said)}</p>' if said else ""
    teams = parties_known(cohort)
    rows = "".join(_row(cohort, id, teams, token) for id in IDS)
    return page("Marks and feedback", (
        f"<h1>{escape(cohort.name)}: marks and feedback</h1>{LINKS}{told}"
        "<p>First mark by rules what is handed in. Then judge in formgrader (on your computer: <code>pmo-course lab "
        f"{escape(cohort.name)}</code>, Nbgrader, Formgrader, Manual Grading). Then release: each team finds its feedback under "
        "<em>Feedback</em> on its start page.</p>"
        f'<form method="post" action="{HOME}">{hidden(token=token, grade="yes")}'
        '<button class="main">Mark by rules now</button></form>'
        '<div class="scroll" role="group" aria-label="Exercises" tabindex="0"><table><thead><tr><th scope=col>Exercise</th>'
        "<th scope=col>Handed in</th><th scope=col>Marked</th><th scope=col>Judged</th><th scope=col>Feedback</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div><h2>What each team reads</h2><ul>{''.join(map(_link, teams))}</ul>"))


def _row(cohort: Cohort, id: str, teams: Iterable[Party], token: str) -> str:
    handed = sum(standing(cohort, party, id).handed is not None for party in teams)
    given = [one for party in teams if (one := of_team(cohort, party, id))]
    judged = sum(one.complete for one in given)
    out = id in released(cohort)
    word, label, state = ("withdraw", "Take back", "released") if out else ("release", "Release", "not released")
    return (f"<tr><th scope=row>{id} {escape(exercise(id).title)}</th><td>{handed}</td><td>{len(given)}</td><td>{judged}</td><td>"
            f'<form method="post" action="{HOME}">{hidden(token=token)}<span>{state}</span>'
            f'<button name="{word}" value="{id}">{label}<span class="unseen"> {id}</span></button></form></td></tr>')


def _link(party: Party) -> str:
    return f'<li><a href="{HOME}?{urlencode({"party": party.key})}" target="_blank" rel="noopener">{escape(party.name)}</a></li>'


def feedback_routes() -> list[Any]:
    """Addresses of these pages."""
    return [(r"/feedback", OwnFeedback), (r"/console/feedback", FeedbackPage)]
