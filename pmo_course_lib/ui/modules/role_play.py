"""A role play: everybody reads the situation; each person sees the private notes of the own role alone."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.role_plays import Point, Role, RolePlay, role_play
from pmo_course_lib.ui.modules.kept import forget
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Group, Note, Number, Text, Timer
from pmo_course_lib.workbook.model import Workbook

OBSERVER = "observer"


def panel(part: str) -> Panel:
    """The view of a role play; ``part`` is its id in small letters, such as ``rp1``.

    The role that was chosen stays until it is given back, so that nobody reads the others' notes by the way.
    """
    play = role_play(part.upper())

    def draw(workbook: Workbook) -> tuple[Block, ...]:
        role = _role(play, workbook)
        told = Text(f"{play.situation.strip()}\n\n**How.** {play.method.text}\n\n**What counts.** {play.criteria}")
        return (told, *(_choose(play) if role is None else _part(play, role, workbook)))

    def change(workbook: Workbook, id: str, value: Any) -> Workbook:
        if id == "give-back":
            return forget(workbook, f"role-{play.id}")
        if id == at("values", f"role-{play.id}"):
            return _taken(play, workbook, value)
        if (point := next((one for one in play.points if id == _place(play, one)), None)) is not None:
            return _rated(workbook, play, point, value)
        return put(workbook, id, value)

    def done(workbook: Workbook) -> bool:
        return bool(workbook.notes.get(_note(play), "").strip())

    return Panel(f"Role play: {play.title}", draw, done, change)


def _note(play: RolePlay) -> str:
    return f"{play.id.lower()}-learned"


def _role(play: RolePlay, workbook: Workbook) -> Role | None:
    return next((role for role in play.roles if role.id == workbook.values.get(f"role-{play.id}")), None)


def _choose(play: RolePlay) -> tuple[Block, ...]:
    options = tuple((role.id, f"**{role.name}.** {role.wants}") for role in play.roles)
    return (Choice(at("values", f"role-{play.id}"), "Your role", options, None,
                   "Agree in the team who plays whom, then choose. You then see your own notes; keep them to yourself."),)


def _taken(play: RolePlay, workbook: Workbook, value: Any) -> Workbook:
    if value not in [role.id for role in play.roles]:
        raise ValueError("There is no such role. Load the page again.")
    if _role(play, workbook) is not None:
        raise ValueError("You have a role already. Give it back first.")
    return put(workbook, at("values", f"role-{play.id}"), value)


def _part(play: RolePlay, role: Role, workbook: Workbook) -> tuple[Block, ...]:
    sheet = _sheet(play, workbook) if role.id == OBSERVER else ()
    learned = Area(at("notes", _note(play)), "What will you do differently in the next talk of this kind?",
                   workbook.notes.get(_note(play), ""), 2)
    return (
        Note(f"**You are: {role.name}.** {role.wants}\n\n**Only you know.** {role.private}"),
        Timer(play.minutes_brief, "Read and prepare"), Timer(play.minutes_play, "Play"), *sheet,
        Group("After the play", (Text(f"A good result (*Course model*): {play.result.strip()}"),
                                 Timer(play.minutes_debrief, "Talk about it"), learned), open=False),
        Button("give-back", "Give the role back", confirm="Give this role back? Your notes and points are kept."),
    )


def _sheet(play: RolePlay, workbook: Workbook) -> tuple[Block, ...]:
    fields = tuple(Number(_place(play, point), point.name, _points(workbook, play, point), 0, point.most,
                          unit=f"of {point.most}") for point in play.points)
    total = sum(_points(workbook, play, point) or 0 for point in play.points)
    most = sum(point.most for point in play.points)
    return (Group("Observer's sheet", (*fields, Text(f"**{total:g} of {most} points.** *Course model.* Report what you saw, "
                                                     "then the points.")), open=True),)


def _place(play: RolePlay, point: Point) -> str:
    return at("values", f"{play.id}-{point.id}")


def _points(workbook: Workbook, play: RolePlay, point: Point) -> float | None:
    """What the observer gave; nothing for what the point cannot have."""
    value = workbook.values.get(f"{play.id}-{point.id}")
    return value if _fits(point, value) and isinstance(value, int | float) else None


def _fits(point: Point, value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= point.most


def _rated(workbook: Workbook, play: RolePlay, point: Point, value: Any) -> Workbook:
    """The workbook with points given; an emptied field takes them back."""
    if value is None:
        return forget(workbook, f"{play.id}-{point.id}")
    if not _fits(point, value):
        raise ValueError(f"{point.name}: write a number from 0 to {point.most}, or leave it empty.")
    return put(workbook, _place(play, point), value)
