"""Two personal links of one kind in one browser: a form never lands with the second reader.

Derived from the permission table: a new form behind a link needs a line in SENDS.
"""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from cohorts.models import CohortMembership
from cop_site.permission_table import TABLE
from cop_site.views.links import PAGE_BY_PURPOSE
from evaluations.models import Response
from meetings.models import Reply
from people.link_marks import FIELD
from people.models import AddressChange, Link, Person
from recruitment.actions.endorsement_forward import ask_instead
from recruitment.models import Application, EndorsementAction, Interest, SupervisorEndorsement

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
NAMES = ["María Soto", "Bo Reyes"]
FORMS = {rule.name: rule for rule in TABLE if rule.scope == "link" and "POST" in rule.verbs}
STORED_IN = [
    Application,
    CohortMembership,
    EndorsementAction,
    AddressChange,
    Interest,
    Person,
    Reply,
    Response,
    Session,
    SupervisorEndorsement,
]


def application_form(application):
    names = ["name", "phone", "agency_name", "site_name", "director_name", "director_email"]
    values = {name: getattr(application, name) for name in names}
    county = factories.create_county(application.cohort.region)
    return values | {"county": county.pk, "answer_why": "Still curious."}


def decline(application):
    pk = application.endorsements.get().pk
    return {f"says_{pk}": "decline", f"seen_{pk}": "waiting", f"mark_{pk}": ""}


#: What would be stored with the second reader if nothing compared the links, by the form's name;
#: from what the link of the second is about.
SENDS = {
    "accounts:sign-in-link": lambda person: {},
    "evaluations:evaluation-answer-link": lambda member: {"withdraw": "confirmed"},
    "meetings:reply-link": lambda member: {"answer": "not_coming"},
    "recruitment:renewal": lambda member: {"go": "no"},
    "recruitment:interest-own": lambda interest: {"end": interest.pk},
    "lifecycle:address-change-confirm": lambda change: {},
    "recruitment:application-confirm": lambda application: {},
    "recruitment:application-change": lambda application: (
        application_form(application) | {"name": "María Soto"}
    ),
    "recruitment:application-withdraw": lambda application: {},
    "recruitment:endorsement-answer": decline,
    "recruitment:endorsement-forward": lambda application: {
        "name": "Gus Oak",
        "email": "gus@example.org",
        "confirm": "1",
    },
    "recruitment:endorsement-take-back": lambda application: {
        "passed_on": application.endorsements.order_by("pk").first().pk
    },
    "recruitment:endorsement-object": lambda application: {
        "endorsement": application.endorsements.get().pk
    },
    "recruitment:endorsement-language": lambda application: {"language": "es"},
}


class TwoReaders:
    """Two people who each hold a link of one purpose; `about` is what each link is about."""

    def __init__(self, cohort, rule):
        self.rule, self.purpose = rule, rule.audience
        self.people = [factories.create_person(name) for name in NAMES]
        self.about, self.links = [], []
        for person in self.people:
            about, link = getattr(self, f"link_to_{self.purpose.replace('-', '_')}")(cohort, person)
            self.about.append(about)
            link, secret = factories.mint_link(self.purpose, lasts=timedelta(days=1), **link)
            if self.purpose == "address":
                AddressChange.objects.filter(pk=about.pk).update(link=link)
            self.links.append(secret)

    def link_to_sign_in(self, cohort, person):
        return person, {"person": person}

    def link_to_address(self, cohort, person):
        email = f"new{person.pk}@example.org"
        change = AddressChange.objects.create(person=person, email=email, asked_by=person)
        return change, {"person": person, "address": email}

    def link_to_reply(self, cohort, person):
        member = factories.create_membership(cohort, person)
        return member, {"membership": member, "meeting_position": 2}

    def link_to_evaluate(self, cohort, person):
        meeting = cohort.meetings.get(position=1)
        meeting.on = factories.today() - timedelta(days=1)
        meeting.save()
        member = factories.create_membership(cohort, person)
        return member, {"membership": member, "meeting_position": 1}

    def link_to_renew(self, cohort, person):
        member = factories.create_membership(cohort, person)
        factories.open_later_part(cohort)
        return member, {"membership": member}

    def link_to_interest(self, cohort, person):
        track = cohort.network.tracks.first() or factories.create_track(cohort.guidebook)
        interest = factories.create_interest(track, person.email)
        return interest, {"address": person.email}

    def link_to_application(self, cohort, person):
        application = factories.create_application(cohort, person=person, endorsed="waiting")
        return application, {"application": application}

    def link_to_sign_off(self, cohort, person):
        is_signed = self.rule.name == "recruitment:endorsement-object"
        application = factories.create_application(
            cohort,
            endorsed=True if is_signed else "waiting",
            director_name=person.name,
            director_email=person.email,
        )
        if self.rule.name == "recruitment:endorsement-take-back":
            asked = list(application.endorsements.all())
            ask_instead(asked, name="Gus Oak", email="gus@example.org", language="en")
        return application, {"application": application, "address": person.email}

    @property
    def names(self):
        """How the page calls the two; of somebody interested it has only the address."""
        return NAMES if self.purpose != "interest" else [person.email for person in self.people]

    def open(self, client, number):
        """Open the letter of this reader, and return the mark of its page."""
        page = client.get(reverse("link-open", args=[self.links[number]]), follow=True)
        assert page.status_code == 200, page.redirect_chain
        found = re.findall(rf'name="{FIELD}" value="([^"]+)"', shown(page))
        assert len(set(found)) == 1
        return found[0]

    def send_first_form(self, client, **changed):
        """Send what the tab of the first reader would, after the second letter was opened."""
        mark = self.open(client, 0)
        if self.rule.name == "evaluations:evaluation-answer-link":
            self.open(client, 1)
            client.post(reverse(self.rule.name), {"know_qs": "4"})
        self.open(client, 1)
        sent = SENDS[self.rule.name](self.about[1]) | {FIELD: mark} | changed
        before = stored()
        return client.post(reverse(self.rule.name), sent), before


def stored():
    rows = {model: sorted(map(repr, model.objects.values_list())) for model in STORED_IN}
    people = Link.objects.values_list("pk", "uses_left", "revoked_at")
    languages = SupervisorEndorsement.objects.values_list("language", flat=True)
    return rows, sorted(map(repr, people)), sorted(languages)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_one_link_is_never_taken_for_another(cohort, client, name):
    """Nor without a mark, nor with a made-up one. Without the comparison it would be stored."""
    readers = TwoReaders(cohort, FORMS[name])
    for changed in [{}, {FIELD: ""}, {FIELD: "made:up"}]:
        answer, before = readers.send_first_form(client, **changed)
        assert answer.status_code == 409 and stored() == before, changed
        assert changed or all(known in shown(answer) for known in readers.names)
    with mock.patch("people.permissions.is_of_this_link", lambda mark, found: True):
        answer, before = readers.send_first_form(client)
    assert answer.status_code in (200, 302) and stored() != before


def test_every_form_of_the_table_is_tried():
    assert {*SENDS} == {*FORMS}
    assert {rule.audience for rule in FORMS.values()} <= {*map(str, PAGE_BY_PURPOSE)}


def test_what_was_typed_is_sent_once_the_first_letter_is_open_again(cohort, client):
    readers = TwoReaders(cohort, FORMS["recruitment:application-change"])
    maria, bo = readers.about
    typed = application_form(maria) | {"answer_why": "To learn from others."}
    answer, _ = readers.send_first_form(client, **typed)
    page = shown(answer)
    assert "To learn from others." in page
    readers.open(client, 0)
    kept = re.search(rf'name="{FIELD}" value="([^"]+)"', page.split("<main")[1])[1]
    assert client.post(reverse("recruitment:application-change"), typed | {FIELD: kept}).url
    said = {a: str(a.answers.values_list("text", flat=True)) for a in (maria, bo)}
    assert "To learn from others." in said[maria] and "To learn" not in said[bo]


@pytest.mark.parametrize(
    ("form", "name", "label"),
    [
        ("recruitment:application-change", "answer_why", "Tell us: why"),
        ("recruitment:endorsement-answer", "reason_1", "A line about it"),
        ("recruitment:endorsement-forward", "name", "Name of the person who should sign"),
        ("meetings:reply-link", "food_needs", "Food"),
        ("evaluations:evaluation-answer-link", "most_useful", "About most_useful?"),
    ],
)
def test_what_was_typed_stands_under_its_label(cohort, client, form, name, label):
    readers = TwoReaders(cohort, FORMS[form])
    for mark in ({}, {FIELD: ""}):
        page = shown(readers.send_first_form(client, **mark | {name: "Two words"})[0])
        assert label in page and "Two words" in page and "What you wrote" not in page


def test_another_letter_to_the_same_reader_changes_nothing(client, cohort):
    application = factories.create_application(cohort)
    first, second = (
        factories.mint_link("application", lasts=timedelta(days=1), application=application)[1]
        for _ in range(2)
    )
    page = client.get(f"/l/{first}/", follow=True)
    mark = re.search(rf'name="{FIELD}" value="([^"]+)"', shown(page))[1]
    client.get(f"/l/{second}/")
    assert (
        client.post(reverse("recruitment:application-withdraw"), {FIELD: mark}).status_code == 302
    )


def test_pages_of_a_link_say_whose_they_are(cohort, client):
    readers = TwoReaders(cohort, FORMS["evaluations:evaluation-answer-link"])
    page = client.get(f"/l/{readers.links[0]}/", follow=True)
    assert "For María Soto" in shown(page)
