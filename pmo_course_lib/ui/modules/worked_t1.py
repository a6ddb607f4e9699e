"""Worked examples of module 1, with the numbers of its text."""

from __future__ import annotations

from pmo_course_lib.domain.orientation import Sphere, band, orientation_index, renewal_rate, success_share, suspects
from pmo_course_lib.ui.modules.worked_table import WorkedTable

#: Scores of PMO Larch; T10 is blank.
_LARCH = {"T01": 2, "T02": 2, "T03": 1, "T04": 2, "T05": 1, "T06": 2, "T07": 0, "T08": 2, "T09": 3, "T11": 2, "T12": 2}


def index_example() -> WorkedTable:
    """PMO Larch with its blank left out, with the blank taken for a zero, and with too few answers.

    >>> [row[-2:] for row in index_example().rows]
    [('0.43', 'mixed'), ('0.40 (0.396)', 'inward'), ('none', 'none')]
    """
    eight = dict(list(_LARCH.items())[:8])
    cases = {"blank left out": _LARCH, "blank counted as 0": {**_LARCH, "T10": 0}, "eight answers only": eight}
    return WorkedTable("PMO Larch (Course model)", ("case", "sum", "divided by", "index", "band"),
                       tuple(_index_row(name, scores) for name, scores in cases.items()))


def _index_row(name: str, scores: dict[str, int]) -> tuple[str, ...]:
    index = orientation_index(scores)
    said = "none" if index is None else f"{index:.2f}" if band(round(index, 2)) == band(index) else f"{index:.2f} ({index:.3f})"
    return name, str(sum(scores.values())), str(4 * len(scores)), said, "none" if index is None else band(index)


def causes_example() -> WorkedTable:
    """PMO Alder, rebuilt again (X7) and without a mandate (X1): the causes that its traits point to.

    >>> causes_example().rows[0][:2]
    ('Set up for the wrong reason or as a reflex to failing projects', 'X1, X7')
    """
    rows = tuple((one.cause.text, ", ".join(one.traits), one.cause.remedy) for one in suspects(("X7", "X1")))
    return WorkedTable("PMO Alder (Course model)", ("root cause to test", "traits", "what would remove it"), rows)


def success_example() -> WorkedTable:
    """PMO Rowan, in thousand euros of a year; what is only of concern does not count.

    >>> success_example().rows[-1]
    ('success share', '1000', '540', '0.54')
    """
    control, influence = Sphere(400, 300), Sphere(600, 240)
    share = success_share(control, influence)
    possible, reached = control.possible + influence.possible, control.reached + influence.reached
    rows = (("control", f"{control.possible:g}", f"{control.reached:g}", ""),
            ("influence", f"{influence.possible:g}", f"{influence.reached:g}", ""),
            ("success share", f"{possible:g}", f"{reached:g}", f"{share:.2f}"))
    return WorkedTable("PMO Rowan (Course model)", ("sphere", "possible", "reached", "share"), rows)


def renewal_example() -> WorkedTable:
    """Sixteen services at the start; four are transformed, two retired, five started.

    >>> renewal_example().rows[0][-1]
    '0.375'
    """
    live, transformed, retired, new = 16, 4, 2, 5
    rate = renewal_rate(transformed, retired, live)
    head = ("live at the start", "transformed", "retired", "new (not counted)", "rate")
    row = (str(live), str(transformed), str(retired), str(new), f"{rate:.3f}")
    return WorkedTable("Renewal rate (Course model)", head, (row,))
