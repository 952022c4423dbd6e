from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FieldInRow, FormInPage
from lib.ordering import requested_order

MINUTES = "minutes-{}"
MINUTES_ATTRIBUTES = {
    "class": "form-control h-mins",
    "inputmode": "numeric",
    "data-minutes-field": True,
    "maxlength": 4,
}


class AgendaForm(forms.Form):
    """Order and minutes of all blocks of an agenda, with the version of the agenda they
    were read from.

    Each block has a field "minutes-<pk>"; "order" is a list of primary keys, separated by commas.
    """

    helper = FieldInRow()
    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput(attrs={"id": "agenda-version"})
    )
    order = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, *args, meeting, segments, **kwargs):
        self.segments = segments
        initial = {
            "version": meeting.agenda_version,
            "order": ",".join(str(s.pk) for s in segments),
        }
        super().__init__(
            *args, initial=initial | {MINUTES.format(s.pk): s.minutes for s in segments}, **kwargs
        )
        for segment in segments:
            self.fields[MINUTES.format(segment.pk)] = minutes_field(segment)

    def minutes_field_of(self, segment):
        """The bound field with the minutes of one block."""
        return self[MINUTES.format(segment.pk)]

    @property
    def requested_order(self):
        """Primary keys in the order that was sent, with the block of a pressed arrow button
        moved in it.
        """
        return [segment.pk for segment in requested_order(self.segments, self.data)]

    @cached_property
    def requested_minutes(self):
        """{primary key: minutes} of the blocks whose field was filled in."""
        fields = {s.pk: self.cleaned_data.get(MINUTES.format(s.pk)) for s in self.segments}
        return {pk: minutes for pk, minutes in fields.items() if minutes}


def minutes_field(segment):
    error = gettext("Write how many minutes “%(title)s” takes: a number from 1 to 600") % {
        "title": segment.title
    }
    return forms.IntegerField(
        min_value=1,
        max_value=600,
        required=False,
        widget=forms.TextInput(attrs=MINUTES_ATTRIBUTES),
        label=gettext("Minutes for %(title)s") % {"title": segment.title},
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), error),
    )


class ActivityRunForm(forms.Form):
    """Safety of an activity before it runs, and a note about how it went."""

    helper = FormInPage()

    safety_monitor = forms.CharField(
        label=_("Safety monitor"),
        max_length=200,
        required=False,
        help_text=_("By name. Somebody who has walked the space and has no other job meanwhile."),
        error_messages={"required": _("Name somebody: this activity cannot run without one")},
    )
    hazards_checked = forms.BooleanField(
        label=_("Ground, shade, water and hazards are checked"), required=False
    )
    notes = forms.CharField(
        label=_("How it went"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, needs_safety_monitor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["safety_monitor"].required = needs_safety_monitor
