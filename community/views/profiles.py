"""What members tell each other of themselves.

Only members and facilitators of the cohort read it.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.access import CURRENT_MEMBERS, FACILITATOR
from lib.paging import paginate

from ..actions.profiles import save_profile
from ..forms.profile import profile_form
from ..pages.profiles import members_with_profile, profile_cards
from ..permissions import profile_page

PAGE_SIZE = 24


@require_safe
@profile_page(FACILITATOR, *CURRENT_MEMBERS)
def profile_list(request, cohort):
    page = paginate(members_with_profile(cohort.memberships), request.GET, size=PAGE_SIZE)
    context = {
        "cohort": cohort,
        "page": page,
        "cards": profile_cards(page),
        "told": page.total,
        "members": cohort.memberships.current().count(),
        "is_member": request.access.is_one_of(*CURRENT_MEMBERS),
    }
    return render(request, "community/profile_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@profile_page(*CURRENT_MEMBERS)
def profile_edit(request, cohort):
    """A member's own profile."""
    membership = request.access.membership
    form = profile_form(membership, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        profile = save_profile(membership, **form.cleaned_data)
        if profile.is_empty:
            messages.success(request, _("Your card is empty, so nobody sees one."))
        else:
            messages.success(request, _("Your card is here for the people of this group."))
        return redirect("community:profile-list", cohort.slug)
    return render(request, "community/profile_form.html", {"cohort": cohort, "form": form})
