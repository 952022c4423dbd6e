"""Rows for tests: plain functions with honest defaults. What a test depends on, it says itself."""

import uuid
from contextlib import contextmanager
from datetime import date, time, timedelta
from itertools import count

import pgtrigger
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from cohorts.models import (
    Cohort,
    CohortMembership,
    CohortPart,
    Duty,
    MembershipLink,
    StaffAct,
    StaffRole,
)
from community.models import ProfileAnswer, Topic, Voice
from evaluations.models import Answer, Comment, Evaluation, Release, ReleasedFigure, Response
from guidebooks.models import Activity, EvaluationForm, Guidebook, Question, Track
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from lifecycle.actions.publish import open_to_the_public
from meetings.models import Attendance, BudgetLine, FollowUp, LogisticsItem, Meeting, Reply
from people.models import (
    County,
    Link,
    Network,
    Organization,
    Person,
    Placement,
    ProgramSite,
    Region,
    Supervision,
)
from recruitment.models import (
    Application,
    ApplicationAnswer,
    ApplicationLink,
    Interest,
    SupervisorEndorsement,
)

_numbers = count(1)
_NAMES = [
    "Ana Reyes",
    "Brooke Lin",
    "Carlos Mejía",
    "Dana Whitfield",
    "Elena Park",
    "Farid Nazari",
    "Grace Okafor",
    "Hugo Vela",
]


def both(english, spanish=""):
    """A text of a row in two languages."""
    return LazyI18nString({"en": english, "es": spanish or f"{english} (es)"})


def today():
    return timezone.localdate()


# --- networks, places, people ---------------------------------------------------------------------

#: What a network that is no state calls its state staff.
OWN_TITLE = both("Network coordinator", "Coordinación de la red")


def create_network(slug="can", **fields):
    """In a country without holidays, so that no day of a test is one by chance."""
    fields = {
        "name": both("Example AfterSchool Network"),
        "languages": ["en", "es"],
        "country": "ZZ",
        **fields,
    }
    return Network.objects.get_or_create(slug=slug, defaults=fields)[0]


def create_region(number=8, network=None, **fields):
    fields = {"name": both(f"Region {number}"), **fields}
    network = network or create_network()
    return Region.objects.get_or_create(
        network=network, number=number, map_name="County regions", defaults=fields
    )[0]


def take_regions_away(network):
    """Its cohorts belong to the whole network, and its regions to another one."""
    network.cohorts.update(region=None)
    network.regions.update(network=create_network("with-regions"))


def create_county(region=None, name=None, **fields):
    number = next(_numbers)
    return County.objects.create(
        region=region or create_region(),
        name=name or f"County {number}",
        fips=f"{number:05}",
        **fields,
    )


def create_organization(name=None, network=None):
    return Organization.objects.create(
        network=network or create_network(), name=name or f"Agency {next(_numbers)}"
    )


def create_site(name=None, organization=None, **fields):
    return ProgramSite.objects.create(
        organization=organization or create_organization(),
        name=name or f"Site {next(_numbers)}",
        **fields,
    )


def create_person(name=None, email=None, **fields):
    """Somebody with an address of their own; `email=""` for a person without one."""
    number = next(_numbers)
    name = name or f"{_NAMES[number % len(_NAMES)]} {number}"
    email = f"person{number}@example.org" if email is None else email
    return Person.objects.create_user(email=email, name=name, **fields)


def create_role(person, kind, scope, **fields):
    """`kind` as in StaffRole.Kind; `scope` is the cohort, region or network it holds in."""
    return StaffRole.objects.create(
        person=person, kind=kind, **{type(scope).__name__.lower(): scope}, **fields
    )


def create_supervision(supervisor, person, **fields):
    return Supervision.objects.create(supervisor=supervisor, person=person, **fields)


def create_placement(person, site=None, **fields):
    return Placement.objects.create(person=person, site=site or create_site(), **fields)


# --- guidebooks -----------------------------------------------------------------------------------

LETTERS = {
    "application-copy": "{person_name} applied to {cohort_name} from {site_name}, {agency_name}.",
    "signoff-request": "{person_name} asks {director_name} for a signature by {deadline}.",
    "signoff-renewal": "{person_name} goes on; {director_name} signs by {deadline}.",
    "signoff-seated": "{people_list} have a seat; {director_name} signs by {deadline}.",
    "signoff-reminder": "{person_name} still waits for {director_name}.",
    "signoff-successor": "{director_name} is the director of {person_name} in {cohort_name} now.",
    "signoff-given": "{director_name} signed for {person_name}.",
    "signoff-declined": "{director_name} did not sign for {person_name}.",
    "signoff-not-mine": "{director_name} does not supervise {person_name}.",
    "offer": "{person_name} has a seat in {cohort_name}.",
    "waitlist": "{person_name} waits for a seat in {cohort_name}.",
    "not-offered": "No seat for {person_name} in {cohort_name} this time.",
    "meeting-reminder": "{person_name}: {meeting_title}, {meeting_when}, {meeting_place}.",
    "evaluation-invitation": "{person_name}: how was {meeting_title}? Until {last_day}.",
    "sign-in-link": "A link for {person_name}.",
    "application-dates": "{person_name}: apply by {deadline}, an answer on {notice_date}.",
    "renewal": "{person_name}, {part_name} of {cohort_name} begins on {first_meeting}.",
    "renewal-declined": "{director_name} did not sign: {person_name}, {part_name}.",
    "renewal-signed": "{director_name} signed: {person_name} goes on with {part_name}.",
    "dates-moved": (
        "New dates for {person_name} in {cohort_name}. {meetings_list} Write by {deadline}."
    ),
    "meeting-called-off": (
        "{person_name}: {meeting_title}, {meeting_when}, is off: {reason} {what_next} "
        "{meetings_list}"
    ),
}

#: code, kind: the questions each meeting asks.
QUESTIONS = [
    ("qs_before_after", "before_now"),
    ("know_qs", "agreement"),
    ("applicable", "agreement"),
    ("most_useful", "open"),
]


def create_activity(slug="example-toss", network=None, **fields):
    defaults = {
        "network": network or create_network(),
        "name": both("Example toss", "Lanzamiento de ejemplo"),
        "kind": "teambuilding",
        "purpose": both("Learn names and pay attention together."),
        "group_min": 6,
        "group_max": 12,
        "minutes": 20,
        "steps": [{"en": "Stand in a circle.", "es": "Formen un círculo."}],
        "safety": [{"en": "Throw below the shoulder.", "es": "Lancen por debajo del hombro."}],
        "opt_out": both("Keep the time instead."),
        "cqi_link": both("Ask what would make the next round better."),
        "debrief": {
            "what": {"en": "What happened?", "es": "¿Qué pasó?"},
            "so_what": {"en": "What does it tell us?", "es": "¿Qué nos dice?"},
            "now_what": {"en": "What do we change?", "es": "¿Qué cambiamos?"},
        },
    }
    return Activity.objects.get_or_create(slug=slug, defaults={**defaults, **fields})[0]


def create_form(code="example-form", questions=QUESTIONS, version=1):
    form = EvaluationForm.objects.create(code=code, version=version)
    for position, (question_code, kind) in enumerate(questions, 1):
        question, _ = Question.objects.get_or_create(
            code=question_code,
            version=1,
            defaults={
                "kind": kind,
                "construct": question_code,
                "text": both(f"About {question_code}?"),
            },
        )
        form.placements.create(question=question, position=position)
    return form


def create_guidebook(
    slug="example-five", network=None, capacity=30, published=True, version=1, **columns
):
    """Small but whole: two parts, meetings 1 to 3 and 4 to 5, three blocks each, one form.

    `columns` say what differs.
    """
    guidebook = Guidebook.objects.create(
        network=network or create_network(),
        slug=slug,
        version=version,
        name=both("Example guidebook", "Guía de ejemplo"),
        summary=both("Five meetings in two years."),
        minutes_per_meeting=270,
        capacity=capacity,
        **columns,
    )
    form = create_form(code=f"{slug}-form", version=version)
    for number, positions in [(1, [1, 2, 3]), (2, [4, 5])]:
        _part_of(guidebook, number, positions, form)
    for position, code in enumerate(["experience", "own-wish"], 1):
        guidebook.criteria.create(
            code=code,
            position=position,
            text=both(f"You meet {code}."),
            help=both(f"What {code} means."),
        )
    for position, (code, step, kind) in enumerate(
        [
            ("years_in_field", "you", "number"),
            ("why", "why", "long_text"),
            ("needs", "why", "long_text"),
        ],
        1,
    ):
        guidebook.application_questions.create(
            code=code,
            position=position,
            step=step,
            kind=kind,
            label=both(f"Tell us: {code}"),
            required=code == "why",
            sensitive=code == "needs",
            needs="access" if code == "needs" else "",
            max_length=300,
        )
    for position, code in enumerate(["work", "strengths", "background"], 1):
        guidebook.profile_questions.create(
            code=code,
            position=position,
            text=both(f"Your {code}"),
            heading=both(code.capitalize()),
        )
    for position, code in enumerate(["play-safe", "play-fair", "play-hard"], 1):
        guidebook.proposed_agreements.create(
            code=code,
            position=position,
            title=both(code.replace("-", " ").capitalize()),
            text=both(f"We {code}."),
        )
    for code, body in LETTERS.items():
        guidebook.letter_templates.create(
            code=code, subject=both(code.capitalize()), body=both(body + " {link}")
        )
    if published:
        Guidebook.objects.filter(pk=guidebook.pk).update(
            published_at=timezone.now() - timedelta(days=1)
        )
        guidebook.refresh_from_db()
    return guidebook


def create_staff_act(cohort, *, by, letter, kind="letter_resend"):
    """An act that waits to be taken back; it sends this letter again."""
    now = timezone.now()
    act = StaffAct.objects.create(
        cohort=cohort,
        kind=kind,
        form_key=uuid.uuid4(),
        by=by,
        done_at=now,
        held_until=now + StaffAct.HOLD,
        sentence="The letter goes out again.",
        undo_data={"pk": letter.pk, "status": "failed", "failed_at": now.isoformat()}
        | {"attempts": 6, "last_error": "", "act": None},
    )
    type(letter).objects.filter(pk=letter.pk).update(
        act=act, status="queued", try_at=now + act.HOLD
    )
    return act


def create_track(guidebook, code="example-track", **fields):
    """A track that is coming soon; `is_open=True` for one that takes applications."""
    fields = {"position": 1, "name": both("Example track", "Grupo de ejemplo"), **fields}
    return Track.objects.create(
        network=guidebook.network, guidebook_slug=guidebook.slug, code=code, **fields
    )


def create_interest(track, email=None, confirmed=True, **fields):
    """Somebody who wants to hear of the track, confirmed by a click from the address."""
    number = next(_numbers)
    fields = {
        "name": f"Ida Interested {number}",
        "confirmed_at": timezone.now() if confirmed else None,
        **fields,
    }
    return Interest.objects.create(
        track=track, email=email or f"interested{number}@example.org", **fields
    )


@contextmanager
def as_draft(guidebook):
    """For a test that needs other rows in a published guidebook:
    the database refuses that otherwise.
    """
    with pgtrigger.ignore("guidebooks.Guidebook:published_stays"):
        Guidebook.objects.filter(pk=guidebook.pk).update(published_at=None)
    yield guidebook
    Guidebook.objects.filter(pk=guidebook.pk).update(
        published_at=timezone.now() - timedelta(days=1)
    )


def _part_of(guidebook, number, positions, form):
    part = guidebook.parts.create(
        number=number,
        name=both(f"Year {number}", f"Año {number}"),
        entry="until_first_meeting",
        capacity=guidebook.capacity,
        minimum_meetings=2,
    )
    part.commitments.create(
        audience="participant", position=1, text=both("I come to every meeting.")
    )
    part.commitments.create(
        audience="director", position=1, text=both("I plan cover for every meeting.")
    )
    part.planned_director_sessions.create(
        position=number, kind="orientation", title=both(f"Orientation {number}")
    )
    for position in positions:
        planned = part.planned_meetings.create(
            position=position,
            code=f"Y{number}M{position}",
            weeks_after_first=(position - 1) * 8,
            title=both(f"Meeting {position}", f"Reunión {position}"),
            purpose=both("Meet and trade practices."),
            outcomes=[
                {"en": "You know people by name.", "es": "Conoce a las personas por su nombre."}
            ],
        )
        for place, (kind, minutes) in enumerate(
            [("welcome", 20), ("focused_discussion", 235), ("evaluation", 15)], 1
        ):
            planned.segments.create(
                position=place,
                kind=kind,
                minutes=minutes,
                lead="lead_facilitator",
                title=both(kind.replace("_", " ").capitalize()),
                participant_text=both("What we do."),
                facilitator_text=both("How you run it."),
            )
        planned.evaluation = type(form).planned.rel.related_model.objects.create(
            planned_meeting=planned, form=form
        )


# --- cohorts --------------------------------------------------------------------------------------


#: Whom a cohort of the tests names to be asked.
CONTACT = {
    "contact_name": "Connie Contact",
    "contact_email": "connie@example.org",
    "contact_phone": "555-0100",
}


def create_cohort(
    slug=None,
    guidebook=None,
    region=None,
    first_meeting_on=None,
    capacity=30,
    planned=True,
    published=True,
    **fields,
):
    """A cohort that is recruiting, first meeting in 90 days; `planned=True` opens it with meetings,
    agendas, evaluations; `published=True` makes its application page public.

    For a cohort that has met, pass `first_meeting_on` in the past and `status="meeting"`.
    """
    number = next(_numbers)
    region = region or create_region()
    fields = {
        "guidebook": guidebook
        or Guidebook.objects.filter(slug="example-five").first()
        or create_guidebook(network=region.network),
        "region": region,
        "slug": slug or f"cohort-{number}",
        "name": f"Region {region.number} cohort {number}",
        "cycle": "2026-28",
        "place_name": "Example Hall",
        "place_address": "1 Example Street",
        **fields,
    }
    if not planned:
        return Cohort.objects.create(network=region.network, **fields)
    first = first_meeting_on or today() + timedelta(days=90)
    dates = {
        "first_meeting_on": first,
        "apply_by": first - timedelta(days=45),
        "notice_on": first - timedelta(days=30),
    }
    opened_by = fields.pop("opened_by", None)
    options = {
        name: fields.pop(name)
        for name in ["slug", "status", "is_demo", "form_key"]
        if name in fields
    }
    plan = CohortPlan(starts=time(9), capacity=capacity, **dates, **fields)
    cohort = open_cohort(plan, by=opened_by, **options)
    return publish(cohort, by=opened_by) if published else cohort


def publish(cohort, by=None, **contact):
    """Make the application page of a cohort public since yesterday."""
    Cohort.objects.filter(pk=cohort.pk).update(**CONTACT | contact)
    open_to_the_public(cohort, by=by, at=timezone.now() - timedelta(days=1))
    cohort.refresh_from_db(fields=["published_at", "published_by", *CONTACT])
    return cohort


def open_later_part(cohort, number=2, last_day=None, first_is_over=True):
    """The cohort is under way, and this part is open until the day; its meetings are ahead."""
    last_day = last_day or today() + timedelta(days=9)
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    now = timezone.now() - timedelta(days=20)
    if first_is_over:
        cohort.cohort_parts.filter(part__number=1).update(opened_at=now, closed_at=now)
    cohort.cohort_parts.filter(part__number=number).update(
        apply_by=last_day, notice_on=last_day, opened_at=now
    )
    cohort.refresh_from_db()
    return cohort.part(number)


def create_meeting(cohort, position=1, part=None, **fields):
    """One more meeting without blocks, for cohorts made with `planned=False`;
    it has an evaluation.
    """
    fields = {
        "title": both(f"Meeting {position}", f"Reunión {position}"),
        "on": today() + timedelta(days=90),
        "starts": time(9),
        "minutes": 270,
        **fields,
    }
    meeting = Meeting.objects.create(
        cohort=cohort, part=part or cohort.guidebook.parts.first(), position=position, **fields
    )
    form = (
        EvaluationForm.objects.filter(code=f"{cohort.guidebook.slug}-form").first() or create_form()
    )
    Evaluation.objects.create(meeting=meeting, form=form)
    return meeting


def move_meeting(meeting, on, **fields):
    """Put a meeting on another day (in the past, for instance) without telling anybody."""
    Meeting.objects.filter(pk=meeting.pk).update(on=on, **fields)
    meeting.refresh_from_db()
    return meeting


def create_membership(cohort, person=None, part=None, **fields):
    """A member in a seat.

    `left_on=` and `left_reason=` for one who left, `graduated_on=` for a graduate.
    """
    seat = cohort.seats.free().order_by("number").first()
    membership = CohortMembership.objects.create(
        cohort=cohort,
        person=person or create_person(),
        seat=seat,
        part=part or cohort.guidebook.parts.first(),
        **{"joined_on": date(2020, 1, 1), **fields},
    )
    if membership.is_current:
        seat.taken_at = timezone.now()
        seat.save()
    return membership


def create_members(cohort, number):
    return [create_membership(cohort) for _ in range(number)]


# --- applications ---------------------------------------------------------------------------------


def create_application(
    cohort, name=None, email=None, part=None, endorsed=None, person=None, why="", **fields
):
    """An application.

    `endorsed`: None asks nobody, "waiting" asks, True is signed, False is declined.
    """
    number = next(_numbers)
    fields = {
        "agency_name": "Example Agency",
        "site_name": f"Example School {number}",
        "director_name": "Dolores Example",
        "director_email": f"director{number}@example.org",
        **fields,
    }
    cohort_part, _ = CohortPart.objects.get_or_create(
        cohort=cohort, part=part or cohort.guidebook.parts.first()
    )
    application = Application.objects.create(
        cohort_part=cohort_part,
        person=person,
        name=name or (person.name if person else f"Applicant {number}"),
        email=email or (person.email if person else f"applicant{number}@example.org"),
        **fields,
    )
    for question in cohort.guidebook.application_questions.filter(code="why"):
        ApplicationAnswer.objects.create(
            application=application, question=question, text=why or "I want to trade practices."
        )
    if endorsed is not None:
        create_endorsement(application, given=endorsed)
    return application


def create_endorsement(application, given="waiting", supervisor=None):
    """The sign-off asked of the director that the application names."""
    endorsement = SupervisorEndorsement.objects.create(
        application=application,
        supervisor_name=application.director_name,
        supervisor_email=application.director_email,
        bound={"site": application.site_name, "agency": application.agency_name},
    )
    endorsement.note("requested")
    if given is True:
        endorsement.give(signed_name=application.director_name, by=supervisor)
    if given is False:
        endorsement.decline(reason="We cannot spare the days.", by=supervisor)
    return endorsement


def mint_link(
    purpose,
    *,
    lasts=timedelta(days=30),
    uses=None,
    address="",
    person=None,
    application=None,
    membership=None,
    meeting_position=None,
):
    """(link, secret) of a personal link that opens, about an application or a membership
    where one is given.
    """
    if membership is not None:
        address = address or membership.person.email
        person = person if address else membership.person
    if application is not None:
        address = address or application.email
    link, secret = Link.mint(purpose, lasts=lasts, uses=uses, address=address, person=person)
    if application is not None:
        ApplicationLink.objects.create(link=link, application=application)
    if membership is not None:
        MembershipLink.objects.create(
            link=link, membership=membership, meeting_position=meeting_position
        )
    return link, secret


# --- meetings and evaluations ---------------------------------------------------------------------


def create_reply(meeting, membership, answer="coming", **fields):
    fields = {"answered_for": meeting.on, **fields}
    return Reply.objects.create(meeting=meeting, membership=membership, answer=answer, **fields)


def attend(meeting, *memberships, status="present", **fields):
    """Write the members down as being there."""
    return [
        Attendance.objects.create(meeting=meeting, membership=m, status=status, **fields)
        for m in memberships
    ]


def create_follow_up(meeting, what="Send the sign-in template", **fields):
    return FollowUp.objects.create(meeting=meeting, what=what, **fields)


def create_budget_line(cohort, what="Books", **fields):
    return BudgetLine.objects.create(cohort=cohort, what=what, **fields)


def create_logistics_item(meeting, text="Book the room", **fields):
    return LogisticsItem.objects.create(meeting=meeting, text=text, **fields)


def answer_evaluation(
    meeting, membership=None, before=1, now=2, agree=4, comment="", may_quote=False
):
    """One raw answered evaluation, with a token like a real one when a membership is given."""
    evaluation = meeting.evaluation
    token = (
        f"{next(_numbers):064x}"
        if membership is None
        else f"member-{membership.pk}-{meeting.pk}".ljust(64, "0")
    )
    response = Response.objects.create(token=token, evaluation=evaluation)
    for question in evaluation.form.questions_in_order():
        if question.kind == "before_now":
            Answer.objects.create(response=response, question=question, before=before, now=now)
        elif question.kind == "agreement":
            Answer.objects.create(response=response, question=question, now=agree)
        elif comment:
            Comment.objects.create(
                token=f"c{token[1:]}",
                evaluation=evaluation,
                question=question,
                text=comment,
                may_quote=may_quote,
            )
    return response


def create_release(meeting, responses=12, attended=None, by=None, comments=()):
    """A closed and counted evaluation: everyone moved from 1 to 2 and strongly agreed."""
    meeting.evaluation.close(by=by or create_person())
    release = Release.objects.create(
        evaluation=meeting.evaluation,
        number=1,
        form=meeting.evaluation.form,
        attended=attended or responses,
        responses=responses,
    )
    for question in release.form.questions_in_order().exclude(kind="open"):
        before, now = (1, 2) if question.kind == "before_now" else (None, 4)
        ReleasedFigure.objects.create(
            release=release, question=question, before=before, now=now, count=responses
        )
    question = release.form.questions_in_order().filter(kind="open").first()
    for text in comments:
        Comment.objects.create(
            token=f"{next(_numbers):064x}",
            evaluation=release.evaluation,
            question=question,
            text=text,
            release=release,
        )
    return release


# --- between meetings -----------------------------------------------------------------------------

#: A guidebook that has every page that some communities need.
EVERYTHING = {
    "topics": "chosen_each_meeting",
    "learning_map": True,
    "co_facilitators_minimum": 2,
}


def create_topic(cohort, title="", wanted_by=(), spoken_by=(), **fields):
    """A topic of the group; `wanted_by` and `spoken_by` are members who said so."""
    topic = Topic.objects.create(cohort=cohort, title=title or f"Topic {next(_numbers)}", **fields)
    Voice.objects.bulk_create([Voice(topic=topic, membership=m, kind="wants") for m in wanted_by])
    Voice.objects.bulk_create(
        [Voice(topic=topic, membership=m, kind="can_speak") for m in spoken_by]
    )
    return topic


def create_profile(membership, **words):
    """Answers of a member: {code of a question: text}."""
    questions = membership.cohort.guidebook.profile_questions
    for code, text in (words or {"work": "Mornings with the little ones."}).items():
        ProfileAnswer.objects.create(
            membership=membership, question=questions.get(code=code), text=text
        )


def create_duty(cohort, text="Keep the time", **fields):
    return Duty.objects.create(
        cohort=cohort, position=cohort.duties.count() + 1, text=both(text), **fields
    )
