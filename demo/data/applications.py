"""A cohort that recruits: applications that are signed, waiting, declined or without delivered
letter, and seats.
"""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from cohorts.models import Cohort, Letter
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from people.models import Person
from recruitment.actions.applications import create
from recruitment.actions.endorsements import decline, sign
from recruitment.actions.offers import offer_seats
from recruitment.actions.waiting_list import put_on_waiting_list
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.letters import letters_about, letters_of
from recruitment.models import Application

from . import cohort_names
from .names import address_of
from .pilot import appoint_all
from .publishing import contact_of, publish_as_opened
from .seasons import first_friday_ahead, meeting_dates, move_director_sessions, weeks_of

APPLICATIONS, SIGNED, DECLINED, SEATED = 34, 20, 2, 6


def build_recruiting_cohort(pool, guidebook, region):
    today = timezone.localdate()
    first = first_friday_ahead(today)
    lead, facilitators = (
        pool.staff("regional_lead", region.number)[0],
        pool.staff("facilitator", region.number) + pool.staff("co_facilitator", region.number),
    )
    place, address = pool.venue(region.number, 1)
    years = f"{first.year}-{(first.year + 2) % 100:02}"
    cohort = open_cohort(
        CohortPlan(
            guidebook=guidebook,
            region=region,
            name=cohort_names.of_region(region.number, years),
            cycle=years,
            first_meeting_on=first,
            starts=time(9),
            capacity=30,
            apply_by=today + timedelta(days=20),
            notice_on=today + timedelta(days=27),
            place_name=place,
            place_address=address,
            **contact_of(lead),
            meeting_dates=meeting_dates(first, weeks_of(guidebook)),
        ),
        slug=f"region-{region.number}-{years}",
        by=lead,
        is_demo=True,
    )
    move_director_sessions(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(opened_at=timezone.now() - timedelta(days=20))
    publish_as_opened(cohort)
    appoint_all(pool, cohort, facilitators, since=today - timedelta(days=20))
    applications = [apply(pool, cohort, number) for number in range(APPLICATIONS)]
    for number, application in enumerate(applications):
        answer_endorsement(
            application,
            says="sign" if number < SIGNED else "decline" if number < SIGNED + DECLINED else "",
        )
    offer_seats(cohort, applications[:SEATED], by=lead)
    put_on_waiting_list(cohort, applications[SEATED], by=lead)
    fail_letter(applications[-2])
    confirm_applicant(applications[-1])
    five_minutes_ago = timezone.now() - timedelta(minutes=5)
    Letter.objects.filter(cohort=cohort, queued_at__gt=five_minutes_ago).update(
        queued_at=five_minutes_ago
    )
    return cohort


def apply(pool, cohort, number):
    """Create one Application, sent some days ago."""
    row, site = pool.next_row(), pool.site_of_applicant(cohort, number)
    name, director = f"{row['first']} {row['last']}", pool.directors.get(site.organization.name)
    part = cohort.part(1)
    application = create(
        part,
        form_key=uuid.UUID(int=pool.dice.getrandbits(128), version=4),
        fields={
            "name": name,
            "email": address_of(name),
            "phone": f"555-01{number:02}",
            "agency_name": site.organization.name,
            "site_name": site.name,
            "county": site.county,
            "director_name": director.name if director else "",
            "director_email": director.email if director else "",
            "criteria_met": list(cohort.guidebook.criteria.values_list("code", flat=True)),
        },
        answers=answers_for(pool, cohort, number),
        language=row.get("language", "en"),
    )
    sent = timezone.now() - timedelta(days=1 + number % 17, hours=number % 9)
    Application.objects.filter(pk=application.pk).update(submitted_at=sent)
    application.endorsements.update(asked_at=sent)
    # Spread over days, since an address gets at most LETTERS_PER_ADDRESS_PER_DAY
    letters_about(application).update(queued_at=sent)
    return application


def answers_for(pool, cohort, number):
    """{ApplicationQuestion: (text, chosen values)} with a plausible answer to each."""
    return {
        question: invented_answer(pool, question, number)
        for question in cohort.guidebook.application_questions.all()
    }


def invented_answer(pool, question, number):
    if question.kind in ("choice", "choices"):
        values = [choice["value"] for choice in question.choices]
        return "", pool.dice.sample(values, 1)
    if question.kind == "number":
        return str(2 + number % 9), []
    if question.kind == "yes_no":
        return "", ["yes"]
    if question.needs:
        said = [row for row in pool.data["application_needs"] if row["about"] == question.needs]
        return ("" if number % 4 else said[number // 4 % len(said)]["text"]), []
    rows = pool.data["application_why" if "why" in question.code else "application_bring"]
    return rows[number % len(rows)]["text"], []


def answer_endorsement(application, *, says):
    """says: "sign", "decline", or empty for a director who has not answered yet."""
    if not says:
        return
    endorsement = application.endorsements.get(voided_at=None)
    if says == "sign":
        shown_hash = terms_hash(build_terms(application, language="en"))
        sign(
            endorsement,
            seen="waiting",
            shown_hash=shown_hash,
            signed_name=endorsement.supervisor_name,
        )
    else:
        decline(
            endorsement, seen="waiting", reason="We cannot cover the site on those days this year."
        )


def fail_letter(application):
    """Mark the letter to the director as failed, as with a mistyped address."""
    endorsement = application.endorsements.get(voided_at=None)
    failed = {
        "status": Letter.Status.FAILED,
        "failed_at": timezone.now(),
        "last_error": "SMTPRecipientsRefused",
        "attempts": 6,
    }
    letters_of(endorsement).update(**failed)


def confirm_applicant(application):
    """Confirm the applicant's address, as the link of the letter does:
    the application gets a Person.
    """
    person = Person.objects.create_user(
        email=application.email, name=application.name, language=application.language, is_demo=True
    )
    application.bind(person=person)
    Application.objects.filter(pk=application.pk).update(confirmed_at=timezone.now())
