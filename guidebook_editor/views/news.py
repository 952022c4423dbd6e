"""News about a guidebook, for its public page: written, edited, removed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.views.look import Look, look_or_perform
from guidebooks.models import News
from lib.paging import paginate
from lib.query import posted

from ..actions.library_acts import discard_news
from ..forms.news import NewsForm
from ..permissions import state_staff_page
from .catalog import get_own
from .form_page import render_form

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@state_staff_page
def news_list(request, networks, guidebook):
    own = get_own(networks, guidebook)
    page = paginate(news_of(own).order_by("-on", "-pk"), request.GET, size=30)
    return render(request, "guidebook_editor/news_list.html", {"guidebook": own, "page": page})


def news_of(guidebook):
    return News.objects.filter(network=guidebook.network_id, guidebook_slug=guidebook.slug)


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def news_add(request, networks, guidebook):
    own = get_own(networks, guidebook)
    entry = News(network_id=own.network_id, guidebook_slug=own.slug)
    return edit_news(request, own, entry, "Write news")


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def news_edit(request, networks, guidebook, row):
    own = get_own(networks, guidebook)
    entry = get_object_or_404(news_of(own), pk=row)
    return edit_news(request, own, entry, str(entry.title))


def edit_news(request, guidebook, entry, heading):
    form = NewsForm(posted(request), instance=entry)
    back = reverse("guidebook_editor:news-list", args=[guidebook.slug])
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"“{entry.title}” stands on the page of {guidebook.name}.")
        return redirect(back)
    context = {"form": form, "heading": heading, "back": back, "what": "piece of news"}
    context["back_word"] = f"News of {guidebook.name}"
    if entry.pk:
        context["remove"] = reverse("guidebook_editor:news-remove", args=[guidebook.slug, entry.pk])
    return render_form(request, "guidebook_editor/activity_form.html", context)


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def news_remove(request, networks, guidebook, row):
    own = get_own(networks, guidebook)
    entry = get_object_or_404(news_of(own), pk=row)
    back = reverse("guidebook_editor:news-list", args=[own.slug])
    look = Look(
        f"Remove “{entry.title}”",
        [(back, f"News of {own.name}")],
        next=back,
        keep=reverse("guidebook_editor:news-edit", args=[own.slug, entry.pk]),
        keep_word="Keep it",
    )
    return look_or_perform(request, look, lambda act: discard_news(entry))
