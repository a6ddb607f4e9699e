"""Halden Water, the invented utility of the participants' text (module 5), as a map."""

from __future__ import annotations

from pmo_course_lib.domain.topology import (
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    Support,
    Topology,
)

PROJECT_NEEDS = ("plans that hold", "skills", "people on time", "learning")
SERVICES = (
    Service("report", "Portfolio report", category="CAT1", outcome="sound decisions", hours_per_month=72),
    Service("health", "Health check", category="CAT1", outcome="early warning", hours_per_month=90),
    Service("coaching", "Coaching", category="CAT2", outcome="skills", hours_per_month=60),
    Service("plan_net", "Planning help, Networks", category="CAT2", outcome="plans that hold", hours_per_month=84),
    Service("conflict", "Resource conflict board", category="CAT3", outcome="people on time", hours_per_month=64),
    Service("status", "Status data", category="CAT1", outcome="figures", hours_per_month=40),
    Service("plan_plant", "Planning help, Plant", category="CAT2", outcome="plans that hold", hours_per_month=48),
    Service("lessons", "Lessons exchange", category="CAT5", outcome="learning", hours_per_month=24, outlives_pmo=True),
    Service("cockpit", "Programme cockpit", category="CAT1", outcome="programme view", hours_per_month=50),
)
PROVIDES = (
    Provides("epmo", "report"), Provides("hub", "report", share=0, accountable=False),
    Provides("epmo", "health"), Provides("hub", "health", share=0.1, hours_per_month=0, accountable=False),
    Provides("epmo", "coaching"), Provides("hub", "plan_net"), Provides("hub", "conflict"),
    Provides("hub", "status"), Provides("plant", "status", share=0.1, hours_per_month=0, accountable=False),
    Provides("plant", "plan_plant"), Provides("plant", "lessons"), Provides("plant", "cockpit"),
)
CONSUMES = (
    Consumes("exec", "report"), Consumes("exec", "health"),
    Consumes("pm_net", "plan_net"), Consumes("pm_net", "coaching"), Consumes("pm_net", "conflict"),
    Consumes("pm_plant", "plan_plant"), Consumes("pm_plant", "plan_net"), Consumes("pm_plant", "coaching"),
    Consumes("pm_plant", "lessons"),
)


def halden() -> Topology:
    """The map behind the tables and figures of the text."""
    return Topology(
        pmos=(Pmo("epmo", "Enterprise", kind="enterprise"), Pmo("hub", "Networks hub", kind="divisional",
                                                                capacity_hours_per_month=240),
              Pmo("plant", "Plant office", kind="programme")),
        consumers=(Consumer("exec", "Executive committee", needs=("sound decisions", "early warning")),
                   Consumer("pm_net", "Networks project managers", needs=PROJECT_NEEDS),
                   Consumer("pm_plant", "Plant project managers", needs=PROJECT_NEEDS)),
        services=SERVICES,
        supports=(Support("finance", "Finance system extract"),),
        bodies=(Body("board", "Services board"),),
        reports_to=(ReportsTo("epmo", "board"), ReportsTo("hub", "epmo"), ReportsTo("plant", "epmo")),
        provides=PROVIDES,
        consumes=CONSUMES,
        depends_on=(DependsOn("report", "status"), DependsOn("status", "finance")),
        role=(Role("epmo", "exec", 0.30, 0.20, 0.50), Role("epmo", "hub", 0.20, 0.30, 0.50),
              Role("epmo", "plant", 0.15, 0.70, 0.15), Role("epmo", "pm_net", 0.60, 0.20, 0.20)),
    )
