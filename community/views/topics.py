"""The learning map: what the group wants to learn, when, and who speaks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import IN_THE_ROOM, RUNS_IT

from ..actions.topics import MOST_TOPICS, MapIsFull, map_of, propose, say
from ..forms.topic import PlaceForm, TopicForm, VoiceForm
from ..permissions import map_page, topic_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def to_the_map(cohort):
    return redirect("community:learning-map", cohort.slug)


def name_of_map(cohort):
    return _("Learning map") if cohort.guidebook.learning_map else _("Topics")


@require_safe
@map_page(*RUNS_IT, *IN_THE_ROOM)
def learning_map(request, cohort):
    return show_map(request, cohort, TopicForm())


def show_map(request, cohort, form):
    member = own_place(request)
    words = {
        "cohort": cohort,
        "name": name_of_map(cohort),
        "map": map_of(cohort, membership=member),
        "form": form,
        "member": member,
        "runs_it": request.access.is_one_of(*RUNS_IT),
    }
    return render(request, "community/learning_map.html", words)


def own_place(request):
    """The membership of a reader who is in the room as a member, or None."""
    return request.access.membership if request.access.is_one_of(*IN_THE_ROOM) else None


@require_POST
@map_page(*RUNS_IT, *IN_THE_ROOM)
def topic_add(request, cohort):
    form = TopicForm(request.POST)
    if not form.is_valid():
        return show_map(request, cohort, form)
    try:
        topic, is_new = propose(cohort, by=request.user, membership=own_place(request), **form.cleaned_data)
    except MapIsFull:
        form.add_error("title", _("There are %(n)s topics, which is as many as fit. Ask a facilitator to remove some.") % {"n": MOST_TOPICS})
        return show_map(request, cohort, form)
    said = _("“%(title)s” is on the list.") if is_new else _("“%(title)s” was on the list already.")
    messages.success(request, said % {"title": topic.title})
    return to_the_map(cohort)


@require_POST
@topic_page(*IN_THE_ROOM)
def topic_interest(request, topic):
    """A member wants it, or can speak about it, or takes that back."""
    form = VoiceForm(request.POST)
    if form.is_valid():
        say(topic, request.access.membership, **form.cleaned_data)
    return redirect(f"{to_the_map(topic.cohort).url}#topic-{topic.pk}")


@require_http_methods(READ_AND_WRITE)
@topic_page(*RUNS_IT)
def topic_schedule(request, topic):
    form = PlaceForm(request.POST if request.method == "POST" else None, topic=topic)
    if request.method == "POST" and form.is_valid() and placed(request, topic, form):
        return to_the_map(topic.cohort)
    words = {"cohort": topic.cohort, "name": name_of_map(topic.cohort), "topic": topic, "form": form}
    return render(request, "community/topic_schedule.html", words)


def placed(request, topic, form):
    """Whether the map holds it now; a guest without a gap is refused where members come first."""
    try:
        topic.place(by=request.user, **form.where())
    except ValueError as refusal:
        form.add_error("gap", str(refusal))
        return False
    messages.success(request, _("“%(title)s” stands at meeting %(n)s.") % {"title": topic.title, "n": topic.meeting.position})
    return True


@require_POST
@topic_page(*RUNS_IT)
def topic_unschedule(request, topic):
    topic.place(meeting=None, by=request.user)
    messages.success(request, _("“%(title)s” waits for a meeting again.") % {"title": topic.title})
    return to_the_map(topic.cohort)


@require_POST
@topic_page(*RUNS_IT)
def topic_complete(request, topic):
    """The group says it has learned what it wanted, from the day of the meeting on; or takes that back."""
    if "undo" in request.POST:
        topic.learned(by=request.user, on=None)
    elif topic.meeting is None or topic.meeting.days_ahead > 0:
        messages.warning(request, _("A topic is learned at its meeting: say so on the day or after it."))
    else:
        topic.learned(by=request.user, on=timezone.localdate(timezone=topic.cohort.zone))
        messages.success(request, _("“%(title)s” is learned.") % {"title": topic.title})
    return to_the_map(topic.cohort)


@require_http_methods(READ_AND_WRITE)
@topic_page(*RUNS_IT)
def topic_edit(request, topic):
    form = TopicForm(request.POST if request.method == "POST" else None, initial={"title": topic.title})
    if request.method == "POST" and form.is_valid():
        topic.title = form.cleaned_data["title"]
        topic.save(update_fields=["title"])
        messages.success(request, _("The topic now reads “%(title)s”.") % {"title": topic.title})
        return to_the_map(topic.cohort)
    words = {"cohort": topic.cohort, "name": name_of_map(topic.cohort), "topic": topic, "form": form}
    return render(request, "community/topic_edit.html", words)


@require_POST
@topic_page(*RUNS_IT)
def topic_remove(request, topic):
    topic.delete()
    messages.success(request, _("“%(title)s” is off the list.") % {"title": topic.title})
    return to_the_map(topic.cohort)
