"""A small class on the real exam, a clock that stands until it is moved, and pages that send messages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmo_course_lib.delivery import collector, moderation, session
from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.create import create_cohort

from .pages import NOW, Page, Time

HOME = Path(__file__).parents[2]
ROSTER = "id,name,email,team,time_multiplier,company\nanna,Anna Smith,,T1,,Rail\n" \
         "ben,Ben Okoro,,T1,1.25,Rail\ncleo,Cleo Ng,,T2,2,Mill\n"


@pytest.fixture(scope="session")
def exam() -> Path:
    """The real exam folder."""
    return HOME / "exam"


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory, exam: Path) -> Path:
    """A cohort of three in which nothing has happened yet; never change it."""
    folder = tmp_path_factory.mktemp("pristine")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return create_cohort(folder / "class", folder / "roster.csv", exam).folder


@pytest.fixture
def cohort(pristine: Path, tmp_path: Path) -> Cohort:
    """An own copy of the cohort."""
    return open_cohort(Path(shutil.copytree(pristine, tmp_path / "class")))


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Iterator[Time]:
    """The server's clock, in the hands of the test."""
    clock = Time(NOW)
    for module in (collector, moderation, session):
        monkeypatch.setattr(module, "now_ms", lambda: clock.now)
    return clock  # type: ignore[return-value]


@pytest.fixture
def open_page(cohort: Cohort, time: Time) -> Callable[..., Page]:
    """Opens an exam page (and its kernel) of a candidate."""
    return lambda who="anna", name="p1": Page(cohort, who, time, name)


@pytest.fixture
def anna(open_page: Callable[..., Page]) -> Page:
    """Anna's page, before the exam is open."""
    return open_page()
