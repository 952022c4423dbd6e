from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.models import Cohort
from cohorts.pages.people import joined_into, people_seen_in
from cohorts.views.look import look_or_perform, wants_form
from lib.query import parse_int, posted, search_text
from people.models import PersonMerge

from ..actions.join_acts import join_records, undo_join
from ..forms.person_join import JoinForm
from ..pages.person_join import candidates, compared
from ..permissions import person_page, supervises_there
from .person_edit import look_at_person


@person_page()
@require_http_methods(["GET", "HEAD", "POST"])
def person_join(request, person):
    """Choose the other record; then both side by side; then what follows, and joining."""
    led = people_seen_in(Cohort.objects.led_by(request.user))
    key = parse_int(request.GET.get("other", ""))
    if key is None:
        return choose_other(request, person, led)
    if joined_into(led.filter(pk=person.pk), key):
        messages.info(request, "These two records are one already.")
        return redirect(person)
    other = get_object_or_404(led.filter(merged_into=None).exclude(pk=person.pk), pk=key)
    if supervises_there(request.user, other):
        raise Http404
    return compare_or_join(request, person, other)


def choose_other(request, person, led):
    """led: people among whom the reader may choose the other record."""
    query = search_text(request.GET)
    context = {"person": person, "query": query, "found": candidates(person, led, query)}
    return render(request, "lifecycle/person_join_choose.html", context)


def compare_or_join(request, person, other):
    form = JoinForm(posted(request), person=person, other=other)
    if wants_form(request) or not form.is_valid():
        rows = compared(person, other, form)
        context = {"person": person, "other": other, "form": form, "rows": rows}
        return render(request, "lifecycle/person_join.html", context)
    return look_or_perform(
        request,
        look_at_person(person, f"Join two records of {person}", keep_word="Keep them apart"),
        lambda act: join_records(person, other, by=request.user, values=form.values()),
    )


@person_page()
@require_POST
def join_undo(request, person, merge):
    rows = PersonMerge.objects.select_related("kept", "merged").filter(kept=person)
    merge = get_object_or_404(rows, pk=merge)
    look = look_at_person(person, "Make two records of one again", edit_word="")
    return look_or_perform(request, look, lambda act: undo_join(merge, by=request.user))
