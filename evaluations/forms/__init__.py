from .answers import AnswersForm

__all__ = ["AnswersForm"]
