"""Good examples of the inputs of all pictures but the topology."""

from __future__ import annotations

from datetime import date

from pmo_course_lib.ui import pictures as p
from pmo_course_lib.ui.pictures import Status


def flow(place: p.Place | None) -> p.Flow:
    gate = {
        n: p.Gate(f"G{n}", name)
        for n, name in enumerate(
            ("selection", "design", "pilot entry", "acceptance, go live", "service review", "transform or retire", "closure"), 1
        )
    }
    stages = (
        p.Stage(
            "Select", (p.Step("Concepts"), p.Step("Cases and ranking")), ("idea", "on hold", "rejected", "selected"), gate[1]
        ),
        p.Stage("Design", (p.Step("Definition and targets"), p.Step("Draft agreements")), ("in design",), gate[2]),
        p.Stage("Build (with pilot)", (p.Step("Build"), gate[3], p.Step("Pilot")), ("in build", "in pilot"), gate[4]),
        p.Stage("Operate", (p.Step("Deliver and measure"), gate[5], p.Step("Improve")), ("live",), gate[6]),
        p.Stage("Transform or retire", (p.Step("Transform"), p.Step("Retire"), gate[7]), ("transforming", "retiring", "retired")),
    )
    loops = (
        p.Loop("Operate", "Operate", "G5 repeats: review and improve"),
        p.Loop("Build (with pilot)", "Design", "G4 redesign"),
        p.Loop("Transform or retire", "Design", "transform: back to Design"),
        p.Loop("Transform or retire", "Select", "the case has changed: back to Select"),
    )
    return p.Flow(
        "PMO services lifecycle", stages, loops, place, "Stage names are public; gates, states and loops are a course model."
    )


EIGHT = (
    ("Define the functions", "benefit and function relevance"),
    ("Balance the mix", "chosen mix, EAI, BAI"),
    ("Establish the processes", "process elements, catalogue"),
    ("Define the KPIs", "KPIs and service levels"),
    ("Headcount and competencies", "CAI, workload, headcount"),
    ("Maturity and evolution", "maturity index, action plans"),
    ("Return on investment", "ROI, actions to raise it"),
    ("Strategic monitoring", "strategic panel"),
)
TEN = (
    "Awareness building",
    "Needs assessment",
    "Value proposition",
    "Service development",
    "Service onboarding",
    "Service operation",
    "Service monitoring",
    "Service improvement",
    "Value delivery",
    "Value recognition",
)
CYCLE = ("exploration", "design", "deployment", "enhancement", "realisation")
RING = p.Ring(
    "PMO Value Ring: eight steps",
    tuple(p.RingStep(name, detail, marked=n in (0, 1)) for n, (name, detail) in enumerate(EIGHT)),
    "PMO customers and their expectations",
    "done in this workshop",
    "After the white papers of PMO Global Alliance",
)
FLYWHEEL = p.Ring(
    "Flywheel: ten steps in five stages",
    tuple(p.RingStep(name, stage=CYCLE[n // 2], marked=n == 9) for n, name in enumerate(TEN)),
    "Customers",
    "missing today",
)

DIMENSIONS = (
    ("Services", 3.5, ((3, 2.0), (4, 3.0))),
    ("Sponsorship", 2.0, ((4, 3.0),)),
    ("Alignment", 3.0, ()),
    ("Transparency", 3.5, ()),
    ("Challenge", 2.0, ((5, 3.0),)),
    ("Adjustment", 2.5, ((4, 3.0),)),
    ("Exemplar", 3.5, ()),
    ("Improvement", None, ()),
)
MATURITY = p.Profile(
    "Maturity profile of the Portfolio Office",
    tuple(p.Dimension(name, score, tuple(p.Threshold(*t) for t in asked)) for name, score, asked in DIMENSIONS),
    ("Helper on call", "Procedural office", "Defined provider", "Adaptive service partner", "Ideas and innovation"),
    3,
    note="Course model: service orientation ladder. Index 2.9 of 4.",
)

PARTIES = (
    ("Chief Financial Officer", 5, 3.5, True),
    ("Head of Operations", 4.5, 4.5, True),
    ("Project managers", 1.5, 4.5, False),
    ("Programme directors", 3.5, 4.5, True),
    ("IT architecture board", 3, 2, False),
    ("Works council", 3.5, 1.5, False),
    ("Line managers who lend people", 2.5, 2.5, False),
    ("Team leads", 1.5, 4.5, False),
    ("External auditors", 2, 1, False),
    ("Suppliers", 1, 1, False),
    ("Customers of the projects", 2, 4.0, False),
    ("Human resources", 2, 2, False),
)
POWER = p.PowerInterest(
    "Who wants what from the PMO", tuple(p.Party(*party) for party in PARTIES), note="12 parties; filled points are sponsors"
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PERCENT = (96.5, 95.2, 91.0, 88.5, 84.0, None, 92.0, 95.0, 97.5, 100.0, 93.9, 96.0)


def months(percents: tuple[float | None, ...], target: float, minimum: float) -> tuple[p.Month, ...]:
    return tuple(
        p.Month(
            name,
            value,
            Status.NO_DATA
            if value is None
            else Status.MET
            if value >= target
            else Status.AT_RISK
            if value >= minimum
            else Status.MISSED,
        )
        for name, value in zip(MONTHS, percents, strict=True)
    )


ATTAINMENT = p.Attainment(
    "Risk review: reports within 16 working hours, 2026", months(PERCENT, 95, 90), 95, 90, "Share of requests in time"
)
AGREEMENTS = (
    "Risk review",
    "Portfolio report for the board",
    "Scheduling support",
    "Onboarding of project managers",
    "Benefits tracking",
    "Health checks by an independent reviewer",
)
SLAM = p.Slam(
    "SLAM chart 2026: six agreements",
    MONTHS,
    tuple(
        p.Agreement(
            name,
            months(tuple(None if v is None else min(v + (n * 7 + i * 5) % 9 - 4, 100) for i, v in enumerate(PERCENT)), 95, 90),
        )
        for n, name in enumerate(AGREEMENTS)
    ),
    "Attainment in per cent, rounded",
)
TEN_HOURS = (6, 9.5, 12, 15.5, 16, 16.5, 7, 20, 11, 14)
TURNAROUND = p.Turnaround("Turn-around of ten risk reviews", TEN_HOURS, 16, 90, 16.5)
MANY = p.Turnaround(
    "Turn-around of 240 requests", tuple(round(4 + (n * 37 % 97) / 9 + (n * 53 % 31) / 4, 1) for n in range(240)), 16, 90, 18.6
)

ROADMAP = p.Roadmap(
    "Services roadmap 2026 to 2027",
    (
        p.Lane(
            "New services",
            (
                p.Bar("a", "Design benefits tracking", date(2026, 2, 1), date(2026, 5, 15)),
                p.Bar("b", "Build and pilot benefits tracking", date(2026, 5, 18), date(2026, 10, 30), ("a",)),
                p.Bar("c", "Go live", date(2026, 11, 16), date(2026, 11, 16), ("b",)),
            ),
        ),
        p.Lane(
            "Changed services",
            (
                p.Bar("d", "Merge status reports into the portfolio report", date(2026, 4, 1), date(2026, 8, 31)),
                p.Bar("e", "Move scheduling to the hubs", date(2026, 9, 15), date(2027, 3, 31), ("d",)),
            ),
        ),
        p.Lane(
            "Ending services",
            (
                p.Bar("f", "Notice", date(2026, 7, 1), date(2026, 7, 1)),
                p.Bar("g", "Retire template administration", date(2026, 8, 1), date(2026, 12, 15), ("f",)),
            ),
        ),
        p.Lane(
            "People and capability",
            (
                p.Bar("h", "Coach two service managers", date(2026, 3, 1), date(2026, 12, 31)),
                p.Bar("i", "Finance course", date(2026, 6, 1), date(2026, 7, 31)),
                p.Bar("j", "Yearly SLA review", date(2027, 3, 15), date(2027, 3, 15), ("e", "h")),
            ),
        ),
    ),
    date(2026, 8, 20),
)

EFFECTS = (
    "role clarity>perceived value",
    "role clarity>career path",
    "career path>talent",
    "formal learning>capability",
    "admin image-seniority",
    "seniority>talent",
    "talent>capability",
    "capability>service outcomes",
    "service outcomes>perceived value",
    "perceived value>sponsorship",
    "perceived value-admin image",
    "sponsorship>seniority",
    "sponsorship>PMO lifespan",
    "sponsorship>development budget",
    "PMO lifespan>career path",
    "development budget>formal learning",
)
CAUSES = p.Causes(
    "Why good people stay or leave",
    (
        "role clarity",
        "career path",
        "formal learning",
        "admin image",
        "seniority",
        "talent",
        "capability",
        "service outcomes",
        "perceived value",
        "sponsorship",
        "PMO lifespan",
        "development budget",
    ),
    tuple(p.Effect(*e.split(">")) if ">" in e else p.Effect(*e.split("-"), same=False) for e in EFFECTS),
    (
        p.Cycle(
            "R1",
            True,
            ("perceived value", "sponsorship", "development budget", "formal learning", "capability", "service outcomes"),
        ),
        p.Cycle("R2", True, ("perceived value", "sponsorship", "seniority", "talent", "capability", "service outcomes")),
        p.Cycle("R3", True, ("perceived value", "admin image", "seniority", "talent", "capability", "service outcomes")),
        p.Cycle(
            "R4",
            True,
            ("perceived value", "sponsorship", "PMO lifespan", "career path", "talent", "capability", "service outcomes"),
        ),
    ),
    "Course model",
)
BALANCE = p.Balance(
    "Balance of the chosen mix over time",
    (p.Term("Short term", 52.5, 40), p.Term("Middle term", 30, 35), p.Term("Long term", 17.5, 25)),
    "Share of expected value; balance index 0.875. Course model.",
)

MATRIX = p.Matrix(
    "Which PMO provides what",
    ("Enterprise PMO", "Operations hub", "ERP programme office"),
    (
        p.Row("Portfolio report", ("provides", "co-provides", "")),
        p.Row("Risk review", ("provides", "front desk", "front desk")),
        p.Row("Scheduling support", ("", "provides", "")),
    ),
)
