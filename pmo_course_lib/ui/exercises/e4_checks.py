"""E4, step 4: what checks and placement rules find on the team's map, and why the team leaves what it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pmo_course_lib.domain.topology import Finding, Severity, advice, findings, guide, index
from pmo_course_lib.exercises.checks.topology import EXCUSED, REASON, WARNINGS
from pmo_course_lib.ui.exercises import e4_map as maps
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook

#: What may stay with a written reason. PL4 and PL6 say again what V1 and V5 say.
LEFT = (*WARNINGS, *EXCUSED)
_AGAIN = ("PL4", "PL6")


def found(workbook: Workbook) -> tuple[Finding, ...]:
    """All that the rules find on the map of the team."""
    table = index(workbook.topology)
    return (*findings(table), *(one for one in advice(table) if one.check not in _AGAIN))


def reason(workbook: Workbook, check: str) -> str:
    """Why the team leaves what a check finds."""
    return workbook.notes.get(REASON.format(check), "").strip()


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    if not workbook.topology.services:
        return maps.lacking()
    if not workbook.topology.provides:
        return (Note("Nothing is placed yet. Fill the services matrix first; then the checks have something to say."),)
    all_ = found(workbook)
    reasons = tuple(_reason(workbook, check, all_) for check in LEFT)
    return (Text("Errors go. A warning goes, or you write down why it stays: one of you mends in the matrix, another one writes. "
                 "*Course model*."),
            _verdict(workbook, all_), _errors(all_), _overview(workbook, all_),
            Group("Warnings and advice that may stay with a reason", reasons))


def _verdict(workbook: Workbook, all_: tuple[Finding, ...]) -> Note:
    open_ = maps.open_places(workbook.topology)
    if open_:
        return Note(f"{len(open_)} services are not placed yet; what stands below is not all.", "warning")
    errors, bare = len(_to_mend(all_)), _bare(workbook, all_)
    if errors:
        said = "1 thing has" if errors == 1 else f"{errors} things have"
        return Note(f"{said} to go before a board could release this map.", "error")
    if bare:
        return Note(f"Nothing has to go. Found, and without a word from you: {', '.join(bare)}.", "warning")
    return Note("Nothing has to go, and what stays has a reason.", "good")


def _to_mend(all_: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, and advice that no reason excuses."""
    return tuple(one for one in all_ if one.severity is Severity.ERROR or (one.check.startswith("PL") and one.check not in LEFT))


def _bare(workbook: Workbook, all_: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.check for one in all_ if one.check in LEFT and not reason(workbook, one.check)))


def _errors(all_: tuple[Finding, ...]) -> Table:
    """What has to go; always there, so that nothing below it moves."""
    rows = tuple((one.check, one.message) for one in _to_mend(all_)) or (("–", "Nothing is found."),)
    return Table("What has to go", ("Check", "What was found, and what to do"), rows)


def _overview(workbook: Workbook, all_: tuple[Finding, ...]) -> Group:
    count = {rule.id: sum(one.check == rule.id for one in all_) for rule in (*guide().checks, *guide().placement)}
    rows = tuple((rule.id, rule.severity.value, rule.text, _now(workbook, rule.id, count[rule.id]))
                 for rule in (*guide().checks, *guide().placement) if rule.id not in _AGAIN)
    head = ("Check", "Kind", "What must hold", "Now")
    return Group("All checks and placement rules", (Table("V1 to V12, and placement (*Course model*)", head, rows),), open=False)


def _now(workbook: Workbook, check: str, count: int) -> str:
    if not count:
        return "in order"
    return f"{count} found{', reason written' if reason(workbook, check) else ''}"


def _reason(workbook: Workbook, check: str, all_: tuple[Finding, ...]) -> Group:
    rule, id = guide().rule(check), REASON.format(check)
    rows = tuple((one.message.removesuffix(rule.do).strip(),) for one in all_ if one.check == check) or (("Nothing is found.",),)
    return Group(f"{check} {rule.title}", (Table("", (rule.text,), rows), Area(
        at("notes", id), f"{check}: why does it stay?", workbook.notes.get(id, ""), 2, f"Or: {_lower(rule.do)}")))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in (at("notes", REASON.format(check)) for check in LEFT):
        raise ValueError(GONE)
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    if not workbook.topology.provides or maps.open_places(workbook.topology):
        return False
    all_ = found(workbook)
    return not _to_mend(all_) and not _bare(workbook, all_)


PANEL = Panel("Run the checks", _draw, _done, _change)
