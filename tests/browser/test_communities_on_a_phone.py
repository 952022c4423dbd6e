"""Hospital schools and the Green House in Spanish on a phone, in a real browser:
the rules of access, nothing sideways, no scripts needed.
"""

from datetime import time, timedelta

import pytest
from django.core.management import call_command

from cohorts.models import Cohort
from community.models import Topic, Voice
from guidebooks.models import Guidebook
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from recruitment.models import Application

from .. import factories
from .access_rules import broken_rules, sideways
from .clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 800}}
#: The other one in the audit.
COMMUNITIES = [pytest.param("hospital-schools", marks=pytest.mark.audit), "green-house"]
MEMBER_PAGES = ["", "meetings/1/", "meetings/2/", "meetings/2/reply/", "map/", "agreements/"]
OWN_PAGES = {"green-house": ["map/"], "hospital-schools": []}


@pytest.fixture(params=COMMUNITIES)
def community(request, transactional_db):
    """A cohort of the pack that recruits, with two members and a topic on the map of its first
    open meeting.
    """
    call_command("load_guidebooks", verbosity=0)
    guidebook, today = Guidebook.objects.get(slug=request.param), factories.today()
    cohort = open_cohort(
        CohortPlan(
            guidebook=guidebook,
            region=None,
            name="Grupo de prueba",
            cycle="2026-27",
            first_meeting_on=today + timedelta(days=60),
            starts=time(18),
            capacity=8,
            apply_by=today + timedelta(days=20),
            notice_on=today + timedelta(days=30),
            place_name="Casa de ejemplo",
            place_address="Calle Ejemplo 1",
        ),
        slug="grupo",
        by=factories.create_person(),
    )
    factories.publish(cohort)
    cohort.meetings.exclude(setting="in_person").update(
        link_url="https://meet.example.org/casa", phone="555-0100"
    )
    topic = Topic.objects.create(
        cohort=cohort,
        title="Salir todos los días",
        meeting=cohort.meetings.filter(topic_open=True).first(),
    )
    for member in factories.create_members(cohort, 2):
        Voice.objects.create(topic=topic, membership=member, kind="wants")
    return cohort


def on_a_phone(page):
    page.context.add_cookies([{"name": "django_language", "value": "es", "url": page.live}])
    return page


def keeps_the_rules(page, address):
    page.goto(address)
    assert (address, broken_rules(page), sideways(page)) == (address, [], 0)
    assert page.get_attribute("html", "lang") == "es"


def test_members_pages_keep_the_rules(community, browse_as):
    member = community.memberships.first().person
    page = on_a_phone(browse_as(member, **PHONE))
    for place in MEMBER_PAGES + OWN_PAGES[community.guidebook.slug]:
        keeps_the_rules(page, f"/cohorts/grupo/{place}")


def test_public_pages_keep_the_rules(community, browse_as):
    page = on_a_phone(browse_as(factories.create_person(), **PHONE))
    slug = community.guidebook.slug
    for address in [
        "/guidebooks/",
        f"/guidebooks/{slug}/",
        f"/guidebooks/{slug}/meetings/2/",
        f"/guidebooks/{slug}/application/",
        "/cohorts/grupo/apply/",
    ]:
        keeps_the_rules(page, address)


def test_a_member_walks_through_without_scripts(community, browse_as):
    """Reads when and where, proposes a topic, wants another one, tells of herself
    where the guidebook asks.
    """
    membership = community.memberships.first()
    page = on_a_phone(browse_as(membership.person, java_script_enabled=False, **PHONE))
    page.goto("/cohorts/grupo/")
    assert "Reunión 1" in page.locator("h1").inner_text()
    page.goto("/cohorts/grupo/map/")
    page.get_by_label("¿Qué le gustaría aprender?").fill("Despedidas sin llanto")
    follow(page.get_by_role("button", name="Poner en la lista"))
    assert Topic.objects.filter(
        cohort=community, title="Despedidas sin llanto", proposed_by=membership
    ).exists()
    page.goto("/cohorts/grupo/people/me/")
    page.locator("main textarea").first.fill("Paciencia en la puerta")
    follow(page.locator("main form button[type=submit]").first)
    assert membership.profile_answers.get().text == "Paciencia en la puerta"


def test_an_applicant_applies_without_scripts(community, browse_as, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    page = on_a_phone(browse_as(factories.create_person(), java_script_enabled=False, **PHONE))
    page.goto("/cohorts/grupo/apply/")
    texts = {
        "name": "Nuria Ñandú",
        "email": "nuria@example.org",
        "agency_name": "Casa de ejemplo",
        "site_name": "Sala azul",
        "director_name": "Dora Ejemplo",
        "director_email": "dora@example.org",
    }
    for step in ["you", "site", "why"]:
        for name, words in texts.items():
            if page.locator(f"[name={name}]").count():
                page.fill(f"[name={name}]", words)
        answer_what_is_asked(page, community, step)
        follow(page.locator("button[value=next]"))
    follow(page.locator("main form button"))
    assert (
        Application.objects.of_cohort(Cohort.objects.get(slug="grupo")).get().name == "Nuria Ñandú"
    )


def answer_what_is_asked(page, cohort, step):
    for question in cohort.guidebook.application_questions.filter(required=True, step=step):
        field = page.locator(f"[name*='{question.code}']").first
        if question.choices:
            page.locator(
                f"[name*='{question.code}'][value='{question.choices[0]['value']}']"
            ).check()
        else:
            field.fill("4" if question.kind == "number" else "Para aprender en grupo.")
