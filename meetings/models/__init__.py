from .agenda import ActivityRun, AgendaSegment
from .agreement import AgreementRatification, CommunityAgreement
from .attendance import Attendance, NobodyCameYet, RollCallClosed
from .budget import BudgetLine, PlannedBudgetLine
from .kinds import FAMILIES, FAMILY_OF, BlockKind, BlockLead, Setting
from .meeting import Meeting
from .plan import Activity, PlannedDirectorSession, PlannedMeeting, PlannedSegment, ProposedAgreement
from .reply import MeetingHasBegun, Reply
from .session import DirectorSession, FollowUp, LogisticsItem

__all__ = [
    "FAMILIES",
    "FAMILY_OF",
    "Activity",
    "ActivityRun",
    "AgendaSegment",
    "AgreementRatification",
    "Attendance",
    "BlockKind",
    "BlockLead",
    "BudgetLine",
    "CommunityAgreement",
    "DirectorSession",
    "FollowUp",
    "LogisticsItem",
    "Meeting",
    "MeetingHasBegun",
    "PlannedBudgetLine",
    "PlannedDirectorSession",
    "PlannedMeeting",
    "PlannedSegment",
    "ProposedAgreement",
    "Reply",
    "RollCallClosed",
    "Setting",
]
