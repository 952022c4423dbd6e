"""What the page of a job says: for each kind, what it is about, who may see it and where its result
is.

Whoever may do what the job does, in the cohort that it is about, may see the job.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.access import LEAD, RUNS_IT, STAFF, STATE
from cohorts.models import Cohort
from evaluations.models import Evaluation
from lib.jobs.models import JobOutput
from meetings.models import Meeting
from people.models import Person
from recruitment.actions.roster_import import done_sentence

from ..document_files import in_language
from ..documents import Document
from ..member_workbooks import MEMBER_WORKBOOKS
from ..print_pack import PACK


@dataclass(frozen=True)
class JobSubject:
    """What one job is about: its cohort, and the meeting if it is about one."""

    cohort: Cohort
    meeting: Meeting | None = None


#: In the query of a job's page: whoever reads it waits for what the job makes, and the page leads
#: on to that by itself.
OPEN = "open"


def waiting_address(row):
    """The page of a job for whoever waits for its result; no other page for kinds without one."""
    waits = row.kind in JOB_KINDS and JOB_KINDS[row.kind].opens_result
    return f"{row.get_absolute_url()}?{OPEN}" if waits else row.get_absolute_url()


class JobKind(ABC):
    """One kind of job that has a page. Subclasses say what it is about and what comes of it."""

    audiences = frozenset(RUNS_IT)
    closed_to_supervisors = False
    #: Whether its page leads whoever waits on to its main result.
    opens_result = False
    #: The URL name of the page whose tab the job's page stands under.
    under = "dashboards:papers"
    #: What is counted while it runs.
    progress = gettext_lazy("%(done)s of %(total)s steps are done.")

    def may_see(self, access):
        return access.is_one_of(*self.audiences) and not (
            self.closed_to_supervisors and access.is_supervisor
        )

    def subject(self, row):
        """The JobSubject, or None if it is no longer there."""
        meeting = (
            Meeting.objects.filter(pk=row.arguments.get("meeting"))
            .select_related("cohort__network", "cohort__region", "cohort__guidebook", "part")
            .first()
        )
        return meeting and JobSubject(meeting.cohort, meeting)

    @abstractmethod
    def title(self, row, subject):
        """What the job does, for the heading of its page."""

    def results(self, row, subject):
        """[(words of the link, address)] of a job that is done, the main one first."""
        return []

    def said(self, row):
        """What came of a job that is done, in a sentence."""
        return _("It is ready.")

    def back(self, subject):
        """(words, address) of the page that one comes from."""
        place = [subject.cohort.slug, subject.meeting.position]
        words = _("Papers of meeting %(n)s") % {"n": subject.meeting.number}
        return words, reverse("dashboards:papers", args=place)


class DocumentJob(JobKind):
    """A document that takes long to make; its file is kept."""

    closed_to_supervisors = True
    opens_result = True
    document: Document
    open_it = open_pages = gettext_lazy("Open the file")

    def results(self, row, subject):
        place = [subject.cohort.slug, subject.meeting.position, self.document.slug]
        address = reverse("dashboards:document-pdf", args=place)
        file = JobOutput.objects.kept().filter(job=row).values("pages").first()
        words = self.open_pages % {"n": file["pages"]} if file else self.open_it
        return [(words, in_language(address, row.arguments["language"]))]


class PackJob(DocumentJob):
    document = PACK
    progress = gettext_lazy("%(done)s of %(total)s documents are laid out.")
    open_it = gettext_lazy("Open the pack")
    open_pages = gettext_lazy("Open the pack, %(n)s pages")

    def title(self, row, subject):
        return _("The pack, meeting %(n)s") % {"n": subject.meeting.number}


class WorkbooksJob(DocumentJob):
    document = MEMBER_WORKBOOKS
    progress = gettext_lazy("%(done)s of %(total)s workbooks are laid out.")
    open_it = gettext_lazy("Open the workbooks")
    open_pages = gettext_lazy("Open the workbooks, %(n)s pages")

    def title(self, row, subject):
        return _("Workbooks of all members")


class PageCountJob(JobKind):
    opens_result = True
    audiences = frozenset(STAFF)
    progress = gettext_lazy("%(done)s of %(total)s documents are counted.")

    def title(self, row, subject):
        return _("Counting the pages, meeting %(n)s") % {"n": subject.meeting.number}

    def results(self, row, subject):
        return [self.back(subject)]


class ReleaseJob(JobKind):
    """Counting an evaluation that is closed."""

    under = "evaluations:results-meeting"

    def subject(self, row):
        evaluation = (
            Evaluation.objects.filter(pk=row.arguments.get("evaluation"))
            .select_related("meeting__cohort__network", "meeting__cohort__region")
            .select_related("meeting__cohort__guidebook", "meeting__part")
            .first()
        )
        return evaluation and JobSubject(evaluation.meeting.cohort, evaluation.meeting)

    def title(self, row, subject):
        return _("Counting the evaluation of meeting %(n)s") % {"n": subject.meeting.number}

    def said(self, row):
        if row.words:
            return _("The answers are counted in release %(n)s.") % {"n": row.words}
        return _("There was nothing to count.")

    def results(self, row, subject):
        place = [subject.cohort.slug, subject.meeting.position]
        results = reverse("evaluations:results-meeting", args=place)
        return [(_("Read the results"), results), self.back(subject)]

    def back(self, subject):
        place = [subject.cohort.slug, subject.meeting.position]
        words = _("Evaluation of meeting %(number)s") % {"number": subject.meeting.number}
        return words, reverse("evaluations:evaluation-detail", args=place)


class RosterImportJob(JobKind):
    under = "cohorts:member-list"
    audiences = frozenset({LEAD, STATE})
    progress = gettext_lazy("%(done)s of %(total)s rows are read in.")

    def subject(self, row):
        cohort = (
            Cohort.objects.filter(pk=row.arguments.get("cohort"))
            .select_related("network", "region", "guidebook")
            .first()
        )
        return cohort and JobSubject(cohort)

    def title(self, row, subject):
        return _("Bringing in the roster")

    def said(self, row):
        return done_sentence(*map(int, row.words.split()))

    def results(self, row, subject):
        return [(_("Open the members"), reverse("cohorts:member-list", args=[subject.cohort.slug]))]

    def back(self, subject):
        address = reverse("recruitment:roster-import", args=[subject.cohort.slug])
        return _("Bring in a roster by file"), address


class RosterLookJob(RosterImportJob):
    """What a long roster would come to; its page leads on to the rows, and these to the look."""

    progress = gettext_lazy("%(done)s of %(total)s rows are looked at.")

    def title(self, row, subject):
        return _("What the roster would do")

    def said(self, row):
        return _("It is ready. Nothing has changed yet.")

    def results(self, row, subject):
        place = [subject.cohort.slug, row.arguments["roster"]]
        return [(_("See what follows"), reverse("recruitment:roster-import-check", args=place))]


#: {kind of job: its page}
JOB_KINDS = {
    "pack": PackJob(),
    "workbooks": WorkbooksJob(),
    "page-count": PageCountJob(),
    "release": ReleaseJob(),
    "roster-import": RosterImportJob(),
    "roster-look": RosterLookJob(),
}


def job_page(row, kind, subject, *, waits):
    """The template context. waits: whether the reader wants to be led on to the result."""
    owner = Person.objects.filter(pk=row.owner_id).first()
    words, address = kind.back(subject)
    results = kind.results(row, subject) if row.state == row.State.DONE else []
    waits = waits and kind.opens_result
    return {
        "job": row,
        "title": kind.title(row, subject),
        "cohort": subject.cohort,
        "meeting": subject.meeting,
        "asked_by": owner.name if owner else "",
        "progress": kind.progress % {"done": row.done, "total": row.total} if row.total > 1 else "",
        "results": results,
        "opened": results[0][1] if waits and results else "",
        "waits": waits and row.is_unfinished,
        "said": kind.said(row) if row.state == row.State.DONE else "",
        "refusal": _(row.refusal) if row.refusal else "",
        "back": {"words": words, "address": address},
    }
