"""Errors that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable


class CourseError(Exception):
    """One or more problems, each a line that says what is wrong, where, what is allowed and what to do.

    The command line prints ``problems`` and ends with exit code 2; no traceback reaches the instructor.
    """

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems: tuple[str, ...] = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))
