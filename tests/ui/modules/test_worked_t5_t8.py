"""Worked examples of modules 5 and 8: do they show the numbers that the text beside them names?"""

from __future__ import annotations

from pmo_course_lib.domain.topology import findings, index, problems, services_matrix
from pmo_course_lib.ui.modules import worked_t5, worked_t8


def test_halden() -> None:
    """Is the invented map sound, with the findings and the matrix of the text?"""
    map = worked_t5.halden()
    assert problems(map) == ()
    assert [one.check for one in findings(index(map))] == ["V8", "V8", "V10", "V11"]
    rows = {row[0]: row[1:] for row in services_matrix(index(map))}
    assert (
        rows["Portfolio report"] == ("P", "F", "")
        and rows["Health check"] == ("P", "C", "")
        and rows["Status data"] == ("", "P", "C")
    )


def test_module_5() -> None:
    """Are the five figures and the free hours those of the text?"""
    assert [row[1] for row in worked_t5.figures_example().rows][:5] == [
        "8 / 10 = 0.80",
        "1 / 8 = 0.125",
        "222 / 532 = 0.417",
        "2",
        "2 / 4 = 0.50",
    ]
    assert worked_t5.capacity_example().rows[0][1:] == ("188", "216.2", "20.7")


def test_module_8() -> None:
    """Are uptake, hours and levels those of the text?"""
    assert [row[3] for row in worked_t8.uptake_example().rows] == ["60 % to 60 %", "50 % to 25 %"]
    assert [row[2] for row in worked_t8.hours_example().rows] == ["644", "644", "575"]
    assert [row[2] for row in worked_t8.ladder_example().rows] == ["3 Defined provider", "4 Adaptive service partner"]
    assert worked_t8.ladder_example().rows[0][3].count(";") == 2
