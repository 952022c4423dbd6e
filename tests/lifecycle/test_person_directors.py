"""Another director: asked to sign, the one so far out the same minute; and a colleague as one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.access import is_supervisor_of_member
from cohorts.models import Letter
from people.models import Link, Person, Supervision
from recruitment.models import Application, SupervisorEndorsement

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(cohort, participant, regional_lead):
    """Signed for the participant, who has a seat since."""
    person = factories.create_person("Olga Old", "olga@example.org")
    factories.create_supervision(
        person, participant, starts_on=factories.today() - timedelta(days=90)
    )
    application = factories.create_application(
        cohort, person=participant, director_name=person.name, director_email=person.email
    )
    factories.create_endorsement(application, given=True, supervisor=person)
    Application.objects.filter(pk=application.pk).update(
        decision="seated",
        decided_at=timezone.now() - timedelta(days=1),
        decided_by=regional_lead,
        membership=participant.memberships.get(),
    )
    SupervisorEndorsement.objects.update(asked_at=timezone.now() - timedelta(days=9))
    return person


def address(person):
    return reverse("lifecycle:person-directors", args=[person.pk])


def typed(person, **changed):
    lines = person.supervised_by.filter(ends_on=None).values_list("pk", flat=True)
    return {
        "name": "Nina New",
        "email": "nina@example.org",
        "on": factories.today().isoformat(),
        "ends": list(lines),
        "reason": "",
    } | changed


def test_the_new_one_is_asked_and_the_old_one_is_out_at_once(
    old, cohort, participant, regional_lead, client_of, link_client
):
    application = Application.objects.get()
    by_letter = link_client("sign-off", application=application, address=old.email)
    page = reverse("recruitment:endorsement-answer")
    assert participant.name in shown(by_letter.get(page))
    assert participant.name in shown(client_of(old).get("/"))
    browser = client_of(regional_lead)
    look = browser.post(address(participant), typed(participant))
    assert is_look(look)
    said = shown(look)
    assert "signature is asked for" in said and "Olga Old" in said and "nina@example.org" in said
    act(browser, address(participant), typed(participant))
    nina = Person.objects.get(email="nina@example.org")
    assert [line.supervisor for line in Supervision.objects.current()] == [nina]
    assert is_supervisor_of_member(nina, cohort), "the wall stands at once"
    assert by_letter.get(page).status_code == 410
    assert participant.name not in shown(client_of(old).get("/"))
    letter = Letter.objects.get(code="signoff-successor")
    assert (letter.to_email, letter.status) == ("nina@example.org", "queued")
    asked = application.endorsements.active().get()
    assert (asked.supervisor_email, asked.state) == ("nina@example.org", "waiting")
    assert is_supervisor_of_member(old, cohort), "who signed stays outside of what is said"
    page = shown(browser.get(participant.memberships.get().get_absolute_url()))
    assert "Director: Nina New (was: Olga Old)" in page


def test_the_new_one_signs_although_the_deadline_is_over(
    old, cohort, participant, regional_lead, client_of, link_client
):
    act(client_of(regional_lead), address(participant), typed(participant))
    cohort.cohort_parts.update(apply_by=factories.today() - timedelta(days=30), notice_on=None)
    cohort.cohort_parts.update(notice_on=factories.today())
    application = Application.objects.get()
    browser = link_client("sign-off", application=application, address="nina@example.org")
    page = reverse("recruitment:endorsement-answer")
    answer = browser.get(page)
    assert f"{participant.name} has a seat in" in shown(answer)
    form = answer.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {name: "on" for name in form.fields if name.startswith("commitment")}
    asked = application.endorsements.active().get()
    letters = Letter.objects.count()
    browser.post(page, sent | {f"says_{asked.pk}": "sign", "signed_name": "Nina New"})
    asked.refresh_from_db()
    assert asked.state == "given" and asked.supervisor.email == "nina@example.org"
    assert Letter.objects.count() == letters, "the member's seat does not hang on it"
    assert "Everyone who applied hears" not in shown(browser.get(page))


def test_who_signed_first_can_change_nothing_after_the_seat(old, cohort, link_client):
    application = Application.objects.get()
    browser = link_client("sign-off", application=application, address=old.email)
    answer = browser.get(reverse("recruitment:endorsement-answer"))
    assert answer.context["form"] is None


def test_a_director_ends_without_a_new_one(old, cohort, participant, regional_lead, client_of):
    """Finding 30: supervision never ended."""
    line = participant.supervised_by.get()
    end = reverse("lifecycle:person-supervision-end", args=[participant.pk, line.pk])
    browser = client_of(regional_lead)
    assert end in shown(browser.get(address(participant)))
    act(browser, end)
    assert not Supervision.objects.current().exists()
    assert "is the director no longer" in shown(act(browser, end, follow=True))
    assert (
        browser.post(
            reverse("lifecycle:person-supervision-end", args=[participant.pk, 987654321])
        ).status_code
        == 404
    )


def test_a_colleague_as_director_is_asked_about(cohort, participant, regional_lead, client_of):
    """K06: a participant named as a colleague's director was shut out without a question."""
    colleague = factories.create_membership(cohort).person
    browser = client_of(regional_lead)
    colleague.name = "Dana Whitfield"
    colleague.save()
    sent = typed(participant, name=colleague.name, email=colleague.email)
    page = shown(browser.post(address(participant), sent))
    assert "can no longer read what the group says there" in page
    assert not is_supervisor_of_member(colleague, cohort)
    act(browser, address(participant), sent | {"is_director": "on"})
    assert is_supervisor_of_member(colleague, cohort)
    line = participant.supervised_by.get(supervisor=colleague)
    act(browser, reverse("lifecycle:person-supervision-end", args=[participant.pk, line.pk]))
    assert not is_supervisor_of_member(colleague, cohort), "and it can be ended"


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"email": "nina"}, "Write the director"),
        ({"email": "pilar.participant@example.org"}, "the person’s own address"),
        ({"on": "2999-01-01"}, "This day is ahead"),
        ({"ends": ["x"]}, "Choose among the directors"),
    ],
)
def test_what_is_wrong_is_named(old, participant, regional_lead, client_of, wrong, words):
    page = shown(client_of(regional_lead).post(address(participant), typed(participant, **wrong)))
    assert words.replace("’", "'") in page.replace("&#x27;", "'") and "Nina New" in page
    assert Supervision.objects.count() == 1 and Letter.objects.count() == 0


def test_a_seat_without_an_application_is_named(cohort, participant, regional_lead, client_of):
    look = client_of(regional_lead).post(address(participant), typed(participant, ends=[]))
    assert "seat is not signed for" in shown(look)
    assert Link.objects.count() == 0


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"on": "1999-01-01"}, "more than two years ago"),
        ({"email": "so.far@example.org", "name": "Sol Far"}, "is the director already"),
    ],
)
def test_a_director_is_not_entered_twice_or_long_ago(
    cohort, participant, regional_lead, client_of, typed, words
):
    so_far = factories.create_person("Sol Far", "so.far@example.org")
    line = factories.create_supervision(so_far, participant)
    page = reverse("lifecycle:person-directors", args=[participant.pk])
    sent = {
        "name": "Nell New",
        "email": "nell@example.org",
        "on": factories.today().isoformat(),
        "ends": [line.pk],
    }
    said = shown(client_of(regional_lead).post(page, sent | typed))
    assert words in said and 'name="reason"' in said
    assert participant.supervised_by.get() == line
