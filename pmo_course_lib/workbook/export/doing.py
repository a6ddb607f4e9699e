"""Chapters 7 and 8: what the PMO's people learn, and what is done in the next 90 days."""

from __future__ import annotations

from pmo_course_lib.domain import development
from pmo_course_lib.domain.development import Line
from pmo_course_lib.workbook.actions import Action, action_plan, problems
from pmo_course_lib.workbook.export.agreeing import service_name
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, counted, day, joined
from pmo_course_lib.workbook.model import Workbook


def people_short(workbook: Workbook) -> str:
    """How many people, and how many gaps."""
    people = workbook.development.people
    gaps = len(development.ranked_gaps(workbook.development))
    return f"{counted(len(people), 'person or role', 'people or roles')}, {counted(gaps, 'gap')} to close" if people else ""


def write_people(paper: Paper, workbook: Workbook, _images: Images) -> None:
    """The gaps, the heaviest first."""
    paper.model("Levels and competences.")
    names, levels = development.competences(), development.guide().levels.names
    gaps = development.ranked_gaps(workbook.development)
    if gaps:
        paper.table("Development plan, the heaviest gaps first",
                    ("Who", "Competence", "Level now and wanted", "How, and on which work", "Due", "Evidence"),
                    [(one.person, names[one.line.competence].name, _levels(one.line, levels), _how(workbook, one.line),
                      day(one.line.due) or "No date yet", one.line.evidence) for one in gaps], (3, 3, 3, 5, 2.6, 4))
    else:
        paper.text("No gaps are named yet: for each competence set the level now and the level wanted.")


def _levels(line: Line, names: tuple[str, ...]) -> str:
    return joined((f"{level} {names[level]}" for level in (line.current, line.target) if level is not None), " → ")


def _how(workbook: Workbook, line: Line) -> str:
    service = f"For {service_name(workbook, line.service)}" if line.service else ""
    return "\n".join(filter(None, (line.learn, line.practice, service)))


def short(workbook: Workbook) -> str:
    """How many actions, and until when."""
    plan = action_plan(workbook)
    if not plan.begun:
        return ""
    until = f" until {day(plan.end)}" if plan.end else ""
    return f"{counted(len(plan.begun), 'action')}{until}"


def write(paper: Paper, workbook: Workbook, _images: Images) -> None:
    """The actions and what they lack."""
    plan = action_plan(workbook)
    paper.model("Three to five actions that one person can finish in 90 days.")
    if plan.start and plan.end:
        paper.text(f"From {day(plan.start)} to {day(plan.end)}.")
    paper.table("90-day action plan", ("No.", "Action", "Owner", "Due", "Evidence", "First step"),
                [(str(number), *_action(one)) for number, one in plan.begun], (1, 5, 3, 3, 4, 4))
    if open_ := problems(plan):
        paper.open(" ".join(open_))


def _action(action: Action) -> tuple[str, ...]:
    return (action.what or "No text yet", action.owner or "No owner yet", day(action.day) or "No date yet", action.evidence,
            action.first_step)
