"""The checklist of a meeting: what is still missing, computed from its agenda, location,
staff and agreements.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.duties import co_facilitators, count_unassigned_duties
from cohorts.models import StaffRole


@dataclass(frozen=True)
class ChecklistItem:
    """One thing that the meeting lacks, and the address of the page where it is done.

    code: its name among the items of the meeting, by which somebody says that it is not needed.
    """

    code: str
    title: str
    reason: str
    href: str


def checklist(meeting, times):
    """What is missing, the most urgent first, without what somebody said is not needed.

    times: the meeting's AgendaTimes.
    """
    return split_checklist(meeting, times)[0]


def split_checklist(meeting, times):
    """([what is missing], [what would be missing, and somebody said that it is not needed])."""
    found = [item for check in CHECKS for item in check(meeting, times)]
    said = set(meeting.not_needed.values_list("code", flat=True)) if found else set()
    return (
        [item for item in found if item.code not in said],
        [item for item in found if item.code in said],
    )


def agenda_page(meeting):
    return reverse("meetings:agenda-edit", args=[meeting.cohort.slug, meeting.position])


def edit_page(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


def staff_page(meeting):
    return reverse("cohorts:staff-role-list", args=[meeting.cohort.slug])


def topics_page(meeting):
    return reverse("community:learning-map", args=[meeting.cohort.slug])


def agreements_page(meeting):
    return reverse("meetings:agreement-list", args=[meeting.cohort.slug])


def missing_place(meeting, times):
    if meeting.has_room and not meeting.place_name:
        yield ChecklistItem(
            "place", _("Name the place"), _("Nobody can be told where to come."), edit_page(meeting)
        )


def missing_link(meeting, times):
    if meeting.is_online and not meeting.link_url:
        yield ChecklistItem(
            "link", _("Add the link"), _("Nobody can join online."), edit_page(meeting)
        )
    elif meeting.is_online and not meeting.phone:
        yield ChecklistItem(
            "phone",
            _("Add a phone number"),
            _("Whoever has no connection calls in."),
            edit_page(meeting),
        )


def missing_topic(meeting, times):
    if meeting.topic_open and not meeting.topics.exists():
        reason = _("The group chooses what this meeting is about.")
        yield ChecklistItem("topic", _("Choose the topic"), reason, topics_page(meeting))


def missing_speakers(meeting, times):
    silent = (
        meeting.topics.filter(guest="")
        .exclude(presenter__left_on=None, presenter__isnull=False)
        .count()
    )
    if silent:
        title = ngettext(
            "Say who speaks about %(n)s topic", "Say who speaks about %(n)s topics", silent
        ) % {"n": silent}
        yield ChecklistItem(
            "speakers", title, _("Members who can are named on the map."), topics_page(meeting)
        )


def nobody_to_greet(meeting, times):
    """Where duties are shared out, greeting is one of them."""
    cohort = meeting.cohort
    greeters = StaffRole.objects.current().filter(cohort=cohort, kind=StaffRole.Kind.GREETER)
    if meeting.has_room and not greeters.exists() and not cohort.duties.exists():
        reason = _("Nobody has the role of greeter, to check people in at the door.")
        yield ChecklistItem("greeter", _("Say who greets"), reason, staff_page(meeting))


def missing_co_facilitators(meeting, times):
    are_asked = meeting.cohort.guidebook.co_facilitators_minimum
    named, asked = co_facilitators(meeting.cohort) if are_asked else (0, 0)
    if named < asked:
        title = ngettext(
            "Name one more co-facilitator", "Name %(n)s more co-facilitators", asked - named
        ) % {"n": asked - named}
        reason = _("The guidebook asks for %(asked)s, and %(named)s are named.") % {
            "asked": asked,
            "named": named,
        }
        yield ChecklistItem("co-facilitators", title, reason, staff_page(meeting))


def unassigned_duties(meeting, times):
    number = count_unassigned_duties(meeting.cohort)
    if number:
        title = ngettext("Say who has %(n)s duty", "Say who has %(n)s duties", number) % {
            "n": number
        }
        yield ChecklistItem(
            "duties", title, _("Whoever facilitates shares them out."), staff_page(meeting)
        )


def total_off_plan(meeting, times):
    total, planned = times.total, times.planned
    if times.over:
        title = _("Bring the agenda to %(planned)s minutes") % {"planned": planned}
        reason = _("%(total)s of %(planned)s minutes, %(over)s over.")
        reason %= {"total": total, "planned": planned, "over": times.over}
        yield ChecklistItem("minutes", title, reason, agenda_page(meeting))
    elif times.under:
        title = _("Fill the agenda to %(planned)s minutes") % {"planned": planned}
        reason = _("%(total)s of %(planned)s minutes, %(under)s free.")
        reason %= {"total": total, "planned": planned, "under": times.under}
        yield ChecklistItem("minutes", title, reason, agenda_page(meeting))


def late_pinned_blocks(meeting, times):
    for block in times.late_pins:
        reason = _("It is pinned and would begin %(late)s minutes late.") % {
            "late": block.minutes_late
        }
        yield ChecklistItem(
            f"pin-{block.segment.pk}",
            _("Make room for “%(title)s”") % {"title": block.segment.title},
            reason,
            agenda_page(meeting),
        )


def missing_safety_monitor(meeting, times):
    for segment in times.segments:
        if segment.needs_safety_monitor:
            reason = _("For %(activity)s, which cannot run without one.") % {
                "activity": segment.title
            }
            address = reverse(
                "meetings:activity-run-edit",
                args=[meeting.cohort.slug, meeting.position, segment.pk],
            )
            yield ChecklistItem(
                f"monitor-{segment.pk}", _("Name a safety monitor"), reason, address
            )


def missing_leads(meeting, times):
    without_lead = [str(segment.title) for segment in times.segments if not segment.lead]
    number = len(without_lead)
    if without_lead:
        title = ngettext("Say who leads %(n)s block", "Say who leads %(n)s blocks", number) % {
            "n": number
        }
        yield ChecklistItem("leads", title, ", ".join(without_lead[:4]) + ".", agenda_page(meeting))


def unadopted_agreements(meeting, times):
    """Only if no block of this agenda is meant for adopting them."""
    if any(segment.kind == "agreements" for segment in times.segments):
        return
    agreements = meeting.cohort.agreements.in_force().prefetch_related("ratifications")
    number = sum(not agreement.is_adopted for agreement in agreements)
    if number:
        reason = ngettext(
            "%(n)s agreement is not adopted, and no block plans for it.",
            "%(n)s agreements are not adopted, and no block plans for it.",
            number,
        ) % {"n": number}
        title = _("Plan to adopt the agreements")
        yield ChecklistItem("agreements", title, reason, agreements_page(meeting))


def missing_evaluation_block(meeting, times):
    """Of a meeting that is split, the second half has it."""
    if any(segment.kind == "evaluation" for segment in times.segments):
        return
    if not meeting.followed_by.filter(is_half=True).exists():
        yield ChecklistItem(
            "evaluation",
            _("Put the evaluation on the agenda"),
            _("Nobody fills it in at home."),
            agenda_page(meeting),
        )


#: In the order of urgency. Each is a generator of checklist items:
#: (meeting, its AgendaTimes) -> ChecklistItem.
CHECKS = [
    missing_place,
    missing_link,
    missing_topic,
    missing_speakers,
    missing_co_facilitators,
    unassigned_duties,
    nobody_to_greet,
    total_off_plan,
    late_pinned_blocks,
    missing_safety_monitor,
    missing_leads,
    unadopted_agreements,
    missing_evaluation_block,
]
