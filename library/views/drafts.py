"""Guidebooks made in the browser: the list, copying, the next version, and a draft from its first word to publishing."""

from itertools import groupby

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guidebooks.actions.drafts import copy_into, discard, free_slug, start_version
from guidebooks.actions.questions import questions_of
from guidebooks.models import Guidebook

from ..forms.drafts import CopyForm, LabelsForm
from ..forms.section_registry import TABLE, WRITING
from ..forms.sections import BasicsForm
from ..pages.missing_translations import without_spanish
from ..pages.publish_checks import Draft
from ..permissions import draft_page, staff_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: More than anybody reads on one page; the public list pages through all of them.
MOST = 100
QUESTIONS = {"word": "questions", "title": "Evaluation questions", "chapter": WRITING}
NAMES = {section.word: section.title for section in TABLE} | {"basics": "Basics", "labels": "Words of the application", "questions": QUESTIONS["title"]}


@require_safe
@staff_page
def draft_list(request, networks):
    newest = Guidebook.objects.published().newest_versions()
    published = Guidebook.objects.filter(pk__in=newest.values("pk")).select_related("network").order_by("slug")
    ours = [network.pk for network in networks]
    words = {
        "drafts": Guidebook.objects.drafts().filter(network__in=ours).select_related("network", "created_by", "copied_from").order_by("slug")[:MOST],
        "ours": published.filter(network__in=ours)[:MOST],
        "others": published.exclude(network__in=ours)[:MOST],
        "networks": networks,
    }
    return render(request, "library/draft_list.html", words)


@require_http_methods(READ_AND_WRITE)
@staff_page
def guidebook_copy(request, networks, guidebook):
    original = newest_published(guidebook)
    first = {"name": original.name, "slug": free_slug(original.slug), "network": networks[0]}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=first, networks=networks)
    if request.method == "POST" and form.is_valid():
        if draft := copied(form, original, by=request.user):
            messages.success(request, f"{draft.name} is a draft now. It says what {original} says; change what you like.")
            return redirect("library:draft-detail", draft.pk)
        form.add_error("slug", "Another guidebook has this word. Choose another.")
    return render(request, "library/draft_copy.html", {"form": form, "original": original})


def copied(form, original, *, by):
    """The draft; None when somebody took the word at this moment."""
    given = form.cleaned_data
    try:
        return copy_into(given["network"], original, name=given["name"], slug=given["slug"], by=by)
    except IntegrityError:
        return None


@require_POST
@staff_page
def guidebook_version(request, networks, guidebook):
    published = newest_published(guidebook)
    if published.network not in networks:
        messages.warning(request, f"{published.name} belongs to {published.network}. You can copy it.")
        return redirect("library:guidebook-copy", guidebook)
    draft, is_new = start_version(published, by=request.user)
    if not is_new:
        messages.info(request, f"Version {draft.version} was begun already. Here it is.")
    return redirect("library:draft-detail", draft.pk)


def newest_published(slug):
    return get_object_or_404(Guidebook.objects.published().newest_versions().select_related("network"), slug=slug)


@require_safe
@draft_page
def draft_detail(request, draft):
    return hub(request, draft)


def hub(request, draft, *, status=200, asks_again=False):
    look = Draft(draft)
    gaps = without_spanish(draft) if "es" in draft.network.languages else []
    words = {"draft": draft, "musts": look.must_mend(), "odd": look.is_odd(), "gaps": gaps, "asks_again": asks_again}
    words["gaps_by_section"] = [(NAMES.get(word, word), list(found)) for word, found in groupby(gaps, lambda gap: gap.section)]
    return render(request, "library/draft_detail.html", words | {"rows": list(contents(draft, words["musts"], gaps))}, status=status)


def contents(draft, musts, gaps):
    """Each section with how many rows it has, and what is said about it."""
    findings = [finding.section for finding in musts]
    for section in TABLE:
        if section.word != "blocks":
            yield {"section": section, "count": section.rows(draft).count(), **state_of(section.word, findings, gaps)}
    yield {"section": QUESTIONS, "count": questions_of(draft).count(), **state_of("questions", findings, gaps)}


def state_of(word, findings, gaps):
    like = {word, "blocks"} if word == "meetings" else {word}
    return {"musts": sum(found in like for found in findings), "gaps": sum(gap.section in like for gap in gaps)}


@require_POST
@draft_page
def draft_publish(request, draft):
    if Draft(draft).must_mend():
        return hub(request, draft, status=409)
    if "es" in draft.network.languages and without_spanish(draft) and not request.POST.get("anyway"):
        return hub(request, draft, status=409, asks_again=True)
    draft.publish(by=request.user)
    messages.success(request, f"{draft} is published. Cohorts can open from it; those that run keep the version they began with.")
    return redirect("library:draft-list")


@require_http_methods(READ_AND_WRITE)
@draft_page
def draft_discard(request, draft):
    if request.method != "POST":
        return render(request, "library/draft_discard.html", {"draft": draft})
    said = str(draft)
    discard(draft, by=request.user)
    messages.success(request, f"The draft of {said} is gone.")
    return redirect("library:draft-list")


@require_http_methods(READ_AND_WRITE)
@draft_page
def draft_basics(request, draft):
    form = BasicsForm(request.POST if request.method == "POST" else None, draft=draft, instance=draft)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "The basics are saved.")
        return redirect("library:draft-detail", draft.pk)
    draft = Guidebook.objects.get(pk=draft.pk)  # as it stands, whatever was typed
    return render(request, "library/draft_basics.html", {"draft": draft, "form": form}, status=409 if form.theirs else 200)


@require_http_methods(READ_AND_WRITE)
@draft_page
def draft_labels(request, draft):
    form = LabelsForm(request.POST if request.method == "POST" else None, labels=draft.labels)
    if request.method == "POST" and form.is_valid():
        draft.labels = form.labels()
        draft.save(update_fields=["labels"])
        messages.success(request, "The words of the application are saved.")
        return redirect("library:section-list", draft.pk, "application")
    return render(request, "library/draft_labels.html", {"draft": draft, "form": form})


@require_safe
@draft_page
def draft_preview(request, draft):
    look = Draft(draft)
    words = {"draft": draft, "parts": look.parts, "meetings": look.meetings, "criteria": draft.criteria.all(), "agreements": draft.proposed_agreements.all()}
    return render(request, "library/draft_preview.html", words | {"questions": draft.application_questions.all()})
