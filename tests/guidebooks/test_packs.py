"""Every pack of fixtures/guidebooks: loads twice, changes nothing the second time, opens, meets,
is counted, reports.
"""

import json
import random
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction

from cohorts.models import Cohort
from cop_site.loading import load_everything
from demo.data.communities import rating
from evaluations.actions.release import count_and_shuffle
from evaluations.models import Answer, Response
from evaluations.respondent_tokens import answers_token
from guidebooks.loading.guidebook_file import load_guidebook_file
from guidebooks.models import Guidebook, PlannedMeeting, Question
from lifecycle.actions.open_cohort import CohortPlan, open_cohort

from .. import factories
from ..shown import shown
from ..source_tree import ROOT, our_models

PACKS = sorted((ROOT / "fixtures" / "guidebooks").glob("*.json"))
PEOPLE = 12


def everything():
    """Every row of our apps, as text."""
    rows = (row for model in our_models() for row in model._base_manager.order_by("pk"))
    return serializers.serialize("json", rows)


@pytest.mark.django_db
def test_loading_everything_twice_changes_nothing():
    assert {guidebook.slug: is_new for guidebook, is_new in load_everything()} == dict.fromkeys(
        ["five-meetings", "green-house", "hospital-schools"], True
    )
    before = everything()
    assert {is_new for guidebook, is_new in load_everything()} == {False}
    assert everything() == before


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_opens_meets_and_reports(loaded_packs, path, client_of):
    guidebook = Guidebook.objects.get(slug=json.loads(path.read_text())["slug"])
    staff = factories.create_person()
    factories.create_role(staff, "state_staff", guidebook.network)
    cohort = opened(guidebook, by=staff)
    plans = PlannedMeeting.objects.filter(part__guidebook=guidebook).order_by("position")
    assert [m.minutes for m in cohort.meetings.in_order()] == [
        plan.planned_minutes for plan in plans
    ]
    assert [
        sum(block.minutes for block in m.segments.all()) for m in cohort.meetings.in_order()
    ] == [m.minutes for m in cohort.meetings.in_order()]
    members = [
        factories.create_membership(cohort, joined_on=cohort.meetings.get(position=1).on)
        for _ in range(PEOPLE)
    ]
    for meeting in cohort.meetings.select_related("part").in_order():
        for member in members:
            factories.attend(meeting, member)
        meeting.close_attendance(by=staff)
        answer(meeting.evaluation, members)
        meeting.evaluation.close(by=staff)
        count_and_shuffle(meeting.evaluation, by=staff)
    query = {"guidebook": guidebook.slug, "cycle": cohort.cycle}
    browser = client_of(staff)
    said = browser.get("/results/state.json", query).json()
    assert [meeting["responses"] for meeting in said["meetings"]] == [PEOPLE] * plans.count()
    report = browser.get("/results/report/", query)
    assert report.status_code == 200 and str(guidebook.members_word) in shown(report)


def opened(guidebook, *, by):
    first = factories.today() - timedelta(weeks=120)
    return open_cohort(
        CohortPlan(
            guidebook=guidebook,
            region=None,
            name="Of the pack",
            cycle="2024-26",
            first_meeting_on=first,
            starts=time(9),
            capacity=PEOPLE,
            apply_by=first - timedelta(days=40),
            notice_on=first - timedelta(days=30),
        ),
        by=by,
        status=Cohort.Status.MEETING,
    )


def answer(evaluation, members):
    dice = random.Random(7)
    asked = evaluation.form.questions.exclude(kind=Question.Kind.OPEN)
    for member in members:
        response = Response.objects.create(
            token=answers_token(member, evaluation.meeting), evaluation=evaluation
        )
        Answer.objects.bulk_create(
            Answer(response=response, question=question, **rating(dice, question))
            for question in asked
        )


def test_a_published_version_stays_as_it_is(loaded_packs):
    guidebook = Guidebook.objects.get(slug="green-house")
    meeting = PlannedMeeting.objects.filter(part__guidebook=guidebook).first()
    changes = [
        lambda: Guidebook.objects.filter(pk=guidebook.pk).update(capacity=99),
        lambda: guidebook.parts.update(minimum_meetings=1),
        lambda: guidebook.parts.first().commitments.update(text="Another"),
        lambda: guidebook.criteria.all().delete(),
        lambda: guidebook.application_questions.update(required=False),
        lambda: guidebook.letter_templates.update(body="Another"),
        lambda: guidebook.planned_duties.create(code="new", position=99, text="New"),
        lambda: guidebook.planned_budget_lines.all().delete(),
        lambda: guidebook.proposed_agreements.update(title="Another"),
        lambda: PlannedMeeting.objects.filter(pk=meeting.pk).update(minutes=5),
        lambda: meeting.segments.update(minutes=5),
        lambda: meeting.evaluation.delete(),
        lambda: Question.objects.filter(placements__form=meeting.evaluation.form).update(
            text="Another"
        ),
        lambda: meeting.evaluation.form.placements.all().delete(),
        lambda: meeting.segments.create(
            position=99, minutes=5, kind="break", lead="member", title="New"
        ),
    ]
    before = everything()
    for change in changes:
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            change()
    assert everything() == before


def test_loading_leaves_a_persons_version_of_the_same_number_alone(loaded_packs, tmp_path):
    data = json.loads(PACKS[0].read_text()) | {"version": 2}
    network = Guidebook.objects.get(slug=data["slug"]).network
    own = Guidebook.objects.create(
        network=network,
        slug=data["slug"],
        version=2,
        name="Ours",
        minutes_per_meeting=60,
        capacity=5,
        created_by=factories.create_person(),
    )
    path = Path(tmp_path, "pack.json")
    path.write_text(json.dumps(data))
    assert load_guidebook_file(path) == (own, False)
    own.refresh_from_db()
    assert str(own.name) == "Ours" and own.is_draft and not own.parts.exists()


def test_no_code_knows_a_community_by_its_name():
    """Communities differ by columns.

    Only the demonstration and its benchmark choose a guidebook by its slug.
    """
    slugs = [path.stem for path in PACKS]
    files = [*ROOT.glob("*/**/*.py"), *(ROOT / "templates").rglob("*.html")]
    ours = [
        file
        for file in files
        if file.relative_to(ROOT).parts[0]
        in {"cohorts", "meetings", "evaluations", "community", "cop_site", "templates"}
    ]
    named = {
        str(file.relative_to(ROOT)) for file in ours for slug in slugs if slug in file.read_text()
    }
    assert named <= {"demo/data/build.py"}
