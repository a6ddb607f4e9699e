"""The modules: opening one, in JupyterLab too, and a class of twenty in different modules on one server."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page

from pmo_course_lib.delivery.course.figures import case_workbook
from pmo_course_lib.delivery.course.notebooks import load_notebooks
from pmo_course_lib.ui.modules.panel import Panel, load_panel
from pmo_course_lib.workbook.model import Workbook
from tests.bench.process import pss_mb
from tests.bench.table import Row, at_most, shown
from tests.browser import launch
from tests.classroom import HOME, Classroom, classroom
from tests.jupyterlab import TOKEN, Lab

CLASS = 20
ROSTER = "id,name,email,team,time_multiplier\n" + "".join(f"c{n:02},Candidate {n},,,\n" for n in range(1, CLASS + 1))
NAMES = [notebook.name for notebook in load_notebooks(HOME / "course") if notebook.views]


def rows(folder: Path) -> Iterator[Row]:
    """The views' own time, one person in a real browser, then twenty at the same time."""
    yield from _draws()
    for part in (_browser, _class):
        (folder / part.__name__).mkdir()
        with classroom(folder / part.__name__, opened=False, roster=ROSTER) as room:
            yield from part(room)
    (folder / "lab").mkdir()
    yield _lab(folder / "lab")


def _draws() -> Iterator[Row]:
    """All views on the case company's workbook, each drawn for the second time."""
    case = case_workbook(HOME / "course")
    views = {view for notebook in load_notebooks(HOME / "course") for view in notebook.views}
    taken = {view: _drawn(load_panel(view), case) for view in views}
    slowest = max(taken, key=lambda view: taken[view])
    yield at_most(f"drawing a view of the case workbook, slowest of {len(views)} ({slowest})", taken[slowest] * 1000, 50, "ms")


def _drawn(panel: Panel, case: Workbook) -> float:
    panel.draw(case)
    start = time.perf_counter()
    panel.draw(case)
    return time.perf_counter() - start


def _browser(room: Classroom) -> Iterator[Row]:
    with launch() as chromium:
        page = chromium.new_page(viewport={"width": 1366, "height": 768})
        page.goto(room.link("c01"))
        first = {name: _open(room, page, name) for name in NAMES}
        slowest = max(first, key=lambda name: first[name])
        yield at_most(f"Chromium: link to working module, slowest of {len(NAMES)} ({slowest})", first[slowest], 5, "s")
        yield Row("  quickest", shown(min(first.values()), "s"))
    yield at_most("  a module's kernel (PSS), mean", _mean(room), 80, "MB")


def _open(room: Classroom, page: Page, name: str) -> float:
    start = time.perf_counter()
    page.goto(f"{room.address}/m/{name}")
    page.locator(".pmo-view .pmo-title, .pmo-view .pmo-note").first.wait_for(timeout=90_000)
    page.wait_for_function("!document.body.innerText.includes('This part is being loaded')")
    return time.perf_counter() - start


def _lab(folder: Path) -> Row:
    """Each module in a JupyterLab that runs already, every time as a new visitor's first page: Lab itself is loaded, too."""
    lab = Lab(folder)
    try:
        with launch() as chromium:
            taken = {name: _in_lab(lab, chromium, name) for name in NAMES}
    finally:
        lab.stop()
    slowest = max(taken, key=lambda name: taken[name])
    return at_most(f"Chromium: JupyterLab to working module, slowest of {len(NAMES)} ({slowest})", taken[slowest], 8, "s")


def _in_lab(lab: Lab, chromium: Browser, name: str) -> float:
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page, start = context.new_page(), time.perf_counter()
    page.goto(f"{lab.place(HOME / 'course' / name)}.ipynb?token={TOKEN}")
    page.locator(".pmo-view .pmo-title").first.wait_for(state="attached", timeout=90_000)
    taken = time.perf_counter() - start
    context.close()
    return taken


def _mean(room: Classroom) -> float | None:
    kernels = room.kernels()
    total = pss_mb(kernels)
    return None if total is None else total / len(kernels)


def _class(room: Classroom) -> Iterator[Row]:
    """The request for a page starts the kernel and runs all cells; its answer is complete when they are done."""
    people = [(f"c{n:02}", name) for n, name in zip(range(1, CLASS + 1), cycle(NAMES), strict=False)]
    start = time.perf_counter()
    with ThreadPoolExecutor(CLASS) as pool:
        codes = list(pool.map(lambda one: room.get(f"/m/{one[1]}", room.token(one[0]))[0], people))
    yield Row(f"{CLASS} people open different modules at once: all run", shown(time.perf_counter() - start, "s"))
    if codes != [200] * CLASS:
        yield Row(f"  answers: {codes}", "")
    server = [] if room.server is None else [room.server.pid, *_children(room.server.pid)]
    yield at_most(f"  kernels and server (PSS), {len(room.kernels())} kernels", pss_mb({*server, *room.kernels()}), 2000, "MB")


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in text.split() if os.path.exists(f"/proc/{child}")]
