from .budget import PlannedBudgetLine
from .choices import FAMILIES, FAMILY_OF, BlockKind, BlockLead, Setting
from .duty import PlannedDuty
from .evaluation_form import EvaluationForm, FormQuestion, PlannedEvaluation, Question
from .guidebook import ApplicationQuestion, Commitment, Criterion, Guidebook, LetterTemplate, Part
from .plan import Activity, PlannedDirectorSession, PlannedMeeting, PlannedSegment, ProposedAgreement
from .track import News, Track

__all__ = [
    "FAMILIES",
    "FAMILY_OF",
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
    "Track",
]
