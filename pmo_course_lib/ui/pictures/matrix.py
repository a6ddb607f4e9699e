"""The services matrix as an HTML table: services in rows, PMOs or consumers in columns, a word in each cell."""

from __future__ import annotations

from html import escape

from attrs import frozen

from pmo_course_lib.ui.pictures.words import clean, named


@frozen
class Row:
    """A service and a word for each column, such as "provides"; empty where there is nothing."""

    name: str
    cells: tuple[str, ...]


@frozen
class Matrix:
    """A table with a caption; ``corner`` names what the rows are."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    corner: str = "Service"

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences, a row each."""
        return (f"{named(self.title)}.", *(f"{named(row.name)}: {_row_said(self, row)}." for row in self.rows))


def _row_said(matrix: Matrix, row: Row) -> str:
    said = [f"{named(column)} {clean(cell)}" for column, cell in zip(matrix.columns, row.cells, strict=True) if clean(cell)]
    return ", ".join(said) or "nothing"


def services_matrix(matrix: Matrix) -> str:
    """The table; its headers have scopes, and an empty cell says "none" to a screen reader by a dash."""
    head = "".join(f'<th scope="col">{escape(named(column))}</th>' for column in (matrix.corner, *matrix.columns))
    body = "".join(f'<tr><th scope="row">{escape(named(row.name))}</th>{_cells(matrix, row)}</tr>' for row in matrix.rows)
    return (
        f'<table class="pmo-picture-matrix"><caption>{escape(named(matrix.title))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(matrix: Matrix, row: Row) -> str:
    if len(row.cells) != len(matrix.columns):
        raise ValueError(f"row {row.name!r} has {len(row.cells)} cells; allowed: {len(matrix.columns)}, one for each column")
    return "".join(f"<td>{escape(clean(cell)) or '–'}</td>" for cell in row.cells)
