"""Write everything that ``pmo-course results`` leaves in a cohort."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attrs import frozen

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading.report import Report
from pmo_course_lib.delivery.results import table
from pmo_course_lib.delivery.results.feedback import write_feedback
from pmo_course_lib.storage import write_atomic


@frozen
class Written:
    """The files that were written."""

    csv: Path
    xlsx: Path
    notebook: Path
    feedback: list[Path]


def write_results(cohort: Cohort, report: Report) -> Written:
    """CSV, spreadsheet, feedback pages and the instructor's notebook, from a grading report."""
    names, rows = table.header(cohort), table.rows(cohort, report)
    csv, xlsx, notebook = (cohort.folder / f"results.{kind}" for kind in ("csv", "xlsx", "ipynb"))
    table.write_csv(csv, names, rows)
    table.write_xlsx(xlsx, names, rows)
    write_atomic(notebook, json.dumps(_notebook(cohort), indent=1) + "\n")
    return Written(csv, xlsx, notebook, write_feedback(cohort, report))


def _notebook(cohort: Cohort) -> dict[str, Any]:
    """The instructor's notebook: it reads the gradebook each time it is opened."""
    cells = [
        _markdown(f"# Results of {cohort.name}\n\nFor the instructor. Facility is the share of right answers. With a "
                  "handful of people a figure tells little about an item: read the item before you judge it."),
        _code("from pathlib import Path\nfrom pmo_course_lib.delivery.results import statistics\n"
              "cohort = statistics.Cohort(Path.cwd())"),
        _markdown("## Scores"), _code("statistics.show(statistics.score_plot(cohort))"),
        _markdown("## Facility of each item"), _code("statistics.show(statistics.facility_plot(cohort))"),
        _code("statistics.facility(cohort)"),
    ]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"results-{number}"
    return {"cells": cells, "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python",
                                                        "name": "python3"}, "pmo": {"app": True}},
            "nbformat": 4, "nbformat_minor": 5}


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {"jupyter": {"source_hidden": True}}, "outputs": [],
            "source": text}
