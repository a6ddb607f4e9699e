"""The item record (assessment standard, section 2) and the bank it lives in."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Literal

from attrs import frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml

Status = Literal["draft", "in_review", "approved", "pilot", "live", "retired"]
Cognitive = Literal["remember", "understand", "apply", "analyse", "evaluate"]

#: Seconds of thinking an item of each level needs (assessment standard, 4.5; a house rule).
THINKING_S = {"remember": 15, "understand": 25, "apply": 40, "analyse": 55, "evaluate": 55}
SECONDS_PER_WORD = 0.3
LOOKUP_S = 20


@frozen
class Option:
    """One answer option. ``id`` is permanent and says nothing about the position shown."""

    id: str
    text: str
    rationale: str
    fixed: bool = False


@frozen
class Exhibit:
    """Material that the stem needs, with a text alternative."""

    text: str
    alt: str


@frozen
class LogEntry:
    """One line of the item's history; ``human`` is true when a person, not a program, did it."""

    date: datetime.date
    person: str
    action: str
    comment: str = ""
    human: bool = False


@frozen
class Item:
    """A multiple-choice item; ``key`` is the id of its single best option."""

    id: str
    version: int
    status: Status
    area: str
    objective: str
    cognitive: Cognitive
    stem: str
    key: str
    options: tuple[Option, ...]
    references: tuple[str, ...]
    expected_s: int
    difficulty_estimate: float
    author: str
    source: str
    created: datetime.date
    ai_assisted: bool
    log: tuple[LogEntry, ...]
    shuffle: Literal["free", "fixed"] = "free"
    lookup: bool = False
    enemies: tuple[str, ...] = ()
    exhibit: Exhibit | None = None

    @property
    def approved_by_person(self) -> bool:
        """Whether somebody other than the author has approved the item, by hand (standard, section 2)."""
        return any(e.action == "approve" and e.human and e.person != self.author for e in self.log)


def load_item(path: Path) -> Item:
    """Read one item file. Raises ``CourseError`` with one line a problem, each naming file and field."""
    item = read_toml(path, Item)
    if problems := list(_structure_problems(item)):
        raise CourseError(f"{path}: {problem}" for problem in problems)
    return item


def _structure_problems(item: Item) -> list[str]:
    """Standard, section 3, codes ``structure`` and ``metadata``: what no form can do without."""
    ids = [option.id for option in item.options]
    checks = {
        f"id {item.id!r} must be two capital letters, a hyphen, four digits": re.fullmatch(r"[A-Z]{2}-\d{4}", item.id),
        f"option ids {ids} must differ": len(set(ids)) == len(ids),
        f"three to five options are allowed, there are {len(ids)}": 3 <= len(ids) <= 5,
        f"key {item.key!r} is no option; options are {ids}": item.key in ids,
        "references must name at least one place in the open book": item.references,
        "expected_s must be at least 1 second": item.expected_s >= 1,
        "difficulty_estimate must lie between 0 and 1": 0 <= item.difficulty_estimate <= 1,
    }
    return [problem for problem, holds in checks.items() if not holds]


def load_bank(folder: Path) -> dict[str, Item]:
    """All items below ``folder``, by id, in order of id. Every bad file is named in one ``CourseError``."""
    items: dict[str, Item] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*.toml")):
        try:
            item = load_item(path)
        except CourseError as error:
            problems += error.problems
            continue
        if item.id in items or path.stem != item.id:
            problems.append(f"{path}: id {item.id} must be the file's name and occur once.")
        items[item.id] = item
    if problems:
        raise CourseError(problems)
    return dict(sorted(items.items()))


def words(item: Item) -> int:
    """Number of words a candidate reads: stem, exhibit, options."""
    parts = [item.stem, *(o.text for o in item.options), item.exhibit.text if item.exhibit else ""]
    return sum(len(re.findall(r"\w[\w'’.,%-]*", part)) for part in parts)


def rule_seconds(item: Item) -> int:
    """Expected seconds by the house rule of the standard, 4.5; the item's own ``expected_s`` wins."""
    return round(SECONDS_PER_WORD * words(item) + THINKING_S[item.cognitive] + LOOKUP_S * item.lookup)
