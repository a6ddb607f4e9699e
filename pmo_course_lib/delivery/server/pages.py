"""The server's own small pages: message, links to print. No script, nothing from outside, all text escaped."""

from __future__ import annotations

from html import escape

import segno

from pmo_course_lib.delivery.cohort import People

_STYLE = """
:root { --ink: #1c2430; --accent: #0b5c6b; --line: #c9d3da; --tint: #eef5f6; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fbfcfd; font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; margin-top: .75rem; padding: 0; list-style: none; }
.cards a { display: block; height: 100%; padding: 1.25rem; border: 1px solid var(--line); border-left: .4rem solid var(--accent); border-radius: .5rem; background: #fff; color: inherit; text-decoration: none; }
.cards .team a { border-left-color: #8f5a00; background: #fffaf0; }
.cards .team strong { color: #6e4500; }
.cards .exam a { border-left-width: .8rem; }
.cards a[aria-current] { box-shadow: 0 0 0 2px var(--accent); }
.cards .when { color: #4a5565; font-size: .9rem; font-variant-numeric: tabular-nums; }
.cards progress { display: block; width: 100%; height: .5rem; margin-top: .6rem; accent-color: var(--accent); }
.cards .state { display: block; margin-top: .35rem; color: #4a5565; font-size: .9rem; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 0; }
.cards a:hover { background: var(--tint); }
.cards strong { display: block; font-size: 1.15rem; color: var(--accent); }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; margin: .75rem 0; font-size: .95rem; }
th, td { padding: .3rem .7rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--tint); }
.sheet .break td, .sheet .lunch td { background: #f3f5f7; }
.sheet td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1rem 0; }
form :is(select, input, button) { min-height: 2.5rem; max-width: 100%; padding: .3rem .6rem; border: 1px solid #8a94a3; border-radius: .3rem; background: #fff; color: inherit; font: inherit; }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
.beside article { padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; min-width: 0; overflow-wrap: anywhere; }
.beside img { width: 100%; }
.beside .table { overflow-x: auto; }
.links { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; padding: 0; list-style: none; }
.links li { border: 1px dashed #8a97a3; padding: .9rem; background: #fff; break-inside: avoid; display: flex; gap: 1rem; align-items: center; }
.links svg { width: 8rem; height: 8rem; flex: none; }
.links p { margin: .2rem 0; overflow-wrap: anywhere; font-size: .85rem; }
.links strong { font-size: 1.05rem; }
main:has(.wide) { max-width: 84rem; }
.scroll { overflow-x: auto; }
small { display: block; font-size: .8rem; font-weight: 400; color: #4a5565; }
.teams td > span { white-space: nowrap; }
.teams td > span { display: block; }
.teams .do { display: flex; flex-wrap: wrap; gap: .1rem .8rem; }
.teams .do a { padding: .25rem 0; }
.teams .handed { font-weight: 600; color: #1d6b3a; }
.teams .idle { color: #5d6775; }
td form { margin: 0; flex-wrap: nowrap; gap: .4rem; }
td form input { width: 9rem; }
td form button { white-space: nowrap; }
button { cursor: pointer; }
form button.main { border-color: var(--accent); background: var(--accent); color: #fff; }
a { color: var(--accent); text-underline-offset: .15em; }
.told { padding: .5rem .8rem; border-left: .3rem solid var(--accent); background: var(--tint); }
.problem { color: #a3221a; font-weight: 600; }
.unseen { position: absolute !important; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
td, th { position: relative; }
form label { max-width: 100%; }
@media (max-width: 40rem) { form label, form select { width: 100%; } .links { grid-template-columns: minmax(0, 1fr); } }
@media print { .no-print { display: none; } body { background: #fff; } main { padding: 0; } }
"""


LINKS = ('<p class="no-print"><a href="/console">Exam console</a> · <a href="/console/class">Class</a> · '
         '<a href="/console/exercises">Team exercises</a> · <a href="/console/feedback">Marks and feedback</a> · '
         '<a href="/console/run">Run sheet</a></p>')
#: Where the module of a page that shows itself anew says that it cannot.
PROBLEM = '<p id="problem" class="problem" role="alert" hidden></p>'


def page(title: str, body: str, script: str = "") -> str:
    """A whole page round ``body``, which is HTML already; ``title`` is plain text."""
    code = f'<script type="module" src="{script}"></script>' if script else ""
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width, initial-scale=1"><title>{escape(title)}</title><link rel="icon" href="data:,">'
            f"<style>{_STYLE}</style>{code}</head><body><main>{body}</main></body></html>")


def message_page(title: str, text: str) -> str:
    """One sentence for a person."""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>")


def links_page(people: People, address: str, cohort: str) -> str:
    """Every candidate's personal link and QR code, to print and cut."""
    rows = "".join(_link(person.candidate.name, person.id, f"{address}/p/{person.token}") for person in people.persons)
    return page(f"Links: {cohort}", f"""<h1>Personal links of {escape(cohort)}</h1>
<p class="no-print">Print this page and cut it, or send each person their own link. A link opens that person's exam: hand each one to its owner only.</p>
<ul class="links">{rows}</ul>""")


def _link(name: str, candidate: str, address: str) -> str:
    code = segno.make(address, micro=False).svg_inline(border=2, omitsize=True)
    return (f"<li>{code}<div><p><strong>{escape(name)}</strong> ({escape(candidate)})</p>"
            f"<p><code>{escape(address)}</code></p></div></li>")
