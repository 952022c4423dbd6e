"""A director gets letters in her own language: said by the applicant, or chosen on her page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.models import Letter
from lifecycle.actions.reschedule_meeting import reschedule
from people.models import Link, Person
from recruitment.actions.applications import create
from recruitment.actions.endorsement_forward import forward
from recruitment.actions.endorsement_reminders import remind
from recruitment.actions.endorsements import sign
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.forms.application_steps import ApplicationForm

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db

DIRECTOR = "marcus@example.org"


def asked_of(cohort, **fields):
    return factories.create_application(
        cohort, endorsed="waiting", director_name="Marcus Fenn", director_email=DIRECTOR, **fields
    )


@pytest.fixture
def application(cohort):
    """In English, as most."""
    return asked_of(cohort)


@pytest.fixture
def marcus(application, link_client):
    return link_client(Link.Purpose.SIGN_OFF, application=application, address=DIRECTOR)


def choose(client, language):
    address = reverse("recruitment:endorsement-language")
    return shown(client.post(address, {"language": language}, follow=True))


def languages():
    """Of all letters to the director, oldest first."""
    letters = Letter.objects.filter(to_key=DIRECTOR).order_by("pk")
    return list(letters.values_list("language", flat=True))


def test_without_anything_said_it_is_the_applicant_s(cohort):
    remind(asked_of(cohort, language="es").endorsement, by=None)
    assert languages() == ["es"]


@pytest.mark.parametrize(
    "language, line", [("en", "En español: abra el enlace"), ("es", "In English: open the link")]
)
def test_her_first_letter_says_once_how_to_get_the_other_language(cohort, language, line):
    endorsement = asked_of(cohort, language=language).endorsement
    Letter.objects.all().delete()
    for _ in range(2):
        remind(endorsement, by=None)
    first, second = Letter.objects.filter(to_key=DIRECTOR).order_by("pk")
    assert first.body.startswith(line) and line not in second.body


def test_what_one_applicant_said_holds_for_the_next_who_does_not_know(cohort):
    for said in ["es", ""]:
        remind(asked_of(cohort, director_language=said).endorsement, by=None)
    assert languages() == ["es", "es"]


def test_a_guess_in_another_language_offers_the_other_again(cohort):
    remind(asked_of(cohort, language="es").endorsement, by=None)
    remind(asked_of(cohort, language="en").endorsement, by=None)
    assert Letter.objects.get(language="en").body.startswith("En español")


def test_the_choice_is_said_in_its_language_and_the_page_is_in_it(marcus):
    page = choose(marcus, "es")
    assert 'lang="es"' in page and "Desde ahora le escribimos en español." in page
    page = choose(marcus, "en")
    assert 'lang="en"' in page and "From now on we write to you in English." in page


def test_who_has_chosen_is_not_asked_again(marcus, application):
    choose(marcus, "es")
    Letter.objects.all().delete()
    remind(application.endorsement, by=None)
    assert "In English" not in Letter.objects.get().body


def test_the_applicant_may_say_it(cohort):
    remind(asked_of(cohort, director_language="es").endorsement, by=None)
    assert languages() == ["es"]


def test_the_director_chooses_once_for_all_that_is_asked_of_the_address(
    cohort, application, marcus
):
    other = asked_of(cohort, director_language="en")
    assert "We write to you in English." in shown(marcus.get("/sign-off/"))
    page = choose(marcus, "es")
    assert "Le escribimos en español." in page
    for asked in [application, other, asked_of(cohort)]:
        remind(asked.endorsement, by=None)
    assert languages() == ["es"] * 3


def test_an_unknown_language_changes_nothing(application, marcus):
    for language in ["", "fr", "x" * 400]:
        choose(marcus, language)
    application.endorsement.refresh_from_db()
    assert application.endorsement.language == ""


def test_it_is_kept_on_the_record_and_can_be_changed_there(cohort, application, marcus):
    choose(marcus, "es")
    terms = build_terms(application, language="en")
    asked = application.endorsements.get()
    sign(asked, seen="waiting", shown_hash=terms_hash(terms), signed_name="Marcus Fenn")
    person = Person.objects.with_address(DIRECTOR).get()
    assert person.language == "es"
    choose(marcus, "en")
    person.refresh_from_db()
    assert person.language == "en"
    remind(asked_of(cohort, language="es").endorsement, by=None)
    assert languages() == ["en"]


def test_moved_dates_are_told_in_it(cohort, application, marcus):
    choose(marcus, "es")
    application.endorsements.get().give(
        signed_name="Marcus Fenn", bound=build_terms(application, language="es")
    )
    meeting = cohort.meetings.get(position=1)
    reschedule(meeting, on=meeting.on + timedelta(days=1))
    letter = Letter.objects.get(code="dates-moved", to_key=DIRECTOR)
    assert letter.language == "es" and "NUEVA:" in letter.body


def test_who_is_asked_instead_is_written_to_in_their_own(cohort, application, link_client):
    factories.create_person("Nora New", "nora@example.org", language="es")
    link = link_client(
        Link.Purpose.SIGN_OFF, application=application, address=DIRECTOR
    ).link.application_link
    forward(link, name="Nora New", email="nora@example.org", language="en")
    assert Letter.objects.get(to_key="nora@example.org").language == "es"


def test_the_form_asks_for_it_and_need_not_know(cohort):
    part = cohort.recruiting_part
    field = ApplicationForm(cohort_part=part).fields["director_language"]
    assert [value for value, _label in field.choices] == ["", "en", "es"] and not field.required
    application = create(
        part,
        form_key="3f0c9f2e-0000-4000-8000-000000000009",
        fields={
            "name": "Ana Ferrow",
            "email": "ana@example.org",
            "agency_name": "Agency",
            "site_name": "Site",
            "director_name": "Marcus Fenn",
            "director_email": DIRECTOR,
            "director_language": "es",
        },
        answers={},
        language="en",
    )
    assert application.endorsement.bound["language"] == "es" and languages() == ["es"]
