from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cohorts.access import state_networks
from cohorts.models import Cohort
from cohorts.pages.people import people_seen_in
from cohorts.views.look import Look, look_or_perform, wants_form
from people.models import ProgramSite

from ..actions.place_acts import end_site, move_to_site
from ..forms.person_place import CloseSiteForm, PlaceForm
from ..permissions import cohort_of, person_page
from .person_edit import look_at_person


@person_page()
@require_http_methods(["GET", "HEAD", "POST"])
def person_place(request, person):
    cohort = cohort_of(request.user, person)
    form = PlaceForm(
        request.POST if request.method == "POST" else None, person=person, cohort=cohort
    )
    if wants_form(request) or not form.is_valid():
        return render(request, "lifecycle/person_place.html", {"person": person, "form": form})
    where = {name: form.cleaned_data[name] for name in ("agency", "site", "county")}
    return look_or_perform(
        request,
        look_at_person(person, f"Another site or funding of {person}"),
        lambda act: move_to_site(
            person, network=cohort.network, by=request.user, **where, **form.changes()
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def site_close(request, pk):
    """A site where somebody works whom the reader may mend, or any of the reader's network."""
    seen = people_seen_in(Cohort.objects.led_by(request.user))
    site = get_object_or_404(ProgramSite.objects.select_related("organization"), pk=pk)
    if not site.placements.filter(person__in=seen).exists():
        raise Http404
    form = CloseSiteForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    person = site.placements.filter(person__in=seen).order_by("-starts_on").first().person
    if wants_form(request) or not form.is_valid():
        context = {"site": site, "person": person, "form": form}
        return render(request, "lifecycle/site_close.html", context)
    page = person.get_absolute_url()
    look = Look(
        f"{site} closes",
        [(page, str(person))],
        next=page,
        keep=page,
        keep_word="Keep it open",
        edit_word="Change the day",
    )
    everybody = site.organization.network in state_networks(request.user)
    return look_or_perform(
        request,
        look,
        lambda act: end_site(
            site,
            on=form.cleaned_data["on"],
            by=request.user,
            seen=site.placements.values("person") if everybody else seen.values("pk"),
        ),
    )
