from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboards.views.today import render_today
from recruitment.draft_owner import DraftOwner

from ..public_home import public_home
from ..recruiting_cohorts import recruiting_cohorts


@login_not_required
@require_safe
def home(request):
    """The public start page, which names the groups that take applications; for whoever is signed
    in, the page Today, and with `?groups` the cohorts that take applications.
    """
    person = request.user
    if person.is_authenticated and "groups" not in request.GET:
        return render_today(request)
    begun = DraftOwner(request).begun_here()
    if person.is_authenticated:
        context = recruiting_cohorts(person, begun=begun and begun.cohort)
        return render(request, "cop_site/cohort_recruiting.html", context)
    context = public_home() | {"begun": begun and begun.cohort}
    return render(request, "cop_site/home.html", context)
