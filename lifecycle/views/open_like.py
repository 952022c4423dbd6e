from django.core.validators import slug_re
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cohorts.views.look import EDIT
from lib.paging import paginate
from meetings.models import AgendaSegment, LogisticsItem

from ..actions.open_like import cohorts_to_copy
from ..forms.open_like import LikeCohortForm
from ..forms.open_like_dates import LikeDatesForm
from ..shifted_dates import first_meeting_of, shift_sessions
from .open_cohort import open_and_go_there, places_to_open

#: What the second of the two pages sends beside its fields.
DATES = "dates"


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_open_like(request):
    """Without a cohort in the address, the list of those whose plan can be taken over. With one, a
    form; POST shows every date before anything is saved, and a POST of that page opens the cohort.
    """
    places = places_to_open(request.user)
    cohorts = cohorts_to_copy(by=request.user, **places)
    if "cohort" not in request.GET:
        return show_choices(request, cohorts)
    source = get_source(cohorts, request.GET["cohort"])
    form = LikeCohortForm(request.POST or None, source=source, **places)
    if not form.is_valid() or EDIT in request.POST:
        context = {"form": form, "source": source, "newer": newer_guidebook(source)}
        return render(request, "lifecycle/cohort_open_like.html", context)
    return show_dates_or_open(request, form)


def show_choices(request, cohorts):
    rows = cohorts.select_related("region", "guidebook").newest_first()
    context = {"page": paginate(rows, request.GET, size=30)}
    return render(request, "lifecycle/cohort_open_like_list.html", context)


def get_source(cohorts, slug):
    """The one of these cohorts that has this slug. Raises Http404 if none has."""
    related = cohorts.select_related("network", "region", "guidebook", "track")
    source = related.filter(slug=slug).first() if slug_re.match(slug) else None
    if source is None:
        raise Http404
    return source


def show_dates_or_open(request, form):
    """form: a LikeCohortForm that is valid."""
    sent = request.POST if DATES in request.POST else None
    dates = LikeDatesForm(sent, first=form, by=request.user)
    if not dates.is_valid() or dates.needs_confirmation:
        return show_dates(request, form, dates)
    return open_and_go_there(request, dates.plan, form_key=form.cleaned_data["form_key"])


def show_dates(request, form, dates):
    """What the new cohort gets, and on which days."""
    source, days = form.source, dates.days
    context = {
        "form": form,
        "dates": dates,
        "source": source,
        **numbers_of_what_comes_along(source, days),
        "sessions": [row for row in shift_sessions(source, days) if row.on],
        "deadlines": deadlines_there(source, dates),
        "weekday": weekday_sentence(form, dates),
    }
    return render(request, "lifecycle/cohort_open_like_dates.html", context)


def numbers_of_what_comes_along(source, days):
    """How many blocks, tasks and lines of the budget, and how much money these plan."""
    lines = source.budget_lines.all()
    return {
        "blocks": AgendaSegment.objects.filter(meeting__in=days).count(),
        "tasks": LogisticsItem.objects.filter(meeting__in=days).count(),
        "lines": lines.count(),
        "planned": lines.filter(source="budget").aggregate(all=Sum("planned"))["all"],
    }


def deadlines_there(source, dates):
    """[(the date there or None, the field of the new one)]"""
    part = source.part(1)
    return [(part.apply_by, dates["apply_by"]), (part.notice_on, dates["notice_on"])]


def weekday_sentence(form, dates):
    """That all meetings go to another weekday, because the first one does; "" if they stay."""
    first = first_meeting_of(form.source)
    was, now = first.on, dates.days.get(first.pk, form.cleaned_data["first_meeting_on"])
    if was.weekday() == now.weekday():
        return ""
    return (
        f"The first meeting was on a {was:%A} and is on a {now:%A} now, so the others are on other "
        "weekdays than there, too."
    )


def newer_guidebook(source):
    """A newer published version of the guidebook of this cohort, or None."""
    published = type(source.guidebook).objects.published().filter(slug=source.guidebook.slug)
    return published.filter(version__gt=source.guidebook.version).order_by("-version").first()
