"""The public pages and documents of published guidebooks.

Nothing here tells of a person or a cohort.
"""

from datetime import time
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import works_for
from cohorts.models import lead_title_in
from guidebooks.catalog import attach_tracks, published_guidebooks, published_version_or_404
from guidebooks.models import BlockLead, News, Track
from lib.filters import chip
from lib.paging import paginate_list
from lib.pdf.cache import cached_pdf_response
from meetings.documents.blank import DEFAULT_START, SampleMeeting, planned_meetings
from meetings.documents.materials import material_labels
from people.languages import language_asked

from ..guidebook_documents import DOCUMENTS, MEETING_DOCUMENTS, documents_of, documents_of_meeting
from ..guidebook_overview import (
    activities_in,
    application_sections,
    duration_text,
    meetings_with_durations,
    parts_context,
    working_sentences,
)
from ..permissions import guidebook_page

#: {"HH:MM": time} that a reader may choose as the start of a meeting:
#: every half hour from 7:00 to 20:30.
STARTS = {
    f"{hour:02}:{minute:02}": time(hour, minute) for hour in range(7, 21) for minute in (0, 30)
}
MAX_NEWS = 10


@login_not_required
@require_safe
def guidebook_list(request):
    page = paginate_list(
        list(published_guidebooks()), request.GET, key=lambda guidebook: guidebook.pk, size=30
    )
    for guidebook in attach_tracks(list(page)):
        guidebook.lasts = duration_text(guidebook.minutes or 0)
    return render(request, "cop_site/guidebook_list.html", {"page": page})


@guidebook_page
def guidebook_detail(request, guidebook):
    meetings = meetings_with_durations(guidebook)
    context = {
        "meetings": meetings,
        "lasts": duration_text(sum(meeting.lasts_minutes for meeting in meetings)),
        "parts": parts_context(guidebook, meetings),
        "ways": working_sentences(guidebook),
        "documents": documents_of(guidebook),
        "newest": published_version_or_404(guidebook.slug, also_withdrawn=True).version,
        "works_here": works_for(request.user, guidebook.network_id),
    }
    return render_page(request, "detail", guidebook, context | rows_of(guidebook))


def rows_of(guidebook):
    """Querysets of what the page lists."""
    news = News.objects.filter(network=guidebook.network_id, guidebook_slug=guidebook.slug)
    return {
        "criteria": guidebook.criteria.all(),
        "duties": guidebook.planned_duties.all(),
        "budget": guidebook.planned_budget_lines.all(),
        "agreements": guidebook.proposed_agreements.all(),
        "activities": activities_in(guidebook),
        "tracks": Track.objects.of_guidebook(guidebook),
        "news": news[:MAX_NEWS],
    }


def render_page(request, page, guidebook, context):
    """Render cop_site/guidebook_<page>.html, with the acknowledgement and disclaimer
    of the guidebook's network.
    """
    context = {"guidebook": guidebook, "network": guidebook.network} | context
    return render(request, f"cop_site/guidebook_{page}.html", context)


@guidebook_page
def guidebook_meeting(request, guidebook, position):
    meeting, plans = get_blank_meeting(request, guidebook, position)
    context = {
        "meeting": meeting,
        "times": meeting.times,
        "blocks": planned_blocks(meeting),
        "before": next((plan for plan in reversed(plans) if plan.position < position), None),
        "after": next((plan for plan in plans if plan.position > position), None),
        "documents": documents_of_meeting(meeting),
        "document_query": chosen_query(request),
        "starts": STARTS,
        "lasts": duration_text(meeting.minutes),
    } | chosen_agenda(request)
    return render_page(request, "meeting", guidebook, context)


def chosen_agenda(request):
    """Which of the two agendas is shown, and the chips that choose one."""
    chips = [chip(_("For everybody"), ""), chip(_("For facilitators"), "facilitators")]
    return {"internal": request.GET.get("agenda") == "facilitators", "filters": chips}


def planned_blocks(meeting):
    """[(timed block, who leads it, what to bring)] of a SampleMeeting."""
    title = lead_title_in(meeting.guidebook.network)
    return [
        (
            block,
            BlockLead(block.segment.lead).name_with(title) if block.segment.lead else "",
            material_labels(block.segment.materials),
        )
        for block in meeting.times.blocks
    ]


def chosen_query(request):
    """The query string with the version and the start that the reader chose,
    for links to documents; "" for none.
    """
    chosen = {name: request.GET[name] for name in ["version", "starts"] if request.GET.get(name)}
    return f"?{urlencode(chosen)}" if chosen else ""


def get_blank_meeting(request, guidebook, position):
    """(SampleMeeting at this position with the start that the reader chose, all planned meetings).

    Raises Http404.
    """
    plans = planned_meetings(guidebook)
    plan = next((plan for plan in plans if plan.position == position), None)
    if plan is None:
        raise Http404
    return SampleMeeting(
        plan, guidebook, STARTS.get(request.GET.get("starts", ""), DEFAULT_START)
    ), plans


@guidebook_page
def guidebook_activity(request, guidebook, activity):
    found = get_object_or_404(activities_in(guidebook), slug=activity)
    return render_page(
        request,
        "activity",
        guidebook,
        {"activity": found, "bring": material_labels(found.materials)},
    )


@guidebook_page
def guidebook_principles(request, guidebook):
    principles = list(guidebook.network.principles.all())
    if not principles:
        raise Http404
    return render_page(request, "principles", guidebook, {"principles": principles})


@guidebook_page
def guidebook_application(request, guidebook):
    context = {"sections": application_sections(guidebook), "criteria": guidebook.criteria.all()}
    return render_page(request, "application", guidebook, context)


@guidebook_page
def guidebook_document(request, guidebook, document):
    found = find_document(DOCUMENTS, document, guidebook)
    return document_response(
        request, guidebook, found, guidebook, planned_meetings(guidebook), name=guidebook.slug
    )


@guidebook_page
def guidebook_meeting_document(request, guidebook, position, document):
    meeting, plans = get_blank_meeting(request, guidebook, position)
    found = find_document(MEETING_DOCUMENTS, document, meeting)
    return document_response(
        request, guidebook, found, meeting, plans, name=f"{guidebook.slug}-meeting-{position}"
    )


def find_document(documents, slug, subject):
    """The document of this slug, if it exists for this guidebook or meeting. Raises Http404."""
    document = next((document for document in documents if document.slug == slug), None)
    if document is None or not document.exists_for(subject):
        raise Http404
    return document


def document_response(request, guidebook, document, subject, plans, *, name):
    """The PDF in the language that the reader asked for. name: the beginning of its file name."""
    language = language_asked(request, guidebook.network)
    sources = document.sources(subject, plans, language)
    return cached_pdf_response(request, sources, filename=f"{name}-{document.slug}-{language}")
