"""Type, colours, running heads and tables of the playbook: the parts of Word's format that the look rests on."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT, INK, SOFT, ACCENT, HAIR, TINT = "Calibri", "1C2430", "4A5565", "0B5C6B", "B8C1CC", "E6F1F3"
#: Name, based on, size, bold, colour, space before and after in points, kept with the next paragraph.
_STYLES: tuple[tuple[str, str, float, bool, str, float, float, bool], ...] = (
    ("Normal", "", 10.5, False, INK, 0, 6, False),
    ("Title", "Normal", 32, True, ACCENT, 130, 8, True),
    ("Subtitle", "Normal", 16, False, SOFT, 0, 6, False),
    ("Heading 1", "Normal", 20, True, ACCENT, 22, 10, True),
    ("Heading 2", "Normal", 14, True, ACCENT, 16, 5, True),
    ("Heading 3", "Normal", 11.5, True, INK, 12, 3, True),
    ("Caption", "Normal", 9.5, True, SOFT, 8, 4, True),
    ("Course model", "Normal", 9.5, False, SOFT, 0, 6, True),
    ("Still open", "Normal", 10.5, False, "8A3B00", 0, 6, False),
    ("Kept text", "Normal", 10.5, False, INK, 0, 6, True),
    ("Table text", "Normal", 10, False, INK, 1, 1, False),
    ("Table small", "Normal", 9, False, INK, 1, 1, False),
    ("Table head", "Normal", 9, True, "FFFFFF", 2, 2, True),
    ("After table", "Normal", 4, False, INK, 0, 4, False),
    ("Picture", "Normal", 10.5, False, INK, 0, 8, False),
    ("List Bullet", "Normal", 10.5, False, INK, 0, 3, False),
    ("Header", "Normal", 9, False, SOFT, 0, 0, False),
    ("Footer", "Normal", 9, False, SOFT, 0, 0, False),
)


def dress(file: Any) -> None:
    """Page, language and styles of the whole document."""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    for one in _STYLES:
        _style(file, *one)
    for lang in file.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
    compatible = file.settings.element.find(qn("w:compat"))
    if compatible is not None:
        _setting(compatible)


def _setting(compatible: Any) -> None:
    """Word 2013 or later, so that the file does not open in compatibility mode."""
    element = OxmlElement("w:compatSetting")
    for name, value in (("name", "compatibilityMode"), ("uri", "http://schemas.microsoft.com/office/word"), ("val", "15")):
        element.set(qn(f"w:{name}"), value)
    compatible.append(element)


def _style(file: Any, name: str, base: str, size: float, bold: bool, colour: str, before: float, after: float,
           with_next: bool) -> None:
    known = [one.name for one in file.styles]
    style = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = file.styles[base]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for unwanted in ("w:pPr/w:pBdr", "w:pPr/w:tabs", "w:rPr/w:spacing", "w:rPr/w:kern"):
        for element in style.element.findall(unwanted, style.element.nsmap):
            element.getparent().remove(element)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = with_next


def running_heads(section: Any, organisation: str, title: str, made_on: str) -> None:
    """Header with the organisation's name, footer with the day and the page; the title page has neither."""
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.style = "Header"
    head.paragraph_format.tab_stops.add_tab_stop(Cm(17.0), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{_short(organisation)}\t{title}")
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(17.0), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{made_on}\tPage ")
    field_in(foot, "PAGE", "1")
    foot.add_run(" of ")
    field_in(foot, "NUMPAGES", "1")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def field_in(paragraph: Any, code: str, shown: str) -> None:
    """A field that the office program works out, with what stands there until then."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "code":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)
        elif kind != "shown":
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            run._r.append(sign)


def bookmark(paragraph: Any, mark: str) -> None:
    """A place that a link can lead to."""
    for kind in ("Start", "End"):
        element = OxmlElement(f"w:bookmark{kind}")
        element.set(qn("w:id"), str(int.from_bytes(mark.encode()[-2:], "big")))
        if kind == "Start":
            element.set(qn("w:name"), mark)
        paragraph._p.append(element)


def link_in(paragraph: Any, mark: str, text: str) -> None:
    """A link to a bookmark of the document."""
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = RGBColor.from_string(ACCENT), True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    link.append(run._r)
    paragraph._p.append(link)


def frame(table: Any, caption: str) -> None:
    """Lines between rows, a caption for screen readers, columns that keep their widths."""
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        _attributes(borders, f"w:{edge}", val="single", sz="4", space="0", color=HAIR)
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        _attributes(margins, f"w:{edge}", w="85", type="dxa")
    look = properties.find(qn("w:tblLook"))
    for element in (borders, properties.find(qn("w:tblLayout")), margins, look):
        if element is not None:
            properties.append(element)
    _attributes(properties, "w:tblCaption", val=caption[:200])


def _attributes(parent: Any, name: str, **values: str) -> None:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)


def mark_head(row: Any) -> None:
    """The row is a head: repeated on each page, and named as such for screen readers."""
    keep_whole(row)
    _attributes(row._tr.get_or_add_trPr(), "w:tblHeader", val="true")


def keep_whole(row: Any) -> None:
    """The row does not break over two pages."""
    _attributes(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")


def keep_together(table: Any) -> None:
    """The table stays on one page where it can."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def shade(cell: Any) -> None:
    """The ground of a head."""
    _attributes(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=ACCENT)
