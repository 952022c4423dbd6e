from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cohorts.permissions import cohort_page
from cohorts.standing import IN_THE_ROOM, RUNS_IT
from cop_site.lib.pdf import pdf_response

from ..permissions import meeting_page
from ..printouts import DOCUMENTS, workbook_sheets
from ..topics import topics_for


def document_page(view):
    """Each document has its own audience: find it by its name, then ask the meeting's rules for that audience."""

    @wraps(view)
    def guarded(request, slug, position, document):
        found = DOCUMENTS.get(document)
        if found is None:
            raise Http404
        page = meeting_page(*found.audiences, words=found.words)(view)
        return page(request, slug, position, document=found)

    return guarded


@require_safe
@document_page
def document_pdf(request, meeting, document):
    if not document.exists_for(meeting):
        raise Http404
    meeting.topics_shown = topics_for(meeting, request.standing)
    language = language_asked(request, meeting.cohort.network)
    name = f"{meeting.cohort.slug}-meeting-{meeting.position}-{document.slug}-{language}"
    return pdf_response(request, lambda: document.sheets(meeting, language), filename=name, title=document.title(meeting, language))


@require_safe
@cohort_page(*RUNS_IT, *IN_THE_ROOM, words=True)
def workbook_pdf(request, cohort):
    language = language_asked(request, cohort.network)
    person = owner_of_workbook(request, cohort)
    return pdf_response(request, lambda: workbook_sheets(cohort, person, language), filename=f"{cohort.slug}-workbook-{language}")


def owner_of_workbook(request, cohort):
    """Members get their own; who runs the cohort may name a member, or gets one with a line for the name."""
    if request.standing.is_one_of(*IN_THE_ROOM):
        return request.user
    member = request.GET.get("member", "")
    if not member:
        return None
    if not member.isdecimal() or len(member) > 18:
        raise Http404
    return get_object_or_404(cohort.memberships.current().select_related("person"), pk=int(member)).person


def language_asked(request, network):
    """`?language=es` among the network's languages; else the language of the page, else the network's first."""
    languages = network.languages or ["en"]
    asked = [request.GET.get("language"), get_language()]
    return next((language for language in asked if language in languages), languages[0])
