from .activity import Activity
from .application_question import NEEDS_LENGTH, ApplicationQuestion
from .budget import PlannedBudgetLine
from .choices import FAMILIES, FAMILY_OF, BlockKind, BlockLead, Setting, TaskEvent
from .criterion import Criterion
from .duty import PlannedDuty
from .evaluation_form import EvaluationForm, FormQuestion, PlannedEvaluation, Question
from .guidebook import Guidebook
from .letter_template import LetterTemplate
from .part import Commitment, Part
from .planned_director_session import PlannedDirectorSession
from .planned_meeting import PlannedMeeting, PlannedSegment
from .proposed_agreement import ProposedAgreement
from .track import News, Track

__all__ = [
    "FAMILIES",
    "FAMILY_OF",
    "NEEDS_LENGTH",
    "Activity",
    "ApplicationQuestion",
    "BlockKind",
    "BlockLead",
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
    "ProposedAgreement",
    "Question",
    "Setting",
    "TaskEvent",
    "Track",
]
