"""Baseline and vision: are gaps proposed, taken on, and kept in the words that stand there?"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.domain.catalogue import Entry
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.strategy import Gap, StrategyPlan
from pmo_course_lib.ui.modules.baseline_vision import FILL, GAPS, PANEL, suggestions
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Button, Note, Ticks, plain
from pmo_course_lib.workbook.model import Workbook
from tests.workbook.full_book import full
from tests.workbook.samples import STEADY, workbooks


def filled() -> Workbook:
    workbook = PANEL.change(Workbook(), at("strategy", "baseline", "services_live"), "12 reports")
    return PANEL.change(workbook, at("strategy", "vision", "services_then"), "4 advisory services")


def blocks(workbook: Workbook, kind: type) -> list:
    return [one for one in PANEL.draw(workbook) if isinstance(one, kind)]


def test_empty_says_what_to_do_first() -> None:
    """Is nothing done, no gap shown, and the next step said?"""
    assert not PANEL.done(Workbook()) and not blocks(Workbook(), Ticks) and not blocks(Workbook(), Button)
    assert "fill in both sides" in blocks(Workbook(), Note)[-1].text


def test_a_gap_is_proposed_taken_on_and_given_back() -> None:
    """Does a pair that differs become a gap to tick, and a ticked one the plan's?"""
    (ticks,) = blocks(filled(), Ticks)
    assert ticks.options == (("services_live", "12 reports → 4 advisory services"),) and ticks.value == ()
    taken = PANEL.change(filled(), GAPS, ["services_live", "no such gap"])
    assert taken.strategy.gaps == (Gap("services_live", "12 reports", "4 advisory services"),) and PANEL.done(taken)
    assert not PANEL.done(PANEL.change(taken, GAPS, []))


def test_a_gap_follows_its_fields_and_own_gaps_stay() -> None:
    """Does a gap that was taken on say what the fields say now, and does ticking leave gaps without fields alone?"""
    own = Gap("image", "unknown", "known")
    taken = PANEL.change(filled(), GAPS, ["services_live"])
    taken = evolve(taken, strategy=evolve(taken.strategy, gaps=(own, *taken.strategy.gaps)))
    changed = PANEL.change(taken, at("strategy", "vision", "services_then"), "5 advisory services")
    assert [one.then for one in changed.strategy.gaps] == ["known", "5 advisory services"]
    assert PANEL.change(changed, GAPS, []).strategy.gaps == (own,)


def test_fill_in_from_the_workbook() -> None:
    """Do empty fields take what the modules say, and are filled ones left as they are?"""
    workbook = Workbook(catalogue=(Entry(id="SVC-001", name="Health check", state=State.LIVE),))
    assert suggestions(workbook) == {"services_live": "1 service: Health check"}
    assert PANEL.change(workbook, FILL, True).strategy.baseline["services_live"].endswith("Health check")
    full_one = PANEL.change(full(), FILL, True).strategy.baseline
    assert full_one["services_live"] == "17 services, five of them reports"
    assert full_one["orientation_index"] == "0.57, mixed, from 11 pairs" and full_one["maturity_level"].startswith("Level 3")
    assert not suggestions(PANEL.change(full(), FILL, True))


@pytest.mark.parametrize(("id", "value"), [
    (GAPS, "services_live"), (GAPS, [1]), (at("strategy", "baseline", "no field"), "x"), ("no id", "x"),
    (at("strategy", "baseline", "mandate"), 7)])
def test_bad_values_are_refused_in_words(id: str, value: object) -> None:
    """Is what does not belong there refused with a sentence?"""
    with pytest.raises(ValueError, match=r"[A-Za-z]{3}"):
        PANEL.change(filled(), id, value)


@STEADY
@given(workbooks())
def test_draws_any_workbook(workbook: Workbook) -> None:
    """Does the view never raise?"""
    assert plain(PANEL.draw(evolve(workbook, strategy=StrategyPlan("x" * 9999)))) and PANEL.done(workbook) in (True, False)
