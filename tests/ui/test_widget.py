"""The exam page's modules as the one module that anywidget takes."""

from __future__ import annotations

import re

from pmo_course_lib.ui import joined
from pmo_course_lib.ui.exam.widget import HERE, MODULES


def test_the_modules_become_one() -> None:
    """Has the joined text no import, one export, and no name twice?"""
    text = joined(*MODULES)
    assert re.findall(r"^import ", text, re.MULTILINE) == []
    assert re.findall(r"^export .*", text, re.MULTILINE) == ["export default { render };"]
    names = re.findall(r"^(?:async )?(?:const|class|function) (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names)) > 20


def test_every_module_is_named() -> None:
    """Is no JavaScript file of the page forgotten?"""
    assert set(HERE.glob("*.js")) < set(MODULES)


def test_text_from_people_never_becomes_markup() -> None:
    """Does no module use a way to turn text into HTML or code?"""
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", joined(*MODULES))
