"""The PMO Value Ring: its steps as public pages show them, and a reconstruction of its calculations (*Course model*)."""

from pmo_course_lib.domain.value_ring.economy import Returns, maturity_index, pmo_maturity, recovered, returns, roi, saving
from pmo_course_lib.domain.value_ring.expectations import Benefit, Benefits, Chances, Profile, benefits
from pmo_course_lib.domain.value_ring.inputs import (
    Group,
    Indicator,
    Maturity,
    Person,
    Process,
    RingInputs,
    Rule,
    rate,
    start,
    strangers,
)
from pmo_course_lib.domain.value_ring.mixes import (
    Balance,
    MixResult,
    balance,
    balance_adherence,
    compare,
    expectations_adherence,
    figures,
    time_shares,
)
from pmo_course_lib.domain.value_ring.monitoring import Line, panel
from pmo_course_lib.domain.value_ring.ranking import Carrier, Recommendation, recommend
from pmo_course_lib.domain.value_ring.readiness import Team, adherence, gaps, headcount, performance, team
from pmo_course_lib.domain.value_ring.relevance import benefit_relevance, order, service_relevance, weights
from pmo_course_lib.domain.value_ring.steps import Ring, ring

__all__ = [
    "Balance", "Benefit", "Benefits", "Carrier", "Chances", "Group", "Indicator", "Line", "Maturity", "MixResult", "Person",
    "Process", "Profile", "Recommendation", "Returns", "Ring", "RingInputs", "Rule", "Team", "adherence", "balance",
    "balance_adherence", "benefit_relevance", "benefits", "compare", "expectations_adherence", "figures", "gaps", "headcount",
    "maturity_index", "order", "panel", "performance", "pmo_maturity", "rate", "recommend", "recovered", "returns", "ring",
    "roi", "saving", "service_relevance", "start", "strangers", "team", "time_shares", "weights",
]
