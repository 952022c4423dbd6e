from .agenda import ActivityRun, AgendaSegment
from .agreement import AgreementRatification, CommunityAgreement
from .attendance import Attendance, AttendanceClosed, MarkedMeanwhile, MeetingNotHeldYet
from .budget import BudgetLine
from .director_session import DirectorSession
from .meeting import Meeting
from .reply import MeetingHasBegun, Reply
from .task import FollowUp, LogisticsItem

__all__ = [
    "ActivityRun",
    "AgendaSegment",
    "AgreementRatification",
    "Attendance",
    "AttendanceClosed",
    "BudgetLine",
    "CommunityAgreement",
    "DirectorSession",
    "FollowUp",
    "LogisticsItem",
    "MarkedMeanwhile",
    "Meeting",
    "MeetingHasBegun",
    "MeetingNotHeldYet",
    "Reply",
]
