"""What keeps a plan from being a strategy: gaps without moves, moves without ends, moves out of order. *Course model*."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from pmo_course_lib.domain.strategy.plan import Move, StrategyPlan


def problems(plan: StrategyPlan) -> tuple[str, ...]:
    """What keeps the plan from being a strategy, a sentence each; empty when nothing does. *Course model*.

    >>> from pmo_course_lib.domain.strategy import Gap
    >>> for line in problems(StrategyPlan(gaps=(Gap("image"),), moves=(Move("M1", gap="image", owner="Ada"),))):
    ...     print(line)
    Move 'M1' has no text for what moves.
    Move 'M1' has no date.
    Move 'M1' has no measure.
    Move 'M1' has no first step; make it small enough for next Monday.
    """
    return (*_without_each_other(plan), *(line for move in plan.moves for line in _incomplete(move)), *_out_of_order(plan))


def _without_each_other(plan: StrategyPlan) -> Iterator[str]:
    gaps = {gap.id for gap in plan.gaps}
    for gap in plan.gaps:
        if all(move.gap != gap.id for move in plan.moves):
            yield f"Gap {gap.id!r} has no move; a gap without a move is a complaint."
    for move in plan.moves:
        if move.gap not in gaps:
            yield f"Move {move.id!r} closes no gap of the list; a move without a gap is a hobby."


def _incomplete(move: Move) -> Iterator[str]:
    asked = {"text for what moves": move.what, "owner": move.owner, "date": str(move.due or ""), "measure": move.measure,
             "first step; make it small enough for next Monday": move.first_step}
    return (f"Move {move.id!r} has no {name}." for name, text in asked.items() if not text.strip())


def _out_of_order(plan: StrategyPlan) -> Iterator[str]:
    moves = {move.id: move for move in plan.moves}
    for move in plan.moves:
        for earlier in move.after:
            if earlier not in moves:
                yield f"Move {move.id!r} waits for {earlier!r}, which is not in the list."
            elif _too_early(move, moves[earlier]):
                yield f"Move {move.id!r} begins before {earlier!r}, for which it waits, is due ({moves[earlier].due})."
    if circle := _circle(plan):
        yield f"Moves wait for each other in a circle: {' -> '.join(circle)}; take one arrow out."


def _too_early(move: Move, earlier: Move) -> bool:
    """Whether a move begins (or, with no start given, is due) on or before the last day of the one it waits for."""
    begins = move.starts or move.due
    return begins is not None and earlier.due is not None and begins <= earlier.due


def _circle(plan: StrategyPlan) -> tuple[str, ...]:
    """Moves in a circle, each before the one that waits for it, closed by the first; empty when there is none."""
    try:
        TopologicalSorter({move.id: move.after for move in plan.moves}).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()
