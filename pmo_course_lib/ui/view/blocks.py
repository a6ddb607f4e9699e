"""What a view shows, as data. The page draws it with native controls; text from people stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import field, fields, frozen, has

Tone = Literal["info", "good", "warning", "error"]
Options = tuple[tuple[str, str], ...]


@frozen
class Text:
    """A paragraph, list or table in simple Markdown: ``**bold**``, ``*emphasis*``, ``- item``, ``| cell |``."""

    text: str


@frozen
class Note:
    """A message with a sign and a word for its tone, so that colour is not needed."""

    text: str
    tone: Tone = "info"


@frozen
class Picture:
    """A picture as SVG, its short name, and all that it says as text."""

    svg: str
    name: str
    text: str


@frozen
class Choice:
    """One of a few: radio buttons under a question. ``options`` are pairs of value and text."""

    id: str
    label: str
    options: Options
    value: str | None = None
    help: str = ""
    inline: bool = False


@frozen
class Ticks:
    """Any of a few: tick boxes under a question."""

    id: str
    label: str
    options: Options
    value: tuple[str, ...] = ()
    help: str = ""


@frozen
class Select:
    """One of many, or none: a list that opens."""

    id: str
    label: str
    options: Options
    value: str | None = None
    help: str = ""


@frozen
class Number:
    """A number with its unit and the range that is allowed."""

    id: str
    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    step: float = 1
    unit: str = ""
    help: str = ""


@frozen
class Line:
    """A line of text."""

    id: str
    label: str
    value: str = ""
    help: str = ""


@frozen
class Area:
    """Several lines of text."""

    id: str
    label: str
    value: str = ""
    rows: int = 3
    help: str = ""


@frozen
class Day:
    """A date as ISO text, or nothing."""

    id: str
    label: str
    value: str | None = None
    help: str = ""


@frozen
class Button:
    """Something to do. ``confirm`` is a question that is asked first."""

    id: str
    label: str
    primary: bool = False
    confirm: str = ""


@frozen
class Table:
    """Rows under a caption; a cell is text, a number or a field. ``numeric`` are the columns that stand to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    numeric: tuple[int, ...] = ()


@frozen
class Group:
    """Blocks under a heading. ``open`` makes it fold: true or false says how it stands at first."""

    title: str
    blocks: tuple[Block, ...]
    open: bool | None = None


@frozen
class Row:
    """Blocks side by side where there is room."""

    blocks: tuple[Block, ...]


@frozen
class Timer:
    """A clock that counts down when it is started; it belongs to the page and is not saved."""

    minutes: int
    label: str = "Discussion"


@frozen
class File:
    """A file to take along: its ``name`` on the disk, what the link says, its type, and its bytes as base64 text."""

    name: str
    label: str
    mime: str
    data_base64: str


Field = Choice | Ticks | Select | Number | Line | Area | Day
Block = Text | Note | Picture | Field | Button | Table | Group | Row | Timer | File


@frozen
class Page:
    """A whole view at one moment: its title and blocks."""

    title: str
    blocks: tuple[Block, ...] = field(factory=tuple)


def controls(blocks: Iterable[Any]) -> dict[str, Field | Button]:
    """All fields and buttons by their ids, also those in groups, rows and tables."""
    return {one.id: one for one in _controls(blocks)}


def _controls(blocks: Iterable[Any]) -> Iterator[Field | Button]:
    for block in blocks:
        if isinstance(block, Field | Button):
            yield block
        elif isinstance(block, Group | Row):
            yield from _controls(block.blocks)
        elif isinstance(block, Table):
            yield from _controls(cell for row in block.rows for cell in row)


def plain(value: Any) -> Any:
    """Blocks as JSON data, each with its ``kind``.

    >>> plain(Note("Full."))
    {'kind': 'note', 'text': 'Full.', 'tone': 'info'}
    """
    if has(type(value)):
        named = {one.name: plain(getattr(value, one.name)) for one in fields(type(value))}
        return {"kind": type(value).__name__.lower(), **named}
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value
