"""The results table on the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.report import Report, Row
from pmo_course_lib.delivery.results.table import standing, status, verdict


def print_report(cohort: Cohort, report: Report) -> None:
    """Print one line a candidate, then the rows that need attention with what to do, then the pass mark."""
    console = Console()
    table = Table(title=escape(f"{cohort.name}: {cohort.form.title}"), title_justify="left")
    for name in ("Candidate", "Name", "State", "Score", "Per cent", "Passed", "Blank"):
        table.add_column(name, justify="right" if name in ("Score", "Per cent", "Blank") else "left", no_wrap=name != "Name")
    for row in report.rows:
        table.add_row(*map(escape, _cells(row)), style="yellow" if row in report.needs_attention else None)
    console.print(table)
    for row in report.needs_attention:
        console.print(f"[yellow]{escape(row.candidate)}[/]: {escape(row.reason or 'no hand-in has arrived')}", highlight=False)
    mark = cohort.key.pass_mark
    where = shown(cohort.folder / "cohort.toml")
    console.print(f"Pass mark {mark.raw} of {cohort.key.maximum}, {mark.method}; results are {standing(cohort)}. "
                  f"Change both in {where}.", highlight=False, soft_wrap=True)


def shown(path: Path) -> str:
    """A path as a person standing in this folder would write it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _cells(row: Row) -> tuple[str, ...]:
    if row.result is None:
        return row.candidate, row.name, status(row), "", "", "", ""
    result = row.result
    return (row.candidate, row.name, status(row), f"{result.raw}/{result.maximum}", f"{result.percent:.0f}",
            verdict(result.passed), str(result.blank))
