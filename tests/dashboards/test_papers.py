"""The papers of a meeting: what each reader is offered, in which languages, and how many pages it
has.
"""

import re

import pytest
from django.urls import reverse

from dashboards.models import PageCount
from lib.jobs.models import Job
from lib.jobs.queue import run_pending

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<th scope="row">(.*?)</tr>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def papers(meeting):
    return reverse("dashboards:papers", args=[meeting.cohort.slug, meeting.position])


def rows(answer):
    """The rows of the table as words."""
    return [" ".join(TAG.sub(" ", row).split()) for row in ROW.findall(shown(answer))]


def names(answer):
    return [re.split(r" For| For ", row)[0] for row in rows(answer)]


OFFERED = {
    "facilitator": [
        "Pack for the morning",
        "Run of show",
        "Sign-in sheet",
        "Activity cards",
        "Evaluation card for tables",
        "Agenda",
        "Evaluation on paper",
        "Agreements poster",
        "Workbook without a name",
    ],
    "state_staff": ["Activity cards", "Agenda", "Agreements poster"],
    "greeter": ["Sign-in sheet", "Evaluation card for tables", "Evaluation on paper"],
    "participant": ["Agenda", "Agreements poster", "Your workbook"],
    "graduate": ["Agenda", "Agreements poster", "Your workbook"],
}
OFFERED["regional_lead"] = OFFERED["facilitator"]


@pytest.fixture
def activity(meeting):
    meeting.segments.filter(position=2).update(
        activity=factories.create_activity(), kind="teambuilding"
    )


@pytest.mark.parametrize("who", OFFERED)
def test_each_role_is_offered_what_it_may_print(request, who, meeting, activity, client_of):
    browser = client_of(request.getfixturevalue(who))
    answer = browser.get(papers(meeting))
    offered = [
        next(name for name in OFFERED["facilitator"] + ["Your workbook"] if row.startswith(name))
        for row in rows(answer)
    ]
    assert offered == OFFERED[who]


@pytest.mark.parametrize("who, code", [("withdrawn", 403), ("outsider", 404), ("applicant", 404)])
def test_others_get_no_papers(request, who, code, meeting, client_of):
    assert client_of(request.getfixturevalue(who)).get(papers(meeting)).status_code == code


def test_every_link_of_the_table_opens(meeting, activity, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    page = shown(browser.get(papers(meeting)))
    links = set(re.findall(r'href="([^"]+\.pdf[^"]*)"', page))
    assert len(links) == 15
    assert {browser.get(link)["Content-Type"] for link in links} == {"application/pdf"}


def test_a_supervisor_among_the_facilitators_gets_no_words_of_the_room(
    meeting, facilitator, participant, client_of
):
    factories.create_supervision(facilitator, participant)
    answer = client_of(facilitator).get(papers(meeting))
    assert [row.split(" For ")[0].split(" The ")[0] for row in rows(answer)][0] == "Sign-in sheet"
    assert "Run of show" not in shown(answer) and "workbook" not in shown(answer).lower()


def test_a_member_reads_her_papers_in_spanish(meeting, participant, client_of):
    answer = client_of(participant).get(papers(meeting), headers={"accept-language": "es"})
    said = shown(answer)
    for words in ["Mis papeles", "Páginas", "Idiomas", "Su cuaderno"]:
        assert words in said
    for words in ["My papers", "Every print", "Languages"]:
        assert words not in said


def test_in_spanish_the_spanish_print_comes_first(meeting, participant, client_of):
    answer = client_of(participant).get(papers(meeting), headers={"accept-language": "es"})
    links = re.findall(r'<th scope="row"><a href="([^"]+)"', shown(answer))
    assert links and all(link.endswith("?language=es") for link in links)


# --- how many pages -------------------------------------------------------------------------------


def pages_of(answer):
    """{first words of the row: the cell of its pages}."""
    cells = re.findall(
        r'<th scope="row">(?:<a[^>]*>)?([^<]+).*?<td class="is-num"[^>]*>(.*?)</td>',
        shown(answer),
        re.DOTALL,
    )
    return {name.strip(): " ".join(pages.split()) for name, pages in cells}


def test_pages_are_not_guessed(meeting, facilitator, client_of):
    counted = set(pages_of(client_of(facilitator).get(papers(meeting))).values())
    assert counted == {"counted when it is made", ""}


def test_reading_the_papers_draws_nothing_and_begins_nothing(
    meeting, facilitator, client_of, drawn
):
    client_of(facilitator).get(papers(meeting))
    assert drawn == [] and Job.objects.count() == PageCount.objects.count() == 0


def test_pages_are_counted_by_a_job_for_those_who_ask(
    meeting, facilitator, participant, client_of, drawn
):
    browser = client_of(facilitator)
    address = reverse("dashboards:page-count", args=[meeting.cohort.slug, 1])
    job = Job.objects.get(pk=job_of(browser.post(address)))
    run_pending()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 13, 13)
    counted = pages_of(browser.get(papers(meeting)))
    assert "" not in counted.values() and counted["Agenda"] == "1"
    assert pages_of(client_of(participant).get(papers(meeting)))["Agenda"] == "1"
    assert "Count the pages" not in shown(browser.get(papers(meeting)))
    factories.create_members(meeting.cohort, 2)
    assert "It has 51 pages." in shown(browser.get(papers(meeting)))


def job_of(answer):
    assert answer.status_code == 302
    return int(re.fullmatch(r"/jobs/(\d+)/(?:\?open)?", answer["Location"])[1])


def test_a_count_is_forgotten_with_the_agenda_it_was_of(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    browser.post(reverse("dashboards:page-count", args=[meeting.cohort.slug, 1]))
    run_pending()
    meeting.segments.filter(position=2).update(title=factories.both("Another title"))
    counted = pages_of(browser.get(papers(meeting)))
    assert counted["Agenda"] == counted["Run of show"] == ""
    assert counted["Sign-in sheet"] == counted["Agreements poster"] == "1"


def test_only_what_is_not_counted_is_counted_again(meeting, facilitator, client_of, drawn):
    browser = client_of(facilitator)
    address = reverse("dashboards:page-count", args=[meeting.cohort.slug, 1])
    for _twice in range(2):
        browser.post(address)
        run_pending()
    assert [len(job["sheets"]) for job in drawn] == [13]
