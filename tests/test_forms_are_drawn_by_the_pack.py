"""Every form on every page is drawn by the template pack `hallway`.

The pages of the administration are left out, and forms that are sent by GET: searches and filters.
"""

from datetime import timedelta
from itertools import product

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import reverse

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from guidebook_editor.forms.section_registry import SECTIONS
from guidebooks.models import Guidebook
from recruitment.models import Application

from . import factories
from .drawn_forms import drawn_by_hand, drawn_fields
from .house import AUDIENCES
from .objects import objects_of
from .sessions import signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

PAGES = [
    (route, line)
    for route in all_routes()
    for line in rules_of(route.name)
    if {"GET", "POST"} & line.verbs
]
KEEPS = {"facilitator", "regional_lead", "state_staff", "participant", "greeter", "evaluator"}


def readers(line):
    """One person for each audience of a page, as far as it has any."""
    staff = {who for who in KEEPS if AUDIENCES[who].get("own", set()) & line.audiences}
    if line.scope == "link":
        return [f"link {line.audience}"]
    return sorted(staff) or ["anonymous", "participant", "state_staff"]


def is_page(response):
    return not response.streaming and response["Content-Type"].startswith("text/html")


every_page = pytest.mark.parametrize("route, line", PAGES, ids=[str(line) for route, line in PAGES])


@every_page
def test_every_page(house, route, line):
    """Opened, and with what was sent empty shown again, by one who may; by all in the audit."""
    check_drawn(house, route, line, readers(line)[-1:])


@pytest.mark.audit
@every_page
def test_every_page_of_everybody(house, route, line):
    check_drawn(house, route, line, readers(line))


def check_drawn(house, route, line, people):
    for who, method in product(people, sorted({"GET", "POST"} & line.verbs)):
        with transaction.atomic():
            address = reverse(route.name, kwargs=objects_of(house, route, "own", line))
            response = house.client(who).generic(method, address)
            if is_page(response):
                assert drawn_by_hand(response) == [], f"{method} {address} as {who}"
            transaction.set_rollback(True)


def shows(response, *names):
    """The page shows these fields, and nothing that is drawn by hand."""
    assert drawn_by_hand(response) == []
    assert {*names} <= {name for form, name in drawn_fields(response)}


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_guidebook_editor(house, method):
    """All sections: a row that is added, one that is changed."""
    staff = house.client("state_staff")
    draft = Guidebook.objects.drafts().get(network=house.own.network)
    for section in SECTIONS:
        part, meeting = draft.parts.first(), draft.parts.first().planned_meetings.first()
        parent = {"part": part, "planned_meeting": meeting}.get(section.parent_column)
        inside = [draft.pk, parent.pk, section.slug] if parent else [draft.pk, section.slug]
        add = reverse(f"guidebook_editor:item-add{'-in' if parent else ''}", args=inside)
        addresses = [] if section.is_fixed else [add]
        if row := section.items(draft, parent).first():
            change = [draft.pk, section.slug, row.pk]
            addresses.append(reverse("guidebook_editor:item-edit", args=change))
        for address in addresses:
            shows(getattr(staff, method)(address))


def test_the_minutes_of_planned_blocks(house):
    draft = Guidebook.objects.drafts().get(network=house.own.network)
    meeting = draft.parts.first().planned_meetings.first()
    address = reverse("guidebook_editor:section-list-in", args=[draft.pk, meeting.pk, "blocks"])
    block = meeting.segments.first()
    shows(house.client("state_staff").get(address), f"minutes-{block.pk}")


def test_the_application(client, cohort, link_client):
    shows(client.get(reverse("recruitment:apply", args=[cohort.slug])), "name", "second_homepage")
    steps = {"you": "email", "site": "director_email", "why": "criterion_experience"}
    for step, field in steps.items():
        address = reverse("recruitment:apply-step", args=[cohort.slug, step])
        shows(client.post(address, {"go": "next"}), field, "second_homepage")
    application = factories.create_application(cohort)
    own = link_client("application", application=application, address=application.email)
    shows(own.get(reverse("recruitment:application-change")), "agency_name")


def test_the_sign_off(cohort, applicant, link_client):
    application = Application.objects.of_cohort(cohort).get()
    director = link_client("sign-off", application=application, address=application.director_email)
    pk = application.endorsement.pk
    commitment = application.part.commitments.filter(audience="director").first()
    sent = {f"seen_{pk}": "waiting"}
    for response in [director.get("/sign-off/"), director.post("/sign-off/", sent)]:
        shows(response, f"says_{pk}", f"reason_{pk}", f"commitment_{commitment.pk}", "signed_name")
    shows(director.get(reverse("recruitment:endorsement-forward")), "name", "email")


def test_the_evaluation(meeting, link_client):
    meeting.on = factories.today() - timedelta(days=1)
    meeting.save()
    member = factories.create_membership(meeting.cohort)
    phone = link_client("evaluate", membership=member, meeting_position=1)
    answers = ["qs_before_after-before", "qs_before_after-now", "applicable", "most_useful-quote"]
    for response in [phone.get("/evaluate/"), phone.post("/evaluate/")]:
        shows(response, *answers)


def test_the_reply(house):
    client = house.client("link reply")
    for response in [client.get("/reply/"), client.post("/reply/", {"answer": "nobody"})]:
        shows(response, "access_needs", "food_needs", "substitute_name", "substitute_email")


def test_a_roster_and_its_confirmation(cohort, regional_lead, client_of):
    roster = SimpleUploadedFile("roster.csv", b"Name,Email\nBea,bea@gmial.com\n")
    page, lead = reverse("recruitment:roster-import", args=[cohort.slug]), client_of(regional_lead)
    shows(lead.get(page), "file", "letters")
    shows(lead.post(page, {"file": roster}, follow=True), "answer-0")
    draft = cohort.roster_imports.get()
    columns = reverse("recruitment:roster-import-columns", args=[cohort.slug, draft.pk])
    shows(lead.get(columns), "row", "column-0", "column-1")


def test_the_pages_of_the_account_package(client, facilitator, participant, link_client):
    shows(client.get("/account/login/"), "login", "password")
    shows(client.post("/account/login/", {"login": "nobody"}), "login", "password")
    shows(client.get("/account/password/reset/"), "email")
    link = link_client("password", person=facilitator, uses=1)
    shows(link.get("/account/password/choose/"), "new_password1", "new_password2")
    facilitator.set_password("three plain words together")
    facilitator.save()
    entered = {"login": facilitator.email, "password": "three plain words together"}
    shows(client.post("/account/login/", entered, follow=True), "code")
    TOTP.activate(facilitator, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.logout()
    shows(client.post("/account/login/", entered, follow=True), "code")
    signed_in = signed_in_client(facilitator)
    shows(signed_in.get("/account/password/change/"), "oldpassword", "password1")
    shows(signed_in.get("/account/reauthenticate/"), "password")
    shows(signed_in.get("/account/second-factor/reauthenticate/"), "code")


# --- the test of the test -------------------------------------------------------------------------

LOAD = "{% load crispy_forms_tags %}"
BY_HAND = {
    "{% for bound in form %}{{ bound.label_tag }}{{ bound }}{% endfor %}": ["control reason"],
    "{{ form.as_div }}": ["control reason"],
    "<input name=reason>": ["control reason"],
    "{% load crispy_forms_tags %}{% crispy form %}<textarea name=more></textarea>": [
        "control more"
    ],
    "{% load crispy_forms_tags %}{% crispy form %}": [],
}


def rendered_with(monkeypatch, view, source):
    """From now on this module of views draws its pages by this source."""

    def render(request, name, context):
        return HttpResponse(Template(source).render(RequestContext(request, context)))

    monkeypatch.setattr(f"{view}.render", render)


@pytest.mark.parametrize("source", BY_HAND)
def test_a_form_drawn_by_hand_is_found(house, monkeypatch, source):
    rendered_with(monkeypatch, "cohorts.views.look", f"<form method=post>{source}</form>")
    member = house.own.memberships.current().first()
    page = reverse("cohorts:member-leave", args=[house.own.slug, member.pk])
    assert drawn_by_hand(house.client("regional_lead").get(page)) == BY_HAND[source]


def test_a_field_that_a_layout_forgets_is_found(house, monkeypatch):
    source = LOAD + "<form method=post>{{ form.name|as_crispy_field }}</form>"
    rendered_with(monkeypatch, "cohorts.views.staff_roles", source)
    page = reverse("cohorts:staff-role-list", args=[house.own.slug])
    response = house.client("regional_lead").get(page)
    assert drawn_by_hand(response) == ["AppointForm.email", "AppointForm.kind"]
