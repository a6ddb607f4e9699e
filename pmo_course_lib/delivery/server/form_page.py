"""A page of the instructor with forms: each carries a token, does one thing, and answers with the page and a sentence."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from html import escape

from tornado.web import HTTPError

from pmo_course_lib.delivery.server.console import ModeratorPage
from pmo_course_lib.errors import CourseError


class FormPage(ModeratorPage):
    """What a form asks for is done in ``do``; ``body`` draws the page with the sentence on what happened."""

    def do(self) -> str:
        """Do it and say so. Raises ``CourseError`` when it cannot be done."""
        raise NotImplementedError

    def body(self, said: str) -> str:
        """The whole page."""
        raise NotImplementedError

    def check_xsrf_cookie(self) -> None:
        """A form of another site does not know the moderator's token."""
        given = self.get_body_argument("token", "")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise HTTPError(403, "This form is not from this page as it is now. Load the page again, then do it once more.")

    @property
    def token(self) -> str:
        """What the forms of this page carry; it tells nothing of the moderator's link."""
        page = self.request.path
        return hmac.new(self.cohort.people.moderator_token.encode(), page.encode(), hashlib.sha256).hexdigest()

    async def post(self) -> None:
        """Do what a form asks for, and show the page with a sentence on what happened."""
        self.check_xsrf_cookie()
        try:
            said = await asyncio.to_thread(self.do)
        except CourseError as error:
            self.set_status(400)
            said = " ".join(error.problems)
        await self.show(said)

    async def show(self, said: str) -> None:
        """Answer with the page; drawing it must not hold up the others."""
        self.finish(await asyncio.to_thread(self.body, said))


def hidden(**fields: str) -> str:
    """Hidden fields of a form."""
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())
