"""Cells, widths and print set-up of the spreadsheet; a cell never computes anything."""

from __future__ import annotations

import datetime
from math import ceil
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from pmo_course_lib.workbook.export.texts import line

_LONGEST = 32_767
_ACCENT, _HAIR, _SOFT = "0B5C6B", "B8C1CC", "4A5565"
_FONTS = {"title": Font(name="Calibri", size=14, bold=True, color=_ACCENT),
          "note": Font(name="Calibri", italic=True, color=_SOFT),
          "head": Font(name="Calibri", bold=True, color="FFFFFF"), "body": Font(name="Calibri")}
_WRAPPED, _FIGURE = Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1), Alignment(vertical="top")
_EDGE = Border(bottom=Side(style="thin", color=_HAIR))
_GROUND = PatternFill("solid", fgColor=_ACCENT)
HEAD_ROW = 3
_NARROW, _WIDE, _PAGE = 8, 46, 190
_LINE_POINTS, _HIGHEST = 15, 405


def put(cell: Any, value: str | float | datetime.date | None, look: str) -> None:
    """A value in a cell. Text is text: it is marked as such, so that one that begins with = + - @ computes nothing."""
    cell.font = _FONTS[look]
    if look in ("head", "body"):
        cell.alignment, cell.border = _WRAPPED, _EDGE
    if look == "head":
        cell.fill = _GROUND
    if isinstance(value, str):
        if text := line(value)[:_LONGEST]:
            cell.value = text
            cell.data_type, cell.quotePrefix = "s", text[0] in "=+-@'"
    elif value is not None:
        cell.value = value
        cell.alignment = _FIGURE
        if isinstance(value, datetime.date):
            cell.number_format = "d mmm yyyy"


def set_up(sheet: Any, columns: int, rows: int, organisation: str, about: str) -> None:
    """Frozen head, filter, widths, and printed pages: one page wide, or as many as keep the text readable."""
    last = get_column_letter(max(columns, 1))
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    if rows:
        sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{HEAD_ROW + rows}"
    for column in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(sheet, column, rows)
    widths = [sheet.column_dimensions[get_column_letter(column)].width for column in range(1, columns + 1)]
    for row in range(HEAD_ROW, HEAD_ROW + rows + 1):
        sheet.row_dimensions[row].height = _height(sheet, row, widths)
    page, pages = sheet.page_setup, max(1, round(sum(widths) / _PAGE))
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", sheet.PAPERSIZE_A4, pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if pages > 1:
        sheet.print_title_cols = "A:B"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{last}{HEAD_ROW + max(rows, 1)}"
    sheet.oddHeader.left.text, sheet.oddHeader.right.text = _printed(organisation), _printed(about)
    sheet.oddFooter.right.text = "Page &P of &N"


def _printed(text: str) -> str:
    """Text of a running head, in which an ampersand begins a command."""
    return line(text)[:80].replace("&", "&&")


def _width(sheet: Any, column: int, rows: int) -> float:
    """As wide as most of its words ask for, within reason."""
    texts = [str(sheet.cell(row, column).value or "") for row in range(HEAD_ROW, HEAD_ROW + rows + 1)]
    word = max((len(word) for text in texts for word in text.split()), default=0) + 3
    longest = max(map(len, texts))
    return float(min(max(_NARROW, word, longest // 3, min(longest + 2, 22)), _WIDE))


def _height(sheet: Any, row: int, widths: list[float]) -> float:
    """High enough for the longest cell: not every office program works it out by itself."""
    texts = (str(sheet.cell(row, column).value or "") for column in range(1, len(widths) + 1))
    lines = max(ceil(len(text) * 0.97 / (width - 1)) for text, width in zip(texts, widths, strict=True))
    return float(min(max(lines, 1) * _LINE_POINTS + 3, _HIGHEST))
