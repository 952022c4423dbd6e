from .application import Application
from .application_answer import ApplicationAnswer
from .application_draft import ApplicationDraft
from .application_queryset import DECISION_OF_LETTER
from .endorsement import NOT_MINE, EndorsementAction, SupervisorEndorsement
from .interest import Interest
from .letter import ApplicationLetter
from .link import ApplicationLink
from .offer import Offer
from .roster_import import RosterImport

__all__ = [
    "DECISION_OF_LETTER",
    "NOT_MINE",
    "Application",
    "ApplicationAnswer",
    "ApplicationDraft",
    "ApplicationLetter",
    "ApplicationLink",
    "EndorsementAction",
    "Interest",
    "Offer",
    "RosterImport",
    "SupervisorEndorsement",
]
