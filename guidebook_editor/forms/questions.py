"""The forms of the evaluation questions of a draft."""

from django import forms

from guidebooks.models import Question

from .base import DraftForm


class QuestionTextForm(DraftForm):
    """Another wording of an evaluation question that a draft asks already."""

    class Meta(DraftForm.Meta):
        model = Question
        fields = ["text", "help"]
        labels = {"text": "The question", "help": "A word of help"}


class NewQuestionForm(DraftForm):
    construct = forms.SlugField(
        label="What it measures, in a word",
        max_length=50,
        error_messages=dict.fromkeys(
            ["required", "invalid"],
            "Write a word such as belonging, in letters, digits and hyphens.",
        ),
        help_text="Such as belonging. Questions that measure the same share the word.",
    )

    class Meta(DraftForm.Meta):
        model = Question
        fields = ["kind", "text", "help", "construct"]
        labels = {"text": "The question", "help": "A word of help", "kind": "How it is answered"}
