from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Activity


@require_safe
def activity_list(request):
    """The library of activities: open to everybody who has signed in."""
    chosen = request.GET.get("kind", "")
    found = Activity.objects.filter(kind=chosen) if chosen in ("icebreaker", "teambuilding") else Activity.objects.all()
    page = Paginator(found.order_by("slug"), 30).get_page(request.GET.get("page"))
    chips = [
        {"word": _("All"), "value": ""},
        {"word": _("Icebreakers"), "value": "icebreaker"},
        {"word": _("Team building"), "value": "teambuilding"},
    ]
    return render(request, "meetings/activity_list.html", {"page": page, "chips": chips})


@require_safe
def activity_detail(request, activity):
    return render(request, "meetings/activity_detail.html", {"activity": get_object_or_404(Activity, slug=activity)})
