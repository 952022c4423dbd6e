"""What is still missing for a meeting, computed from its agenda, place and agreements."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.duties import co_facilitators, duties_without_anybody


@dataclass(frozen=True)
class Gap:
    """One thing to do before the day: the act, why, and where it is done."""

    act: str
    why: str
    href: str


def gaps_of(meeting, times):
    """In the order of what stops the day first."""
    finders = [no_place, no_link, no_topic, nobody_speaks, too_few_co_facilitators, duties_open, wrong_total, late_pins, no_monitor, no_lead, not_adopted, no_evaluation_block]
    return [gap for find in finders for gap in find(meeting, times)]


def page(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.cohort.slug, meeting.position, *more])


def edit_page(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


def no_place(meeting, times):
    if meeting.has_room and not meeting.place_name:
        yield Gap(_("Name the place"), _("Nobody can be told where to come."), edit_page(meeting))


def no_link(meeting, times):
    if meeting.is_online and not meeting.link_url:
        yield Gap(_("Add the link"), _("Nobody can join online."), edit_page(meeting))
    elif meeting.is_online and not meeting.phone:
        yield Gap(_("Add a phone number"), _("Whoever has no connection calls in."), edit_page(meeting))


def no_topic(meeting, times):
    if meeting.topic_open and not meeting.topics.exists():
        why = _("The group chooses what this meeting is about.")
        yield Gap(_("Choose the topic"), why, reverse("community:learning-map", args=[meeting.cohort.slug]))


def nobody_speaks(meeting, times):
    silent = meeting.topics.filter(guest="").exclude(presenter__left_on=None, presenter__isnull=False).count()
    if silent:
        act = ngettext("Say who speaks about %(n)s topic", "Say who speaks about %(n)s topics", silent) % {"n": silent}
        yield Gap(act, _("Members who can are named on the map."), reverse("community:learning-map", args=[meeting.cohort.slug]))


def too_few_co_facilitators(meeting, times):
    named, asked = co_facilitators(meeting.cohort) if meeting.cohort.guidebook.co_facilitators_minimum else (0, 0)
    if named < asked:
        act = ngettext("Name one more co-facilitator", "Name %(n)s more co-facilitators", asked - named) % {"n": asked - named}
        why = _("The guidebook asks for %(asked)s, and %(named)s are named.") % {"asked": asked, "named": named}
        yield Gap(act, why, staff_page(meeting))


def duties_open(meeting, times):
    number = duties_without_anybody(meeting.cohort)
    if number:
        act = ngettext("Say who has %(n)s duty", "Say who has %(n)s duties", number) % {"n": number}
        yield Gap(act, _("Whoever facilitates shares them out."), staff_page(meeting))


def staff_page(meeting):
    return reverse("cohorts:staff-role-list", args=[meeting.cohort.slug])


def wrong_total(meeting, times):
    total, planned = times.total, times.planned
    if times.over:
        why = _("%(total)s of %(planned)s minutes, %(over)s over.") % {"total": total, "planned": planned, "over": times.over}
        yield Gap(_("Bring the agenda to %(planned)s minutes") % {"planned": planned}, why, page("agenda-edit", meeting))
    elif times.under:
        why = _("%(total)s of %(planned)s minutes, %(under)s free.") % {"total": total, "planned": planned, "under": times.under}
        yield Gap(_("Fill the agenda to %(planned)s minutes") % {"planned": planned}, why, page("agenda-edit", meeting))


def late_pins(meeting, times):
    for block in times.late_pins:
        why = _("It is pinned and would begin %(late)s minutes late.") % {"late": block.minutes_late}
        yield Gap(_("Make room for “%(title)s”") % {"title": block.segment.title}, why, page("agenda-edit", meeting))


def no_monitor(meeting, times):
    for segment in times.segments:
        if segment.needs_safety_monitor:
            why = _("For %(activity)s, which cannot run without one.") % {"activity": segment.title}
            yield Gap(_("Name a safety monitor"), why, page("activity-run-edit", meeting, segment.pk))


def no_lead(meeting, times):
    alone = [str(segment.title) for segment in times.segments if not segment.lead]
    if alone:
        act = ngettext("Say who leads %(n)s block", "Say who leads %(n)s blocks", len(alone)) % {"n": len(alone)}
        yield Gap(act, ", ".join(alone[:4]) + ".", page("agenda-edit", meeting))


def not_adopted(meeting, times):
    """Agreements are adopted in the first meeting's room, so they are missing only where nobody plans to."""
    if any(segment.kind == "agreements" for segment in times.segments):
        return
    waiting = [a for a in meeting.cohort.agreements.in_force().prefetch_related("ratifications") if not a.is_adopted]
    if waiting:
        why = ngettext("%(n)s agreement is not adopted, and no block plans for it.", "%(n)s agreements are not adopted, and no block plans for it.", len(waiting))
        yield Gap(_("Plan to adopt the agreements"), why % {"n": len(waiting)}, reverse("meetings:agreement-list", args=[meeting.cohort.slug]))


def no_evaluation_block(meeting, times):
    if not any(segment.kind == "evaluation" for segment in times.segments):
        yield Gap(_("Put the evaluation on the agenda"), _("Nobody fills it in at home."), page("agenda-edit", meeting))
