"""PMO topology and services topology: the map of PMOs, services and consumers, its checks and figures (*Course model*).

A map that a manager can read. Two PMOs, one service that customers need, and one that it depends on:

>>> town = Topology(
...     pmos=(Pmo("epmo", "Enterprise PMO", kind="enterprise", capacity_hours_per_month=120),
...           Pmo("plant", "Plant office", kind="programme")),
...     consumers=(Consumer("board", "Executive committee", needs=("early warning", "skills")),),
...     services=(Service("check", "Health check", category="CAT1", outcome="early warning", hours_per_month=90,
...                       sla_target_hours=24),
...               Service("data", "Status data", hours_per_month=40, outlives_pmo=True)),
...     bodies=(Body("council", "Services board"),),
...     reports_to=(ReportsTo("epmo", "council"), ReportsTo("plant", "epmo")),
...     provides=(Provides("epmo", "check"), Provides("plant", "data")),
...     consumes=(Consumes("board", "check"), Consumes("epmo", "data")),
...     depends_on=(DependsOn("check", "data", "OLA", target_hours=30),),
...     role=(Role("epmo", "plant", serving=0.15, controlling=0.7, partnering=0.15),),
... )
>>> problems(town)
()

What the twelve checks find: what is wrong, where, and what to do.

>>> for finding in findings(index(town)):
...     print(finding.check, finding.severity.value, "-", finding.message)
V6 error - Health check is promised in 24 hours, but its support Status data (OLA) may take 30. Agree a shorter target with \
the support, or promise less.
V8 warning - Executive committee needs skills, and no PMO provides it. Offer it from an existing service, propose a new one at \
G1, or write down why the need stays open.
V10 warning - Enterprise PMO polices Plant office: controlling 0.7, serving 0.15. Ask what the other side gets from this \
relation, and add a service it wants.
V11 warning - Status data must outlive Plant office, which is temporary, and no hand-over is planned. Plan a hand-over to a \
permanent PMO, with a date.

The figures, and what would happen if the Enterprise PMO took the status data over: 130 hours with the reserve are too many.

>>> print(figures(index(town)).coverage, figures(index(town)).concentration, sep="; ")
1 / 2 = 0.50; 90 / 130 = 0.692
>>> change = if_moved(town, "data", "plant", "epmo")
>>> [finding.check for finding in change.new], [finding.check for finding in change.solved]
(['V5'], ['V11'])
>>> change.dependants, change.users
(('check',), ('epmo',))
>>> for row in services_matrix(index(change.after)):
...     print(row)
('Service', 'Enterprise PMO', 'Plant office')
('Health check', 'P', '')
('Status data', 'P', '')
"""

from pmo_course_lib.domain.catalogue import Obligation
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology.capacity import Load, load_of, loads, which_fit
from pmo_course_lib.domain.topology.checks import CHECKS, findings
from pmo_course_lib.domain.topology.facts import Guide, Severity, guide
from pmo_course_lib.domain.topology.figure import (
    Figures,
    Share,
    concentration,
    coverage,
    figures,
    longest_chain,
    overlap_rate,
    partnering_share,
)
from pmo_course_lib.domain.topology.finding import Finding, blocking
from pmo_course_lib.domain.topology.indexed import Index, index
from pmo_course_lib.domain.topology.matrix import consumers_matrix, services_matrix
from pmo_course_lib.domain.topology.model import Topology, problems
from pmo_course_lib.domain.topology.moves import Consequences, deliverers, if_moved, if_retired, moved, retired
from pmo_course_lib.domain.topology.need import Need, needs
from pmo_course_lib.domain.topology.nodes import (
    Body,
    Consumer,
    Permanence,
    Pmo,
    Service,
    Skill,
    Support,
    SupportKind,
)
from pmo_course_lib.domain.topology.placement import PLACEMENT, advice
from pmo_course_lib.domain.topology.relations import (
    Consumes,
    DependsOn,
    Governs,
    HandsOverTo,
    Part,
    Provides,
    ReportsTo,
    Role,
)
from pmo_course_lib.domain.topology.unfilled import missing

__all__ = [
    "CHECKS", "PLACEMENT", "Body", "Consequences", "Consumer", "Consumes", "DependsOn", "Figures", "Finding", "Governs",
    "Guide", "HandsOverTo", "Index", "Load", "Need", "Obligation", "Part", "Permanence", "Pmo", "Provides", "ReportsTo",
    "Role", "Service", "Severity", "Share", "Skill", "State", "Support", "SupportKind", "Topology", "advice", "blocking",
    "concentration", "consumers_matrix", "coverage", "deliverers", "figures", "findings", "guide", "if_moved", "if_retired",
    "index", "load_of", "loads", "longest_chain", "missing", "moved", "needs", "overlap_rate", "partnering_share", "problems",
    "retired", "services_matrix", "which_fit",
]
