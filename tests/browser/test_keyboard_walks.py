"""Thirteen tasks done with nothing but a keyboard: no click, and no focus but by Tab.

At each stop the focus is visible (tests/browser/keyboard.py); each ends with what it did.
"""

from contextlib import contextmanager
from datetime import time, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.actions.signin_links import process_sign_in_requests
from cohorts.letters.delivery import link_address
from cohorts.models import CohortMembership, Letter
from evaluations.models import Answer, Comment
from lib.jobs.models import Job
from meetings.models import Attendance, Meeting, Reply
from people.models import Link
from recruitment.models import Application, ApplicationDraft

from .. import factories
from .keyboard import Keyboard
from .test_evaluation_pages import begun, opened
from .test_recruitment_pages import county, phone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.audit,
    pytest.mark.django_db(transaction=True),
]
HOME = "/cohorts/region-8/"


@pytest.fixture
def walk(browse_as):
    """`walk(person, address)`: the keyboard of somebody signed in, on this page."""

    def begun_at(person, address):
        page = browse_as(person, reduced_motion="reduce")
        page.goto(address)
        return Keyboard(page)

    return begun_at


@contextmanager
def answered(page):
    """What happens inside sends something that the page does not wait for."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        yield


FRAME = ["h-skip", "h-band", "h-path", "h-doors", "h-words", "content"]
PART = (
    """([stop, names]) => names.find((name) => stop.closest(`.${name}, #${name}`)) || "nowhere" """
)


def test_the_tab_key_goes_through_the_frame_in_the_order_of_the_page(walk, facilitator, meeting):
    keys = walk(facilitator, f"{HOME}meetings/1/tasks/")
    parts = []
    while "content" not in parts:
        keys.press("Tab").look()
        here = keys.page.evaluate_handle("document.activeElement")
        parts.append(keys.page.evaluate(PART, [here, FRAME]))
    assert list(dict.fromkeys(parts)) == FRAME and parts == sorted(parts, key=FRAME.index)


# --- whoever has no account -----------------------------------------------------------------------


def test_apply(phone, cohort, county):
    page = phone()
    page.goto(reverse("recruitment:apply", args=[cohort.slug]))
    keys = Keyboard(page).skip()
    keys.type("Ana Núñez", into=page.locator("[name=name]"))
    keys.type("ana@example.org", into=page.locator("[name=email]"))
    keys.follow()
    for name, words in [("agency_name", "Gull Street"), ("site_name", "Lantern Oak")]:
        keys.type(words, into=page.locator(f"[name={name}]"))
    keys.type("Ventura", into=page.locator("[name=county]"))
    keys.type("Marcus Fenn", into=page.locator("[name=director_name]"))
    keys.type("marcus@example.org", into=page.locator("[name=director_email]"))
    keys.follow(keys.button("Save and go on"))
    keys.type("To learn from others.", into=page.locator("[name=answer_why]"))
    keys.go_to(page.locator("[name=criterion_experience]")).press("Space")
    keys.follow(keys.button("Save and go on"))
    keys.follow(page.locator("main form button"))
    application = Application.objects.get()
    assert (application.name, application.county) == ("Ana Núñez", county)
    assert page.url.endswith("/received/") and keys.pages == 4


def test_a_mistake_is_found_and_mended(phone, cohort):
    page = phone()
    page.goto(reverse("recruitment:apply-step", args=[cohort.slug, "you"]))
    keys = Keyboard(page)
    keys.type("ana@", into=page.locator("[name=email]")).follow()
    keys.look()  # the summary of the mistakes has the focus
    keys.go_to(page.locator("#errors a").first, most=1)
    with page.expect_event("framenavigated"):
        keys.press("Enter")
    page.wait_for_function("document.activeElement.name === 'name'")
    keys.look()
    keys.type("Ana Núñez").type("ana@example.org", into=page.locator("[name=email]")).follow()
    draft = ApplicationDraft.objects.get()
    assert (draft.first_value("name"), draft.first_value("email")) == (
        "Ana Núñez",
        "ana@example.org",
    )


def test_sign_for_a_coordinator(phone, cohort):
    application = factories.create_application(cohort, endorsed="waiting")
    lasts = timedelta(days=1)
    _link, secret = factories.mint_link(
        "sign-off", lasts=lasts, application=application, address=application.director_email
    )
    page = phone()
    page.goto(f"/l/{secret}")
    keys = Keyboard(page).skip()
    keys.go_to(page.locator("input[value=sign]")).press("Space")
    for tick in page.locator("[name^=commitment]").all():
        keys.go_to(tick).press("Space")
    keys.type("Dolores Example", into=page.locator("[name=signed_name]"))
    keys.follow(keys.button("Send my answers"))
    assert application.endorsements.get().state == "given"


def test_evaluate_a_meeting(opened):
    page = opened()
    keys = Keyboard(page).skip()
    for name, arrows in [("qs_before_after-before", 0), ("qs_before_after-now", 1)]:
        keys.go_to(page.locator(f"[name={name}]").first)
        keys.press("Space", *["ArrowRight"] * arrows)
    for name in ["know_qs", "applicable"]:
        keys.go_to(page.locator(f"[name={name}]").first).press("Space", "ArrowRight")
    keys.type("The posters", into=page.locator("textarea"))
    keys.go_to(page.locator("[name=most_useful-quote]")).press("Space")
    keys.follow(keys.button("Send my answers"))
    assert Answer.objects.count() == 3 and Comment.objects.get().may_quote


def test_sign_in_by_mail(phone, participant):
    page = phone()
    page.goto("/sign-in/")
    keys = Keyboard(page)
    keys.type(participant.email, into=page.get_by_label("email")).follow()
    process_sign_in_requests()
    page.goto(link_address(Letter.objects.get().link.add_secret()))
    keys.follow(page.locator("main").get_by_role("button", name="Sign in"))
    assert Link.objects.get().uses_left == 0
    keys.go_to(page.locator(".h-you > summary")).press("Space")
    keys.follow(keys.button("Sign out"))
    assert not Session.objects.exists()


# --- a member -------------------------------------------------------------------------------------


def test_say_that_one_comes_and_then_not(walk, participant):
    keys = walk(participant, f"{HOME}meetings/1/reply/").skip()
    keys.follow(keys.page.get_by_role("button", name="I am coming", exact=True))
    assert Reply.objects.get().answer == "coming"
    keys.go_to(keys.page.locator("summary", has_text="Change my answer")).press("Space")
    keys.follow(keys.button("I am not coming"))
    assert Reply.objects.get().answer == "not_coming"


# --- who runs it ----------------------------------------------------------------------------------


@pytest.fixture
def today(meeting):
    meeting.on, meeting.starts = factories.today(), time(0, 0)
    meeting.save()
    return meeting


def test_call_the_roll_and_close_it(walk, facilitator, today):
    members = factories.create_members(today.cohort, 4)
    members.sort(key=lambda member: (member.person.sort_name, member.pk))
    keys = walk(facilitator, f"{HOME}meetings/1/attendance/").skip()
    for member in members[:3]:
        with answered(keys.go_to(keys.button(f"Here {member.person.name}")).page):
            keys.press("Enter")
    keys.go_to(keys.page.locator(f"#row-{members[3].pk} summary")).press("Space")
    with answered(keys.go_to(keys.button("Excused")).page):
        keys.press("Enter")
    assert Attendance.objects.filter(status="present").count() == 3
    keys.go_to(keys.page.locator("[data-roll-finish]")).follow()
    keys.follow(keys.page.locator("form[data-once] button").first)
    assert Meeting.objects.get(pk=today.pk).is_held
    assert Attendance.objects.get(status="excused").membership == members[3]


def test_offer_a_seat_and_take_it_back(walk, cohort, regional_lead):
    factories.create_application(cohort, endorsed=True, name="Ana Ferrow")
    keys = walk(regional_lead, f"{HOME}applications/").skip()
    keys.follow(keys.link("Ana Ferrow").first)
    keys.skip().follow(keys.button("Give Ana Ferrow a seat"))
    keys.skip().follow(keys.button("Give 1 seat and send 1 letter"))
    assert CohortMembership.objects.count() == 1
    keys.back_to(keys.button("Take it back")).follow()
    assert not CohortMembership.objects.exists() and Letter.objects.get().status == "dropped"


def test_choose_several_from_the_board(walk, cohort, regional_lead):
    for name in ["Ana Ferrow", "Ben Tallgrass", "Cy Underhill"]:
        factories.create_application(cohort, endorsed=True, name=name)
    keys = walk(regional_lead, f"{HOME}applications/").skip()
    for name in ["Ana Ferrow", "Cy Underhill"]:
        keys.go_to(keys.page.get_by_label(f"Choose {name}")).press("Space")
    keys.follow(keys.button("Give 2 seats"))
    keys.skip().follow(keys.button("Give 2 seats and send 2 letters"))
    names = CohortMembership.objects.in_name_order().values_list("person__name", flat=True)
    assert list(names) == ["Ana Ferrow", "Cy Underhill"]


def test_move_a_meeting(walk, meeting, participant, facilitator):
    day = meeting.on + timedelta(days=1)
    keys = walk(facilitator, f"{HOME}meetings/1/edit/").skip()
    keys.type(f"{day:%m%d%Y}", into=keys.page.locator("[name=on]"))
    keys.follow(keys.page.locator("main form button[type=submit]").first)
    assert Letter.objects.count() == 0
    keys.follow(keys.page.locator("form[data-once] button").first)
    assert Meeting.objects.get(pk=meeting.pk).on == day and Letter.objects.count() == 1


def test_close_an_evaluation(walk, begun, participant, facilitator):
    factories.attend(begun, participant.memberships.get())
    begun.close_attendance(by=facilitator)
    keys = walk(facilitator, f"{HOME}meetings/1/evaluation/").skip()
    keys.follow(keys.page.locator("main a[href$='/evaluation/close/']").first)
    keys.skip().follow(keys.page.locator("form[data-once] button").first)
    begun.evaluation.refresh_from_db()
    assert begun.evaluation.closed_at


def test_find_somebody(walk, participant, facilitator):
    keys = walk(facilitator, "/")
    keys.type("pilar", into=keys.page.locator("#find")).follow()
    keys.skip().follow(keys.page.locator("main").get_by_role("link", name=participant.name).first)
    assert keys.page.locator("h1").inner_text() == participant.name


def test_print_the_workbooks(walk, meeting, participant, facilitator):
    keys = walk(facilitator, f"{HOME}meetings/1/").skip()
    keys.back_to(keys.page.locator(".h-words").get_by_role("link", name="Papers")).follow()
    keys.skip().follow(keys.button("Print workbooks (1)"))
    job = Job.objects.get()
    assert job.kind == "workbooks" and keys.page.url.endswith(f"{job.get_absolute_url()}?open")


# --- the walks themselves -------------------------------------------------------------------------

TRAP = """<a href="/1/">1</a><a href="/2/">2</a><script>
  document.onkeydown = (event) => document.activeElement.href && event.preventDefault();
</script>"""


@pytest.mark.parametrize(
    "html, problem",
    [
        ('<style>:focus { outline: 0 }</style><a href="/">1</a>', "not visible"),
        ('<a href="/" style="position: absolute; left: -999px">1</a>', "off the screen"),
        ('<a href="/">1</a><div style="position: fixed; inset: 0">2</div>', "covered"),
        (TRAP, "stays at"),
        ("<p>1</p><button disabled>2</button>", "nothing has the focus"),
        ('<a href="/1/">1</a><a href="/2/">2</a><p></p>', "do not lead to"),
    ],
)
def test_what_a_keyboard_cannot_do_is_caught(chromium, html, problem):
    page = chromium.new_page()
    page.set_content(f"<style>:focus {{ outline: 3px solid }}</style>{html}")
    with pytest.raises(AssertionError, match=problem):
        Keyboard(page).go_to(page.locator("body"), most=2)
    page.close()
