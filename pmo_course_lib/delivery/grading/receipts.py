"""When a hand-in arrived, by our own clock; what a hand-in says about its time counts for nothing here."""

from __future__ import annotations

import datetime

import filelock

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import iso, now_ms
from pmo_course_lib.delivery.grading.handins import HandIn
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import append_lines, lock, read_lines


class Receipts:
    """The collector's receipts of a cohort.

    Of two for the same bytes the later counts: that is when they came to stay.
    """

    def __init__(self, cohort: Cohort) -> None:
        self._path = cohort.receipts
        self._received: dict[tuple[str, str], str] = {}
        for line in read_lines(self._path):
            candidate, sha256, received = line.get("candidate"), line.get("sha256"), utc(line.get("received"))
            if isinstance(candidate, str) and isinstance(sha256, str) and received:
                self._received[candidate, sha256] = received

    def received(self, candidate: str, hand_in: HandIn) -> str:
        """ISO time in UTC, to the second, of a hand-in for which ``add_missing`` was called."""
        return self._received[candidate, hand_in.sha256]

    def add_missing(self, hand_ins: dict[str, HandIn]) -> None:
        """Write a receipt for each hand-in (by candidate) that has none; on the disk when this returns."""
        now = iso(now_ms())
        new = {candidate: hand_in for candidate, hand_in in hand_ins.items()
               if (candidate, hand_in.sha256) not in self._received}
        if not new:
            return
        lines = [{"candidate": candidate, "sha256": hand_in.sha256, "bytes": len(hand_in.raw),
                  "received": now, "by": "grade"} for candidate, hand_in in new.items()]
        try:
            with lock(self._path):
                append_lines(self._path, lines)
        except filelock.Timeout:
            raise CourseError(f"{self._path}: another program holds its lock. Grade again when the class "
                              "server has finished collecting.") from None
        self._received |= {(candidate, hand_in.sha256): now for candidate, hand_in in new.items()}


def utc(value: object) -> str:
    """An ISO time with offset as UTC to the second, or nothing if it is no such time."""
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None or moment.utcoffset() is None:
            return ""
        return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""
