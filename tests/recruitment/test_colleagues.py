"""A colleague who is named as director: asked about before the wall shuts her out (K06).

The public form asks nobody: the question would tell who takes part in a cohort.
"""

import pytest
from django.urls import reverse

from cohorts.access import is_supervisor_of_member
from recruitment.models import Application

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(cohort):
    return factories.create_membership(cohort, factories.create_person("Cora Colleague")).person


@pytest.fixture
def application(cohort, colleague):
    return factories.create_application(
        cohort,
        "Ada Applicant",
        endorsed="waiting",
        director_name=colleague.name,
        director_email=colleague.email,
    )


def signature(answer, application, **changed):
    form, asked = answer.context["form"], application.endorsement
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {name: "on" for name in form.fields if name.startswith("commitment")}
    return sent | {f"says_{asked.pk}": "sign", "signed_name": "Cora Colleague"} | changed


def test_she_is_asked_when_she_signs(cohort, colleague, application, link_client):
    browser = link_client("sign-off", application=application, address=colleague.email)
    page = reverse("recruitment:endorsement-answer")
    sent = signature(browser.get(page), application)
    again = browser.post(page, sent)
    assert "You take part in this group yourself" in shown(again)
    assert "Cora Colleague" in shown(again), "what was typed is kept"
    assert not is_supervisor_of_member(colleague, cohort)
    assert browser.post(page, sent | {"is_director": "on"}).status_code == 302
    assert is_supervisor_of_member(colleague, cohort)


def test_she_may_say_that_it_is_not_her_staff(cohort, colleague, application, link_client):
    browser = link_client("sign-off", application=application, address=colleague.email)
    page, asked = reverse("recruitment:endorsement-answer"), application.endorsement
    sent = signature(browser.get(page), application, **{f"says_{asked.pk}": "not-mine"})
    assert browser.post(page, sent).status_code == 302
    assert not is_supervisor_of_member(colleague, cohort)


def test_a_director_from_outside_is_not_asked(cohort, link_client):
    application = factories.create_application(cohort, endorsed="waiting")
    browser = link_client("sign-off", application=application, address=application.director_email)
    page = reverse("recruitment:endorsement-answer")
    sent = signature(browser.get(page), application, signed_name="Dolores Example")
    assert browser.post(page, sent).status_code == 302


def test_staff_are_asked_when_they_correct(cohort, colleague, regional_lead, client_of):
    application = factories.create_application(cohort, endorsed="waiting")
    browser = client_of(regional_lead)
    address = reverse("recruitment:application-correct", args=[cohort.slug, application.pk])
    sent = {
        "name": application.name,
        "director_name": colleague.name,
        "director_email": colleague.email,
    }
    page = shown(browser.post(address, sent))
    assert "can no longer read what the group says" in page and colleague.email in page
    look = browser.post(address, sent | {"is_director": "on"})
    assert is_look(look)
    act(browser, address, sent | {"is_director": "on"})
    assert Application.objects.get().director_email == colleague.email


def test_staff_see_it_before_they_choose(cohort, application, regional_lead, client_of):
    page = shown(client_of(regional_lead).get(application.get_absolute_url()))
    assert "Cora Colleague takes part in this cohort" in page
    other = factories.create_application(cohort, endorsed="waiting")
    assert "takes part in this cohort" not in shown(
        client_of(regional_lead).get(other.get_absolute_url())
    )
