"""What a grading run did, one row a person or stray name."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from pmo_course_lib.assessment.scoring import Result

State = Literal["graded", "unchanged", "missing", "rejected", "not on the roster"]


@frozen
class Row:
    """One candidate, or one name in ``submitted/`` that is nobody's.

    ``result`` is what counts for the candidate after the run, also when a later hand-in was rejected or is
    gone; its ``marks`` are empty, to keep a report of 10,000 small. ``received`` is the time of the hand-in
    that counts, ISO in UTC. ``changed`` is true when the run changed raw score, maximum, blanks or pass.
    """

    candidate: str
    name: str
    state: State
    reason: str = ""
    result: Result | None = None
    received: str = ""
    changed: bool = False


@frozen
class Report:
    """All rows: candidates in the roster's order, then stray names."""

    rows: tuple[Row, ...]

    @property
    def needs_attention(self) -> tuple[Row, ...]:
        """Rows that a person must look at: no hand-in, one that was rejected, or a name that nobody knows."""
        return tuple(row for row in self.rows if row.state not in ("graded", "unchanged"))
