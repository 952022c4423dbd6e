"""The look before an act: every line of the permission table with POST has one or says why not,
the first POST changes no row of any table, and the button does what was shown.
"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, Letter
from cop_site.permission_table import LOOK, TABLE
from evaluations.models import Evaluation
from guidebooks.actions import catalog
from guidebooks.actions.drafts import start_version
from guidebooks.models import Guidebook, News
from lifecycle.actions.merge_persons import merge_persons
from people.actions import change_place
from people.actions.change_address import ask_address
from recruitment.roster_import.import_job import read_in_now

from . import factories
from .looks import change_of, is_look, press
from .recruitment.rosters import create_roster
from .shown import shown
from .source_tree import our_models

pytestmark = pytest.mark.django_db

POSTS = [line for line in TABLE if "POST" in line.verbs]
LOOKS = [line.name for line in POSTS if line.look == LOOK]
#: What a name of a URL says that may not act at one click.
ENDINGS = ("-remove", "-retire", "-leave", "-end", "-close", "-discard", "-publish", "-complete")
SENDS = ("-send", "-remind", "-invite", "-notify", "-resend", "-offer", "-decide")


def test_every_post_has_a_look_or_says_why_not():
    assert [str(line) for line in POSTS if not line.look] == []
    assert [str(line) for line in TABLE if line.look and "POST" not in line.verbs] == []


def test_what_ends_or_sends_has_a_look():
    """By its name; these two tick something off, and are unticked on the same page."""
    ticks = {"meetings:follow-up-complete", "community:topic-complete"}
    assert {line.name for line in POSTS if line.name.endswith(ENDINGS + SENDS)} <= {*LOOKS} | ticks


# --- something to do for each of them -------------------------------------------------------------


def of_cohort(name, cohort, *args):
    return reverse(name, args=[cohort.slug, *args])


def application(cohort, endorsed=True):
    return factories.create_application(cohort, endorsed=endorsed)


def offer(cohort):
    return of_cohort("recruitment:application-offer", cohort), {
        "application": application(cohort).pk
    }


def remind(cohort):
    return of_cohort("recruitment:application-remind", cohort), {
        "application": application(cohort, "waiting").pk
    }


def decide(cohort):
    address = of_cohort("recruitment:application-decide", cohort, application(cohort).pk)
    return address, {"decision": "not_offered"}


def correct(cohort):
    row = application(cohort, "waiting")
    typed = {"name": "Another Name", "director_name": "Dora", "director_email": "d@example.org"}
    return of_cohort("recruitment:application-correct", cohort, row.pk), typed


def begin(cohort):
    factories.create_membership(cohort)
    return of_cohort("lifecycle:cohort-begin", cohort), {}


def edit_cohort(cohort):
    factories.create_membership(cohort)
    application(cohort, "waiting")
    sent = change_of(cohort)
    meeting = cohort.meetings.get(position=1)
    return of_cohort("lifecycle:cohort-edit", cohort), sent | {
        "seats": 12,
        "on_1": (meeting.on + timedelta(days=1)).isoformat(),
    }


def open_part(cohort):
    factories.create_membership(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    cohort.cohort_parts.filter(part__number=1).update(closed_at=timezone.now())
    soon = factories.today() + timedelta(days=9)
    days = {"apply_by": soon.isoformat(), "notice_on": soon.isoformat()}
    return of_cohort("lifecycle:part-open", cohort, 2), days


def note_renewal(cohort):
    member = factories.create_membership(cohort)
    factories.open_later_part(cohort)
    director = {"director_name": "Dora", "director_email": "d@example.org"}
    return of_cohort("lifecycle:part-renew", cohort, 2, member.pk), director


def end_places(cohort):
    member = factories.create_membership(cohort)
    factories.open_later_part(cohort, last_day=factories.today() - timedelta(days=2))
    return of_cohort("lifecycle:part-end-places", cohort, 2), {"membership": member.pk}


def publish_cohort(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(published_at=None, published_by=None)
    cohort.cohort_parts.update(opened_at=None, opened_by=None)
    return of_cohort("lifecycle:cohort-publish", cohort), {}


def complete(cohort):
    member = factories.create_membership(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    for meeting in cohort.meetings.all():
        factories.attend(meeting, member)
    now = timezone.now()
    cohort.meetings.update(
        first_closed_at=now, attendance_closed_at=now, attendance_closed_by=member.person
    )
    return of_cohort("lifecycle:cohort-complete", cohort), {}


def leave(cohort):
    member = factories.create_membership(cohort)
    return of_cohort("cohorts:member-leave", cohort, member.pk), {"reason": "New job"}


def gone(cohort):
    """A member who left yesterday."""
    member = factories.create_membership(cohort)
    member.leave(reason="New job", on=factories.today() - timedelta(days=1))
    return member


def come_back(cohort):
    typed = {"on": factories.today().isoformat(), "reason": "Back"}
    return of_cohort("lifecycle:member-return", cohort, gone(cohort).pk), typed


def undo_leave(cohort):
    return of_cohort("lifecycle:member-undo-leave", cohort, gone(cohort).pk), {}


def move_member(cohort):
    other = factories.create_cohort(slug="other", guidebook=cohort.guidebook, region=cohort.region)
    member = factories.create_membership(cohort)
    return of_cohort("lifecycle:member-move", cohort, member.pk), {"cohort": other.pk}


def member(cohort):
    return factories.create_membership(cohort).person


def edit_person(cohort):
    typed = {"name": "Another Name", "own_sort_name": "", "phone": "", "language": "es"}
    return reverse("lifecycle:person-edit", args=[member(cohort).pk]), typed


def join_person(cohort):
    one, other = member(cohort), member(cohort)
    address = reverse("lifecycle:person-join", args=[one.pk])
    return f"{address}?other={other.pk}", {"name": "this", "email": "other"}


def other_address(cohort):
    typed = {"email": "next@example.org"}
    return reverse("lifecycle:person-address", args=[member(cohort).pk]), typed


def drop_address(cohort):
    person = member(cohort)
    ask_address(person, "next@example.org", by=person)
    return reverse("lifecycle:person-address-drop", args=[person.pk]), {}


def other_place(cohort):
    typed = {"agency": "A", "site": "S", "on": factories.today().isoformat()}
    return reverse("lifecycle:person-place", args=[member(cohort).pk]), typed


def close_site(cohort):
    site = factories.create_placement(member(cohort)).site
    return reverse("lifecycle:site-close", args=[site.pk]), {"on": factories.today().isoformat()}


def reopen_site(cohort):
    site = factories.create_placement(member(cohort)).site
    change_place.close_site(site, on=factories.today(), by=member(cohort))
    return reverse("lifecycle:site-reopen", args=[site.pk]), {}


def other_director(cohort):
    typed = {"name": "Dora", "email": "d@example.org", "on": factories.today().isoformat()}
    return reverse("lifecycle:person-directors", args=[member(cohort).pk]), typed


def end_supervision(cohort):
    line = factories.create_supervision(factories.create_person(), member(cohort))
    return reverse("lifecycle:person-supervision-end", args=[line.person_id, line.pk]), {}


def undo_join(cohort):
    merge = merge_persons(factories.create_person(), member(cohort))
    return reverse("lifecycle:person-join-undo", args=[merge.kept_id, merge.pk]), {}


def resend(cohort):
    failed = {"status": "failed", "failed_at": timezone.now(), "to_email": "a@example.org"}
    letter = Letter.objects.create(code="offer", subject="A", body="B", cohort=cohort, **failed)
    return of_cohort("cohorts:letter-resend", cohort, letter.pk), {}


def end_role(cohort):
    role = factories.create_role(factories.create_person(), "greeter", cohort)
    return of_cohort("cohorts:staff-role-end", cohort, role.pk), {}


def retire(cohort):
    return of_cohort("meetings:agreement-retire", cohort, cohort.agreements.first().pk), {}


def move(cohort):
    factories.create_membership(cohort)
    meeting = cohort.meetings.get(position=1)
    day = (meeting.on + timedelta(days=1)).isoformat()
    return of_cohort("lifecycle:meeting-edit", cohort, 1), {"on": day, "starts": "09:00"}


def call_off_meeting(cohort):
    factories.create_membership(cohort)
    return of_cohort("lifecycle:meeting-call-off", cohort, 1), {"reason": "Snow"}


def call_on_meeting(cohort):
    factories.create_membership(cohort)
    cohort.meetings.get(position=1).call_off(reason="Snow", by=factories.create_person())
    return of_cohort("lifecycle:meeting-call-on", cohort, 1), {}


def add_webinar(cohort):
    factories.create_membership(cohort)
    day = (cohort.meetings.get(position=1).on + timedelta(days=3)).isoformat()
    typed = {"title_en": "Questions", "on": day, "starts": "16:00", "minutes": "60"}
    return of_cohort("lifecycle:meeting-add", cohort), typed


def add_make_up(cohort):
    meeting = hold(cohort)
    factories.create_membership(cohort, joined_on=meeting.on)
    day = (factories.today() + timedelta(days=3)).isoformat()
    typed = {"on": day, "starts": "16:00", "minutes": "60", "setting": "virtual"}
    return of_cohort("lifecycle:meeting-make-up", cohort, 1), typed


def split_meeting(cohort):
    factories.create_membership(cohort)
    meeting = cohort.meetings.get(position=1)
    day = (meeting.on + timedelta(days=7)).isoformat()
    block = meeting.segments.in_order().last()
    typed = {"block": block.pk, "on": day, "starts": "09:00"}
    return of_cohort("lifecycle:meeting-split", cohort, 1), typed


def remove_block(cohort):
    block = cohort.meetings.get(position=1).segments.first()
    return of_cohort("meetings:block-remove", cohort, 1, block.pk), {}


def remind_members(cohort):
    factories.create_membership(cohort)
    return of_cohort("meetings:reminder-send", cohort, 1), {}


def hold(cohort):
    """The first meeting is over, and one member came."""
    meeting = factories.move_meeting(
        cohort.meetings.get(position=1), factories.today() - timedelta(days=1)
    )
    factories.attend(meeting, factories.create_membership(cohort))
    return meeting


def close_attendance(cohort):
    hold(cohort)
    return of_cohort("meetings:attendance-close", cohort, 1), {}


def reopen_attendance(cohort):
    hold(cohort).close_attendance(by=factories.create_person())
    return of_cohort("meetings:attendance-reopen", cohort, 1), {"reason": "A slip"}


def invite(cohort):
    hold(cohort)
    return of_cohort("evaluations:evaluation-invite", cohort, 1), {}


def close_evaluation(cohort):
    hold(cohort).close_attendance(by=factories.create_person())
    return of_cohort("evaluations:evaluation-close", cohort, 1), {}


def keep_open(cohort):
    evaluation = hold(cohort).evaluation
    later = evaluation.last_day + timedelta(days=7)
    return of_cohort("evaluations:evaluation-until", cohort, 1), {"until": later.isoformat()}


def count_late(cohort):
    meeting = hold(cohort)
    factories.create_release(meeting, responses=12)
    for _ in range(cohort.network.cohort_threshold):
        factories.answer_evaluation(meeting)
    Evaluation.objects.filter(meeting=meeting).update(closed_at=timezone.now() - timedelta(days=30))
    return of_cohort("evaluations:evaluation-late", cohort, 1), {}


def remove_task(cohort):
    item = factories.create_logistics_item(cohort.meetings.get(position=1))
    return of_cohort("meetings:logistics-remove", cohort, 1, item.pk), {}


def close_tasks(cohort):
    factories.create_logistics_item(hold(cohort))
    return of_cohort("meetings:logistics-close", cohort, 1), {}


def remove_follow_up(cohort):
    item = factories.create_follow_up(cohort.meetings.get(position=1))
    return of_cohort("meetings:follow-up-remove", cohort, 1, item.pk), {}


def remove_budget_line(cohort):
    line = factories.create_budget_line(cohort)
    return of_cohort("meetings:budget-remove", cohort, line.pk), {}


def create_topic(cohort):
    with factories.as_draft(cohort.guidebook) as guidebook:
        Guidebook.objects.filter(pk=guidebook.pk).update(learning_map=True)
    return factories.create_topic(cohort, meeting=cohort.meetings.get(position=2))


def remove_topic(cohort):
    return of_cohort("community:topic-remove", cohort, create_topic(cohort).pk), {}


def unschedule_topic(cohort):
    return of_cohort("community:topic-unschedule", cohort, create_topic(cohort).pk), {}


def create_track(cohort):
    track = factories.create_track(cohort.guidebook)
    factories.create_interest(track)
    Cohort.objects.filter(pk=cohort.pk).update(track=track)
    return [cohort.guidebook.slug, track.code]


def open_track(cohort):
    return reverse("recruitment:track-open", args=create_track(cohort)), {"open": "1"}


def notify(cohort):
    return reverse("recruitment:interest-notify", args=create_track(cohort)), {}


def create_draft(cohort):
    return start_version(cohort.guidebook, by=None)[0]


def publish(cohort):
    return reverse("guidebook_editor:draft-publish", args=[create_draft(cohort).pk]), {
        "anyway": "on"
    }


def propose(cohort):
    return reverse("guidebook_editor:draft-propose", args=[create_draft(cohort).pk]), {}


def discard(cohort):
    return reverse("guidebook_editor:draft-discard", args=[create_draft(cohort).pk]), {}


def remove_item(cohort):
    draft = create_draft(cohort)
    row = draft.criteria.first()
    return reverse("guidebook_editor:item-remove", args=[draft.pk, "criteria", row.pk]), {}


def withdraw_guidebook(cohort):
    return reverse("guidebook_editor:guidebook-withdraw", args=[cohort.guidebook.slug]), {}


def put_back_guidebook(cohort):
    by = factories.create_person()
    catalog.withdraw_guidebook(cohort.guidebook, by=by)
    return reverse("guidebook_editor:guidebook-put-back", args=[cohort.guidebook.slug]), {}


def remove_activity(cohort):
    activity = factories.create_activity("never-used", cohort.network)
    return reverse("guidebook_editor:activity-remove", args=[activity.slug]), {}


def remove_news(cohort):
    slug = cohort.guidebook.slug
    entry = News.objects.create(
        network=cohort.network, guidebook_slug=slug, on=factories.today(), title="A", text="B"
    )
    return reverse("guidebook_editor:news-remove", args=[slug, entry.pk]), {}


def remove_track(cohort):
    track = factories.create_track(cohort.guidebook, "never-used")
    args = [track.guidebook_slug, track.pk]
    return reverse("guidebook_editor:track-remove", args=args), {}


def roster(cohort):
    return create_roster(cohort, by=factories.create_person())


def read_in_roster(cohort):
    return of_cohort("recruitment:roster-import-read-in", cohort, roster(cohort).pk), {}


def undo_roster(cohort):
    draft = roster(cohort)
    read_in_now(draft, by=draft.started_by)
    return of_cohort("recruitment:roster-import-undo", cohort, draft.pk), {}


#: {name of the URL: (who does it, a function of the cohort that makes something to do and returns
#: its address and what is sent)}.
ACTS = {
    "recruitment:application-offer": ("regional_lead", offer),
    "recruitment:application-remind": ("regional_lead", remind),
    "recruitment:application-decide": ("regional_lead", decide),
    "recruitment:application-correct": ("regional_lead", correct),
    "recruitment:roster-import-read-in": ("regional_lead", read_in_roster),
    "recruitment:roster-import-undo": ("regional_lead", undo_roster),
    "recruitment:track-open": ("state_staff", open_track),
    "recruitment:interest-notify": ("state_staff", notify),
    "lifecycle:cohort-begin": ("regional_lead", begin),
    "lifecycle:cohort-edit": ("regional_lead", edit_cohort),
    "lifecycle:cohort-publish": ("regional_lead", publish_cohort),
    "lifecycle:part-open": ("regional_lead", open_part),
    "lifecycle:part-renew": ("regional_lead", note_renewal),
    "lifecycle:part-end-places": ("regional_lead", end_places),
    "lifecycle:cohort-complete": ("facilitator", complete),
    "lifecycle:meeting-edit": ("facilitator", move),
    "lifecycle:meeting-add": ("facilitator", add_webinar),
    "lifecycle:meeting-make-up": ("facilitator", add_make_up),
    "lifecycle:meeting-split": ("facilitator", split_meeting),
    "lifecycle:meeting-call-off": ("facilitator", call_off_meeting),
    "lifecycle:meeting-call-on": ("facilitator", call_on_meeting),
    "cohorts:member-leave": ("facilitator", leave),
    "lifecycle:member-return": ("regional_lead", come_back),
    "lifecycle:member-undo-leave": ("facilitator", undo_leave),
    "lifecycle:member-move": ("regional_lead", move_member),
    "lifecycle:person-edit": ("facilitator", edit_person),
    "lifecycle:person-address": ("regional_lead", other_address),
    "lifecycle:person-address-drop": ("regional_lead", drop_address),
    "lifecycle:person-place": ("regional_lead", other_place),
    "lifecycle:site-close": ("regional_lead", close_site),
    "lifecycle:site-reopen": ("regional_lead", reopen_site),
    "lifecycle:person-directors": ("regional_lead", other_director),
    "lifecycle:person-supervision-end": ("regional_lead", end_supervision),
    "lifecycle:person-join": ("regional_lead", join_person),
    "lifecycle:person-join-undo": ("regional_lead", undo_join),
    "cohorts:letter-resend": ("facilitator", resend),
    "cohorts:staff-role-end": ("facilitator", end_role),
    "meetings:agreement-retire": ("facilitator", retire),
    "meetings:block-remove": ("facilitator", remove_block),
    "meetings:reminder-send": ("facilitator", remind_members),
    "meetings:attendance-close": ("facilitator", close_attendance),
    "meetings:attendance-reopen": ("facilitator", reopen_attendance),
    "meetings:logistics-close": ("facilitator", close_tasks),
    "meetings:logistics-remove": ("facilitator", remove_task),
    "meetings:follow-up-remove": ("facilitator", remove_follow_up),
    "meetings:budget-remove": ("facilitator", remove_budget_line),
    "community:topic-remove": ("facilitator", remove_topic),
    "community:topic-unschedule": ("facilitator", unschedule_topic),
    "evaluations:evaluation-invite": ("facilitator", invite),
    "evaluations:evaluation-close": ("facilitator", close_evaluation),
    "evaluations:evaluation-until": ("facilitator", keep_open),
    "evaluations:evaluation-late": ("facilitator", count_late),
    "guidebook_editor:draft-publish": ("state_staff", publish),
    "guidebook_editor:draft-propose": ("state_staff", propose),
    "guidebook_editor:draft-discard": ("state_staff", discard),
    "guidebook_editor:item-remove": ("state_staff", remove_item),
    "guidebook_editor:guidebook-withdraw": ("state_staff", withdraw_guidebook),
    "guidebook_editor:guidebook-put-back": ("state_staff", put_back_guidebook),
    "guidebook_editor:activity-remove": ("state_staff", remove_activity),
    "guidebook_editor:news-remove": ("state_staff", remove_news),
    "guidebook_editor:track-remove": ("state_staff", remove_track),
}


def test_each_look_is_tried():
    assert set(ACTS) == set(LOOKS)


def every_row():
    """{table: number of rows and a hash of all of them}."""
    found = {}
    with connection.cursor() as cursor:
        for model in our_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            )
            found[table] = cursor.fetchone()
    return found


def buttons_of(look):
    """[(text, look of the button)] of those that act, as against the one back to the form."""
    found = re.findall(
        r'<button class="btn (btn-[a-z-]+)" type="submit">(.*?)</button>', shown(look)
    )
    return [(unescape(text), kind) for kind, text in found]


@pytest.fixture
def browser_of(request, client_of):
    return lambda who: client_of(request.getfixturevalue(who))


@pytest.mark.parametrize("name", ACTS)
def test_the_first_post_changes_no_row_and_the_button_acts(cohort, browser_of, name):
    who, make = ACTS[name]
    browser = browser_of(who)
    address, sent = make(cohort)
    before = every_row()
    look = browser.post(address, sent)
    assert is_look(look), shown(look)[:2000] if look.status_code == 200 else look
    assert every_row() == before
    outcome = look.context["outcome"]
    assert buttons_of(look) == [
        (outcome.button, "btn-outline-primary" if outcome.ends else "btn-primary")
    ], "an ending is never the filled button"
    assert outcome.consequences or outcome.letters, "it says what follows"
    answer = press(browser, look, address)
    assert answer.status_code == 302 and every_row() != before


BY_GET = [line.name for line in TABLE if line.look == LOOK and "GET" in line.verbs]


@pytest.mark.parametrize("name", BY_GET)
def test_a_look_by_get_changes_nothing_either(cohort, browser_of, name):
    who, make = ACTS[name]
    browser = browser_of(who)
    address, _sent = make(cohort)
    before = every_row()
    assert browser.get(address).status_code == 200 and every_row() == before
