"""What the moderator did: the exam opened, stopped, lengthened, ended, reopened (assessment standard, section 6).

The log is append-only; each line carries the hash of the line before it. Times are epoch milliseconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

#: What a moderator can do. Everything but ``open`` and ``close`` may name one candidate; ``*`` is the whole class.
ACTIONS = ("open", "close", "pause", "resume", "extend", "end", "reopen", "identify", "note")
EVERYBODY = "*"
#: Minutes that one action may add.
EXTEND_MIN = (1, 180)
#: Times that can be written as a date: up to the end of the year 9999.
LATEST_MS = 253_402_300_799_999

_RANGES = {"at": (0, LATEST_MS), "ended": (0, LATEST_MS), "minutes": EXTEND_MIN}
_NUMBERS = {"extend": ("at", "minutes"), "reopen": ("at", "minutes", "ended")}


def well_formed(entry: dict[str, Any]) -> bool:
    """Whether a log line has the names and types of its action, and its numbers are such as a moderator can cause."""
    numbers = _NUMBERS.get(str(entry.get("action")), ("at",))
    return isinstance(entry.get("candidate"), str) and all(is_in_range(entry.get(name), *_RANGES[name]) for name in numbers)


def is_in_range(value: Any, low: int, high: int) -> bool:
    """Whether ``value`` is a whole number from ``low`` to ``high``; JSON true is no number."""
    return type(value) is int and low <= value <= high


@frozen
class Pause:
    """A stop of the clock; ``until`` is None while it lasts."""

    candidate: str
    since: int
    until: int | None = None


@define
class Room:
    """The state of the class after a log."""

    opened: bool = False
    pauses: list[Pause] = field(factory=list)
    extensions: list[tuple[str, int, int]] = field(factory=list)
    ends: list[tuple[str, int]] = field(factory=list)
    #: How many of ``ends`` a candidate's latest reopening has undone.
    identified: set[str] = field(factory=set)
    reopened: dict[str, int] = field(factory=dict)

    def apply(self, entry: dict[str, Any]) -> None:
        """Take one log line into account; a damaged line, or one of an unknown kind, changes nothing."""
        if not well_formed(entry):
            return
        at, who, action = entry["at"], entry["candidate"], entry["action"]
        if action in ("open", "close"):
            self.opened = action == "open"
        elif action == "identify":
            self.identified.add(who)
        elif action == "pause":
            self.pauses.append(Pause(who, at))
        elif action == "resume":
            self.pauses = [self._resumed(pause, who, at) for pause in self.pauses]
        elif action == "extend":
            self.extensions.append((who, at, entry["minutes"] * 60_000))
        elif action == "end":
            self.ends.append((who, at))
        elif action == "reopen":
            self.reopened[who] = len(self.ends)
            self.pauses.append(Pause(who, entry["ended"], at))
            self.extensions.append((who, at, entry["minutes"] * 60_000))

    @staticmethod
    def _resumed(pause: Pause, who: str, at: int) -> Pause:
        if pause.until is None and who in (pause.candidate, EVERYBODY):
            return Pause(pause.candidate, pause.since, at)
        return pause

    def is_paused(self, candidate: str) -> bool:
        """Whether the candidate's clock stands still now."""
        return any(pause.until is None for pause in self._pauses(candidate))

    def _pauses(self, candidate: str) -> list[Pause]:
        return [pause for pause in self.pauses if pause.candidate in (candidate, EVERYBODY)]

    def stopped_ms(self, candidate: str, started: int, now: int) -> int:
        """Milliseconds since ``started`` in which the clock stood still; overlapping pauses count once."""
        spans = sorted((max(p.since, started), now if p.until is None else p.until) for p in self._pauses(candidate))
        total, reached = 0, started
        for since, until in spans:
            total += max(0, until - max(since, reached))
            reached = max(reached, until)
        return total

    def added_ms(self, candidate: str, started: int) -> int:
        """Extra time: lines for everybody count for those who had started, own lines always (also before a start)."""
        return sum(ms for who, at, ms in self.extensions
                   if who == candidate or (who == EVERYBODY and at >= started))

    def ended_at(self, candidate: str) -> int | None:
        """When the moderator ended the attempt, or None. The log's order counts, not the computer's clock."""
        ends = self.ends[self.reopened.get(candidate, 0):]
        return max((at for who, at in ends if who in (candidate, EVERYBODY)), default=None)


def replay_room(entries: Iterable[dict[str, Any]]) -> Room:
    """The room's state after all log lines."""
    room = Room()
    for entry in entries:
        room.apply(entry)
    return room


def chained(entry: dict[str, Any], last: dict[str, Any] | None) -> dict[str, Any]:
    """The log line for ``entry`` with the hash of the line before it (``""`` for the first)."""
    return {**entry, "before": line_hash(last) if last else ""}


def line_hash(entry: dict[str, Any]) -> str:
    """SHA-256 of a log line in canonical JSON."""
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def chain_holds(entries: list[dict[str, Any]]) -> bool:
    """Whether no line of the log was changed, dropped or put in between since it was written."""
    before = ""
    for entry in entries:
        if entry.get("before") != before:
            return False
        before = line_hash(entry)
    return True
