"""What tests of the exam's delivery share: a clock, a page that talks to its kernel."""

from __future__ import annotations

import json
from typing import Any

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.session import Session
from pmo_course_lib.storage import read_lines

NOW = 1_795_300_000_000
MINUTE = 60_000
HOUR = 3_600_000


class Time:
    """A clock that goes when told to; milliseconds."""

    def __init__(self, now: int) -> None:
        self.now = now

    def pass_(self, ms: int) -> None:
        """Let time pass."""
        self.now += ms


class Page:
    """One exam page with its own kernel; numbers its changes as exam.js does."""

    def __init__(self, cohort: Cohort, who: str, time: Time, name: str) -> None:
        self.cohort, self.who, self.time, self.name, self.n = cohort, who, time, name, 0
        self.session = Session(cohort, cohort.people.find(who), "/book")
        self.items = [item.id for item in cohort.form.items]
        self.options = {item.id: [option.id for option in item.options] for item in cohort.form.items}

    def send(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The kernel's reply to a message, which must be JSON."""
        reply = self.session.handle({"kind": kind, "page": self.name, **fields})
        assert isinstance(reply, dict)
        return json.loads(json.dumps(reply, allow_nan=False))

    def change(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The reply to a new change, made now if ``t`` does not say otherwise."""
        self.n += 1
        return self.send(kind, **{"n": self.n, "t": self.time.now, **fields})

    def answer(self, place: int, choice: str | None = None, **fields: Any) -> dict[str, Any]:
        """Choose an option (the first one offered) of the item at ``place`` of the form."""
        item = self.items[place]
        return self.change("answer", item=item, choice=choice or self.options[item][0], **fields)

    def state(self) -> dict[str, Any]:
        """The whole state."""
        return self.send("hello")

    @property
    def phase(self) -> str:
        """Where the candidate is."""
        return str(self.state()["phase"])

    @property
    def journal(self) -> list[dict[str, Any]]:
        """The lines on disk."""
        return read_lines(self.cohort.journal(self.who))
