"""The parts of a cohort: which is open, who goes on, and ending the places of the others."""

from collections import Counter
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.access import FACILITATOR, LEAD, STATE
from cohorts.models import StaffAct
from cohorts.permissions import cohort_page
from cohorts.views.look import FormPage, Look, look_or_perform, repeated
from lib.query import posted
from recruitment.actions.renewals import director_to_ask
from recruitment.forms.renewals import RenewalForm
from recruitment.pages.renewals import STATES, members_before, renewal_rows

from ..actions.end_places import end_places, ending_refusal, who_does_not_go_on
from ..actions.note_renewal import note_renewal
from ..actions.open_part import first_meeting, open_part, opening_refusal
from ..forms.parts import EndPlacesForm, OpenPartForm

READS, CHOOSES = (FACILITATOR, LEAD, STATE), (LEAD, STATE)


def get_part(cohort, number):
    """The CohortPart of a later part; 404 for the first one, which opens by publishing."""
    part = cohort.cohort_parts.select_related("part").filter(part__number=number).first()
    if part is None or number < 2:
        raise Http404
    part.cohort = cohort
    return part


@cohort_page(*READS)
@require_safe
def part_list(request, cohort):
    parts = list(cohort.cohort_parts.select_related("part"))
    for part in parts:
        part.cohort = cohort
        part.first_meeting = first_meeting(part)
        part.refusal = opening_refusal(part) if part.part.number > 1 else ""
    context = {"cohort": cohort, "parts": parts, "chooses": request.access.is_one_of(*CHOOSES)}
    return render(request, "lifecycle/part_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(*CHOOSES)
def part_open(request, cohort, number):
    """GET asks for the days, POST shows what follows, and a confirmed POST opens the part."""
    part = get_part(cohort, number)
    look = look_of(cohort, f"Open {part.part}", edit_word="Change the days")
    if response := repeated(request, look):
        return response
    if reason := opening_refusal(part):
        messages.info(request, reason)
        return redirect("lifecycle:part-list", cohort.slug)
    form = OpenPartForm(posted(request), cohort_part=part)
    context = {"cohort": cohort, "part": part, "first": first_meeting(part)}
    form_page = FormPage(request, form, "lifecycle/part_open.html", context)
    if form_page.is_wanted:
        return form_page.draw()
    return look_or_perform(
        request,
        look,
        lambda act: open_part(act, part, **form.cleaned_data),
        kind=StaffAct.Kind.PART_OPEN,
        cohort=cohort,
        form_page=form_page,
    )


@cohort_page(*READS)
@require_safe
def part_renewals(request, cohort, number):
    part = get_part(cohort, number)
    rows = renewal_rows(part)
    number_in = Counter(row.state for row in rows)
    context = {
        "cohort": cohort,
        "part": part,
        "rows": rows,
        "counts": [(word, number_in[state]) for state, (word, _pill) in STATES.items()],
        "chooses": request.access.is_one_of(*CHOOSES),
        "reason": ending_refusal(part),
        "may_note": part.still_takes_what_was_begun,
    }
    return render(request, "lifecycle/part_renewals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(*CHOOSES)
def part_renew(request, cohort, number, pk):
    """For a member who said so on the phone: GET asks who signs, POST shows what follows."""
    part = get_part(cohort, number)
    membership = get_object_or_404(members_before(part), pk=pk)
    asks, director = part.part.asks_sign_off, director_to_ask(membership)
    form = RenewalForm(posted(request), asks_sign_off=asks, director=director)
    page = reverse("lifecycle:part-renewals", args=[cohort.slug, number])
    context = {"cohort": cohort, "part": part, "membership": membership, "page": page}
    form_page = FormPage(request, form, "lifecycle/part_renew.html", context)
    if form_page.is_wanted:
        return form_page.draw()
    look = look_of(cohort, f"{membership.person} goes on", edit_word="Change who signs", page=page)
    verb = partial(note_renewal, membership, part, by=request.user, **form.cleaned_data)
    return look_or_perform(request, look, lambda act: verb(), form_page=form_page)


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(*CHOOSES)
def part_end_places(request, cohort, number):
    """GET lists who has not renewed, POST shows what follows, and a confirmed POST ends places."""
    part = get_part(cohort, number)
    rows = [] if ending_refusal(part) else who_does_not_go_on(part)
    if not rows:
        messages.info(request, ending_refusal(part) or "Everybody goes on. No place ends.")
        return redirect("lifecycle:part-renewals", cohort.slug, number)
    form = EndPlacesForm(posted(request), rows=rows)
    context = {"cohort": cohort, "part": part}
    page = FormPage(request, form, "lifecycle/part_end_places.html", context)
    if page.is_wanted:
        return page.draw()
    look = look_of(cohort, f"End places before {part.part}", edit_word="Change who")
    return look_or_perform(request, look, lambda act: end_places(part, form.chosen), form_page=page)


def look_of(cohort, heading, *, edit_word, page=""):
    page = page or reverse("lifecycle:part-list", args=[cohort.slug])
    return Look(
        heading,
        [(page, "Parts")],
        next=page,
        keep=page,
        keep_word="Not now",
        edit_word=edit_word,
    )
