"""Which objective is served where: modules, exercises, role plays, and exam items.

``python -m pmo_course_lib.delivery.course.traceability`` prints the table that ``docs/traceability.md`` holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from pmo_course_lib.assessment.item import load_bank
from pmo_course_lib.content import Stated, load
from pmo_course_lib.delivery.course.notebooks import Block, load_notebooks
from pmo_course_lib.ui.modules.course_files import COURSE

#: Kinds of blocks in which something is taught, and in which it is practised.
TAUGHT, PRACTISED = ("theory",), ("exercise", "role_play", "discussion", "presentation", "coaching")


@frozen
class Objective:
    """A course objective (CO) or learning outcome (LO)."""

    id: str
    text: str


@frozen(kw_only=True)
class Objectives(Stated):
    """All of them, in their order."""

    objectives: tuple[Objective, ...]


@frozen
class Trace:
    """Where an objective is served: ids of blocks and of live exam items."""

    objective: Objective
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing for a home: a block that teaches or practises it, and an item that asks for it."""
        return tuple(name for name, found in (("a block", self.taught + self.practised), ("an item", self.items)) if not found)


def traces(course: Path = COURSE) -> tuple[Trace, ...]:
    """A trace for each objective. Items name their main objective; the exam area of an item names the others it serves."""
    blocks = [block for notebook in load_notebooks(course) for block in notebook.blocks]
    items = [item for item in load_bank(course.parent / "exam" / "bank").values() if item.status == "live"]
    return tuple(Trace(one, _ids(blocks, one.id, TAUGHT), _ids(blocks, one.id, PRACTISED),
                       tuple(item.id for item in items if item.objective == one.id))
                 for one in load("objectives", Objectives).objectives)


def _ids(blocks: Iterable[Block], objective: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(block.id for block in blocks if block.kind in kinds and objective in block.serves)


def table(found: Iterable[Trace]) -> str:
    """The traces as a Markdown page."""
    rows = (f"| {one.objective.id} | {one.objective.text} | {', '.join(one.taught) or '–'} | {', '.join(one.practised) or '–'} | "
            f"{len(one.items)}: {', '.join(one.items) or '–'} |" for one in found)
    return "\n".join(("# Traceability", "", "Generated from the notebooks' blocks and the item bank by `make docs`.", "",
                      "| objective | | taught in | practised in | exam items |", "| --- | --- | --- | --- | --- |", *rows, ""))


if __name__ == "__main__":
    import sys

    sys.stdout.write(table(traces()))
