"""Become anyone and read the mail: pages that exist only for the demonstration's invented people."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cohorts.models import Letter, Person
from cop_site.demo.marker import is_demo_here
from cop_site.demo.people import personas as personas_of_demo
from cop_site.demo.people import personas_elsewhere
from cop_site.lib.keyset import page_of
from cop_site.views.sign_in import forget_links, let_in


def demo_page(view):
    """Not there at all unless this is the demonstration, seen from this machine."""

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
    return render(request, "cop_site/demo_personas.html", {"personas": personas_of_demo(), "elsewhere": personas_elsewhere().items()})


@demo_page
@require_POST
def become(request):
    person = get_object_or_404(Person, email_key=Person.key_of(request.POST.get("email", "")[:254]), is_demo=True, is_active=True)
    let_in(request, person)
    return forget_links(request, redirect("home"))


def letters_of_demo():
    """Also those about nobody in particular, such as a list of interest: the demonstration holds nobody else's."""
    return Letter.objects.filter(Q(cohort__is_demo=True) | Q(person__is_demo=True) | Q(cohort=None, person=None))


@demo_page
@require_safe
def mail_list(request):
    letters = letters_of_demo().defer("body", "demo_text")
    if address := request.GET.get("to", "")[:254]:
        letters = letters.filter(to_key=Person.key_of(address))
    page = page_of(letters, request.GET, size=25)
    return render(request, "cop_site/demo_mail_list.html", {"page": page, "address": address})


@demo_page
@require_safe
def mail_detail(request, pk):
    letter = get_object_or_404(letters_of_demo(), pk=pk)
    return render(request, "cop_site/demo_mail_detail.html", {"letter": letter})
