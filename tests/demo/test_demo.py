"""The demonstration: the published figures from its own rows, a person for every role,
and doors that stay shut elsewhere.
"""

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from cohorts.models import Cohort, CohortMembership, Letter
from cop_site.checks import no_invented_people_in_production
from demo.data.build import build
from demo.data.holidays import can_meet_on
from demo.personas import TRY, personas
from evaluations.models import Release, ReleasedFigure
from meetings.models import Attendance, DirectorSession, Meeting
from people.models import Link, Person

from ..page_weight import FIRST_LOAD_BYTES, first_load
from ..sessions import signed_in_client
from ..shown import shown

pytestmark = pytest.mark.django_db  # of every test: without one that has it there is no database

#: Pages of the demonstration.
PATHS = ["/demo/", "/demo/mail/", "/demo/mail/1/"]
PRINTED = json.loads(
    (Path(__file__).resolve().parents[2] / "fixtures" / "published" / "pilot.json").read_text()
)["meetings"]
ANSWERED = {"Y1M1": 115, "Y1M2": 112, "Y1M3": 95, "Y2M1": 94, "Y2M2": 73}
COHORTS = {
    ("can", "completed"): 4,
    ("can", "meeting"): 1,
    ("can", "recruiting"): 1,
    ("hospital-schools", "completed"): 1,
    ("hospital-schools", "meeting"): 1,
    ("hospital-schools", "recruiting"): 1,
    ("green-house", "completed"): 2,
    ("green-house", "meeting"): 1,
    ("green-house", "recruiting"): 1,
}
MARGINS = {
    ("Y1M1", "qs_before_after"): ((24, 79, 12), (0, 57, 58)),
    ("Y1M2", "cqi_before_after"): ((20, 84, 8), (0, 56, 56)),
    ("Y2M1", "qs_before_after"): ((20, 56, 18), (0, 36, 58)),
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The whole demonstration, built once for this file; how many queries it took. Each test's
    changes are undone.
    """
    queries = Counter()

    def count(execute, *query):
        queries["all"] += 1
        return execute(*query)

    with django_db_blocker.unblock(), transaction.atomic():
        with connection.execute_wrapper(count):
            build(stdout=io.StringIO())
        yield queries["all"]
        transaction.set_rollback(True)


def figures():
    """{(meeting, question): {(before, now): how many}} over all pilot regions,
    read from the released rows.
    """
    found = {}
    rows = ReleasedFigure.objects.filter(release__evaluation__meeting__cohort__cycle="2016-17")
    for row in rows.select_related("question", "release__evaluation__meeting__planned"):
        key = (row.release.evaluation.meeting.planned.code, row.question.code)
        found.setdefault(key, Counter())[row.before, row.now] += row.count
    return found


def rounded(part, whole):
    return (200 * part + whole) // (2 * whole)


def test_it_is_built_with_few_queries(demo):
    """Rows are written in bulk, and profiles by the verb of the product: 11,700 queries. How long
    they take depends on the machine.
    """
    assert demo < 12_500


def test_who_answered(demo):
    releases = Release.objects.filter(evaluation__meeting__cohort__cycle="2016-17")
    found = Counter()
    for release in releases.select_related("evaluation__meeting__planned"):
        assert release.responses == release.attended
        found[release.evaluation.meeting.planned.code] += release.responses
    assert found == ANSWERED and releases.count() == 20


def test_every_printed_share(demo):
    found = figures()
    shares = {}
    for meeting in PRINTED:
        for code, printed in meeting["agreement"].items():
            counts = found[meeting["code"], code]
            agreed = sum(count for (_, now), count in counts.items() if now in (3, 4))
            shares[meeting["code"], code] = (rounded(agreed, counts.total()), printed)
    assert len(shares) == 20 and all(ours == printed for ours, printed in shares.values()), shares


@pytest.mark.parametrize("where", MARGINS)
def test_every_attainable_row_of_before_and_after(demo, where):
    counts = figures()[where]
    before = tuple(
        sum(count for (was, _), count in counts.items() if was == level) for level in (1, 2, 3)
    )
    after = tuple(
        sum(count for (_, now), count in counts.items() if now == level) for level in (1, 2, 3)
    )
    assert (before, after) == MARGINS[where]
    printed = next(meeting for meeting in PRINTED if meeting["code"] == where[0])["before_after"][
        where[1]
    ]
    assert [rounded(part, sum(after)) for part in after] == printed["after"]
    assert ([rounded(part, sum(before)) for part in before] == printed["before"]) == (
        where[0] != "Y2M1"
    )


def test_about_150_people_took_part_and_newcomers_joined_between_the_parts(demo):
    came = Attendance.objects.filter(meeting__cohort__cycle="2016-17", status="present")
    assert 145 <= came.values("membership__person").distinct().count() <= 155
    newcomers = CohortMembership.objects.filter(cohort__cycle="2016-17", part__number=2)
    assert newcomers.count() >= 20
    assert not came.filter(membership__in=newcomers, meeting__part__number=1).exists()


def test_everybody_is_invented_and_says_so(demo):
    assert (
        not Person.objects.filter(is_demo=False).exists()
        and not Cohort.objects.filter(is_demo=False).exists()
    )
    assert not Person.objects.exclude(email="").exclude(email__endswith="@example.org").exists()
    assert not Letter.objects.exclude(to_email__endswith="@example.org").exists()
    assert Counter(Cohort.objects.values_list("network__slug", "status")) == COHORTS


def test_nobody_meets_on_a_sunday_or_a_holiday(demo):
    days = [*Meeting.objects.values_list("on", flat=True)]
    days += DirectorSession.objects.exclude(on=None).values_list("on", flat=True)
    assert days and [day for day in days if not can_meet_on(day)] == []


def test_a_persona_for_every_role(demo):
    found = personas()
    assert [persona.role for persona in found] == list(TRY) and len(
        {persona.person.pk for persona in found}
    ) == 10


@pytest.fixture
def listed(demo):
    out = io.StringIO()
    call_command("personas", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_personas_json_is_the_contract(listed):
    assert [set(row) for row in listed] == [{"role", "name", "email", "cohort", "signin"}] * 10
    recruiting = Cohort.objects.get(network__slug="can", status="recruiting").slug
    by_role = {row["role"]: row for row in listed}
    assert by_role["applicant"]["cohort"] == recruiting
    assert all(
        Cohort.objects.filter(slug=row["cohort"]).exists() for row in listed if row["cohort"]
    )
    assert {role for role, row in by_role.items() if not row["cohort"]} <= {
        "state_staff",
        "outsider",
    }


def test_each_link_signs_in_once_after_one_click_and_leads_to_a_page(listed):
    firsts = {}
    for row in listed:
        browser = Client()
        path = row["signin"].removeprefix("http://127.0.0.1:8000")
        assert browser.get(path, follow=True).status_code == 200
        assert browser.get("/cohorts/").headers["Location"].startswith("/sign-in/"), (
            "looking signs nobody in"
        )
        browser.post("/sign-in/link/")
        page = browser.get("/", follow=True)
        assert page.status_code == 200, row["role"]
        assert page.wsgi_request.user.email == row["email"]
        firsts[row["role"]] = shown(page)
        assert Client().get(path).status_code == 410
    slug = {row["role"]: row["cohort"] for row in listed}
    assert "Region 9 cohort" in firsts["state_staff"]
    for role in ["regional_lead", "facilitator", "participant"]:
        assert f'href="/cohorts/{slug[role]}/' in firsts[role], role
    assert "/application/" in firsts["applicant"] and "/sign-off/" in firsts["supervisor"]
    assert "You are in no cohort yet." in firsts["outsider"]
    for role in ["withdrawn", "graduate"]:
        assert f'href="/cohorts/{slug[role]}/"' in firsts[role], role


def test_first_pages_of_whoever_does_not_work_here_are_light(demo):
    """With as many people and words as a real cohort has."""
    pages = {
        "participant": [
            "/",
            "/cohorts/{0}/",
            "/cohorts/{0}/meetings/2/agenda/read/",
            "/cohorts/{0}/meetings/2/reply/",
            "/cohorts/{0}/meetings/1/evaluate/",
        ],
        "greeter": ["/", "/cohorts/{0}/meetings/2/attendance/"],
        "supervisor": ["/", "/sign-off/"],
        "applicant": ["/", "/application/", "/cohorts/{0}/apply/", "/guidebooks/five-meetings/"],
    }
    for persona in personas():
        browser = signed_in_client(persona.person)
        for page in pages.get(persona.role, []):
            address = page.format(persona.cohort)
            answer = browser.get(address, HTTP_ACCEPT_ENCODING="gzip")
            assert answer.status_code == 200 and first_load(answer) <= FIRST_LOAD_BYTES, address


def test_signin_link_prints_one_address(demo):
    person = personas()[4].person
    out = io.StringIO()
    call_command("signin_link", f"  {person.email.upper()} ", stdout=out)
    address = out.getvalue().strip()
    assert address.count("\n") == 0 and address.startswith("http://127.0.0.1:8000/l/")
    browser = Client()
    browser.get(address.removeprefix("http://127.0.0.1:8000"))
    assert browser.post("/sign-in/link/").headers["Location"] == "/" and Link.objects.get(
        person=person, uses_left=0
    )
    with pytest.raises(CommandError, match="Nobody is known"):
        call_command("signin_link", "nobody@example.org")


# --- become anyone --------------------------------------------------------------------------------


def test_become_anyone_and_read_the_mail_on_this_machine(demo):
    browser = Client()
    page = shown(browser.get("/demo/"))
    lead = next(persona.person for persona in personas() if persona.role == "regional_lead")
    assert all(persona.person.name in page for persona in personas())
    assert browser.post("/demo/become/", {"email": lead.email}).headers["Location"] == "/"
    assert browser.get("/cohorts/").status_code == 200
    letter = Letter.objects.filter(cohort__status="recruiting").first()
    assert letter.subject in shown(browser.get("/demo/mail/", {"to": letter.to_email}))
    part = letter.to_email.partition("@")[0][1:]
    assert letter.subject in shown(browser.get("/demo/mail/", {"to": part}))
    assert "No mail to this address." in shown(browser.get("/demo/mail/", {"to": "nobody-at-all"}))
    assert browser.get(f"/demo/mail/{letter.pk}/").status_code == 200
    for odd in ["?page=1e9", "?page=-1", "?page=x", "?to=%F0%9F%8C%BB", "?to=" + "x" * 3000]:
        assert browser.get("/demo/mail/" + odd).status_code == 200
    assert browser.post("/demo/become/", {"email": "nobody@example.org"}).status_code == 404


@pytest.mark.parametrize(
    "far", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}]
)
def test_from_elsewhere_there_is_no_demonstration(demo, far):
    lead = personas()[1].person
    for path in PATHS:
        assert Client(**far).get(path).status_code == 404
    browser = Client(**far)
    assert (
        browser.post("/demo/become/", {"email": lead.email}).status_code == 404
        and "hallway" not in browser.cookies
    )


def test_share_opens_it_to_the_network(demo, monkeypatch):
    monkeypatch.setenv("HALLWAY_SHARE", "1")
    assert Client(REMOTE_ADDR="192.168.1.7").get("/demo/").status_code == 200


def test_production_mode_knows_no_demonstration(demo, settings):
    settings.PRODUCTION = True
    lead = personas()[1].person
    browser = Client()
    assert [browser.get(path).status_code for path in PATHS] == [404] * 3
    assert browser.post("/demo/become/", {"email": lead.email}).status_code == 404
    assert [error.id for error in no_invented_people_in_production(None)] == ["hallway.E001"]
    with pytest.raises(CommandError, match="never runs in production"):
        call_command("demo")
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("personas")
    settings.SECOND_FACTOR_EXEMPTION = ""
    with pytest.raises(CommandError, match="password and a code"):
        call_command("signin_link", lead.email)
