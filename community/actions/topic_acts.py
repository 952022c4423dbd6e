"""Taking a topic off the map or off the list: what follows, and doing it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import Consequence, Outcome

from .topics import unschedule_topic


def remove(topic):
    title, consequences = topic.title, consequences_of_removal(topic)
    topic.delete()
    return Outcome(
        button=_("Take “%(title)s” off the list") % {"title": title},
        done=_("“%(title)s” is off the list.") % {"title": title},
        consequences=consequences,
        ends=True,
        stays=_("Nobody is written to."),
    )


def consequences_of_removal(topic):
    interested = topic.voices.values("membership").distinct().count()
    members = ngettext(
        "member wanted it or could speak about it",
        "members wanted it or could speak about it",
        interested,
    )
    return [
        Consequence(1, _("topic goes for good")),
        Consequence(interested, members, [], _("Their marks go with it.")),
    ]


def unschedule(topic):
    title, consequences = topic.title, consequences_of_unscheduling(topic)
    unschedule_topic(topic)
    return Outcome(
        button=_("Take “%(title)s” off the map") % {"title": title},
        done=_("“%(title)s” waits for a meeting again.") % {"title": title},
        consequences=consequences,
        ends=True,
        stays=_("The topic stays on the list. Nobody is written to."),
    )


def consequences_of_unscheduling(topic):
    meeting = topic.meeting
    leaves = (
        _("topic leaves meeting %(n)s") % {"n": meeting.number}
        if meeting
        else _("topic stands at no meeting")
    )
    speaker = topic.presenter.person.name if topic.presenter else topic.guest
    noted = _("speaker is noted no longer: %(name)s") % {"name": speaker}
    return [Consequence(1, leaves), Consequence(1 if speaker else 0, noted)]
