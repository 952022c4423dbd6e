from .profile import ProfileAnswer
from .topic import Topic, Voice

__all__ = ["ProfileAnswer", "Topic", "Voice"]
