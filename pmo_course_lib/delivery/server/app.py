"""Voilà with a door: our own routes in place of Voilà's, so that nothing but modules, exam and book can be reached."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import ssl
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import RedirectHandler
from traitlets import Instance
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

from pmo_course_lib.delivery.book import book_html
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import collect_all
from pmo_course_lib.delivery.course.notebooks import Notebook, by_timetable, load_exercises, load_notebooks
from pmo_course_lib.delivery.course.run_sheet import first_slots, load_days
from pmo_course_lib.delivery.exam_app import ALIVE, BOOK, COHORT
from pmo_course_lib.delivery.server import handlers
from pmo_course_lib.delivery.server.class_pages import class_routes
from pmo_course_lib.delivery.server.console import console_routes
from pmo_course_lib.delivery.server.exercise_pages import exercise_routes
from pmo_course_lib.delivery.server.feedback_pages import feedback_routes
from pmo_course_lib.delivery.server.identity import Door
from pmo_course_lib.delivery.server.kernels import CULL_AFTER_S, CULL_EVERY_S, HEADER, PersonKernelManager
from pmo_course_lib.delivery.server.slides import slide_routes
from pmo_course_lib.errors import CourseError

KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
#: How often attempts whose time is over are collected, in milliseconds.
SWEEP_MS = 2_000

HEADERS = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; "
                               "base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class ClassServer(Voila):
    """One cohort's server."""

    cohort = Instance(Cohort)
    door = Instance(Door)
    tls = Instance(ssl.SSLContext, allow_none=True)
    course = Instance(Path)
    in_order: tuple[Notebook, ...] = ()
    address: str = ""

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, and what our handlers need."""
        settings: dict[str, Any] = super().init_settings()
        return {**settings, "door": self.door, "cohort": self.cohort, "book": book_html(self.course),
                "pages": self.pages, "in_order": self.in_order, "plan": first_slots(load_days(self.course)),
                "next": self._next_pages(), "visits": {}, "course": self.course,
                "address": self.address, "headers": HEADERS, "default_handler_class": handlers.NoPage,
                "websocket_max_message_size": 1_000_000}

    def init_handlers(self) -> list[Any]:
        """Our routes only. Voilà's tree, contents, file and shutdown routes are left out on purpose."""
        return [
            (r"/p/([A-Za-z0-9_-]+)/?", handlers.PersonalLink), (r"/", handlers.Home), (r"/book", handlers.Book),
            (r"/alive", handlers.Alive), (r"/exam/", RedirectHandler, {"url": "/exam"}),
            (r"/exam", handlers.Notebook, self._notebook(Path(self.notebook_path))),
            *((f"/m/{notebook.name}", handlers.Notebook, self._notebook(notebook.path)) for notebook in self.pages),
            *console_routes(), *class_routes(), *exercise_routes(), *slide_routes(), *feedback_routes(),
            (rf"/api/kernels/{KERNEL}", handlers.OwnKernelInfo),
            (rf"/api/kernels/{KERNEL}/channels", handlers.OwnKernelChannel),
            *self._static_routes(),
        ]

    def _notebook(self, path: Path) -> dict[str, Any]:
        return {"notebook_path": os.path.relpath(path, self.root_dir), "config": self.config,
                "template_paths": self.template_paths, "voila_configuration": self.voila_configuration}

    @property
    def pages(self) -> tuple[Notebook, ...]:
        """Modules and team exercises in the order of the days; without the exam."""
        return tuple(one for one in self.in_order if one.path != Path(self.notebook_path))

    def _next_pages(self) -> dict[str, dict[str, str]]:
        """By a notebook's path what comes after it: address and title."""
        named = [("/exam" if one.path == Path(self.notebook_path) else f"/m/{one.name}", one) for one in self.in_order]
        return {os.path.relpath(one.path, self.root_dir): {"href": address, "title": following.title}
                for (_, one), (address, following) in pairwise(named)}

    def _static_routes(self) -> list[Any]:
        themes = {"themes_url": "/voila/api/themes", "path": self.themes_dir,
                  "labextensions_path": self.labextensions_path, "no_cache_paths": ["/"]}
        return [
            (r"/voila/templates/(pmo/static/[\w.-]+)", TemplateStaticFileHandler),
            (r"/voila/static/(.*)", MultiStaticFileHandler,
             {"paths": self.static_paths, "default_filename": "index.html"}),
            (r"/voila/api/themes/(.*)", ThemesHandler, themes),
            (r"/voila/labextensions/(.*)", FileFindHandler,
             {"path": self.labextensions_path, "no_cache_paths": ["/"]}),
        ]

    def listen(self) -> None:
        """Listen on exactly the address that the links name, and collect finished attempts while running."""
        try:
            self.app.listen(self.port, self.ip, ssl_options=self.tls)
        except OSError as error:
            raise CourseError(_port_problem(error, self.port)) from None
        sweep = PeriodicCallback(self._sweep, SWEEP_MS)
        sweep.start()
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            sweep.stop()
            self.stop()

    async def _sweep(self) -> None:
        """Off the loop, so that a slow disk does not hold up anybody's answer."""
        await asyncio.get_running_loop().run_in_executor(None, collect_all, self.cohort)


def _port_problem(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken, perhaps by a class server that is still running. Stop it, or choose --port."
    return f"Cannot listen on port {port} ({error.strerror}). Choose --port above 1024."


def class_config() -> Config:
    """Voilà's configuration: no sources, no tracebacks, no pre-heated kernels, idle kernels ended."""
    config = Config()
    config.Voila.update(open_browser=False, log_level=logging.ERROR)
    config.VoilaConfiguration.update(
        template="pmo", page_config_hook=next_page, strip_sources=True, show_tracebacks=False, preheat_kernel=False,
        file_allowlist=[],
        allow_template_override="NO", allow_theme_override="NO", http_header_envs=[HEADER],
        multi_kernel_manager_class=PersonKernelManager,
        extension_allowlist=["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"])
    if sys.platform == "linux":  # no ports that another program could answer on; elsewhere socket paths get too long
        config.KernelManager.transport = "ipc"
    config.MappingKernelManager.update(cull_idle_timeout=CULL_AFTER_S, cull_interval=CULL_EVERY_S)
    return config


def notebooks_in_order(course: Path) -> tuple[Notebook, ...]:
    """Modules, team exercises and the exam in the order of the days. Raises ``CourseError`` for a course that does not fit."""
    blocks = [slot.block.id for day in load_days(course) for slot in day]
    return by_timetable(load_notebooks(course), load_exercises(course), blocks)


def next_page(page_config: dict[str, Any], settings: dict[str, Any], notebook_path: str, **_: Any) -> dict[str, Any]:
    """Voilà's hook: what the template says of the page that comes next."""
    return {**page_config, "pmoNext": settings["next"].get(notebook_path)}


def run_server(cohort: Cohort, course: Path, ip: str, port: int, address: str, tls: ssl.SSLContext | None) -> None:
    """Serve the class until Ctrl-C. ``address`` is what the personal links start with."""
    os.environ.update({COHORT: str(cohort.folder), BOOK: "/book", ALIVE: "/alive"})
    server = ClassServer(cohort=cohort, door=Door(cohort.people), tls=tls, course=course, config=class_config(),
                         ip=ip, port=port, notebook_path=str(course / "exam.ipynb"), root_dir=str(course.parent))
    server.address, server.in_order = address, notebooks_in_order(course)
    for noise in ("tornado.access", "tornado.general"):  # every wrong link would put a line on the instructor's screen
        logging.getLogger(noise).setLevel(logging.ERROR)
    server.initialize([])
    server.start()
