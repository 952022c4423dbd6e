"""What people do on their way through a cohort, for any guidebook:
each step by the forms that are really there.
"""

from datetime import date, timedelta

from cohorts.models import Cohort
from guidebooks.models import Guidebook
from people.models import Person
from recruitment.forms.application_questions import field_name
from recruitment.models import Application

from .. import factories
from .pages import Browser, Forms, address_in


def letter_to(letters, address, words=""):
    return next(
        letter
        for letter in letters
        if letter.to == [address] and words in letter.subject + letter.body
    )


def first_day(part):
    """A day in the first month of the part's season that leaves time to recruit;
    three months ahead where any will do.
    """
    soon = factories.today() + timedelta(days=70)
    month = part.first_month or soon.month
    return next(
        day for year in (soon.year, soon.year + 1) if (day := date(year, month, 10)) >= soon
    )


def open_all_the_same(browser):
    """On some days of the year a meeting would fall on a holiday, which is asked about."""
    if 'name="accept_odd_dates" value="on"' in browser.html:
        browser.send(having="cycle", press=("accept_odd_dates", "on"))


def open_the_cohort(browser, slug, name, **more):
    guidebook = Guidebook.objects.get(slug=slug)
    first = first_day(guidebook.parts.first())
    browser.open("/cohorts/open/").send(
        having="cycle",
        guidebook=str(guidebook.pk),
        name=name,
        cycle=f"{first.year}-{(first.year + 1) % 100:02}",
        first_meeting_on=str(first),
        starts="13:00",
        place_name="Example House",
        place_address="1 Example Street",
        contact_name="Connie Contact",
        contact_phone="555-0100",
        apply_by=str(factories.today() + timedelta(days=20)),
        notice_on=str(factories.today() + timedelta(days=25)),
        **more,
    )
    open_all_the_same(browser)
    browser.send(having="/publish/").send(having="confirm")
    return Cohort.objects.get(name=name)


def surname(number):
    """One for each number, without a digit in it, which would be asked about."""
    return "".join("bcdfghjklm"[int(digit)] for digit in str(number)).capitalize() + "oren"


def apply(cohort, number, language="en", **typed):
    """The steps without an account, in the language of the browser, then the check page.

    typed: beyond, or instead of, what is typed here.
    """
    browser = Browser()
    browser.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    browser.open(f"/cohorts/{cohort.slug}/apply/")
    typed = {
        "name": f"Ana {surname(number)}",
        "email": f"ana{number}@example.org",
        "agency_name": "Example Agency",
        "site_name": f"Lincoln {number}",
        "director_name": f"Dora {surname(number)}",
        "director_email": f"dora{number}@example.org",
    } | typed
    for question in cohort.guidebook.application_questions.filter(required=True):
        typed[field_name(question)] = (
            question.choices[0]["value"]
            if question.choices
            else "4"
            if question.kind == "number"
            else "To learn together."
        )
    for step in ["you", "site", "why"]:
        form = next(form for form in Forms(browser.html).forms if f"/apply/{step}/" in form.action)
        filled = {name: value for name, value in typed.items() if name in form.names}
        browser.send(having=f"/apply/{step}/", press=("go", "next"), **filled)
    browser.send(having="/apply/check/")
    assert browser.address.endswith("/apply/received/"), browser.html[:3000]


def sign(letter, number):
    """From one letter: who, when, what is asked; ticks, a typed name, signed."""
    director = Browser().open(address_in(letter))
    assert director.says(f"Ana {surname(number)}")
    form = next(form for form in Forms(director.html).forms if "signed_name" in form.names)
    ticks = {name: "on" for name in form.names if name.startswith("commitment_")}
    says = {name: "sign" for name in form.names if name.startswith("says_")}
    director.send(having="signed_name", signed_name=f"Dora {surname(number)}", **ticks, **says)
    assert "signed_name" not in {name for form in Forms(director.html).forms for name in form.names}


def offer_seats(browser, cohort):
    browser.open(f"/cohorts/{cohort.slug}/applications/")
    browser.send(
        having="applications/offer",
        application=[
            str(application.pk) for application in Application.objects.of_cohort(cohort).all()
        ],
    ).send(having="confirm")


def begin(browser, cohort):
    browser.open(f"/cohorts/{cohort.slug}/begin/").send(having="/begin/").send(having="confirm")
    cohort.refresh_from_db()
    assert cohort.status == "meeting"


def appoint(browser, cohort, client_of, *, kind="facilitator", name="Fred Facilitator"):
    address = f"{name.split()[0].lower()}@example.org"
    browser.open(f"/cohorts/{cohort.slug}/staff/").send(
        having="kind", kind=kind, name=name, email=address
    )
    return Browser(client_of(Person.objects.get(email=address)))


def sign_in(address, post, language="en"):
    """No password: an address, a letter, one click."""
    browser = Browser()
    browser.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    browser.open("/sign-in/").send(having="email", email=address)
    letter = letter_to(post(), address)
    browser.open(address_in(letter)).send(having="shared_device")
    assert browser.client.session.get("_auth_user_id")
    return browser


def say_coming(browser, meeting):
    browser.open(f"/cohorts/{meeting.cohort.slug}/meetings/{meeting.position}/reply/").send(
        having="access_needs", press=("answer", "coming")
    )
    assert meeting.replies.get().answer == "coming"


def call_the_roll(browser, meeting, *, present):
    browser.open(f"/cohorts/{meeting.cohort.slug}/meetings/{meeting.position}/attendance/")
    for member in meeting.cohort.memberships.order_by("pk")[:present]:
        browser.send(having=f"attendance/{member.pk}/", press=("status", "present"))
    assert meeting.attendances.attended().count() == present
    browser.send(having="attendance/close").send(having="confirm")
    meeting.refresh_from_db()
    assert meeting.is_held


def evaluate_all(browser, meeting, post, *, present):
    """Everybody who came answers by the link of their letter; the facilitator closes it,
    and it is counted.
    """
    address = f"/cohorts/{meeting.cohort.slug}/meetings/{meeting.position}/evaluation/"
    browser.open(address)
    if "evaluation/invite" in browser.html:
        browser.send(having="evaluation/invite").send(having="confirm")
    letters = [letter for letter in post() if letter.to[0].startswith("ana")]
    assert len(letters) == present
    for number, letter in enumerate(letters):
        evaluate(Browser().open(address_in(letter)), number)
    assert meeting.evaluation.responses.count() == present
    browser.open(address + "close/").send(having="confirm")
    post()


def evaluate(browser, number):
    """Low (six) or medium (five) of eleven before, medium (four) or high (seven) now;
    strongly agree, and a sentence.
    """
    form = max(Forms(browser.html).forms, key=lambda form: len(form.names))
    typed = {}
    for name in form.names - {"csrfmiddlewaretoken"}:
        if name.endswith("before"):
            typed[name] = "1" if number % 2 == 0 else "2"
        elif name.endswith("now"):
            typed[name] = "2" if number % 3 == 0 else "3"
        elif (
            f'name="{name}" value="4"' in browser.html or f'value="4" name="{name}"' in browser.html
        ):
            typed[name] = "4"
        elif f'<textarea name="{name}"' in browser.html or f'name="{name}" rows' in browser.html:
            typed[name] = "The talk in the hallway."
    browser.send(having=next(iter(typed)), **typed)
