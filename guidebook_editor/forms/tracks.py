"""The form of a track of a guidebook."""

from django import forms

from guidebooks.models import Track

from .base import RowForm

CODE_TAKEN = "Another track of this guidebook has this word. Choose another."


class TrackForm(RowForm):
    """The word in addresses is written once: letters and links name it."""

    code = forms.SlugField(
        label="Word in addresses",
        max_length=50,
        required=False,
        help_text="Letters, digits and hyphens, such as new-teachers. Without one, it is made from "
        "the name. It stays, also when the name changes.",
        error_messages={
            "invalid": "Write letters, digits and hyphens only, such as new-teachers.",
            "max_length": "Write at most 50 letters.",
        },
    )

    class Meta(RowForm.Meta):
        model = Track
        fields = ["name", "code", "summary", "months"]
        labels = {"summary": "Who it is for", "months": "When it meets"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if Track.objects.siblings(self.instance).filter(code=code).exists():
            raise forms.ValidationError(CODE_TAKEN)
        return code
