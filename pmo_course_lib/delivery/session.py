"""The kernel's side of the exam page: a message comes in, is checked, written to disk, and only then acknowledged."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

from filelock import Timeout

from pmo_course_lib.assessment.attempt import CHANGES, Answer, Attempt, Clock, change_problem, clock, form_items
from pmo_course_lib.assessment.form import FormItem
from pmo_course_lib.assessment.order import arranged, option_order
from pmo_course_lib.assessment.room import Room
from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.delivery.collector import collect, iso, now_ms, responses_json
from pmo_course_lib.storage import Tail, append_line, lock

#: No honest attempt writes so many lines; a flood of messages must not fill the instructor's disk.
MOST_LINES = 20_000

#: What a change holds besides its item.
_FIELDS = {"answer": ("choice",), "flag": ("on",), "strike": ("option", "on")}

_TEXT = {
    "waiting": "The instructor has not opened the exam yet. This page notices when it opens.",
    "paused": "The instructor has stopped the clock. Your time does not run; please wait.",
    "closed": "The exam is over for you, so this change was not scored. The instructor can see it.",
    "storage": "The answer could not be saved on the instructor's computer. It is kept on this page and sent again. "
               "Please tell the instructor.",
    "invalid": "This change is not possible.",
}


class Session:
    """One open exam page of one candidate; several may be open for the same attempt."""

    def __init__(self, cohort: Cohort, person: Person, book_url: str | None = None, alive_url: str | None = None) -> None:
        self.cohort, self.person, self.book_url, self.alive_url = cohort, person, book_url, alive_url
        self.items = form_items(cohort.form)
        self.journal = cohort.journal(person.id)
        self._journal_tail, self._room_tail = Tail(self.journal), Tail(cohort.room_log)
        self.attempt, self.room = Attempt(), Room()

    def handle(self, message: Any) -> dict[str, Any] | None:
        """Answer one message of the page; anything that is no message of the contract gets None."""
        if not isinstance(message, dict):
            return None
        kind = message.get("kind")
        try:
            self._refresh()
            if kind == "hello":
                return self.state()
            if kind == "clock":
                return self._clock_reply()
            if kind in ("start", "submit", *CHANGES) and _is_change(message):
                return self._change(message)
        except (OSError, Timeout):
            return _refused(message, "storage")
        return None

    def _refresh(self) -> None:
        for entry in self._room_tail.new():
            self.room.apply(entry)
        self._read_journal()
        if self.attempt.started is not None and self.attempt.ended is None:
            now, time_ = now_ms(), self._clock()
            if self.room.ended_at(self.person.id) is not None or now > time_.deadline:
                collect(self.cohort, self.person)
                self._read_journal()

    def _read_journal(self) -> None:
        for entry in self._journal_tail.new():
            self.attempt.apply(entry)

    def _clock(self) -> Clock:
        assert self.attempt.started is not None
        return clock(self.attempt.started, self.cohort.form.time_s, self.person.candidate.time_multiplier, self.room,
                     self.person.id, now_ms())

    @property
    def phase(self) -> str:
        """Where the candidate is: waiting, ready, working, paused or submitted."""
        if self.attempt.ended is not None:
            return "submitted"
        if self.attempt.started is None:
            return "ready" if self.room.opened else "waiting"
        return "paused" if self._clock().paused else "working"

    # --- changes ---------------------------------------------------------------------------------------------------

    def _change(self, message: dict[str, Any]) -> dict[str, Any] | None:
        with lock(self.journal):
            self._read_journal()
            if message["kind"] in ("start", "submit"):
                return self._start_or_submit(message)
            return self._answer(message)

    def _start_or_submit(self, message: dict[str, Any]) -> dict[str, Any]:
        """Start and submit ask for a phase; repeated or in the wrong phase they just show how things are."""
        phase = "" if self._is_known(message) else self.phase
        if message["kind"] == "start" and phase == "ready":
            self._write({"kind": "start", "at": now_ms(), "page": message["page"], "n": message["n"],
                         "attempt": secrets.token_hex(8), "honour": True})
        elif message["kind"] == "submit" and phase == "working":
            self._write({"kind": "end", "at": now_ms(), "page": message["page"], "n": message["n"], "by": "candidate"})
            collect(self.cohort, self.person)
        return {**self.state(), "n": message["n"]}

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        if problem := change_problem(message, self.items):
            return _refused(message, "invalid", problem)
        if self._is_known(message):
            return self._ack(message)
        if self.attempt.started is None or self.attempt.revision >= MOST_LINES:
            return _refused(message, "invalid")
        if self.phase == "paused":
            return _refused(message, "paused")
        return self._write_answer(message)

    def _write_answer(self, message: dict[str, Any]) -> dict[str, Any]:
        now = now_ms()
        chosen = min(message["t"], now)
        timing = "too_late" if self.attempt.ended is not None else self._clock().timing(now, chosen)
        fields: dict[str, Any] = {name: message[name] for name in _FIELDS[message["kind"]]}
        self._write({"kind": message["kind"], "at": now, "page": message["page"], "n": message["n"], "t": chosen,
                     "item": message["item"], **fields, "timing": timing})
        return self._ack(message)

    def _is_known(self, message: dict[str, Any]) -> bool:
        """Whether this change is on disk already: its reply was lost, and the page sends it again."""
        return (message["page"], message["n"]) in self.attempt.seen

    def _write(self, entry: dict[str, Any]) -> None:
        self.journal.parent.mkdir(exist_ok=True)
        append_line(self.journal, entry)
        self._read_journal()

    # --- replies ---------------------------------------------------------------------------------------------------

    def _ack(self, message: dict[str, Any]) -> dict[str, Any]:
        """What became of a change that is on disk."""
        if any((late["page"], late["n"]) == (message["page"], message["n"]) for late in self.attempt.unscored):
            return _refused(message, "closed")
        answer = self.attempt.answers.get(message["item"], Answer())
        return {"kind": "ack", "page": message["page"], "n": message["n"], "saved_at": self.attempt.last_at,
                "item": message["item"], "answer": answer.shown(), "late": answer.late_sync,
                "revision": self.revision, **self._counts()}

    def _counts(self) -> dict[str, int]:
        return {"answered": self.attempt.answered, "total": len(self.items)}

    @property
    def revision(self) -> int:
        """Rises with every line of the journal, so that a page notices what another one did."""
        return self.attempt.revision

    def _timing(self) -> dict[str, Any]:
        running = self.attempt.started is not None and self.attempt.ended is None
        phase = self.phase
        return {"now": now_ms(), "phase": phase, "deadline": self._clock().deadline if running else None,
                "paused": phase == "paused", "revision": self.revision, "message": _TEXT.get(phase)}

    def _clock_reply(self) -> dict[str, Any]:
        return {"kind": "clock", **self._timing()}

    def state(self) -> dict[str, Any]:
        """Everything the page shows. Questions are sent while the candidate works on them, and only then."""
        form, person = self.cohort.form, self.person.candidate
        working = self.phase == "working"
        return {
            "kind": "state", **self._timing(), **self._counts(),
            "candidate": {"id": person.id, "name": person.name},
            "exam": {"title": form.title, "questions": len(form.items), "minutes": form.time_s // 60,
                     "rules": list(form.rules), "honour": form.honour, "pass_note": "",
                     "materials": [{"title": title, "url": self.book_url} for title in form.materials]},
            "practice": self._practice(),
            "time_s": round(form.time_s * person.time_multiplier), "multiplier": person.time_multiplier,
            "attempt": form.form_id, "alive": self.alive_url,
            "saved_at": self.attempt.last_at,
            "items": self._arranged() if working else [],
            "answers": {name: a.shown() for name, a in self.attempt.answers.items()} if working else {},
            "receipt": self._receipt(),
        }

    def _practice(self) -> dict[str, Any] | None:
        practice = self.cohort.form.practice
        return _shown(practice[0], option_order(practice[0], self.person.seed)) if practice else None

    def _arranged(self) -> list[dict[str, Any]]:
        return [_shown(item, order) for item, order in arranged(self.cohort.form, self.person.seed)]

    def _receipt(self) -> dict[str, Any] | None:
        if self.attempt.ended is None or self.attempt.started is None:
            return None
        digest = hashlib.sha256(responses_json(self.cohort, self.person.id, self.attempt)).hexdigest()
        return {"submitted_at": self.attempt.ended, "submitted_iso": iso(self.attempt.ended), **self._counts(),
                "sha256_short": digest[:12], "ended_by": self.attempt.ended_by}


def _is_change(message: dict[str, Any]) -> bool:
    """Whether page, number and time have the types of the contract; JSON true is no number."""
    page, n, t = message.get("page"), message.get("n"), message.get("t")
    return (isinstance(page, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", page) is not None
            and type(n) is int and 0 < n < 2**53 and type(t) is int and 0 <= t < 2**53)


def _refused(message: dict[str, Any], reason: str, text: str | None = None) -> dict[str, Any]:
    page, n = (message["page"], message["n"]) if _is_change(message) else (None, None)
    return {"kind": "refused", "page": page, "n": n, "reason": reason, "message": text or _TEXT[reason]}


def _shown(item: FormItem, order: list[str]) -> dict[str, Any]:
    texts = {option.id: option.text for option in item.options}
    exhibit = {"text": item.exhibit.text, "alt": item.exhibit.alt} if item.exhibit else None
    return {"id": item.id, "stem": item.stem, "exhibit": exhibit,
            "options": [{"id": name, "text": texts[name]} for name in order]}
