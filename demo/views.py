"""Pages of the demonstration: sign in as any invented person, and read the letters."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.views.sign_in import forget_links, log_in
from cohorts.letters.compose import LINK
from cohorts.models import Letter
from cohorts.pages.letters import describe
from cop_site.demo_marker import is_demo_here
from lib.compression import shows_secret
from lib.paging import paginate
from lib.text import normalize_email
from people.models import Person

from .personas import personas as personas_of_demo
from .personas import personas_of_communities


def demo_page(view):
    """A page that answers 404 unless this request may use the demonstration
    (cop_site.demo_marker).
    """

    @login_not_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_demo_here(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_page
@require_safe
def personas(request):
    return render(
        request,
        "demo/persona_list.html",
        {"personas": personas_of_demo(), "elsewhere": personas_of_communities().items()},
    )


@demo_page
@require_POST
def become(request):
    person = get_object_or_404(
        Person,
        email_key=normalize_email(request.POST.get("email", "")[:254]),
        is_demo=True,
        is_active=True,
    )
    log_in(request, person)
    return forget_links(request, redirect("home"))


def demo_letters():
    """Letters of demo cohorts and people, and those without either, such as letters to a list
    of interest.
    """
    return Letter.objects.filter(
        Q(cohort__is_demo=True) | Q(person__is_demo=True) | Q(cohort=None, person=None)
    )


@demo_page
@require_safe
def mail_list(request):
    letters = demo_letters().select_related("act").defer("body", "demo_text")
    if address := request.GET.get("to", "")[:254]:
        letters = letters.filter(to_key__contains=normalize_email(address))
    page = paginate(letters, request.GET, size=25)
    for letter in page:
        describe(letter)
    return render(request, "demo/mail_list.html", {"page": page, "address": address})


@demo_page
@require_safe
@shows_secret
def mail_detail(request, pk):
    letter = get_object_or_404(demo_letters(), pk=pk)
    describe(letter)
    letter.body_without_link = letter.body.replace(LINK, "(the link stands here)")
    return render(request, "demo/mail_detail.html", {"letter": letter})
