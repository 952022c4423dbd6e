"""What becomes of what hangs on a meeting, or on the meetings of a part, that is removed."""

from django import forms

from guidebooks.models import PlannedMeeting
from lib.form_layout import FormInPage

GOES, STAYS = "goes", "stays"
#: Names of rows in one label: more are counted.
MOST_NAMED = 5


class RemovalForm(forms.Form):
    """hanging: the HangingRows of these meetings; only what there is, is asked about."""

    helper = FormInPage()

    def __init__(self, *args, draft, meetings, hanging, **kwargs):
        super().__init__(*args, **kwargs)
        removed = [meeting.pk for meeting in meetings]
        others = PlannedMeeting.objects.in_guidebook(draft).exclude(pk__in=removed)
        self.others = {str(meeting.pk): meeting for meeting in others}
        if hanging.budget:
            self.ask("budget", f"Budget: {named(hanging.budget)}", "Stays, for the whole cycle")
        if hanging.sessions:
            stays = "Follows the meeting before"
            self.ask("sessions", f"Sessions of directors: {named(hanging.sessions)}", stays)
        if hanging.questions:
            self.ask_where([question.text for question in hanging.questions])

    def ask(self, name, label, stays):
        self.fields[name] = choice_field(label, [(GOES, "Goes, too"), (STAYS, stays)])

    def ask_where(self, texts):
        """At which other meeting these questions are asked from now on, if at any."""
        to = [(pk, f"Asked at meeting {m.position}") for pk, m in self.others.items()]
        label = f"Questions that only these ask: {named(texts)}"
        choices = [(GOES, "Go, too"), *to]
        self.fields["questions"] = choice_field(label, choices, widget=forms.Select)

    def answers(self):
        """For `settle_hanging_rows`."""
        said = self.cleaned_data
        return {
            "budget_goes": said.get("budget") == GOES,
            "sessions_go": said.get("sessions") == GOES,
            "questions_to": self.others.get(said.get("questions", "")),
        }


def choice_field(label, choices, widget=forms.RadioSelect):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=widget,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose one of these."),
    )


def named(rows):
    names = [f"“{row}”" for row in rows[:MOST_NAMED]]
    more = len(rows) - MOST_NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
