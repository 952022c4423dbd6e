from django.core.validators import slug_re
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.models import StaffRole
from guidebooks.models import Activity
from lib import record_walk
from lib.exports import export_response
from lib.filters import filter_chips
from lib.list_table import ListTable
from lib.query import parse_int
from lib.record_walk import carried_query

from ..documents.handouts import allergen_names
from ..exports.activities import KINDS, LibraryResource


@require_safe
def activity_list(request):
    """The library of activities: open to everybody who has signed in; whoever works here also
    chooses columns and takes it as a file.
    """
    chips, works_here = kind_filters(), StaffRole.objects.current().filter(person=request.user)
    table = ListTable(
        LibraryResource(),
        chosen_activities(request),
        request.GET,
        size=30,
        whole=chips[0]["count"],
        export=reverse("meetings:activity-export", args=["csv"]) if works_here.exists() else "",
    )
    context = {
        "table": table,
        "page": table.page,
        "chips": chips,
        "list_query": carried_query(request.GET),
    }
    return render(request, "meetings/activity_list.html", context)


def kind_filters():
    counts = Activity.objects.order_by().values_list("kind").annotate(number=Count("pk"))
    words = [("icebreaker", _("Icebreakers")), ("teambuilding", _("Team building"))]
    return filter_chips(words, dict(counts), all_word=_("All"))


def chosen_activities(request):
    kind = request.GET.get("kind", "")
    found = Activity.objects.filter(kind=kind) if kind in KINDS else Activity.objects.all()
    return found.order_by("slug")


@require_safe
def activity_export(request, ending):
    return export_response(
        LibraryResource(), chosen_activities(request), ending=ending, sent=request.GET
    )


@require_safe
def activity_detail(request, activity):
    found = get_object_or_404(Activity, slug=activity)
    context = {
        "activity": found,
        "allergens": allergen_names(found),
        "agenda": agenda_asked_for(request),
    }
    return render(request, "meetings/activity_detail.html", context | place_in_list(request, found))


def place_in_list(request, activity):
    """Context of components/record_walk.html: the activities before and after this one."""
    return record_walk.place_in_list(
        LibraryResource(),
        chosen_activities(request),
        Activity.objects.order_by("slug"),
        activity,
        request.GET,
        list_address=reverse("meetings:activity-list"),
        address_of=lambda row: reverse("meetings:activity-detail", args=[row.slug]),
    )


def agenda_asked_for(request):
    """The agenda somebody came from, to take an activity back to;
    whether they may is asked there.
    """
    slug, _slash, position = request.GET.get("agenda", "").rpartition("/")
    if not (slug_re.match(slug) and parse_int(position, max_digits=3) is not None):
        return None
    return {
        "name": f"{slug}/{position}",
        "add": reverse("meetings:block-add", args=[slug, position]),
        "position": position,
    }
