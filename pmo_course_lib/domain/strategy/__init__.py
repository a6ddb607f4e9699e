"""Services strategy: baseline, vision, gaps, moves, checks and roadmap."""

from pmo_course_lib.domain.strategy.check import problems
from pmo_course_lib.domain.strategy.plan import Gap, Move, MoveKind, StrategyPlan, candidate_gaps, guide, unfilled
from pmo_course_lib.domain.strategy.roadmap import RoadmapRow, first_steps, next_monday, quarter, roadmap

__all__ = [
    "Gap", "Move", "MoveKind", "RoadmapRow", "StrategyPlan", "candidate_gaps", "first_steps", "guide", "next_monday", "problems",
    "quarter", "roadmap", "unfilled",
]
