"""A browser, and a small document with one of each field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import launch
from tests.ui.sheet import Sheet


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as running:
        yield running


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()
