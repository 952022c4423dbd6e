"""A small world: an honest row of every model that a constraint or a trigger watches."""

import uuid
from datetime import timedelta

import pgtrigger
from django.utils import timezone

from cohorts import models as who
from community import models as between
from evaluations import models as what
from guidebooks import models as plan
from lib.jobs.models import Job
from meetings import models as when
from people import models as people
from recruitment import models as joining

from . import factories


def make_world(cohort):
    """At least one honest row of every model that has a constraint or a trigger;
    the guidebook is a draft. Returns the cohort.
    """
    member, meeting = factories.create_membership(cohort), cohort.meetings.get(position=1)
    application = factories.create_application(cohort, endorsed="waiting")
    factories.create_application(cohort, renews=factories.create_membership(cohort))
    joining.ApplicationDraft.objects.create(
        cohort_part=cohort.recruiting_part, person=member.person
    )
    joining.ApplicationDraft.objects.create(
        cohort_part=cohort.recruiting_part, browser_hash=bytes(32)
    )
    joining.RosterImport.objects.create(
        cohort=cohort,
        started_by=member.person,
        imported_by=member.person,
        imported_at=timezone.now(),
    )
    seat = cohort.seats.get(number=9)
    joining.Offer.objects.create(application=application, seat=seat, offered_by=member.person)
    who.SignedFor.objects.create(
        cohort=cohort, supervisor=member.person, supervisor_key="a@example.org"
    )
    factories.mint_link("evaluate", lasts=timedelta(days=1), membership=member, meeting_position=1)
    who.Letter.objects.create(
        code="offer", to_email="a@example.org", subject="A", body="B", cohort=cohort
    )
    who.StaffAct.objects.create(
        cohort=cohort, kind="offer", form_key=uuid.uuid4(), by=member.person, sentence="A"
    )
    people.QualityStandard.objects.create(
        network=cohort.network, number=1, group="programmatic", name="A", gloss="B"
    )
    people.Principle.objects.create(network=cohort.network, number=1, name="A", gloss="B")
    factories.create_role(member.person, "facilitator", cohort)
    factories.create_placement(member.person)
    factories.create_supervision(factories.create_person(), member.person)
    mend(member)
    factories.create_activity()
    cohort.agreements.first().adopt(meeting=meeting, by=member.person)
    factories.attend(meeting, member)
    factories.create_reply(meeting, member)
    when.SignInNumber.objects.create(meeting=meeting, membership=member, number=1)
    meeting.not_needed.create(code="place", said_by=member.person)
    factories.create_logistics_item(meeting)
    meeting.reopenings.create(reason="A", reopened_by=member.person)
    meeting.date_corrections.create(was_on=meeting.on, reason="A", corrected_by=member.person)
    when.Meeting.objects.create(
        cohort=cohort,
        part=meeting.part,
        position=9,
        of=meeting,
        is_half=True,
        title="A",
        on=meeting.on,
        starts=meeting.starts,
        minutes=90,
    )
    factories.answer_evaluation(meeting, member)
    factories.create_release(cohort.meetings.get(position=2))
    what.PublishedFigure.objects.create(
        network=cohort.network,
        source="A",
        part=1,
        meeting=1,
        participants=9,
        code="a",
        row="agreed",
        percents=[97],
        is_possible=True,
        checked_sum=97,
    )
    Job.objects.create(kind="example", subject="example-1")
    member.person.addresses.create(email="further@example.org", verified_at=timezone.now())
    around_the_guidebook(cohort, by=member.person)
    topic = between.Topic.objects.create(
        cohort=cohort, title="A", meeting=meeting, presenter=member, proposed_by=member
    )
    between.Topic.objects.create(cohort=cohort, title="B", carried_from=topic)
    between.Voice.objects.create(topic=topic, membership=member, kind="wants")
    question = cohort.guidebook.profile_questions.first()
    between.ProfileAnswer.objects.create(membership=member, question=question, text="A")
    return cohort


def mend(member):
    """What was mended about a member: an address, a name, two records, an absence."""
    person, other = member.person, factories.create_person()
    people.AddressChange.objects.create(person=person, email="new@example.org", asked_by=other)
    people.PersonChange.objects.create(person=person, field="name", before="A", after="B")
    people.PersonMerge.objects.create(kept=person, merged=other)
    factories.create_person(email="office@example.org", shares_mailbox=True)
    day = factories.today()
    who.MembershipGap.objects.create(
        membership=member,
        left_on=day - timedelta(days=9),
        left_reason="A",
        returned_on=day,
        return_reason="B",
        returned_by=other,
    )


def around_the_guidebook(cohort, *, by):
    """The guidebook as a draft, or the database would refuse any change of its rows
    for another reason.
    """
    guidebook = cohort.guidebook
    with pgtrigger.ignore("guidebooks.Guidebook:published_stays"):
        plan.Guidebook.objects.filter(pk=guidebook.pk).update(published_at=None, created_by=by)
    guidebook.planned_duties.create(code="a", position=1, text="A")
    guidebook.planned_budget_lines.create(position=1, what="A", purpose="food", source="budget")
    plan.AcceptedText.objects.create(
        guidebook=guidebook, about="number", digest="a", text="A", accepted_by=by
    )
    plan.Proposal.objects.create(guidebook=guidebook, proposed_by=by)
    plan.CatalogWithdrawal.objects.create(
        network=cohort.network, guidebook_slug="withdrawn", withdrawn_by=by
    )
    track = plan.Track.objects.create(
        network=cohort.network, guidebook_slug=guidebook.slug, code="a", position=1, name="A"
    )
    joining.Interest.objects.create(track=track, name="A", email="a@example.org")
    plan.News.objects.create(
        network=cohort.network,
        guidebook_slug=guidebook.slug,
        on=factories.today(),
        title="A",
        text="B",
    )
    duty = who.Duty.objects.create(cohort=cohort, position=1, text="A")
    duty.requests.create(member=cohort.memberships.first(), asked_by=by)
    when.BudgetLine.objects.create(cohort=cohort, what="A", source="donation")
