"""A change meets a field: does the value fit it, whose place does it take, and how is a refusal said in people's words?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import isfinite
from typing import Any

from attrs import frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Day, Field, Line, Number, Select, Ticks, controls
from pmo_course_lib.workbook.words import clean

Control = Field | Button
_LONGEST = 200
#: Years that anybody can mean; a hand that writes 26 for 2026 means another.
_YEARS = (1900, 2199)
#: Where a model refuses a value, in words for those who write files.
_MODEL = ("pmo_course_lib.domain.", "pmo_course_lib.workbook.plain", "pmo_course_lib.workbook.paths", "pmo_course_lib.strict")
#: What a rule of the document allows, as far as it is said in numbers.
_ALLOWED = re.compile(r"allowed: (\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?)| or more)(?:,|$)")
_TECHNICAL = re.compile(r"\bentry \d|\bNone\b|must be|allowed:|[\[\]{}]|\w_\w|'\S*'")


@frozen
class Met:
    """What becomes of a change: the value to store, and what its writer must be told."""

    value: Any
    remark: str = ""


def meet(field: Control | None, bases: Iterable[Any], value: Any) -> Met:
    """A change that was made while the field showed one of ``bases``: what this page saw in it, or put there itself.

    Ticks of two people are both kept. At any other field the later value stands, and its writer is told what it replaced.

    >>> meet(Ticks("t", "Which?", (("a", "A"), ("b", "B")), ("b",)), [[]], ["a"]).value
    ['a', 'b']
    """
    bases = tuple(bases)
    if field is None or isinstance(field, Button) or not bases:
        return Met(value)
    if isinstance(field, Ticks):
        return Met(_ticks(field, [base for base in bases if isinstance(base, list)] or [[]], value))
    if field.value == value or field.value in bases:
        return Met(value)
    theirs = said(field, field.value)
    wrote = f"somebody else wrote “{theirs}” meanwhile" if theirs else "somebody else emptied this meanwhile"
    return Met(value, f"{_named(field, wrote)}. Yours is stored; the other is kept in the history.")


def _ticks(field: Ticks, bases: list[list[Any]], value: list[str]) -> list[str]:
    """A box stands as this person left it where they touched it, else as it stands now."""
    def ticked(one: str) -> bool:
        before = {one in base for base in bases}
        return one in field.value if before == {one in value} else one in value

    return [one for one, _ in field.options if ticked(one)]


def both(before: Iterable[Block], now: Iterable[Block], id: str, value: Any) -> Any:
    """The value for the field as it is drawn ``now``, when it was chosen for what was drawn ``before``."""
    old = controls(before).get(id)
    return meet(controls(now).get(id), [list(old.value)] if isinstance(old, Ticks) else (), value).value


def said(field: Field, value: Any) -> str:
    """A value of a field as a short text on one line; answers by their words."""
    if isinstance(field, Choice | Select | Ticks):
        chosen = value if isinstance(value, list | tuple) else (value,)
        text = "; ".join(text for one, text in field.options if one in chosen)
    else:
        text = "" if value is None else figure(value) if isinstance(value, int | float) else clean(str(value)).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST - 1]}…"


def misfit(field: Control | None, value: Any) -> str:
    """What is wrong with a value that this field cannot send, for the person; empty when it fits.

    What the document makes of a value that fits is a matter of its own.
    """
    if field is None or _fits(field, value):
        return ""
    return f"{_named(field, _asked(field))}."


def _fits(field: Control, value: Any) -> bool:
    match field:
        case Number():
            return value is None or (isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value))
        case Day():
            return value is None or _is_day(value)
        case Choice() | Select():
            return value is None or any(value == one for one, _ in field.options)
        case Ticks():
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case Line() | Area():
            return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)
    return value is True


def _is_day(value: object) -> bool:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return day is not None and day.isoformat() == value and _YEARS[0] <= day.year <= _YEARS[1]


def _asked(field: Control) -> str:
    match field:
        case Number():
            return f"write a number{span(field.low, field.high)}"
        case Day():
            return f"choose a day of the years {_YEARS[0]} to {_YEARS[1]}"
        case Choice() | Select():
            return "choose one of the answers that are shown now; the list may have changed"
        case Ticks():
            return "tick boxes that are shown now; the list may have changed"
        case Line() | Area():
            return "this text cannot be kept. Type it again without special signs"
    return "this button sends nothing else. Load the page again"


def span(low: float | None, high: float | None) -> str:
    """The range of a number for people, with a blank before it; empty without one.

    >>> span(0, 1e6), span(1, None)
    (' from 0 to 1,000,000', ', 1 or more')
    """
    if low is None:
        return "" if high is None else f", {figure(high)} or less"
    return f", {figure(low)} or more" if high is None else f" from {figure(low)} to {figure(high)}"


def figure(number: float) -> str:
    """A number as people write it: no exponent, and no fraction where there is none."""
    return f"{int(number):,}" if number == int(number) else f"{number:,.12g}"


def reworded(field: Control | None, value: Any, error: ValueError) -> str:
    """Why a change was refused. A sentence that a view wrote stands; one of the document's model is said by the field."""
    if isinstance(field, Number) and isinstance(value, int | float) and not _within(field, value):
        return f"{_named(field, _asked(field))}."
    if not _of_model(error):
        return str(error)
    if field is None:
        return "This field is no longer there. Load the page again."
    if isinstance(field, Button):  # a rule of the field may say itself what is missing
        return str(error) if not _TECHNICAL.search(str(error)) else (
            f"“{field.label}” was not done: what stands in the other fields does not allow it. Look at them, then try again.")
    return f"{_named(field, _instead(field, value, str(error)))}."


def _within(field: Number, value: float) -> bool:
    return (field.low is None or value >= field.low) and (field.high is None or value <= field.high)


def _of_model(error: ValueError) -> bool:
    """Did a rule of the document raise this, rather than a view or the store in words of their own?"""
    first = error.__context__
    if isinstance(first, CourseError) and str(error) == " ".join(first.problems):  # handed on as it was
        return _raised_in(first).startswith(_MODEL)
    return _raised_in(error).startswith(_MODEL)


def _raised_in(error: BaseException) -> str:
    """The module that raised an error."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))


def _instead(field: Field, value: Any, problem: str) -> str:
    """What to do about a value that has the field's form, and that a rule of the document refuses."""
    if value in (None, "", []):
        return "this cannot be left empty here" if isinstance(field, Line | Area | Ticks) else f"{_asked(field)}; not nothing"
    if isinstance(field, Number) and ("whole" in problem or _ALLOWED.search(problem)):
        allowed = _ALLOWED.search(problem)
        low, high = (_number(allowed[1]), _number(allowed[2])) if allowed else (field.low, field.high)
        return f"write a {'whole ' if 'whole' in problem else ''}number{span(low, high)}"
    return f"this {_NOUNS[type(field).__name__]} does not go together with what stands in the other fields. Change it or them"


_NOUNS = {"Number": "number", "Day": "day", "Choice": "answer", "Select": "answer", "Ticks": "choice", "Line": "text",
          "Area": "text"}


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _named(field: Control, text: str) -> str:
    """The sentence after the field's label, which may be a question."""
    label = clean(field.label).replace("**", "").strip()
    return f"{label} {text[:1].upper()}{text[1:]}" if label.endswith(("?", ".", "!")) else f"{label}: {text}"
