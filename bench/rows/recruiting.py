"""Applications in every state, with answers, sign-offs, letters and seats."""

from datetime import timedelta

from django.utils import timezone

from cohorts.models import CohortMembership, Letter, Seat, SignedFor
from lib.text import normalize_email, sort_name
from people.models import Link
from recruitment.endorsement_terms import build_terms
from recruitment.models import (
    Application,
    ApplicationAnswer,
    ApplicationLetter,
    ApplicationLink,
    EndorsementAction,
    SupervisorEndorsement,
)

from .cohorts import SEATED, delivered
from .people import FIRST, LAST

BATCH_SIZE = 2_000
ENDORSED = ["given"] * 11 + ["waiting"] * 5 + ["declined"] + ["undelivered"] * 2 + ["none"]


def add_recruiting(groups, pool, size):
    """Add applications: half of them to the first cohort, the rest to the others."""
    others = (
        [size.applications // 2 // (len(groups) - 1)] * (len(groups) - 1) if len(groups) > 1 else []
    )
    shares = [size.applications - sum(others), *others]
    for group, share in zip(groups, shares, strict=True):
        applications = add_applications(group, share, size, pool)
        add_answers(group, applications)
        add_endorsements(group, applications)
        add_decisions(group, applications, pool, min(SEATED, size.members))


def build_application(group, number, size):
    sent = timezone.now() - timedelta(days=1 + number % 30, seconds=number)
    return Application(
        cohort_part=group.part,
        **applicant(number),
        agency_name=f"District {number % 90} (invented)",
        site_name=f"School {number} (invented)",
        county=group.county,
        **director(number // size.applicants_a_director),
        criteria_met=list(group.criteria),
        submitted_at=sent,
        withdrawn_at=sent + timedelta(hours=2) if number % 25 == 24 else None,
    )


def applicant(number):
    """The columns of an Application that say who applies."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} A{number}"
    email = f"applicant{number}@bench.example.org"
    return {
        "name": name,
        "sort_name": sort_name(name),
        "email": email,
        "email_key": normalize_email(email),
        "phone": f"555-01{number % 100:02}",
        "language": "es" if number % 4 == 0 else "en",
    }


def director(number):
    """The columns of an Application that name the director."""
    email = f"director{number}@bench.example.org"
    return {
        "director_name": f"Dolores Director {number}",
        "director_email": email,
        "director_key": normalize_email(email),
    }


def add_applications(group, share, size, pool):
    group.county = group.cohort.region.counties.first()
    group.part = group.cohort.cohort_parts.select_related("cohort", "part").get(
        part=group.meetings[0].part
    )
    group.criteria = list(group.cohort.guidebook.criteria.values_list("code", flat=True))
    return Application.objects.bulk_create(
        [build_application(group, next(pool.applicants), size) for _ in range(share)],
        batch_size=BATCH_SIZE,
    )


def add_answers(group, applications):
    questions = list(group.cohort.guidebook.application_questions.all())
    rows = [
        ApplicationAnswer(application=one, question=question, **answer_to(question, one))
        for one in applications
        for question in questions
    ]
    ApplicationAnswer.objects.bulk_create(rows, batch_size=BATCH_SIZE)


def answer_to(question, application):
    if question.kind in ("choice", "choices"):
        return {"chosen": [question.choices[application.pk % len(question.choices)]["value"]]}
    if question.kind == "yes_no":
        return {"chosen": ["yes"]}
    return {
        "text": str(1 + application.pk % 20)
        if question.kind == "number"
        else "I want to see how others open the year with their staff."
    }


def add_endorsements(group, applications):
    """Add sign-offs with their letters: given, declined, waiting, or with a letter that failed."""
    states = {one.pk: ENDORSED[number % len(ENDORSED)] for number, one in enumerate(applications)}
    rows = build_endorsements(applications, states)
    SupervisorEndorsement.objects.bulk_create(rows, batch_size=BATCH_SIZE)
    EndorsementAction.objects.bulk_create(
        [action for row in rows for action in build_actions(row)], batch_size=BATCH_SIZE
    )
    signed = {row.supervisor_key for row in rows if row.given_at}
    SignedFor.objects.bulk_create(
        SignedFor(cohort=group.cohort, supervisor_key=key) for key in sorted(signed)
    )
    add_letters(group, rows, states)


def build_endorsements(applications, states):
    """states: {primary key of an Application: one of ENDORSED}; "none" has no sign-off."""
    asked = build_terms(applications[0], language="en")
    return [
        build_endorsement(one, states[one.pk], asked)
        for one in applications
        if states[one.pk] != "none"
    ]


def add_letters(group, rows, states):
    """Add a letter for each sign-off, with its link and its application."""
    links = Link.objects.bulk_create([build_link(row) for row in rows], batch_size=BATCH_SIZE)
    letters = [
        build_letter(group, row, states[row.application_id], link)
        for row, link in zip(rows, links, strict=True)
    ]
    Letter.objects.bulk_create(letters, batch_size=BATCH_SIZE)
    tie_to_applications(list(zip(rows, letters, strict=True)))


def tie_to_applications(letters):
    """Note whose application each letter and its link are about.

    letters: [(SupervisorEndorsement, Letter)].
    """
    ApplicationLink.objects.bulk_create(
        [ApplicationLink(link=one.link, application_id=row.application_id) for row, one in letters],
        batch_size=BATCH_SIZE,
    )
    about = [
        ApplicationLetter(letter=one, application_id=row.application_id, endorsement=row)
        for row, one in letters
    ]
    ApplicationLetter.objects.bulk_create(about, batch_size=BATCH_SIZE)


def build_link(row):
    until = timezone.now() + timedelta(days=20)
    return Link(
        purpose=Link.Purpose.SIGN_OFF,
        email_key=row.supervisor_key,
        created_at=row.asked_at,
        expires_at=until,
    )


def build_endorsement(one, state, asked):
    return SupervisorEndorsement(
        application=one,
        supervisor_name=one.director_name,
        supervisor_email=one.director_email,
        supervisor_key=one.director_key,
        bound=asked | {"site": one.site_name, "agency": one.agency_name},
        asked_at=one.submitted_at,
        voided_at=one.withdrawn_at,
        **director_answer(one, state),
    )


def director_answer(one, state):
    """The columns of a SupervisorEndorsement that say what the director answered, if anything."""
    answered = one.submitted_at + timedelta(hours=20)
    if state == "given":
        return {"given_at": answered, "signed_name": one.director_name}
    if state == "declined":
        return {"declined_at": answered, "decline_reason": "No cover on those days"}
    return {}


def build_actions(row):
    yield EndorsementAction(endorsement=row, kind="requested", at=row.asked_at)
    if row.given_at or row.declined_at:
        yield EndorsementAction(
            endorsement=row,
            kind="given" if row.given_at else "declined",
            at=row.given_at or row.declined_at,
        )
    else:
        yield EndorsementAction(
            endorsement=row, kind="reminded", at=row.asked_at + timedelta(hours=12)
        )


def build_letter(group, row, state, link):
    delivery = undelivered if state == "undelivered" else delivered
    return Letter(
        code="signoff-request",
        to_email=row.supervisor_email,
        to_key=row.supervisor_key,
        to_name=row.supervisor_name,
        subject="Please sign",
        body="{link}",
        cohort=group.cohort,
        link=link,
        **delivery(at=row.asked_at),
    )


def undelivered(*, at):
    """The columns of a Letter that failed, as with a mistyped address."""
    failed = {"status": "failed", "failed_at": at, "last_error": "SMTPRecipientsRefused"}
    return {"queued_at": at, "try_at": at, "attempts": 6, **failed}


def add_decisions(group, applications, pool, seated):
    """Decide some applications: seats, waiting list, not offered. Most stay undecided."""
    now, lead = timezone.now(), group.staff[0]
    open_ones = [one for one in applications if one.withdrawn_at is None]
    seats = list(group.cohort.seats.order_by("number")[:seated])
    chosen = dict(zip(open_ones, seats, strict=False))
    seat_applicants(group, chosen, pool, at=now)
    for number, one in enumerate(open_ones[len(chosen) :]):
        one.decision = {0: "waiting", 1: "not_offered"}.get(number % 10, "")
    decided = [one for one in open_ones if one.decision]
    for one in decided:
        one.decided_at, one.decided_by = now, lead
    fields = ["decision", "person", "membership", "decided_at", "decided_by"]
    Application.objects.bulk_update(decided, fields, batch_size=500)


def seat_applicants(group, chosen, pool, *, at):
    """Make members of the applicants; `add_decisions` saves what it sets in their applications.

    chosen: {Application: Seat}.
    """
    people = dict(zip(chosen, pool.take(len(chosen)), strict=True))
    Seat.objects.filter(pk__in=[seat.pk for seat in chosen.values()]).update(taken_at=at)
    group.members = CohortMembership.objects.bulk_create(
        CohortMembership(cohort=group.cohort, person=people[one], seat=seat, part=one.part)
        for one, seat in chosen.items()
    )
    for one, membership in zip(chosen, group.members, strict=True):
        one.decision, one.person, one.membership = "seated", people[one], membership
