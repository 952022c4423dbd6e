"""Which documents of a meeting one reader may print, the pack among them,
and at which addresses.
"""

from django.urls import reverse

from .documents import MEETING_DOCUMENTS, available_documents
from .member_workbooks import MEMBER_WORKBOOKS
from .print_pack import PACK

#: {slug: document}
DOCUMENTS = {document.slug: document for document in [*MEETING_DOCUMENTS, PACK, MEMBER_WORKBOOKS]}


def may_print(document, access):
    return access.is_one_of(*document.audiences) and not (
        document.closed_to_supervisors and access.is_supervisor
    )


def documents_for(meeting, access):
    """The documents of a meeting that this reader may print, the pack first, if there is one."""
    pack = [PACK] if PACK.exists_for(meeting) else []
    return [d for d in [*pack, *available_documents(meeting)] if may_print(d, access)]


def document_links(meeting, access):
    """[{"slug", "name", "address"}] of documents_for."""
    place = [meeting.cohort.slug, meeting.position]
    return [
        {
            "slug": d.slug,
            "name": d.name,
            "address": reverse("dashboards:document-pdf", args=[*place, d.slug]),
        }
        for d in documents_for(meeting, access)
    ]
