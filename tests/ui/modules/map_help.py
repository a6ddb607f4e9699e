"""What the tests of the map's views share: the case company's workbook, steps on a panel, and what a page shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Line, Note, Number, Page, Row, Table, plain
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain
from tests.case_data.library import topology

CASE = Workbook(topology=topology())
TYPED = Line | Area | Number
#: What a page that has gone wrong, or is not ours, could send.
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 9),
    st.floats(allow_nan=True),
    st.text(max_size=40),
    st.lists(st.text(max_size=8), max_size=3),
    st.dictionaries(st.text(max_size=3), st.none()),
)


def steps(panel: Panel, workbook: Workbook, *done: tuple[str, Any]) -> Workbook:
    """The workbook after these changes."""
    for id, value in done:
        workbook = panel.change(workbook, id, value)
    return workbook


def with_values(workbook: Workbook, **values: Any) -> Workbook:
    """The workbook with these values; an underscore stands for a dash."""
    return evolve(workbook, values={**workbook.values, **{name.replace("_", "-"): one for name, one in values.items()}})


def every(blocks: tuple[Block, ...]) -> Iterator[Any]:
    """All blocks, with those inside groups, rows and tables."""
    for one in blocks:
        yield one
        if isinstance(one, Group | Row):
            yield from every(one.blocks)
        if isinstance(one, Table):
            yield from (cell for row in one.rows for cell in row if not isinstance(cell, str | int | float))


def ids(panel: Panel, workbook: Workbook) -> list[str]:
    """The ids of all fields and buttons."""
    return [one.id for one in every(panel.draw(workbook)) if hasattr(one, "id")]


def said(panel: Panel, workbook: Workbook, *tones: str) -> str:
    """All messages, or those of the tones."""
    return "\n".join(
        one.text for one in every(panel.draw(workbook)) if isinstance(one, Note) and (not tones or one.tone in tones)
    )


def sound(panel: Panel, workbook: Workbook) -> Workbook:
    """The workbook, after a look at it: the page is JSON with ids that differ, tables are whole, and it can be saved."""
    blocks = panel.draw(workbook)
    plain(Page("", blocks))
    known = [one.id for one in every(blocks) if hasattr(one, "id")]
    assert len(known) == len(set(known))
    assert all(len(row) == len(one.head) for one in every(blocks) if isinstance(one, Table) for row in one.rows)
    assert from_plain(to_plain(workbook), Workbook) == workbook
    panel.done(workbook)
    return workbook


def typed(blocks: tuple[Any, ...], path: tuple[int, ...] = ()) -> Iterator[tuple[Any, tuple[int, ...], Any]]:
    """Fields in which people type, each with its place on the page and the table that holds it, if one does."""
    for n, one in enumerate(blocks):
        if isinstance(one, Group | Row):
            yield from typed(one.blocks, (*path, n))
        elif isinstance(one, Table):
            cells = [cell for row in one.rows for cell in row]
            yield from ((cell, (*path, n, m), one) for m, cell in enumerate(cells) if isinstance(cell, TYPED))
        elif isinstance(one, TYPED):
            yield one, (*path, n), None


def steady(panel: Panel, workbook: Workbook) -> int:
    """Does what is typed leave its field, and the table that it stands in, where they were?

    The page draws a part anew when more than values change in it, and what somebody types there meanwhile is lost.
    """
    tried = 0
    for field, path, table in typed(panel.draw(workbook)):
        try:
            after = panel.change(workbook, field.id, 0.5 if isinstance(field, Number) else "New words")
        except ValueError:
            continue
        places = {one.id: (there, _shape(held), _shape(one)) for one, there, held in typed(panel.draw(after))}
        assert places[field.id] == (path, _shape(table), _shape(field)), field.label
        tried += 1
    return tried


def _shape(block: Any) -> Any:
    """A block without its values."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(one) for name, one in value.items() if name != "value"}
        return [bare(one) for one in value] if isinstance(value, list) else value

    return bare(plain(block))


def survives(panel: Panel, workbook: Workbook, pick: int, value: Any) -> Workbook:
    """One of the page's own fields takes any value, or refuses it in words."""
    known = ids(panel, workbook)
    try:
        return sound(panel, panel.change(workbook, known[pick % len(known)], value)) if known else workbook
    except ValueError as error:
        assert " " in str(error)
        return workbook


FOREIGN = [
    "",
    "x",
    "[]",
    "3",
    "null",
    "[1]",
    at("organisation", "name"),
    at("topology", "pmos"),
    at("schema"),
    at("values", "other"),
    at("#off", "nothing"),
    at("#part", "GONE", "PMO-01"),
    at("services", "GONE", "name"),
    at("#line", "GONE", "finance", "due"),
]
