"""Plain documents of every shape, for the tests of the workbook."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from pmo_course_lib.domain.catalogue import Entry, Obligation, Promise
from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.domain.sla.log import Event
from pmo_course_lib.domain.topology import Pmo, Provides, Topology
from pmo_course_lib.domain.topology import Service as MapService
from pmo_course_lib.domain.value_ring import Group, RingInputs
from pmo_course_lib.workbook.model import Organisation, Workbook

#: The same examples each time, whatever the load of the machine.
STEADY = settings(deadline=None, derandomize=True, database=None, max_examples=150)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
SCALARS = TEXTS | st.integers(-9, 9) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.none()
NAMES = st.sampled_from(["name", "owner", "x", "y"])


def records(members: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of records with ids."""
    bodies = st.dictionaries(NAMES, members, max_size=3)
    return st.dictionaries(st.sampled_from("abcdef"), bodies, max_size=5).map(
        lambda found: [body | {"id": id} for id, body in found.items()])


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(NAMES, inner, max_size=3) | records(inner) | st.lists(inner, max_size=3)


VALUES = st.recursive(SCALARS, _grown, max_leaves=8)
#: Whole documents: named sections of any shape.
DOCUMENTS = st.dictionaries(st.sampled_from(["services", "notes", "plan"]), VALUES | records(VALUES), max_size=3)


def unordered(value: Any) -> Any:
    """The document without the order of its records."""
    if isinstance(value, dict):
        return {name: unordered(one) for name, one in value.items()}
    if isinstance(value, list):
        plain = [unordered(one) for one in value]
        return sorted(plain, key=lambda one: one["id"]) if all(isinstance(one, dict) and "id" in one for one in plain) else plain
    return value


def texts() -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8"), max_size=8)


def _records(kind: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Records with ids that differ."""
    ids = st.sampled_from([f"r{n}" for n in range(6)])
    return st.lists(st.builds(kind, id=ids, **fields), max_size=3, unique_by=lambda one: one.id).map(tuple)


_NUMBERS = st.none() | st.floats(0, 1000)
_DATES = st.none() | st.dates()
_MOMENTS = st.datetimes(timezones=st.sampled_from([None, datetime.UTC, datetime.timezone(datetime.timedelta(hours=-3.5))]))


def workbooks() -> st.SearchStrategy[Workbook]:
    """Half-filled workbooks, with something of each shape: texts, numbers, dates, moments, choices, records, nested ones."""
    entries = _records(Entry, name=texts(), benefits=st.lists(texts(), max_size=2).map(tuple), launch_date=_DATES,
                       obligation=st.none() | st.sampled_from(Obligation), hours_per_unit=_NUMBERS,
                       targets=st.lists(st.builds(Promise, texts(), texts(), texts()), max_size=2).map(tuple))
    events = _records(Event, received=_MOMENTS, delivered=st.none() | _MOMENTS, customer=texts(), row=st.integers(0, 9),
                      accepted_first_time=st.none() | st.booleans(), satisfaction=st.none() | st.integers(1, 5))
    topologies = st.builds(Topology, pmos=_records(Pmo, name=texts(), closes=_DATES, headcount=_NUMBERS),
                           provides=st.lists(st.builds(Provides, texts(), texts(), st.floats(0, 1)), max_size=2).map(tuple))
    rings = st.builds(RingInputs, groups=_records(Group, weight=st.floats(0, 9)), expected_loss=_NUMBERS,
                      chances=st.dictionaries(texts(), st.dictionaries(texts(), st.floats(0, 1), max_size=2), max_size=2))
    return st.builds(
        Workbook, organisation=st.builds(Organisation, texts(), texts(), st.lists(texts(), max_size=2).map(tuple), st.booleans()),
        orientation=st.builds(Orientation, answers=st.dictionaries(st.sampled_from(["T01", "T02"]), st.integers(0, 4))),
        services=_records(ServiceRecord, name=texts(), owner=texts()), catalogue=entries, requests=events, ring=rings,
        drafts=st.dictionaries(texts(), st.builds(Draft, st.just("DOC-UC"), st.dictionaries(texts(), texts(), max_size=2)),
                               max_size=2),
        topology=topologies, notes=st.dictionaries(texts(), texts(), max_size=3),
        values=st.dictionaries(texts(), SCALARS.filter(lambda one: one is not None), max_size=3))


def large() -> Workbook:
    """A workbook of about 300 KB, as a busy team might have it."""
    text = "A sentence that somebody wrote about the service and what it brings to its customers. " * 3
    received = datetime.datetime(2026, 3, 2, 9, 0)
    return Workbook(
        organisation=Organisation("Northwind", text, (text,) * 5),
        services=tuple(ServiceRecord(f"s{n}", f"Service {n}", "Owner") for n in range(40)),
        catalogue=tuple(Entry(id=f"SVC-{n:03}", name=f"Service {n}", summary=text, outcome=text, why_needed=text,
                              benefits=(text, text), how_to_request=text) for n in range(40)),
        requests=tuple(Event(f"e{n}", received + datetime.timedelta(hours=n), received + datetime.timedelta(hours=n + 5))
                       for n in range(400)),
        drafts={f"s{n}/DOC-UC": Draft("DOC-UC", {"Supplier": text, "Exit": text}) for n in range(60)},
        topology=Topology(pmos=tuple(Pmo(f"p{n}", f"PMO {n}") for n in range(10)),
                          services=tuple(MapService(f"t{n}", f"Service {n}") for n in range(40)),
                          provides=tuple(Provides(f"p{n % 10}", f"t{n}") for n in range(40))),
        notes={f"t{n}": text for n in range(30)})
