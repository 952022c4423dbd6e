from .application import Application, ApplicationAnswer, Offer
from .endorsement import EndorsementAction, SupervisorEndorsement
from .interest import Interest
from .letter import ApplicationLetter
from .link import ApplicationLink

__all__ = [
    "Application",
    "ApplicationAnswer",
    "ApplicationLetter",
    "ApplicationLink",
    "EndorsementAction",
    "Interest",
    "Offer",
    "SupervisorEndorsement",
]
