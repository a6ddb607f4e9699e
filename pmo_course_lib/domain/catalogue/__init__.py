"""The services catalogue: services to choose from, an entry with its 34 fields, the menu."""

from pmo_course_lib.domain.catalogue.entry import Entry, Obligation, Promise
from pmo_course_lib.domain.catalogue.fields import Field, Form, Required, View, form, samples
from pmo_course_lib.domain.catalogue.lists import Mapping, hill, hobbs_aubry, map_hill, map_hobbs_aubry
from pmo_course_lib.domain.catalogue.load import load_services
from pmo_course_lib.domain.catalogue.menu import Offer, Portfolio, Run, customer_menu, portfolio, provider_list
from pmo_course_lib.domain.catalogue.review import Missing, check, check_all, missing, required, view
from pmo_course_lib.domain.catalogue.services import Catalogue, Category, Horizon, Service, course_catalogue

__all__ = [
    "Catalogue", "Category", "Entry", "Field", "Form", "Horizon", "Mapping", "Missing", "Obligation", "Offer", "Portfolio",
    "Promise", "Required", "Run", "Service", "View", "check", "check_all", "course_catalogue", "customer_menu", "form",
    "hill", "hobbs_aubry", "load_services", "map_hill", "map_hobbs_aubry", "missing", "portfolio", "provider_list",
    "required", "samples", "view",
]
