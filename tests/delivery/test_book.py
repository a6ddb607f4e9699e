"""The open book: every section can be found by its anchor, and the page brings nothing else with it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pmo_course_lib.delivery.book import book_html, load_modules, section_ids

from .conftest import HOME

COURSE = HOME / "course"


@pytest.fixture(scope="module")
def page() -> str:
    """The book of the real course."""
    return book_html(COURSE)


def test_sections(page: str) -> None:
    """Has every section an id of its own, an anchor, a title and an entry in the contents?"""
    sections = [section for module in load_modules(COURSE) for section in module.sections]
    ids = [section.id for section in sections]
    assert len(ids) == len(set(ids)) == len(section_ids(COURSE)) > 20
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids)
    assert all(section.title for section in sections)
    assert all(page.count(f'id="{name}"') == 1 and page.count(f'href="#{name}"') >= 1 for name in ids)


def test_modules_in_order(page: str) -> None:
    """Are the modules there in the order of their files?"""
    ids = [module.id for module in load_modules(COURSE)]
    places = [page.index(f'<article id="{module.id.lower()}"') for module in load_modules(COURSE)]
    assert ids == [f"T{number}" for number in range(1, 9)] and places == sorted(places)


def test_what_to_read(page: str) -> None:
    """Does each module end with what to read after it, found from the contents, with addresses that can be followed?"""
    articles = re.findall(r'<article id="(t\d)">(.+?)</article>', page, re.DOTALL)
    assert [id for id, _ in articles] == [f"t{number}" for number in range(1, 9)]
    for id, text in articles:
        last = text.rindex("<section ")
        assert text[last:].startswith(f'<section id="{id}-reading" class="reading"><h2>What to read</h2>')
        assert page.count(f'<a href="#{id}-reading">What to read</a>') == 1
        assert len(re.findall(r"<li>", text[last:])) >= 3 and '<a href="https://' in text[last:]
    assert section_ids(COURSE).isdisjoint(f"book#{id}-reading" for id, _ in articles)


def test_every_link_inside_the_book_leads_somewhere(page: str) -> None:
    """Does every address within the page name an anchor that is there once?"""
    inside = re.findall(r'href="#([^"]+)"', page)
    assert len(inside) > 60 and [one for one in inside if page.count(f' id="{one}"') != 1] == []


def test_nothing_from_outside(page: str) -> None:
    """Does the page load nothing and run nothing?"""
    assert not re.search(r"<(script|iframe|object|embed)\b", page)
    assert all(' src="data:image/svg+xml,' in image for image in re.findall(r"<img\b[^>]*>", page))
    assert all('href="data:' in link for link in re.findall(r"<link\b[^>]*>", page))
    assert not re.search(r"\bsrcset\s*=|\bsrc\s*=(?!\"data:image)|url\(|@import|\bon\w+=", page)
    assert "<!--" not in page


def test_book_is_data(tmp_path: Path) -> None:
    """Is HTML in a module's text shown, not run, and are code cells left out?"""
    cells = [{"cell_type": "markdown", "metadata": {"pmo": {"part": "title"}}, "source": ["# A <b>title</b> & more"]},
             {"cell_type": "code", "metadata": {"pmo": {"section": "code"}}, "source": "raise SystemExit", "outputs": []},
             {"cell_type": "markdown", "metadata": {"pmo": {"section": "one"}},
              "source": ["## <script>alert(1)</script>\\n", "\\n", "[x](javascript:alert(1)) <img src=x>\\n"]}]
    notebook = {"cells": [{**cell, "source": [line.replace("\\n", "\n") for line in cell["source"]]} for cell in cells],
                "metadata": {"pmo": {"module": "T1"}}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "01_one.ipynb").write_text(json.dumps(notebook))
    (tmp_path / "start.ipynb").write_text("not read")
    page = book_html(tmp_path)
    assert section_ids(tmp_path) == {"book#one"}
    assert "<script" not in page and "<img" not in page and "javascript:" not in page and "SystemExit" not in page
    assert "&lt;script&gt;" in page
