from .application import Application
from .application_answer import ApplicationAnswer
from .application_draft import ApplicationDraft
from .endorsement import EndorsementAction, SupervisorEndorsement
from .interest import Interest
from .letter import ApplicationLetter
from .link import ApplicationLink
from .offer import Offer

__all__ = [
    "Application",
    "ApplicationAnswer",
    "ApplicationDraft",
    "ApplicationLetter",
    "ApplicationLink",
    "EndorsementAction",
    "Interest",
    "Offer",
    "SupervisorEndorsement",
]
