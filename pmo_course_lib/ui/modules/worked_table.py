"""A worked example as a small table: what a cell of a notebook shows, computed by the library."""

from __future__ import annotations

from attrs import frozen


@frozen(repr=False)
class WorkedTable:
    """A caption, the heads of the columns, and rows of text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_markdown_(self) -> str:
        lines = ("| " + " | ".join(row) + " |" for row in (self.head, ("---",) * len(self.head), *self.rows))
        return f"**{self.caption}**\n\n" + "\n".join(lines).replace(" %", "\N{NO-BREAK SPACE}%")

    def __repr__(self) -> str:
        wide = [max(len(row[n]) for row in (self.head, *self.rows)) for n in range(len(self.head))]
        lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
                 for row in (self.head, *self.rows))
        return "\n".join((self.caption, *lines))
