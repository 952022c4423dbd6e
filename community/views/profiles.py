"""Who we are: what members tell each other of themselves. Nobody outside the room reads it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.access import FACILITATOR, IN_THE_ROOM
from lib.paging import paginate

from ..forms.profile import profile_form
from ..models import Profile
from ..pages.profiles import cards_of, told_by
from ..permissions import people_page

A_PAGE = 24


@require_safe
@people_page(FACILITATOR, *IN_THE_ROOM)
def profile_list(request, cohort):
    page = paginate(told_by(cohort), request.GET, size=A_PAGE)
    words = {
        "cohort": cohort,
        "page": page,
        "cards": cards_of(page),
        "told": page.total,
        "members": cohort.memberships.current().count(),
        "is_member": request.access.is_one_of(*IN_THE_ROOM),
    }
    return render(request, "community/profile_list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@people_page(*IN_THE_ROOM)
def profile_edit(request, cohort):
    membership = request.access.membership
    form = profile_form(membership, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        profile = Profile.tell(membership, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your card is empty, so nobody sees one.") if profile.is_empty else _("Your card is here for the people of this group."))
        return redirect("community:profile-list", cohort.slug)
    return render(request, "community/profile_form.html", {"cohort": cohort, "form": form})
