"""The activities of the networks that somebody works for: made, edited, removed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.views.look import Look, look_or_perform
from guidebooks.actions.library import save_activity
from guidebooks.models import Activity, PlannedSegment
from lib.cloning import unsaved_copy
from lib.paging import paginate
from lib.query import posted

from ..actions.library_acts import discard_activity
from ..forms.activities import ActivityForm
from ..permissions import state_staff_page
from .form_page import render_form

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@state_staff_page
def activity_list(request, networks):
    activities = Activity.objects.select_related("network").order_by("slug")
    own = activities.filter(network__in=networks)
    context = {
        "page": paginate(own, request.GET, size=30),
        "others": activities.exclude(network__in=networks)[:100],
    }
    return render(request, "guidebook_editor/activity_list.html", context)


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def activity_add(request, networks):
    """`?like=` names an activity, of any network, to begin with."""
    activity = Activity(network=networks[0])
    if like := Activity.objects.filter(slug=request.GET.get("like", "")[:50]).first():
        activity = unsaved_copy(like, network=networks[0], slug="")
    return edit_activity(request, activity, "Add an activity")


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def activity_edit(request, networks, activity):
    found = get_object_or_404(Activity, slug=activity, network__in=networks)
    return edit_activity(request, found, str(found.name))


def edit_activity(request, activity, heading):
    form = ActivityForm(posted(request), instance=activity)
    if request.method == "POST" and form.is_valid():
        save_activity(form.save(commit=False))
        messages.success(request, f"“{activity.name}” is saved.")
        return redirect("guidebook_editor:activity-list")
    context = {"form": form, "heading": heading, "activity": activity, "what": "activity"}
    context |= {"back": reverse("guidebook_editor:activity-list"), "back_word": "Activities"}
    context["used"] = used(activity) if activity.pk else 0
    if activity.pk:
        context["remove"] = reverse("guidebook_editor:activity-remove", args=[activity.slug])
    return render_form(request, "guidebook_editor/activity_form.html", context)


def used(activity):
    """On how many planned agendas it stands."""
    blocks = PlannedSegment.objects.filter(activity=activity)
    return blocks.values("planned_meeting").distinct().count()


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def activity_remove(request, networks, activity):
    found = get_object_or_404(Activity, slug=activity, network__in=networks)
    keep = reverse("guidebook_editor:activity-edit", args=[found.slug])
    look = Look(
        f"Remove “{found.name}”",
        [(keep, str(found.name))],
        next=reverse("guidebook_editor:activity-list"),
        keep=keep,
        keep_word="Keep it",
    )
    return look_or_perform(request, look, lambda act: discard_activity(found))
