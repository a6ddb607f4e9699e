"""Chapter 6: from baseline to vision, the moves between them, and their order in time."""

from __future__ import annotations

from pmo_course_lib.domain import strategy
from pmo_course_lib.domain.strategy import Move, StrategyPlan
from pmo_course_lib.workbook.export.paper import Paper
from pmo_course_lib.workbook.export.texts import Images, counted, day, joined, line
from pmo_course_lib.workbook.model import Workbook


def short(workbook: Workbook) -> str:
    """How many gaps and moves, and when the last one is due."""
    plan = workbook.strategy
    if plan == StrategyPlan():
        return ""
    last = max((one.due for one in plan.moves if one.due), default=None)
    until = f", the last due {day(last)}" if last else ""
    return f"{counted(len(plan.gaps), 'gap')}, {counted(len(plan.moves), 'move')}{until}"


def write(paper: Paper, workbook: Workbook, images: Images) -> None:
    """Mission, baseline and vision, moves, first steps."""
    plan = workbook.strategy
    paper.model("Baseline, vision, gaps and moves.")
    paper.facts("What guides us", [("Mission", plan.mission), ("Principles", "\n".join(plan.principles)),
                                   ("Goals", "\n".join(plan.goals)), ("Measures", "\n".join(plan.kpis))])
    _two_sides(paper, plan)
    paper.heading("Roadmap")
    if strategy.roadmap(plan):
        paper.picture(images.get("roadmap"), 14)
    else:
        paper.open("moves with a date.")
    if plan.moves:
        _moves(paper, plan)
    if steps := [f"{owner or 'Nobody yet'}: {step}" for owner, step in strategy.first_steps(plan)]:
        paper.heading("First steps")
        paper.bullets(steps)


def _two_sides(paper: Paper, plan: StrategyPlan) -> None:
    template = strategy.guide().template
    questions = {one.id: one.text for one in (*template.baseline, *template.vision)}
    paired = [(questions[one.baseline], plan.baseline.get(one.baseline, ""), plan.vision.get(one.vision, ""))
              for one in template.pairs]
    alone = {one.baseline for one in template.pairs} | {one.vision for one in template.pairs}
    if rows := [row for row in paired if any(map(line, row[1:]))]:
        paper.heading("From baseline to vision")
        paper.table("Today and then", ("Question", "Baseline: today", f"Vision: {line(plan.vision.get('year', '')) or 'then'}"),
                    rows, (3, 5, 5))
        alone = alone | {"year"}
    for side, items in (("baseline", template.baseline), ("vision", template.vision)):
        said = getattr(plan, side)
        paper.facts(f"More on the {side}", [(one.text, said.get(one.id, "")) for one in items if one.id not in alone])


def gap_name(plan: StrategyPlan, id: str) -> str:
    """A gap in words: from what to what."""
    gap = next((one for one in plan.gaps if one.id == id), None)
    return (joined((gap.now, gap.then), " → ") or gap.id.replace("_", " ")) if gap else ""


def _moves(paper: Paper, plan: StrategyPlan) -> None:
    paper.table("Moves", ("Move", "Closes the gap", "Owner", "From and to", "Measure"),
                [_move(plan, one) for one in plan.moves], (5, 5, 3, 3.4, 4))


def _move(plan: StrategyPlan, move: Move) -> tuple[str, ...]:
    when = joined((day(move.starts), day(move.due)), " to ") or "No date yet"
    return (move.what or move.id, gap_name(plan, move.gap) or "None of the list", move.owner or "No owner yet", when,
            move.measure or "No measure yet")
