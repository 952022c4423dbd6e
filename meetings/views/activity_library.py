from django.core.validators import slug_re
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guidebooks.models import Activity
from lib.filters import chip
from lib.paging import paginate
from lib.query import parse_int

from ..documents.handouts import allergen_names


@require_safe
def activity_list(request):
    """The library of activities: open to everybody who has signed in."""
    chosen = request.GET.get("kind", "")
    found = (
        Activity.objects.filter(kind=chosen)
        if chosen in ("icebreaker", "teambuilding")
        else Activity.objects.all()
    )
    page = paginate(found.order_by("slug"), request.GET, size=30)
    chips = [
        chip(_("All"), ""),
        chip(_("Icebreakers"), "icebreaker"),
        chip(_("Team building"), "teambuilding"),
    ]
    return render(
        request,
        "meetings/activity_list.html",
        {"page": page, "chips": chips, "agenda": agenda_asked_for(request)},
    )


@require_safe
def activity_detail(request, activity):
    found = get_object_or_404(Activity, slug=activity)
    return render(
        request,
        "meetings/activity_detail.html",
        {
            "activity": found,
            "allergens": allergen_names(found),
            "agenda": agenda_asked_for(request),
        },
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
