"""The open book: the printed form of all course modules, one HTML page with anchors that item references resolve to."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import mistune
from attrs import evolve, frozen

from pmo_course_lib.delivery.course.figures import case_workbook, figures
from pmo_course_lib.delivery.course.notebooks import views_in
from pmo_course_lib.storage import read_json
from pmo_course_lib.workbook.model import Workbook

HERE = Path(__file__).parent


@frozen
class Section:
    """One section of a module; ``id`` is permanent, ``text`` is Markdown that starts with its heading.

    ``views`` are the interactive views that stand below it, which leave their pictures in the book.
    """

    id: str
    text: str
    views: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The heading's words."""
        return _heading(self.text)


@frozen
class Module:
    """One module notebook of the course; ``reading`` is Markdown on what to read after it, empty where nothing is named."""

    id: str
    title: str
    intro: str
    sections: tuple[Section, ...]
    reading: str = ""

    @property
    def anchor(self) -> str:
        """Where the module begins in the book; its reading has an anchor of its own after it."""
        return self.id.lower()


def _heading(text: str) -> str:
    found = re.search(r"^#+\s+(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else ""


def load_modules(course: Path) -> list[Module]:
    """The module notebooks of ``course`` in the order of their names; only their Markdown is read, nothing is run."""
    notebooks = ((path, read_json(path)) for path in sorted(course.glob("[0-9][0-9]_*.ipynb")))
    return [_module(notebook) for _, notebook in notebooks if "module" in notebook["metadata"].get("pmo", {})]


def _module(notebook: dict[str, Any]) -> Module:
    texts, sections = dict[str, str](), list[Section]()
    for cell in notebook["cells"]:
        meta, text = cell["metadata"].get("pmo", {}), "".join(cell["source"])
        if cell["cell_type"] == "code":
            if sections:
                sections[-1] = evolve(sections[-1], views=(*sections[-1].views, *views_in(text)))
        elif "section" in meta:
            sections.append(Section(meta["section"], text))
        else:
            texts[meta.get("part", "")] = text
    intro = texts.get("title", "")
    return Module(notebook["metadata"]["pmo"]["module"], _heading(intro), intro, tuple(sections), texts.get("reading", ""))


def section_ids(course: Path) -> set[str]:
    """Every place that an item may refer to, as ``book#id``."""
    return {f"book#{section.id}" for module in load_modules(course) for section in module.sections}


def book_html(course: Path) -> str:
    """The whole book as one page without scripts and without anything from outside."""
    modules = load_modules(course)
    render = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])
    case = case_workbook(course)
    body = _reachable("\n".join(_module_html(module, render, case) for module in modules))
    page = (HERE / "book.html").read_text(encoding="utf-8")
    return page.replace("<!--contents-->", _contents(modules)).replace("<!--modules-->", body)


def _reachable(page: str) -> str:
    """Wide tables scroll in a box of their own, which the keyboard must reach."""
    opened = page.replace("<table>", '<div class="table" role="group" aria-label="Table" tabindex="0"><table>')
    return opened.replace("</table>", "</table></div>")


def _contents(modules: list[Module]) -> str:
    return "".join(f'<li><a href="#{module.anchor}">{module.id} {html.escape(module.title)}</a><ol>{_places(module)}</ol></li>'
                   for module in modules)


def _places(module: Module) -> str:
    places = [(one.id, one.title) for one in module.sections]
    if module.reading:
        places.append((f"{module.anchor}-reading", _heading(module.reading)))
    return "".join(f'<li><a href="#{id}">{html.escape(title)}</a></li>' for id, title in places)


def _module_html(module: Module, render: Any, case: Workbook) -> str:
    sections = "\n".join(f'<section id="{s.id}">{render(s.text)}{"".join(figures(view, case) for view in s.views)}'
                         f'<p class="anchor">{s.id}</p></section>' for s in module.sections)
    reading = f'\n<section id="{module.anchor}-reading" class="reading">{render(module.reading)}</section>'
    return f'<article id="{module.anchor}">{render(module.intro)}\n{sections}{reading if module.reading else ""}</article>'
