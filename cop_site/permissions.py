"""Who may read the public pages of a guidebook: anybody."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from guidebooks.catalog import published_version_or_404


def guidebook_page(view):
    """Turn the slug into a published guidebook for anybody; `?version=2` asks for that version and is kept in links."""

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request, guidebook, *args, **kwargs):
        found = published_version_or_404(guidebook, request.GET.get("version", ""))
        found.keep = f"?version={found.version}" if request.GET.get("version") else ""
        return view(request, found, *args, **kwargs)

    return guarded
