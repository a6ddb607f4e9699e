"""Two people changed the same document: what becomes of it, and what they must be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen

from pmo_course_lib.workbook.paths import ABSENT, ORDER, Edit, Path, by_key, keyed, overlap, same


@frozen
class Conflict:
    """Both changed what is at ``path``. ``mine`` is stored; ``theirs``, written by ``who``, is kept in the history."""

    path: Path
    theirs: Any
    mine: Any
    who: str = ""

    def to_json(self) -> dict[str, Any]:
        """For the history; what is absent has no member."""
        values = {"theirs": self.theirs, "mine": self.mine}
        present = {name: value for name, value in values.items() if value is not ABSENT}
        return {"path": list(self.path), "who": self.who} | present


@frozen
class Merged:
    """The document with both people's changes, and where they met."""

    value: Any
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Any, theirs: Any, mine: Any, path: Path = ()) -> Merged:
    """Three-way merge: different fields are both kept; at the same field ``mine``, the later one, stands.

    Lists of records are merged by id. A record that one took out and the other changed counts as the same field.

    >>> merge({"a": 0, "b": 0, "c": 0}, {"a": 1, "b": 0, "c": 1}, {"a": 0, "b": 2, "c": 2})
    Merged(value={'a': 1, 'b': 2, 'c': 2}, conflicts=(Conflict(path=('c',), theirs=1, mine=2, who=''),))
    """
    if same(mine, base):
        return Merged(theirs)
    if same(theirs, base) or same(theirs, mine):
        return Merged(mine)
    if isinstance(theirs, dict) and isinstance(mine, dict):
        return _members(base if isinstance(base, dict) else {}, theirs, mine, path)
    if keyed(theirs) and keyed(mine):
        return _records(base if keyed(base) else [], theirs, mine, path)
    return Merged(mine, (Conflict(path, theirs, mine),))


def _members(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any], path: Path) -> Merged:
    merged = {name: merge(base.get(name, ABSENT), theirs.get(name, ABSENT), mine.get(name, ABSENT), (*path, name))
              for name in theirs | mine}
    return Merged({name: one.value for name, one in merged.items() if one.value is not ABSENT},
                  tuple(conflict for one in merged.values() for conflict in one.conflicts))


def _records(base: list[Any], theirs: list[Any], mine: list[Any], path: Path) -> Merged:
    merged = _members(by_key(base), by_key(theirs), by_key(mine), path)
    ids = [list(by_key(one)) for one in (base, theirs, mine)]
    common = set.intersection(*map(set, ids))
    was, there, here = ([one for one in side if one in common] for side in ids)
    first, second = (ids[1], ids[2]) if here == was else (ids[2], ids[1])
    order = [one for one in dict.fromkeys(first + second) if one in merged.value]
    clash = (Conflict((*path, ORDER), ids[1], ids[2]),) if was != here != there != was else ()
    return Merged([merged.value[one] for one in order], merged.conflicts + clash)


def merge_sections(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any],
                   fits: Callable[[dict[str, Any]], bool]) -> Merged:
    """As ``merge``; a section whose merged parts do not fit together stands whole as in ``mine``."""
    merged = merge(base, theirs, mine)
    if fits(merged.value):
        return merged
    value, conflicts = dict(merged.value), merged.conflicts
    for name in mine:
        if not fits(theirs | {name: value[name]}):
            value[name] = mine[name]
            conflicts = (*(one for one in conflicts if one.path[0] != name), Conflict((name,), theirs[name], mine[name]))
    return Merged(value, conflicts)


def meeting(theirs: Iterable[Edit], mine: Iterable[Edit]) -> tuple[Conflict, ...]:
    """Where ``mine``, edits made on top of ``theirs``, replace what ``theirs`` wrote."""
    paths = [edit.path for edit in theirs if edit.told]
    if not paths:
        return ()
    return tuple(Conflict(edit.path, edit.old, edit.new)
                 for edit in mine if edit.told and any(overlap(edit.path, path) for path in paths))
