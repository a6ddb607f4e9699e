"""A small topology with everything in it, and the largest that the picture is made for."""

from __future__ import annotations

from pmo_course_lib.ui import pictures as p
from pmo_course_lib.ui.pictures import Severity

SMALL_NETWORK = p.Network(
    "PMO and services topology, as is",
    (p.Thing("board", "Services board", "decides gates"), p.Thing("exco", "Executive committee")),
    (
        p.Thing("epmo", "Enterprise PMO", "enterprise"),
        p.Thing("hub", "Operations hub", "divisional"),
        p.Thing("prog", "ERP programme office", "programme, to 2027"),
    ),
    (
        p.Service("s1", "Portfolio report", "epmo", "live"),
        p.Service("s2", "Risk review", "epmo", "live"),
        p.Service("s3", "Scheduling support", "hub", "live"),
        p.Service("s4", "Status report", "hub", "transforming"),
        p.Service("s5", "Programme planning", "prog", "live"),
        p.Service("s6", "Benefits tracking", "prog", "in pilot"),
        p.Service("s7", "Lessons learned", "", "idea"),
    ),
    (p.Thing("cfo", "Finance", "sponsor"), p.Thing("pms", "Project managers", "42 people"), p.Thing("sup", "ERP steering group")),
    (p.Thing("data", "Data warehouse team", "internal"), p.Thing("vendor", "Tool supplier", "supplier")),
    (
        p.Use("cfo", "s1", True),
        p.Use("pms", "s2"),
        p.Use("pms", "s3", True),
        p.Use("sup", "s5", True),
        p.Use("cfo", "s6"),
        p.Use("sup", "s1"),
        p.Use("pms", "s4", True),
    ),
    (
        p.Link(p.Kind.REPORTS_TO, "epmo", "exco"),
        p.Link(p.Kind.REPORTS_TO, "hub", "epmo"),
        p.Link(p.Kind.REPORTS_TO, "prog", "epmo"),
        p.Link(p.Kind.GOVERNS, "board", "epmo"),
        p.Link(p.Kind.GOVERNS, "board", "hub"),
        p.Link(p.Kind.DEPENDS_ON, "s1", "data", "OLA, 8 h"),
        p.Link(p.Kind.DEPENDS_ON, "s3", "vendor", "contract, 4 h"),
        p.Link(p.Kind.DEPENDS_ON, "s6", "s1", "OLA, 24 h"),
        p.Link(p.Kind.HANDS_OVER, "prog", "epmo", "Benefits tracking, 2027-03"),
        p.Link(p.Kind.ROLE, "epmo", "hub", "60 % controlling, 15 % serving"),
    ),
    (
        p.Finding(Severity.ERROR, "V5 112 % of capacity", ("hub",)),
        p.Finding(Severity.WARNING, "V7 overlaps with 1", ("s4",)),
        p.Finding(Severity.WARNING, "V10 police pattern towards P2", ("epmo",)),
        p.Finding(Severity.ERROR, "V1 no accountable provider", ("s7",)),
    ),
)

KINDS = ("enterprise", "divisional", "departmental", "programme", "project", "centre of excellence")


def large_network() -> p.Network:
    """Twelve PMOs, forty services, eight consumers: as much as the picture is made for."""
    pmos = tuple(
        p.Thing(f"p{n}", f"{word} PMO", KINDS[min(n, 5) if n < 6 else n % 5])
        for n, word in enumerate(
            (
                "Enterprise",
                "Operations",
                "Finance",
                "ERP programme",
                "Plant Lyon",
                "Methods",
                "Research",
                "Sales",
                "Supply chain",
                "Human resources",
                "Digital",
                "Plant Graz",
            )
        )
    )
    words = (
        "Portfolio report",
        "Risk review",
        "Scheduling support",
        "Health check",
        "Benefits tracking",
        "Coaching of project managers",
        "Resource forecast",
        "Lessons learned",
    )
    services = tuple(
        p.Service(
            f"s{n}",
            f"{words[n % 8]} {('for the board', 'in the division', 'on site', 'for programmes', 'on request')[n // 8]}",
            f"p{n * 5 % 12}",
            "live",
        )
        for n in range(40)
    )
    consumers = tuple(
        p.Thing(f"c{n}", name)
        for n, name in enumerate(
            (
                "Executive committee",
                "Division heads",
                "Finance",
                "Project managers",
                "Programme directors",
                "Plant managers",
                "IT",
                "Human resources",
            )
        )
    )
    uses = tuple(p.Use(f"c{(n + k * 3) % 8}", f"s{n}", (n + k) % 3 == 0) for n in range(40) for k in range(1 + n % 4))
    links = (
        *(p.Link(p.Kind.REPORTS_TO, f"p{n}", "p0" if n < 6 else f"p{n - 5}") for n in range(1, 12)),
        p.Link(p.Kind.REPORTS_TO, "p0", "b0"),
        *(p.Link(p.Kind.GOVERNS, "b1", f"p{n}") for n in (0, 1, 3)),
        *(p.Link(p.Kind.DEPENDS_ON, f"s{n}", f"t{n % 3}", f"OLA, {4 + n} h") for n in (1, 8, 15, 22, 30)),
        *(p.Link(p.Kind.DEPENDS_ON, f"s{n}", f"s{n // 2}", "OLA, 16 h") for n in (9, 18, 27)),
        p.Link(p.Kind.HANDS_OVER, "p3", "p0", "Benefits tracking, 2027-03"),
    )
    findings = (
        p.Finding(Severity.ERROR, "V5 capacity 118 %", ("p1",)),
        p.Finding(Severity.WARNING, "V7 overlap with 9", ("s1",)),
        p.Finding(Severity.WARNING, "V9 single point", ("s12",)),
        p.Finding(Severity.ERROR, "V6 OLA longer than SLA", ("s22",)),
        p.Finding(Severity.WARNING, "V8 no provider of mentoring for division heads"),
    )
    return p.Network(
        "Topology of twelve PMOs and forty services",
        (p.Thing("b0", "Executive committee"), p.Thing("b1", "Services board"), p.Thing("b2", "Architecture board")),
        pmos,
        services,
        consumers,
        tuple(
            p.Thing(f"t{n}", name, "internal" if n < 2 else "supplier")
            for n, name in enumerate(("Data warehouse", "IT service desk", "Tool supplier"))
        ),
        uses,
        links,
        findings,
    )
