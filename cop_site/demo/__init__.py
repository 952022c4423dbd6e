"""The demonstration: invented people in four regions, and the pages that exist only while they do."""

from .build import build
from .marker import is_demo_database

__all__ = ["build", "is_demo_database"]
