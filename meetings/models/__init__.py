from .agenda import ActivityRun, AgendaSegment
from .agreement import AgreementRatification, CommunityAgreement
from .attendance import (
    Attendance,
    AttendanceClosed,
    MarkedMeanwhile,
    MeetingNotHeldYet,
    NotExpected,
)
from .budget import BudgetLine
from .counted_meetings import CountedMeetings
from .date_correction import DateCorrection
from .director_session import DirectorSession
from .meeting import Meeting
from .not_needed import NotNeeded
from .reopening import AttendanceReopening
from .reply import MeetingHasBegun, NoSubstitutes, Reply
from .sign_in_number import SignInNumber
from .task import FollowUp, LogisticsItem
from .way import BY_LINK, Way

__all__ = [
    "BY_LINK",
    "ActivityRun",
    "AgendaSegment",
    "AgreementRatification",
    "Attendance",
    "AttendanceClosed",
    "AttendanceReopening",
    "BudgetLine",
    "CommunityAgreement",
    "CountedMeetings",
    "DateCorrection",
    "DirectorSession",
    "FollowUp",
    "LogisticsItem",
    "MarkedMeanwhile",
    "Meeting",
    "MeetingHasBegun",
    "MeetingNotHeldYet",
    "NoSubstitutes",
    "NotExpected",
    "NotNeeded",
    "Reply",
    "SignInNumber",
    "Way",
]
