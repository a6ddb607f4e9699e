"""The playbook's button: are the files written and offered, and can they be saved from a page?"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from docx import Document
from hypothesis import given

from pmo_course_lib.delivery import exam_app
from pmo_course_lib.ui.modules import playbook_button
from pmo_course_lib.ui.modules.playbook_button import CANDIDATE, COHORT, MAKE, PANEL
from pmo_course_lib.ui.modules.playbook_files import DOCX
from pmo_course_lib.ui.view.blocks import Block, File, Note, Page, Row, Table, plain
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook.model import Organisation, Workbook
from tests.browser import axe_violations, launch
from tests.ui.view_page import shown
from tests.workbook.samples import STEADY, workbooks

WORKBOOK = Workbook(organisation=Organisation("Northwind"))


@pytest.fixture(autouse=True)
def cohort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(COHORT, str(tmp_path / "class"))
    monkeypatch.setenv(CANDIDATE, "anna")
    yield tmp_path / "class"
    playbook_button._last.clear()


def files(blocks: tuple[Block, ...]) -> list[File]:
    return [one for row in blocks if isinstance(row, Row) for one in row.blocks if isinstance(one, File)]


def test_names_are_the_servers() -> None:
    """Does the view read the variables that the class server sets?"""
    assert (COHORT, CANDIDATE) == (exam_app.COHORT, exam_app.CANDIDATE)


def test_empty_says_what_will_be_in_it() -> None:
    """Does an empty workbook show nine chapters that nobody has begun, and no file?"""
    (table,) = [one for one in PANEL.draw(Workbook()) if isinstance(one, Table)]
    assert len(table.rows) == 9 and not files(PANEL.draw(Workbook())) and not PANEL.done(Workbook())


def test_made_written_and_offered(cohort: Path) -> None:
    """Are both files in the class's folder, offered as they are, and no longer once the workbook has changed?"""
    marked = PANEL.change(WORKBOOK, MAKE, True)
    document, tables = files(PANEL.draw(marked))
    assert (cohort / "playbooks" / "anna.playbook.docx").read_bytes() == base64.b64decode(document.data_base64)
    assert (cohort / "playbooks" / "anna.playbook.xlsx").read_bytes() == base64.b64decode(tables.data_base64)
    assert (document.name, document.mime) == ("anna.playbook.docx", DOCX) and PANEL.done(marked)
    changed = evolve(marked, notes={"t1": "new"})
    (note,) = (one for one in PANEL.draw(changed) if isinstance(one, Note))
    assert not files(PANEL.draw(changed)) and "Make it again" in note.text


def test_alone_it_goes_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a class, do the files go to the folder of a person who learns alone?"""
    monkeypatch.delenv(COHORT)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    PANEL.change(WORKBOOK, MAKE, True)
    assert (tmp_path / "pmo-course" / "anna.playbook.docx").is_file()


def test_refused() -> None:
    """Is any other field refused?"""
    with pytest.raises(ValueError, match="no such field"):
        PANEL.change(WORKBOOK, "x", True)


@STEADY
@given(workbooks())
def test_draws_any_workbook(workbook: Workbook) -> None:
    """Does the view never raise?"""
    assert plain(PANEL.draw(workbook))


@pytest.mark.browser
def test_saving_from_a_page(tmp_path: Path) -> None:
    """Does pressing the link save the very file, by its name, also a second time, on a page without barriers?"""
    marked = PANEL.change(WORKBOOK, MAKE, True)
    view = View("one", lambda: Page(PANEL.title, PANEL.draw(marked)), lambda _id, _value: None, lambda: "1")
    with launch() as browser, shown(browser, {"one": view}) as page:
        link = page.get_by_role("link", name="Save the document (.docx)")
        for turn in ("once", "again"):
            with page.expect_download() as waiting:
                link.click()
            assert waiting.value.suggested_filename == "anna.playbook.docx"
            waiting.value.save_as(tmp_path / turn)
            assert "Northwind" in [one.text for one in Document(BytesIO((tmp_path / turn).read_bytes())).paragraphs]
        assert axe_violations(page, ".pmo-view") == []
