"""A hand-in as data: ``responses.json``, published in ``docs/responses.schema.json``."""

from __future__ import annotations

import datetime
import re
from typing import Any, Literal

from attrs import frozen

from pmo_course_lib.assessment.form import Key
from pmo_course_lib.storage import strict_json

SCHEMA = "pmo-course/responses"
VERSION = 1
#: Bytes; fifty answers need about 3 kB.
LIMIT = 65_536

_TOP = {"schema", "version", "exam_id", "form_id", "candidate", "attempt", "revision", "started_at", "submitted_at",
        "ended_by", "answers"}
#: As in the published schema; Python alone would read weeks, dates without a time and more.
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")
_ENDED = ("candidate", "deadline", "moderator")


@frozen
class Responses:
    """A valid hand-in. ``choices`` maps item id to option id; an item that is missing was left blank."""

    candidate: str
    attempt: str
    revision: int
    started_at: str
    submitted_at: str
    ended_by: Literal["candidate", "deadline", "moderator"]
    choices: dict[str, str]
    late_sync: tuple[str, ...] = ()


class BadResponses(ValueError):
    """Why a hand-in cannot be scored, in words for the instructor."""


def parse(raw: bytes, key: Key, candidate: str) -> Responses:
    """Read a hand-in of ``candidate`` against the form's key. Raises ``BadResponses``; nothing else.

    Only known names, exact types, known items and options pass: a hand-in is data, never anything to run.
    """
    try:
        value = strict_json(raw)
    except ValueError as error:
        raise BadResponses(f"responses.json: {error}") from None
    _check_head(value, key, candidate)
    choices, late = _answers(value["answers"], key.options)
    return Responses(candidate, value["attempt"], value["revision"], value["started_at"], value["submitted_at"],
                     value["ended_by"], choices, late)


def _check_head(value: Any, key: Key, candidate: str) -> None:
    if not isinstance(value, dict) or set(value) != _TOP:
        raise BadResponses(f"responses.json must be one object with exactly these names: {', '.join(sorted(_TOP))}")
    wanted = {"schema": SCHEMA, "version": VERSION, "exam_id": key.exam_id, "form_id": key.form_id,
              "candidate": candidate}
    for name, right in wanted.items():
        if type(value[name]) is not type(right) or value[name] != right:
            raise BadResponses(f"{name} is {_shown(value[name])}, but {right!r} is wanted: a hand-in of another "
                               "person, form or version cannot count here")
    if type(value["revision"]) is not int or not 0 <= value["revision"] < 10**9:
        raise BadResponses(f"revision is {_shown(value['revision'])}; a whole number from 0 is wanted")
    if not isinstance(value["attempt"], str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value["attempt"]):
        raise BadResponses(f"attempt is {_shown(value['attempt'])}; 1 to 64 letters, digits, - or _ are wanted")
    for name in ("started_at", "submitted_at"):
        _check_time(name, value[name])
    if value["ended_by"] not in _ENDED:
        raise BadResponses(f"ended_by is {_shown(value['ended_by'])}; allowed are {', '.join(_ENDED)}")


def _check_time(name: str, value: Any) -> None:
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) and _TIME.fullmatch(value) else None
    except ValueError:
        moment = None
    if moment is None:
        raise BadResponses(f"{name} is {_shown(value)}; a time with offset such as 2026-11-22T15:45:00+00:00 is wanted")


def _answers(value: Any, options: dict[str, tuple[str, ...]]) -> tuple[dict[str, str], tuple[str, ...]]:
    if not isinstance(value, dict):
        raise BadResponses("answers must be an object from item id to answer")
    choices: dict[str, str] = {}
    late: list[str] = []
    for item, answer in value.items():
        # Nearly every answer looks like this; whatever does not is checked, or refused with its reason, by _choice.
        if (type(answer) is dict and len(answer) == 2 and type(answer.get("flagged")) is bool
                and (usual := answer.get("choice")) in options.get(item, ()) and type(usual) is str):
            choices[item] = usual
            continue
        choice = _choice(item, answer, options)
        if choice is not None:
            choices[item] = choice
            if answer.get("late_sync", False):
                late.append(item)
    return choices, tuple(late)


def _choice(item: str, answer: Any, options: dict[str, tuple[str, ...]]) -> str | None:
    if item not in options:
        raise BadResponses(f"answers names {_shown(item)}, which is not on this form")
    if not isinstance(answer, dict) or "choice" not in answer or not answer.keys() <= {"choice", "flagged", "late_sync"}:
        raise BadResponses(f"answers.{item} must hold choice, and may hold flagged and late_sync, nothing else")
    if not all(type(answer.get(name, False)) is bool for name in ("flagged", "late_sync")):
        raise BadResponses(f"answers.{item}: flagged and late_sync must be true or false")
    choice = answer["choice"]
    if choice is None:
        return None
    if not isinstance(choice, str) or choice not in options[item]:
        raise BadResponses(f"answers.{item}.choice is {_shown(choice)}; allowed are "
                           f"{', '.join(options[item])} or null")
    return choice


def _shown(value: Any) -> str:
    """A short, printable form of a foreign value for a message."""
    text = ascii(value)
    return text if len(text) <= 40 else text[:37] + "..."
