"""Documents of a meeting: who may print which, what they say, and what never stands on them."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from cohorts.access import access_of
from dashboards.document_links import DOCUMENTS, documents_for
from dashboards.documents import available_documents, workbook_sources
from lib.pdf import client
from lib.pdf.errors import error_for
from lib.pdf.renderer_pool import RenderedPdf
from meetings.attendance_sheet import AttendanceSheet
from meetings.models import ActivityRun

from .. import factories
from ..shown import shown

FACILITATORS_ONLY = [
    "run-of-show",
    "sign-in",
    "activity-cards",
    "evaluation-card",
    "evaluation-form",
    "pack",
    "workbooks",
]


@pytest.fixture
def undrawn(monkeypatch):
    """Nothing is drawn: the "PDF" is the HTML that the press would get."""
    monkeypatch.setattr(
        client,
        "run_renderer",
        lambda job, on_progress: RenderedPdf(
            b"%PDF-" + "\f".join(job["sheets"]).encode(), (1,) * len(job["sheets"])
        ),
    )


def html_of(meeting, document, language="en"):
    return shown("\f".join(s.html() for s in DOCUMENTS[document].sources(meeting, language)))


def address(meeting, document):
    return reverse(
        "dashboards:document-pdf", args=[meeting.cohort.slug, meeting.position, document]
    )


def workbook_address(cohort):
    return reverse("dashboards:workbook-pdf", args=[cohort.slug])


@pytest.fixture
def activity(meeting):
    """The second block is a game."""
    activity = factories.create_activity(
        safety_flags=["trip"], seated_variant=factories.both("Play it at a table.")
    )
    meeting.segments.filter(position=2).update(activity=activity, kind="teambuilding")
    return activity


# --- who may --------------------------------------------------------------------------------------

ALL = [
    "facilitator",
    "regional_lead",
    "state_staff",
    "greeter",
    "participant",
    "graduate",
    "withdrawn",
    "outsider",
]
MAY = {
    "run-of-show": {"facilitator", "regional_lead"},
    "participant-agenda": {
        "facilitator",
        "regional_lead",
        "state_staff",
        "participant",
        "graduate",
    },
    "sign-in": {"facilitator", "regional_lead", "greeter"},
    "activity-cards": {"facilitator", "regional_lead", "state_staff"},
    "evaluation-card": {"facilitator", "regional_lead", "greeter"},
    "evaluation-form": {"facilitator", "regional_lead", "greeter"},
    "agreements-poster": {"facilitator", "regional_lead", "state_staff", "participant", "graduate"},
    "pack": {"facilitator", "regional_lead"},
    "workbooks": {"facilitator", "regional_lead"},
}
#: They lead to the papers until a job has made them.
MADE_BY_JOB = {"pack", "workbooks"}


@pytest.mark.parametrize("document", MAY)
@pytest.mark.parametrize("who", ALL)
def test_who_may_print(request, who, document, meeting, activity, participant, client_of, undrawn):
    answer = client_of(request.getfixturevalue(who)).get(address(meeting, document))
    granted = 302 if document in MADE_BY_JOB else 200
    expected = granted if who in MAY[document] else 404 if who == "outsider" else 403
    assert answer.status_code == expected


@pytest.mark.parametrize("who", ALL)
def test_who_may_print_a_workbook(request, who, cohort, client_of, undrawn):
    answer = client_of(request.getfixturevalue(who)).get(workbook_address(cohort))
    expected = (
        200
        if who in {"facilitator", "regional_lead", "participant", "graduate"}
        else 404
        if who == "outsider"
        else 403
    )
    assert answer.status_code == expected


def test_every_document_has_its_audience():
    assert set(MAY) == set(DOCUMENTS)


def test_not_signed_in_is_asked_to(client, meeting):
    assert client.get(address(meeting, "pack")).status_code == 302


def test_the_workbook_names_the_contact(cohort, participant, client_of, undrawn):
    page = client_of(participant).get(workbook_address(cohort))
    assert "Questions? Ask Connie Contact" in b"".join(page).decode(errors="ignore")


@pytest.mark.parametrize("document", ["nothing", "workbook", "base", "run_of_show"])
def test_no_such_document(meeting, facilitator, client_of, document):
    assert client_of(facilitator).get(address(meeting, document)).status_code == 404


def test_no_such_meeting(meeting, facilitator, client_of):
    assert (
        client_of(facilitator).get(address(meeting, "pack").replace("/1/", "/99/")).status_code
        == 404
    )


def test_cards_need_an_activity(meeting, facilitator, client_of):
    assert client_of(facilitator).get(address(meeting, "activity-cards")).status_code == 404


@pytest.mark.parametrize("document", ["run-of-show", "pack", "agreements-poster"])
def test_the_director_wall_stands_before_words(
    meeting, participant, facilitator, client_of, document, undrawn
):
    factories.create_supervision(facilitator, participant)
    client = client_of(facilitator)
    assert client.get(address(meeting, document)).status_code == 403
    assert client.get(workbook_address(meeting.cohort)).status_code == 403
    assert client.get(address(meeting, "participant-agenda")).status_code == 200


def test_what_is_offered_is_what_opens(meeting, activity, participant, facilitator):
    offered = {
        who.name: [d.slug for d in documents_for(meeting, access_of(who, meeting.cohort))]
        for who in [participant, facilitator]
    }
    assert offered[participant.name] == ["participant-agenda", "agreements-poster"]
    assert offered[facilitator.name] == ["pack", *(d.slug for d in available_documents(meeting))]


def test_a_post_prints_nothing(meeting, facilitator, client_of):
    assert client_of(facilitator).post(address(meeting, "pack")).status_code == 405


# --- the file -------------------------------------------------------------------------------------


def test_headers(meeting, facilitator, client_of, undrawn):
    answer = client_of(facilitator).get(address(meeting, "run-of-show"))
    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == 'inline; filename="region-8-meeting-1-run-of-show-en.pdf"'
    )
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "asked, found",
    [
        ("?language=es", "es"),
        ("?language=en", "en"),
        ("", "en"),
        ("?language=xx", "en"),
        ("?language=", "en"),
        ("?language=../es", "en"),
    ],
)
def test_language_is_one_of_the_networks(meeting, participant, client_of, asked, found, undrawn):
    answer = client_of(participant).get(address(meeting, "participant-agenda") + asked)
    assert f'<html lang="{found}">' in shown(answer)


def test_language_of_the_reader(meeting, participant, client_of, undrawn):
    answer = client_of(participant).get(
        address(meeting, "participant-agenda"), headers={"accept-language": "es"}
    )
    assert "Reunión 1" in shown(answer)


def test_trouble_is_a_page_that_says_what_to_do(meeting, facilitator, client_of, monkeypatch):
    def no_pango(job, on_progress):
        raise error_for("pango")

    monkeypatch.setattr(client, "run_renderer", no_pango)
    answer = client_of(facilitator).get(address(meeting, "run-of-show"))
    assert answer.status_code == 503
    assert "Pango" in shown(answer) and "install" in shown(answer)


# --- what never stands on paper for everybody -----------------------------------------------------

PLANTED = "zwölfplanted"


@pytest.mark.parametrize(
    "document",
    ["participant-agenda", "evaluation-card", "evaluation-form", "agreements-poster", "workbook"],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_facilitators_word(meeting, activity, facilitator, participant, document, language):
    words = factories.both(PLANTED, PLANTED)
    meeting.segments.update(
        facilitator_text=words,
        opt_out=words,
        output=words,
        cqi_link=words,
        materials=[{"item": {"en": PLANTED}}],
    )
    meeting.notes, meeting.room = PLANTED, [PLANTED]
    meeting.save()
    factories.create_follow_up(meeting, PLANTED)
    factories.create_logistics_item(meeting, PLANTED)
    ActivityRun.objects.create(
        segment=meeting.segments.get(position=2), safety_monitor=PLANTED, notes=PLANTED
    )
    type(activity).objects.update(
        purpose=words, steps=[PLANTED], safety=[PLANTED], cqi_link=words, opt_out=words
    )
    if document == "workbook":
        html = workbook_sources(meeting.cohort, participant, language)[0].html()
    else:
        html = html_of(meeting, document, language)
    assert PLANTED not in html
    assert PLANTED in html_of(meeting, "run-of-show", language)


def test_only_facilitators_papers_name_people(meeting, participant):
    for document in [
        "participant-agenda",
        "evaluation-card",
        "evaluation-form",
        "agreements-poster",
    ]:
        assert participant.name not in html_of(meeting, document)
    assert participant.name in html_of(meeting, "sign-in")


# --- what each says -------------------------------------------------------------------------------


def test_run_of_show(meeting, activity, facilitator):
    meeting.notes = "Open the windows."
    meeting.save()
    html = html_of(meeting, "run-of-show")
    for words in [
        "How you run it.",
        "9:00",
        "9:20",
        "Fay Facilitator",
        "Open the windows.",
        "Name a safety monitor",
        "facilitators only",
        "Before you drive home",
    ]:
        assert words in html


@pytest.mark.parametrize(
    "document", ["run-of-show", "participant-agenda", "sign-in", "activity-cards"]
)
def test_facts_have_no_space_around_them(meeting, activity, document):
    """WeasyPrint makes a fact with a space before it too narrow, and breaks its line."""
    type(activity).objects.update(minutes_brief=5, minutes_run=20, minutes_debrief=10)
    html = DOCUMENTS[document].sources(meeting, "en")[0].html()
    facts = html[html.index('<dl class="h-facts">') : html.index("</dl>")]
    values = re.findall(r"<dd>(.*?)</dd>", facts, re.DOTALL)
    assert values and values == [value.strip() for value in values]


def test_run_of_show_says_when_it_is_too_long(meeting):
    meeting.segments.filter(position=2).update(minutes=250)
    assert "15 minutes longer" in html_of(meeting, "run-of-show")


def test_what_to_cut_spares_the_evaluation(meeting):
    html = html_of(meeting, "run-of-show")
    assert "The evaluation keeps its 15 minutes" in html
    assert "45 of 235 minutes from Focused discussion" in html


def test_promises_of_earlier_meetings_are_on_it(meeting, cohort):
    factories.create_follow_up(meeting, "Send the list")
    assert "Send the list" in html_of(cohort.meetings.get(position=2), "run-of-show")


def test_agenda_leads_to_the_evaluation_and_names_paper(meeting, settings):
    settings.SITE_URL = "https://hallway.example.org"
    html = html_of(meeting, "participant-agenda")
    assert "hallway.example.org/cohorts/region-8/meetings/1/evaluate" in html
    assert "paper form" in html


def test_height_follows_minutes(meeting):
    html = html_of(meeting, "participant-agenda")
    assert html.count("min-height: 0.330in") == 1  # 20 minutes
    with translation.override("es"):
        assert "min-height: 0.330in" in html_of(meeting, "participant-agenda", "es")


def test_sign_in_sheet_has_the_numbers_of_the_roll_call(meeting, cohort):
    factories.create_members(cohort, 12)
    numbered = [(row.number, row.membership.person.name) for row in AttendanceSheet(meeting).rows]
    rows = DOCUMENTS["sign-in"].sources(meeting, "en")[0].context
    assert [(row["number"], row["name"]) for row in rows["rows"]] == numbered
    assert list(rows["free"]) == [13, 14, 15, 16]


def test_sign_in_sheet_says_where_people_work_on_that_day(meeting, participant):
    old = factories.create_site("Old School")
    factories.create_placement(
        participant, old, starts_on=factories.date(2020, 1, 1), ends_on=factories.date(2021, 1, 1)
    )
    factories.create_placement(
        participant, factories.create_site("New School"), starts_on=factories.date(2021, 1, 2)
    )
    html = html_of(meeting, "sign-in")
    assert "New School" in html and "Old School" not in html


def test_sign_in_sheet_asks_as_often_for_thirty_as_for_one(
    meeting, cohort, django_assert_num_queries, django_assert_max_num_queries
):
    factories.create_members(cohort, 2)
    html_of(meeting, "sign-in")  # what the cohort itself keeps is read once
    with django_assert_max_num_queries(12) as few:
        html_of(meeting, "sign-in")
    factories.create_members(cohort, 25)
    with django_assert_num_queries(len(few)):
        html_of(meeting, "sign-in")


def test_one_card_an_activity(meeting, activity):
    meeting.segments.filter(position=3).update(activity=activity)
    html = html_of(meeting, "activity-cards")
    assert html.count("<h1>") == 1
    for words in [
        "Stand in a circle.",
        "Throw below the shoulder.",
        "Keep the time instead.",
        "Play it at a table.",
        "What happened?",
        "Safety monitor",
    ]:
        assert words in html


def test_paper_form_asks_what_the_page_asks(meeting):
    html = html_of(meeting, "evaluation-form")
    for question in meeting.evaluation.form.questions_in_order():
        assert str(question.text) in html
    assert "Do not write your name" in html and "anonymous" not in html


@pytest.mark.parametrize(
    "language, words",
    [
        ("en", "You can answer until Wednesday, March 17."),
        ("es", "Puede responder hasta el miércoles 17 de marzo."),
    ],
)
def test_paper_tells_the_last_day_to_answer(meeting, language, words):
    meeting.evaluation.closes_on = date(2027, 3, 17)
    assert words in html_of(meeting, "evaluation-form", language)
    assert words in html_of(meeting, "evaluation-card")


def test_table_card_speaks_both_languages(meeting):
    html = html_of(meeting, "evaluation-card")
    assert "How was today?" in html and "¿Cómo le fue hoy?" in html and 'lang="es"' in html


def test_poster_says_whether_the_room_adopted(meeting, cohort, facilitator):
    assert "proposed" in html_of(meeting, "agreements-poster")
    for agreement in cohort.agreements.in_force():
        agreement.adopt(meeting=meeting, by=facilitator)
    assert "adopted these agreements" in html_of(meeting, "agreements-poster")


def test_pack_holds_an_agenda_and_a_form_in_each_language(meeting, activity):
    sources = DOCUMENTS["pack"].sources(meeting, "en")
    made = [(sheet.template.split("/")[-1], sheet.language) for sheet in sources]
    assert made == [
        ("run_of_show.html", "en"),
        ("sign_in.html", "en"),
        ("activity_cards.html", "en"),
        ("evaluation_card.html", "en"),
        ("participant_agenda.html", "en"),
        ("participant_agenda.html", "es"),
        ("evaluation_form.html", "en"),
        ("evaluation_form.html", "es"),
    ]


# --- the workbook ---------------------------------------------------------------------------------


def test_a_member_gets_their_own_workbook(cohort, participant, graduate, client_of, undrawn):
    html = shown(
        client_of(participant).get(
            workbook_address(cohort) + f"?member={graduate.memberships.get().pk}"
        )
    )
    assert participant.name in html and graduate.name not in html


def test_a_facilitator_prints_one_for_a_member_or_a_blank_one(
    cohort, participant, facilitator, client_of, undrawn
):
    client, member = client_of(facilitator), participant.memberships.get()
    assert participant.name in shown(client.get(workbook_address(cohort) + f"?member={member.pk}"))
    assert participant.name not in shown(client.get(workbook_address(cohort)))


@pytest.mark.parametrize("member", ["0", "x", "-1", "9" * 18, "9" * 40, "²"])
def test_no_such_member(cohort, facilitator, client_of, member):
    assert (
        client_of(facilitator).get(workbook_address(cohort), {"member": member}).status_code == 404
    )


def test_a_member_of_another_cohort_is_not_found(cohort, facilitator, client_of):
    elsewhere = factories.create_membership(factories.create_cohort())
    assert (
        client_of(facilitator).get(workbook_address(cohort), {"member": elsewhere.pk}).status_code
        == 404
    )


def test_workbook_holds_all_pages(cohort, participant):
    cohort.network.standards.create(
        number=1,
        group="point_of_service",
        name=factories.both("Safe place"),
        gloss=factories.both("People are safe."),
    )
    cohort.network.principles.create(
        number=1, name=factories.both("See the system"), gloss=factories.both("Look around.")
    )
    html = workbook_sources(cohort, participant, "en")[0].html()
    for words in [
        "Play safe",
        "Safe place",
        "See the system",
        "Reflection, meeting 5",
        "Assess: what I noticed",
        "Notes",
        participant.name,
    ]:
        assert words in html
    assert html.count('<ol class="h-agenda">') == 5


def test_workbook_in_spanish(cohort, participant):
    html = workbook_sources(cohort, participant, "es")[0].html()
    assert "Su cuaderno" in html and "Your workbook" not in html


# --- for operators --------------------------------------------------------------------------------


def test_command_writes_each_document_and_prints_its_name(
    meeting, activity, tmp_path, capsys, undrawn
):
    call_command("documents", "region-8", "1", out=str(tmp_path / "papers"))
    printed = capsys.readouterr().out.split()
    assert {
        "run-of-show.pdf",
        "participant-agenda.pdf",
        "participant-agenda-es.pdf",
        "sign-in.pdf",
        "activity-cards.pdf",
        "pack.pdf",
        "workbook.pdf",
    } <= set(printed)
    assert sorted(printed) == sorted(path.name for path in (tmp_path / "papers").iterdir())


@pytest.mark.parametrize(
    "cohort_slug, position, says",
    [
        ("region-9", "1", "There is no cohort"),
        ("region-8", "9", "no meeting"),
        ("region-8", "x", "no meeting"),
    ],
)
def test_command_says_what_it_does_not_find(meeting, tmp_path, cohort_slug, position, says):
    with pytest.raises(CommandError, match=says):
        call_command("documents", cohort_slug, position, out=str(tmp_path))


def test_command_says_when_it_cannot_write(meeting, tmp_path, undrawn):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be used as a folder"):
        call_command("documents", "region-8", "1", out=str(tmp_path / "file"))


# --- drawn ----------------------------------------------------------------------------------------


def test_hostile_words_are_drawn_as_words(meeting, activity, participant):
    participant.name = "<script>alert(1)</script> ‮" + "ﷺ😀" * 20
    participant.save()
    nasty = "<img src=x onerror=alert(1)> " + "W" * 3000 + " </td></table>"
    meeting.segments.update(
        title=factories.both(nasty[:200], nasty[:200]),
        participant_text=factories.both(nasty, nasty),
        facilitator_text=nasty,
    )
    meeting.place_name = "x" * 200
    meeting.save()
    for document in ["participant-agenda", "sign-in"]:
        html = html_of(meeting, document)
        assert "<script>" not in html and "<img" not in html
        assert client.render_documents(DOCUMENTS[document].sources(meeting, "es")).startswith(
            b"%PDF-"
        )
