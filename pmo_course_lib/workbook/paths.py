"""Changes of a plain JSON document, by path.

A path is a tuple of names. A list of records that can be told apart (``KEYS``) is walked by key, not by position, so that two
people who add or change different records never get in each other's way; any other list is one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import frozen

Path = tuple[str, ...]
#: What tells records of a list apart: the first of these whose names a record all has, with texts. Mostly its id; a line of
#: the map has none and is told by what it joins.
KEYS: Final = (("id",), ("pmo", "to", "service"), ("pmo", "service"), ("pmo", "to"), ("body", "to"), ("consumer", "service"),
               ("service", "on"), ("service", "name"), ("start", "end"), ("competence",), ("customer",),
               ("service",), ("name",), ("measure",))
#: Last name of a path that stands for the order of the records of a list.
ORDER: Final = "#order"


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


#: What is at a path where nothing is.
ABSENT: Final[Any] = _Absent()


@frozen
class Edit:
    """At ``path`` the value ``old`` became ``new``; either may be ``ABSENT``."""

    path: Path
    old: Any
    new: Any

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.path, self.new, self.old)

    @property
    def told(self) -> bool:
        """Is this news to a person? Not the order of records that only came and went."""
        if self.path[-1:] != (ORDER,):
            return True
        return [one for one in self.old if one in self.new] != [one for one in self.new if one in self.old]

    def to_json(self) -> dict[str, Any]:
        """For the history; what is absent has no member."""
        values = {"old": self.old, "new": self.new}
        return {"path": list(self.path)} | {name: value for name, value in values.items() if value is not ABSENT}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Edit:
        """Raises ``KeyError`` or ``TypeError`` for what is no edit."""
        path = value["path"]
        if not isinstance(path, list) or not all(isinstance(name, str) for name in path):
            raise TypeError("a path is a list of names")
        return cls(tuple(path), value.get("old", ABSENT), value.get("new", ABSENT))


def changes(before: Any, after: Any, path: Path = ()) -> Iterator[Edit]:
    """The edits that lead from one document to the other; their inverses lead back.

    >>> list(changes({"name": "", "notes": {}}, {"name": "Office", "notes": {"t1": "Yes"}}))
    [Edit(path=('name',), old='', new='Office'), Edit(path=('notes', 't1'), old=ABSENT, new='Yes')]
    """
    if repr(before) == repr(after):  # as ``same``, and far faster where nothing changed
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _members(before, after, path)
    elif keyed(before) and keyed(after):
        yield from _members(by_key(before), by_key(after), path)
        if _needs_order(old := list(by_key(before)), new := list(by_key(after))):
            yield Edit((*path, ORDER), old, new)
    elif not same(before, after):
        yield Edit(path, before, after)


def _members(before: dict[str, Any], after: dict[str, Any], path: Path) -> Iterator[Edit]:
    for name in before | after:
        yield from changes(before.get(name, ABSENT), after.get(name, ABSENT), (*path, name))


def _needs_order(old: list[str], new: list[str]) -> bool:
    """Would taking out and appending alone give another order, there or back?"""
    def appended(first: list[str], then: list[str]) -> list[str]:
        return [one for one in first if one in set(then)] + [one for one in then if one not in set(first)]

    return appended(old, new) != new or appended(new, old) != old


def key(record: Any) -> str | None:
    """What tells a record from the others of its list; nothing for what is no such record.

    >>> key({"id": "s1"}), key({"pmo": "hub", "service": "report", "share": 1.0}), key({"share": 1.0})
    ('s1', 'hub → report', None)
    """
    if not isinstance(record, dict):
        return None
    found: Iterator[list[Any]] = ([record.get(name) for name in names] for names in KEYS)
    return next((" → ".join(values) for values in found if all(isinstance(one, str) for one in values)), None)


def keyed(value: Any) -> bool:
    """Is this a list of records, each with a key of its own? (The empty list is.)"""
    if not isinstance(value, list):
        return False
    keys = {key(one) for one in value}
    return len(keys) == len(value) and None not in keys and ORDER not in keys


def by_key(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Records of a ``keyed`` list by key, in their order."""
    return {str(key(record)): record for record in records}


def same(one: Any, other: Any) -> bool:
    """Equal as JSON text: ``1``, ``1.0`` and ``true`` differ, the order of an object's members does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)


def get(document: Any, path: Path) -> Any:
    """The value at ``path``, or ``ABSENT``; for ``ORDER`` the ids of the list."""
    value = document
    for name in path:
        if isinstance(value, list) and keyed(value):
            value = list(by_key(value)) if name == ORDER else by_key(value).get(name, ABSENT)
        else:
            value = value.get(name, ABSENT) if isinstance(value, dict) else ABSENT
    return value


def change(document: Any, path: Path, value: Any) -> Any:
    """A copy of the document with ``value`` at ``path``; ``ABSENT`` takes out what is there. New records come last.

    Raises ``ValueError`` when the path leads through something that is not there.

    >>> change({"services": [{"id": "s1", "name": ""}]}, ("services", "s1", "name"), "Reporting")
    {'services': [{'id': 's1', 'name': 'Reporting'}]}
    """
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(document, dict):
        return _without(document, name) | _one(name, change(document.get(name, ABSENT), rest, value))
    if not keyed(document):
        raise ValueError(f"{name}: there is nothing to change here")
    if name == ORDER:
        return _ordered(document, value)
    records = by_key(document)
    new = _one(name, change(records.get(name, ABSENT), rest, value))
    if any(key(record) != name for record in new.values()):
        raise ValueError(f"{name}: a record keeps its id")
    return list(((records | new) if new else _without(records, name)).values())


def _without(members: dict[str, Any], name: str) -> dict[str, Any]:
    return {other: value for other, value in members.items() if other != name}


def _one(name: str, value: Any) -> dict[str, Any]:
    return {} if value is ABSENT else {name: value}


def _ordered(records: list[dict[str, Any]], ids: list[str]) -> list[dict[str, Any]]:
    """In the order of ``ids``; records that it does not know come last."""
    place = {one: at for at, one in enumerate(ids)}
    return sorted(records, key=lambda record: place.get(str(key(record)), len(ids)))


def apply(document: Any, edits: Iterable[Edit]) -> Any:
    """A copy of the document with the new values of ``edits``. Raises ``ValueError`` for a path that leads nowhere."""
    for edit in edits:
        document = change(document, edit.path, edit.new)
    return document


def holds(document: Any, edit: Edit) -> bool:
    """Is the new value of ``edit`` still there? Of an order, only the records that the edit knew count."""
    value = get(document, edit.path)
    if edit.path[-1:] == (ORDER,) and value is not ABSENT:
        value = [one for one in value if one in edit.new]
    return same(value, edit.new)


def overlap(one: Path, other: Path) -> bool:
    """Is one path the other, or a part of what the other leads to?"""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
