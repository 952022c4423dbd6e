"""Acts of staff: what a look says is what happens, once, and for ten minutes it can be
taken back.
"""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused
from cohorts.letters.delivery import send_due_letters
from cohorts.models import CohortMembership, Letter, StaffAct
from lib.dates import clock
from lifecycle.actions.take_back import UNDO, take_back
from people.models import Person, Placement, ProgramSite, Supervision
from recruitment.models import Application, Offer

from .. import factories
from ..looks import act, is_look, press
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


@pytest.fixture
def ana(cohort):
    return signed(cohort, name="Ana Ferrow")


def signed(cohort, **fields):
    application = factories.create_application(cohort, **fields)
    director = Person.objects.find_or_create(
        application.director_email, name=application.director_name
    )
    factories.create_endorsement(application, given=True, supervisor=director)
    return application


@pytest.fixture
def offer(cohort):
    return reverse("recruitment:application-offer", args=[cohort.slug])


def rows():
    """How many rows there are of everything that an offer writes."""
    models = [Letter, StaffAct, CohortMembership, Offer, Person, Placement, Supervision]
    return {model.__name__: model.objects.count() for model in [*models, ProgramSite]}


def pass_ten_minutes():
    earlier = timezone.now() - timedelta(minutes=11)
    StaffAct.objects.update(done_at=earlier, held_until=earlier + StaffAct.HOLD)
    Letter.objects.update(try_at=earlier + StaffAct.HOLD)


def test_the_first_click_shows_what_follows_and_changes_nothing(lead, cohort, offer, ana):
    before = rows()
    look = lead.post(offer, {"application": [ana.pk]})
    page = shown(look)
    assert is_look(look) and rows() == before
    assert "Give 1 seat and send 1 letter</button>" in page
    assert "Ana Ferrow, seat 1" in page and "Ana Ferrow has a seat in" in page
    assert '<span class="h-follows__no">1</span>' in page


def test_the_button_does_what_was_shown(lead, cohort, offer, ana):
    look = lead.post(offer, {"application": [ana.pk]})
    told = shown(press(lead, look, offer, follow=True))
    assert "Ana Ferrow has seat 1." in told and "you can take it back" in told
    letter = Letter.objects.get(code="offer")
    shown_letter = look.context["outcome"].letters[0]
    assert (letter.subject, letter.body, letter.to_email) == (
        shown_letter.subject,
        shown_letter.body,
        shown_letter.to_email,
    )
    assert (letter.status, letter.try_at) == ("queued", letter.act.held_until)
    assert letter.act.held_until == letter.act.done_at + timedelta(minutes=10)


def test_letters_wait_ten_minutes_and_leave_then(lead, offer, ana):
    act(lead, offer, {"application": [ana.pk]})
    assert send_due_letters() == 0 and mail.outbox == []
    pass_ten_minutes()
    assert send_due_letters() == 1 and mail.outbox[0].to == [ana.email]


def test_a_second_click_does_nothing_more(lead, cohort, offer, ana):
    look = lead.post(offer, {"application": [ana.pk]})
    press(lead, look, offer)
    after = rows()
    assert "Ana Ferrow has seat 1." in shown(press(lead, look, offer, follow=True))
    assert rows() == after


def test_the_look_is_shown_again_when_something_else_would_follow(lead, cohort, offer, ana):
    look = lead.post(offer, {"application": [ana.pk]})
    Application.objects.filter(pk=ana.pk).update(name="Ana Tallgrass")
    before = rows()
    again = press(lead, look, offer)
    assert is_look(again) and rows() == before
    assert "Nothing was done: something changed while you were reading" in shown(again)
    assert "Ana Tallgrass, seat 1" in shown(again)
    press(lead, again, offer)
    assert Application.objects.get(pk=ana.pk).decision == "seated"


def test_of_many_letters_some_are_read_and_all_readers_named(lead, offer, cohort, monkeypatch):
    monkeypatch.setattr("cohorts.views.look.LETTERS_SHOWN", 1)
    chosen = [signed(cohort, name=name).pk for name in ["Ana Ferrow", "Ben Tallgrass"]]
    page = shown(lead.post(offer, {"application": chosen}))
    assert "Ana Ferrow has a seat in" in page and "Ben Tallgrass has a seat in" not in page
    assert "Letters like these go to Ben Tallgrass, too." in page
    assert "Give 2 seats and send 2 letters" in page


def test_an_invented_confirmation_is_a_look(lead, offer, ana):
    for wrong in [{"confirm": "x" * 999}, {"confirm": "x", "act_key": "no uuid"}]:
        assert is_look(lead.post(offer, {"application": [ana.pk]} | wrong))
    assert not StaffAct.objects.exists()


# --- taking back ----------------------------------------------------------------------------------


def press_take_back(client, cohort):
    """Take the newest act back."""
    address = reverse("lifecycle:staff-act-take-back", args=[cohort.slug])
    return client.post(address, {"act": StaffAct.objects.first().pk}, follow=True)


def test_every_kind_that_waits_can_be_taken_back():
    assert set(UNDO) == set(StaffAct.Kind) - set(StaffAct.LEAVES_AT_ONCE)


def test_an_offer_is_taken_back_with_everything_that_followed(lead, cohort, offer, ana):
    before = rows()
    act(lead, offer, {"application": [ana.pk]})
    assert "Take it back" in shown(lead.get(reverse("cohorts:letter-list", args=[cohort.slug])))
    told = shown(press_take_back(lead, cohort))
    assert "Taken back. Ana Ferrow has no seat again. 1 letter will not leave." in told
    ana.refresh_from_db()
    assert (ana.decision, ana.decided_by, ana.membership, ana.person) == ("", None, None, None)
    assert cohort.seats.free().count() == cohort.seats.count()
    assert rows() == before | {"Letter": 1, "StaffAct": 1}
    assert Letter.objects.get().status == "dropped" and send_due_letters() == 0
    act(lead, offer, {"application": [ana.pk]})
    assert Application.objects.get(pk=ana.pk).decision == "seated"


def test_the_page_one_returns_to_offers_to_take_it_back(
    lead, cohort, offer, ana, client_of, facilitator
):
    """And so do the pages of the cohort for ten minutes, to those who may; it leads back there."""
    page = shown(act(lead, offer, {"application": [ana.pk]}, follow=True))
    until = clock(timezone.localtime(StaffAct.objects.get().held_until, cohort.zone))
    button = f"Take it back (until {until})"
    board = reverse("recruitment:application-list", args=[cohort.slug])
    assert button in page
    for address in [board, reverse("cohorts:member-list", args=[cohort.slug])]:
        assert button in shown(lead.get(address))
        assert "Take it back" not in shown(client_of(facilitator).get(address))
    take = reverse("lifecycle:staff-act-take-back", args=[cohort.slug])
    sent = {"act": StaffAct.objects.get().pk, "next": board}
    assert lead.post(take, sent)["Location"] == board
    assert "Take it back" not in shown(lead.get(board))
    elsewhere = lead.post(take, sent | {"next": "https://elsewhere.example/"})
    assert elsewhere["Location"] == reverse("cohorts:letter-list", args=[cohort.slug])


def test_on_somebodys_own_page_their_act_comes_first(lead, cohort, ana):
    ben = signed(cohort, name="Ben Tallgrass")
    for application in [ana, ben]:
        decide = reverse("recruitment:application-decide", args=[cohort.slug, application.pk])
        act(lead, decide, {"decision": "not_offered"})
    for application in [ana, ben]:
        page = lead.get(application.get_absolute_url())
        assert page.context["act_to_take_back"].sentence.startswith(application.name)
    press_take_back(lead, cohort)
    page = shown(lead.get(ben.get_absolute_url()))
    assert "Taken back" in page and "no longer so" not in page
    address = reverse("cohorts:letter-list", args=[cohort.slug])
    assert "Taken back" in shown(lead.get(f"{address}?state=dropped"))


def test_a_letter_dropped_by_an_offer_is_queued_again(lead, cohort, offer, ana):
    decide = reverse("recruitment:application-decide", args=[cohort.slug, ana.pk])
    act(lead, decide, {"decision": "waiting"})
    act(lead, offer, {"application": [ana.pk]})
    assert Letter.objects.get(code="waitlist").status == "dropped"
    told = shown(press_take_back(lead, cohort))
    assert "Ana Ferrow has no seat again. 1 earlier letter leaves after all." in told
    assert Letter.objects.get(code="waitlist").status == "queued"
    ana.refresh_from_db()
    assert ana.decision == "waiting"
    act(lead, decide, {"decision": "not_offered"})
    told = shown(press_take_back(lead, cohort))
    assert "Ana Ferrow is on the waiting list again. 1 earlier letter leaves after all." in told


def test_a_person_who_was_known_before_stays(lead, cohort, offer):
    known = factories.create_person("Ana Ferrow", "ana@example.org")
    application = signed(cohort, name="Ana Ferrow", email="ana@example.org")
    act(lead, offer, {"application": [application.pk]})
    take_back(StaffAct.objects.get(), by=known)
    assert Person.objects.filter(pk=known.pk).exists()


def test_not_after_ten_minutes_and_not_twice(lead, cohort, offer, ana, regional_lead):
    act(lead, offer, {"application": [ana.pk]})
    pass_ten_minutes()
    assert "The ten minutes are over" in shown(press_take_back(lead, cohort))
    assert Application.objects.get(pk=ana.pk).decision == "seated"
    now = timezone.now()
    StaffAct.objects.update(done_at=now, held_until=now + StaffAct.HOLD)
    take_back(StaffAct.objects.get(), by=regional_lead)
    with pytest.raises(ActRefused, match="taken back already"):
        take_back(StaffAct.objects.get(), by=regional_lead)


def test_not_when_the_seat_was_used_since(lead, cohort, offer, ana):
    act(lead, offer, {"application": [ana.pk]})
    membership = CohortMembership.objects.get()
    factories.create_reply(cohort.meetings.get(position=1), membership)
    told = shown(press_take_back(lead, cohort))
    assert "Ana Ferrow has used the seat since." in told
    assert Letter.objects.get().status == "queued" and CohortMembership.objects.exists()


@pytest.mark.parametrize(
    "decision, code", [("waiting", "waitlist"), ("not_offered", "not-offered")]
)
def test_a_decision_is_taken_back(lead, cohort, ana, decision, code):
    address = reverse("recruitment:application-decide", args=[cohort.slug, ana.pk])
    look = lead.post(address, {"decision": decision, "note": "A note"})
    assert ("btn-outline-primary" in shown(look).split("</form>")[-2]) == (
        decision == "not_offered"
    ), "an ending is not the filled button"
    press(lead, look, address)
    ana.refresh_from_db()
    assert (ana.decision, Letter.objects.get().code) == (decision, code)
    press_take_back(lead, cohort)
    ana.refresh_from_db()
    assert (ana.decision, ana.decision_note, ana.decided_at) == ("", "", None)
    assert Letter.objects.get().status == "dropped"


def test_a_decision_that_was_changed_since_stays(lead, cohort, ana, regional_lead):
    address = reverse("recruitment:application-decide", args=[cohort.slug, ana.pk])
    act(lead, address, {"decision": "waiting"})
    first = StaffAct.objects.get()
    act(lead, address, {"decision": "not_offered"})
    letters = shown(lead.get(reverse("cohorts:letter-list", args=[cohort.slug])))
    assert "is on the waiting list." not in letters and "gets no seat this time." in letters
    with pytest.raises(ActRefused, match="decided on again since"):
        take_back(first, by=regional_lead)


def test_a_reminder_is_taken_back(lead, cohort):
    application = factories.create_application(cohort, endorsed="waiting")
    steps = application.endorsement.actions.count()
    address = reverse("recruitment:application-remind", args=[cohort.slug])
    act(lead, address, {"application": [application.pk]})
    assert application.endorsement.actions.count() == steps + 1
    press_take_back(lead, cohort)
    assert application.endorsement.actions.count() == steps
    assert Letter.objects.get().status == "dropped"


def test_a_letter_sent_again_waits_and_is_taken_back(lead, cohort):
    letter = Letter.objects.create(
        code="offer",
        to_email="a@example.org",
        subject="Seat",
        body="x",
        cohort=cohort,
        status="failed",
        failed_at=timezone.now(),
        attempts=6,
    )
    act(lead, reverse("cohorts:letter-resend", args=[cohort.slug, letter.pk]))
    letter.refresh_from_db()
    assert letter.status == "queued" and letter.try_at == letter.act.held_until
    press_take_back(lead, cohort)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts, letter.act) == ("failed", 6, None)


def test_a_corrected_address_is_asked_at_once(lead, cohort):
    """Asking a director leaves at once, so nobody takes it back."""
    application = factories.create_application(cohort, endorsed="waiting")
    address = reverse("recruitment:application-correct", args=[cohort.slug, application.pk])
    typed = {
        "name": application.name,
        "director_name": "Real Director",
        "director_email": "real@example.org",
    }
    look = lead.post(address, typed)
    assert "At once." in shown(look) and not Letter.objects.exists()
    press(lead, look, address)
    letter = Letter.objects.get(to_email="real@example.org")
    assert letter.act.held_until is None and send_due_letters() == 1
    with pytest.raises(ActRefused, match="on their way"):
        take_back(letter.act, by=letter.act.by)


def test_only_who_may_do_it_takes_it_back(cohort, offer, ana, lead, client_of, facilitator):
    act(lead, offer, {"application": [ana.pk]})
    client = client_of(facilitator)
    assert press_take_back(client, cohort).status_code == 403
    page = shown(client.get(reverse("cohorts:letter-list", args=[cohort.slug])))
    assert "1 letter waits until" in page and "Take it back" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"held_until": timedelta(minutes=11)},
        {"undone_at": timedelta(minutes=1)},
        {"held_until": timedelta(minutes=10), "undone_at": timedelta(minutes=11), "undone_by": 1},
    ],
)
def test_the_database_keeps_the_ten_minutes(cohort, regional_lead, fields):
    now = timezone.now()
    fields = {
        name: regional_lead if name == "undone_by" else now + value
        for name, value in fields.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffAct.objects.create(
            cohort=cohort,
            kind="offer",
            form_key=uuid.uuid4(),
            by=regional_lead,
            done_at=now,
            sentence="A",
            **fields,
        )


def test_the_first_reminder_ticks_its_task_until_it_is_taken_back(
    cohort, meeting, facilitator, client_of
):
    factories.move_meeting(meeting, factories.today() + timedelta(days=7))
    factories.create_members(cohort, 2)
    task = factories.create_logistics_item(meeting, event="first_reminder")
    other = factories.create_logistics_item(meeting)
    client = client_of(facilitator)
    act(client, reverse("meetings:reminder-send", args=[cohort.slug, meeting.position]))
    task.refresh_from_db()
    other.refresh_from_db()
    assert task.done_by == facilitator and other.done_at is None
    plan = shown(client.get(meeting.get_absolute_url()))
    assert "The last reminder is written and leaves at" in plan and "went out" not in plan
    assert "1 task is open again." in take_back(StaffAct.objects.get(), by=facilitator)
    task.refresh_from_db()
    assert task.done_at is None


def test_a_reminder_names_whose_address_did_not_take_the_last_letter(
    cohort, meeting, facilitator, client_of
):
    one, two = factories.create_members(cohort, 2)
    for row, status in [(one, "bounced"), (two, "sent")]:
        now = timezone.now()
        Letter.objects.create(
            code="offer",
            to_email=row.person.email,
            cohort=cohort,
            subject="A seat",
            body="",
            status=status,
            failed_at=now if status == "bounced" else None,
            sent_at=now if status == "sent" else None,
        )
    address = reverse("meetings:reminder-send", args=[cohort.slug, meeting.position])
    look = client_of(facilitator).post(address)
    lost = [
        row for row in look.context["outcome"].consequences if "our last letter" in row.sentence
    ]
    assert [row.names for row in lost] == [[one.person.name]]


def test_more_than_one_act_is_said_with_a_link_to_all(lead, cohort, offer, ana):
    page = cohort.get_absolute_url()
    act(lead, offer, {"application": [ana.pk]})
    assert "acts can be taken back" not in shown(lead.get(page))
    act(lead, offer, {"application": [signed(cohort, name="Ben Ferrow").pk]})
    assert "2 acts can be taken back" in shown(lead.get(page))
    letters = shown(lead.get(reverse("cohorts:letter-list", args=[cohort.slug])))
    assert "1 letter waits until" in letters and "2 waiting" in letters


def test_a_look_says_what_is_different_by_now(lead, cohort, offer, ana):
    ben = signed(cohort, name="Ben Ferrow")
    look = lead.post(offer, {"application": [ana.pk]})
    sent = {"application": [ana.pk, ben.pk], "confirm": look.context["outcome"].digest}
    again = shown(lead.post(offer, sent | {"shown": "\n".join(look.context["lines"])}))
    assert "Nothing was done" in again and "New: 2 people get a seat" in again
    assert "No longer: 1 person gets a seat" in again


def test_the_look_opens_with_one_letter_of_each_language(lead, cohort, offer, ana):
    rows = [ana, signed(cohort, name="Ben Ferrow"), signed(cohort, name="Cyd", language="es")]
    look = lead.post(offer, {"application": [row.pk for row in rows]})
    assert len(look.context["letters"]) == 2 and len(look.context["other_letters"]) == 1
    assert "1 more letter like these" in shown(look)


def test_the_look_at_the_waiting_list_says_how_many_seats_are_free(lead, cohort, ana):
    address = reverse("recruitment:application-decide", args=[cohort.slug, ana.pk])
    free = cohort.seats.free().count()
    assert f"{free} seats are free" in shown(lead.post(address, {"decision": "waiting"}))
