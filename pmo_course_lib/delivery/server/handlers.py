"""What the class server answers: personal links, the modules, the exam, the book, and nothing else."""

from __future__ import annotations

import asyncio
import struct
from datetime import datetime
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from pmo_course_lib.delivery.cohort import Person
from pmo_course_lib.delivery.course.progress import all_cards
from pmo_course_lib.delivery.server.home import home_page
from pmo_course_lib.delivery.server.identity import COOKIE, Door
from pmo_course_lib.delivery.server.kernels import HEADER
from pmo_course_lib.delivery.server.pages import message_page

_ASK = "This page opens with your personal link. Ask the instructor for your link or the printed code."


def token_of(handler: RequestHandler) -> str:
    """The token in the visitor's cookie, or an empty text."""
    return handler.get_cookie(COOKIE, "") or ""


def door_of(handler: RequestHandler) -> Door:
    """The server's door."""
    door: Door = handler.settings["door"]
    return door


def visitor(handler: RequestHandler) -> Person:
    """The person whose cookie this is; ends the request with 403 when it is nobody's."""
    person = door_of(handler).person(token_of(handler))
    if person is None:
        raise HTTPError(403, _ASK)
    return person


def set_token(handler: RequestHandler, token: str, name: str = COOKIE) -> None:
    """Remember the visitor. Scripts cannot read the cookie; other sites can link here, but not post or connect with it."""
    handler.set_cookie(name, token, httponly=True, samesite="Lax", secure=handler.request.protocol == "https",
                       expires_days=3)


class Page(RequestHandler):
    """A plain page with the headers of all pages; errors become a sentence, never a traceback."""

    def set_default_headers(self) -> None:
        """Nothing is cached, framed, sniffed or told to another site."""
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **info: Any) -> None:
        """Say what happened in words."""
        error = info.get("exc_info", (None, None))[1]
        said = error.log_message if isinstance(error, HTTPError) else None
        self.finish(message_page("PMO course", said or f"This did not work (code {status_code}). Load the page again."))


class PersonalLink(Page):
    """``/p/TOKEN``: the personal link. The token moves into a cookie, so that it leaves the address bar."""

    def get(self, token: str) -> None:
        """Let the person in."""
        if door_of(self).person(token) is None:
            raise HTTPError(403, "This link is not valid (any more). Ask the instructor for a new one.")
        set_token(self, token)
        self.redirect("/", permanent=False)


class Home(Page):
    """``/``: what the person can open."""

    async def get(self) -> None:
        """The person's start page; reading the workbook must not hold up the others."""
        person, cohort = visitor(self), self.settings["cohort"]
        cards = await asyncio.to_thread(all_cards, cohort, person.id, self.settings["in_order"])
        self.finish(home_page(person.candidate.name, cards, self.settings["plan"]))


class Book(Page):
    """``/book``: the open book, for everybody with a link."""

    def get(self) -> None:
        """The book's page, rendered once when the server started."""
        if not door_of(self).is_moderator(self.get_cookie(COOKIE + "-moderator", "") or ""):
            visitor(self)
        self.finish(self.settings["book"])


class Alive(Page):
    """``/alive``: lets a page that lost its kernel notice that the server is back."""

    def get(self) -> None:
        """Say yes, and nothing else."""
        self.set_status(204)


class Notebook(TornadoVoilaHandler):
    """``/exam`` and ``/m/NAME``: a module, a team exercise or the exam in a kernel of this person."""

    async def get(self, _path: str | None = None) -> None:
        """Start the person's kernel and show the page."""
        person = visitor(self)
        self.settings["visits"][person.id] = (self.request.path.rpartition("/")[2], datetime.now())
        self.request.headers[HEADER] = person.id
        await super().get()

    def write_error(self, status_code: int, **_info: Any) -> None:
        """Say what happened in words."""
        self.clear_header("Content-Type")
        self.finish(message_page("PMO course", _ASK if status_code == 403 else
                                 "This page could not be opened. Load it again; if that does not help, tell the "
                                 "instructor."))


class OwnKernel(JupyterHandler):
    """Lets a person reach the own kernel, and answers 404 for any other."""

    async def prepare(self, *args: Any, **options: Any) -> None:
        """Check before anything else happens."""
        kernel_id = self.path_kwargs.get("kernel_id", "")
        if not door_of(self).may_use(token_of(self), kernel_id):
            raise HTTPError(404)
        await super().prepare(*args, **options)


class OwnKernelInfo(OwnKernel, KernelHandler):
    """What Voilà's page asks of its kernel before it connects."""


class OwnKernelChannel(OwnKernel, VoilaKernelWebsocketHandler):
    """The page's connection to its kernel; Voilà lets through widget messages only, never code."""

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass on a whole frame; a page that sends anything else loses its connection."""
        if isinstance(ws_message, bytes) and not whole(ws_message, self.selected_subprotocol is not None):
            self.close(1003, "This is no message of a page.")
            return
        super().on_message(ws_message)


#: Most parts of a frame: the channel, four parts of a message, and buffers, which our pages do not send.
MOST_PARTS = 64


def whole(frame: bytes, v1: bool) -> bool:
    """Whether the parts that a binary frame announces lie in it one after the other.

    Jupyter counts as far as the frame's first number says, on the loop that serves everybody; so the number is looked at first.
    """
    size, form = (8, "<Q") if v1 else (4, ">I")
    count = struct.unpack_from(form, frame)[0] if len(frame) >= size else 0
    if not 1 <= count <= MOST_PARTS or len(frame) < size * (count + 1):
        return False
    ends = struct.unpack_from(f"{form[0]}{count}{form[1]}", frame, size)
    return bool(size * (count + 1) <= ends[0] and list(ends) == sorted(ends) and ends[-1] <= len(frame))


class NoPage(Page):
    """Everything else."""

    def prepare(self) -> None:
        """There is nothing else."""
        raise HTTPError(404, "There is no such page.")
