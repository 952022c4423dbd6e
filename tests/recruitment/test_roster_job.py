"""A long roster is read in by a job: shown while it runs, all or nothing, and never twice."""

import pytest
from django.urls import reverse

from cohorts.models import CohortMembership, Letter
from lib.jobs import worker
from lib.jobs.models import Job, JobInput
from lib.jobs.queue import run_pending
from recruitment.actions.roster_import import set_match
from recruitment.roster_import import import_job

from .. import factories
from ..looks import is_look, press
from ..shown import shown
from .rosters import page_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_rows_are_long(monkeypatch):
    monkeypatch.setattr("recruitment.views.roster_import.ROWS_AT_ONCE", 1)


ROWS = "Name,Email\nAna Reyes,ana@example.org\nBea Peña,bea@example.org\n"


def see(browser, cohort):
    """The look of a long roster, which a job has worked out."""
    upload(browser, cohort, ROWS)
    address = read_in_address(cohort)
    assert browser.post(address)["Location"].startswith("/jobs/")
    run_pending()
    return browser.post(address)


def read_in_address(cohort):
    """Of the newest draft."""
    draft = cohort.roster_imports.filter(imported_at=None).first()
    return page_of(cohort, "roster-import-read-in", draft.pk)


def confirm(browser, cohort):
    look = see(browser, cohort)
    return press(browser, look, read_in_address(cohort))


@pytest.fixture
def job(cohort, regional_lead, client_of):
    answer = confirm(client_of(regional_lead), cohort)
    job = Job.objects.get(kind="roster-import")
    assert answer["Location"] == job.get_absolute_url()
    return job


def names(cohort):
    return sorted(cohort.memberships.values_list("person__name", flat=True))


def test_its_letters_are_shown_before_anybody_is_seated(cohort, regional_lead, client_of):
    browser = client_of(regional_lead)
    page = see(browser, cohort)
    assert is_look(page) and names(cohort) == [] and not Letter.objects.exists()
    said = shown(page)
    for words in [
        "people get a seat",
        "letters leave",
        "Ana Reyes",
        "Bea Peña",
        "Ana Reyes has a seat in",
    ]:
        assert words in said
    assert "Seat 2 people and send 2 letters" in said
    looked = Job.objects.get(kind="roster-look")
    assert page_of(cohort, "roster-import-check", cohort.roster_imports.get().pk) in shown(
        browser.get(looked.get_absolute_url())
    )


def test_what_was_answered_since_is_looked_at_anew(cohort, regional_lead, client_of):
    browser = client_of(regional_lead)
    see(browser, cohort)
    draft = cohort.roster_imports.get()
    set_match(draft, {})
    assert browser.post(read_in_address(cohort))["Location"].startswith("/jobs/")
    assert Job.objects.filter(kind="roster-look").count() == 2


def test_a_long_file_leads_to_the_job(cohort, job, regional_lead, client_of):
    browser = client_of(regional_lead)
    assert names(cohort) == []
    assert "Bringing in the roster" in shown(browser.get(job.get_absolute_url()))
    run_pending()
    assert names(cohort) == ["Ana Reyes", "Bea Peña"]
    said = shown(browser.get(job.get_absolute_url()))
    assert "2 people have a seat now." in said and Letter.objects.count() == 2
    assert reverse("cohorts:member-list", args=[cohort.slug]) in said


def test_its_arguments_hold_no_names_and_the_file_goes_with_the_work(cohort, job):
    roster = cohort.roster_imports.get()
    assert set(job.arguments) == {"cohort", "roster", "digest"}
    assert JobInput.objects.count() == 0 and "Ana Reyes" in str(roster.sheets)
    run_pending()
    roster.refresh_from_db()
    assert roster.sheets == {} and roster.new == 2


def test_two_clicks_bring_nobody_in_twice(cohort, job, regional_lead, client_of):
    draft = cohort.roster_imports.get()
    answer = client_of(regional_lead).post(page_of(cohort, "roster-import-read-in", draft.pk))
    assert answer["Location"] == job.get_absolute_url()
    assert Job.objects.filter(kind="roster-import").count() == 1
    run_pending()
    assert names(cohort) == ["Ana Reyes", "Bea Peña"]


def test_two_people_at_once_bring_nobody_in_twice(cohort, regional_lead, state_staff, client_of):
    looks = []
    for person in (regional_lead, state_staff):
        browser = client_of(person)
        looks.append((browser, see(browser, cohort), read_in_address(cohort)))
    for browser, look, address in looks:
        press(browser, look, address)
    run_pending()
    imports = Job.objects.filter(kind="roster-import")
    assert sorted(row.state for row in imports) == ["done", "failed"]
    assert names(cohort) == ["Ana Reyes", "Bea Peña"]


def test_a_worker_that_dies_in_the_middle_leaves_nobody_behind(cohort, job, monkeypatch):
    real, imported = import_job.read_in, []

    def dies(act, draft, **options):
        real(act, draft, **options)
        imported.append(CohortMembership.objects.count())
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(import_job, "read_in", dies)
        with pytest.raises(KeyboardInterrupt):
            worker.run_job.func(job.pk)
    assert imported == [2] and names(cohort) == []
    Job.objects.filter(pk=job.pk).update(state="queued")
    run_pending()
    job.refresh_from_db()
    assert names(cohort) == ["Ana Reyes", "Bea Peña"] and job.attempts == 2


def test_a_worker_that_dies_after_the_work_does_it_once(cohort, job):
    run_pending()
    Job.objects.filter(pk=job.pk).update(state="queued")
    run_pending()
    job.refresh_from_db()
    assert (job.state, job.words) == ("done", "2 0 0") and names(cohort) == [
        "Ana Reyes",
        "Bea Peña",
    ]


def test_what_changed_since_the_check_is_a_sentence(cohort, job):
    person = factories.create_person("Ana Reyes", "ana@example.org")
    factories.create_membership(cohort, person, left_on=factories.today(), left_reason="Moved away")
    run_pending()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 1)
    assert job.refusal == (
        "Something has changed since the roster was checked. Look at it once more."
    )
    assert names(cohort) == ["Ana Reyes"]


def test_a_file_that_is_no_longer_kept_is_not_said_to_be_read_in(cohort, job):
    cohort.roster_imports.all().delete()
    run_pending()
    job.refresh_from_db()
    assert (job.state, job.refusal) == (
        "failed",
        "The file is no longer kept. Choose it once more.",
    )


@pytest.mark.parametrize("who", ["facilitator", "participant", "outsider"])
def test_only_those_who_bring_in_rosters_see_it(request, who, job, client_of):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(job.get_absolute_url()).status_code == 404
