from .evaluation import LATE_DAYS, Evaluation
from .form import EvaluationForm, FormQuestion, PlannedEvaluation, Question
from .release import RULE_VERSION, PublishedFigure, Release, ReleasedFigure
from .response import Answer, Comment, Response

__all__ = [
    "LATE_DAYS",
    "RULE_VERSION",
    "Answer",
    "Comment",
    "Evaluation",
    "EvaluationForm",
    "FormQuestion",
    "PlannedEvaluation",
    "PublishedFigure",
    "Question",
    "Release",
    "ReleasedFigure",
    "Response",
]
