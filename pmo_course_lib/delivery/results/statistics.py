"""Marks per item for the instructor: facility and the distribution of scores, as pandas tables and plots."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from pmo_course_lib.delivery.cohort import EXAM, Cohort

if TYPE_CHECKING:
    import pandas as pd

#: Under this number of people only counts are shown, no coefficients (assessment standard, section 9).
FEW = 10

_MARKS = """
SELECT student.id, base_cell.name, grade.auto_score
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
JOIN student ON student.id = submitted_assignment.student_id
WHERE assignment.name = ?
"""


def marks(cohort: Cohort) -> pd.DataFrame:
    """1 or 0 for each candidate (rows) and item (columns, in the form's order), from nbgrader's gradebook."""
    import pandas as pd

    with closing(sqlite3.connect(f"{cohort.gradebook.as_uri()}?mode=ro", uri=True)) as db:
        found = pd.DataFrame(db.execute(_MARKS, (EXAM,)).fetchall(), columns=["candidate", "cell", "mark"])
    table = found.pivot(index="candidate", columns="cell", values="mark").astype("Int64")
    table.columns = [str(name).removeprefix("test_") for name in table.columns]
    return table.reindex(columns=[item.id for item in cohort.key.items])


def facility(cohort: Cohort) -> pd.DataFrame:
    """For each item: area, how many were right, of how many, and the share right (facility, 0 to 1)."""
    import pandas as pd

    table = marks(cohort)
    rows = [{"item": item.id, "area": item.area, "right": int(table[item.id].sum()), "of": len(table),
             "facility": round(float(table[item.id].mean()), 2) if len(table) else None} for item in cohort.key.items]
    return pd.DataFrame(rows).set_index("item")


def show(figure: Any) -> Any:
    """A matplotlib figure as a picture in a notebook, without pyplot and its global state."""
    from io import StringIO

    from IPython.display import SVG

    text = StringIO()
    figure.savefig(text, format="svg")
    return SVG(text.getvalue())  # type: ignore[no-untyped-call]


def score_plot(cohort: Cohort) -> Any:
    """Histogram of raw scores with the pass mark, as a matplotlib figure."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    totals, mark, most = marks(cohort).sum(axis=1), cohort.key.pass_mark, cohort.key.maximum
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    axes = figure.subplots()
    axes.hist(totals, bins=[x - 0.5 for x in range(most + 2)], color="#0b5c6b", rwidth=0.85)
    axes.axvline(mark.raw - 0.5, color="#b8860b", linestyle="--", label=f"pass mark {mark.raw} ({mark.method})")
    axes.set(xlabel=f"raw score of {most}", ylabel="candidates", xlim=(-1, most + 1))
    axes.set_title(f"{cohort.name}: {len(totals)} candidates")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, loc="upper left")
    return figure


def facility_plot(cohort: Cohort) -> Any:
    """Share of right answers for each item in the form's order, coloured by area, as a matplotlib figure."""
    from matplotlib import colormaps
    from matplotlib.figure import Figure

    table = facility(cohort)
    colours = {area.id: colormaps["tab10"](n % 10) for n, area in enumerate(cohort.key.areas)}
    figure = Figure(figsize=(8, 9.5), layout="constrained")
    axes = figure.subplots()
    axes.barh(table.index, table["facility"].fillna(0), color=[colours[area] for area in table["area"]])
    axes.axvline(1 / len(cohort.key.items[0].options), color="#555", linestyle=":", label="guessing")
    axes.set(xlabel="facility (share right)", xlim=(0, 1), title=_caution(len(marks(cohort))))
    axes.invert_yaxis()
    axes.tick_params(axis="y", labelsize=7)
    axes.legend(frameon=False, loc="lower right")
    return figure


def _caution(people: int) -> str:
    return f"Facility from {people} people" + (": too few to judge an item by" if people < FEW else "")
