"""The open book: the printed form of all course modules, one HTML page with anchors that item references resolve to."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import mistune
from attrs import frozen

from pmo_course_lib.storage import read_json

HERE = Path(__file__).parent


@frozen
class Section:
    """One section of a module; ``id`` is permanent, ``text`` is Markdown that starts with its heading."""

    id: str
    text: str

    @property
    def title(self) -> str:
        """The heading's words."""
        return _heading(self.text)


@frozen
class Module:
    """One module notebook of the course."""

    id: str
    title: str
    intro: str
    sections: tuple[Section, ...]


def _heading(text: str) -> str:
    found = re.search(r"^#+\s+(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else ""


def load_modules(course: Path) -> list[Module]:
    """The module notebooks of ``course`` in the order of their names; only their Markdown is read, nothing is run."""
    notebooks = ((path, read_json(path)) for path in sorted(course.glob("[0-9][0-9]_*.ipynb")))
    return [_module(notebook) for _, notebook in notebooks if "module" in notebook["metadata"].get("pmo", {})]


def _module(notebook: dict[str, Any]) -> Module:
    cells = [(cell["metadata"].get("pmo", {}), "".join(cell["source"])) for cell in notebook["cells"]
             if cell["cell_type"] == "markdown"]
    intro = next(text for meta, text in cells if meta.get("part") == "title")
    sections = tuple(Section(meta["section"], text) for meta, text in cells if "section" in meta)
    return Module(notebook["metadata"]["pmo"]["module"], _heading(intro), intro, sections)


def section_ids(course: Path) -> set[str]:
    """Every place that an item may refer to, as ``book#id``."""
    return {f"book#{section.id}" for module in load_modules(course) for section in module.sections}


def book_html(course: Path) -> str:
    """The whole book as one page without scripts and without anything from outside."""
    modules = load_modules(course)
    render = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])
    body = _reachable("\n".join(_module_html(module, render) for module in modules))
    page = (HERE / "book.html").read_text(encoding="utf-8")
    return page.replace("<!--contents-->", _contents(modules)).replace("<!--modules-->", body)


def _reachable(page: str) -> str:
    """Wide tables scroll in a box of their own, which the keyboard must reach."""
    opened = page.replace("<table>", '<div class="table" role="group" aria-label="Table" tabindex="0"><table>')
    return opened.replace("</table>", "</table></div>")


def _contents(modules: list[Module]) -> str:
    return "".join(
        f'<li><a href="#{module.id.lower()}">{module.id} {html.escape(module.title)}</a><ol>'
        + "".join(f'<li><a href="#{s.id}">{html.escape(s.title)}</a></li>' for s in module.sections) + "</ol></li>"
        for module in modules)


def _module_html(module: Module, render: Any) -> str:
    sections = "\n".join(f'<section id="{s.id}">{render(s.text)}<p class="anchor">{s.id}</p></section>'
                         for s in module.sections)
    return f'<article id="{module.id.lower()}">{render(module.intro)}\n{sections}</article>'
