"""The decorator of the public pages of a guidebook, which anybody may read."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from guidebooks.catalog import published_version_or_404


def guidebook_page(view):
    """A public page: the view gets (request, the published guidebook of this slug, …);
    404 where there is none.

    `?version=2` asks for that version; `version_query` of the guidebook keeps it in links.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request, guidebook, *args, **kwargs):
        found = published_version_or_404(guidebook, request.GET.get("version", ""))
        found.version_query = f"?version={found.version}" if request.GET.get("version") else ""
        return view(request, found, *args, **kwargs)

    return guarded
