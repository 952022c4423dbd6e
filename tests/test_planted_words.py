"""What must not be read is planted as a word nobody else uses;
then everything that leaves the house is searched for it.

Each word is first found where it belongs, so that an empty search means a wall
and not an empty page.
"""

import io
import subprocess
import zipfile
from functools import cache
from unittest import mock

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from cohorts.models import Letter
from community.models import ProfileAnswer
from cop_site.admin_site import REFERENCE
from cop_site.permission_table import rules_of
from cop_site.privacy import PRIVACY_RECORDS
from cop_site.routes import all_routes
from recruitment.models import Application, ApplicationDraft, ApplicationLetter

from . import factories
from .house import AUDIENCES, WALLED
from .objects import objects_of
from .undrawn import paper_as_text

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "anonymous",
    *AUDIENCES,
    "link application",
    "link sign-off",
    "link reply",
    "link evaluate",
]
#: Who may read the most, and who must not read although they come close. Everybody else in the
#: audit.
CLOSE_BY = ["facilitator", "supervisor", "walled_facilitator", "participant", "link sign-off"]
OTHERS = [who for who in EVERYBODY if who not in CLOSE_BY]

#: Who may read each planted word on some page. Written from the rules of
#: docs/decisions/0020-supervisors-do-not-read.md, not from the code.
FACILITATE = {"facilitator", "co_facilitator"}
RUNS = FACILITATE | {"regional_lead"}
MAY_READ = {
    # words of the room
    "note": RUNS | {"state_staff"},
    "promise": RUNS | {"state_staff"},
    "promisee": RUNS | {"state_staff"},
    "agreement": RUNS | {"state_staff", "participant", "graduate"},
    "runnotes": RUNS | {"state_staff"},
    "facilitatortext": RUNS | {"state_staff"},
    "topic": RUNS | {"participant", "graduate"},
    "guest": RUNS | {"participant", "graduate"},
    "gap": RUNS | {"participant", "graduate"},
    "profile": FACILITATE | {"participant", "graduate"},
    "comment": RUNS,
    "quote": RUNS | {"state_staff", "evaluator"},
    # kept, and on no page for anybody: a sensitive answer shows once somebody has a seat, a
    # rating's words once released
    "unreleased": set(),
    "needstext": set(),
    "drafted": set(),
    "attendancenote": set(),
    "lettererror": set(),
    # about people
    "leftreason": RUNS | {"state_staff"},
    "standin": RUNS | {"greeter"},
    "accessneed": RUNS | {"greeter"},
    "foodneed": RUNS | {"greeter"},
    "seataccess": RUNS,
    "seatfood": RUNS,
    "substitute": RUNS | {"greeter"},
    "applicantname": RUNS | {"state_staff"},
    "applicantphone": RUNS | {"state_staff"},
    "whytext": RUNS | {"state_staff"},
    "decisionnote": RUNS | {"state_staff"},
    "directorname": RUNS | {"state_staff"},
    "declinereason": RUNS | {"state_staff"},
    "logistics": RUNS,
    "budgetline": RUNS | {"state_staff"},
    "fund": RUNS | {"state_staff"},
}
#: Walled people keep their role: they may read about people and logistics, never the words
#: of the room.
OF_THE_ROOM = {
    "note",
    "promise",
    "promisee",
    "agreement",
    "runnotes",
    "facilitatortext",
    "comment",
    "quote",
    "unreleased",
    "topic",
    "guest",
    "gap",
    "profile",
}
#: A role may be walled too; then it reads what the role reads, without the room.
LIKE = {
    "walled_facilitator": "facilitator",
    "walled_participant": "participant",
    "walled_lead": "regional_lead",
    "walled_state": "state_staff",
}


def word(name):
    return f"zq{name}xk"


def readers(name):
    walled = (
        {who for who, like in LIKE.items() if like in MAY_READ[name]}
        if name not in OF_THE_ROOM
        else set()
    )
    return MAY_READ[name] | walled


def plant(house):
    """Every text field of the own cohort holds its own word."""
    cohort = house.own
    for position in [1, 2]:
        plant_meeting(cohort, cohort.meetings.get(position=position))
    cohort.agreements.update(text=f'{{"en": "{word("agreement")}", "es": "{word("agreement")}"}}')
    leaver = cohort.memberships.get(person=house.people["withdrawn"])
    type(leaver).objects.filter(pk=leaver.pk).update(left_reason=word("leftreason"))
    nobodys = cohort.memberships.current().exclude(person__in=house.people.values())
    silent = nobodys.exclude(replies__meeting__position=2).latest("pk")
    silent.note_needs(access_needs=word("seataccess"), food_needs=word("seatfood"))
    plant_between_meetings(cohort)
    plant_applications(cohort)


def plant_between_meetings(cohort):
    """On the map of a meeting and waiting for one; every line of a card; a line of the budget."""
    factories.create_topic(
        cohort,
        word("topic"),
        meeting=cohort.meetings.get(position=2),
        guest=word("guest"),
        gap=word("gap"),
    )
    factories.create_topic(cohort, word("topic"))
    ProfileAnswer.objects.filter(membership__cohort=cohort).update(text=word("profile"))
    factories.create_budget_line(
        cohort, word("budgetline"), source="donation", fund=word("fund"), actual=1
    )


def plant_meeting(cohort, meeting):
    members = list(cohort.memberships.current().order_by("pk")[:4])
    type(meeting).objects.filter(pk=meeting.pk).update(notes=word("note"))
    meeting.segments.update(facilitator_text=word("facilitatortext"))
    block = meeting.segments.get(position=2)
    type(block).objects.filter(pk=block.pk).update(activity=factories.create_activity())
    block.run = type(block).run.related.related_model.objects.create(
        segment=block, notes=word("runnotes"), safety_monitor=word("runnotes")
    )
    factories.create_follow_up(meeting, what=word("promise"), to_whom=word("promisee"))
    factories.create_logistics_item(meeting, text=word("logistics"))
    meeting.attendances.filter(membership=members[0]).delete()
    factories.attend(
        meeting,
        members[0],
        status="substitute",
        stand_in_name=word("standin"),
        note=word("attendancenote"),
    )
    meeting.replies.all().delete()
    factories.create_reply(meeting, members[0], "substitute", substitute_name=word("substitute"))
    factories.create_reply(
        meeting, members[1], access_needs=word("accessneed"), food_needs=word("foodneed")
    )
    if meeting.position == 1:
        meeting.evaluation.comments.update(text=word("comment"))
        consented = meeting.evaluation.comments.order_by("pk").first()
        type(consented).objects.filter(pk=consented.pk).update(text=word("quote"), may_quote=True)
    else:
        for member in members:
            factories.answer_evaluation(meeting, member, comment=word("unreleased"))


def plant_applications(cohort):
    application = factories.create_application(
        cohort,
        name=word("applicantname"),
        endorsed=False,
        why=word("whytext"),
        phone=word("applicantphone"),
        director_name=word("directorname"),
    )
    needs = cohort.guidebook.application_questions.get(code="needs")
    application.answers.create(question=needs, text=word("needstext"))
    application.endorsements.update(decline_reason=word("declinereason"))
    ApplicationDraft.objects.create(
        cohort_part=cohort.recruiting_part,
        browser_hash=bytes(32),
        answers={name: [word("drafted")] for name in ["name", "site_name", "answer_why"]},
    )
    lead = factories.create_person()
    type(application).objects.filter(pk=application.pk).update(
        decision="not_offered",
        decision_note=word("decisionnote"),
        decided_by=lead,
        decided_at=application.submitted_at,
    )
    letter = Letter.objects.create(
        code="offer",
        to_email="a@example.org",
        subject="A letter",
        body="…",
        cohort=cohort,
        status="failed",
        failed_at=application.submitted_at,
        last_error=word("lettererror"),
    )
    ApplicationLetter.objects.create(letter=letter, application=application)


@pytest.fixture(scope="module")
def house(house_of_the_file):
    plant(house_of_the_file)
    return house_of_the_file


@pytest.fixture(scope="module")
def found_by(house):
    """`found_by(who)`: {word: addresses} after this person has opened every page,
    once for all tests of this file.
    """

    @cache
    def crawl(who):
        seen = {}
        with mock.patch("lib.pdf.client.run_renderer", paper_as_text):
            for address in addresses(house):
                said = said_in(ask(house, who, address))
                note(seen, said, address)
            for address in forms(house):
                note(
                    seen,
                    said_in(ask(house, who, address, method="post", follow=True)),
                    f"POST {address}",
                )
        return seen

    def note(seen, said, address):
        for name in MAY_READ:
            if word(name).encode() in said:
                seen.setdefault(name, []).append(address)

    return crawl


def addresses(house):
    """Every page of the own cohort, searched and filtered too,
    and every page that is about no cohort.
    """
    for route in all_routes():
        for line in rules_of(route.name):
            if "GET" not in line.verbs:
                continue
            for position in [1, 2] if "position" in route.parameters else [None]:
                arguments = objects_of(house, route, "own", line) | (
                    {"position": position} if position else {}
                )
                if "pk" in arguments and position == 2:
                    continue
                yield reverse(route.name, kwargs=arguments)
    for application in Application.objects.of_cohort(house.own).all():
        yield reverse("recruitment:application-detail", args=[house.own.slug, application.pk])
    for name in ["recruitment:application-list", "cohorts:member-list", "cohorts:letter-list"]:
        yield reverse(name, args=[house.own.slug]) + "?q=zq&state=&page=1"
    yield reverse("cohorts:member-list", args=[house.own.slug]) + "?state=left"
    yield reverse("evaluations:results-meeting", args=[house.own.slug, 1]) + "?part=words"
    yield reverse("evaluations:results-cohort", args=[house.own.slug]) + "?part=words&meeting=1"
    yield reverse("evaluations:results-state") + "?part=words&meeting=1"
    for name in ["recruitment:application-export", "cohorts:member-export"]:
        yield reverse(name, args=[house.own.slug, "csv"]) + "?q=zq"


def forms(house):
    """What a form answers when it is sent empty: mistakes, messages, the page it leads to."""
    for route in all_routes():
        for line in rules_of(route.name):
            if "POST" in line.verbs:
                yield reverse(route.name, kwargs=objects_of(house, route, "own", line))


def ask(house, who, address, method="get", **options):
    with transaction.atomic():
        answer = getattr(house.client(who), method)(address, **options)
        answer.body = (
            answer.getvalue() if answer.streaming else answer.content
        )  # a stream is read once
        transaction.set_rollback(True)
    return answer


def said_in(answer):
    """Body and headers, an XLSX unzipped."""
    body = answer.body
    if body[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(body))
        body = b"".join(archive.read(name) for name in archive.namelist())
    return body + repr(dict(answer.headers)).encode()


@pytest.mark.parametrize("name", [name for name, who in MAY_READ.items() if who])
def test_the_word_is_where_it_belongs(found_by, name):
    """Somebody who may read it does: without this, finding nothing elsewhere would say nothing."""
    assert name in found_by("facilitator")


def leaks(found_by, who):
    return {name: where for name, where in found_by(who).items() if who not in readers(name)}


@pytest.mark.parametrize("who", CLOSE_BY)
def test_nobody_else_reads_it(found_by, who):
    assert leaks(found_by, who) == {}


@pytest.mark.audit
@pytest.mark.parametrize("who", OTHERS)
def test_nobody_at_all_else_reads_it(found_by, who):
    assert leaks(found_by, who) == {}


@pytest.mark.parametrize("who", sorted(WALLED & set(CLOSE_BY)))
def test_the_wall(found_by, who):
    assert OF_THE_ROOM & set(found_by(who)) == set()


def test_the_wall_rises_at_once(house):
    """The same open browser, the page after the supervision began: closed.

    And open again after it ended.
    """
    facilitator, member = (
        house.people["facilitator"],
        house.own.memberships.order_by("pk").first().person,
    )
    client, page = (
        house.client("facilitator"),
        reverse("meetings:agreement-list", args=[house.own.slug]),
    )
    assert client.get(page).status_code == 200
    supervision = factories.create_supervision(facilitator, member)
    assert client.get(page).status_code == 403
    supervision.end()
    assert client.get(page).status_code == 200


def test_the_wall_rises_with_a_signature(house):
    """Signing for an applicant, by a further address too, closes the words of that cohort."""
    facilitator = house.people["co_facilitator"]
    facilitator.addresses.create(email="second@example.org", verified_at=facilitator.created_at)
    client, page = (
        house.client("co_facilitator"),
        reverse("meetings:agreement-list", args=[house.own.slug]),
    )
    assert client.get(page).status_code == 200
    factories.create_application(house.own, endorsed=True, director_email="Second@Example.org")
    assert client.get(page).status_code == 403


# --- what leaves the house by other ways ----------------------------------------------------------


def test_no_letter_carries_words_of_the_room(house):
    """Letters go to members, applicants and directors:
    what was said in the room is in none of them.
    """
    text = "\n".join(
        f"{letter.subject} {letter.body} {letter.demo_text}" for letter in Letter.objects.all()
    )
    assert [name for name in OF_THE_ROOM if word(name) in text] == []


def test_admin_holds_reference_data_only():
    """Nothing about a person is in the admin: no page of it can go round the wall. The one column
    of its models that names somebody, who closed a site, is on none of its pages.
    """
    assert {model._meta.label for model in admin.site._registry} == REFERENCE
    shown_about_people = {
        f"{model._meta.label}.{column}"
        for model, pages in admin.site._registry.items()
        for column in PRIVACY_RECORDS[model._meta.label].personal
        if column not in (pages.exclude or []) or column in pages.list_display
    }
    assert shown_about_people == set()


def test_admin_shows_no_planted_word(house):
    house.sign_in("root", factories.create_person(is_staff=True, is_superuser=True))
    for model in admin.site._registry:
        answer = ask(
            house,
            "root",
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"),
        )
        assert answer.status_code == 200
        assert [name for name in MAY_READ if word(name).encode() in answer.content] == []


def test_logs_hold_no_words(house, capfd):
    """A page that breaks tells its name, never its address or what somebody wrote."""
    with (
        mock.patch("meetings.views.agreements.render", side_effect=RuntimeError),
        override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False),
    ):
        ask(
            house,
            "facilitator",
            reverse("meetings:agreement-list", args=[house.own.slug]) + f"?q={word('note')}",
        )
    said = "".join(capfd.readouterr())
    assert "agreement-list" in said or said == ""
    assert "zq" not in said and house.own.slug not in said


@pytest.mark.audit
def test_the_paper_itself(house):
    """The real press: the words are in the PDF of who may print, as pdftotext reads them."""
    address = reverse("dashboards:document-pdf", args=[house.own.slug, 1, "run-of-show"])
    answer = ask(house, "facilitator", address)
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=said_in(answer), capture_output=True, check=True
    ).stdout
    assert word("facilitatortext").encode() in text
    assert ask(house, "walled_facilitator", address).status_code == 403
