"""The playbook: is it a sound office file for any workbook, fit to be shown to a board, and inert whatever people wrote?"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from attrs import evolve
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from openpyxl import load_workbook
from typer.testing import CliRunner

from pmo_course_lib.cli import app
from pmo_course_lib.domain.catalogue import Entry, Promise
from pmo_course_lib.domain.sla import Agreement, Target
from pmo_course_lib.domain.strategy import Gap, Move, StrategyPlan
from pmo_course_lib.domain.topology import Consumer, Consumes, Pmo, Provides, ReportsTo, Service, Topology
from pmo_course_lib.ui.modules.playbook_files import images, make
from pmo_course_lib.workbook.actions import action_plan, problems
from pmo_course_lib.workbook.export import CREDIT, Image, playbook, tables
from pmo_course_lib.workbook.export.playbook import CHAPTERS
from pmo_course_lib.workbook.model import Organisation, Workbook
from pmo_course_lib.workbook.store import Store
from tests.workbook.full_book import full
from tests.workbook.samples import STEADY, workbooks

DAY = dt.date(2026, 11, 22)
HOME = Path(__file__).parents[2]
EVIL = "=HYPERLINK(\"http://x\")\x00\x1b[31m\u202e<w:t>&amp;</w:t>]]>\ud7ff\ufffe\nsecond line"


@cache
def book() -> Workbook:
    return full()


@cache
def made() -> Any:
    return make(book(), DAY)


def read(raw: bytes) -> Any:
    return Document(BytesIO(raw))


def words(raw: bytes) -> str:
    """All text of a document: paragraphs and cells."""
    return "\n".join("".join(node.text or "" for node in one.iter(qn("w:t"))) for one in read(raw).element.body.iter(qn("w:p")))


def sheets(raw: bytes) -> Any:
    return load_workbook(BytesIO(raw))


def test_headings_and_their_order() -> None:
    """Has each chapter a heading with the real style, numbered, and does the first page lead to each?"""
    file = read(made().document)
    chapters = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert chapters == [f"{number} {one.title}" for number, one in enumerate(CHAPTERS, 1)]
    marks = {one.get(qn("w:name")) for one in file.element.body.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in file.element.body.iter(qn("w:hyperlink"))]
    assert len(anchors) == len(CHAPTERS) and set(anchors) == marks
    levels = [int(one.style.name[-1]) for one in file.paragraphs if one.style.name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_a_board_looks_for() -> None:
    """Are level, targets, what the log says, findings, moves, gaps and actions there, in words and with numbers?"""
    said = words(made().document)
    for part in ("Lauterwyl Cooling", "22 November 2026", "Level 3 of 5: Defined provider", "Project health check",
                 "90 per cent", "78.4 per cent of 51", "What the twelve checks find", "One portfolio report in place of five",
                 "11 January 2027 to 30 April 2027", "1 knows about it → 3 can alone",
                 "From 23 November 2026 to 21 February 2027.",
                 "Publish the service menu", "Call Tomasz Wierzbicki", "Asked for by ISO/IEC 20000-1:2018, 8.3.3", CREDIT):
        assert part in said, part


def test_course_models_are_labelled() -> None:
    """Does each chapter that rests on a model of ours say so, and is the credit that of NOTICE?"""
    body = read(made().document).paragraphs
    starts = [at for at, one in enumerate(body) if one.style.name == "Heading 1"]
    for start, end in pairwise(starts):
        assert any(one.text.startswith("Course model.") for one in body[start:end]), body[start].text
    assert CREDIT in " ".join((HOME / "NOTICE").read_text(encoding="utf-8").split())


def test_pictures_have_alternative_texts() -> None:
    """Are the three pictures PNG with a name and a description, each with an id of its own?"""
    file = read(made().document)
    about = list(file.element.body.iter(qn("wp:docPr")))
    assert [one.get("title") for one in about] == [
        "Maturity profile", "PMOs, to whom they report, and the services they answer for", "Roadmap of the services strategy"]
    assert all(len(one.get("descr")) > 100 for one in about) and len({one.get("id") for one in about}) == 3
    assert "0 consumers" not in about[1].get("descr") and "5 PMOs, 18 services" in about[1].get("descr")
    with ZipFile(BytesIO(made().document)) as parts:
        drawn = [name for name in parts.namelist() if name.startswith("word/media/")]
        assert len(drawn) == 3 and all(parts.read(name).startswith(b"\x89PNG") for name in drawn)


def test_without_a_renderer_the_sentences_stand_there() -> None:
    """Is a picture that cannot be drawn replaced by all that it says?"""
    bare = {name: Image(None, one.name, one.said) for name, one in images(book()).items()}
    said = words(playbook(book(), DAY, bare))
    assert "Roadmap of the services strategy, in words:" in said
    assert "Services, One portfolio report in place of five: from" in said
    assert not list(read(playbook(book(), DAY, bare)).element.body.iter(qn("wp:docPr")))


def test_tables_that_do_not_break_badly() -> None:
    """Has each table with a head a repeated one, whole rows, a caption for screen readers, and widths that fit the page?"""
    for table in read(made().document).tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid) <= 17.1 / 2.54 * 1440
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        shaded = table.rows[0].cells[0]._tc.tcPr.find(qn("w:shd")) is not None
        assert shaded is (table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None)


def test_running_heads_language_and_properties() -> None:
    """Are the organisation in the header, pages in the footer, none on the title page, and the language British English?"""
    file = read(made().document)
    section = file.sections[0]
    assert section.header.paragraphs[0].text == "Lauterwyl Cooling\tPMO services playbook"
    codes = [one.text for one in section.footer._element.iter(qn("w:instrText"))]
    assert [code.strip() for code in codes] == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer and not section.first_page_header.paragraphs[0].text
    assert {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert file.core_properties.language == "en-GB" and file.core_properties.created == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def test_same_workbook_same_bytes() -> None:
    """Are both files the same bytes each time, and different on another day?"""
    assert make(book(), DAY) == made()
    assert playbook(book(), DAY + dt.timedelta(1)) != playbook(book(), DAY)
    for raw in (made().document, made().tables):
        with ZipFile(BytesIO(raw)) as parts:
            assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2026-11-22T00:00:00Z" in parts.read("docProps/core.xml")


def test_empty_workbook() -> None:
    """Does an empty workbook give a document that says for each chapter what to do, and sheets that say the same?"""
    said = words(playbook(Workbook(), DAY))
    assert said.count("Still open: ") == 8 and said.count("Not begun yet") == 9 and "Our organisation" in said
    file = sheets(tables(Workbook(), DAY))
    assert all(sheet.cell(2, 1).value for sheet in file.worksheets)


def test_half_filled_workbook() -> None:
    """Are pages broken only before chapters that hold something, and is what is missing said plainly?"""
    half = Workbook(organisation=Organisation("Half & Co"), agreements=(Agreement(id="SLA-1", targets=(Target(),)),),
                    strategy=StrategyPlan(gaps=(Gap("image"),), moves=(Move("M1", gap="elsewhere"),)))
    file = read(playbook(half, DAY))
    broken = [one.text for one in file.paragraphs if one.style.name == "Heading 1" and one.paragraph_format.page_break_before]
    assert broken == ["1 Why this PMO exists", "4 Agreements", "6 Strategy and roadmap", "9 What is still open"]
    said = words(playbook(half, DAY))
    for part in ("Half & Co", "Customer still open", "No owner yet", "None of the list", "moves with a date."):
        assert part in said


def hostile() -> Workbook:
    """Every text that people write, at its worst."""
    node = {"name": EVIL}
    return Workbook(
        organisation=Organisation(EVIL, EVIL * 50, (EVIL, "+1", "@x", "-2", "\t=3")),
        catalogue=(Entry(id="=1+1", name=EVIL, owner="@SUM(A1)", summary="+cmd|' /C calc'!A0", benefits=("-1", EVIL),
                         levels=("L9",), targets=(Promise(EVIL, "=2", "?"),)), Entry(name="x" * 40_000)),
        agreements=(Agreement(id="=A1", service="nowhere", customer=EVIL, calendar="none"),),
        topology=Topology(pmos=(Pmo("=p", **node),), services=(Service("s", **node),), consumers=(Consumer("c", **node),),
                          provides=(Provides("=p", "s"), Provides("gone", "gone")),
                          consumes=(Consumes("c", "gone"), Consumes("gone", "s")), reports_to=(ReportsTo("=p", "=p"),)),
        strategy=StrategyPlan(EVIL, gaps=(Gap("g", EVIL, EVIL),), moves=(Move("=m", "g", what="=1", due=DAY, after=("gone",)),)),
        notes={"pc-1-what": "=1+1", "pc-1-due": "soon", "pc-9-what": "no"}, values={"pc-start": 7})


def test_hostile_text_stays_text() -> None:
    """Is nothing of what people wrote a field, a link, an element or a control character of the document?"""
    raw = playbook(hostile(), DAY, images(hostile()))
    said = words(raw)
    assert '=HYPERLINK("http://x")' in said and "<w:t>&amp;</w:t>]]>" in said
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", said)
    assert {one.get(qn("w:anchor"))[:8] for one in read(raw).element.body.iter(qn("w:hyperlink"))} == {"chapter-"}
    codes = {one.text.strip() for one in read(raw).sections[0].footer._element.iter(qn("w:instrText"))}
    assert codes == {"PAGE", "NUMPAGES"} and not list(read(raw).element.body.iter(qn("w:instrText")))


def test_formulas_are_inert() -> None:
    """Is no cell a formula, and is text that begins like one marked as text and shown whole?"""
    file = sheets(tables(hostile(), DAY))
    cells = [cell for sheet in file.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
    assert len(risky) >= 6 and all(cell.quotePrefix and cell.data_type == "s" for cell in risky)
    assert not any(re.search("[\x00-\x1f\u202e]", str(cell.value)) for cell in cells)
    with ZipFile(BytesIO(tables(hostile(), DAY))) as parts:
        assert not any(b"<f>" in parts.read(name) or b"<hyperlink" in parts.read(name) for name in parts.namelist())


def test_sheets() -> None:
    """Has each of the six sheets its rows, numbers as numbers, days as days, a frozen head, a filter, and a print set-up?"""
    file = sheets(made().tables)
    assert file.sheetnames == ["Catalogue", "SLA table", "Topology matrix", "Value Ring scores", "Roadmap", "Actions"]
    for sheet in file.worksheets:
        last = sheet.auto_filter.ref.split(":")[1]
        assert sheet.freeze_panes == "B4" and re.sub(r"\D", "", last) == str(sheet.max_row) and sheet.max_row > 5
        assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.fitToWidth == (4 if sheet.title == "Catalogue" else 1)
        assert all(sheet.row_dimensions[row].height >= 18 for row in range(3, sheet.max_row + 1))
        assert all(8 <= one.width <= 46 for one in sheet.column_dimensions.values())
    roadmap, actions = file["Roadmap"], file["Actions"]
    assert roadmap["F4"].value == dt.datetime(2026, 12, 1) and roadmap["F4"].number_format == "d mmm yyyy"
    assert [cell.value for cell in actions[4]][:4] == [1, "Publish the service menu", "Emil Strand", dt.datetime(2026, 12, 18)]
    assert len(next(file["Catalogue"].iter_rows(min_row=3, max_row=3))) == 34
    assert file["SLA table"]["F4"].value == 0.9 and file["SLA table"]["N4"].value == "78.4 per cent of 51"


@settings(STEADY, max_examples=25)
@given(workbooks())
def test_any_workbook_gives_both_files(workbook: Workbook) -> None:
    """Does every valid workbook give two files that open?"""
    made_now = make(workbook, DAY)
    assert read(made_now.document).paragraphs and len(sheets(made_now.tables).worksheets) == 6


def test_action_plan_is_read_from_the_notes() -> None:
    """Is the plan typed, with its end 90 days on, and are bad values no plan?"""
    plan = action_plan(book())
    assert plan.end == dt.date(2027, 2, 21) and len(plan.begun) == 3 and problems(plan) == ()
    late = evolve(book(), notes={**book().notes, "pc-1-due": "2027-02-22", "pc-2-due": "2026-11-22", "pc-3-owner": " "})
    assert problems(action_plan(late)) == (
        "Action 1 is due on 2027-02-22, after the last of the 90 days, 2027-02-21.",
        "Action 2 is due on 2026-11-22, before the start, 2026-11-23.", "Action 3 has no owner.")
    assert action_plan(hostile()).start is None and action_plan(hostile()).actions[0].day is None


def test_ola_is_not_measured_by_the_customers_log() -> None:
    """Does the log of customers' requests say nothing of an agreement between two providers?"""
    from pmo_course_lib.domain.sla import Kind

    ola = evolve(book().agreements[0], id="OLA-1", kind=Kind.OLA)
    row = [cell.value for cell in sheets(tables(evolve(book(), agreements=(ola,)), DAY))["SLA table"][4]]
    assert row[0] == "OLA-1" and row[13] is None


def test_command(tmp_path: Path) -> None:
    """Does ``pmo-course playbook`` write both files beside the workbook or into a folder, and refuse what is no workbook?"""
    file = tmp_path / "anna.workbook.json"
    Store(file, "anna").update(lambda now: evolve(now, organisation=Organisation("Northwind")))
    run = CliRunner().invoke(app, ["playbook", str(file)])
    assert run.exit_code == 0 and (tmp_path / "anna.playbook.docx").is_file() and (tmp_path / "anna.playbook.xlsx").is_file()
    run = CliRunner().invoke(app, ["playbook", str(file), "--out", str(tmp_path / "new" / "folder")])
    assert run.exit_code == 0 and "Northwind" in words((tmp_path / "new" / "folder" / "anna.playbook.docx").read_bytes())
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    run = CliRunner().invoke(app, ["playbook", str(tmp_path / "bad.json")])
    assert run.exit_code == 2 and "Traceback" not in run.output


def test_kernels_load_no_office_library() -> None:
    """Do the workbook and all views but that of the playbook stay free of python-docx, lxml, openpyxl and resvg?"""
    views = ", ".join(f"pmo_course_lib.ui.modules.{name}" for name in ("baseline_vision", "strategy_moves", "action_plan"))
    code = f"import sys, pmo_course_lib.workbook.store, pmo_course_lib.workbook.review, {views}; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert loaded.isdisjoint({"docx", "lxml", "openpyxl", "numpy", "resvg_py"})


@pytest.mark.skipif(not shutil.which("soffice"),
                    reason="LibreOffice (soffice) is not installed; the files were opened by libraries only")
def test_libreoffice_turns_both_into_pdf(tmp_path: Path) -> None:
    """Does an office program open both files of a full, an empty and a hostile workbook, and print pages?"""
    for name, workbook in (("full", book()), ("empty", Workbook()), ("hostile", hostile())):
        files = make(workbook, DAY)
        (tmp_path / f"{name}-d.docx").write_bytes(files.document)
        (tmp_path / f"{name}-t.xlsx").write_bytes(files.tables)
    subprocess.run(["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.*x")))],
                   capture_output=True, timeout=180, check=True)
    pages = {path.stem: len(re.findall(rb"/Type\s*/Page\b", path.read_bytes())) for path in tmp_path.glob("*.pdf")}
    assert pages.keys() == {f"{name}-{kind}" for name in ("full", "empty", "hostile") for kind in "dt"}
    assert 10 < pages["full-d"] < 40 and pages["empty-d"] <= 4
