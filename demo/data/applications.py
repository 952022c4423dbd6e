"""A cohort that recruits: applications that are signed, waiting, declined or without delivered
letter, and seats.
"""

import uuid
from datetime import timedelta

from django.utils import timezone

from cohorts.models import Letter
from people.models import Person
from recruitment.actions.applications import create
from recruitment.actions.endorsements import decline, sign
from recruitment.actions.offers import offer_seats
from recruitment.actions.waiting_list import put_on_waiting_list
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.letters import letters_about, letters_of
from recruitment.models import Application

from .names import address_of
from .pilot import appoint_all
from .plans import plan_in_region, two_years
from .publishing import open_and_publish
from .seasons import first_friday_ahead

APPLICATIONS, SIGNED, DECLINED, SEATED = 34, 20, 2, 6


def build_recruiting_cohort(pool, guidebook, region):
    today, since = timezone.localdate(), timedelta(days=20)
    lead = pool.staff("regional_lead", region.number)[0]
    facilitators = pool.facilitators(region.number)
    season = two_years(guidebook, region, first=first_friday_ahead(today))
    plan = plan_in_region(pool, region, contact=lead, apply_by=today + since, **season)
    slug = f"region-{region.number}-{plan.cycle}"
    cohort = open_and_publish(plan, slug=slug, by=lead, opened_at=timezone.now() - since)
    appoint_all(pool, cohort, facilitators, since=today - since)
    add_applications(pool, cohort, by=lead)
    return cohort


def add_applications(pool, cohort, *, by):
    """Add applications in every state; their letters were queued five minutes ago or before."""
    applications = [apply(pool, cohort, number) for number in range(APPLICATIONS)]
    answers = ["sign"] * SIGNED + ["decline"] * DECLINED
    for application, says in zip(applications, answers, strict=False):
        answer_endorsement(application, says=says)
    offer_seats(cohort, applications[:SEATED], by=by)
    put_on_waiting_list(cohort, applications[SEATED], by=by)
    fail_letter(applications[-2])
    confirm_applicant(applications[-1])
    five_minutes_ago = timezone.now() - timedelta(minutes=5)
    Letter.objects.filter(cohort=cohort, queued_at__gt=five_minutes_ago).update(
        queued_at=five_minutes_ago
    )


def apply(pool, cohort, number):
    """Create one Application, sent some days ago."""
    row, site = pool.next_row(), pool.site_of_applicant(cohort, number)
    criteria = list(cohort.guidebook.criteria.values_list("code", flat=True))
    application = create(
        cohort.part(1),
        form_key=uuid.UUID(int=pool.dice.getrandbits(128), version=4),
        fields=applicant(row, number) | workplace(pool, site) | {"criteria_met": criteria},
        answers=answers_for(pool, cohort, number),
        language=row.get("language", "en"),
    )
    date_back(application, timezone.now() - timedelta(days=1 + number % 17, hours=number % 9))
    return application


def applicant(row, number):
    """The columns of an Application about the person."""
    name = f"{row['first']} {row['last']}"
    return {"name": name, "email": address_of(name), "phone": f"555-01{number:02}"}


def workplace(pool, site):
    """The columns of an Application about the site and its director."""
    director = pool.directors.get(site.organization.name)
    return {
        "agency_name": site.organization.name,
        "site_name": site.name,
        "county": site.county,
        "director_name": director.name if director else "",
        "director_email": director.email if director else "",
    }


def date_back(application, sent):
    Application.objects.filter(pk=application.pk).update(submitted_at=sent)
    application.endorsements.update(asked_at=sent)
    # Spread over days, since an address gets at most LETTERS_PER_ADDRESS_PER_DAY
    letters_about(application).update(queued_at=sent)


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
    """says: "sign" or "decline"."""
    endorsement = application.endorsements.get(voided_at=None)
    if says == "sign":
        shown_hash = terms_hash(build_terms(application, language="en"))
        name = endorsement.supervisor_name
        sign(endorsement, seen="waiting", shown_hash=shown_hash, signed_name=name)
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
