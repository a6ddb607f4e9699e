"""A team's slides, from its hand-in or from its work as it stands: for the team itself, and for the instructor to project."""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path
from typing import Any

from attrs import frozen
from tornado.web import HTTPError

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.server.console import MODERATOR, ModeratorPage
from pmo_course_lib.delivery.server.handlers import Page, door_of, visitor
from pmo_course_lib.delivery.teams.hand_in import clock, handed_work
from pmo_course_lib.delivery.teams.party import Party, party_of
from pmo_course_lib.delivery.teams.standing import parties_known, standing
from pmo_course_lib.delivery.teams.work import read_work, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS, exercise
from pmo_course_lib.ui.exercises.judged import Slide, work
from pmo_course_lib.ui.view.static import all_still

HERE = Path(__file__).parent


@frozen
class Deck:
    """Slides with what stands at the foot of each: the exercise, the team, and as of when."""

    title: str
    team: str
    as_of: str
    slides: tuple[Slide, ...]


def deck(cohort: Cohort, party: Party, exercise_id: str) -> Deck:
    """The slides of a team. Raises ``CourseError`` when its hand-in is gone."""
    now, of = standing(cohort, party, exercise_id), exercise(exercise_id)
    if now.handed:
        workbook, as_of = handed_work(cohort, now.handed), f"handed in {clock(now.handed.received)}"
    else:
        workbook = read_work(work_path(cohort, party, exercise_id), exercise_id)
        as_of = f"not handed in yet, {now.said}"
    return Deck(f"{of.id} {of.title}", party.name, as_of, work(exercise_id).slides(workbook))


def deck_page(of: Deck) -> str:
    """The slides as one page; all text is escaped, and pictures are images in which nothing runs."""
    slides = "".join(_slide(slide, n, of) for n, slide in enumerate(of.slides, 1))
    title = escape(f"{of.title}: {of.team}")
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width, initial-scale=1"><title>{title}</title><link rel="icon" href="data:,">'
            f"<style>{(HERE / 'slides.css').read_text(encoding='utf-8')}</style>"
            f'<script type="module" src="/slides.js"></script></head><body data-title="{title}"><main>{slides}</main>'
            '<nav aria-label="Slides"><button id="back" type="button">Back</button>'
            '<button id="next" type="button">Next</button></nav></body></html>')


def _slide(slide: Slide, number: int, of: Deck) -> str:
    tag = "h1" if number == 1 else "h2"
    body = all_still(slide.blocks)
    title = f'<{tag} id="t{number}" tabindex="-1">{escape(slide.title)}</{tag}>'
    return (f'<section class="slide" aria-labelledby="t{number}">{title}'
            f'<div class="body" tabindex="0" role="group" aria-labelledby="t{number}">{body}</div>'
            f"<footer><span>{escape(of.team)} · {escape(of.title)} · {escape(of.as_of)}</span>"
            f"<span>{number} of {len(of.slides)}</span></footer></section>")


def known_party(cohort: Cohort, key: str) -> Party:
    """The team of this key; a request can name a team in no other way. Ends the request with 404 when there is none."""
    found = next((one for one in parties_known(cohort) if one.key == key), None)
    if found is None:
        raise HTTPError(404, "There is no such team. Go back and choose one of the list.")
    return found


def known_exercise(id: str) -> str:
    """The id of an exercise; ends the request with 404 for anything else."""
    if id not in IDS:
        raise HTTPError(404, "There is no such exercise. Go back and choose one of the list.")
    return id


class OwnSlides(Page):
    """``/slides/E1``: the slides of the person's own team."""

    async def get(self, exercise_id: str) -> None:
        """As of now."""
        person, cohort = visitor(self), self.settings["cohort"]
        try:
            found = await asyncio.to_thread(_own, cohort, person.id, known_exercise(exercise_id))
        except CourseError:
            raise HTTPError(500, "The slides cannot be shown: something of your team is missing. Tell your instructor.") from None
        self.finish(deck_page(found))


def _own(cohort: Cohort, candidate: str, exercise_id: str) -> Deck:
    return deck(cohort, party_of(cohort, candidate), exercise_id)


class TeamSlides(ModeratorPage):
    """``/console/slides?exercise=E1&party=KEY``: a team's slides, to project."""

    async def get(self) -> None:
        """As of now."""
        id, key = known_exercise(self.get_query_argument("exercise", "")), self.get_query_argument("party", "")
        party = await asyncio.to_thread(known_party, self.cohort, key)
        self.finish(deck_page(await asyncio.to_thread(deck, self.cohort, party, id)))


class SlidesScript(Page):
    """``/slides.js``."""

    def get(self) -> None:
        """The module of the slides' page, for everybody with a link."""
        if not door_of(self).is_moderator(self.get_cookie(MODERATOR, "") or ""):
            visitor(self)
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((HERE / "slides.js").read_text(encoding="utf-8"))


def slide_routes() -> list[Any]:
    """Addresses of these pages."""
    return [(r"/slides/(\w{1,4})", OwnSlides), (r"/console/slides", TeamSlides), (r"/slides\.js", SlidesScript)]
