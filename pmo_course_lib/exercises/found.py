"""What a check found: the share of its points that is reached, and for what is lost a message with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import frozen

from pmo_course_lib.exercises.exercise import FIRST
from pmo_course_lib.workbook.model import Workbook

NONE, ALL = Fraction(0), Fraction(1)
_MOST = 4


@frozen
class Lost:
    """Why points are lost: the name of the message, and the words for the names in its braces."""

    message: str
    words: tuple[tuple[str, str], ...] = ()


@frozen
class Found:
    """``share`` from 0 to 1; below 1 there is at least one ``lost``."""

    share: Fraction
    lost: tuple[Lost, ...] = ()


#: A check: a pure function that never fails for a valid workbook.
Rule = Callable[[Workbook], Found]
#: Nothing is there yet.
NOTHING = Found(NONE, (Lost(FIRST),))


def lost(message: str, **words: object) -> Lost:
    """A reason for lost points.

    >>> lost("late", names="Larch")
    Lost(message='late', words=(('names', 'Larch'),))
    """
    return Lost(message, tuple((name, str(word)) for name, word in words.items()))


def share(part: float | Fraction, whole: float | Fraction, *reasons: Lost | None) -> Found:
    """So much of a whole, with the reasons that apply (those that are not are ``None``).

    >>> share(3, 4, lost("late"), None).share
    Fraction(3, 4)
    """
    reached = min(max(Fraction(part) / Fraction(whole), NONE), ALL)
    return Found(reached, tuple(one for one in reasons if one) if reached < 1 else ())


def few(names: Iterable[str]) -> str:
    """Names in a sentence: the first four, and how many more.

    >>> few(["Ash", "Birch", "Cedar"]), few("abcdef")
    ('Ash, Birch, Cedar', 'a, b, c, d and 2 more')
    """
    listed = list(names)
    more = len(listed) - _MOST
    return f"{', '.join(listed[:_MOST])} and {more} more" if more > 0 else ", ".join(listed)


def of(message: str, names: Iterable[str]) -> Lost | None:
    """The reason that holds for some names; nothing when there are none."""
    listed = list(names)
    return lost(message, names=few(listed), count=len(listed)) if listed else None
