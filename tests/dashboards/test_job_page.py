"""The page of a job: how far it is, in words and without scripts, and what came of it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation
from lib.jobs.models import Job
from lib.jobs.queue import enqueue, run_pending

from .. import factories
from ..looks import act
from ..shown import shown
from .test_made_by_job import ask, make
from .test_navigation import TAB_BAR, links_in, part, steps
from .test_papers import job_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(meeting, facilitator, client_of):
    return Job.objects.get(pk=job_of(ask(client_of(facilitator), meeting)))


def page(browser, job):
    return shown(browser.get(job.get_absolute_url()))


def test_who_asked_and_whoever_may_do_the_same_see_it(job, facilitator, regional_lead, client_of):
    for who in [facilitator, regional_lead]:
        assert client_of(who).get(job.get_absolute_url()).status_code == 200


def test_it_stands_under_the_tab_of_its_kind(job, cohort, facilitator, client_of):
    said = page(client_of(facilitator), job)
    assert steps(said) == [cohort.name, "Meeting 1", "Papers", "The pack, meeting 1"]
    chosen = [name for name, _address, is_chosen in links_in(part(TAB_BAR, said)) if is_chosen]
    assert chosen == ["Papers"]


@pytest.mark.parametrize(
    "who",
    [
        "state_staff",
        "greeter",
        "participant",
        "graduate",
        "withdrawn",
        "applicant",
        "supervisor",
        "outsider",
    ],
)
def test_for_others_it_is_not_there(request, who, job, client_of):
    browser = client_of(request.getfixturevalue(who))
    there, missing = browser.get(job.get_absolute_url()), browser.get("/jobs/987654321/")
    assert there.status_code == missing.status_code == 404
    assert shown(there) == shown(missing).replace("987654321", str(job.pk))
    assert browser.post(reverse("dashboards:job-retry", args=[job.pk])).status_code == 404


def test_a_facilitator_who_supervises_a_member_does_not_see_the_pack(
    job, facilitator, participant, client_of
):
    factories.create_supervision(facilitator, participant)
    assert client_of(facilitator).get(job.get_absolute_url()).status_code == 404


def test_whoever_lost_the_role_does_not_see_what_they_asked_for(job, facilitator, client_of):
    facilitator.staff_roles.all().delete()
    assert client_of(facilitator).get(job.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["nobody-knows-this-kind", "example"])
def test_a_job_without_a_page_is_not_there(facilitator, client_of, kind):
    job = enqueue(kind, owner=facilitator)
    assert client_of(facilitator).get(job.get_absolute_url()).status_code == 404


def test_a_job_about_what_is_gone_is_not_there(facilitator, client_of):
    job = enqueue("pack", owner=facilitator, meeting=987654321, language="en")
    assert client_of(facilitator).get(job.get_absolute_url()).status_code == 404


def test_a_job_that_waits_says_so(job, facilitator, client_of):
    said = page(client_of(facilitator), job)
    assert "The pack, meeting 1" in said and "Asked for by Fay Facilitator" in said
    assert "It begins in a moment" in said and "Look again" in said
    assert f'href="{job.get_absolute_url()}"' in said


def test_it_speaks_spanish(job, facilitator, client_of):
    Job.objects.update(state="running", done=12, total=28)
    browser = client_of(facilitator)
    said = shown(browser.get(job.get_absolute_url(), headers={"accept-language": "es"}))
    for words in ["El paquete, reunión 1", "12 de 28 documentos", "Mirar otra vez", "Lo pidió"]:
        assert words in said


@pytest.mark.parametrize(
    "kind, words, refusal, said",
    [
        ("release", "7", "", "Las respuestas están contadas en la publicación 7."),
        ("release", "", "", "No había nada que contar."),
        ("roster-import", "2 0 1", "", "2 personas ya tienen lugar; 1 ya estaba aquí."),
        (
            "roster-import",
            "",
            "The file is no longer kept. Choose it once more.",
            "El archivo ya no se conserva.",
        ),
    ],
)
def test_what_came_of_it_is_in_the_language_of_the_reader(
    cohort, regional_lead, client_of, kind, words, refusal, said
):
    """The worker keeps numbers, or a sentence that is translated when it is read."""
    evaluation = cohort.meetings.get(position=1).evaluation
    job = Job.objects.create(
        kind=kind,
        state="failed" if refusal else "done",
        words=words,
        refusal=refusal,
        finished_at=timezone.now(),
        arguments={"evaluation": evaluation.pk, "cohort": cohort.pk},
        owner_id=regional_lead.pk,
    )
    page = client_of(regional_lead).get(job.get_absolute_url(), headers={"accept-language": "es"})
    assert said in shown(page)


def test_progress_is_a_bar_and_words(job, facilitator, client_of):
    Job.objects.update(state="running", done=12, total=28)
    said = page(client_of(facilitator), job)
    assert "12 of 28 documents are laid out." in said
    assert re.search(r'<progress class="h-job" max="28" value="12" aria-label="[^"]+">', said)
    assert 'http-equiv="refresh"' not in said and "data-unfinished" in said


def test_a_pack_that_is_made_is_one_link_away(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    job = make(browser, meeting)
    said = page(browser, job)
    assert "Done" in said and "data-unfinished" not in said
    (address,) = re.findall(r'href="([^"]+)">Open the pack, 7 pages</a>', said)
    assert browser.get(address)["Content-Type"] == "application/pdf"


def test_a_refusal_is_a_sentence_and_can_be_tried_again(job, facilitator, client_of, drawn):
    Job.objects.update(state="failed", refusal="This document is too long to print.")
    browser = client_of(facilitator)
    said = page(browser, job)
    assert "This document is too long to print." in said and "Try again" in said
    answer = browser.post(reverse("dashboards:job-retry", args=[job.pk]))
    assert answer["Location"] == f"{job.get_absolute_url()}?open"
    run_pending()
    assert Job.objects.get().state == "done"


def test_an_error_of_ours_is_not_shown_by_its_name(job, facilitator, client_of):
    Job.objects.update(state="failed", words="LookupError", attempts=5)
    said = page(client_of(facilitator), job)
    assert "LookupError" not in said and "5 times in a row" in said and f"job {job.pk}" in said


def test_looking_changes_nothing(job, facilitator, client_of):
    before = Job.objects.values().get()
    page(client_of(facilitator), job)
    assert Job.objects.values().get() == before


# --- counting an evaluation -----------------------------------------------------------------------


@pytest.fixture
def closed(meeting, facilitator, client_of):
    """The answer to the button that closes an evaluation whose attendance is closed."""
    member = factories.create_membership(meeting.cohort)
    factories.move_meeting(meeting, factories.today() - timedelta(days=1))
    factories.attend(meeting, member)
    meeting.close_attendance(by=facilitator)
    address = reverse("evaluations:evaluation-close", args=[meeting.cohort.slug, 1])
    return act(client_of(facilitator), address)


def test_closing_leads_to_the_job_that_counts(closed, meeting, facilitator, client_of):
    browser = client_of(facilitator)
    job = Job.objects.get(pk=job_of(closed))
    assert "Counting the evaluation of meeting 1" in page(browser, job)
    detail = reverse("evaluations:evaluation-detail", args=[meeting.cohort.slug, 1])
    assert f'href="{job.get_absolute_url()}"' in shown(browser.get(detail))
    run_pending()
    said = page(browser, job)
    results = reverse("evaluations:results-meeting", args=[meeting.cohort.slug, 1])
    assert "Done" in said and f'href="{results}">Read the results' in said
    assert Evaluation.objects.get(meeting=meeting).releases.count() == 1
