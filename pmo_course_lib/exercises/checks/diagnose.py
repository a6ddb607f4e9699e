"""E1: the given PMO's answers against the evidence cards, traits with a card, causes and what would remove them.

The answers stand in ``orientation``; causes and remedies in ``values`` and ``notes`` under ``CAUSE``, ``REMEDY``, ``WHY``.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from pmo_course_lib.domain.catalogue import course_catalogue
from pmo_course_lib.domain.orientation import guide, orientation_index, suspects
from pmo_course_lib.domain.principles import principles
from pmo_course_lib.exercises.answers import text
from pmo_course_lib.exercises.exercise import material
from pmo_course_lib.exercises.found import ALL, NOTHING, Found, Rule, lost, of, share
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.words import clean

#: Keys of ``values``: the first and second root cause (RC1 ...), and the principle or course service that would remove it.
CAUSE, REMEDY = "e1-cause-{}", "e1-remedy-{}"
#: Key of ``notes``: the whys that led from what was seen to the cause; a person judges them.
WHY = "e1-why-{}"
PLACES = (1, 2)
_CARDS = re.compile(r"\bcards?\s+(\d+(?:\s*(?:,|and|&)\s*\d+)*)", re.IGNORECASE)


@frozen
class Card:
    """What a card speaks for: pairs with their lowest and highest score, and traits."""

    card: int
    pairs: dict[str, tuple[int, int]]
    traits: tuple[str, ...]


@frozen
class Given:
    """``traits``: how many a team should find at least; ``slack``: how far off an index still earns half."""

    pmo: str
    traits: int
    slack: float
    cards: tuple[Card, ...]


@cache
def given() -> Given:
    """The cards as they are to be read."""
    return material("E1", Given)


@cache
def ranges() -> dict[str, tuple[int, int]]:
    """By pair the scores that its cards allow, from the lowest to the highest."""
    found: dict[str, tuple[int, int]] = {}
    for card in given().cards:
        for pair, (low, high) in card.pairs.items():
            least, most = found.get(pair, (low, high))
            found[pair] = min(least, low), max(most, high)
    return found


@cache
def index_range() -> tuple[float, float]:
    """The lowest and the highest index that follow from the cards."""
    scale = 4 * len(ranges())
    return sum(low for low, _ in ranges().values()) / scale, sum(high for _, high in ranges().values()) / scale


def cards(evidence: str) -> frozenset[int]:
    """The numbers of the cards that a text names.

    >>> sorted(cards("Cards 3, 5 and 8: 95 per cent of forms"))
    [3, 5, 8]
    """
    return frozenset(int(one) for part in _CARDS.findall(evidence[:2000]) for one in re.findall(r"\d+", part) if len(one) < 4)


def _name(pair: str) -> str:
    """A pair by its first pole, as it stands first in the view."""
    return next(f"“{one.inward}”" for one in guide().index.pairs if one.id == pair)


def _words(traits: list[str]) -> list[str]:
    return [f"“{one.text}”" for one in guide().structure.traits if one.id in traits]


def pairs(workbook: Workbook) -> Found:
    """Scores that follow from the cards, of all pairs of which a card speaks."""
    answers = {pair: score for pair, score in workbook.orientation.answers.items() if pair in ranges()}
    if not answers:
        return NOTHING
    off = [_name(pair) for pair, score in answers.items() if not ranges()[pair][0] <= score <= ranges()[pair][1]]
    blank = [_name(pair) for pair in ranges() if pair not in answers]
    return share(len(answers) - len(off), len(ranges()), of("off", off), of("blank", blank))


def evidence(workbook: Workbook) -> Found:
    """Scores whose evidence names a card that speaks of the pair."""
    state = workbook.orientation
    answered = [pair for pair in state.answers if pair in ranges()]
    if not answered:
        return NOTHING
    named = {pair: cards(state.evidence.get(pair, "")) for pair in answered}
    none = [_name(pair) for pair in answered if not named[pair]]
    off = [_name(pair) for pair in answered if named[pair] and not named[pair] & _speaking(pair)]
    least = max(len(answered), guide().index.least_answers)
    short = lost("short", count=len(answered), least=least) if len(answered) < least else None
    return share(len(answered) - len(none) - len(off), least, of("none", none), of("off", off), short)


def _speaking(pair: str) -> frozenset[int]:
    return frozenset(one.card for one in given().cards if pair in one.pairs)


def index(workbook: Workbook) -> Found:
    """The index against the range that follows from the cards; half within the slack."""
    if not workbook.orientation.answers:
        return NOTHING
    found = orientation_index(workbook.orientation.answers)
    if found is None:
        return share(0, 1, lost("few", least=guide().index.least_answers))
    low, high = index_range()
    if low <= found <= high:
        return Found(ALL)
    near = low - given().slack <= found <= high + given().slack
    return share(1 if near else 0, 2, lost("near" if near else "far", index=f"{found:.2f}"))


def traits(workbook: Workbook) -> Found:
    """Traits whose evidence names a card on which they can be seen; a trait too many costs."""
    seen = workbook.orientation.traits_seen
    if not seen:
        return NOTHING
    good = [id for id, shown in seen.items() if cards(shown) & _showing(id)]
    bare = _words([id for id in seen if id not in good])
    more = lost("more", count=len(seen)) if len(seen) < given().traits else None
    return share(len(good), max(len(seen), given().traits), of("bare", bare), more)


def _showing(trait: str) -> frozenset[int]:
    return frozenset(one.card for one in given().cards if trait in one.traits)


def _named(workbook: Workbook) -> dict[str, int]:
    """Causes that exist, each once, with the place at which it is named."""
    known = {one.id for one in guide().causes}
    found: dict[str, int] = {}
    for place in PLACES:
        cause = text(workbook, CAUSE.format(place))
        if cause in known:
            found.setdefault(cause, place)
    return found


def causes(workbook: Workbook) -> Found:
    """Two root causes to which the traits point that the team has seen."""
    written = [cause for place in PLACES if (cause := text(workbook, CAUSE.format(place)))]
    if not written:
        return NOTHING
    pointed = {one.cause.id for one in suspects(workbook.orientation.traits_seen)}
    named = _named(workbook)
    loose = [f"“{one.text}”" for one in guide().causes if one.id in named and one.id not in pointed]
    fewer = lost("fewer", count=len(named)) if len(named) < len(PLACES) else None
    return share(len(named) - len(loose), len(PLACES), of("loose", loose), fewer)


def remedies(workbook: Workbook) -> Found:
    """For each cause the principle that its remedy rests on, or a service of the course catalogue."""
    named = _named(workbook)
    if not named:
        return NOTHING
    rests = {one.id: one.principle for one in guide().causes}
    texts = {one.id: one.text for one in guide().causes}
    answers = {cause: text(workbook, REMEDY.format(place)) for cause, place in named.items()}
    good = [cause for cause, remedy in answers.items() if remedy in (rests[cause], *course_catalogue().ids)]
    none = [f"“{texts[cause]}”" for cause, remedy in answers.items() if not remedy]
    known = {one.id for one in principles()}
    off = [f"“{texts[cause]}”" for cause, remedy in answers.items() if remedy in known and cause not in good]
    strange = [clean(remedy[:30]) for cause, remedy in answers.items() if remedy and remedy not in known and cause not in good]
    fewer = lost("fewer") if len(named) < len(PLACES) else None
    return share(len(good), len(PLACES), of("none", none), of("off", off), of("strange", strange), fewer)


CHECKS: dict[str, Rule] = {
    "pairs": pairs, "evidence": evidence, "index": index, "traits": traits, "causes": causes, "remedies": remedies}
