"""The twelve checks, the five figures and the capacity of the map, as they stand now."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.topology import (
    Finding,
    Index,
    Severity,
    blocking,
    figures,
    guide,
    index,
    missing,
    problems,
)
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.capacity_bars import capacity_bars
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.modules.topology_found import HELD_BACK, found, held_back
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook

_REASONS = "t5-checks"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    if not workbook.topology.services:
        return (Note("The checks need a map: put PMOs, customer groups and services on it in the views above."),)
    table = index(workbook.topology)
    told = found(table)
    kept = (Note(HELD_BACK),) if held_back(table) else ()
    return (_verdict(workbook, told), *kept, *_errors(told), *_warnings(workbook, told), _all(told), _figures(table),
            capacity_bars(table), *_open(workbook))


def _verdict(workbook: Workbook, told: tuple[Finding, ...]) -> Note:
    if errors := blocking(told):
        return Note(f"The services board cannot release this map: {parts.count(errors).partition(' and ')[0]} to correct.",
                    "error")
    if told and not _reasons(workbook):
        warnings = parts.count(told).partition(" and ")[2]
        return Note(f"No errors, {warnings}: correct them, or write down why they may stay.", "warning")
    return Note("The map can go to the services board.", "good")


def _errors(told: tuple[Finding, ...]) -> tuple[Block, ...]:
    errors = blocking(told)
    return (_listed("Errors: contradictions that have to be mended", errors),) if errors else ()


def _warnings(workbook: Workbook, told: tuple[Finding, ...]) -> tuple[Block, ...]:
    warnings = tuple(one for one in told if one.severity is Severity.WARNING)
    if not warnings:
        return ()
    listed = _listed("What the checks warn of", warnings)
    return (Group("Warnings: risks that a board may accept knowingly", (listed,), open=len(warnings) <= 6),
            Area(at("notes", _REASONS), "Which warnings may stay, and why?", workbook.notes.get(_REASONS, ""), 3))


def _listed(caption: str, told: tuple[Finding, ...]) -> Table:
    return Table(caption, ("Check", "What was found, and what to do"), tuple((one.check, one.message) for one in told))


def _all(told: tuple[Finding, ...]) -> Group:
    count = {rule.id: sum(one.check == rule.id for one in told) for rule in guide().checks}
    rows = tuple((rule.id, rule.severity.value, rule.text, "in order" if not count[rule.id] else f"{count[rule.id]} found")
                 for rule in guide().checks)
    head = ("Check", "Kind", "What must hold", "Now")
    return Group("All twelve checks", (Table("Checks (*Course model*)", head, rows),), open=False)


def _figures(table: Index) -> Table:
    now = figures(table)
    chain = " → ".join(table.name(one) for one in now.chain) if now.chain_length else "no dependencies yet"
    share = "; ".join(f"{table.name(pmo)} {one}" for pmo, one in now.partnering_share.items() if one.whole) or "no roles yet"
    said = {"coverage": str(now.coverage), "overlap_rate": str(now.overlap_rate), "concentration": str(now.concentration),
            "chain_length": f"{now.chain_length or 0}: {chain}", "partnering_share": share}
    return Table("Five figures (*Course model*); read them together", ("Figure", "Now", "How it is made"),
                 tuple((one.name, said[one.id], one.formula) for one in guide().figures))


def _open(workbook: Workbook) -> tuple[Block, ...]:
    lines = (*problems(workbook.topology), *missing(workbook.topology))
    return (Group("What the map does not say yet", (Text(parts.as_list(lines)),), open=False),) if lines else ()


def _reasons(workbook: Workbook) -> bool:
    return bool(workbook.notes.get(_REASONS, "").strip())


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id != at("notes", _REASONS):
        raise ValueError(parts.GONE)
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    told = found(index(workbook.topology))
    return bool(workbook.topology.services) and not blocking(told) and (not told or _reasons(workbook))


PANEL = Panel("What the checks say about your map", _draw, _done, _change)
