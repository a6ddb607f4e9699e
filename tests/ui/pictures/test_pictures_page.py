"""All pictures on a page in a real browser: accessible, inside their frames, their type in the room that was measured."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from gallery import SAMPLES, page
from playwright.sync_api import Browser, Page

from pmo_course_lib.ui.pictures.boxes import Box
from tests.browser import axe_violations, launch

pytestmark = pytest.mark.browser

TEXTS = """svg => [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBBox(); return [text.textContent, box.x, box.y, box.width, box.height];
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as running:
        yield running


@pytest.fixture(params=[1366, 390], ids=str)
def gallery(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": request.param, "height": 900})
    tab.set_content(page())
    yield tab
    tab.close()


def test_axe_has_nothing_to_say(gallery: Page) -> None:
    """Has the page with all pictures no accessibility problem, folded and unfolded?"""
    assert axe_violations(gallery) == []
    gallery.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert axe_violations(gallery) == []


def test_the_page_does_not_scroll_sideways(gallery: Page) -> None:
    """Does only a picture's own frame scroll on a narrow screen, and by keys?"""
    assert gallery.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame = gallery.locator("#roadmap .pmo-picture-frame")
    frame.focus()
    assert frame.evaluate("one => document.activeElement === one")
    assert frame.locator("svg").bounding_box()["width"] >= 640  # type: ignore[index]


def test_every_picture_is_an_image_with_a_name(gallery: Page) -> None:
    """Does the browser's accessibility tree hold each picture under its title?"""
    for sample in SAMPLES:
        role = "table" if sample.name == "matrix" else "img"
        assert gallery.locator(f"#{sample.name}").get_by_role(role, name=sample.given.title, exact=True).count() == 1


def test_real_type_stays_apart(gallery: Page) -> None:
    """With the browser's own widths: does no text touch another or leave the picture?"""
    for sample in SAMPLES:
        if sample.name == "matrix":
            continue
        svg = gallery.locator(f"#{sample.name} svg")
        _, _, width, height = map(float, svg.get_attribute("viewBox").split())  # type: ignore[union-attr]
        texts = [(said, Box(x, y + 2, w, h - 4)) for said, x, y, w, h in svg.evaluate(TEXTS)]
        assert [said for said, box in texts if not box.inside(Box(0, 0, width, height))] == []
        assert [(one, other) for (one, a), (other, b) in combinations(texts, 2) if a.meets(b, -0.5)] == []
