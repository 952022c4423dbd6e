"""Opening a cohort like another one: its plan with shifted dates, and nothing of its people."""

import uuid
from datetime import date, time, timedelta
from html import unescape

import pytest

from cohorts.models import Cohort, Letter, StaffRole
from evaluations.models import Evaluation
from guidebooks.models import CatalogWithdrawal
from lib import dates
from lifecycle.shifted_dates import shift_meetings
from meetings.actions.added_meetings import add_make_up, split_meeting
from meetings.models import ActivityRun, BudgetLine, LogisticsItem
from people.models import Network

from .. import factories
from ..looks import change_of, is_look
from ..shown import shown
from .test_open_cohort import form as opening_form
from .test_reschedule import typed

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
VETERANS_DAY = date(2031, 11, 11)


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def page_of(cohort):
    return f"/cohorts/open/like/?cohort={cohort.slug}"


def first_page(cohort, **changes):
    """What is typed first: the first meeting a year after that of the cohort, on its weekday."""
    first = cohort.meetings.get(position=1).on + 52 * WEEK
    typed = {
        "region": cohort.region_id,
        "name": "Region 8 cohort, once more",
        "name_es": "Grupo de la Región 8, otra vez",
        "cycle": f"{first.year}-{(first.year + 2) % 100:02}",
        "first_meeting_on": first,
        "capacity": 12,
        "form_key": str(uuid.uuid4()),
    } | changes
    return {name: str(value) for name, value in typed.items()}


def dates_of(look):
    """What the page of the dates would send as it stands."""
    form = look.context["dates"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    sent = {name: "on" if value is True else str(value) for name, value in sent.items()}
    return sent | {"dates": "1"}


def open_like(browser, cohort, overtyped=None, **changes):
    """Both pages. Returns the new Cohort, or the page that asks once more."""
    typed = first_page(cohort, **changes)
    look = browser.post(page_of(cohort), typed)
    assert look.status_code == 200 and "dates" in look.context, look.context["form"].errors
    answer = browser.post(page_of(cohort), typed | dates_of(look) | (overtyped or {}))
    return answer if answer.status_code == 200 else Cohort.objects.get(copied_from=cohort)


def days(cohort):
    return list(cohort.meetings.in_order().values_list("on", flat=True))


def test_five_meetings_in_two_pages(cohort, lead):
    """Dates keep their distance and weekday; deadline, notice and directors' sessions follow."""
    look = lead.post(page_of(cohort), first_page(cohort))
    assert Cohort.objects.count() == 1, "nothing is saved before the dates were seen"
    assert [row.row.on for row, _day, _tick in look.context["dates"].rows] == days(cohort)
    new = open_like(lead, cohort)
    assert days(new) == [day + 52 * WEEK for day in days(cohort)]
    part, there = new.part(1), cohort.part(1)
    assert part.apply_by == there.apply_by + 52 * WEEK
    assert part.notice_on == there.notice_on + 52 * WEEK
    assert [row.on for row in new.director_sessions.order_by("position")] == [
        row.on + 52 * WEEK for row in cohort.director_sessions.order_by("position")
    ]
    assert new.seats.free().count() == 12 and new.region == cohort.region
    assert new.name.localize("es") == "Grupo de la Región 8, otra vez"
    assert not new.is_published and lead.get(f"/cohorts/{new.slug}/publish/").status_code == 200
    assert Evaluation.objects.filter(meeting__cohort=new).count() == 5


def test_own_agendas_tasks_and_budget_come_along_and_no_people(cohort, meeting, lead, participant):
    block = meeting.segments.in_order().first()
    block.title, block.pinned_start = "Our own welcome", time(9, 0)
    block.save()
    ActivityRun.objects.create(segment=block, safety_monitor="Mona Monitor")
    task = factories.create_logistics_item(meeting, "Ask for the key", due_on=meeting.on - 9 * DAY)
    task.complete(by=participant)
    line = {"meeting": meeting, "planned": 120, "actual": 90, "source": "budget"}
    factories.create_budget_line(cohort, "Own books", fund="County fund", **line)
    factories.create_budget_line(cohort, "Own food", fund="Ada Donor", source="donation")
    meeting.notes, meeting.link_url = "Rico is shy", "https://example.org/ours"
    meeting.save()
    factories.create_reply(meeting, participant.memberships.get())
    new = open_like(lead, cohort)
    copy = new.meetings.get(position=1)
    assert (copy.notes, copy.link_url, copy.place_name) == ("", "", "")
    first = copy.segments.in_order().first()
    assert (str(first.title), first.pinned_start) == ("Our own welcome", time(9, 0))
    assert copy.segments.count() == meeting.segments.count()
    assert not ActivityRun.objects.filter(segment__meeting__cohort=new).exists()
    copied = LogisticsItem.objects.get(meeting=copy, text="Ask for the key")
    assert copied.due_on == copy.on - 9 * DAY and copied.done_at is None and copied.done_by is None
    books = BudgetLine.objects.get(cohort=new, what="Own books")
    assert (books.planned, books.actual, books.fund, books.meeting) == (
        120,
        None,
        "County fund",
        copy,
    )
    assert BudgetLine.objects.get(cohort=new, what="Own food").fund == "", "givers are people"
    assert not new.memberships.exists() and not copy.replies.exists()
    assert not Letter.objects.exists() and not new.staff_roles.exists()
    assert new.contact_line == ""


def test_place_and_team_when_ticked(cohort, lead, facilitator, greeter, regional_lead):
    greeter.staff_roles.get().end(on=factories.today() - DAY)
    factories.create_role(regional_lead, "co_facilitator", cohort)
    look = lead.post(page_of(cohort), first_page(cohort, with_place="on", with_staff="on"))
    assert "Fay Facilitator, facilitator" in shown(look) and "Example Hall" in shown(look)
    new = open_like(lead, cohort, with_place="on", with_staff="on")
    assert {row.place_name for row in new.meetings.all()} == {"Example Hall"}
    assert new.contact_name == cohort.contact_name
    roles = StaffRole.objects.current().filter(cohort=new)
    assert [(role.person, role.kind) for role in roles] == [(facilitator, "facilitator")], (
        "ended roles do not come along, and nobody gives a role to themselves"
    )


def test_the_team_stays_within_its_region(cohort, state_staff, facilitator, client_of):
    other = factories.create_region(9)
    browser = client_of(state_staff)
    look = browser.post(page_of(cohort), first_page(cohort, region=other.pk, with_staff="on"))
    assert "they come along within one region only" in shown(look)
    new = open_like(browser, cohort, region=other.pk, with_staff="on")
    assert new.region == other and not new.staff_roles.exists() and new.contact_name == ""


def test_holidays_move_a_meeting_by_a_week_and_say_why(cohort, lead):
    """The second meeting would be on Veterans Day of 2031; the third keeps its own day."""
    Network.objects.update(country="US", subdivision="CA")
    first, second = (cohort.meetings.get(position=n).on for n in (1, 2))
    first_on = VETERANS_DAY - (second - first)
    found = shift_meetings(Cohort.objects.get(), first_on)
    assert found[1].on == VETERANS_DAY + WEEK
    assert found[1].moved == ["Tue, Nov 11, 2031 is Veterans Day."]
    assert found[2].on == first_on + (cohort.meetings.get(position=3).on - first)


def test_a_holiday_is_asked_about_and_never_refused(cohort, lead):
    Network.objects.update(country="US", subdivision="CA")
    holiday = next_holiday(cohort.meetings.get(position=1).on)
    asked = open_like(lead, cohort, first_meeting_on=holiday, cycle=cycle_of(holiday))
    name = Network.objects.get().holiday_on(holiday)
    assert f"that is {name}. Keep this date?" in unescape(shown(asked))
    assert Cohort.objects.count() == 1
    new = open_like(
        lead,
        cohort,
        {"accept_odd_dates": "on"},
        first_meeting_on=holiday,
        cycle=cycle_of(holiday),
    )
    assert new.meetings.get(position=1).on == holiday


def test_a_first_meeting_on_a_holiday_is_said_before_anything_is_sent(cohort, lead):
    Network.objects.update(country="US", subdivision="CA")
    holiday = next_holiday(cohort.meetings.get(position=1).on)
    said = f"{dates.day(holiday)} is {Network.objects.get().holiday_on(holiday)}. Choose another"
    for day, stands in [(holiday, True), (holiday + DAY, False)]:
        typed = first_page(cohort, first_meeting_on=day, cycle=cycle_of(day))
        page = unescape(shown(lead.post(page_of(cohort), typed)))
        assert (said in page) is stands and ("Choose another day, or keep" in page) is stands


def next_holiday(day):
    network = Network.objects.get()
    while not network.holiday_on(day):
        day += DAY
    return day


def cycle_of(day):
    return f"{day.year}-{(day.year + 2) % 100:02}"


def test_every_date_can_be_typed_over(cohort, lead):
    third = cohort.meetings.get(position=3)
    moved = third.on + 52 * WEEK + 2 * DAY
    new = open_like(lead, cohort, {f"on_{third.pk}": str(moved)})
    assert new.meetings.get(position=3).on == moved
    late = open_like_page(lead, cohort, {f"on_{third.pk}": "2020-01-01"})
    assert "Meeting 3 cannot be in the past." in shown(late) and 'value="2020-01-01"' in shown(late)
    wrong = open_like_page(lead, cohort, {f"on_{third.pk}": str(third.on + 400 * WEEK)})
    assert "Choose a day within the next five years." in shown(wrong)
    before = cohort.meetings.get(position=1).on + 52 * WEEK
    order = open_like_page(lead, cohort, {f"on_{third.pk}": str(before)})
    assert "Choose a day for meeting 3 after meeting 2" in shown(order)
    first = cohort.meetings.get(position=1)
    other = first.on + 52 * WEEK + DAY
    typed_over = open_like_page(lead, cohort, {f"on_{first.pk}": str(other), "apply_by": "x"})
    assert f"was on a {first.on:%A} and is on a {other:%A} now" in shown(typed_over)
    deadline = open_like_page(lead, cohort, {"apply_by": "2020-01-01"})
    assert "The last day to apply has passed by then." in shown(deadline)
    assert Cohort.objects.count() == 2


def open_like_page(browser, cohort, overtyped):
    answer = open_like(browser, cohort, overtyped)
    assert answer.status_code == 200
    return answer


def test_called_off_and_added_meetings_are_asked_about(cohort, lead, regional_lead):
    second, third = (cohort.meetings.get(position=n) for n in (2, 3))
    second.call_off(reason="Snow", by=regional_lead)
    make_up = add_make_up(second, on=second.on + 3 * DAY, starts=time(9), minutes=120)
    block = list(third.segments.in_order())[1]
    half = split_meeting(third, block=block, on=third.on + DAY, starts=time(9))
    look = lead.post(page_of(cohort), first_page(cohort))
    asked = {row.row.pk: tick.value() for row, _day, tick in look.context["dates"].rows if tick}
    assert asked == {second.pk: True, make_up.pk: False}
    new = open_like(lead, cohort)
    assert new.meetings.get(position=2).called_off_at is None
    assert new.meetings.get(is_half=True).of == new.meetings.get(position=3)
    assert new.meetings.get(is_half=True).segments.count() == half.segments.count()
    assert not new.meetings.filter(kind="make_up").exists()
    new.delete()
    both = {f"hold_{second.pk}": "", f"hold_{make_up.pk}": "on"}
    left_out = open_like(lead, cohort, both)
    assert not left_out.meetings.filter(position=2).exists()
    assert not left_out.meetings.filter(kind="make_up").exists(), "it makes up for nothing"


def test_the_same_form_twice_opens_one_cohort(cohort, lead):
    typed = first_page(cohort)
    sent = typed | dates_of(lead.post(page_of(cohort), typed))
    assert len({lead.post(page_of(cohort), sent).headers["Location"] for _ in range(2)}) == 1
    assert Cohort.objects.filter(copied_from=cohort).count() == 1


def test_going_back_keeps_what_was_typed(cohort, lead):
    typed = first_page(cohort, name="Typed once")
    page = lead.post(page_of(cohort), typed | {"dates": "1", "edit": "1"})
    assert 'value="Typed once"' in shown(page) and "dates" not in page.context


def test_whose_plan_can_be_taken_over(cohort, lead, state_staff, client_of, facilitator):
    """Every cohort of the network; none of another, and none whose members one supervises."""
    other = factories.create_cohort(
        "others",
        factories.create_guidebook("theirs", network=factories.create_network("other")),
        factories.create_region(8, factories.create_network("other")),
    )
    sibling = factories.create_cohort("sibling", cohort.guidebook, factories.create_region(9))
    listed = shown(lead.get("/cohorts/open/like/"))
    assert str(sibling) in listed and str(cohort) in listed and str(other) not in listed
    assert lead.get(page_of(sibling)).status_code == 200
    assert lead.get(page_of(other)).status_code == 404
    for nothing in ["nothing", "", "%00", "x" * 3000]:
        assert lead.get(f"/cohorts/open/like/?cohort={nothing}").status_code in {400, 404}
    assert client_of(facilitator).get(page_of(cohort)).status_code == 403
    member = factories.create_membership(cohort, factories.create_person("Mia Member"))
    withdrawn = CatalogWithdrawal.objects.create(
        network=cohort.network, guidebook_slug=cohort.guidebook.slug, withdrawn_by=state_staff
    )
    assert lead.get(page_of(cohort)).status_code == 404, "no cohort opens from it any more"
    withdrawn.delete()
    factories.create_supervision(state_staff, member.person)
    assert client_of(state_staff).get(page_of(cohort)).status_code == 404


def test_a_lead_opens_it_in_the_own_region_only(cohort, lead):
    sibling = factories.create_cohort("sibling", cohort.guidebook, factories.create_region(9))
    page = lead.post(page_of(sibling), first_page(sibling))
    assert "Choose a region in which you open cohorts." in shown(page)
    assert open_like(lead, sibling, region=cohort.region_id).region == cohort.region


def test_broken_input_is_refused_in_words(cohort, lead):
    broken = {
        "name": ["", "x" * 300],
        "cycle": ["", "2030"],
        "first_meeting_on": ["", "soon", "9999-12-31", "0001-01-01"],
        "capacity": ["", "0", "x"],
        "region": ["", "0", "x"],
        "form_key": ["", "x"],
    }
    for field, values in broken.items():
        for value in values:
            page = lead.post(page_of(cohort), first_page(cohort, **{field: value}))
            assert page.status_code == 200 and page.context["form"].errors, (field, value[:30])
    assert Cohort.objects.count() == 1
    none = lead.post(page_of(cohort), first_page(cohort, capacity="0"))
    assert none.context["form"].errors["capacity"] == ["A cohort has at least one seat."]


# --- the same question elsewhere ------------------------------------------------------------------


def test_opening_changing_and_moving_ask_about_a_holiday(cohort, lead, facilitator, client_of):
    Network.objects.update(country="US", subdivision="CA")
    holiday = next_holiday(factories.today() + 60 * DAY)
    name = Network.objects.get().holiday_on(holiday)
    asked = lead.post(
        "/cohorts/open/", opening_form(cohort, first_meeting_on=holiday, cycle=cycle_of(holiday))
    )
    assert f"Meeting 1 would be on {dates.day(holiday)}, and that is {name}." in unescape(
        shown(asked)
    )
    changed = lead.post(f"/cohorts/{cohort.slug}/edit/", change_of(cohort, on_1=str(holiday)))
    question = f"{dates.long_day(holiday)} is {name}"
    assert question in unescape(shown(changed)) and "Keep this date?" in shown(changed)
    meeting = cohort.meetings.get(position=1)
    moved = client_of(facilitator).post(
        f"/cohorts/{cohort.slug}/meetings/1/edit/", typed(meeting, on=holiday.isoformat())
    )
    assert is_look(moved) and question in unescape(shown(moved))
    webinar = {"title_en": "Ask an expert", "on": str(holiday), "starts": "09:00", "minutes": "60"}
    added = client_of(facilitator).post(f"/cohorts/{cohort.slug}/meetings/add/", webinar)
    assert question in unescape(shown(added))
