from django import forms
from django.utils.translation import gettext_lazy as _

from lib import dates
from lib.form_layout import FormInPage

from ..models import Voice
from ..pages.learning_map import speakers_by_topic


class TopicForm(forms.Form):
    helper = FormInPage()

    title = forms.CharField(
        label=_("What would you like to learn?"),
        help_text=_("A few words, such as: calm arrivals in the morning."),
        max_length=200,
        error_messages={
            "required": _("Write what you would like to learn."),
            "max_length": _("Write it in 200 letters or fewer."),
        },
    )


class InterestForm(forms.Form):
    kind = forms.ChoiceField(choices=Voice.Kind.choices)
    take_back = forms.BooleanField(required=False)


class ScheduleForm(forms.Form):
    """The meeting of a topic and who speaks: members who said they can,
    other members, or a guest.
    """

    helper = FormInPage()

    meeting = forms.ChoiceField(
        label=_("Meeting"),
        error_messages={name: _("Choose a meeting.") for name in ("required", "invalid_choice")},
    )
    presenter = forms.ChoiceField(
        label=_("A member who speaks"),
        required=False,
        error_messages={"invalid_choice": _("Choose a member of this group.")},
    )
    guest = forms.CharField(
        label=_("Or a guest"),
        help_text=_("Their name, and where they come from."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Write it in 200 letters or fewer.")},
    )
    gap = forms.CharField(
        label=_("What nobody in the group can speak about"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Write it in 300 letters or fewer.")},
    )

    def __init__(self, data=None, *, topic):
        self.meetings = meetings_to_choose(topic)
        self.members = list(
            topic.cohort.memberships.current().select_related("person").in_name_order()
        )
        super().__init__(data, initial=initial_schedule(topic, self.meetings))
        self.fields["meeting"].choices = meeting_choices(self.meetings)
        speakers = speakers_by_topic(topic.cohort).get(topic.pk, [])
        self.fields["presenter"].choices = member_choices(self.members, speakers)
        if topic.cohort.guidebook.community_presenters_first:
            self.fields["guest"].help_text = _(
                "Members come first. Invite somebody where the group has a gap, "
                "and name the gap below."
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("presenter") and cleaned.get("guest"):
            self.add_error("guest", _("Choose a member or name a guest, not both."))
        if cleaned.get("gap") and not cleaned.get("guest"):
            self.add_error("guest", _("Name the guest who fills the gap, or leave the gap empty."))
        return cleaned

    def schedule(self):
        """{"meeting": Meeting, "presenter": CohortMembership or None, "guest", "gap"}:
        arguments of schedule_topic.
        """
        cleaned = self.cleaned_data
        meetings = (row for row in self.meetings if str(row.pk) == cleaned["meeting"])
        members = (row for row in self.members if str(row.pk) == cleaned["presenter"])
        return {
            "meeting": next(meetings),
            "presenter": next(members, None),
            "guest": cleaned["guest"],
            "gap": cleaned["gap"],
        }


class CarryForm(forms.Form):
    """Which open topics of an earlier cohort go on here."""

    helper = FormInPage()

    topics = forms.TypedMultipleChoiceField(
        label=_("Topics that stayed open"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Tick the topics that go on here.")
        ),
    )

    def __init__(self, data=None, *, topics):
        self.found = topics
        super().__init__(data, initial={"topics": [topic.pk for topic in topics]})
        self.fields["topics"].choices = [(topic.pk, topic.title) for topic in topics]

    def chosen(self):
        """[Topic] that were ticked."""
        return [topic for topic in self.found if topic.pk in self.cleaned_data["topics"]]


def meetings_to_choose(topic):
    """Meetings that are ahead, and the one where the topic stands already."""
    meetings = topic.cohort.meetings.select_related("cohort", "of").in_order()
    return [row for row in meetings if row.is_upcoming or row.pk == topic.meeting_id]


def initial_schedule(topic, meetings):
    """What is stored; for a topic without a meeting, the first coming one that is open
    for a topic.
    """
    first = next(
        (meeting.pk for meeting in meetings if meeting.topic_open and meeting.days_ahead >= 0), ""
    )
    return {
        "meeting": topic.meeting_id or first,
        "presenter": topic.presenter_id or "",
        "guest": topic.guest,
        "gap": topic.gap,
    }


def meeting_choices(meetings):
    """Choices in two groups: meetings open for a topic, then the others."""
    open_ones = [meeting_choice(meeting) for meeting in meetings if meeting.topic_open]
    others = [meeting_choice(meeting) for meeting in meetings if not meeting.topic_open]
    groups = [(_("Meetings whose topic is open"), open_ones), (_("Other meetings"), others)]
    return [("", _("Choose a meeting")), *[group for group in groups if group[1]]]


def meeting_choice(meeting):
    return str(meeting.pk), f"{meeting.position}. {meeting.title}, {dates.short_day(meeting.on)}"


def member_choices(members, speakers):
    """Choices in two groups: members who can speak about the topic, then the others."""
    can_speak = {member.pk for member in speakers}
    groups = [
        (
            _("Said they can speak about it"),
            [member_choice(member) for member in members if member.pk in can_speak],
        ),
        (
            _("Everybody else"),
            [member_choice(member) for member in members if member.pk not in can_speak],
        ),
    ]
    return [("", _("Nobody yet")), *[group for group in groups if group[1]]]


def member_choice(member):
    return str(member.pk), member.person.name
