from .evaluation import LATE_DAYS, Evaluation
from .published_figure import PublishedFigure
from .release import RULE_VERSION, Release, ReleasedFigure
from .response import Answer, Comment, Response

__all__ = [
    "LATE_DAYS",
    "RULE_VERSION",
    "Answer",
    "Comment",
    "Evaluation",
    "PublishedFigure",
    "Release",
    "ReleasedFigure",
    "Response",
]
