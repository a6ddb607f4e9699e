"""The run sheet as a page for the instructor's desk: time, block, minutes, materials, who does what."""

from __future__ import annotations

from html import escape

from pmo_course_lib.delivery.course.run_sheet import Slot, clock

KINDS = {"opening": "Opening", "theory": "Theory", "exercise": "Team exercise", "discussion": "Discussion",
         "role_play": "Role play", "presentation": "Presentation", "break": "Break", "lunch": "Lunch", "closing": "Closing",
         "exam": "Exam", "coaching": "Coaching"}
HEAD = ("Time", "Minutes", "Block", "Who does what", "Materials", "Notebook")


def sheet_tables(days: tuple[tuple[Slot, ...], ...]) -> str:
    """A table for each day."""
    return "".join(_table(number, day) for number, day in enumerate(days, 1))


def _table(number: int, day: tuple[Slot, ...]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in HEAD)
    return (f'<h2>Day {number}</h2><div class="scroll" role="group" aria-label="Day {number}" tabindex="0"><table class="sheet">'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, day))}</tbody></table></div>")


def _row(slot: Slot) -> str:
    block, planned = slot.block, slot.block.minutes
    cut = f" (of {planned})" if slot.minutes != planned else ""
    page = block.id if block.kind == "exercise" else slot.notebook.partition("_")[0]
    cells = (f"{clock(slot.start)}–{clock(slot.end)}", f"{slot.minutes}{cut}",
             f"<strong>{escape(block.id)} {KINDS[block.kind]}</strong><br>{escape(block.title)}",
             escape(block.who), "<br>".join(map(escape, block.materials)), escape(page))
    return f'<tr class="{block.kind}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
