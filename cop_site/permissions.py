"""The decorator of the public pages of a guidebook, which anybody may read."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from cohorts.models import Cohort
from guidebooks.catalog import published_version_or_404


def is_recruited_for(slug):
    """Whether a public cohort of the guidebook with this slug takes applications."""
    public = Cohort.objects.filter(guidebook__slug=slug, published_at__isnull=False)
    return public.filter(status=Cohort.Status.RECRUITING).exists()


def guidebook_page(view):
    """A public page: the view gets (request, the published guidebook of this slug, …);
    404 where there is none. The pages of a withdrawn guidebook are there only while a public cohort
    of it takes applications, because its applicants are led here.

    `?version=2` asks for that version; `version_query` of the guidebook keeps it in links.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request, guidebook, *args, **kwargs):
        found = published_version_or_404(
            guidebook, request.GET.get("version", ""), also_withdrawn=is_recruited_for(guidebook)
        )
        found.version_query = f"?version={found.version}" if request.GET.get("version") else ""
        return view(request, found, *args, **kwargs)

    return guarded
