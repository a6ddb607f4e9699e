"""The recorded order of questions and options for one candidate (assessment standard, section 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pmo_course_lib.assessment.form import Form, FormItem, Key
from pmo_course_lib.errors import CourseError

#: Runs of equal key positions from this length on are avoided after shuffling.
LONGEST_RUN = 6
#: Orders tried before giving up; with keys that vary, the first or second does.
TRIES = 1000


def seed_for(form_id: str, candidate: str, secret: str, attempt: int = 0) -> str:
    """The candidate's seed: the same inputs give the same order on any machine and Python version."""
    return hashlib.sha256(f"{form_id}|{candidate}|{secret}|{attempt}".encode()).hexdigest()


def _rank(seed: str, *names: str) -> bytes:
    """A place in the order that depends on seed and names alone, not on any generator's version."""
    return hashlib.sha256("|".join((seed, *names)).encode()).digest()


def arranged(form: Form, seed: str) -> list[tuple[FormItem, list[str]]]:
    """Items in the candidate's order, each with its option ids in the candidate's order."""
    items = sorted(form.items, key=lambda item: _rank(seed, item.id))
    return [(item, option_order(item, seed)) for item in items]


def option_order(item: FormItem, seed: str) -> list[str]:
    """Option ids as shown: shuffled, but for fixed items (numbers, scales) and fixed options, which keep their place."""
    ids = [option.id for option in item.options]
    if item.shuffle == "fixed":
        return ids
    free = sorted((o.id for o in item.options if not o.fixed), key=lambda name: _rank(seed, item.id, name))
    moving = iter(free)
    return [option.id if option.fixed else next(moving) for option in item.options]


def good_seed(form: Form, key: Key, candidate: str, secret: str) -> str:
    """The first seed whose shown order has no run of six or more equal key positions.

    Raises ``CourseError`` when there is none.
    """
    answers = {item.id: item.accept[0] for item in key.items}
    for attempt in range(TRIES):
        seed = seed_for(form.form_id, candidate, secret, attempt)
        if longest_run(order.index(answers[item.id]) for item, order in arranged(form, seed)) < LONGEST_RUN:
            return seed
    raise CourseError(f"Form {form.form_id}: every order of its questions has six equal key positions in a row. "
                      "Vary the keys of its fixed items in the bank.")


def longest_run(values: Iterable[int]) -> int:
    """Length of the longest run of equal neighbours.

    >>> longest_run([0, 1, 1, 1, 2])
    3
    """
    longest = length = 0
    last: int | None = None
    for value in values:
        length = length + 1 if value == last else 1
        longest, last = max(longest, length), value
    return longest
