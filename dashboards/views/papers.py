"""The papers of a meeting, and asking for those that take long to make."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, GREETER, STAFF
from community.pages.meeting_topics import topics_for
from meetings.permissions import meeting_page
from people.languages import language_asked

from ..actions.make_document import kept_file, start_document, start_page_count
from ..document_files import in_language
from ..pages.job_page import waiting_address
from ..pages.papers import papers
from .documents import document_page, language_of_file


@require_safe
@meeting_page(*STAFF, GREETER, *CURRENT_MEMBERS)
def papers_page(request, meeting):
    context = papers(
        meeting,
        request.access,
        person=request.user,
        language=language_asked(request, meeting.cohort.network),
        topics=topics_for(meeting, request.access),
    )
    return render(request, "dashboards/papers.html", context)


@require_POST
@document_page
def document_make(request, meeting, document):
    """Queue the making of the pack or of the workbooks, whose page leads on to the file; a file
    that is kept is opened.
    """
    if not document.is_made_by_job or not document.exists_for(meeting):
        raise Http404
    language = language_of_file(request, meeting, document)
    topics = topics_for(meeting, request.access)
    if kept_file(document, meeting, language=language, topics=topics):
        place = [meeting.cohort.slug, meeting.position, document.slug]
        return redirect(in_language(reverse("dashboards:document-pdf", args=place), language))
    row = start_document(document, meeting, language=language, by=request.user)
    return redirect(waiting_address(row))


@require_POST
@meeting_page(*STAFF)
def page_count(request, meeting):
    return redirect(waiting_address(start_page_count(meeting, by=request.user)))
