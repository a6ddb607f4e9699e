"""One candidate's attempt, rebuilt from its journal (assessment standard, section 6).

Times are epoch milliseconds of the server. The journal decides: replaying it gives the state, so a reload, a killed
kernel or a second device loses nothing that was acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from attrs import define, field, frozen

from pmo_course_lib.assessment.form import Form, FormItem
from pmo_course_lib.assessment.room import LATEST_MS, Room, is_in_range

#: An answer chosen before the deadline may arrive this much later.
GRACE_MS = 30_000

CHANGES = ("answer", "flag", "strike")

_CHANGE = {"page": str, "n": int, "t": int, "item": str, "timing": str}
#: What each kind of journal line holds besides its time ``at``; a line that differs counts as damaged.
FIELDS: dict[str, dict[str, type]] = {
    "start": {"page": str, "n": int, "attempt": str},
    "end": {"by": str},
    "reopen": {},
    "answer": _CHANGE,
    "flag": {**_CHANGE, "on": bool},
    "strike": {**_CHANGE, "on": bool, "option": str},
}


def well_formed(entry: dict[str, Any]) -> bool:
    """Whether a journal line has the names and types of its kind."""
    kind = entry.get("kind")
    fields = FIELDS.get(kind) if isinstance(kind, str) else None
    if fields is None or not is_in_range(entry.get("at"), 0, LATEST_MS):
        return False
    if kind == "answer" and not ("choice" in entry and isinstance(entry["choice"], str | None)):
        return False
    return all(type(entry.get(name)) is kind_ for name, kind_ in fields.items())
Timing = Literal["on_time", "late_sync", "too_late"]


@define
class Answer:
    """What the candidate has set for one item; ``at`` is the client's time of the choice."""

    choice: str | None = None
    flagged: bool = False
    struck: list[str] = field(factory=list)
    late_sync: bool = False
    at: int = -1

    def shown(self) -> dict[str, Any]:
        """What the page needs of it."""
        return {"choice": self.choice, "flagged": self.flagged, "struck": list(self.struck)}


@define
class Attempt:
    """State of an attempt. ``started`` and ``ended`` are None until they happened; what never started never ended.

    ``revision`` rises with every line, ``end_revision`` is what it was at the end: changes that come later count for nothing.
    """

    attempt: str = ""
    started: int | None = None
    ended: int | None = None
    ended_by: str = ""
    answers: dict[str, Answer] = field(factory=dict)
    seen: set[tuple[str, int]] = field(factory=set)
    unscored: list[dict[str, Any]] = field(factory=list)
    revision: int = 0
    end_revision: int = 0
    last_at: int | None = None
    damaged: int = 0

    def apply(self, entry: dict[str, Any]) -> None:
        """Take one journal line into account; a damaged line is counted, a repeated one (same page and number) is not."""
        if not well_formed(entry):
            self.damaged += 1
            return
        if isinstance(entry.get("n"), int) and isinstance(entry.get("page"), str):
            if (entry["page"], entry["n"]) in self.seen:
                return
            self.seen.add((entry["page"], entry["n"]))
        self.revision += 1
        self.last_at = entry["at"]
        kind = entry["kind"]
        if kind == "start" and self.started is None:
            self.started, self.attempt = entry["at"], entry["attempt"]
        elif kind == "end" and self.started is not None:
            self.ended, self.ended_by, self.end_revision = entry["at"], entry["by"], self.revision
        elif kind == "reopen":
            self.ended, self.ended_by = None, ""
        elif kind in CHANGES:
            self._change(entry)

    def _change(self, entry: dict[str, Any]) -> None:
        if entry["timing"] == "too_late":
            self.unscored.append(entry)
            return
        answer = self.answers.setdefault(entry["item"], Answer())
        if entry["kind"] == "answer":
            if entry["t"] >= answer.at:
                answer.choice, answer.at = entry["choice"], entry["t"]
                answer.late_sync = entry["timing"] == "late_sync"
        elif entry["kind"] == "flag":
            answer.flagged = entry["on"]
        else:
            answer.struck = sorted({*answer.struck, entry["option"]} if entry["on"] else
                                   {*answer.struck} - {entry["option"]})

    @property
    def answered(self) -> int:
        """How many items have a choice."""
        return sum(answer.choice is not None for answer in self.answers.values())


def replay(entries: Iterable[dict[str, Any]]) -> Attempt:
    """The attempt after all journal lines."""
    attempt = Attempt()
    for entry in entries:
        attempt.apply(entry)
    return attempt


@frozen
class Clock:
    """A candidate's clock: ``deadline`` in epoch milliseconds moves on while ``paused``."""

    deadline: int
    paused: bool

    def timing(self, arrived: int, chosen: int) -> Timing:
        """Whether a change that arrives now counts (standard, section 6: 30 s for a choice made in time)."""
        if arrived <= self.deadline:
            return "on_time"
        if arrived <= self.deadline + GRACE_MS and chosen <= self.deadline:
            return "late_sync"
        return "too_late"


def clock(started: int, time_s: float, multiplier: float, room: Room, candidate: str, now: int) -> Clock:
    """``deadline = started + time_s * multiplier + pauses + added time``, by the server's clock."""
    length = round(time_s * multiplier * 1000)
    stopped = room.stopped_ms(candidate, started, now)
    deadline = started + length + stopped + room.added_ms(candidate, started)
    return Clock(deadline, room.is_paused(candidate))


def change_problem(message: dict[str, Any], items: dict[str, FormItem]) -> str | None:
    """Why a change sent by a page is not one, or None. Messages come from outside and are checked whole."""
    item = items.get(message["item"]) if isinstance(message.get("item"), str) else None
    if item is None:
        return "This question is not on the form."
    options = {option.id for option in item.options}
    kind = message["kind"]
    if kind == "answer":
        choice = message.get("choice", "")
        return None if choice is None or _is_in(choice, options) else "This option is not offered."
    if type(message.get("on")) is not bool:
        return "on must be true or false."
    if kind == "strike" and not _is_in(message.get("option"), options):
        return "This option is not offered."
    return None


def _is_in(value: Any, names: set[str]) -> bool:
    return isinstance(value, str) and value in names


def form_items(form: Form) -> dict[str, FormItem]:
    """Items by id."""
    return {item.id: item for item in form.items}
