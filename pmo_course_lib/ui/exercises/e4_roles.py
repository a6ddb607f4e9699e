"""E4, step 3: how each relation of a PMO feels, as three weights that add to 1."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.topology import Index, Role, guide, index
from pmo_course_lib.ui.exercises import e4_map as maps
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, Number, Table, Text
from pmo_course_lib.workbook.model import Workbook

_WEIGHTS = ("serving", "controlling", "partnering")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    table = index(workbook.topology)
    pairs = maps.relations(workbook.topology)
    if not pairs:
        return maps.lacking()
    rows = tuple(_row(table, maps.role_of(workbook.topology, *pair)) for pair in pairs)
    return (Text("Three weights from 0 to 1, such as 0.3, that **add to 1**. One of you takes the PMO's side, one the other's; "
                 "write down what you agree on. *Course model*, after three roles that research describes."),
            Table("Relations of the PMOs", ("Relation", "Serving", "Controlling", "Partnering", "Together"), rows),
            _far(workbook, pairs))


def _row(table: Index, role: Role) -> tuple[Any, ...]:
    return (f"{maps.short(table.name(role.pmo))} → {maps.short(table.name(role.to))}", *_weights(table, role))


def _weights(table: Index, role: Role) -> tuple[Any, ...]:
    name = f"{table.name(role.pmo)} towards {table.name(role.to)}"
    return (*(Number(at("#weight", role.pmo, role.to, one), f"{one.capitalize()}, {name}", getattr(role, one), 0, 1, 0.05)
              for one in _WEIGHTS), _together(role))


def _together(role: Role) -> str:
    found = [value for one in _WEIGHTS if (value := getattr(role, one)) is not None]
    total = round(sum(found), 6)
    if whole(role):
        return "1, whole"
    left = f"{abs(1 - total):.4g} {'left' if total < 1 else 'too much'}"
    return f"{total:.4g}: {left}" if found else "–"


def whole(role: Role) -> bool:
    """Are there three weights that add to 1?"""
    return role.weights is not None and abs(sum(role.weights) - 1) <= guide().rules.weights_tolerance


def _far(workbook: Workbook, pairs: tuple[tuple[str, str], ...]) -> Note:
    done = sum(whole(maps.role_of(workbook.topology, *pair)) for pair in pairs)
    return Note(f"{done} of {len(pairs)} relations have three weights that add to 1.", "good" if done == len(pairs) else "info")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    match own.parts(id):
        case ("#weight", pmo, to, weight) if weight in _WEIGHTS and (pmo, to) in maps.relations(workbook.topology):
            given: dict[str, Any] = {weight: _weight(value)}
            role = evolve(maps.role_of(workbook.topology, pmo, to), **given)
            return parts.with_map(workbook, maps.with_role(workbook.topology, role))
    raise ValueError(GONE)


def _weight(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("A weight lies between 0 and 1, for example 0.3.")
    return value


def _done(workbook: Workbook) -> bool:
    pairs = maps.relations(workbook.topology)
    return bool(pairs) and all(whole(maps.role_of(workbook.topology, *pair)) for pair in pairs)


PANEL = Panel("How relations feel", _draw, _done, _change)
