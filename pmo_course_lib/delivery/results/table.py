"""The results of a class as rows, CSV and spreadsheet (assessment standard, 7.1 and 11)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.report import Report, Row
from pmo_course_lib.storage import write_atomic

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None


def header(cohort: Cohort) -> list[str]:
    """Column names; one column for each area with the points there."""
    return ["id", "name", "email", "team", "form", "status", "result", "raw", "maximum", "percent", "pass_mark",
            "pass_mark_method", "passed", "blank", *(area.id for area in cohort.key.areas), "received", "note"]


def rows(cohort: Cohort, report: Report) -> list[list[Cell]]:
    """One row a candidate in the roster's order; people without a counting hand-in have empty scores, not zeros."""
    persons = {person.id: person.candidate for person in cohort.people.persons}
    return [_row(cohort, row, persons[row.candidate].email, persons[row.candidate].team)
            for row in report.rows if row.candidate in persons]


def _row(cohort: Cohort, row: Row, email: str, team: str) -> list[Cell]:
    mark, result = cohort.key.pass_mark, row.result
    start: list[Cell] = [row.candidate, row.name, email, team, cohort.form.form_id, status(row),
                         standing(cohort) if result else None]
    if result is None:
        return [*start, None, cohort.key.maximum, None, mark.raw, mark.method, None, None,
                *[None] * len(cohort.key.areas), row.received, row.reason]
    areas = {score.area: score.right for score in result.areas}
    return [*start, result.raw, result.maximum, round(result.percent, 1), mark.raw, mark.method, verdict(result.passed),
            result.blank, *(areas.get(area.id) for area in cohort.key.areas), row.received, row.reason]


def status(row: Row) -> str:
    """The row's state in a word for people."""
    return {"graded": "graded", "unchanged": "graded", "missing": "no hand-in"}.get(row.state, row.state)


def standing(cohort: Cohort) -> str:
    """``preliminary`` until the key check is signed, then ``final``."""
    return "final" if cohort.final else "preliminary"


def verdict(passed: bool) -> str:
    """``yes`` or ``no``."""
    return "yes" if passed else "no"


def write_csv(path: Path, names: Sequence[str], table: Sequence[Sequence[Cell]]) -> None:
    """UTF-8 with one header row, RFC 4180 quoting, decimal points; cells that a spreadsheet would run are made inert."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([[inert(cell) for cell in row] for row in table])
    write_atomic(path, text.getvalue())


def write_xlsx(path: Path, names: Sequence[str], table: Sequence[Sequence[Cell]]) -> None:
    """The same table as a spreadsheet, with a fixed header row and numbers as numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Results"
    sheet.append(list(names))
    for row in table:
        sheet.append([inert(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, name in enumerate(names, 1):
        longest = max([len(name), *(len(str(row[number - 1] or "")) for row in table)])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 2, 50)
    sheet.freeze_panes = "C2"
    raw = io.BytesIO()
    book.save(raw)
    write_atomic(path, raw.getvalue())


def report_json(cohort: Cohort, report: Report) -> dict[str, Any]:
    """The report for a program: class, form, who needs attention, and the rows with the columns of the CSV."""
    names = header(cohort)
    return {"class": cohort.name, "exam_id": cohort.form.exam_id, "form_id": cohort.form.form_id,
            "needs_attention": [row.candidate for row in report.needs_attention],
            "rows": [dict(zip(names, row, strict=True)) for row in rows(cohort, report)],
            "strays": [row.candidate for row in report.rows if row.state == "not on the roster"]}


def inert(cell: Cell) -> Cell:
    """A text that starts like a formula gets a leading apostrophe (standard, section 11)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell
