"""The recruitment board: chips, search, sort, pages, bulk acts, files."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cohorts.models import Letter, StaffAct
from recruitment.letters import write_to_director
from recruitment.models import Application

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def board(cohort, **query):
    return reverse("recruitment:application-list", args=[cohort.slug]), query


def names(response):
    return [row.name for row in response.context["page"]]


def seen(client, cohort, **query):
    return client.get(*board(cohort, **query))


@pytest.fixture
def some(cohort):
    create = factories.create_application
    undelivered = create(cohort, name="Uma Undelivered", endorsed="waiting")
    letter = write_to_director(undelivered.endorsement, "signoff-request")
    Letter.objects.filter(pk=letter.pk).update(status="failed", failed_at=timezone.now())
    return [
        undelivered,
        create(cohort, name="Wanda Núñez", email="wanda@lantern.example", endorsed="waiting"),
        create(cohort, name="Sami Signed", endorsed=True),
        create(cohort, name="Dee Declined", endorsed=False),
    ]


def test_chips_count_and_narrow(lead, cohort, some):
    page = seen(lead, cohort)
    assert {chip["value"]: chip["count"] for chip in page.context["chips"]} == {
        "": 4,
        "undelivered": 1,
        "waiting": 1,
        "signed": 1,
        "declined": 1,
        "unconfirmed": 4,
    }
    for state, name in [
        ("undelivered", "Uma Undelivered"),
        ("waiting", "Wanda Núñez"),
        ("signed", "Sami Signed"),
        ("declined", "Dee Declined"),
    ]:
        assert names(seen(lead, cohort, state=state)) == [name]
    assert len(names(seen(lead, cohort, state="nonsense"))) == 4


def test_search_ignores_accents_and_finds_part_of_an_address(lead, cohort, some):
    assert (
        names(seen(lead, cohort, q="nunez"))
        == names(seen(lead, cohort, q="wanda@LANT"))
        == ["Wanda Núñez"]
    )
    assert names(seen(lead, cohort, q="%")) == [] and names(seen(lead, cohort, q="x" * 5000)) == []


def test_search_covers_what_the_columns_show(lead, cohort, some):
    county = factories.create_county(name="Kern")
    factories.create_application(
        cohort, name="Kay", county=county, agency_name="Tule Agency", director_name="Óscar Vela"
    )
    for words in ["kern", "tule", "oscar vela", "kay KERN"]:
        assert names(seen(lead, cohort, q=words)) == ["Kay"]
    keeps = "The address of this page keeps what you chose"
    assert keeps in shown(seen(lead, cohort, q="kern")) and keeps not in shown(seen(lead, cohort))


def test_sort_is_in_the_address(lead, cohort, some):
    assert names(seen(lead, cohort, sort="name")) == [
        "Dee Declined",
        "Wanda Núñez",
        "Sami Signed",
        "Uma Undelivered",
    ]
    assert names(seen(lead, cohort, sort="-submitted"))[0] == "Dee Declined"


@pytest.mark.parametrize("query", [{"page": "1e9"}, {"page": "-1"}, {"sort": "x"}, {"q": "\u202e"}])
def test_odd_addresses_are_no_error(lead, cohort, some, query):
    assert seen(lead, cohort, **query).status_code == 200


def test_the_same_number_of_queries_for_one_and_for_three_hundred(
    lead, cohort, django_assert_num_queries
):
    factories.create_application(cohort, endorsed="waiting")
    with CaptureQueriesContext(connection) as one:
        seen(lead, cohort)
    for _ in range(299):
        factories.create_application(cohort, endorsed="waiting")
    with django_assert_num_queries(len(one)):
        page = seen(lead, cohort)
    assert len(names(page)) == 50 and page.context["page"].total == 300


def test_offer_and_remind_in_bulk_keep_the_filter(lead, cohort, some):
    offer = reverse("recruitment:application-offer", args=[cohort.slug])
    signed = Application.objects.get(name="Sami Signed")
    answer = act(lead, offer, {"application": [signed.pk], "state": "signed"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("?state=signed")
    assert "Sami Signed has seat 1." in shown(answer)
    more = [factories.create_application(cohort, endorsed=True).pk for _ in range(2)]
    assert "have a seat now." in shown(act(lead, offer, {"application": more}, follow=True))
    remind = reverse("recruitment:application-remind", args=[cohort.slug])
    told = shown(act(lead, remind, {"application": [a.pk for a in some]}, follow=True))
    assert "2 reminders to 2 directors are written." in told


def test_an_act_on_an_application_keeps_the_list_it_was_opened_from(lead, cohort, some):
    query = "?state=signed&sort=years"
    more = [factories.create_application(cohort, endorsed=True) for _ in range(2)]
    page = reverse("recruitment:application-detail", args=[cohort.slug, more[0].pk])
    assert shown(lead.get(page + query)).count("state=signed&amp;sort=years") >= 4
    for name, sent in [
        ("application-decide", {"decision": "waiting"}),
        ("application-offer", {"application": [more[0].pk], "back": "application"}),
    ]:
        args = [cohort.slug] + ([more[0].pk] if name == "application-decide" else [])
        address = reverse(f"recruitment:{name}", args=args) + query
        assert act(lead, address, sent)["Location"] == page + query
    refused = act(lead, address, sent)
    assert refused["Location"] == page + query


def test_what_can_still_be_done_when_a_decision_is_final(lead, cohort, some):
    signed = Application.objects.get(name="Sami Signed")
    decide = reverse("recruitment:application-decide", args=[cohort.slug, signed.pk])
    act(lead, decide, {"decision": "not_offered"})
    page = signed.get_absolute_url()
    final, roster = "This can no longer be taken back.", "A seat can still be given with"
    assert final not in shown(lead.get(page))
    earlier = timezone.now() - timedelta(minutes=11)
    StaffAct.objects.update(done_at=earlier, held_until=earlier + StaffAct.HOLD)
    told = shown(lead.get(page))
    assert final in told and roster in told


def test_a_reminder_counts_directors_and_letters(lead, cohort):
    for name, director in [("Ana", "a"), ("Bea", "a"), ("Cyd", "c")]:
        factories.create_application(
            cohort, name=name, director_email=f"{director}@boss.example", endorsed="waiting"
        )
    rows = list(Application.objects.values_list("pk", flat=True))
    remind = reverse("recruitment:application-remind", args=[cohort.slug])
    outcome = lead.post(remind, {"application": rows}).context["outcome"]
    assert outcome.button == "Send 3 reminders to 2 directors"
    asked = outcome.consequences[0]
    assert (asked.number, asked.sentence) == (2, "directors are asked again")
    assert any(name.endswith("for Ana and Bea") for name in asked.names)
    assert len(outcome.letters) == 3


def test_directors_are_reminded_only_while_a_sign_off_can_count(lead, cohort, some):
    """After the deadline the board offers seats only, and a reminder sent from an old page is
    refused in one sentence.
    """
    page = shown(seen(lead, cohort))
    assert 'data-act="offer"' in page and 'data-act="remind"' in page
    assert 'data-act="offer"' not in shown(seen(lead, cohort, state="waiting"))
    remind = reverse("recruitment:application-remind", args=[cohort.slug])
    Application.objects.filter(pk=some[0].pk).update(withdrawn_at=timezone.now())
    told = shown(act(lead, remind, {"application": [some[0].pk]}, follow=True))
    assert "This application is decided or withdrawn." in told
    letters = Letter.objects.count()
    yesterday = timezone.localdate() - timedelta(days=1)
    cohort.cohort_parts.update(apply_by=yesterday, notice_on=yesterday)
    page = shown(seen(lead, cohort))
    assert 'data-act="offer"' in page and "emind the director" not in page
    told = shown(act(lead, remind, {"application": [a.pk for a in some]}, follow=True))
    assert told.count("a signature would not count any more") == 1
    assert Letter.objects.count() == letters


def test_what_is_not_signed_is_refused_with_a_sentence(lead, cohort, some):
    offer = reverse("recruitment:application-offer", args=[cohort.slug])
    told = shown(act(lead, offer, {"application": [a.pk for a in some]}, follow=True))
    assert "No seat was given" in told and "Wanda Núñez: not signed by the director yet." in told
    for nonsense in [{}, {"application": "x"}, {"application": "999999"}]:
        assert act(lead, offer, nonsense, follow=True).status_code == 200
    assert not Application.objects.seated().exists()


def test_a_refused_offer_is_one_list_and_keeps_ticks_and_filter(lead, cohort, some):
    some[1].name = "<b>Wanda</b>"
    some[1].save()
    chosen = [application.pk for application in some[:3]]
    offer = reverse("recruitment:application-offer", args=[cohort.slug])
    told = act(lead, offer, {"application": chosen, "sort": "name"}, follow=True)
    page = shown(told)
    assert (
        page.count('<li class="h-notice ') == 1
        and "<li>&lt;b&gt;Wanda&lt;/b&gt;: not signed by the director yet.</li>" in page
    )
    assert {row.pk for row in told.context["page"] if row.is_ticked} == set(chosen)
    assert (
        len(re.findall(r'name="application"[^>]* checked', page)) == 2
        and told.redirect_chain[0][0].count("application=") == 3
        and "sort=name" in told.redirect_chain[0][0]
    )
    assert seen(lead, cohort, application=["x", "9" * 500]).status_code == 200


def test_another_cohorts_application_cannot_be_offered_here(lead, cohort, outsider):
    elsewhere = outsider.staff_roles.get().cohort
    theirs = factories.create_application(elsewhere, endorsed=True)
    told = act(
        lead,
        reverse("recruitment:application-offer", args=[cohort.slug]),
        {"application": theirs.pk},
        follow=True,
    )
    assert "not in this cohort" in shown(told) and not Application.objects.seated().exists()
    assert (
        lead.get(
            reverse("recruitment:application-detail", args=[cohort.slug, theirs.pk])
        ).status_code
        == 404
    )


def test_facilitators_read_and_do_not_choose(client_of, facilitator, cohort, some):
    client = client_of(facilitator)
    page = seen(client, cohort)
    assert page.status_code == 200 and "Give seats" not in shown(page)
    assert (
        act(
            client,
            reverse("recruitment:application-offer", args=[cohort.slug]),
            {"application": some[0].pk},
        ).status_code
        == 403
    )


def test_what_is_not_used_to_choose_is_not_shown_before_the_seat(lead, cohort, some):
    application = some[2]
    question = cohort.guidebook.application_questions.get(code="needs")
    application.answers.create(question=question, text="A ramp")
    detail = reverse("recruitment:application-detail", args=[cohort.slug, application.pk])
    assert "A ramp" not in shown(lead.get(detail))
    act(
        lead,
        reverse("recruitment:application-offer", args=[cohort.slug]),
        {"application": application.pk},
    )
    assert "A ramp" in shown(lead.get(detail))


def test_decide_and_correct_from_the_detail_page(lead, cohort, some):
    application = some[1]
    args = [cohort.slug, application.pk]
    assert "Choose the waiting list" in shown(
        act(lead, reverse("recruitment:application-decide", args=args), {}, follow=True)
    )
    slip = {"name": "Wanda Nuñez-Paz", "director_name": "Real Director", "director_email": "no"}
    assert "Write the director" in shown(
        act(lead, reverse("recruitment:application-correct", args=args), slip)
    )
    slip["director_email"] = "real@example.org"
    act(lead, reverse("recruitment:application-correct", args=args), slip)
    application = Application.objects.get(pk=application.pk)
    assert (
        application.name == "Wanda Nuñez-Paz"
        and application.endorsement.supervisor_email == "real@example.org"
    )
    told = shown(
        act(
            lead,
            reverse("recruitment:application-decide", args=args),
            {"decision": "waiting"},
            follow=True,
        )
    )
    assert "is on the waiting list" in told


def test_the_directors_steps_stand_in_the_order_they_happened(lead, cohort, some):
    endorsement = some[1].endorsement
    endorsement.actions.all().delete()
    moment = endorsement.asked_at
    for kind in ["requested", "reminded"]:
        endorsement.actions.create(kind=kind, at=moment)
    sent, failed = [write_to_director(endorsement, "signoff-request") for _ in range(2)]
    Letter.objects.filter(pk=sent.pk).update(status="sent", sent_at=moment + timedelta(minutes=1))
    Letter.objects.filter(pk=failed.pk).update(
        status="failed", failed_at=moment - timedelta(hours=1)
    )
    page = lead.get(reverse("recruitment:application-detail", args=[cohort.slug, some[1].pk]))
    assert [event.word for event in page.context["happened"]] == [
        "Not delivered",
        "Asked",
        "Reminded",
        "Delivered",
    ]


def test_a_director_who_looks_like_the_applicant_is_named_before_choosing(lead, cohort):
    factories.create_application(
        cohort, email="pat@example.org", director_email="pat+boss@example.org", endorsed=True
    )
    assert "looks like the applicant" in shown(seen(lead, cohort))


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "Bell\x0b\x07 tower"]


def test_files_are_filtered_like_the_page_and_harmless(lead, cohort, some):
    for number, name in enumerate(HOSTILE):
        factories.create_application(
            cohort, name=name, email=f"h{number}@example.org", endorsed=True
        )
    address = reverse("recruitment:application-export", args=[cohort.slug, "csv"])
    rows = list(
        csv.DictReader(
            io.StringIO(lead.get(address, {"state": "signed"}).getvalue().decode("utf-8-sig"))
        )
    )
    assert len(rows) == 1 + len(HOSTILE) and {row["State"] for row in rows} == {"Signed"}
    assert not [row for row in rows if row["Name"].startswith(tuple("=+-@\t＝"))]
    book = load_workbook(
        io.BytesIO(lead.get(address.replace(".csv", ".xlsx"), {"state": "signed"}).getvalue())
    )
    cells = [cell for row in book.active for cell in row]
    assert "=1+1" in [cell.value for cell in cells] and not [
        cell for cell in cells if cell.data_type == "f"
    ]
    assert "Bell tower" in [cell.value for cell in cells]
    assert lead.get(address.replace(".csv", ".exe")).status_code == 404
