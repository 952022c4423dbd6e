from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MINUTES = "minutes-{}"


class ArrangeForm(forms.Form):
    """Order and minutes of a whole agenda, sent as one."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput(attrs={"id": "agenda-version"}))
    order = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, *args, meeting, segments, **kwargs):
        self.segments = segments
        first = {"version": meeting.agenda_version, "order": ",".join(str(s.pk) for s in segments)}
        super().__init__(*args, initial=first | {MINUTES.format(s.pk): s.minutes for s in segments}, **kwargs)
        for segment in segments:
            self.fields[MINUTES.format(segment.pk)] = minutes_field(segment)

    def minutes_of(self, segment):
        return self[MINUTES.format(segment.pk)]

    @property
    def order_wanted(self):
        """The blocks in the order that was sent, those it does not name behind."""
        sent = [int(pk) for pk in self.data.get("order", "").split(",")[:500] if pk.isdecimal() and len(pk) < 12]
        known = [s.pk for s in self.segments]
        wanted = [pk for pk in dict.fromkeys(sent) if pk in known]
        return wanted + [pk for pk in known if pk not in wanted]

    @cached_property
    def minutes_wanted(self):
        return {s.pk: self.cleaned_data[MINUTES.format(s.pk)] for s in self.segments if self.cleaned_data.get(MINUTES.format(s.pk))}


def minutes_field(segment):
    refusal = gettext("Write how many minutes “%(title)s” takes: a number from 1 to 600") % {"title": segment.title}
    shown = forms.TextInput(attrs={"class": "form-control h-mins", "inputmode": "numeric", "data-minutes-field": True, "maxlength": 4})
    return forms.IntegerField(
        min_value=1,
        max_value=600,
        required=False,
        widget=shown,
        label=gettext("Minutes for %(title)s") % {"title": segment.title},
        error_messages={name: refusal for name in ("invalid", "min_value", "max_value")},
    )


class RunForm(forms.Form):
    """Before an activity runs: who watches over safety, and was the place looked at."""

    safety_monitor = forms.CharField(
        label=_("Safety monitor"),
        max_length=200,
        required=False,
        help_text=_("By name. Somebody who has walked the space and has no other job meanwhile."),
    )
    hazards_checked = forms.BooleanField(label=_("Ground, shade, water and hazards are checked"), required=False)
    notes = forms.CharField(label=_("How it went"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
