"""How the relations of one's own PMO feel: three weights each, the police pattern, and the share of partnering."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.topology import Finding, Index, Role, Share, Topology, findings, index, partnering_share
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.kept import keep_text, text, ticked
from pmo_course_lib.ui.modules.own_services import parts as names_of
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, Number, Row, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

OWN = "own-pmo"
_KINDS = {"consumers": "Groups that it works with", "pmos": "PMOs that it works with"}
_WEIGHTS = ("serving", "controlling", "partnering")


def own_pmo(workbook: Workbook) -> str | None:
    """The id of the PMO that the participant calls the own one; the only one where there is one."""
    known = [one.id for one in workbook.topology.pmos]
    chosen = text(workbook, OWN)
    return chosen if chosen in known else known[0] if len(known) == 1 else None


def own_partnering(workbook: Workbook) -> Share:
    """Relations of the own PMO in which partnering leads, of those that are estimated."""
    pmo = own_pmo(workbook)
    return partnering_share(index(workbook.topology), pmo) if pmo else Share(0, 0)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    map, pmo = workbook.topology, own_pmo(workbook)
    intro = Text("Give each relation three weights from 0 to 1 that **add to 1**. Estimate alone, then compare with a neighbour. "
                 "*Course model*, after three roles that research describes.")
    if not map.pmos:
        return (intro, Note("First put your PMO on the map, in the view above."))
    pick = Select(at("values", OWN), "Which PMO is yours?", parts.options(map.pmos), pmo)
    if pmo is None:
        return (intro, pick, Note("Choose your PMO."))
    return (intro, pick, _relations(map, pmo), _table(map, pmo), *_said(index(map), pmo))


def _others(map: Topology, pmo: str, *kinds: str) -> tuple[Any, ...]:
    return tuple(one for one in parts.nodes(map, *(kinds or _KINDS)) if one.id != pmo)


def _relations(map: Topology, pmo: str) -> Row:
    there = {one.to for one in map.role if one.pmo == pmo}
    return Row(tuple(Ticks(at("#to", pmo, kind), label, parts.options(_others(map, pmo, kind)),
                           tuple(one.id for one in _others(map, pmo, kind) if one.id in there))
                     for kind, label in _KINDS.items() if _others(map, pmo, kind)))


def _table(map: Topology, pmo: str) -> Table:
    names = {one.id: parts.named(one) for one in _others(map, pmo)}
    return Table("How each relation feels", ("Relation to", "Serving", "Controlling", "Partnering"), tuple(
        (names[one.to], *(Number(at("#weight", pmo, one.to, weight), f"{weight} towards {names[one.to]}", getattr(one, weight),
                                 0, 1, 0.05) for weight in _WEIGHTS))
        for one in map.role if one.pmo == pmo and one.to in names), (1, 2, 3))


def _said(table: Index, pmo: str) -> tuple[Block, ...]:
    lines = table.roles[pmo]
    if not lines:
        return (Note("Tick the groups and PMOs that it works with."),)
    todo = tuple(table.name(one.to) for one in lines if one.weights is None)
    left = (Note(f"Still without all three weights: {', '.join(todo)}."),) if todo else ()
    found = tuple(one for one in findings(table) if one.check in ("V10", "V12") and one.nodes[0] == pmo)
    share = partnering_share(table, pmo)
    said = (Note(f"**Partnering share {share}**: relations in which partnering weighs most. It counts relations; it is not the "
                 "mean of the weights.", "info" if found or todo else "good"),) if share.whole else ()
    return (*(_note(table, one) for one in found), *left, *said)


def _note(table: Index, finding: Finding) -> Note:
    """V12 says how much is missing, kindly; V10 as the check says it."""
    if finding.check != "V12":
        return parts.note(finding)
    pmo, to = finding.nodes
    weights = next(one.weights for one in table.roles[pmo] if one.to == to and one.weights)
    total = sum(weights)
    if any(not 0 <= one <= 1 for one in weights):
        return parts.note(finding)
    way = f"Take {total - 1:.3g} away from one of them" if total > 1 else f"Give {1 - total:.3g} more to one of them"
    return Note(f"**V12** {table.name(to)}: {' + '.join(f'{one:g}' for one in weights)} = {total:.4g}. {way}: the three are "
                "the whole relation.", "error")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    names, map = names_of(id), workbook.topology
    pmos = {one.id for one in map.pmos}
    if names == ("values", OWN):
        return keep_text(workbook, OWN, value, pmos)
    match names:
        case ("#to", pmo, kind) if pmo in pmos and kind in _KINDS:
            known = [one.id for one in _others(map, pmo, kind)]
            return parts.with_map(workbook, with_relations(map, pmo, known, ticked(value, known)))
        case ("#weight", pmo, to, weight) if weight in _WEIGHTS and any((one.pmo, one.to) == (pmo, to) for one in map.role):
            given: dict[str, Any] = {weight: _weight(value)}
            new = tuple(evolve(one, **given) if (one.pmo, one.to) == (pmo, to) else one for one in map.role)
            return parts.with_map(workbook, evolve(map, role=new))
    raise ValueError(parts.GONE)


def _weight(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("A weight lies between 0 and 1, for example 0.3.")
    return value


def with_relations(map: Topology, pmo: str, known: list[str], to: tuple[str, ...]) -> Topology:
    """The map on which a PMO has relations to exactly these of the ``known``; those that stay keep their weights."""
    kept = tuple(one for one in map.role if one.pmo != pmo or one.to in to or one.to not in known)
    there = {one.to for one in kept if one.pmo == pmo}
    return evolve(map, role=(*kept, *(Role(pmo, one) for one in to if one not in there)))


def _done(workbook: Workbook) -> bool:
    pmo = own_pmo(workbook)
    if pmo is None:
        return False
    table = index(workbook.topology)
    lines = table.roles[pmo]
    wrong = any(one.check == "V12" and one.nodes[0] == pmo for one in findings(table))
    return bool(lines) and all(one.weights for one in lines) and not wrong


PANEL = Panel("How your PMO's relations feel", _draw, _done, _change)
