"""One cohort through two years in a real browser, the clock moved on from stage to stage.

Its lead opens it with a slip, and mends it; its facilitator calls meetings off, splits one, opens
closed attendance again; names, directors and memberships change; the second year begins. What
changes is counted.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.models import Cohort
from recruitment.models import SupervisorEndorsement

from .. import factories
from ..journeys.conftest import clock, post
from ..journeys.pages import address_in
from ..journeys.steps import letter_to
from .clicks import follow, touch

pytestmark = [pytest.mark.audit, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NAMES = ["Ana Ash", "Ben Birch", "Cy Cedar", "Dee Dogwood", "Eli Elm"]


class Walk:
    """A browser for each person, the time it is, and what has been changed so far."""

    def __init__(self, browse_as, clock):
        self.browse_as, self.clock, self.changes = browse_as, clock, []
        self.moment = None

    def wait_until(self, moment):
        """From now on it is this moment, for the site and in browsers that open from now on."""
        self.clock(moment)
        self.moment = moment

    def browser_of(self, person, viewport=DESK):
        page = self.browse_as(person, viewport=viewport)
        if self.moment:
            page.clock.set_system_time(self.moment)
        return page

    def fill(self, page, typed):
        for name, value in typed.items():
            field = page.locator(f"main [name='{name}']")
            kind = field.first.get_attribute("type")
            if kind in {"checkbox", "radio"}:
                which = "" if value == "on" else f"[value='{value}']"
                page.locator(f"main [name='{name}']{which}").check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(str(value))

    def send(self, page, address, **typed):
        """Fill the form there, press its button, and the button of the look that follows."""
        page.goto(page.live + address)
        self.fill(page, typed)
        self.press(page)
        self.confirm(page)
        assert not page.locator("#errors").count(), page.locator("main").inner_text()
        return page

    def press(self, page):
        follow(page.locator("main form .btn-primary").last)

    def confirm(self, page):
        """Press the button of the look, if this is one."""
        button = page.locator("main form:has([name=confirm]) button[type=submit]")
        if button.count():
            follow(button.first)

    def change(self, what, page, address, **typed):
        self.changes.append(what)
        return self.send(page, address, **typed)


@pytest.fixture
def walk(browse_as, clock):
    return Walk(browse_as, clock)


def opened(walk, lead, cohort):
    """With 3 seats in place of 30, and without a contact; mended, then public."""
    page, first = walk.browser_of(lead), factories.today() + 80 * DAY
    walk.send(
        page,
        "/cohorts/open/",
        guidebook=str(cohort.guidebook.pk),
        region=str(cohort.region.pk),
        name="Walk cohort",
        cycle=f"{first.year}-{(first.year + 2) % 100:02}",
        first_meeting_on=first,
        starts="09:00",
        place_name="Example Hall",
        capacity=3,
        apply_by=factories.today() + 20 * DAY,
        notice_on=factories.today() + 30 * DAY,
    )
    made = Cohort.objects.get(name="Walk cohort")
    base = f"/cohorts/{made.slug}/"
    walk.change("seats and contact", page, f"{base}edit/", seats=30, **factories.CONTACT)
    walk.send(page, f"{base}publish/")
    return made, page


def seated(walk, lead, made):
    """One more week to apply; five get a seat, and recruiting ends."""
    base, last_day = f"/cohorts/{made.slug}/", made.part(1).apply_by + 7 * DAY
    walk.change("last day to apply", lead, f"{base}edit/", apply_by=last_day)
    for name in NAMES:
        factories.create_application(made, name, endorsed=True)
    lead.goto(lead.live + f"{base}applications/")
    for box in lead.locator("input[name=application]").all():
        box.check()
    follow(lead.get_by_role("button", name="Give 5 seats"))
    follow(lead.get_by_role("button", name="Give 5 seats and send 5 letters"))
    walk.change("recruiting ends", lead, f"{base}begin/")
    return list(made.memberships.order_by("person__name"))


def at(made, position):
    return made.meetings.get(position=position)


def page_of(meeting, name):
    return reverse(name, args=[meeting.cohort.slug, meeting.position])


def member_page(member, name):
    page = name if ":" in name else f"lifecycle:member-{name}"
    return reverse(page, args=[member.cohort.slug, member.pk])


def person_page(member, name):
    return reverse(f"lifecycle:person-{name}", args=[member.person_id])


def call_the_roll(walk, page, meeting, members):
    page.goto(page.live + page_of(meeting, "meetings:attendance-edit"))
    for member in members:
        row = page.locator(f"#row-{member.pk}")
        touch(row.locator("[data-tap]"))
        page.locator(f"#row-{member.pk}[data-status=present]").wait_for()
    close = page_of(meeting, "meetings:attendance-close")
    follow(page.locator(f"form[action*='{close}'] button, a[href*='{close}']").last)
    walk.confirm(page)


def postponed(walk, page, made, post):
    """Snow two days before: a week later."""
    first = at(made, 1)
    walk.wait_until(first.starts_at - 2 * DAY)
    snow = {"reason": "Snow", "postponed": "on"}
    walk.change("a meeting postponed", page, page_of(first, "lifecycle:meeting-call-off"), **snow)
    assert at(made, 1).is_called_off
    new_day = first.on + 7 * DAY
    walk.send(page, page_of(first, "lifecycle:meeting-edit"), on=new_day)
    moved = at(made, 1)
    assert moved.on == new_day and not moved.is_called_off
    told = {letter.to[0] for letter in post()}
    assert {member.person.email for member in made.memberships.all()} < told
    return moved


def hold(meeting, members, facilitator):
    """All of them come, and attendance is closed."""
    factories.attend(meeting, *members)
    meeting.close_attendance(by=facilitator)


def by_letter(walk, message):
    """The page behind its link, on a phone without scripts, as somebody who is not signed in."""
    page = walk.browse_as(None, viewport=PHONE, java_script_enabled=False)
    page.goto(page.live + address_in(message))
    return page


def goes_on(walk, message):
    page = by_letter(walk, message)
    follow(page.locator("button[value=on]"))
    assert not page.locator("#errors").count(), page.locator("main").inner_text()


def signs(walk, message, endorsement):
    page = by_letter(walk, message)
    for box in page.locator("input[value=sign], [name^=commitment]").all():
        box.check()
    page.locator("[name=signed_name]").fill(endorsement.supervisor_name)
    walk.press(page)
    endorsement.refresh_from_db()
    assert endorsement.state == "given", page.locator("main").inner_text()


def first_meeting(walk, facilitator, first, members):
    """Three are marked on a phone; closed, opened again for the fourth, and closed."""
    walk.wait_until(first.starts_at + HOUR)
    page = walk.browser_of(facilitator, PHONE)
    call_the_roll(walk, page, first, members[:3])
    assert at(first.cohort, 1).is_held
    walk.wait_until(first.starts_at + 2 * HOUR)
    page = walk.browser_of(facilitator, PHONE)
    reopen = page_of(first, "meetings:attendance-reopen")
    walk.change("attendance opened again", page, reopen, reason="Dee signed in the wrong row")
    call_the_roll(walk, page, first, members[3:4])
    assert first.attendances.attended().count() == 4


def people_change(walk, page, lead, members):
    """Ana marries, Dee is marked as gone by mistake, Ben has another director."""
    ana, ben, _cy, dee, _eli = members
    walk.change("a name", page, person_page(ana, "edit"), name="Ana Whitfield", reason="Married")
    leave = member_page(dee, "cohorts:member-leave")
    walk.change("a member who had not left", page, leave, reason="Wrong row")
    dee.refresh_from_db()
    assert not dee.is_current
    page.goto(page.live + dee.get_absolute_url())
    follow(page.locator("form[action$='undo-leave/'] button"))
    walk.confirm(page)
    dee.refresh_from_db()
    assert dee.is_current, page.locator("main").inner_text()
    nina = {"name": "Nina New", "email": "nina@example.org", "on": factories.today()}
    walk.change("a new director", lead, person_page(ben, "directors"), **nina)


def first_year_ends(walk, page, made, members, facilitator):
    """The second meeting is split in two, and all meetings of the first part are held."""
    second = at(made, 2)
    block, day = second.segments.in_order()[1], second.on + 7 * DAY
    split = page_of(second, "lifecycle:meeting-split")
    walk.change("a meeting split", page, split, block=str(block.pk), on=day)
    for meeting in [at(made, 2), made.meetings.get(of=second), at(made, 3)]:
        hold(meeting, members, facilitator)


def second_part(walk, lead_person, made, members, post):
    """Four go on by their letters, their directors sign by theirs; Eli's place ends, and a
    newcomer gets a seat. Returns who is a member then.
    """
    base, soon = f"/cohorts/{made.slug}/parts/2/", factories.today() + 9 * DAY
    lead = walk.browser_of(lead_person)
    dates = {"apply_by": soon, "notice_on": soon + DAY}
    walk.change("the second part opens", lead, f"{base}open/", **dates)
    letters, part = post(), made.part(2).part
    for member in members[:4]:
        goes_on(walk, letter_to(letters, member.person.email))
    letters = post()
    for endorsement in SupervisorEndorsement.objects.filter(application__cohort_part__part=part):
        signs(walk, letter_to(letters, endorsement.supervisor_email), endorsement)
    newcomer = factories.create_application(made, "Fay Fern", part=part, endorsed=True)

    walk.wait_until(walk.moment + 12 * DAY)
    lead = walk.browser_of(lead_person)
    walk.change("a place ends", lead, f"{base}end-places/", membership=str(members[4].pk))
    lead.goto(lead.live + newcomer.get_absolute_url())
    walk.press(lead)
    walk.confirm(lead)
    return list(made.memberships.current().order_by("pk"))


def test_one_cohort_through_two_years(walk, cohort, regional_lead, facilitator, post):
    made, lead = opened(walk, regional_lead, cohort)
    members = seated(walk, lead, made)
    post()
    factories.create_role(facilitator, "facilitator", made)
    page = walk.browser_of(facilitator)
    first = postponed(walk, page, made, post)
    first_meeting(walk, facilitator, first, members)
    page, lead = walk.browser_of(facilitator), walk.browser_of(regional_lead)
    people_change(walk, page, lead, members)
    first_year_ends(walk, page, made, members, facilitator)

    walk.wait_until(at(made, 3).ends_at + 30 * DAY)
    now = second_part(walk, regional_lead, made, members, post)
    names = ["Ana Whitfield", "Ben Birch", "Cy Cedar", "Dee Dogwood", "Fay Fern"]
    assert [member.person.name for member in now] == names

    for meeting in [at(made, 4), at(made, 5)]:
        hold(meeting, now, facilitator)
    walk.wait_until(at(made, 5).ends_at + DAY)
    lead = walk.browser_of(regional_lead)
    walk.change("the cohort completes", lead, f"/cohorts/{made.slug}/complete/")
    made.refresh_from_db()
    graduates = made.memberships.filter(graduated_on__isnull=False).order_by("pk")
    assert made.status == "completed" and list(graduates) == now
    assert len(walk.changes) >= 10, walk.changes
