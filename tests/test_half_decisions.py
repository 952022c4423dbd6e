"""The database refuses half a decision: each constraint, as a table of what it refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from evaluations import models as what
from guidebooks import models as plan

from . import factories
from .source_tree import our_models

NOW = timezone.now()
TODAY = factories.today()
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = NOW - timedelta(days=900)


def constraints(kind):
    return [
        (model, constraint)
        for model in our_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    ]


def refusal_of(action):
    """The name of the constraint that refuses the action, as the database says it."""
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # some may wait for the commit, which a test never reaches
        action()
        pytest.fail("the database took it")
    return refused.value.__cause__.diag.constraint_name


#: Constraint, and what is changed on an honest row so that the database must refuse it.
HALF_DECISIONS = [
    ("profile_question_has_a_text", {"text": ""}),
    ("profile_answer_says_something", {"text": ""}),
    ("duty_has_one_holder", {"role": models.F("pk"), "member": models.F("pk")}),
    ("duty_request_answered_at_a_time", {"answer": "agreed"}),
    ("topic_not_carried_from_itself", {"carried_from": models.F("pk")}),
    ("job_done_within_total", {"done": 3, "total": 2}),
    ("network_thresholds_reach_the_floor", {"cohort_threshold": 4}),
    ("network_thresholds_reach_the_floor", {"cohort_threshold": 9, "outside_threshold": 8}),
    ("network_exact_totals_say_why", {"exact_totals": True, "exact_totals_reason": ""}),
    ("network_country_is_a_code", {"country": "us"}),
    ("network_country_is_a_code", {"subdivision": "ca"}),
    ("person_email_and_key_together", {"email": ""}),
    ("person_email_and_key_together", {"email_key": None}),
    ("person_email_and_key_together", {"shares_mailbox": True}),
    ("person_not_merged_into_self", {"merged_into": models.F("pk")}),
    ("site_closed_by_somebody", {"closed_on": TODAY}),
    ("site_closed_by_somebody", {"closed_by": "somebody"}),
    ("address_change_confirmed_or_dropped", {"confirmed_at": NOW, "dropped_at": NOW}),
    ("person_change_changes_something", {"after": models.F("before")}),
    ("person_merge_of_two", {"merged": models.F("kept")}),
    ("person_merge_undone_by_somebody", {"undone_at": NOW}),
    ("person_merge_undone_by_somebody", {"undone_by": "somebody"}),
    ("membership_gap_ends_after_it_starts", {"returned_on": models.F("left_on")}),
    ("membership_gap_has_reasons", {"left_reason": ""}),
    ("membership_gap_has_reasons", {"return_reason": ""}),
    ("member_moved_from_another_place", {"moved_from": models.F("pk")}),
    ("proposal_answered_by_somebody", {"answered_at": NOW}),
    ("proposal_answered_by_somebody", {"answered_by": "somebody"}),
    ("proposal_answered_by_somebody", {"answer": "published"}),
    ("proposal_returned_with_a_sentence", {"sentence": "A"}),
    (
        "proposal_returned_with_a_sentence",
        {"answer": "returned", "answered_at": NOW, "answered_by": "somebody"},
    ),
    ("guidebook_put_back_by_somebody", {"put_back_at": NOW}),
    ("guidebook_put_back_by_somebody", {"put_back_by": "somebody"}),
    ("cohort_status_known", {"status": "asleep"}),
    ("cohort_part_notice_after_deadline", {"apply_by": TODAY, "notice_on": YESTERDAY}),
    ("cohort_part_notice_after_deadline", {"apply_by": None, "notice_on": TODAY}),
    ("cohort_published_has_a_contact", {"published_at": NOW, "contact_name": ""}),
    (
        "cohort_published_has_a_contact",
        {"published_at": NOW, "contact_email": "", "contact_phone": ""},
    ),
    ("cohort_published_has_a_contact", {"published_at": None, "published_by": "somebody"}),
    ("cohort_part_opens_with_a_deadline", {"apply_by": None, "notice_on": None}),
    ("cohort_part_opens_with_a_deadline", {"opened_at": None, "opened_by": "somebody"}),
    ("cohort_part_closes_after_opening", {"closed_at": LONG_AGO}),
    ("cohort_part_closes_after_opening", {"opened_at": None, "closed_at": NOW}),
    ("member_is_late_by_somebody", {"late_reason": "Moved here"}),
    ("member_is_late_by_somebody", {"late_by": "somebody"}),
    (
        "application_renewed_is_a_renewal",
        {"decision": "renewed", "decided_at": NOW, "decided_by": "somebody"},
    ),
    ("seat_held_only_when_taken", {"held_until": NOW, "taken_at": None}),
    ("member_leaves_with_a_reason", {"left_on": TODAY}),
    ("member_leaves_with_a_reason", {"left_reason": "Moved"}),
    (
        "member_graduates_or_leaves",
        {"left_on": TODAY, "left_reason": "Moved", "graduated_on": TODAY},
    ),
    ("application_decision_is_whole", {"decision": "waiting"}),
    ("application_decision_is_whole", {"decision": "waiting", "decided_at": NOW}),
    ("application_decision_is_whole", {"decided_at": NOW}),
    ("application_decision_is_whole", {"decided_by": "somebody"}),
    ("application_draft_has_one_owner", {"person": None}),
    ("application_draft_has_one_owner", {"browser_hash": bytes(32)}),
    (
        "application_seated_has_a_place",
        {"decision": "seated", "decided_at": NOW, "decided_by": "somebody"},
    ),
    ("application_without_address_comes_by_file", {"email": "", "email_key": ""}),
    ("roster_import_is_whole", {"sheets": {"notes": []}}),
    ("roster_import_is_whole", {"imported_by": None}),
    ("roster_import_is_whole", {"imported_at": None, "imported_by": None, "made": [["a", 1]]}),
    ("roster_import_undone_within_thirty_days", {"undone_at": NOW}),
    ("roster_import_undone_within_thirty_days", {"undone_by": "somebody"}),
    (
        "roster_import_undone_within_thirty_days",
        {"undone_at": NOW + timedelta(days=31), "undone_by": "somebody"},
    ),
    (
        "roster_import_undone_within_thirty_days",
        {"imported_at": None, "imported_by": None, "undone_at": NOW, "undone_by": "somebody"},
    ),
    ("offer_answer_has_its_time", {"status": "accepted"}),
    ("offer_answer_has_its_time", {"answered_at": NOW}),
    (
        "endorsement_given_or_declined",
        {"given_at": NOW, "declined_at": NOW, "signed_name": "A", "bound": {"a": 1}},
    ),
    ("endorsement_given_is_signed", {"given_at": NOW}),
    ("endorsement_given_is_signed", {"given_at": NOW, "signed_name": "A", "bound": {}}),
    ("link_is_about_somebody", {"person": None, "email_key": ""}),
    ("link_evaluate_is_not_counted", {"uses_left": 1}),
    ("letter_sent_has_its_time", {"status": "sent"}),
    ("letter_failed_has_its_time", {"status": "failed"}),
    ("staff_act_holds_ten_minutes", {"held_until": NOW + timedelta(days=1)}),
    ("staff_act_undone_by_somebody", {"undone_at": NOW}),
    ("staff_act_undone_by_somebody", {"undone_by": "somebody"}),
    ("meeting_kind_known", {"kind": "party"}),
    ("meeting_follows_another", {"kind": "make_up"}),
    ("meeting_follows_another", {"is_half": True}),
    ("meeting_follows_another", {"of": models.F("pk")}),
    ("meeting_called_off_with_a_reason", {"called_off_at": NOW}),
    ("meeting_called_off_with_a_reason", {"called_off_at": NOW, "called_off_by": "somebody"}),
    ("meeting_called_off_with_a_reason", {"called_off_reason": "A"}),
    ("meeting_called_off_with_a_reason", {"postponed": True}),
    (
        "meeting_called_off_is_not_held",
        {
            "called_off_at": NOW,
            "called_off_by": "somebody",
            "called_off_reason": "A",
            "first_closed_at": NOW,
        },
    ),
    (
        "meeting_closed_has_a_first_time",
        {"attendance_closed_at": NOW, "attendance_closed_by": "somebody"},
    ),
    ("attendance_reopened_with_a_reason", {"reason": ""}),
    ("attendance_closed_again_by_somebody", {"closed_again_at": NOW}),
    ("attendance_closed_again_by_somebody", {"closed_again_by": "somebody"}),
    ("date_corrected_with_a_reason", {"reason": ""}),
    ("sign_in_number_from_one", {"number": 0}),
    ("not_needed_names_what", {"code": ""}),
    ("task_done_by_nobody_has_an_event", {"done_at": NOW}),
    ("task_done_by_nobody_has_an_event", {"done_by": "somebody"}),
    ("attendance_by_a_way_of_who_came", {"attended_by": "link", "status": "absent"}),
    ("attendance_by_a_way_of_who_came", {"attended_by": "boat"}),
    ("reply_by_a_way_of_who_comes", {"attends_by": "link", "answer": "not_coming"}),
    ("reply_by_a_way_of_who_comes", {"attends_by": "boat"}),
    ("meeting_audience_known", {"audience": "everybody"}),
    ("meeting_of_a_cohort_has_its_place", {"cohort": None}),
    ("meeting_of_a_cohort_has_its_place", {"part": None}),
    ("meeting_of_a_cohort_has_its_place", {"position": None}),
    ("signed_for_by_somebody", {"supervisor": None, "supervisor_key": ""}),
    ("part_season_is_whole", {"first_month": 10}),
    ("part_season_is_whole", {"first_month": 0, "last_month": 4}),
    ("part_season_is_whole", {"first_month": 10, "last_month": 13}),
    ("track_has_a_name", {"name": ""}),
    ("interest_is_told_after_confirming", {"told_at": NOW}),
    ("role_has_the_scope_of_its_kind", {"cohort": None}),
    ("role_has_the_scope_of_its_kind", {"kind": "lead"}),
    ("role_has_the_scope_of_its_kind", {"kind": "state_staff"}),
    ("role_has_the_scope_of_its_kind", {"kind": "king"}),
    ("question_about_needs_is_kept_back_and_short", {"needs": "food", "sensitive": False}),
    ("role_ends_after_it_starts", {"ends_on": YESTERDAY}),
    ("placement_ends_after_it_starts", {"ends_on": YESTERDAY}),
    ("supervision_between_two_people", {"supervisor": models.F("person")}),
    ("supervision_ends_after_it_starts", {"ends_on": YESTERDAY}),
    ("activity_group_size_in_order", {"group_min": 9, "group_max": 8}),
    ("activity_lets_people_opt_out", {"opt_out": ""}),
    ("meeting_has_minutes", {"minutes": 0}),
    ("meeting_attendance_closed_by_somebody", {"attendance_closed_at": NOW}),
    ("segment_minutes_in_a_day", {"minutes": 0}),
    ("segment_minutes_in_a_day", {"minutes": 601}),
    ("attendance_leaves_after_coming", {"came_at": NOW, "left_at": NOW - timedelta(minutes=1)}),
    ("reply_substitute_has_a_name", {"answer": "substitute"}),
    ("reply_substitute_has_a_name", {"substitute_email": "a@example.org"}),
    ("planned_budget_not_below_zero", {"amount": -1}),
    ("budget_has_words", {"what": ""}),
    ("budget_not_below_zero", {"planned": -1}),
    ("budget_not_below_zero", {"actual": -1, "fund": "A"}),
    ("budget_gift_names_its_giver", {"actual": 5}),
    ("topic_has_a_title", {"title": ""}),
    ("topic_member_or_guest", {"guest": "A"}),
    ("topic_gap_is_for_a_guest", {"gap": "A"}),
    ("topic_learned_at_a_meeting", {"learned_on": TODAY, "meeting": None}),
    ("evaluation_open_closed_by_nobody", {"closed_at": None, "closed_by": "somebody"}),
    ("released_figure_counts_somebody", {"count": 0}),
    ("published_figure_of_somebody", {"participants": 0}),
    ("answer_on_its_scale", {"before": 0}),
    ("answer_on_its_scale", {"before": 4}),
    ("answer_on_its_scale", {"now": 5}),
    ("answer_says_something", {"before": None, "now": None}),
]


def test_every_check_constraint_is_in_the_table():
    assert {name for name, change in HALF_DECISIONS} == {
        constraint.name for model, constraint in constraints(models.CheckConstraint)
    }


@pytest.mark.parametrize("name, change", HALF_DECISIONS)
def test_half_a_decision_is_refused(world, name, change):
    model = next(
        model
        for model, constraint in constraints(models.CheckConstraint)
        if constraint.name == name
    )
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"the world has no {model.__name__}"
    change = {column: resolve(value, world) for column, value in change.items()}
    assert refusal_of(lambda: model._default_manager.filter(pk=row.pk).update(**change)) == name


def resolve(value, world):
    return world.memberships.first().person if value == "somebody" else value


#: What a second row must change so that only this constraint can refuse it.
APART = {
    "application_once_a_part": {"form_key": "3f0c9f2e-0000-4000-8000-000000000002"},
    "application_renews_once_a_part": {"form_key": "3f0c9f2e-0000-4000-8000-000000000002"},
    "application_draft_once_a_person": {"form_key": "3f0c9f2e-0000-4000-8000-000000000003"},
    "application_draft_once_a_browser": {"form_key": "3f0c9f2e-0000-4000-8000-000000000003"},
    "member_once_a_cohort": {"seat": "another seat"},
    "seat_holds_one_member": {"person": "another person"},
    "guidebook_one_draft": {"version": 99},
    "seat_holds_one_offer": {"application": "another application"},
    "application_one_live_offer": {"seat": "another seat"},
    "question_once_a_form": {"position": 99},
    "meeting_has_one_second_half": {"position": 99},
    "sign_in_number_once_a_member": {"number": 99},
    "sign_in_number_of_one_member": {"membership": "another member"},
    "form_position_once": {"question": "another question"},
}


@pytest.mark.parametrize(
    "model, constraint",
    constraints(models.UniqueConstraint),
    ids=lambda value: getattr(value, "name", None) or value.__name__,
)
def test_a_second_one_is_refused(world, model, constraint):
    first = model._default_manager.filter(constraint.condition or models.Q()).order_by("pk").first()
    assert first is not None, f"the world has no {model.__name__} under {constraint.name}"
    row = {
        field.attname: getattr(first, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    for column, value in APART.get(constraint.name, {}).items():
        row[model._meta.get_field(column).attname] = another(value, world)
    assert refusal_of(lambda: model._base_manager.bulk_create([model(**row)])) == constraint.name


def another(value, world):
    match value:
        case "another seat":
            return world.seats.get(number=30).pk
        case "another person":
            return factories.create_person().pk
        case "another member":
            return factories.create_membership(world).pk
        case "another application":
            return factories.create_application(world).pk
        case "another question":
            return plan.Question.objects.create(
                code="another", kind="open", construct="another", text="?"
            ).pk
    return value


def test_the_second_key_of_a_released_figure_counts_empty_as_equal(world):
    """`nulls_distinct=False`: without it the rows of an agreement question,
    which have no before, could double.
    """
    figure = what.ReleasedFigure.objects.filter(before=None).first()
    figure.pk = None
    assert refusal_of(figure.save) == "released_figure_once"
