from .accepted_text import AcceptedText
from .activity import Activity
from .application_question import NEEDS_LENGTH, ApplicationQuestion
from .budget import PlannedBudgetLine
from .catalog_withdrawal import CatalogWithdrawal
from .choices import FAMILIES, FAMILY_OF, BlockKind, BlockLead, Setting, TaskEvent
from .criterion import Criterion
from .duty import PlannedDuty
from .evaluation_form import EvaluationForm, FormQuestion, PlannedEvaluation, Question
from .guidebook import Guidebook
from .letter_template import LetterTemplate
from .part import Commitment, Part
from .planned_director_session import PlannedDirectorSession
from .planned_meeting import PlannedMeeting, PlannedSegment
from .profile_question import ProfileQuestion
from .proposal import Proposal
from .proposed_agreement import ProposedAgreement
from .track import News, Track

__all__ = [
    "FAMILIES",
    "FAMILY_OF",
    "NEEDS_LENGTH",
    "AcceptedText",
    "Activity",
    "ApplicationQuestion",
    "BlockKind",
    "BlockLead",
    "CatalogWithdrawal",
    "Commitment",
    "Criterion",
    "EvaluationForm",
    "FormQuestion",
    "Guidebook",
    "LetterTemplate",
    "News",
    "Part",
    "PlannedBudgetLine",
    "PlannedDirectorSession",
    "PlannedDuty",
    "PlannedEvaluation",
    "PlannedMeeting",
    "PlannedSegment",
    "ProfileQuestion",
    "Proposal",
    "ProposedAgreement",
    "Question",
    "Setting",
    "TaskEvent",
    "Track",
]
