"""The public guidebook pages: what anybody may read and print,
and nothing of any person or cohort.
"""

import re
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from cop_site.guidebook_documents import DOCUMENTS, MEETING_DOCUMENTS
from guidebooks.models import Guidebook, News, Track
from lib.pdf import cache
from lib.pdf.renderer_pool import RenderedPdf

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
PACKS = ["five-meetings", "hospital-schools", "green-house"]
LANGUAGES = ["en", "es"]


@pytest.fixture(autouse=True)
def empty_cache():
    caches["paper"].clear()


@pytest.fixture
def packs(loaded_packs):
    return Guidebook.objects.published().filter(slug__in=PACKS)


def get(path, language="en", **headers):
    return Client().get(path, headers={"accept-language": language, **headers})


def words(path, language="en"):
    answer = get(path, language)
    assert answer.status_code == 200, path
    return shown(answer)


def pages_of(guidebook):
    start = f"/guidebooks/{guidebook.slug}/"
    meetings = [
        f"{start}meetings/{n}/"
        for part in guidebook.parts.all()
        for n in part.planned_meetings.values_list("position", flat=True)
    ]
    activities = guidebook.parts.filter(planned_meetings__segments__activity__isnull=False)
    written_up = {
        f"{start}activities/{slug}/"
        for slug in activities.values_list("planned_meetings__segments__activity__slug", flat=True)
    }
    tracks = [
        f"{start}tracks/{track.code}/"
        for track in Track.objects.filter(guidebook_slug=guidebook.slug)
    ]
    principles = [f"{start}principles/"] if guidebook.network.principles.exists() else []
    return [
        start,
        f"{start}application/",
        *principles,
        *meetings,
        *[f"{page}?agenda=facilitators&starts=17:30" for page in meetings],
        *sorted(written_up),
        *tracks,
    ]


def papers_on(path, language="en"):
    return re.findall(r'href="(/guidebooks/[^"]+\.pdf[^"]*)"', words(path, language))


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_packs(packs, language):
    for guidebook in packs:
        for page in pages_of(guidebook):
            said = words(page, language)
            assert f'<html lang="{language}">' in said
            assert str(guidebook.network.disclaimer.localize(language)) in said.replace(
                "&#x27;", "'"
            ), page


def test_the_list_names_the_packs_and_the_way_to_each(packs):
    said = words("/guidebooks/")
    assert all(f'href="/guidebooks/{slug}/"' in said for slug in PACKS)


def test_other_networks_stand_in_their_own_name(packs):
    first = Guidebook.objects.get(slug="five-meetings").network
    assert str(first.acknowledgement) not in words("/guidebooks/green-house/")


def test_hours_are_ones_own(packs):
    assert ">5:30<" in words("/guidebooks/green-house/meetings/1/?starts=17:30")
    for odd in ["25:00", "9", "x" * 3000, "17:31", ""]:
        assert ">9:00<" in words(f"/guidebooks/green-house/meetings/1/?starts={odd}")


def test_participants_page_has_no_facilitators_word(packs):
    segment = (
        Guidebook.objects.get(slug="green-house")
        .parts.get()
        .planned_meetings.get(position=1)
        .segments.first()
    )
    assert str(segment.facilitator_text)[:30] not in words("/guidebooks/green-house/meetings/1/")
    assert str(segment.facilitator_text)[:30] in words(
        "/guidebooks/green-house/meetings/1/?agenda=facilitators"
    )


@pytest.mark.parametrize(
    "path",
    [
        "no-such/",
        "five-meetings/meetings/0/",
        "five-meetings/meetings/99999999999999999999/",
        "green-house/principles/",
        "green-house/activities/plm/",
        "five-meetings/activities/no-such/",
        "five-meetings/documents/no-such.pdf",
        "green-house/documents/for-directors.pdf",
        "green-house/documents/principles.pdf",
        "green-house/meetings/1/activity-cards.pdf",
        "green-house/tracks/no-such/",
        "five-meetings/?version=2",
        "five-meetings/?version=0",
        "five-meetings/?version=%C2%BD",
    ],
)
def test_what_is_not_there(packs, path):
    assert get(f"/guidebooks/{path}").status_code == 404


# --- versions -------------------------------------------------------------------------------------


def test_drafts_are_nowhere(db):
    draft = factories.create_guidebook(slug="not-yet", published=False)
    for page in pages_of(draft) + ["/guidebooks/not-yet/documents/workbook.pdf"]:
        assert get(page).status_code == 404, page
    assert "not-yet" not in words("/guidebooks/")
    Guidebook.objects.filter(pk=draft.pk).update(published_at=timezone.now() + timedelta(days=1))
    assert get("/guidebooks/not-yet/").status_code == 404


def test_the_newest_published_version_counts(db):
    for version, published in [(1, True), (2, True), (3, False)]:
        factories.create_guidebook(slug="three", version=version, published=published)
    assert "Version 2" in words("/guidebooks/three/")
    old = words("/guidebooks/three/?version=1")
    assert "Version 1" in old and "/guidebooks/three/meetings/1/?version=1" in old
    assert get("/guidebooks/three/?version=3").status_code == 404


def test_as_many_queries_for_many_versions(db, django_assert_max_num_queries):
    factories.create_guidebook(slug="one")
    for number in range(12):
        factories.create_guidebook(slug=f"more-{number}")
        factories.create_guidebook(slug="one", version=number + 2)
    with django_assert_max_num_queries(5):
        Client().get("/guidebooks/")
    with django_assert_max_num_queries(24):
        Client().get("/guidebooks/one/")
    with django_assert_max_num_queries(8):
        Client().get("/guidebooks/one/meetings/1/")


# --- nobody is named ------------------------------------------------------------------------------


def test_no_person_and_no_cohort(
    cohort, participant, facilitator, regional_lead, applicant, meeting
):
    """Everything of a cohort carries a word of its own, and none of it is on a public
    page or paper.
    """
    type(cohort).objects.filter(pk=cohort.pk).update(name="Zq cohort", place_name="Zq place")
    type(meeting).objects.filter(pk=meeting.pk).update(
        title=factories.both("Zq meeting"), notes="Zq note"
    )
    meeting.segments.update(title=factories.both("Zq block"))
    cohort.agreements.update(text=factories.both("Zq agreement"))
    planted = [
        "Zq ",  # with a space: neither a token nor a signature can hold it
        *[person.name for person in [participant, facilitator, regional_lead, applicant]],
        "@example.org",
        cohort.slug,
    ]
    for said in said_of(cohort.guidebook):
        assert [word for word in planted if word in said] == []


@contextmanager
def drawing():
    """In place of the PDF renderer: a list of the HTML that would be drawn."""
    drawn = []
    with mock.patch(
        "lib.pdf.client.run_renderer",
        lambda job, on_progress: drawn.extend(map(shown, job["sheets"])) or RenderedPdf(b"%PDF-"),
    ):
        yield drawn


def said_of(guidebook):
    """Every page and every paper, as words."""
    with drawing() as drawn:
        for page in ["/guidebooks/", *pages_of(guidebook)]:
            yield words(page)
            for paper in papers_on(page):
                assert get(paper).status_code == 200
    yield from drawn


# --- papers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", PACKS)
def test_every_paper_is_made_in_both_languages(packs, slug, language):
    guidebook = packs.get(slug=slug)
    with drawing() as drawn:
        papers = [
            paper
            for page in [f"/guidebooks/{slug}/", f"/guidebooks/{slug}/meetings/1/"]
            for paper in papers_on(page, language)
        ]
        assert all(get(paper, language)["Content-Type"] == "application/pdf" for paper in papers)
    assert len(drawn) == len(papers) >= 7
    assert all(
        f'<html lang="{language}">' in sheet
        and str(guidebook.name.localize(language))[:20] in sheet
        for sheet in drawn
    )


@pytest.mark.parametrize("slug", PACKS)
@pytest.mark.parametrize("paper", ["for-members", "application"])
def test_no_space_before_a_line_break_or_in_a_cell(packs, slug, paper):
    """WeasyPrint breaks a line too early where the space after its text has no room."""
    with mock.patch("lib.pdf.client.run_renderer", return_value=RenderedPdf(b"%PDF-")) as draw:
        get(f"/guidebooks/{slug}/documents/{paper}.pdf")
    (sheet,) = draw.call_args.args[0]["sheets"]
    assert re.findall(r"[^<>\s]+(?:</strong>|</span>)?\s+<br>|<td>\s+[^<\s]+", sheet) == []


def test_language_may_be_named(packs):
    with drawing() as drawn:
        answer = get("/guidebooks/green-house/documents/workbook.pdf?language=es")
    assert '<html lang="es">' in drawn[0] and "es.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize("path", ["documents/for-members.pdf", "meetings/1/participant-agenda.pdf"])
def test_a_paper_is_a_tagged_pdf(packs, path):
    pdf = get(f"/guidebooks/five-meetings/{path}").content
    assert pdf.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf or b"ObjStm" in pdf


def test_pressed_once_for_everybody(packs):
    with mock.patch("lib.pdf.client.run_renderer", return_value=RenderedPdf(b"%PDF-")) as draw:
        first, second = [get("/guidebooks/green-house/documents/workbook.pdf") for _ in range(2)]
        again = get(
            "/guidebooks/green-house/documents/workbook.pdf", **{"if-none-match": first["ETag"]}
        )
    assert draw.call_count == 1 and first["ETag"] == second["ETag"]
    assert (again.status_code, again.content) == (304, b"") and "public" in first["Cache-Control"]


def test_a_changed_word_is_pressed_anew(packs):
    network = Guidebook.objects.get(slug="green-house").network
    with mock.patch("lib.pdf.client.run_renderer", return_value=RenderedPdf(b"%PDF-")) as draw:
        before = get("/guidebooks/green-house/documents/application.pdf")["ETag"]
        network.disclaimer = factories.both("Other words")
        network.save()
        assert get("/guidebooks/green-house/documents/application.pdf")["ETag"] != before
    assert draw.call_count == 2


def test_a_full_press_asks_to_wait(packs, monkeypatch):
    monkeypatch.setattr(cache, "WAIT_SECONDS", 0.01)
    with cache.one_at_a_time:
        answer = get("/guidebooks/green-house/documents/workbook.pdf")
    assert answer.status_code == 503 and "minute" in shown(answer)


def test_every_paper_has_its_own_name():
    assert len({paper.slug for paper in DOCUMENTS + MEETING_DOCUMENTS}) == len(
        DOCUMENTS + MEETING_DOCUMENTS
    )


def test_news_are_dated_and_bounded(cohort):
    guidebook = cohort.guidebook
    for number in range(1, 15):
        News.objects.create(
            network=guidebook.network,
            guidebook_slug=guidebook.slug,
            on=f"2026-01-{number:02}",
            title=factories.both(f"News {number}"),
            text="…",
        )
    said = words(f"/guidebooks/{guidebook.slug}/")
    assert "News 14" in said and "Jan 14, 2026" in said and "News 4<" not in said
