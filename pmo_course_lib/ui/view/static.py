"""A view without controls: the same blocks as HTML, to compare workbooks side by side."""

from __future__ import annotations

from functools import singledispatch
from html import escape
from urllib.parse import quote

import mistune

from pmo_course_lib.ui.view import blocks as b

_markdown = mistune.create_markdown(escape=True, plugins=["table"])
# Text from people may become neither a link nor a picture; the live view draws none either.
_markdown.inline.rules = [rule for rule in _markdown.inline.rules if rule not in ("link", "auto_link", "auto_email")]
_WORDS: dict[b.Tone, str] = {"info": "Note", "good": "In order", "warning": "Look at this", "error": "To correct"}
Chosen = b.Choice | b.Ticks | b.Select
Written = b.Line | b.Area | b.Day | b.Number


@singledispatch
def still(block: object) -> str:
    """One block as HTML; text from people is escaped. Clocks, buttons and downloads leave nothing."""
    del block
    return ""


def all_still(blocks: tuple[b.Block, ...]) -> str:
    """Blocks one after the other."""
    return "".join(still(block) for block in blocks)


@still.register
def _text(block: b.Text) -> str:
    return str(_markdown(block.text))


@still.register
def _note(block: b.Note) -> str:
    return f'<div class="note {block.tone}"><strong>{_WORDS[block.tone]}.</strong> {_markdown(block.text)}</div>'


@still.register
def _picture(block: b.Picture) -> str:
    return f'<figure><img alt="{escape(block.name)}" src="data:image/svg+xml,{quote(block.svg)}"></figure>'


@still.register(b.Choice)
@still.register(b.Ticks)
@still.register(b.Select)
@still.register(b.Line)
@still.register(b.Area)
@still.register(b.Day)
@still.register(b.Number)
def _field(block: Chosen | Written) -> str:
    return f'<p class="said"><strong>{escape(block.label)}</strong> {escape(_value(block)) or "–"}</p>'


def _value(block: Chosen | Written) -> str:
    if isinstance(block, Chosen):
        chosen = block.value if isinstance(block, b.Ticks) else (block.value,)
        return "; ".join(text for option, text in block.options if option in chosen)
    unit = f" {block.unit}" if isinstance(block, b.Number) and block.unit else ""
    return "" if block.value in (None, "") else f"{block.value}{unit}"


@still.register
def _table(block: b.Table) -> str:
    def row(cells: tuple[object, ...], tag: str) -> str:
        # A corner that names nothing is no heading.
        tags = [tag if cell not in (None, "") else "td" for cell in cells]
        return "<tr>" + "".join(f"<{one}>{_cell(cell)}</{one}>" for one, cell in zip(tags, cells, strict=True)) + "</tr>"

    name, body = escape(block.caption or "Table"), "".join(row(cells, "td") for cells in block.rows)
    return (f'<div class="table" role="group" aria-label="{name}" tabindex="0"><table><caption>{name}</caption>'
            f"<thead>{row(block.head, 'th')}</thead><tbody>{body}</tbody></table></div>")


def _cell(cell: object) -> str:
    if isinstance(cell, Chosen | Written):
        return escape(_value(cell))
    return escape("" if cell is None else str(cell)) if isinstance(cell, str | int | float | None) else still(cell)


@still.register
def _group(block: b.Group) -> str:
    return f"<section><h4>{escape(block.title)}</h4>{all_still(block.blocks)}</section>"


@still.register
def _row(block: b.Row) -> str:
    return all_still(block.blocks)
