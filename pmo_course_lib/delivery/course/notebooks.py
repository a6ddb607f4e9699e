"""What each notebook of the course says of itself in its metadata: the blocks of the day that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import cattrs
from attrs import evolve, frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS
from pmo_course_lib.storage import read_json
from pmo_course_lib.strict import converter, problems

Kind = Literal["opening", "theory", "exercise", "discussion", "role_play", "presentation", "break", "lunch", "closing", "exam",
               "coaching"]


@frozen
class Block:
    """A block of the timetable. ``least`` are the minutes that it can be cut to when the class runs late; ``serves`` are
    ids of objectives (CO) and learning outcomes (LO); ``who`` says who does what.
    """

    id: str
    kind: Kind
    title: str
    minutes: int
    least: int
    who: str
    serves: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.least <= self.minutes:
            raise ValueError(f"least is {self.least}; allowed: 0 to the block's {self.minutes} minutes")


@frozen
class Notebook:
    """A notebook of the course with its blocks and the names of its views, in their order; ``exercise`` is the id of the
    team exercise that it is.
    """

    path: Path
    title: str
    blocks: tuple[Block, ...]
    views: tuple[str, ...] = ()
    exercise: str = ""

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def load_notebooks(course: Path) -> tuple[Notebook, ...]:
    """The notebooks of the course that carry blocks, in the order of their names; nothing is run.

    Raises ``CourseError`` that names notebook, block and field.
    """
    found = [_notebook(path, read_json(path)) for path in sorted(course.glob("*.ipynb"))]
    return tuple(notebook for notebook in found if notebook.blocks)


def load_exercises(course: Path) -> tuple[Notebook, ...]:
    """The notebooks of the team exercises that are there, in folders beside the course: ``exercises/E1/E1.ipynb``."""
    paths = (course.parent / "exercises" / id / f"{id}.ipynb" for id in IDS)
    return tuple(evolve(_notebook(path, read_json(path)), exercise=path.stem) for path in paths if path.is_file())


def by_timetable(notebooks: Iterable[Notebook], exercises: Iterable[Notebook], blocks: Iterable[str]) -> tuple[Notebook, ...]:
    """Modules and exercises in the order in which their first block comes; those that the timetable does not name, last."""
    at = {id: place for place, id in enumerate(blocks)}

    def place(one: Notebook) -> int:
        ids = (one.exercise,) if one.exercise else tuple(block.id for block in one.blocks)
        return min((at[id] for id in ids if id in at), default=len(at))

    return tuple(sorted((*notebooks, *exercises), key=place))


def _notebook(path: Path, value: Any) -> Notebook:
    metadata = value["metadata"]
    try:
        blocks = converter.structure(metadata.get("pmo", {}).get("blocks", []), tuple[Block, ...])
    except cattrs.BaseValidationError as error:
        raise CourseError(f"{path.name}, metadata pmo.blocks{line}" for line in problems(error)) from None
    code = "\n".join("".join(cell["source"]) for cell in value["cells"] if cell["cell_type"] == "code")
    return Notebook(path, _title(value), blocks, views_in(code))


def _title(value: Any) -> str:
    """The notebook's title: of its metadata, or its module (such as T5) and its first heading."""
    heading = re.search(r"^# (.+)$", "\n".join("".join(cell["source"]) for cell in value["cells"]), re.MULTILINE)
    module = value["metadata"].get("pmo", {}).get("module", "")
    return str(value["metadata"].get("title") or (f"{module} {heading[1].strip()}".strip() if heading else "Untitled"))


def views_in(code: str) -> tuple[str, ...]:
    """Names of the views that a notebook's code shows, in their order.

    >>> views_in('view("drivers_watch")')
    ('drivers_watch',)
    """
    return tuple(re.findall(r'\bview\("(\w+)"\)', code))
