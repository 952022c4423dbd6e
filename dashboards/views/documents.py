from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT
from cohorts.permissions import cohort_page
from community.pages.meeting_topics import topics_for
from lib.pdf.client import pdf_file_response, pdf_response
from lib.query import parse_int
from meetings.permissions import meeting_page
from people.languages import language_asked

from ..actions.make_document import kept_file, running_job
from ..document_links import DOCUMENTS
from ..documents import workbook_sources
from ..pages.job_page import waiting_address


def document_page(view):
    """Decorator: the view gets meeting and Document, if the reader may print it;
    404 for an unknown slug.
    """

    @wraps(view)
    def guarded(request, slug, position, document):
        found = DOCUMENTS.get(document)
        if found is None:
            raise Http404
        decorate = meeting_page(*found.audiences, closed_to_supervisors=found.closed_to_supervisors)
        return decorate(view)(request, slug, position, document=found)

    return guarded


@require_safe
@document_page
def document_pdf(request, meeting, document):
    if not document.exists_for(meeting):
        raise Http404
    if document.is_made_by_job:
        return kept_pdf(request, meeting, document)
    if request.method == "GET":
        document.prepare(meeting)
    topics = topics_for(meeting, request.access)
    language = language_asked(request, meeting.cohort.network)
    name = f"{meeting.cohort.slug}-meeting-{meeting.position}-{document.slug}-{language}"
    title = document.title(meeting, language)
    return pdf_response(
        request, lambda: document.sources(meeting, language, topics), filename=name, title=title
    )


def kept_pdf(request, meeting, document):
    """The file that a job has made of what is true now; else the reader's job that makes it, or
    the page with the button that asks for it.
    """
    language = language_of_file(request, meeting, document)
    topics = topics_for(meeting, request.access)
    if file := kept_file(document, meeting, language=language, topics=topics):
        return pdf_file_response(bytes(file.content), filename=file.filename)
    if row := running_job(document, meeting, language=language, person=request.user):
        return redirect(waiting_address(row))
    messages.info(request, _("There is no file of what holds now. Make it here."))
    return redirect("dashboards:papers", meeting.cohort.slug, meeting.position)


def language_of_file(request, meeting, document):
    """A file that holds all languages is called by the first."""
    if document.holds_all_languages:
        return document.languages(meeting)[0]
    return language_asked(request, meeting.cohort.network)


@require_safe
@cohort_page(*RUNS_IT, *CURRENT_MEMBERS, closed_to_supervisors=True)
def workbook_pdf(request, cohort):
    language = language_asked(request, cohort.network)
    person = owner_of_workbook(request, cohort)
    name = f"{cohort.slug}-workbook-{language}"
    return pdf_response(request, lambda: workbook_sources(cohort, person, language), filename=name)


def owner_of_workbook(request, cohort):
    """The person a workbook is made for: the reader if they are a member, else the member
    with the membership "member".

    None for a blank workbook. Answers 404 for a membership that is not current in this cohort.
    """
    if request.access.is_one_of(*CURRENT_MEMBERS):
        return request.user
    member = request.GET.get("member", "")
    if not member:
        return None
    return get_object_or_404(
        cohort.memberships.current().select_related("person"), pk=parse_int(member)
    ).person
