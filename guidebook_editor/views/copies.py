"""Copying a meeting of a draft, and a block into a meeting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from guidebooks.actions.planned_meetings import copy_block, copy_meeting
from guidebooks.models import PlannedMeeting, PlannedSegment

from ..forms.meeting_items import BlockCopyForm
from ..forms.section_registry import item_title
from ..permissions import draft_page
from .items import MAX_ITEMS


@require_POST
@draft_page
def meeting_copy(request, draft, row):
    meetings = PlannedMeeting.objects.in_guidebook(draft)
    meeting = get_object_or_404(meetings, pk=row)
    if meetings.count() >= MAX_ITEMS:
        messages.warning(request, f"There are {MAX_ITEMS} meetings already. Remove one first.")
        return redirect("guidebook_editor:item-edit", draft.pk, "meetings", row)
    copy = copy_meeting(draft, meeting)
    messages.success(
        request,
        f"Meeting {copy.position} has the blocks and questions of meeting {meeting.position}. "
        "Give it a title and a week of its own; its budget is not copied.",
    )
    return redirect("guidebook_editor:item-edit", draft.pk, "meetings", copy.pk)


@require_POST
@draft_page
def block_copy(request, draft, row):
    blocks = PlannedSegment.objects.filter(planned_meeting__part__guidebook=draft)
    block = get_object_or_404(blocks, pk=row)
    form = BlockCopyForm(request.POST, draft=draft)
    meeting = form.cleaned_data["meeting"] if form.is_valid() else None
    if meeting is None or meeting.segments.count() >= MAX_ITEMS:
        messages.warning(request, "Choose the meeting that gets the copy.")
        return redirect("guidebook_editor:item-edit", draft.pk, "blocks", row)
    copy = copy_block(block, meeting)
    messages.success(
        request, f"“{item_title(copy)}” is the last block of meeting {meeting.position}, too."
    )
    return redirect("guidebook_editor:section-list-in", draft.pk, meeting.pk, "blocks")
