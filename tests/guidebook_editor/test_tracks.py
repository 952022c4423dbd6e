"""Tracks of a guidebook are written in the editor. They belong to all versions: a copy has none, a
next version has the same, and a regional lead writes those of a guidebook that nobody reads yet.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cohorts.models import Cohort
from guidebook_editor.pages.missing_translations import missing_translations
from guidebook_editor.pages.text_questions import open_questions
from guidebooks.actions.drafts import copy_to_network, discard_draft, publish_draft, start_version
from guidebooks.actions.proposals import propose_draft
from guidebooks.actions.tracks import save_track
from guidebooks.models import Guidebook, Track
from lifecycle.forms.open_cohort import OpenCohortForm

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from .pages import edit, page

TYPED = {
    "name_0": "New teachers",
    "name_1": "Docentes nuevos",
    "summary_0": "For the first three years.",
    "months_0": "October to April",
}


def tracks_page(name, slug="example-five", *args):
    return reverse(f"guidebook_editor:track-{name}", args=[slug, *args])


def of(guidebook):
    return list(Track.objects.of_guidebook(guidebook))


@pytest.fixture
def track(guidebook):
    return factories.create_track(guidebook, "new-teachers", name=factories.both("New teachers"))


@pytest.fixture
def lead(guidebook):
    person = factories.create_person("Leo Lead")
    factories.create_role(person, "lead", factories.create_region())
    return person


@pytest.fixture
def copied(guidebook, lead):
    return copy_to_network(
        guidebook, network=guidebook.network, name=guidebook.name, slug="ours", by=lead
    )


def test_a_track_is_written_edited_and_removed(browser, guidebook, client):
    answer = browser.post(tracks_page("add"), TYPED)
    assert answer["Location"] == tracks_page("list")
    track = Track.objects.get()
    assert (track.code, track.position, track.is_open) == ("new-teachers", 1, False)
    assert track.network == guidebook.network and track.guidebook_slug == "example-five"
    assert track.name.data == {"en": "New teachers", "es": "Docentes nuevos"}
    assert "New teachers" in shown(client.get("/guidebooks/example-five/"))
    edit(browser, tracks_page("edit", "example-five", track.pk), name_0="Beginners", months_1="x")
    track.refresh_from_db()
    assert track.name.data == {"en": "Beginners", "es": "Docentes nuevos"}
    assert (track.code, track.months.data["es"]) == ("new-teachers", "x"), "the address stays"
    address = tracks_page("remove", "example-five", track.pk)
    assert is_look(browser.get(address)) and is_look(browser.post(address))
    assert of(guidebook) == [track]
    act(browser, address)
    assert of(guidebook) == []


def test_they_are_put_in_order_and_close_the_gap(browser, guidebook):
    for word in ["One", "Two", "Three"]:
        browser.post(tracks_page("add"), TYPED | {"name_0": word})
    keys = {track.code: track.pk for track in of(guidebook)}
    order = ",".join(str(keys[code]) for code in ["one", "two", "three"])
    browser.post(tracks_page("list"), {"order": order, "move": f"{keys['three']}:-1"})
    assert [track.code for track in of(guidebook)] == ["one", "three", "two"]
    act(browser, tracks_page("remove", "example-five", keys["one"]))
    assert [(t.code, t.position) for t in of(guidebook)] == [("three", 1), ("two", 2)]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"code": "new-TEACHERS"}, "code", "Another track of this guidebook has this word."),
        ({"code": "a b"}, "code", "Write letters, digits and hyphens only, such as new-teachers."),
        ({"code": "x" * 51}, "code", "Write at most 50 letters."),
        ({"name_0": ""}, "name", "Write it in English. Spanish may follow."),
        ({"months_0": "x" * 101}, "months", "Write at most 100 characters in each language"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    browser, guidebook, track, typed, field, sentence
):
    refused = browser.post(tracks_page("add"), TYPED | typed)
    assert refused.status_code == 200
    assert refused.context["form"].errors[field][0].startswith(sentence)
    assert "Docentes nuevos" in shown(refused) and of(guidebook) == [track]


def test_a_code_is_unique_for_one_guidebook_only(browser, guidebook, copied, track):
    assert browser.post(tracks_page("add", "ours"), TYPED | {"code": track.code}).status_code == 302
    browser.post(tracks_page("add"), TYPED)
    assert [row.code for row in of(guidebook)] == ["new-teachers", "new-teachers-2"]
    assert [row.code for row in of(copied)] == ["new-teachers"]


def test_a_code_taken_meanwhile_is_a_sentence(browser, guidebook, track, monkeypatch):
    """As if the other one were saved after the form was cleaned."""
    monkeypatch.setattr(
        "guidebook_editor.forms.tracks.TrackForm.clean_code",
        lambda form: form.cleaned_data["code"],
    )
    refused = browser.post(tracks_page("add"), TYPED | {"code": track.code})
    assert refused.status_code == 200 and of(guidebook) == [track]
    assert "Another track of this guidebook has this word." in shown(refused)
    again = Track(network=guidebook.network, guidebook_slug="example-five", code=track.code)
    again.name = "Again"
    assert save_track(again) is False


def test_too_many_are_refused(browser, guidebook, monkeypatch):
    monkeypatch.setattr("guidebook_editor.views.tracks.MAX_TRACKS", 1)
    browser.post(tracks_page("add"), TYPED)
    refused = browser.post(tracks_page("add"), TYPED)
    assert "There are 1 here already. Remove one before you add another." in shown(refused)
    assert len(of(guidebook)) == 1


def test_two_who_write_at_once_notice_each_other(browser, track):
    address = tracks_page("edit", "example-five", track.pk)
    mine = browser.get(address)
    edit(browser, address, name_0="Theirs")
    answer = browser.post(address, TYPED | {"seen": mine.context["form"].fingerprint})
    assert answer.status_code == 409 and "Theirs" in shown(answer)


def test_the_track_of_a_cohort_stays(browser, guidebook, track):
    for number in range(6):
        cohort = factories.create_cohort(guidebook=guidebook, slug=f"c{number}")
        Cohort.objects.filter(pk=cohort.pk).update(track=track, name=f"Cohort {number}")
    refused = browser.post(tracks_page("remove", "example-five", track.pk), follow=True)
    said = "Cohort 0, Cohort 1, Cohort 2, Cohort 3, Cohort 4 and 1 more, so it stays."
    assert f"“New teachers” is the track of {said}" in shown(refused)
    assert of(guidebook) == [track]
    assert "6 cohorts." in shown(browser.get(tracks_page("list")))


def test_removing_shows_how_many_names_go(browser, track):
    factories.create_interest(track, name="Wanda Waits")
    factories.create_interest(track, name="Una Unconfirmed", confirmed=False)
    factories.create_interest(track, name="Gone", ended_at=factories.timezone.now())
    address = tracks_page("remove", "example-five", track.pk)
    look = shown(browser.post(address))
    assert "names on its list of interest go with it, without a letter" in look
    assert "Nobody is written to." in look
    assert track.interests.count() == 3
    act(browser, address)
    assert not Track.objects.exists()


# Where they live: with the slug, not with a version


def test_a_copy_has_none_and_gets_its_own(browser, guidebook, track, copied):
    assert of(copied) == [] and of(guidebook) == [track]
    assert not [q for q in open_questions(copied, "original") if q.section == "tracks"]
    own = page(browser, "guidebook_editor:draft-detail", copied.pk)
    assert own.context["tracks"] == 0 and tracks_page("list", "ours") in shown(own)
    browser.post(tracks_page("add", "ours"), TYPED)
    assert [row.code for row in of(copied)] == ["new-teachers"] and of(guidebook) == [track]


def test_all_versions_have_the_same(browser, guidebook, track):
    draft, _new = start_version(guidebook, by=None)
    assert of(draft) == [track]
    edit(browser, tracks_page("edit", "example-five", track.pk), name_0="Beginners")
    publish_draft(draft)
    assert [str(row) for row in of(draft)] == [str(row) for row in of(guidebook)] == ["Beginners"]


def test_nobody_reads_those_of_a_guidebook_before_it_is_published(
    browser, copied, client, cohort_form
):
    browser.post(tracks_page("add", "ours"), TYPED)
    track = of(copied)[0]
    assert client.get(f"/guidebooks/ours/tracks/{track.code}/").status_code == 404
    assert "New teachers" not in shown(client.get("/guidebooks/"))
    assert "track" not in cohort_form().fields, "none is open"
    publish_draft(copied)
    assert client.get(f"/guidebooks/ours/tracks/{track.code}/").status_code == 200
    assert "New teachers" in shown(client.get("/guidebooks/ours/"))


def test_discarding_the_only_version_removes_its_tracks(browser, guidebook, track, copied):
    browser.post(tracks_page("add", "ours"), TYPED)
    address = reverse("guidebook_editor:draft-discard", args=[copied.pk])
    assert "tracks go with it" in shown(browser.get(address))
    act(browser, address)
    assert Track.objects.get() == track
    discard_draft(start_version(guidebook, by=None)[0])
    assert of(guidebook) == [track]


def test_a_track_without_spanish_is_asked_about(browser, draft, track):
    before = missing_translations(draft)
    Track.objects.filter(pk=track.pk).update(name={"en": "Beginners"}, months={"en": "May"})
    found = [text for text in missing_translations(draft) if text not in before]
    assert [(text.section, text.text, text.url) for text in found] == [
        ("tracks", "Beginners", tracks_page("list")),
        ("tracks", "May", tracks_page("list")),
    ]


# Who may


def test_state_staff_of_another_network_find_none(guidebook, track, client_of):
    stranger = factories.create_person()
    factories.create_role(stranger, "state_staff", factories.create_network("other"))
    for name, args in [("list", []), ("add", []), ("edit", [track.pk]), ("remove", [track.pk])]:
        answer = client_of(stranger).post(tracks_page(name, "example-five", *args))
        assert answer.status_code == 404, name


def test_a_track_of_another_guidebook_is_missing(browser, track, copied):
    for name in ["edit", "remove"]:
        assert browser.get(tracks_page(name, "ours", track.pk)).status_code == 404


def test_a_lead_reads_the_tracks_that_are_public(guidebook, track, lead, client_of):
    browser = client_of(lead)
    assert browser.get(tracks_page("list")).status_code == 403, "no version of it is theirs"
    start_version(guidebook, by=lead)
    read = shown(browser.get(tracks_page("list")))
    assert "New teachers" in read and "Read-only for you" in read
    assert tracks_page("edit", "example-five", track.pk) not in read
    assert tracks_page("add") not in read and "Save this order" not in read
    assert browser.post(tracks_page("list"), {"order": str(track.pk)}).status_code == 403
    for name, args in [("add", []), ("edit", [track.pk]), ("remove", [track.pk])]:
        address = tracks_page(name, "example-five", *args)
        assert browser.get(address).status_code == 403, name
        assert browser.post(address, TYPED).status_code == 403, name
    assert [str(row) for row in of(guidebook)] == ["New teachers"]


def test_a_lead_writes_those_of_a_guidebook_they_began_until_it_is_proposed(
    lead, copied, client_of, staff, browser
):
    own = client_of(lead)
    assert own.post(tracks_page("add", "ours"), TYPED).status_code == 302
    track = of(copied)[0]
    propose_draft(copied, by=lead)
    assert copied.proposals.waiting().exists()
    assert own.get(tracks_page("list", "ours")).status_code == 200
    assert own.post(tracks_page("edit", "ours", track.pk), TYPED).status_code == 403
    assert edit(browser, tracks_page("edit", "ours", track.pk), name_0="Staff").status_code == 302
    browser.post(
        reverse("guidebook_editor:draft-return", args=[copied.pk]), {"sentence": "Say more."}
    )
    assert edit(own, tracks_page("edit", "ours", track.pk), name_0="Mine").status_code == 302
    publish_draft(copied)
    assert own.get(tracks_page("edit", "ours", track.pk)).status_code == 403
    assert [str(row) for row in of(copied)] == ["Mine"]


# Cohorts


@pytest.fixture
def cohort_form(guidebook, staff):
    def form(**sent):
        return OpenCohortForm(sent or None, regions=[], networks=[guidebook.network])

    return form


def test_a_cohort_opens_for_an_open_track(guidebook, track, cohort_form):
    assert "track" not in cohort_form().fields, "it is coming soon"
    Track.objects.filter(pk=track.pk).update(is_open=True, name="Beginners")
    offered = cohort_form().fields["track"]
    assert [str(row) for row in offered.queryset] == ["Beginners"]
    assert offered.clean(str(track.pk)) == track
    Track.objects.filter(pk=track.pk).delete()
    with pytest.raises(ValidationError):
        offered.clean(str(track.pk))


def test_the_number_of_queries_does_not_grow(
    browser, guidebook, track, django_assert_max_num_queries
):
    browser.get(tracks_page("list"))
    with django_assert_max_num_queries(30) as few:
        browser.get(tracks_page("list"))
    for number in range(5):
        factories.create_track(guidebook, f"t{number}", position=number + 2)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(tracks_page("list"))
    assert Guidebook.objects.drafts().count() == 0
