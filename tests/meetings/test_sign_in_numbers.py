"""The numbers of the sign-in sheet are fixed when it is printed (main-job 25)."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.actions.sign_in_numbers import fix_numbers
from meetings.attendance_sheet import AttendanceSheet
from meetings.documents.sign_in_sheet import sign_in_sheet
from meetings.models import Attendance, Meeting, SignInNumber

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(meeting):
    return factories.move_meeting(
        meeting, timezone.localdate(timezone=meeting.zone), starts=time(0)
    )


@pytest.fixture
def members(cohort, today):
    names = ["Bo Barns", "Cy Cole", "Di Drew"]
    return [factories.create_membership(cohort, factories.create_person(name)) for name in names]


def page(meeting, name, *more):
    return reverse(name, args=[meeting.cohort.slug, meeting.position, *more])


def on_paper(meeting):
    sheet = sign_in_sheet(
        Meeting.objects.select_related("cohort__network").get(pk=meeting.pk),
        sites_in_applications=lambda _meeting: {},
    )
    return [(row["number"], row["name"]) for row in sheet["rows"]], list(sheet["free"])


def on_screen(meeting):
    rows = AttendanceSheet(Meeting.objects.select_related("cohort", "of").get(pk=meeting.pk)).rows
    return [(row.number, row.membership.person.name) for row in rows]


def test_printing_fixes_them_and_whoever_joins_later_gets_the_next(
    today, members, client_of, facilitator, quick_paper, cohort
):
    assert not SignInNumber.objects.exists()
    browser = client_of(facilitator)
    assert browser.get(page(today, "dashboards:document-pdf", "sign-in")).status_code == 200
    assert SignInNumber.objects.count() == 3
    factories.create_membership(cohort, factories.create_person("Al Adams"))
    expected = [(1, "Bo Barns"), (2, "Cy Cole"), (3, "Di Drew"), (4, "Al Adams")]
    assert on_paper(today) == (expected, [5, 6, 7, 8])
    assert on_screen(today) == expected
    browser.get(page(today, "dashboards:document-pdf", "sign-in"))
    assert SignInNumber.objects.get(membership__person__name="Al Adams").number == 4


def test_a_sheet_that_nobody_printed_stays_in_the_order_of_names(
    today, members, client_of, facilitator, cohort
):
    client_of(facilitator).get(page(today, "dashboards:papers"))
    factories.create_membership(cohort, factories.create_person("Al Adams"))
    assert on_screen(today)[0] == (1, "Al Adams") and not SignInNumber.objects.exists()


def test_typed_rows_are_those_of_the_printed_sheet(today, members, client_of, facilitator, cohort):
    fix_numbers(today)
    late = factories.create_membership(cohort, factories.create_person("Al Adams"))
    members[1].leave(reason="New job", on=today.on)
    browser, address = client_of(facilitator), page(today, "meetings:attendance-rows")
    back = shown(browser.post(address, {"rows": "1,3L,4"}))
    assert all(name in back for name in ["Bo Barns", "Di Drew", "Al Adams"])
    refused = shown(browser.post(address, {"rows": "2"}))
    assert "“2” is not a row of this sheet" in refused
    sent = {"rows": "1,3L,4", "member": [members[0].pk, members[2].pk, late.pk], "save": "yes"}
    browser.post(address, sent)
    noted = dict(Attendance.objects.values_list("membership", "status"))
    assert noted == {members[0].pk: "present", members[2].pk: "late", late.pk: "present"}


def test_printing_twice_at_once_gives_each_one_number(today, members):
    fix_numbers(today)
    fix_numbers(today)
    assert sorted(SignInNumber.objects.values_list("number", flat=True)) == [1, 2, 3]
