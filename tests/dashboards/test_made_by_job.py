"""The pack and the workbooks of all members: made once in the background, kept, offered again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.documents import workbook_sources
from lib.jobs import worker
from lib.jobs.models import Job, JobOutput
from lib.jobs.queue import run_pending
from lib.pdf import client
from lib.pdf.errors import error_for
from people.models import Person

from .. import factories
from ..shown import shown
from .test_papers import job_of, papers

pytestmark = pytest.mark.django_db


def ask(browser, meeting, document="pack", **query):
    place = [meeting.cohort.slug, meeting.position, document]
    return browser.post(reverse("dashboards:document-make", args=place), query_params=query)


def get(browser, meeting, document="pack", language="en"):
    place = [meeting.cohort.slug, meeting.position, document]
    return browser.get(
        reverse("dashboards:document-pdf", args=place), query_params={"language": language}
    )


def make(browser, meeting, document="pack"):
    job = job_of(ask(browser, meeting, document))
    run_pending()
    return Job.objects.get(pk=job)


@pytest.fixture
def members(cohort):
    """Three members in the order of the roster; the second reads Spanish."""
    names = [("Ana Alder", "en"), ("Berta Birch", "es"), ("Cora Cedar", "en")]
    for name, language in names:
        person = factories.create_person(name, language=language)
        factories.create_membership(cohort, person)
    return [name for name, _language in names]


def test_the_pack_is_made_once_and_kept(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    assert get(browser, meeting)["Location"] == papers(meeting) and drawn == []
    assert make(browser, meeting).state == "done"
    first, again = get(browser, meeting), get(browser, meeting)
    assert first["Content-Type"] == "application/pdf" and first.content == again.content
    assert "private" in first["Cache-Control"] and len(drawn) == 1
    said = shown(browser.get(papers(meeting)))
    assert "Open the pack" in said and "Make the pack" not in said
    opened = browser.get(ask(browser, meeting)["Location"])
    assert opened["Content-Type"] == "application/pdf" and Job.objects.count() == 1


def test_the_cards_of_the_next_meeting_make_and_open_the_pack(
    meeting, facilitator, regional_lead, client_of, drawn
):
    browser, pages = client_of(facilitator), ["/", meeting.get_absolute_url()]
    assert all("Make the pack" in shown(browser.get(page)) for page in pages)
    make(browser, meeting)
    place = [meeting.cohort.slug, meeting.position, "pack"]
    link = f'href="{reverse("dashboards:document-pdf", args=place)}?language=en">Open the pack</a>'
    assert all(link in shown(browser.get(page)) for page in pages)
    meeting.segments.filter(position=2).update(title=factories.both("Another title"))
    assert all("Make the pack</button>" in shown(browser.get(page)) for page in pages)
    factories.create_supervision(facilitator, factories.create_members(meeting.cohort, 1)[0].person)
    assert all(
        "the pack</button>" not in shown(client_of(who).get("/"))
        for who in [facilitator, regional_lead]
    )


@pytest.mark.parametrize("document", ["pack", "workbooks"])
def test_one_tap_leads_to_the_file(meeting, members, facilitator, client_of, drawn, document):
    """The page of the job leads on by itself: without scripts because it asks for itself again,
    with scripts because job.js is told where to go.
    """
    browser = client_of(facilitator)
    waiting = ask(browser, meeting, document)["Location"]
    said = shown(browser.get(waiting))
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in said
    assert "It opens here by itself" in said and "data-open=" not in said
    run_pending()
    file = browser.get(waiting)["Location"]
    assert browser.get(file)["Content-Type"] == "application/pdf"
    by_script = shown(browser.get(waiting, headers={"x-requested-with": "job"}))
    assert f'data-open="{file}"' in by_script and "http-equiv" not in by_script
    assert browser.get(waiting.removesuffix("?open")).status_code == 200


def test_everybody_who_may_gets_the_kept_pack(
    meeting, facilitator, regional_lead, client_of, drawn
):
    make(client_of(facilitator), meeting)
    assert get(client_of(regional_lead), meeting).status_code == 200
    assert len(drawn) == 1


@pytest.mark.parametrize("who", ["state_staff", "greeter", "participant", "withdrawn", "outsider"])
def test_nobody_else_gets_or_makes_it(request, who, meeting, facilitator, client_of, drawn):
    make(client_of(facilitator), meeting)
    browser = client_of(request.getfixturevalue(who))
    wanted = 404 if who == "outsider" else 403
    assert [get(browser, meeting).status_code, ask(browser, meeting).status_code] == [wanted] * 2
    assert Job.objects.count() == 1


def test_two_clicks_lead_to_one_job(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    first, second = ask(browser, meeting), ask(browser, meeting)
    assert job_of(first) == job_of(second) and Job.objects.count() == 1
    assert get(browser, meeting)["Location"] == first["Location"]
    assert "See how far it is" in shown(browser.get(papers(meeting)))


def test_two_people_have_a_job_each_and_one_file_is_drawn(
    meeting, facilitator, regional_lead, client_of, drawn
):
    jobs = [job_of(ask(client_of(who), meeting)) for who in [facilitator, regional_lead]]
    assert len(set(jobs)) == 2
    run_pending()
    assert [job.state for job in Job.objects.all()] == ["done", "done"]
    assert len(drawn) == 1 and JobOutput.objects.count() == 1
    assert get(client_of(regional_lead), meeting).status_code == 200


def test_another_worker_makes_the_pack_when_the_first_one_dies(
    meeting, facilitator, client_of, drawn, settings
):
    browser = client_of(facilitator)
    job = job_of(ask(browser, meeting))
    worker.claim_job(job)
    long_ago = timezone.now() - timedelta(seconds=settings.JOB_DEAD_AFTER_SECONDS + 1)
    Job.objects.update(heartbeat_at=long_ago, done=2, total=8)
    assert worker.requeue_stale_jobs() == 1
    run_pending()
    row = Job.objects.get()
    assert (row.pk, row.state, row.attempts) == (job, "done", 2)
    assert get(browser, meeting).status_code == 200 and len(drawn) == 1


def test_a_worker_that_dies_with_the_file_made_makes_it_once(
    meeting, facilitator, client_of, drawn
):
    browser = client_of(facilitator)
    make(browser, meeting)
    Job.objects.update(state="queued")
    run_pending()
    assert Job.objects.get().state == "done" and len(drawn) == 1


def test_an_edited_agenda_makes_the_kept_pack_old(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    make(browser, meeting)
    meeting.segments.filter(position=2).update(title=factories.both("Another title"))
    assert get(browser, meeting)["Location"] == papers(meeting)
    said = shown(browser.get(papers(meeting)))
    assert "Something in it has changed since it was made on" in said and "Make the pack" in said
    make(browser, meeting)
    assert b"Another title" in get(browser, meeting).content
    assert JobOutput.objects.count() == 1, "the old file is not kept beside the new one"


def test_each_language_has_its_own_pack(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    make(browser, meeting)
    assert get(browser, meeting, language="es")["Location"] == papers(meeting)
    ask(browser, meeting, language="es")
    run_pending()
    assert b"Guion del d" in get(browser, meeting, language="es").content
    assert get(browser, meeting).status_code == 200 and JobOutput.objects.count() == 2


def test_a_file_is_kept_for_two_weeks(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    make(browser, meeting)
    JobOutput.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    assert get(browser, meeting)["Location"] == papers(meeting)


def test_whoever_lost_the_role_meanwhile_gets_no_file(meeting, facilitator, client_of, drawn):
    job = Job.objects.get(pk=job_of(ask(client_of(facilitator), meeting)))
    facilitator.staff_roles.all().delete()
    run_pending()
    job.refresh_from_db()
    assert (job.state, job.refusal) == ("failed", "You may no longer print this document.")
    assert drawn == [] and JobOutput.objects.count() == 0


def test_trouble_with_drawing_is_a_sentence(meeting, facilitator, client_of, monkeypatch):
    def no_pango(job, on_progress):
        raise error_for("pango")

    monkeypatch.setattr(client, "run_renderer", no_pango)
    job = make(client_of(facilitator), meeting)
    assert job.state == "failed" and "Pango" in job.refusal and job.attempts == 1


def test_the_file_says_whom_it_names(meeting, facilitator, participant, client_of, drawn):
    make(client_of(facilitator), meeting)
    assert list(JobOutput.objects.that_name(participant.pk)) == list(JobOutput.objects.all())
    assert not JobOutput.objects.that_name(Person.objects.latest("pk").pk + 1).exists()


@pytest.mark.parametrize("document", ["run-of-show", "participant-agenda", "nothing"])
def test_other_documents_are_not_made_by_a_job(meeting, facilitator, client_of, document):
    assert ask(client_of(facilitator), meeting, document).status_code == 404


# --- workbooks ------------------------------------------------------------------------------------


def test_workbooks_of_all_members_in_the_order_of_the_roster(
    meeting, members, facilitator, client_of, drawn
):
    browser = client_of(facilitator)
    assert "Print workbooks (3)" in shown(browser.get(papers(meeting)))
    job = make(browser, meeting, "workbooks")
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    (one,) = drawn
    owners = [next(name for name in members if name in html) for html in one["sheets"]]
    assert owners == members
    assert ['lang="es"' in html[:200] for html in one["sheets"]] == [False, True, False]
    assert get(browser, meeting, "workbooks").status_code == 200


def test_the_workbooks_are_the_same_from_every_meeting(
    cohort, meeting, members, facilitator, client_of, drawn
):
    browser = client_of(facilitator)
    make(browser, meeting, "workbooks")
    assert get(browser, cohort.meetings.get(position=3), "workbooks").status_code == 200


def test_a_new_member_or_name_makes_them_old(meeting, members, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    make(browser, meeting, "workbooks")
    Person.objects.filter(name="Ana Alder").update(name="Ana Aspen")
    assert get(browser, meeting, "workbooks")["Location"] == papers(meeting)
    make(browser, meeting, "workbooks")
    factories.create_membership(meeting.cohort)
    assert get(browser, meeting, "workbooks")["Location"] == papers(meeting)
    assert "Print workbooks (4)" in shown(browser.get(papers(meeting)))


def test_workbooks_differ_by_the_name_only(cohort, members):
    """Or the fingerprint of all of them would have to look at each."""
    ana, _berta, cora = [Person.objects.get(name=name) for name in members]
    one, other = [workbook_sources(cohort, person, "en")[0].html() for person in [ana, cora]]
    assert one.replace(ana.name, cora.name) == other


def test_without_members_there_are_no_workbooks(meeting, facilitator, client_of):
    browser = client_of(facilitator)
    assert "Print workbooks" not in shown(browser.get(papers(meeting)))
    assert ask(browser, meeting, "workbooks").status_code == 404
