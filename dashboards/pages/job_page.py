"""What the page of a job says: for each kind, what it is about, who may see it and where its result
is.

Whoever may do what the job does, in the cohort that it is about, may see the job.
"""

from dataclasses import dataclass

from django.urls import reverse

from cohorts.access import LEAD, RUNS_IT, STAFF, STATE
from cohorts.models import Cohort
from evaluations.models import Evaluation
from lib.jobs.models import JobOutput
from meetings.models import Meeting
from people.models import Person

from ..document_files import in_language
from ..document_links import DOCUMENTS


@dataclass(frozen=True)
class JobSubject:
    """What one job is about: its cohort, and the meeting if it is about one."""

    cohort: Cohort
    meeting: Meeting | None = None


class JobKind:
    """One kind of job that has a page. Subclasses say what it is about and what comes of it."""

    audiences = frozenset(RUNS_IT)
    closed_to_supervisors = False
    #: What is counted while it runs; %s stands for "12 of 28".
    progress = "%s steps are done."

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

    def title(self, row, subject):
        raise NotImplementedError

    def results(self, row, subject):
        """[(words of the link, address)] of a job that is done, the main one first."""
        return []

    def back(self, subject):
        """(words, address) of the page that one comes from."""
        place = [subject.cohort.slug, subject.meeting.position]
        return f"Papers of meeting {subject.meeting.position}", reverse(
            "dashboards:papers", args=place
        )


class DocumentJob(JobKind):
    """The pack, or the workbooks of all members."""

    closed_to_supervisors = True

    def __init__(self, document, words, progress):
        self.document, self.words, self.progress = document, words, progress

    def title(self, row, subject):
        return f"{self.words}, meeting {subject.meeting.position}"

    def results(self, row, subject):
        place = [subject.cohort.slug, subject.meeting.position, self.document.slug]
        address = reverse("dashboards:document-pdf", args=place)
        file = JobOutput.objects.kept().filter(job=row).values("pages").first()
        pages = f", {file['pages']} pages" if file else ""
        return [
            (f"Open {self.words.lower()}{pages}", in_language(address, row.arguments["language"]))
        ]


class PageCountJob(JobKind):
    audiences = frozenset(STAFF)
    progress = "%s documents are counted."

    def title(self, row, subject):
        return f"Counting the pages, meeting {subject.meeting.position}"

    def results(self, row, subject):
        return [self.back(subject)]


class ReleaseJob(JobKind):
    """Counting an evaluation that is closed."""

    progress = "%s counts are done."

    def subject(self, row):
        evaluation = (
            Evaluation.objects.filter(pk=row.arguments.get("evaluation"))
            .select_related("meeting__cohort__network", "meeting__cohort__region")
            .select_related("meeting__cohort__guidebook", "meeting__part")
            .first()
        )
        return evaluation and JobSubject(evaluation.meeting.cohort, evaluation.meeting)

    def title(self, row, subject):
        return f"Counting the evaluation of meeting {subject.meeting.position}"

    def results(self, row, subject):
        place = [subject.cohort.slug, subject.meeting.position]
        results = reverse("evaluations:results-meeting", args=place)
        return [("Read the results", results), self.back(subject)]

    def back(self, subject):
        place = [subject.cohort.slug, subject.meeting.position]
        return f"Evaluation of meeting {subject.meeting.position}", reverse(
            "evaluations:evaluation-detail", args=place
        )


class RosterImportJob(JobKind):
    audiences = frozenset({LEAD, STATE})
    progress = "%s rows are read in."

    def subject(self, row):
        cohort = (
            Cohort.objects.filter(pk=row.arguments.get("cohort"))
            .select_related("network", "region", "guidebook")
            .first()
        )
        return cohort and JobSubject(cohort)

    def title(self, row, subject):
        return "Bringing in the roster"

    def results(self, row, subject):
        return [("Open the members", reverse("cohorts:member-list", args=[subject.cohort.slug]))]

    def back(self, subject):
        return "Bring in a roster by file", reverse(
            "recruitment:roster-import", args=[subject.cohort.slug]
        )


#: {kind of job: its page}
JOB_KINDS = {
    "pack": DocumentJob(DOCUMENTS["pack"], "The pack", "%s documents are laid out."),
    "workbooks": DocumentJob(DOCUMENTS["workbooks"], "The workbooks", "%s workbooks are laid out."),
    "page-count": PageCountJob(),
    "release": ReleaseJob(),
    "roster-import": RosterImportJob(),
}


def job_page(row, kind, subject):
    """The template context."""
    owner = Person.objects.filter(pk=row.owner_id).first()
    words, address = kind.back(subject)
    return {
        "job": row,
        "title": kind.title(row, subject),
        "cohort": subject.cohort,
        "meeting": subject.meeting,
        "asked_by": owner.name if owner else "",
        "progress": kind.progress % f"{row.done} of {row.total}" if row.total > 1 else "",
        "results": kind.results(row, subject) if row.state == row.State.DONE else [],
        "back": {"words": words, "address": address},
    }
