from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.access import works_here
from lib.query import search_text

from ..pages.find import find_page


@require_safe
def find(request):
    """One search over all that the reader may see."""
    context = find_page(request.user, search_text(request.GET))
    context["is_staff"] = works_here(request.user)
    return render(request, "dashboards/find.html", context)
