from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import state_networks
from cohorts.models import Cohort
from cohorts.pages.people import people_seen_in
from cohorts.views.look import FormPage, look_or_perform, verb_of
from lib.query import posted
from people.models import ProgramSite

from ..actions.place_acts import end_site, move_to_site, reopen_site
from ..forms.person_place import CloseSiteForm, PlaceForm
from ..permissions import cohort_of, person_page
from .person_edit import look_at_person


@person_page()
@require_http_methods(["GET", "HEAD", "POST"])
def person_place(request, person):
    cohort = cohort_of(request.user, person)
    form = PlaceForm(posted(request), person=person, cohort=cohort)
    page = FormPage(request, form, "lifecycle/person_place.html", {"person": person})
    if page.is_wanted:
        return page.draw()
    where = {name: form.cleaned_data[name] for name in ("agency", "site", "county")}
    look = look_at_person(person, f"Another site or funding of {person}")
    where |= {"network": cohort.network} | form.changes()
    verb = verb_of(move_to_site, person, by=request.user, **where)
    return look_or_perform(request, look, verb, form_page=page)


def site_and_person(request, pk):
    """(the site, somebody who works or worked there whom the reader may mend, all of them).

    Raises Http404 for a site where nobody does.
    """
    seen = people_seen_in(Cohort.objects.led_by(request.user))
    site = get_object_or_404(ProgramSite.objects.select_related("organization"), pk=pk)
    newest = site.placements.filter(person__in=seen).order_by("-starts_on", "-pk").first()
    if newest is None:
        raise Http404
    return site, newest.person, seen


@require_http_methods(["GET", "HEAD", "POST"])
def site_close(request, pk):
    site, person, seen = site_and_person(request, pk)
    form = CloseSiteForm(posted(request), today=timezone.localdate())
    page = FormPage(request, form, "lifecycle/site_close.html", {"site": site, "person": person})
    if page.is_wanted:
        return page.draw()
    everybody = site.organization.network in state_networks(request.user)
    seen = site.placements.values("person") if everybody else seen.values("pk")
    words = {"keep_word": "Keep it open", "edit_word": "Change the day"}
    look = look_at_person(person, f"{site} closes", **words)
    verb = verb_of(end_site, site, on=form.cleaned_data["on"], by=request.user, seen=seen)
    return look_or_perform(request, look, verb, form_page=page)


@require_POST
def site_reopen(request, pk):
    site, person, _seen = site_and_person(request, pk)
    heading = f"{site} is open again"
    look = look_at_person(person, heading, keep_word="Leave it closed", edit_word="")
    return look_or_perform(request, look, lambda act: reopen_site(site))
