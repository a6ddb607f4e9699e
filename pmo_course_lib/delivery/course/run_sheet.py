"""The run sheet: the two days minute by minute from the notebooks' blocks, laid out anew when the class runs late."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import evolve, frozen

from pmo_course_lib.delivery.course.notebooks import Block, load_notebooks
from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml


@frozen
class Day:
    """A day of the timetable: when it starts and its blocks in order."""

    number: int
    start: str
    blocks: tuple[str, ...]
    fixed: tuple[str, ...] = ()


@frozen
class Timetable:
    """``course/timetable.toml``: the order of the blocks; pauses are written there, all else stands in the notebooks."""

    days: tuple[Day, ...]
    pauses: tuple[Block, ...]


@frozen
class Slot:
    """A block at its time; times are minutes after midnight."""

    block: Block
    start: int
    end: int
    fixed: bool = False
    notebook: str = ""

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


def load_days(course: Path) -> tuple[tuple[Slot, ...], ...]:
    """The slots of each day as planned. Raises ``CourseError`` naming a block that no notebook carries."""
    timetable = read_toml(course / "timetable.toml", Timetable)
    known = {block.id: (block, "") for block in timetable.pauses}
    for notebook in load_notebooks(course):
        known |= {block.id: (block, notebook.name) for block in notebook.blocks}
    missing = [one for day in timetable.days for one in day.blocks if one not in known]
    if missing:
        raise CourseError(f"timetable.toml: no notebook carries the block {', '.join(missing)}. "
                          "Correct the id, or add the block to a notebook's metadata.")
    return tuple(_planned(day, known) for day in timetable.days)


def first_slots(days: tuple[tuple[Slot, ...], ...]) -> dict[str, tuple[int, Slot]]:
    """By the name of a page (a notebook's name, or a team exercise's id) the number of its day and its first slot there."""
    found: dict[str, tuple[int, Slot]] = {}
    for number, day in enumerate(days, 1):
        for slot in day:
            found.setdefault(slot.block.id if slot.block.kind == "exercise" else slot.notebook, (number, slot))
    return found


def _planned(day: Day, known: dict[str, tuple[Block, str]]) -> tuple[Slot, ...]:
    at, slots = minutes_of(day.start), []
    for id_ in day.blocks:
        block, notebook = known[id_]
        slots.append(Slot(block, at, at + block.minutes, id_ in day.fixed, notebook))
        at += block.minutes
    return tuple(slots)


def reflow(day: tuple[Slot, ...], running: str, started: int) -> tuple[Slot, ...]:
    """The day after the block ``running`` began at ``started`` (minutes after midnight).

    A delay is taken from this and the following blocks, in proportion to what each can spare, up to the next fixed block;
    what they cannot spare moves that block, and is taken from the blocks after it. A class that is early keeps its plan.
    Raises ``ValueError`` when the day has no such block.
    """
    place = next((i for i, slot in enumerate(day) if slot.block.id == running), None)
    if place is None:
        raise ValueError(f"This day has no block {running}; its blocks are {', '.join(slot.block.id for slot in day)}.")
    late = max(0, started - day[place].start)
    done, rest = day[:place], list(day[place:])
    while late and rest:
        size = next((i for i, slot in enumerate(rest) if slot.fixed and i), len(rest))
        moved, late = _squeezed(rest[:size], late)
        done, rest = (*done, *moved), rest[size:]
    return (*done, *rest)


def _squeezed(slots: list[Slot], late: int) -> tuple[tuple[Slot, ...], int]:
    """Slots that begin ``late`` minutes later, each cut by its share; and the minutes that could not be caught up."""
    spare = [slot.minutes - slot.block.least for slot in slots]
    cuts = _shares(spare, min(late, sum(spare)))
    at, moved = slots[0].start + late, []
    for slot, cut in zip(slots, cuts, strict=True):
        moved.append(evolve(slot, start=at, end=at + slot.minutes - cut))
        at = moved[-1].end
    return tuple(moved), late - sum(cuts)


def _shares(spare: list[int], total: int) -> list[int]:
    """``total`` whole minutes over the blocks in proportion to ``spare``: largest remainders first."""
    exact = [total * one / sum(spare) if total else 0.0 for one in spare]
    cuts = [int(one) for one in exact]
    for i in sorted(range(len(spare)), key=lambda i: (cuts[i] - exact[i], i))[:total - sum(cuts)]:
        cuts[i] += 1
    return cuts


def minutes_of(time: str) -> int:
    """Minutes after midnight of a time such as ``09:05``; raises ``ValueError`` for anything else."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", time.strip())
    if found is None:
        raise ValueError(f"{time!r} is no time of day; write it like 09:05")
    return int(found[1]) * 60 + int(found[2])


def clock(minutes: int) -> str:
    """Minutes after midnight as a time such as ``09:05``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
