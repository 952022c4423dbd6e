"""Which package may know which: the arrows between packages, as data for the tests
of this folder.
"""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from django.apps import apps

from cop_site.routes import all_routes

from ..source_tree import PACKAGES

#: Which packages each may import directly; whatever stands below those comes with it.
STANDS_ON = {
    "lib": [],
    "launcher": [],
    "people": ["lib"],
    "guidebooks": ["people"],
    "cohorts": ["guidebooks"],
    "meetings": ["cohorts"],
    "guidebook_editor": ["meetings"],
    "recruitment": ["meetings"],
    "evaluations": ["meetings"],
    "community": ["meetings"],
    "accounts": ["recruitment"],
    "lifecycle": ["recruitment", "evaluations", "community", "guidebook_editor"],
    "dashboards": ["lifecycle", "accounts"],
}
#: Nobody imports these two, and they are not installed in production.
APART = ["demo", "bench"]


def below(package):
    """Every package that stands below this one."""
    return {lower for direct in STANDS_ON[package] for lower in [direct, *below(direct)]}


MAY_IMPORT = {package: below(package) for package in STANDS_ON}
MAY_IMPORT["cop_site"] = {*STANDS_ON}
MAY_IMPORT |= {package: {*STANDS_ON, "cop_site"} for package in APART}


def may_know(package, other):
    """May code of `package` name something of `other`? None stands for code that is not ours."""
    return other is None or other == package or other in MAY_IMPORT[package]


def unit_of(dotted):
    """The package that a dotted module name belongs to, or None for somebody else's code."""
    top = dotted.split(".")[0]
    return top if top in PACKAGES else None


def unit_of_file(file):
    """The package of a Python file or of a template, both as paths below the top of the project."""
    if file.startswith("templates/"):
        return unit_of_template(file.removeprefix("templates/"))
    return unit_of(file.removesuffix(".py").replace("/", "."))


#: Folders of templates that are not named for a package;
#: templates at the top are the frame of every page.
TEMPLATE_FOLDERS = {
    "components": "lib",
    "hallway": "lib",
    "account": "accounts",
    "allauth": "accounts",
    "mfa": "accounts",
}


def unit_of_template(name):
    """The package of a template, by its folder; None for a folder that is not ours."""
    folder = name.split("/")[0] if "/" in name else "cop_site"
    return TEMPLATE_FOLDERS.get(folder) or unit_of(folder)


def unit_of_model(model):
    """The package of a model, by its module:
    the table that joins two of our models has the module of one of them.
    """
    return unit_of(model.__module__)


@cache
def tables():
    """{table: package} of every model of ours, with history and the tables that join two models."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: unit_of_model(model) for model in models if unit_of_model(model)}


TABLE_WORD = re.compile(r"\b[a-z]+_[a-z_]+\b")


def tables_named_in(text):
    """Which tables of ours a text names, as {table: package}."""
    return {word: tables()[word] for word in TABLE_WORD.findall(text) if word in tables()}


@cache
def url_namespaces():
    """{namespace: package}; None for Django's own pages for reference data."""
    found = {route.name.split(":")[0] for route in all_routes() if ":" in route.name}
    return {name: unit_of(name) for name in found}


@cache
def url_names_without_namespace():
    return {route.name for route in all_routes() if ":" not in route.name}


def unit_of_url_name(name):
    """The package whose page a URL name leads to."""
    namespace, colon, _ = name.partition(":")
    if colon:
        return url_namespaces().get(namespace)
    if name.startswith(("account_", "mfa_")):
        return "accounts"
    return "bench" if name.startswith("bench-") else "cop_site"


@dataclass(frozen=True)
class Allowed:
    """One arrow against the order: in which file, to what
    (as a test reports it, `*` for anything), why it stays.
    """

    file: str
    what: str
    reason: str


#: Every exception from the arrows, at most ten.
EXCEPTIONS = [
    Allowed(
        "cohorts/models/cohort.py",
        "dashboards:cohort-detail",
        (
            "Django asks a model for its own page (get_absolute_url); "
            "the page of a cohort is composed of every package."
        ),
    ),
    Allowed(
        "meetings/models/meeting.py",
        "dashboards:meeting-detail",
        (
            "Django asks a model for its own page (get_absolute_url); "
            "the plan of a meeting is composed of several packages."
        ),
    ),
    Allowed(
        "guidebooks/models/guidebook.py",
        "guidebook-detail",
        (
            "Django asks a model for its own page (get_absolute_url); "
            "a guidebook is read on the public pages of the site."
        ),
    ),
    Allowed(
        "cohorts/models/membership.py",
        "dashboards:member-detail",
        (
            "Django asks a model for its own page (get_absolute_url); "
            "the page of a member is composed of several packages."
        ),
    ),
    Allowed(
        "people/models/person.py",
        "dashboards:person-detail",
        (
            "Django asks a model for its own page (get_absolute_url); "
            "the page of a person is composed of several packages."
        ),
    ),
    Allowed(
        "lib/jobs/models.py",
        "dashboards:job-detail",
        (
            "Django asks a model for its own page (get_absolute_url); "
            "the page of a job knows what every kind of job is about."
        ),
    ),
    Allowed(
        "templates/cohorts/letter_detail.html",
        "Letter.application_letter",
        "The page of a letter leads to the application that it is about.",
    ),
    Allowed(
        "cohorts/views/letters.py",
        "Letter.application_letter",
        "The page of a letter reads the application that it is about in the same statement.",
    ),
    Allowed(
        "cop_site/permission_table.py",
        "demo:*",
        (
            "The table names every page there may be; the site includes the demonstration's where "
            "it is installed."
        ),
    ),
    Allowed(
        "templates/cop_site/*",
        "demo:*",
        "On a demonstration the frame and the first page lead to its persons; nothing is imported.",
    ),
]


def is_allowed(file, what):
    return any(
        fnmatchcase(file, allowed.file) and fnmatchcase(what, allowed.what)
        for allowed in EXCEPTIONS
    )
