"""Pictures of the domain as accessible SVG: no drawing library, readable in print and by a screen reader.

A picture is a function from a small frozen input (names, numbers, dates) to a string; each input has ``as_text()``, the
sentences that say all that the picture shows. :func:`figure` puts both on a page. Ids begin with a hash of the content or with
the ``prefix`` that the caller gives: give one when the same picture stands on a page twice.
"""

from __future__ import annotations

from pmo_course_lib.ui.pictures.attainment import Agreement, Attainment, Month, Slam, attainment_chart, slam_chart
from pmo_course_lib.ui.pictures.balance import Balance, Term, balance_bars
from pmo_course_lib.ui.pictures.causal import Causes, Cycle, Effect, causal_diagram
from pmo_course_lib.ui.pictures.figure import CSS, figure
from pmo_course_lib.ui.pictures.grid import Party, PowerInterest, power_interest_grid
from pmo_course_lib.ui.pictures.lifecycle import Flow, Gate, Loop, Place, Stage, Step, lifecycle_flow
from pmo_course_lib.ui.pictures.marks import Severity, Status
from pmo_course_lib.ui.pictures.matrix import Matrix, Row, services_matrix
from pmo_course_lib.ui.pictures.maturity import Dimension, Profile, Threshold, maturity_profile
from pmo_course_lib.ui.pictures.ring import Ring, RingStep, value_ring
from pmo_course_lib.ui.pictures.roadmap import Bar, Lane, Roadmap, roadmap_chart
from pmo_course_lib.ui.pictures.topology import topology_graph
from pmo_course_lib.ui.pictures.topology_model import Finding, Kind, Link, Network, Service, Thing, Use
from pmo_course_lib.ui.pictures.turnaround import Turnaround, turnaround_distribution

__all__ = [
    "CSS",
    "Agreement",
    "Attainment",
    "Balance",
    "Bar",
    "Causes",
    "Cycle",
    "Dimension",
    "Effect",
    "Finding",
    "Flow",
    "Gate",
    "Kind",
    "Lane",
    "Link",
    "Loop",
    "Matrix",
    "Month",
    "Network",
    "Party",
    "Place",
    "PowerInterest",
    "Profile",
    "Ring",
    "RingStep",
    "Roadmap",
    "Row",
    "Service",
    "Severity",
    "Slam",
    "Stage",
    "Status",
    "Step",
    "Term",
    "Thing",
    "Threshold",
    "Turnaround",
    "Use",
    "attainment_chart",
    "balance_bars",
    "causal_diagram",
    "figure",
    "lifecycle_flow",
    "maturity_profile",
    "power_interest_grid",
    "roadmap_chart",
    "services_matrix",
    "slam_chart",
    "topology_graph",
    "turnaround_distribution",
    "value_ring",
]
