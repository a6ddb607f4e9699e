"""Index, level, what is missing for the next level, and the profile. *Course model*."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import fmean

from attrs import frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.maturity.ladder import Condition, Level, MaturityAnswers, Scores, dimension_names, guide, item_ids


@frozen
class Shortfall:
    """A condition that does not hold; ``has`` is ``None`` when the figure is not known."""

    condition: Condition
    level: int
    has: float | None

    @property
    def text(self) -> str:
        """The condition in words, with numbers; what is there never reads as reached: 2.996 is 2.99, not 3.00."""
        name, least = self.condition.of.replace("_", " "), self.condition.least
        if self.has is None:
            return f"{name} is not known yet; level {self.level} needs at least {least:.2f}"
        shown = round(self.has, 2) if round(self.has, 2) < least else math.floor(round(self.has, 9) * 100) / 100
        return f"{name} is {shown:.2f}; level {self.level} needs at least {least:.2f}, {least - shown:.2f} more"


@frozen
class Bar:
    """A dimension of the profile; ``next_least`` is what the next level asks of it, ``None`` when it asks nothing."""

    dimension: str
    score: float | None
    next_least: float | None


@frozen
class Maturity:
    """``index`` (0 to 4) and ``level``, both ``None`` while a dimension has no score; ``missing`` for the next level."""

    index: float | None
    level: Level | None
    missing: tuple[Shortfall, ...]
    profile: tuple[Bar, ...]
    label: str = COURSE_MODEL

    @property
    def unscored(self) -> tuple[str, ...]:
        """Dimensions that need a score before there is an index."""
        return tuple(bar.dimension for bar in self.profile if bar.score is None)


def services_score(items: Mapping[str, int]) -> float | None:
    """Mean of the eight items of the services dimension, 0 to 4; ``None`` until all are answered. *Course model*.

    >>> services_score({"SV1": 4, "SV2": 3, "SV3": 3, "SV4": 2, "SV5": 2, "SV6": 1, "SV7": 1, "SV8": 0})
    2.0
    """
    ids = item_ids()
    return fmean(items[one] for one in ids) if all(one in items for one in ids) else None


def scores(answers: MaturityAnswers, orientation_index: float | None, partnering_share: float | None) -> Scores:
    """What the ladder rests on, from answers, the orientation index and the partnering share of the topology."""
    services = services_score(answers.items)
    return Scores(answers.principles if services is None else {"services": services, **answers.principles},
                  orientation_index, partnering_share)


def index(scores: Scores) -> float | None:
    """Mean of the eight dimensions, 0 to 4; ``None`` until all have a score. *Course model*."""
    names = dimension_names()
    return fmean(scores.dimensions[name] for name in names) if all(name in scores.dimensions for name in names) else None


def _figure(scores: Scores, of: str) -> float | None:
    others = {"orientation_index": scores.orientation_index, "partnering_share": scores.partnering_share}
    if of == "index":
        return index(scores)
    return others[of] if of in others else scores.dimensions.get(of)


def _shortfalls(scores: Scores, level: Level) -> tuple[Shortfall, ...]:
    found = ((one, _figure(scores, one.of)) for one in level.conditions)
    # Nine decimals: a mean that is 2.0 on paper counts as 2.0, whatever the binary sum made of it.
    return tuple(Shortfall(one, level.level, has) for one, has in found if has is None or round(has, 9) < one.least)


def level(scores: Scores) -> Level | None:
    """The highest level whose conditions hold with those of all below; a threshold counts as reached. *Course model*.

    A high index does not pass the inflection point alone:

    >>> two = {one.id: Scores(one.scores, one.orientation_index, one.partnering_share) for one in guide().examples}
    >>> [(round(index(two[name]), 2), level(two[name]).level) for name in ("ME1", "ME2")]
    [(2.9, 3), (2.75, 4)]
    """
    if index(scores) is None:
        return None
    reached, *higher = guide().ladder.levels
    for one in higher:
        if _shortfalls(scores, one):
            break
        reached = one
    return reached


def assess(scores: Scores) -> Maturity:
    """Index, level, what is missing for the next level (first the condition listed first), and the profile. *Course model*.

    >>> first = guide().examples[0]
    >>> for one in assess(Scores(first.scores, first.orientation_index, first.partnering_share)).missing:
    ...     print(one.text)
    sponsorship is 2.00; level 4 needs at least 3.00, 1.00 more
    adjustment is 2.50; level 4 needs at least 3.00, 0.50 more
    orientation index is 0.45; level 4 needs at least 0.60, 0.15 more
    """
    now = level(scores)
    following = next((one for one in guide().ladder.levels if one.level == (now.level if now else 1) + 1), None)
    asked = {one.of: one.least for one in following.conditions} if following else {}
    bars = tuple(Bar(name, scores.dimensions.get(name), asked.get(name)) for name in dimension_names())
    return Maturity(index(scores), now, _shortfalls(scores, following) if following else (), bars)
