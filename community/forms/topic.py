from django import forms
from django.utils.translation import gettext_lazy as _

from lib import dates

from ..actions.topics import speakers_of


class TopicForm(forms.Form):
    title = forms.CharField(
        label=_("What would you like to learn?"), help_text=_("A few words, such as: calm arrivals in the morning."), max_length=200,
        error_messages={"required": _("Write what you would like to learn."), "max_length": _("Write it in 200 letters or fewer.")},
    )  # fmt: skip


class VoiceForm(forms.Form):
    kind = forms.ChoiceField(choices=[("wants", ""), ("can_speak", "")])
    take_back = forms.BooleanField(required=False)


class PlaceForm(forms.Form):
    """Where a topic stands on the map and who speaks: members who said they can first, then anybody, then a guest."""

    meeting = forms.ChoiceField(label=_("Meeting"), error_messages={name: _("Choose a meeting.") for name in ("required", "invalid_choice")})
    presenter = forms.ChoiceField(
        label=_("A member who speaks"), required=False, error_messages={"invalid_choice": _("Choose a member of this group.")}
    )
    guest = forms.CharField(
        label=_("Or a guest"), help_text=_("Their name, and where they come from."), max_length=200, required=False,
        error_messages={"max_length": _("Write it in 200 letters or fewer.")},
    )  # fmt: skip
    gap = forms.CharField(
        label=_("What nobody in the group can speak about"), max_length=300, required=False,
        error_messages={"max_length": _("Write it in 300 letters or fewer.")},
    )  # fmt: skip

    def __init__(self, data=None, *, topic):
        self.topic = topic
        self.meetings = list(topic.cohort.meetings.in_order())
        self.members = list(topic.cohort.memberships.current().select_related("person").in_name_order())
        super().__init__(data, initial=as_placed(topic, self.meetings))
        self.fields["meeting"].choices = meeting_choices(self.meetings)
        self.fields["presenter"].choices = member_choices(self.members, speakers_of(topic.cohort).get(topic.pk, []))
        if topic.cohort.guidebook.community_presenters_first:
            self.fields["guest"].help_text = _("Members come first. Invite somebody where the group has a gap, and name the gap below.")

    def clean(self):
        said = super().clean()
        if said.get("presenter") and said.get("guest"):
            self.add_error("guest", _("Choose a member or name a guest, not both."))
        if said.get("gap") and not said.get("guest"):
            self.add_error("guest", _("Name the guest who fills the gap, or leave the gap empty."))
        return said

    def where(self):
        """The rows behind what was chosen."""
        said = self.cleaned_data
        return {
            "meeting": next(meeting for meeting in self.meetings if str(meeting.pk) == said["meeting"]),
            "presenter": next((member for member in self.members if str(member.pk) == said["presenter"]), None),
            "guest": said["guest"],
            "gap": said["gap"],
        }


def as_placed(topic, meetings):
    """What is so now; a topic without a meeting goes to the first that is open and still to come."""
    first = next((meeting.pk for meeting in meetings if meeting.topic_open and meeting.days_ahead >= 0), "")
    return {"meeting": topic.meeting_id or first, "presenter": topic.presenter_id or "", "guest": topic.guest, "gap": topic.gap}


def meeting_choices(meetings):
    open_ones = [choice_of(meeting) for meeting in meetings if meeting.topic_open]
    others = [choice_of(meeting) for meeting in meetings if not meeting.topic_open]
    groups = [(_("Meetings whose topic is open"), open_ones), (_("Other meetings"), others)]
    return [("", _("Choose a meeting")), *[group for group in groups if group[1]]]


def choice_of(meeting):
    return str(meeting.pk), f"{meeting.position}. {meeting.title}, {dates.short_day(meeting.on)}"


def member_choices(members, able):
    can = {member.pk for member in able}
    groups = [
        (_("Said they can speak about it"), [(str(m.pk), m.person.name) for m in members if m.pk in can]),
        (_("Everybody else"), [(str(m.pk), m.person.name) for m in members if m.pk not in can]),
    ]
    return [("", _("Nobody yet")), *[group for group in groups if group[1]]]
