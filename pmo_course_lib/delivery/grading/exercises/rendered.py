"""A team's work as a notebook for formgrader: by criterion the work beside the rubric, and what the rules found.

Everything is HTML that we make, one line a cell: Markdown and formulas in people's text stay text, and nothing is executed.
"""

from __future__ import annotations

from html import escape

from pmo_course_lib.delivery.grading.exercises.cells import check_cell, criterion_cell
from pmo_course_lib.delivery.grading.exercises.found import Work
from pmo_course_lib.delivery.grading.notebook import Cell, compact, notebook_of
from pmo_course_lib.exercises import CheckMark, Exercise, Marks
from pmo_course_lib.exercises.exercise import Check, Criterion
from pmo_course_lib.ui.exercises.judged import work as work_of
from pmo_course_lib.ui.view.static import all_still

_STYLE = (
    "<style>.pmo { display: grid; grid-template-columns: minmax(14rem, 1fr) minmax(0, 2.2fr); gap: 1.5rem; font-size: 14px; } "
    ".pmo > * { min-width: 0; overflow-wrap: anywhere; } .pmo .rubric { border-right: 1px solid #ccc; padding-right: 1rem; } "
    ".pmo img { max-width: 100%; height: auto; } .pmo .table { overflow-x: auto; } .pmo table { width: 100%; } "
    ".pmo td, .pmo th { white-space: pre-line; text-align: left !important; vertical-align: top !important; } "
    ".pmo dt { float: left; clear: left; width: 1.5rem; } .pmo dd { margin: 0 0 .5rem 1.8rem; } "
    # What is scored by rules: its sentences only, without the cell's code and the mark said twice.
    ".nbgrader_cell .input_area, .output_execute_result, .input_prompt, .output_prompt { display: none; } "
    ".pmo img, .pmo img:focus { border: 0 !important; outline: 0 !important; box-shadow: none !important; }</style>")


def rendered(of: Exercise, work: Work, marks: Marks, names: str) -> bytes:
    """The notebook file that formgrader shows for each member of the team; ``names`` are theirs."""
    found = {one.id: one for one in marks.checks}
    cells = [_head(of, work, marks, names), *(_criterion(of, one, work) for one in of.rubric),
             *(_check(one, found[one.id]) for one in of.checks)]
    return compact(notebook_of(cells))


def inert(html: str) -> str:
    """HTML of ours as one line, so that no Markdown begins in it; MathJax passes it over.

    >>> inert("<p>a\\n\\n**b**</p>")
    '<div class="tex2jax_ignore mathjax_ignore"><p>a&#10;&#10;**b**</p></div>'
    """
    line = "&#10;".join(html.splitlines())
    return f'<div class="tex2jax_ignore mathjax_ignore">{line}</div>'


def _head(of: Exercise, work: Work, marks: Marks, names: str) -> Cell:
    team = f"{work.team} ({names})" if names != work.team else names
    html = (f"{_STYLE}<h2>{escape(of.id)} {escape(of.title)}</h2><p><strong>{escape(team)}</strong></p>"
            f"<p>By rules: {marks.reached:g} of {marks.points:g} points. You judge {of.by_rubric} points, first below; write a "
            "sentence with each. What you give one member of a team, all members have.</p>")
    return {"cell_type": "markdown", "id": "team", "metadata": {}, "source": inert(html)}


def _check(check: Check, mark: CheckMark) -> Cell:
    said = "\n".join((f"{check.title}: {mark.reached:g} of {mark.points:g}", *mark.messages))
    outputs = [{"name": "stdout", "output_type": "stream", "text": f"{said}\n"},
               # What nbgrader itself would read the mark from.
               {"data": {"text/plain": f"{mark.reached:g}"}, "execution_count": None, "metadata": {},
                "output_type": "execute_result"}]
    return check_cell(check) | {"outputs": outputs}


def _criterion(of: Exercise, criterion: Criterion, work: Work) -> Cell:
    levels = "".join(f"<dt>{points}</dt><dd>{escape(level)}</dd>" for points, level in enumerate(criterion.levels))
    shown = all_still(work_of(of.id).judged[criterion.id](work.workbook))
    html = (f'<h3>{escape(criterion.title)}: 0 to {criterion.points} points</h3>'
            f'<div class="pmo"><div class="rubric"><dl>{levels}</dl></div><div>{shown}</div></div>')
    return criterion_cell(criterion, inert(html))
