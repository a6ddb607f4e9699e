"""Ranking, mix and balance: do they follow from what customers want?"""

from __future__ import annotations

import pytest
from ui.modules.services_sample import did, expecting, mixed

from pmo_course_lib.ui.modules.mix import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Group, Note, Picture, Table, Text
from pmo_course_lib.workbook.model import Workbook


def tables(workbook: Workbook) -> list[Table]:
    return [one for one in PANEL.draw(workbook) if isinstance(one, Table)]


def test_services_are_ranked_with_the_reason() -> None:
    """Does governance come first, carried by faster decisions, which executives want most?"""
    first = tables(expecting())[0].rows[0]
    assert first[1] == ("**Governance design and running** (0.34): "
                        "faster decisions (100 %, wanted most by executives and sponsors).")


def test_all_26_services_can_be_taken() -> None:
    """Do the ranking and the fold below it together show each service once?"""
    blocks = PANEL.draw(expecting())
    fold = next(one for one in blocks if isinstance(one, Group))
    rest = fold.blocks[0]
    assert isinstance(rest, Table)
    ids = [row[0].id for row in (*tables(expecting())[0].rows, *rest.rows)]
    assert len(ids) == len(set(ids)) == 26


def test_figures_of_a_mix() -> None:
    """Fit: 0.491 x 0.7 + 0.182 x 0.7 = 0.471; balance: weighted profiles against thirds = 0.84?"""
    figures = tables(mixed())[1]
    assert [row[1] for row in figures.rows] == ["0.47", "0.84"]
    assert any(isinstance(one, Picture) for one in PANEL.draw(mixed()))
    assert PANEL.done(mixed()) and not PANEL.done(expecting())


def test_what_to_add_is_said() -> None:
    """Does the view name the band that lacks, and the services that would help?"""
    said = [one.text for one in PANEL.draw(mixed()) if isinstance(one, Note)]
    assert said[0] == "Long term: 17 per cent of the effect, 33 wanted." and "Portfolio management to 0.95" in said[1]


def test_another_spread_changes_the_balance() -> None:
    """Is an effect that comes soon less out of balance when soon is wanted?"""
    soon = did(mixed(), "mix", (at("#spread"), "soon"))
    assert soon.ring.target == (0.5, 0.3, 0.2) and tables(soon)[1].rows[1][1] == "0.88"
    with pytest.raises(ValueError):
        did(mixed(), "mix", (at("#spread"), "never"))


def test_a_service_leaves_the_mix() -> None:
    """Does unticking take it out, and leave the other?"""
    assert did(mixed(), "mix", (at("#mix", "S6"), [])).ring.mix == ("O5",)


def test_headcount_is_said_to_be_a_claim() -> None:
    """Are 200 people supported 6.8 heads, by a rule that is called a claim?"""
    blocks = PANEL.draw(did(mixed(), "mix", (at("ring", "supported"), 200)))
    text = next(one for group in blocks if isinstance(group, Group) for one in group.blocks
                if isinstance(one, Text) and "heads" in one.text).text
    assert "claims" in text and "6.8 heads" in text


def test_the_ring_marks_what_is_there() -> None:
    """Are steps 1 and 2 marked once there are expectations and a mix, and none before?"""
    def ring(workbook: Workbook) -> str:
        fold = [one for one in PANEL.draw(workbook) if isinstance(one, Group)][-1].blocks[0]
        assert isinstance(fold, Picture)
        return fold.text

    assert ring(Workbook()).count("in your workbook so far") == 0
    assert ring(mixed()).count("in your workbook so far") == 2
