from .profile import ABOUT, Profile
from .topic import Topic, Voice

__all__ = ["ABOUT", "Profile", "Topic", "Voice"]
