"""What is stored about people around meetings; part of the privacy table (cop_site/privacy.py)."""

from .data_retention import RetentionPeriod
from .privacy_rules import COHORT, PERSON, about

RECORDS_OF_MEETINGS = {
    "meetings.Meeting": about(
        "One meeting: when, where, for what",
        COHORT,
        RetentionPeriod.ROOM,
        personal="notes phone attendance_closed_by called_off_by",
        plain=(
            "called_off_reason "
            "title purpose outcomes before_work between_task room place_name place_address link_url"
        ),
    ),
    "meetings.AgendaSegment": about(
        "One block of an agenda",
        COHORT,
        RetentionPeriod.ROOM,
        personal="facilitator_text",
        plain="title participant_text materials cqi_link opt_out output",
    ),
    "meetings.ActivityRun": about(
        "How an activity ran",
        COHORT,
        RetentionPeriod.ROOM,
        personal="safety_monitor hazards_checked_by notes",
    ),
    "meetings.CommunityAgreement": about(
        "An agreement of the cohort",
        COHORT,
        RetentionPeriod.ROOM,
        personal="proposed_by title text",
        plain="code",
    ),
    "meetings.AgreementRatification": about(
        "A meeting adopted a wording", COHORT, RetentionPeriod.ROOM, personal="noted_by wording"
    ),
    "meetings.Attendance": about(
        "Who came to a meeting, and for how long",
        PERSON,
        RetentionPeriod.RECORD,
        personal="membership agency_name stand_in_name note noted_by",
    ),
    "meetings.AttendanceReopening": about(
        "Attendance was opened again, and why",
        COHORT,
        RetentionPeriod.RECORD,
        personal="reason reopened_by closed_again_by",
    ),
    "meetings.DateCorrection": about(
        "The day of a meeting that was over was put right, and why",
        COHORT,
        RetentionPeriod.ROOM,
        personal="reason corrected_by",
    ),
    "meetings.SignInNumber": about(
        "The row of a member on the printed sign-in sheet",
        PERSON,
        RetentionPeriod.RECORD,
        personal="membership",
    ),
    "meetings.Reply": about(
        "Who comes, who comes instead, what they need",
        PERSON,
        RetentionPeriod.NEEDS,
        personal="membership substitute_name substitute_email access_needs food_needs",
    ),
    "meetings.DirectorSession": about(
        "An hour for directors", COHORT, RetentionPeriod.ROOM, plain="title"
    ),
    "meetings.LogisticsItem": about(
        "Something to arrange", COHORT, RetentionPeriod.ROOM, personal="text done_by"
    ),
    "meetings.NotNeeded": about(
        "Something a meeting lacks is not needed",
        COHORT,
        RetentionPeriod.ROOM,
        personal="said_by",
        plain="code",
    ),
    "meetings.FollowUp": about(
        "A promise made at a meeting", COHORT, RetentionPeriod.ROOM, personal="what to_whom kept_by"
    ),
    "meetings.BudgetLine": about(
        "What a cohort spends or is given",
        COHORT,
        RetentionPeriod.ROOM,
        personal="what fund noted_by",
    ),
}
