"""The list of guidebooks and drafts, copying, starting the next version,
and one draft until it is published.
"""

from itertools import groupby

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import state_networks
from cohorts.models import StaffRole
from cohorts.views.look import Look, look_or_perform
from guidebooks.actions.drafts import copy_to_network, start_version, unused_slug
from guidebooks.models import CatalogWithdrawal, Guidebook, Proposal, Question, Track
from lib.query import posted
from lib.text import inside_sentence

from ..actions.draft_acts import discard, publish
from ..forms.guidebook_draft import BasicsForm, CopyForm, LabelsForm
from ..forms.section_registry import SECTIONS
from ..forms.section_titles import QUESTIONS, TITLES
from ..pages.guidebook_publish_checks import PublishChecks
from ..pages.missing_translations import missing_translations
from ..permissions import draft_page, drafts_of, maker_page, publisher_page
from .form_page import render_form

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: Guidebooks in one list: more than anybody reads; the public list has pages.
MAX_GUIDEBOOKS = 100


@require_safe
@maker_page
def draft_list(request, networks):
    newest = Guidebook.objects.published().newest_versions().values("pk")
    published = Guidebook.objects.filter(pk__in=newest).select_related("network").order_by("slug")
    shown = published.filter(pk__in=Guidebook.objects.in_catalog().values("pk"))
    drafts, staff_of = shown_drafts(request.user), state_networks(request.user)
    context = {"drafts": drafts, "networks": networks, "publishes": bool(staff_of)}
    context |= {
        "own": shown.filter(network__in=networks)[:MAX_GUIDEBOOKS],
        "withdrawn": withdrawn_guidebooks(published.filter(network__in=staff_of)),
        "others": shown.exclude(network__in=networks)[:MAX_GUIDEBOOKS],
        "publishers": [(network, staff_title(network)) for network in networks],
    }
    return render(request, "guidebook_editor/draft_list.html", context)


def shown_drafts(person):
    """Those that this person may write; `is_proposed`: whether a proposal waits."""
    waiting = Proposal.objects.waiting().filter(guidebook=OuterRef("pk"))
    drafts = drafts_of(person).drafts().annotate(is_proposed=Exists(waiting))
    related = drafts.select_related("network", "created_by", "copied_from")
    return related.order_by("slug")[:MAX_GUIDEBOOKS]


def staff_title(network):
    """What whoever publishes in this network is called, within a sentence."""
    return inside_sentence(StaffRole.Kind.STATE_STAFF.title_in(network))


def withdrawn_guidebooks(published):
    """[(guidebook, its CatalogWithdrawal)]."""
    current = CatalogWithdrawal.objects.current().filter(
        guidebook_slug__in=published.values("slug")
    )
    by_slug = {row.guidebook_slug: row for row in current.select_related("withdrawn_by")}
    found = published.filter(slug__in=by_slug)[:MAX_GUIDEBOOKS]
    return [(guidebook, by_slug[guidebook.slug]) for guidebook in found]


@require_http_methods(READ_AND_WRITE)
@maker_page
def guidebook_copy(request, networks, guidebook):
    original = get_copyable(networks, guidebook)
    initial = {"slug": unused_slug(original.slug), "network": networks[0]}
    form = CopyForm(posted(request), initial=initial, networks=networks)
    if request.method == "POST" and form.is_valid():
        if draft := try_copy(form, original, by=request.user):
            messages.success(
                request,
                f"{draft.name} is a draft now. It says what {original} says; change what you like.",
            )
            return redirect("guidebook_editor:draft-detail", draft.pk)
        form.add_error("slug", "Another guidebook has this word. Choose another.")
    context = {"form": form, "original": original}
    return render(request, "guidebook_editor/guidebook_copy.html", context)


def get_copyable(networks, slug):
    """The newest published version, of one of the networks or in the catalog. Raises Http404."""
    found = get_newest_published(slug)
    if found.network not in networks and not found.is_in_catalog:
        raise Http404
    return found


def try_copy(form, original, *, by):
    """The new draft, or None where somebody else took the slug since the form was cleaned."""
    data = form.cleaned_data
    try:
        return copy_to_network(
            original, network=data["network"], name=data["name"], slug=data["slug"], by=by
        )
    except IntegrityError:
        return None


@require_POST
@maker_page
def guidebook_new_version(request, networks, guidebook):
    published = get_newest_published(guidebook)
    if published.network not in networks:
        sentence = f"{published.name} belongs to {published.network}. You can copy it."
        messages.warning(request, sentence)
        return redirect("guidebook_editor:guidebook-copy", guidebook)
    draft, is_new = start_version(published, by=request.user)
    if not drafts_of(request.user).filter(pk=draft.pk).exists():
        who = f"{draft.created_by.name} writes" if draft.created_by else "Somebody writes"
        messages.info(request, f"{who} version {draft.version} already. Propose yours afterwards.")
        return redirect("guidebook_editor:draft-list")
    if not is_new:
        messages.info(request, f"Version {draft.version} was begun already. Here it is.")
    return redirect("guidebook_editor:draft-detail", draft.pk)


def get_newest_published(slug):
    return get_object_or_404(
        Guidebook.objects.published().newest_versions().select_related("network"), slug=slug
    )


@require_safe
@draft_page
def draft_detail(request, draft):
    return render_draft(request, draft)


def render_draft(request, draft, *, status=200, confirm=False):
    """The overview of a draft.

    confirm: ask whether to publish although translations are missing.
    """
    context = {"draft": draft, "confirm": confirm} | what_is_left(draft)
    context |= {"publishes": request.publishes, "proposal": request.proposal}
    context["tracks"] = Track.objects.of_guidebook(draft).count()
    context["staff_title"] = staff_title(draft.network)
    returned = draft.proposals.filter(answer=Proposal.Answer.RETURNED)
    context["returned"] = returned.select_related("answered_by").first()
    return render(request, "guidebook_editor/draft_detail.html", context, status=status)


def what_is_left(draft):
    """The sections of a draft, and what its makers still have to do in them."""
    checks = PublishChecks(draft)
    problems, missing = checks.problems(), translations_to_add(draft)
    by_section = groupby(missing, lambda translation: translation.section)
    return {
        "problems": problems,
        "warnings": checks.warnings(),
        "missing": missing,
        "missing_by_section": [(TITLES.get(slug, slug), list(found)) for slug, found in by_section],
        "sections": list(section_summaries(draft, problems, missing)),
        "tracks_missing": any(translation.section == "tracks" for translation in missing),
    }


def translations_to_add(draft):
    """The texts without Spanish, where the network works in Spanish."""
    return missing_translations(draft) if "es" in draft.network.languages else []


def section_summaries(draft, problems, missing):
    """For each section: {"section", "count", "problems", "missing"}.

    The blocks are counted with the meetings.
    """
    for section in SECTIONS:
        if section.slug != "blocks":
            summary = {"section": section, "count": section.items(draft).count()}
            yield summary | count_by_section(section.slug, problems, missing)
    summary = {"section": QUESTIONS, "count": Question.objects.in_guidebook(draft).count()}
    yield summary | count_by_section("questions", problems, missing)


def count_by_section(slug, problems, missing):
    slugs = {slug, "blocks"} if slug == "meetings" else {slug}
    return {
        "problems": sum(problem.section in slugs for problem in problems),
        "missing": sum(translation.section in slugs for translation in missing),
    }


@require_POST
@publisher_page
def draft_publish(request, draft):
    if PublishChecks(draft).problems():
        return render_draft(request, draft, status=409)
    if not request.POST.get("anyway") and translations_to_add(draft):
        return render_draft(request, draft, status=409, confirm=True)
    missing = len(translations_to_add(draft))
    return look_or_perform(
        request,
        look_of(draft, f"Publish {draft}", keep_word="Not yet"),
        lambda act: publish(draft, by=request.user, missing=missing),
    )


def look_of(draft, heading, *, keep_word):
    page = reverse("guidebook_editor:draft-detail", args=[draft.pk])
    return Look(
        heading,
        [(page, str(draft.name))],
        next=reverse("guidebook_editor:draft-list"),
        keep=page,
        keep_word=keep_word,
    )


@require_http_methods(READ_AND_WRITE)
@draft_page
def draft_discard(request, draft):
    look = look_of(draft, "Discard this draft", keep_word="Keep it")
    return look_or_perform(request, look, lambda act: discard(draft))


@require_http_methods(READ_AND_WRITE)
@draft_page
def draft_basics(request, draft):
    form = BasicsForm(posted(request), draft=draft, instance=draft)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "The basics are saved.")
        return redirect("guidebook_editor:draft-detail", draft.pk)
    stored = Guidebook.objects.get(pk=draft.pk)  # the form has written what was typed into `draft`
    context = {"draft": stored, "form": form}
    return render_form(request, "guidebook_editor/draft_basics.html", context)


@require_http_methods(READ_AND_WRITE)
@draft_page
def draft_labels(request, draft):
    form = LabelsForm(posted(request), labels=draft.labels)
    if request.method == "POST" and form.is_valid():
        draft.labels = form.labels()
        draft.save(update_fields=["labels"])
        messages.success(request, "The words of the application are saved.")
        return redirect("guidebook_editor:section-list", draft.pk, "application")
    return render(request, "guidebook_editor/draft_labels.html", {"draft": draft, "form": form})


@require_safe
@draft_page
def draft_preview(request, draft):
    checks = PublishChecks(draft)
    context = {
        "draft": draft,
        "parts": checks.parts,
        "meetings": checks.meetings,
        "criteria": draft.criteria.all(),
        "agreements": draft.proposed_agreements.all(),
        "questions": draft.application_questions.all(),
    }
    return render(request, "guidebook_editor/draft_preview.html", context)
