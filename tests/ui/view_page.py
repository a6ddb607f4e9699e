"""A real ``View`` in a real browser, with this process as its kernel: no server, no Jupyter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from pmo_course_lib.ui import joined, styled
from pmo_course_lib.ui.view.widget import HERE, MODULES, View

_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>View</title><style>{css}</style></head>
<body><main><h1>Module</h1>{hosts}</main><script type="module">
{code}
const hear = {{}};
window.deaf = false;
const model = (name) => ({{
  send: async (message) => {{
    if (window.deaf) return;
    const reply = JSON.parse(await kernel(name, JSON.stringify(message)));
    if (reply && !window.deaf) hear[name](reply);
  }},
  on: (_, listener) => {{ hear[name] = listener; }},
  off: () => {{}},
}});
for (const el of document.querySelectorAll("[data-view]")) render({{ model: model(el.dataset.view), el }});
</script></body></html>"""


@contextmanager
def shown(browser: Browser, views: dict[str, View], width: int = 1366, height: int = 768) -> Iterator[Page]:
    """A page with these views, one under the other; errors of the page fail the test."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.expose_function("kernel", lambda name, message: _reply(views[name], message))
    hosts = "".join(f'<div data-view="{name}"></div>' for name in views)
    code = joined(*MODULES).replace("export default { render };", "")
    page.route("http://view.test/", lambda route: route.fulfill(
        content_type="text/html", body=_HTML.format(css=styled(HERE / "view.css"), hosts=hosts, code=code)))
    page.goto("http://view.test/")
    yield page
    context.close()
    assert errors == []


def _reply(view: View, message: str) -> str:
    reply: Any = view.handle(json.loads(message))
    return json.dumps(reply)
