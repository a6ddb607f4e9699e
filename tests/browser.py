"""The browser for tests, a server for pages, and a page's accessibility problems."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def executable() -> str:
    """Path of a Chromium; without one the test is skipped, but fails in CI, where a skip would hide a gap."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = f"No browser: none of {', '.join(NAMES)} is on the PATH. Install Chromium to run this test."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def launch() -> Iterator[Browser]:
    """A headless Chromium that is closed at the end. As root it runs without its sandbox, which refuses root."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *root])
        try:
            yield browser
        finally:
            browser.close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Address of a server on this machine that shows ``folder``, without a slash at its end."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def axe_violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core objects to on the page as it is now: a line for each node, with the rule and the element."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    rules: list[dict[str, Any]] = page.evaluate("within => axe.run(within).then(result => result.violations)", within)
    return [f"{rule['id']} ({rule['impact']}): {node['html'][:160]}" for rule in rules for node in rule["nodes"]]
