"""The learning map: what the group wants to learn, when, and who speaks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT
from cohorts.views.look import Look, look_or_perform

from ..actions import topics as actions
from ..actions.topic_acts import remove, unschedule
from ..forms.topic import InterestForm, ScheduleForm, TopicForm
from ..pages.learning_map import build_map, map_title
from ..permissions import learning_map_page, topic_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def redirect_to_map(cohort):
    return redirect("community:learning-map", cohort.slug)


@require_safe
@learning_map_page(*RUNS_IT, *CURRENT_MEMBERS)
def learning_map(request, cohort):
    return render_map(request, cohort, TopicForm())


def render_map(request, cohort, form):
    member = own_membership(request)
    context = {
        "cohort": cohort,
        "map_title": map_title(cohort.guidebook),
        "map": build_map(cohort, membership=member),
        "form": form,
        "member": member,
        "runs_it": request.access.is_one_of(*RUNS_IT),
    }
    return render(request, "community/learning_map.html", context)


def own_membership(request):
    """The reader's membership if they are a participant or graduate, or None."""
    return request.access.membership if request.access.is_one_of(*CURRENT_MEMBERS) else None


@require_POST
@learning_map_page(*RUNS_IT, *CURRENT_MEMBERS)
def topic_add(request, cohort):
    form = TopicForm(request.POST)
    if not form.is_valid():
        return render_map(request, cohort, form)
    try:
        topic, is_new = actions.propose_topic(
            cohort, person=request.user, membership=own_membership(request), **form.cleaned_data
        )
    except actions.TooManyTopicsError:
        too_many = _(
            "There are %(n)s topics, which is as many as fit. Ask a facilitator to remove some."
        )
        form.add_error("title", too_many % {"n": actions.MOST_TOPICS})
        return render_map(request, cohort, form)
    message = (
        _("“%(title)s” is on the list.") if is_new else _("“%(title)s” was on the list already.")
    )
    messages.success(request, message % {"title": topic.title})
    return redirect_to_map(cohort)


@require_POST
@topic_page(*CURRENT_MEMBERS)
def topic_interest(request, topic):
    """A member wants it or can speak about it, or takes that back."""
    form = InterestForm(request.POST)
    if form.is_valid():
        actions.set_interest(topic, request.access.membership, **form.cleaned_data)
    return redirect(f"{redirect_to_map(topic.cohort).url}#topic-{topic.pk}")


@require_http_methods(READ_AND_WRITE)
@topic_page(*RUNS_IT)
def topic_schedule(request, topic):
    form = ScheduleForm(request.POST if request.method == "POST" else None, topic=topic)
    if request.method == "POST" and form.is_valid():
        try:
            actions.schedule_topic(topic, **form.schedule())
        except ValueError as refusal:
            form.add_error("gap", str(refusal))
        else:
            message = _("“%(title)s” stands at meeting %(n)s.")
            messages.success(request, message % {"title": topic.title, "n": topic.meeting.position})
            return redirect_to_map(topic.cohort)
    return render_topic(request, "community/topic_schedule.html", topic, form)


def render_topic(request, template, topic, form):
    cohort = topic.cohort
    context = {
        "cohort": cohort,
        "map_title": map_title(cohort.guidebook),
        "topic": topic,
        "form": form,
    }
    return render(request, template, context)


@require_POST
@topic_page(*RUNS_IT)
def topic_unschedule(request, topic):
    heading = _("Take “%(title)s” off the map") % {"title": topic.title}
    return look_or_perform(request, look_of(topic, heading), lambda act: unschedule(topic))


@require_POST
@topic_page(*RUNS_IT)
def topic_complete(request, topic):
    """Marks the topic as learned today; with "undo", takes that back."""
    if "undo" in request.POST:
        actions.set_learned(topic, on=None)
    elif topic.can_be_learned:
        actions.set_learned(topic, on=topic.cohort.today)
        messages.success(request, _("“%(title)s” is learned.") % {"title": topic.title})
    else:
        messages.warning(
            request, _("A topic is learned at its meeting: say so on the day or after it.")
        )
    return redirect_to_map(topic.cohort)


@require_http_methods(READ_AND_WRITE)
@topic_page(*RUNS_IT)
def topic_edit(request, topic):
    form = TopicForm(
        request.POST if request.method == "POST" else None, initial={"title": topic.title}
    )
    if request.method == "POST" and form.is_valid():
        actions.rename_topic(topic, **form.cleaned_data)
        messages.success(request, _("The topic now reads “%(title)s”.") % {"title": topic.title})
        return redirect_to_map(topic.cohort)
    return render_topic(request, "community/topic_edit.html", topic, form)


@require_POST
@topic_page(*RUNS_IT)
def topic_remove(request, topic):
    heading = _("Take “%(title)s” off the list") % {"title": topic.title}
    return look_or_perform(request, look_of(topic, heading), lambda act: remove(topic))


def look_of(topic, heading):
    page = redirect_to_map(topic.cohort).url
    path = [(page, map_title(topic.cohort.guidebook))]
    return Look(heading, path, next=page, keep=page, keep_word=_("Keep it"))
