"""The learning map: what the group wants to learn, when, and who speaks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT
from cohorts.views.look import Look, look_or_perform
from lib.query import posted

from ..actions import topics as actions
from ..actions.topic_acts import remove, unschedule
from ..forms.topic import CarryForm, InterestForm, ScheduleForm, TopicForm
from ..pages.learning_map import build_map, map_title
from ..pages.open_topics import earlier_cohort, topics_to_carry
from ..permissions import learning_map_page, topic_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def redirect_to_map(cohort):
    return redirect("community:learning-map", cohort.slug)


@require_safe
@learning_map_page(*RUNS_IT, *CURRENT_MEMBERS)
def learning_map(request, cohort):
    return render_map(request, cohort, TopicForm())


def render_map(request, cohort, form):
    member, runs_it = own_membership(request), request.access.is_one_of(*RUNS_IT)
    may_carry = runs_it and not cohort.is_completed
    earlier = earlier_cohort(cohort, request.user) if may_carry else None
    context = {
        "map": build_map(cohort, membership=member),
        "form": form,
        "member": member,
        "runs_it": runs_it,
        "is_open": not cohort.is_completed,
        "earlier": earlier,
        "left_open": len(topics_to_carry(earlier, cohort)) if earlier else 0,
    }
    return render(request, "community/learning_map.html", context_of(cohort) | context)


def context_of(cohort):
    """What every page of topics shows."""
    return {"cohort": cohort, "map_title": map_title(cohort.guidebook)}


def say_closed(request, cohort):
    messages.warning(request, _("This cohort is completed, so its topics stay as they are."))
    return redirect_to_map(cohort)


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
    except actions.TopicsClosedError:
        return say_closed(request, cohort)
    except actions.TooManyTopicsError:
        form.add_error("title", too_many())
        return render_map(request, cohort, form)
    return say_proposed(request, topic, is_new)


def say_proposed(request, topic, is_new):
    message = (
        _("“%(title)s” is on the list.") if is_new else _("“%(title)s” was on the list already.")
    )
    messages.success(request, message % {"title": topic.title})
    return redirect_to_map(topic.cohort)


def too_many():
    text = _("There are %(n)s topics, which is as many as fit. Ask a facilitator to remove some.")
    return text % {"n": actions.MOST_TOPICS}


@require_http_methods(READ_AND_WRITE)
@learning_map_page(*RUNS_IT)
def topic_carry(request, cohort):
    """Open topics of the cycle before go on in this one."""
    earlier = earlier_cohort(cohort, request.user)
    topics = topics_to_carry(earlier, cohort) if earlier else []
    form = CarryForm(posted(request), topics=topics)
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.carry_topics(form.chosen(), cohort=cohort)
        except actions.TopicsClosedError:
            return say_closed(request, cohort)
        except actions.TooManyTopicsError:
            form.add_error("topics", too_many())
        else:
            text = ngettext("%(n)s topic goes on here.", "%(n)s topics go on here.", number)
            messages.success(request, text % {"n": number})
            return redirect_to_map(cohort)
    context = context_of(cohort) | {"earlier": earlier, "form": form}
    return render(request, "community/topic_carry.html", context)


@require_POST
@topic_page(*CURRENT_MEMBERS)
def topic_interest(request, topic):
    """A member wants it or can speak about it, or takes that back."""
    form = InterestForm(request.POST)
    if form.is_valid():
        try:
            actions.set_interest(topic, request.access.membership, **form.cleaned_data)
        except actions.TopicsClosedError:
            return say_closed(request, topic.cohort)
    return redirect(f"{redirect_to_map(topic.cohort).url}#topic-{topic.pk}")


@require_http_methods(READ_AND_WRITE)
@topic_page(*RUNS_IT)
def topic_schedule(request, topic):
    form = ScheduleForm(posted(request), topic=topic)
    if request.method == "POST" and form.is_valid():
        try:
            actions.schedule_topic(topic, **form.schedule())
        except actions.TopicsClosedError:
            return say_closed(request, topic.cohort)
        except actions.MeetingOverError as refusal:
            form.add_error("meeting", str(refusal))
        except ValueError as refusal:
            form.add_error("gap", str(refusal))
        else:
            return say_scheduled(request, topic)
    return render_topic(request, "community/topic_schedule.html", topic, form)


def say_scheduled(request, topic):
    message = _("“%(title)s” stands at meeting %(n)s.")
    messages.success(request, message % {"title": topic.title, "n": topic.meeting.position})
    return redirect_to_map(topic.cohort)


def render_topic(request, template, topic, form):
    context = context_of(topic.cohort) | {"topic": topic, "form": form}
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
    form = TopicForm(posted(request), initial={"title": topic.title})
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
