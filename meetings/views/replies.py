from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import IN_THE_ROOM, RUNS_IT
from cohorts.permissions import membership_link_page
from lib.paging import paginate_list
from people.models import Link

from ..actions.reminders import remind
from ..attendance_requirement import out_of_reach
from ..forms.replies import reply_form
from ..models import MeetingHasBegun, Reply
from ..pages.rsvp_summary import headcount
from ..permissions import meeting_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
@membership_link_page(Link.Purpose.REPLY)
def reply_link(request, link):
    """From the reminder: opening the link changes nothing, one of three buttons answers."""
    membership = link.membership
    if not membership.is_current:
        return render(request, "link_expired.html", status=410)
    meeting = get_object_or_404(membership.cohort.meetings, position=link.meeting_position)
    meeting.cohort = membership.cohort
    return reply_page(request, meeting, membership, redirect("meetings:reply-link"))


@require_http_methods(READ_AND_WRITE)
@meeting_page(*IN_THE_ROOM)
def reply(request, meeting):
    return reply_page(request, meeting, request.access.membership, redirect("meetings:reply", meeting.cohort.slug, meeting.position))


def reply_page(request, meeting, membership, back):
    said = meeting.replies.filter(membership=membership).first()
    form = reply_form(said, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return say(request, meeting, membership, form, back)
    words = {"meeting": meeting, "membership": membership, "form": form, "said": said, "access": getattr(request, "access", None)}
    return render(request, "meetings/reply_form.html", words)


def say(request, meeting, membership, form, back):
    try:
        Reply.objects.say(meeting=meeting, membership=membership, **form.cleaned_data)
        messages.success(request, _("We have your answer. Thank you."))
    except MeetingHasBegun:
        messages.warning(request, _("The meeting has begun, so this answer was not taken. Tell the facilitator."))
    return back


@require_safe
@meeting_page(*RUNS_IT)
def reply_list(request, meeting):
    heads = headcount(meeting)
    chosen = request.GET.get("answer", "")
    shown = [row for row in heads.rows if not chosen or row.answer == chosen or (chosen == "none" and not row.answer)]
    page = paginate_list(shown, request.GET, key=lambda row: row.membership.pk, size=60)
    words = {"meeting": meeting, "heads": heads, "page": page, "chips": chips(heads), "out_of_reach": out_of_reach(meeting)}
    return render(request, "meetings/reply_list.html", words)


def chips(heads):
    return [
        {"word": _("All"), "value": "", "count": heads.total},
        {"word": _("Coming"), "value": "coming", "count": heads.coming},
        {"word": _("Not coming"), "value": "not_coming", "count": heads.not_coming},
        {"word": _("Sends someone"), "value": "substitute", "count": heads.substitutes},
        {"word": _("Not answered"), "value": "none", "count": heads.not_answered},
    ]


@require_POST
@meeting_page(*RUNS_IT)
def reminder_send(request, meeting):
    try:
        letters = remind(meeting, by=request.user)
    except MeetingHasBegun:
        messages.warning(request, _("The meeting has begun. No reminder was sent."))
    else:
        messages.success(request, ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", letters) % {"n": letters})
    return redirect("meetings:reply-list", meeting.cohort.slug, meeting.position)
