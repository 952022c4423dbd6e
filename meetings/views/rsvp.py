from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT
from cohorts.models import StaffAct
from cohorts.pages.people_to_call import people_to_call
from cohorts.permissions import membership_link_page
from cohorts.views.look import Look, look_or_perform
from lib.exports import export_response
from lib.list_table import ListTable
from lib.query import search_text
from people.languages import language_asked_in_form, remember_language
from people.models import Link

from ..actions.meeting_acts import remind_members
from ..actions.meeting_reminders import members_to_remind, reminded_lately
from ..exports.replies import ReplyResource
from ..forms.rsvp import labels_of_fields, reply_form
from ..graduation_rule import cannot_reach_minimum
from ..models import MeetingHasBegun, Reply
from ..pages.rsvp import (
    answer_filters,
    answers_of,
    filter_answers,
    rsvp_summary,
    with_earlier_answers,
)
from ..permissions import meeting_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
@membership_link_page(Link.Purpose.REPLY, labels_of=labels_of_fields)
def reply_link(request, link):
    """The reply page for a member who came by the link of a reminder, without signing in."""
    membership = link.membership
    if not membership.is_current:
        return render(request, "link_expired.html", status=410)
    meeting = get_object_or_404(membership.cohort.meetings, position=link.meeting_position)
    return edit_reply(request, meeting, membership, redirect("meetings:reply-link"))


@require_http_methods(READ_AND_WRITE)
@meeting_page(*CURRENT_MEMBERS)
def reply(request, meeting):
    return edit_reply(
        request,
        meeting,
        request.access.membership,
        redirect("meetings:reply", meeting.cohort.slug, meeting.position),
    )


def edit_reply(request, meeting, membership, back):
    """The form and its answer; `back` is the redirect to this page again."""
    found = meeting.replies.filter(membership=membership).first()
    existing = found if found and found.answered_for == meeting.on else None
    language = language_asked_in_form(request)
    sent = request.POST if request.method == "POST" and not language else None
    typed = request.POST.dict() if language else {}
    form = reply_form(meeting, membership, existing, needs=found, data=sent, typed=typed)
    if form.is_bound and form.is_valid():
        return submit_reply(request, meeting, membership, form, back)
    context = {
        "meeting": meeting,
        "membership": membership,
        "form": form,
        "typed": typed,
        "reply": existing,
        "earlier": found if existing is None else None,
        "access": getattr(request, "access", None),
        "to_call": people_to_call(meeting.cohort),
        "language_form": "" if meeting.has_begun else "reply",
    }
    page = render(request, "meetings/reply_form.html", context)
    return remember_language(request, page, language)


def submit_reply(request, meeting, membership, form, back):
    try:
        Reply.objects.save_answer(meeting=meeting, membership=membership, **form.cleaned_data)
        messages.success(request, _("We have your answer. Thank you."))
    except MeetingHasBegun:
        messages.warning(
            request, _("The meeting has begun, so this answer was not taken. Tell the facilitator.")
        )
    return back


@require_safe
@meeting_page(*RUNS_IT)
def reply_list(request, meeting):
    rsvp = rsvp_summary(meeting)
    chips = answer_filters(rsvp)
    table = ListTable(
        ReplyResource(),
        chosen_answers(request, meeting),
        request.GET,
        size=60,
        whole=rsvp.total,
        export=reverse(
            "meetings:reply-export", args=[meeting.cohort.slug, meeting.position, "csv"]
        ),
    )
    with_earlier_answers(table.page)
    context = {
        "meeting": meeting,
        "rsvp": rsvp,
        "table": table,
        "page": table.page,
        "chips": chips,
        "cannot_reach_minimum": cannot_reach_minimum(meeting),
        "reminded": reminded_lately(meeting),
        "to_remind": len(members_to_remind(meeting)) if not meeting.has_begun else 0,
    }
    return render(request, "meetings/reply_list.html", context)


def chosen_answers(request, meeting):
    return filter_answers(
        answers_of(meeting), answer=request.GET.get("answer", ""), query=search_text(request.GET)
    )


@require_safe
@meeting_page(*RUNS_IT)
def reply_export(request, meeting, ending):
    return export_response(
        ReplyResource(),
        chosen_answers(request, meeting),
        ending=ending,
        slug=f"{meeting.cohort.slug}-meeting-{meeting.position}",
        scope=meeting,
        sent=request.GET,
    )


@require_POST
@meeting_page(*RUNS_IT)
def reminder_send(request, meeting):
    page = reverse("meetings:reply-list", args=[meeting.cohort.slug, meeting.position])
    heading = _("Remind who has not answered for meeting %(n)s") % {"n": meeting.number}
    path = [(meeting.cohort.get_absolute_url(), meeting.cohort.name), (page, _("Answers"))]
    look = Look(heading, path, next=page, keep=page, keep_word=_("Remind nobody now"))
    return look_or_perform(
        request,
        look,
        lambda act: remind_members(act, meeting),
        kind=StaffAct.Kind.MEETING_REMINDER,
        cohort=meeting.cohort,
    )
