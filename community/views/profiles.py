"""Who is here: members, where they work and what they tell each other.

Only members and facilitators of the cohort read it.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.access import CURRENT_MEMBERS, FACILITATOR
from cohorts.actions.duties import duties_of
from lib.paging import paginate
from lib.query import posted

from ..actions.profiles import save_profile
from ..forms.profile import ProfileForm
from ..models import ProfileAnswer
from ..pages.profiles import cards_of, facilitators_here, members_here, with_answers
from ..permissions import profile_page

PAGE_SIZE = 40


@require_safe
@profile_page(FACILITATOR, *CURRENT_MEMBERS)
def profile_list(request, cohort):
    members = with_answers(members_here(cohort.memberships), cohort.today)
    page = paginate(members, request.GET, size=PAGE_SIZE)
    duties = duties_of(cohort)
    told = ProfileAnswer.objects.filter(membership__in=members_here(cohort.memberships))
    context = {
        "cohort": cohort,
        "page": page,
        "facilitators": facilitators_here(cohort, duties),
        "cards": cards_of(page, duties),
        "told": told.values("membership").distinct().count(),
        "own": request.access.membership if request.access.is_one_of(*CURRENT_MEMBERS) else None,
    }
    return render(request, "community/profile_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@profile_page(*CURRENT_MEMBERS)
def profile_edit(request, cohort):
    """What a member tells the others."""
    membership = request.access.membership
    form = ProfileForm(posted(request), membership=membership)
    if request.method == "POST" and form.is_valid():
        shows_place = form.cleaned_data["shows_place"]
        if save_profile(membership, form.answers, shows_place=shows_place):
            messages.success(request, _("Your card is here for the people of this group."))
        else:
            messages.success(request, _("Your card has no answers, so the others see your name."))
        return redirect("community:profile-list", cohort.slug)
    return render(request, "community/profile_form.html", {"cohort": cohort, "form": form})
