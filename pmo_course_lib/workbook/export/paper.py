"""A document in the playbook's look: headings, paragraphs, tables and pictures that Word, LibreOffice and screen readers like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu

from pmo_course_lib.workbook.export import look
from pmo_course_lib.workbook.export.texts import MODEL, Image, line, lines

WIDTH_CM, HEIGHT_CM = 17.0, 20.5
_ALT = 1500


class Paper:
    """A document while it is written. All text goes in through ``line``, so that nothing in it acts."""

    def __init__(self, organisation: str, title: str, made_on: str) -> None:
        self.file = Document()
        self.width = WIDTH_CM
        self._pictures = 0
        look.dress(self.file)
        self._styles = {one.name: one.style_id for one in self.file.styles}
        look.running_heads(self.file.sections[0], organisation, title, made_on)

    def chapter(self, title: str, mark: str, new_page: bool) -> None:
        """The heading of a chapter, which the page of contents leads to by its ``mark``."""
        heading = self.file.add_heading(line(title), 1)
        heading.paragraph_format.page_break_before = new_page
        look.bookmark(heading, mark)

    def heading(self, text: str, level: int = 2) -> None:
        """A heading with the real style of its level."""
        self.file.add_heading(line(text), level)

    def leads(self, caption: str, rows: Sequence[tuple[str, str, str]]) -> None:
        """A table of marks, titles and what they hold in short; each title leads to its mark."""
        self._grid(caption, [("", short) for _, _, short in rows], (0.4, 0.6), ("Chapter", "In short"))
        for (mark, title, _), row in zip(rows, self.file.tables[-1].rows[1:], strict=True):
            look.link_in(row.cells[0].paragraphs[0], mark, line(title))

    def text(self, text: str, style: str = "Normal") -> None:
        """A paragraph for each line of the text."""
        for one in lines(text):
            self._paragraph(one, style)

    def _paragraph(self, text: str, style: str) -> Any:
        """A paragraph; its style by id, which is ten times as fast as by name."""
        paragraph = self.file.add_paragraph(text)
        paragraph._p.style = self._styles[style]
        return paragraph

    def model(self, text: str = "") -> None:
        """The label of a course model, with what it is about."""
        paragraph = self._paragraph("", "Course model")
        paragraph.add_run(f"{MODEL}.").bold = True
        if text:
            paragraph.add_run(f" {line(text)}")

    def open(self, text: str) -> None:
        """What is still open, said plainly."""
        paragraph = self._paragraph("", "Still open")
        paragraph.add_run("Still open: ").bold = True
        paragraph.add_run(line(text))

    def bullets(self, items: Iterable[str]) -> None:
        """A list."""
        for one in filter(None, map(line, items)):
            self._paragraph(one, "List Bullet")

    def facts(self, caption: str, rows: Iterable[tuple[str, str]]) -> None:
        """Names and what is said of them, side by side; rows with nothing said are left out."""
        kept = [(name, said) for name, said in rows if lines(said)]
        if kept:
            self._grid(caption, kept, (0.28, 0.72), head=None)

    def table(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float] = (),
              numeric: Sequence[int] = ()) -> None:
        """A table whose head is repeated on each page and whose rows stay whole. ``shares``: parts of the width, any scale."""
        parts = shares or [1.0] * len(head)
        self._grid(caption, rows, [one / sum(parts) for one in parts], head, numeric)

    def _grid(self, caption: str, rows: Sequence[Sequence[str]], shares: Sequence[float], head: Sequence[str] | None,
              numeric: Sequence[int] = ()) -> None:
        self._paragraph(line(caption), "Caption")
        table = self.file.add_table(0, len(shares))
        look.frame(table, line(caption))
        widths = [Cm(self.width * share) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        style = "Table small" if len(shares) > 3 else "Table text"
        for values in ([head] if head else []):
            look.mark_head(row := table.add_row())
            self._fill(row, values, widths, "Table head", numeric)
            for cell in row.cells:
                look.shade(cell)
        for values in rows:
            look.keep_whole(row := table.add_row())
            self._fill(row, values, widths, style, numeric, names=head is None)
        if head is None:
            look.keep_together(table)
        self._paragraph("", "After table")

    def _fill(self, row: Any, values: Sequence[str], widths: Sequence[Any], style: str, numeric: Sequence[int],
              names: bool = False) -> None:
        for place, (cell, value, width) in enumerate(zip(row.cells, values, widths, strict=True)):
            cell.width = width
            for number, one in enumerate(lines(value) or ("",)):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph._p.style = self._styles[style]
                paragraph.add_run(one).bold = True if names and place == 0 else None
                if place in numeric:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def picture(self, image: Image | None, height: float = HEIGHT_CM) -> None:
        """A picture with its alternative text, no wider than the page and no higher than ``height`` cm; else its sentences."""
        if image is None:
            return
        if image.png is None:
            self.text(f"{image.name}, in words:", "Caption")
            self.bullets(image.said)
            return
        self._paragraph(line(image.name), "Caption")
        shape = self._paragraph("", "Picture").add_run().add_picture(BytesIO(image.png), width=Cm(self.width))
        if shape.height > Cm(height):
            shape.width, shape.height = Emu(int(shape.width * Cm(height) / shape.height)), Cm(height)
        self._pictures += 1
        about = shape._inline.docPr
        about.set("id", str(100 + self._pictures))
        about.set("name", f"Picture {self._pictures}")
        about.set("title", line(image.name)[:200])
        about.set("descr", line(" ".join(image.said))[:_ALT])

    def raw(self) -> bytes:
        """The file as it is now."""
        target = BytesIO()
        self.file.save(target)
        return target.getvalue()
