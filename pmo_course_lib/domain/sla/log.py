"""The log of requests: what is read from a spreadsheet, a table or a program, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen

from pmo_course_lib.domain.calendar import FIRST_YEAR, LAST_YEAR
from pmo_course_lib.domain.sla.agreement import Reason

FIELDS = ("id", "service", "customer", "received", "delivered", "cancelled", "exception", "pauses", "accepted_first_time",
          "satisfaction")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?")
_PAUSE = re.compile(r"(\w+) +([^/]+?) */ *([^/]*)")
_TRUTH = {"yes": True, "true": True, "y": True, "1": True, "no": False, "false": False, "n": False, "0": False}
_WHEN = "a date and time such as 2026-03-02 09:15, 2026-03-02T09:15 or 2026-03-02T09:15+01:00"
_PAUSES = ("reason start/end such as customer 2026-03-02 10:00/2026-03-02 13:00, several parted by |, no end while it lasts; "
           f"reasons: {', '.join(one.value for one in Reason)}")


@frozen
class Pause:
    """A time in which the request waited; ``end`` None: it still waits."""

    reason: Reason
    start: datetime
    end: datetime | None = None


@frozen
class Event:
    """One request. Moments without offset are read in the calendar's zone; ``delivered`` None: open.

    ``exception`` is the name of an exception that the agreement lists, or empty. ``satisfaction`` is 1 to 5. ``row`` says
    where the record stood.
    """

    id: str
    received: datetime
    delivered: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    cancelled: bool = False
    exception: str = ""
    accepted_first_time: bool | None = None
    satisfaction: int | None = field(default=None)
    service: str = ""
    customer: str = ""
    row: int = 0

    @satisfaction.validator
    def _scale(self, _attribute: object, value: int | None) -> None:
        if value is not None and value not in (1, 2, 3, 4, 5):
            raise ValueError(f"satisfaction is {value!r}; allowed: whole numbers from 1 to 5")


@frozen
class Problem:
    """What is wrong with a record; ``counted``: it is in the figures all the same.

    >>> print(Problem(5, "satisfaction", "7", "1 to 5, or empty"))
    Row 5: satisfaction is '7'; allowed: 1 to 5, or empty. The row is left out.
    """

    row: int
    field: str
    value: str
    allowed: str
    counted: bool = False

    def __str__(self) -> str:
        end = "The row is counted as usual." if self.counted else "The row is left out."
        return f"Row {self.row}: {self.field} is {self.value!r}; allowed: {self.allowed}. {end}"


@frozen
class Log:
    """The records that could be read, and what is wrong with the others."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()


class Wrong(Exception):
    """A value that does not fit."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(field)
        shown = "" if missing(value) else str(value)
        self.field, self.value, self.allowed = field, shown if len(shown) <= 80 else shown[:79] + "…", allowed


def read_log(records: Any) -> Log:
    """Records as a log: an iterable of mappings (keys: ``FIELDS``; others are passed over) or ``Event``, or a pandas DataFrame.

    Empty texts, None and missing values of a table mean *nothing said*. ``id`` and ``received`` are needed. The number of a
    record is its place from 1, or what it says under ``row``. A record that does not fit becomes a ``Problem``, and the
    others are read.

    >>> log = read_log([{"id": "R1", "received": "2026-03-02 09:15"}, {"id": "R2", "received": "2.3.2026"}])
    >>> [event.id for event in log.events], log.problems[0].field, log.problems[0].value
    (['R1'], 'received', '2.3.2026')
    """
    events: dict[str, Event] = {}
    problems: list[Problem] = []
    for place, record in enumerate(_records(records), 1):
        row = place
        try:
            if isinstance(record, Event):
                event = record
                _moment("received", event.received)
                _moment("delivered", event.delivered)
            else:
                row = record.get("row", place) if isinstance(record, Mapping) else place
                event = _event(record, row)
            if event.id in events:
                raise Wrong("id", event.id, f"an id of its own; row {events[event.id].row} has this one")
            events[event.id] = event
        except Wrong as wrong:
            problems.append(Problem(row, wrong.field, wrong.value, wrong.allowed))
    return Log(tuple(events.values()), tuple(problems))


def _records(source: Any) -> Iterable[Any]:
    to_dict: Callable[[str], list[dict[Any, Any]]] | None = getattr(source, "to_dict", None)
    return to_dict("records") if to_dict else source


def _event(record: Mapping[Any, Any], row: int) -> Event:
    if not isinstance(record, Mapping):
        raise Wrong("record", record, f"a mapping with the fields {', '.join(FIELDS)}")
    get = record.get
    received = _moment("received", get("received"))
    if received is None:
        raise Wrong("received", "", _WHEN)
    return Event(_id(get("id")), received, _moment("delivered", get("delivered")), _pauses(get("pauses")),
                 bool(_truth("cancelled", get("cancelled"))), _text(get("exception")),
                 _truth("accepted_first_time", get("accepted_first_time")), _satisfaction(get("satisfaction")),
                 _text(get("service")), _text(get("customer")), row)


def missing(value: Any) -> bool:
    """Nothing said: None, blanks, or a table's NaN, NaT and NA."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value or value.isspace()
    return type(value).__name__ in ("NaTType", "NAType") or (isinstance(value, float) and value != value)


def _text(value: Any) -> str:
    return "" if missing(value) else str(value).strip()


def _id(value: Any) -> str:
    if not (text := _text(value)):
        raise Wrong("id", value, "a text or number of its own for each request")
    return text


def _moment(name: str, value: Any) -> datetime | None:
    if missing(value):
        return None
    try:
        if isinstance(value, str):
            if not _MOMENT.fullmatch(text := value.strip()):
                raise ValueError
            moment = datetime.fromisoformat(text)
        else:
            moment = value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value
            if not isinstance(moment, datetime):
                raise ValueError
    except ValueError:
        raise Wrong(name, value, _WHEN) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Wrong(name, value, f"years {FIRST_YEAR} to {LAST_YEAR}")
    return moment


def _truth(name: str, value: Any) -> bool | None:
    if missing(value):
        return None
    if (found := _TRUTH.get(str(value).strip().lower().removesuffix(".0"))) is None:
        raise Wrong(name, value, "yes, no, or empty")
    return found


def _satisfaction(value: Any) -> int | None:
    if missing(value):
        return None
    text = str(value).strip()
    if isinstance(value, bool) or text.removesuffix(".0") not in ("1", "2", "3", "4", "5"):
        raise Wrong("satisfaction", value, "whole numbers from 1 to 5, or empty")
    return int(text[0])


def _pauses(value: Any) -> tuple[Pause, ...]:
    if missing(value):
        return ()
    parts = [part for part in value.split("|") if part.strip()] if isinstance(value, str) else value
    if isinstance(parts, Mapping) or not isinstance(parts, Iterable):
        raise Wrong("pauses", value, _PAUSES)
    return tuple(_pause(part) for part in parts)


def _pause(part: Any) -> Pause:
    """From ``Pause``, the text of a spreadsheet, a mapping, or the three values in order."""
    if isinstance(part, Pause):
        return part
    if isinstance(part, str) and (found := _PAUSE.fullmatch(part.strip())):
        reason, start, end = found.groups()
    elif isinstance(part, Mapping):
        reason, start, end = part.get("reason"), part.get("start"), part.get("end")
    elif isinstance(part, list | tuple) and len(part) == 3:
        reason, start, end = part
    else:
        raise Wrong("pauses", part, _PAUSES)
    return Pause(_reason(reason, part), _begun(start, part), _moment("pauses", end))


def _reason(value: Any, part: Any) -> Reason:
    try:
        return value if isinstance(value, Reason) else Reason(str(value).lower())
    except ValueError:
        raise Wrong("pauses", part, _PAUSES) from None


def _begun(value: Any, part: Any) -> datetime:
    if (moment := _moment("pauses", value)) is None:
        raise Wrong("pauses", part, _PAUSES)
    return moment
