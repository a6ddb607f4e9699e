"""E5: figures of the quarter and drafts of the SLA of planning help."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from pmo_course_lib.domain.sla import Agreement, Target
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import Scalar
from tests.exercises.solutions import team

FIGURES: dict[str, Scalar] = {
    "e5-counted": 34, "e5-attainment": 91.2, "e5-p50": 13.5, "e5-p90": 15.8, "e5-near-misses": 14, "e5-budget-allowed": 3.4,
    "e5-budget-left": 12, "e5-chain-total": 86, "e5-chain-fits": "no"}
SLA = Agreement(
    id="SLA-T1", service="SVC-003", description="Planning help for new projects, up to their first baseline.",
    provider="Food PMO", provider_contact="Claire Osei", customer="Food project managers", customer_contact="João Figueiredo",
    approved_by="Ilse Vandermeersch", valid_from=dt.date(2026, 9, 1), valid_until=dt.date(2027, 8, 31),
    changes_and_end="Either side at a review; three months' notice.", users="All project managers", calendar="CAL-CASE",
    targets=(Target(measure="MS03", target=0.9, minimum=0.85, limit=16.0, data_source="Log of requests", owner="Claire Osei"),),
    measurement="Log of requests, each month.", workload_limit=9, surplus_suspended=True, exceptions=("later session wished",),
    pause_for_customer=True, pause_for_approval=False, provider_duties="Says early when it will be late.",
    customer_duties="Gives two hours of the core team.", escalation="Ilse Vandermeersch.", reviews="Each quarter.",
    credits_or_recovery="A late session is explained within two days.", stands_on=("none",))


def stated(changes: dict[str, Scalar], *drafts: Agreement) -> Workbook:
    """Figures with some changed, and drafts."""
    return evolve(team("E5", {"e5": "Attainment: fourteen of 31 came in the last hours."}, {**FIGURES, **changes}),
                  agreements=drafts)


def model() -> Workbook:
    """All figures, a whole draft."""
    return stated({}, SLA)


def weak() -> Workbook:
    """Divided by all requests, no reserve in the chain, no exception and no calendar in the draft."""
    draft = evolve(SLA, exceptions=(), calendar="", escalation="", reviews="", approved_by="", workload_limit=None,
                   pause_for_approval=None)
    return stated({"e5-counted": 35, "e5-attainment": 88.6, "e5-budget-left": 88, "e5-chain-total": 78}, draft)


def confused() -> Workbook:
    """Near misses and late ones are mixed, the clock never stops, the chain is a sum, and the draft is a title."""
    draft = Agreement(id="SLA-T1", service="SVC-003", description="We help as fast as we can.", customer="All")
    return stated({"e5-counted": 26, "e5-attainment": 64.7, "e5-p50": 15.6, "e5-p90": 20, "e5-near-misses": 3,
                   "e5-budget-allowed": 3, "e5-budget-left": 50, "e5-chain-total": 110, "e5-chain-fits": "yes"}, draft)
