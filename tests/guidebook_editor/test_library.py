"""State staff write the activities of their network and news about its guidebooks."""

import pytest
from django.urls import reverse

from guidebooks.models import Activity, News

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from .pages import edit, first_meeting, page

ADD = reverse("guidebook_editor:activity-add")
TYPED = {
    "name_0": "Bridge of cards",
    "name_1": "Puente de tarjetas",
    "kind": "teambuilding",
    "purpose_0": "Build something together.",
    "group_min": "4",
    "group_max": "9",
    "minutes": "30",
    "minutes_brief": "5",
    "minutes_run": "15",
    "minutes_debrief": "10",
    "materials_0": "card: 20 per team",
    "steps_0": "Fold.\nBuild.",
    "steps_1": "Doblen.\nConstruyan.",
    "safety_flags": ["scissors"],
    "opt_out_0": "Keep the time.",
    "mobility_level": "walking",
    "cqi_link_0": "Try, look, try again.",
    "debrief_what_0": "What happened?",
    "debrief_so_what_0": "What does it tell us?",
    "debrief_now_what_0": "What do we change?",
}


def activity_page(name, activity):
    return reverse(f"guidebook_editor:activity-{name}", args=[activity.slug])


def test_an_activity_is_written_edited_and_chosen_for_a_block(browser, draft, client_of):
    assert browser.post(ADD, TYPED).status_code == 302
    activity = Activity.objects.get(slug="bridge-of-cards")
    assert (activity.network, activity.needs_safety_monitor) == (draft.network, True)
    assert activity.materials == [{"item": {"en": "card"}, "per": "team", "quantity": 20}]
    assert activity.steps[1] == {"en": "Build.", "es": "Construyan."}
    assert activity.debrief["so_what"] == {"en": "What does it tell us?"}
    edit(browser, activity_page("edit", activity), debrief_what_1="¿Qué pasó?", minutes="30")
    activity.refresh_from_db()
    assert activity.debrief["what"] == {"en": "What happened?", "es": "¿Qué pasó?"}
    assert activity.safety_flags == ["scissors"] and activity.mobility_level == "walking"
    block = first_meeting(draft).segments.first()
    offered = page(browser, "guidebook_editor:item-edit", draft.pk, "blocks", block.pk)
    assert activity in offered.context["form"].fields["activity"].queryset
    listed = shown(browser.get(reverse("guidebook_editor:activity-list")))
    assert "Bridge of cards" in listed
    assert browser.get(reverse("meetings:activity-detail", args=[activity.slug])).status_code == 200


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"group_max": "3"}, "group_max", "Write 4 or more"),
        ({"minutes": "31"}, "minutes", "The three parts take 30 minutes"),
        ({"steps_0": "", "steps_1": ""}, "steps", "Write at least one step."),
        ({"opt_out_0": ""}, "opt_out", "Write it in English."),
        ({"safety_flags": ["fire"]}, "safety_flags", "Choose from these."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(browser, guidebook, typed, field, sentence):
    refused = browser.post(ADD, TYPED | typed)
    assert sentence in refused.context["form"].errors[field][0]
    assert "Puente de tarjetas" in shown(refused) and not Activity.objects.exists()


def test_an_activity_of_another_network_is_made_ones_own(browser, guidebook):
    theirs = factories.create_activity("theirs", factories.create_network("other"))
    listed = shown(browser.get(reverse("guidebook_editor:activity-list")))
    assert f"{ADD}?like=theirs" in listed
    assert edit(browser, f"{ADD}?like=theirs", name_0="Our toss").status_code == 302
    own = Activity.objects.get(slug="our-toss")
    assert (own.network, own.steps) == (guidebook.network, theirs.steps)
    assert browser.get(activity_page("edit", theirs)).status_code == 404
    assert browser.post(activity_page("remove", theirs)).status_code == 404


def test_an_activity_on_an_agenda_stays(browser, draft):
    activity = factories.create_activity(network=draft.network)
    first_meeting(draft).segments.filter(position=1).update(activity=activity)
    assert "On 1 planned agenda." in shown(browser.get(activity_page("edit", activity)))
    refused = browser.post(activity_page("remove", activity), follow=True)
    assert "stands on an agenda, so it stays." in shown(refused)
    first_meeting(draft).segments.update(activity=None)
    assert is_look(browser.get(activity_page("remove", activity)))
    act(browser, activity_page("remove", activity))
    assert not Activity.objects.exists()


def test_news_are_written_edited_and_removed(browser, guidebook, client):
    address = reverse("guidebook_editor:news-add", args=["example-five"])
    typed = {"on": "2026-10-01", "title_0": "Two more groups", "text_0": "In the north."}
    assert browser.post(address, typed).status_code == 302
    entry = News.objects.get()
    assert "Two more groups" in shown(client.get("/guidebooks/example-five/"))
    again = browser.post(address, typed)
    assert "This stands there already on that day." in shown(again)
    own = [entry.guidebook_slug, entry.pk]
    edit(browser, reverse("guidebook_editor:news-edit", args=own), title_1="Dos grupos más")
    entry.refresh_from_db()
    assert entry.title.data == {"en": "Two more groups", "es": "Dos grupos más"}
    assert "Write a date" in shown(browser.post(address, typed | {"on": "soon"}))
    act(browser, reverse("guidebook_editor:news-remove", args=own))
    assert not News.objects.exists()


def test_news_of_another_network_are_missing(browser):
    theirs = factories.create_guidebook("theirs", factories.create_network("other"))
    for name in ["news-list", "news-add"]:
        assert page(browser, f"guidebook_editor:{name}", theirs.slug).status_code == 404
