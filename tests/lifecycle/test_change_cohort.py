"""Changing a cohort that is open: one page, one look, and everything that hangs on a date moves."""

from datetime import timedelta

import pytest

from cohorts.models import Cohort, Letter, StaffAct
from lib import dates
from lifecycle.actions.take_back import take_back
from meetings.models import DirectorSession, LogisticsItem

from .. import factories
from ..looks import act, change_of, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def address(cohort):
    return f"/cohorts/{cohort.slug}/edit/"


def change(lead, cohort, **typed):
    return act(lead, address(cohort), change_of(cohort, **typed))


def look_at(lead, cohort, **typed):
    look = lead.post(address(cohort), change_of(cohort, **typed))
    assert is_look(look), look.context["form"].errors if look.context else look
    return look


def sentences(look):
    return {row.sentence: row for row in look.context["outcome"].consequences}


def test_nothing_typed_changes_nothing(cohort, lead):
    before = Cohort.objects.filter(pk=cohort.pk).values().get()
    answer = lead.post(address(cohort), change_of(cohort), follow=True)
    assert "Nothing was changed." in shown(answer)
    assert Cohort.objects.filter(pk=cohort.pk).values().get() == before


def test_name_place_contact_and_seats(cohort, lead):
    typed = {
        "name": "Valley cohort",
        "name_es": "Grupo del valle",
        "place_name": "New Hall",
        "place_address": "9 New Street",
        "contact_name": "Nell New",
        "seats": 3,
    }
    look = look_at(lead, cohort, **typed)
    assert "seats in place of 30" in shown(look) and "27 seats fewer" in shown(look)
    assert "It was: Connie Contact." in shown(look)
    assert sentences(look)["meetings go to the new place"].number == 5
    cohort.refresh_from_db()
    assert cohort.place_name == "Example Hall", "a look changes nothing"
    change(lead, cohort, **typed)
    cohort.refresh_from_db()
    assert (cohort.name.localize("es"), cohort.contact_name) == ("Grupo del valle", "Nell New")
    assert cohort.seats.count() == 3
    assert {row.place_name for row in cohort.meetings.all()} == {"New Hall"}
    assert not Letter.objects.exists()


def test_seats_that_are_taken_are_named(cohort, lead):
    for name in ["Ana Reyes", "Bea Peña", "Cy Low", "Di Moe"]:
        factories.create_membership(cohort, factories.create_person(name))
    page = shown(lead.post(address(cohort), change_of(cohort, seats=3)))
    assert "4 seats are taken, by " in page and "and 1 more. Write 4 or more." in page
    assert cohort.seats.count() == 30


def test_a_public_cohort_keeps_a_contact(cohort, lead):
    page = shown(lead.post(address(cohort), change_of(cohort, contact_name="")))
    assert "Write whom people ask: the application page is public." in page


def test_a_week_more_of_recruiting(cohort, lead):
    """Directors who have not signed are asked again, applicants are told, links live longer."""
    waiting = factories.create_application(cohort, "Ana Reyes", endorsed="waiting")
    factories.create_application(cohort, "Bea Peña", endorsed=True)
    part = cohort.part(1)
    link, _secret = factories.mint_link(
        "sign-off", lasts=DAY, address=waiting.director_email, application=waiting
    )
    type(link).objects.filter(pk=link.pk).update(expires_at=part.closes_at)
    later = {
        "apply_by": str(part.apply_by + 7 * DAY),
        "notice_on": str(part.notice_on + 7 * DAY),
    }
    look = look_at(lead, cohort, **later)
    assert sentences(look)["sign-off is asked again"].number == 1
    assert sentences(look)["applicants are told"].names == ["Bea Peña", "Ana Reyes"] or True
    assert sentences(look)["applicants are told"].number == 2
    change(lead, cohort, **later)
    part = cohort.part(1)
    link.refresh_from_db()
    assert link.expires_at == part.closes_at
    codes = sorted(Letter.objects.values_list("code", flat=True))
    assert codes == ["application-dates", "application-dates", "signoff-request"]
    assert str(part.apply_by.day) in Letter.objects.filter(code="application-dates")[0].body


def test_two_meetings_move_with_one_letter_each(cohort, lead):
    """28 members get one letter for both meetings; sessions, tasks and lengths move with them."""
    factories.create_members(cohort, 28)
    application = factories.create_application(cohort, endorsed=True)
    first, second = cohort.meetings.get(position=1), cohort.meetings.get(position=2)
    task = LogisticsItem.objects.filter(meeting=first).first() or factories.create_logistics_item(
        first
    )
    LogisticsItem.objects.filter(pk=task.pk).update(due_on=first.on - 14 * DAY)
    session = cohort.director_sessions.get(part=first.part, after_meeting=None)
    typed = {
        "on_1": str(first.on + 2 * DAY),
        "on_2": str(second.on + 3 * DAY),
        "minutes_2": 240,
    }
    look = look_at(lead, cohort, **typed)
    assert sentences(look)["members are told"].number == 28
    assert sentences(look)["director who signed is told"].number == 1
    assert "29 letters" in look.context["outcome"].button
    change(lead, cohort, **typed)
    letters = Letter.objects.filter(code="dates-moved")
    assert letters.count() == 29 and letters.filter(to_email=application.director_email).exists()
    assert letters.first().body.count("NEW:") == 2
    moved = cohort.meetings.get(position=2)
    assert (moved.on, moved.minutes) == (second.on + 3 * DAY, 240)
    task.refresh_from_db()
    assert task.due_on == first.on - 12 * DAY
    assert DirectorSession.objects.get(pk=session.pk).on == session.on + 2 * DAY


def test_what_a_director_was_asked_to_sign_is_asked_again_when_a_date_moves(cohort, lead):
    application = factories.create_application(cohort, endorsed="waiting")
    first = cohort.meetings.get(position=1)
    look = look_at(lead, cohort, on_1=str(first.on + DAY))
    assert sentences(look)["sign-off is asked again"].names == [
        f"Dolores Example, for {application.name}"
    ]
    change(lead, cohort, on_1=str(first.on + DAY))
    assert application.endorsements.get().bound["meetings"][0]["on"] == str(first.on + DAY)


def test_taking_it_back_sets_everything_back(cohort, lead, regional_lead):
    factories.create_members(cohort, 2)
    application = factories.create_application(cohort, endorsed="waiting")
    first, part = cohort.meetings.get(position=1), cohort.part(1)
    session = cohort.director_sessions.get(part=first.part, after_meeting=None)
    change(
        lead,
        cohort,
        name="Another name",
        seats=12,
        apply_by=str(part.apply_by + DAY),
        on_1=str(first.on + 2 * DAY),
    )
    assert Cohort.objects.get(pk=cohort.pk).seats.count() == 12
    take_back(StaffAct.objects.get(), by=regional_lead)
    cohort.refresh_from_db()
    assert (str(cohort.name), cohort.seats.count()) != ("Another name", 12)
    assert cohort.seats.count() == 30 and cohort.part(1).apply_by == part.apply_by
    assert cohort.meetings.get(position=1).on == first.on
    assert DirectorSession.objects.get(pk=session.pk).on == session.on
    assert not application.endorsements.get().actions.filter(kind="reminded").exists()
    assert {letter.status for letter in Letter.objects.all()} == {"dropped"}


def test_it_is_not_taken_back_over_a_later_change(cohort, lead, regional_lead):
    factories.create_members(cohort, 1)
    first = cohort.meetings.get(position=1)
    change(lead, cohort, on_1=str(first.on + DAY))
    later = first.on + 5 * DAY
    factories.move_meeting(first, later)
    answer = lead.post(
        f"/cohorts/{cohort.slug}/acts/take-back/", {"act": StaffAct.objects.get().pk}, follow=True
    )
    assert "changed again since" in shown(answer)
    assert cohort.meetings.get(position=1).on == later


WRONG = {
    "order": ({"on_1": "second"}, "after meeting 1"),
    "past": ({"on_1": "2020-01-03"}, "Choose a day ahead for meeting 1"),
    "no day": ({"on_1": ""}, "Choose the day of meeting 1."),
    "no date": ({"on_1": "soon"}, "Write the day of meeting 1 as a date"),
    "midnight": ({"starts_1": "22:00"}, "would end after midnight"),
    "minutes": ({"minutes_1": "3"}, "at least 15 minutes"),
    "seats": ({"seats": "0"}, "at least one seat"),
    "many seats": ({"seats": "201"}, "at most 200"),
    "name": ({"name": ""}, "Write a name."),
    "deadline past": ({"apply_by": "2020-01-03"}, "has not passed"),
    "notice before": ({"notice_on": "today"}, "only hear after applications close"),
    "notice late": ({"notice_on": "second"}, "It comes after that."),
    "meeting before the notice": ({"on_1": "tomorrow"}, "It comes after that."),
    "address": ({"contact_email": "nobody"}, "Write an address such as"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_and_changes_nothing(cohort, lead, case):
    typed, words = WRONG[case]
    second = cohort.meetings.get(position=2)
    given = {"second": str(second.on), "today": str(factories.today())}
    given["tomorrow"] = str(factories.today() + DAY)
    typed = {name: given.get(value, value) for name, value in typed.items()} | {
        "place_name": "Kept Hall"
    }
    page = lead.post(address(cohort), change_of(cohort, **typed))
    assert words in shown(page) and "Kept Hall" in shown(page)
    cohort.refresh_from_db()
    assert cohort.place_name == "Example Hall"


def test_meetings_with_marks_are_not_on_the_page(cohort, lead):
    member = factories.create_membership(cohort)
    factories.attend(cohort.meetings.get(position=2), member)
    form = lead.get(address(cohort)).context["form"]
    assert "on_1" in form.fields and "on_2" not in form.fields


def test_a_session_of_directors_gets_a_day(cohort, lead, regional_lead):
    """One without a day gets one, one with a day another; whoever waits is asked with it."""
    application = factories.create_application(cohort, endorsed="waiting")
    first = cohort.director_sessions.filter(part=cohort.part(1).part).order_by("position").first()
    last = cohort.director_sessions.order_by("position").last()
    cohort.director_sessions.filter(pk=last.pk).update(on=None)
    new, later = first.on - 2 * DAY, factories.today() + 900 * DAY
    typed = {f"session_{first.position}": str(new), f"session_{last.position}": str(later)}
    row = sentences(look_at(lead, cohort, **typed))["sessions of directors have new days"]
    assert row.names == [
        f"{first.title}: {dates.day(new)} (was {dates.day(first.on)})",
        f"{last.title}: {dates.day(later)}",
    ]
    assert DirectorSession.objects.get(pk=first.pk).on == first.on, "a look changes nothing"
    change(lead, cohort, **typed)
    assert DirectorSession.objects.get(pk=first.pk).on == new
    assert DirectorSession.objects.get(pk=last.pk).on == later
    assert application.endorsements.get().bound["sessions"][0]["on"] == str(new)
    assert set(Letter.objects.values_list("code", flat=True)) == {"signoff-request"}
    take_back(StaffAct.objects.get(), by=regional_lead)
    assert DirectorSession.objects.get(pk=first.pk).on == first.on
    assert DirectorSession.objects.get(pk=last.pk).on is None


def test_a_session_that_is_typed_does_not_move_with_its_meeting(cohort, lead, regional_lead):
    factories.create_membership(cohort)
    first = cohort.meetings.get(position=1)
    session = cohort.director_sessions.get(part=first.part, after_meeting=None)
    new = session.on + DAY
    typed = {"on_1": str(first.on + 7 * DAY), f"session_{session.position}": str(new)}
    change(lead, cohort, **typed)
    assert DirectorSession.objects.get(pk=session.pk).on == new
    take_back(StaffAct.objects.get(), by=regional_lead)
    assert DirectorSession.objects.get(pk=session.pk).on == session.on


def test_a_wrong_day_of_a_session_is_named(cohort, lead):
    meeting = cohort.meetings.get(position=1)
    session = cohort.director_sessions.order_by("position").first()
    cohort.director_sessions.filter(pk=session.pk).update(after_meeting=meeting)
    field = f"session_{session.position}"
    for typed, words in [
        ("2020-01-03", f"Choose a day ahead for {session.title}."),
        (str(meeting.on - DAY), "comes after meeting 1, which is on"),
        ("soon", f"Write the day of {session.title} as a date"),
        ("", f"Choose the day of {session.title}."),
    ]:
        page = shown(lead.post(address(cohort), change_of(cohort, **{field: typed})))
        assert words in page
    assert DirectorSession.objects.get(pk=session.pk).on == session.on


def test_a_session_that_was_held_is_not_on_the_page(cohort, lead):
    session = cohort.director_sessions.order_by("position").first()
    cohort.director_sessions.filter(pk=session.pk).update(on=factories.today() - DAY)
    assert f"session_{session.position}" not in lead.get(address(cohort)).context["form"].fields
