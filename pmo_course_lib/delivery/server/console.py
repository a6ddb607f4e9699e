"""The moderator's console: who is where, and the actions of the exam room. It shows no key and no score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
from tornado.web import HTTPError

from pmo_course_lib.assessment.room import EVERYBODY
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import now_ms
from pmo_course_lib.delivery.moderation import act, read_room, seats
from pmo_course_lib.delivery.server.handlers import Page, door_of, set_token
from pmo_course_lib.delivery.server.identity import COOKIE
from pmo_course_lib.delivery.server.pages import links_page, message_page
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import strict_json

HERE = Path(__file__).parent
MODERATOR = COOKIE + "-moderator"


class ModeratorLink(Page):
    """``/moderator/TOKEN``: the instructor's own link."""

    def get(self, token: str) -> None:
        """Let the moderator in."""
        if not door_of(self).is_moderator(token):
            raise HTTPError(403, "This moderator link is not valid. Use the one that pmo-course serve printed.")
        set_token(self, token, MODERATOR)
        self.redirect("/console", permanent=False)


class ModeratorPage(Page):
    """For the moderator alone."""

    def prepare(self) -> None:
        """Ask for the moderator's cookie before anything else."""
        if not door_of(self).is_moderator(self.get_cookie(MODERATOR, "") or ""):
            raise HTTPError(403, "This page is for the moderator. Use the link that pmo-course serve printed.")

    def write_error(self, status_code: int, **info: Any) -> None:
        """The instructor reads what is wrong with which file, and what to do."""
        error = info.get("exc_info", (None, None))[1]
        if isinstance(error, CourseError):
            self.finish(message_page("This page cannot be shown", " ".join(error.problems)))
        else:
            super().write_error(status_code, **info)

    @property
    def cohort(self) -> Cohort:
        """The class that is served."""
        cohort: Cohort = self.settings["cohort"]
        return cohort


class Console(ModeratorPage):
    """``/console``."""

    def get(self) -> None:
        """The console's page; its module asks for the state by itself."""
        self.finish((HERE / "console.html").read_text(encoding="utf-8"))


class ConsoleScript(ModeratorPage):
    """``/console.js``."""

    def get(self) -> None:
        """The console's module."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((HERE / "console.js").read_text(encoding="utf-8"))


class State(ModeratorPage):
    """``/console/state``: the class as JSON."""

    def get(self) -> None:
        """Seats, room and time."""
        self.finish(room_state(self.cohort))


class Act(ModeratorPage):
    """``/console/act``: one action as JSON; the answer is the new state, or 400 with the problems."""

    def check_xsrf_cookie(self) -> None:
        """Other sites' posts come without the cookie (SameSite), and a form cannot send JSON."""
        if not self.request.headers.get("Content-Type", "").startswith("application/json"):
            raise HTTPError(403)

    def post(self) -> None:
        """Do it, log it, answer."""
        try:
            act(self.cohort, **_action(self.request.body))
        except CourseError as error:
            self.set_status(400)
            self.finish({"problems": list(error.problems)})
            return
        self.finish(room_state(self.cohort))


class Links(ModeratorPage):
    """``/console/links``: everybody's link and QR code, to print."""

    def get(self) -> None:
        """The page to print."""
        self.finish(links_page(self.cohort.people, self.settings["address"], self.cohort.name))


def _action(body: bytes) -> dict[str, Any]:
    try:
        value = strict_json(body[:10_000])
        return {"action": str(value["action"]), "candidate": str(value.get("candidate", EVERYBODY)),
                "reason": str(value.get("reason", "")), "minutes": int(value.get("minutes") or 0)}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CourseError("This is no action of the console. Load the page again.") from None


def room_state(cohort: Cohort) -> str:
    """What the console shows, as JSON."""
    room = read_room(cohort)
    return json.dumps({"cohort": cohort.name, "exam": cohort.form.title, "now": now_ms(), "opened": room.opened,
                       "stopped": room.is_paused(EVERYBODY), "seats": [attrs.asdict(seat) for seat in seats(cohort)]})


def console_routes() -> list[Any]:
    """The console's routes."""
    return [(r"/moderator/([A-Za-z0-9_-]+)/?", ModeratorLink), (r"/console", Console), (r"/console.js", ConsoleScript),
            (r"/console/state", State), (r"/console/act", Act), (r"/console/links", Links)]
