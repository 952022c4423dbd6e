from .profile import PROFILE_FIELDS, Profile
from .topic import Topic, Voice

__all__ = ["PROFILE_FIELDS", "Profile", "Topic", "Voice"]
