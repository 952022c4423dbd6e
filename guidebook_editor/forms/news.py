"""The form of a piece of news about a guidebook."""

from django import forms

from guidebooks.models import News
from lib.form_fields import DayInput

from .base import RowForm


class NewsForm(RowForm):
    on = forms.DateField(
        label="Date",
        widget=DayInput(),
        error_messages=dict.fromkeys(["required", "invalid"], "Write a date such as 2027-03-05."),
    )

    class Meta(RowForm.Meta):
        model = News
        fields = ["on", "title", "text"]
        labels = {"title": "Headline"}

    def clean(self):
        cleaned = super().clean()
        row = self.instance
        same = News.objects.filter(
            guidebook_slug=row.guidebook_slug, on=cleaned.get("on"), title=cleaned.get("title")
        )
        if cleaned.get("title") and same.exclude(pk=row.pk).exists():
            self.add_error("title", "This stands there already on that day.")
        return cleaned
