"""Applying, one's own application in every state, and the director's page."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cohorts.models import CohortPart, Letter
from lifecycle.address_letters import write_to_new_address
from people.actions.change_address import ask_address
from people.models import County
from recruitment.actions.applications import create
from recruitment.actions.ask_again import tell_applicants
from recruitment.actions.decisions import offer_no_seat
from recruitment.actions.endorsement_reminders import remind
from recruitment.actions.offers import offer_seats
from recruitment.actions.successors import ask_successor
from recruitment.actions.waiting_list import put_on_waiting_list
from recruitment.forms.application_questions import field_name
from recruitment.letters import letters_of
from recruitment.models import NOT_MINE, Application, ApplicationDraft, SupervisorEndorsement

from .. import factories
from ..journeys.pages import Forms

LONG = "zq" * 4000


def form_with(answer, name):
    return next(form for form in Forms(answer.content.decode()).forms if name in form.names)


STEPS = ["you", "site", "why"]


def apply(walk, cohort):
    """Each step empty, wrong, right; back, left and found again, read, sent too fast, sent."""
    browser, check = walk.browser(), ("recruitment:apply-check", cohort.slug)
    walk.see(browser, "recruitment:apply", cohort.slug)
    walk.see(browser, "recruitment:apply-step", cohort.slug, "why")
    for step in STEPS:
        fill_in(walk, browser, cohort, step)
    walk.see(browser, "recruitment:apply", cohort.slug)
    walk.see(browser, "recruitment:apply-restart", cohort.slug)
    walk.see(browser, "recruitment:apply", cohort.slug, send={})
    ApplicationDraft.objects.update(saved_at=timezone.now() - timedelta(days=2))
    seen = form_with(walk.see(browser, *check), "seen").values
    walk.see(browser, *check, send={})
    walk.see(browser, *check, send=seen)
    read_what_was_not_sent(walk, browser, cohort)
    ApplicationDraft.objects.update(begun_at=timezone.now() - timedelta(minutes=8))
    walk.see(browser, *check, send=seen)
    walk.see(browser, "recruitment:apply-step", cohort.slug, "you", send=seen)
    assert (
        Application.objects.of_cohort(cohort)
        .filter(email="zqana@example.org", language="es")
        .exists()
    )


def fill_in(walk, browser, cohort, step):
    page = ("recruitment:apply-step", cohort.slug, step)
    form = form_with(walk.see(browser, *page), "second_homepage")
    kept = {"form_key", "csrfmiddlewaretoken"}
    walk.see(browser, *page, send={})
    walk.see(browser, *page, send=dict.fromkeys(form.names - kept, LONG))
    typed = answers_to(cohort, form) | {"name": "zqana", "email": "zqana@example.org"}
    walk.see(browser, *page, send=typed | {"director_email": "zqana@example.org"})
    walk.see(browser, *page, send=typed | {"go": "back"})
    walk.see(browser, *page, send=typed | {"go": "next"})


def read_what_was_not_sent(walk, browser, cohort):
    """Applications close before it is sent; then they open again."""
    parts = CohortPart.objects.filter(cohort=cohort, part__number=1)
    kept = parts.get().apply_by
    parts.update(apply_by=factories.today() - timedelta(days=5))
    walk.see(browser, "recruitment:apply", cohort.slug)
    walk.see(browser, "recruitment:apply-restart", cohort.slug)
    go_on = ("recruitment:apply", cohort.slug)
    ApplicationDraft.objects.update(opened_at=timezone.now() - timedelta(hours=2))
    walk.see(browser, *go_on)
    walk.see(browser, *go_on, send={})
    ApplicationDraft.objects.update(opened_at=timezone.now() - timedelta(days=2))
    walk.see(browser, *go_on, send={"address": "zqbo@example.org"})
    parts.update(apply_by=kept)
    walk.see(browser, *go_on)
    walk.see(browser, *go_on, send={"address": ""})
    walk.see(browser, *go_on, send={"address": "zqana@example.org"})


def answers_to(cohort, form):
    """Something for every field there is; every criterion met but the last."""
    typed = {name: values[0] for name, values in form.values.items()}
    typed |= {"agency_name": "zqagency", "site_name": "zqsite", "phone": "555-0100"}
    typed |= {
        name: text
        for name, text in {
            "director_name": "zqdora",
            "director_email": "zqdora@example.org",
        }.items()
        if name in form.names
    }
    county = County.objects.filter(region=cohort.region).first()
    if county and "county" in form.names:
        typed["county"] = county.pk
    for question in cohort.guidebook.application_questions.all():
        typed[field_name(question)] = (
            question.choices[0]["value"]
            if question.choices
            else {"number": "4", "yes_no": "yes"}.get(question.kind, "zqbecause")
        )
    return typed | {name: "on" for name in sorted(form.names) if name.startswith("criteri")}


def read_closed(walk, cohort):
    """Too late, and a cohort that takes no applications."""
    browser = walk.browser()
    parts = CohortPart.objects.filter(cohort=cohort)
    kept = parts.get(part__number=1).apply_by
    parts.filter(part__number=1).update(apply_by=factories.today() - timedelta(days=5))
    walk.see(browser, "recruitment:apply", cohort.slug)
    parts.filter(part__number=1).update(apply_by=kept)
    type(cohort).objects.filter(pk=cohort.pk).update(status="meeting")
    walk.see(browser, "recruitment:apply", cohort.slug)
    type(cohort).objects.filter(pk=cohort.pk).update(status="recruiting")


def applied(cohort, name, number=1, director="zqdora"):
    """An application with an answer to every question, and its letters."""
    choices = {"choice", "choices"}
    answers = {
        question: ("", [option["value"] for option in question.choices])
        if question.kind in choices
        else ("", ["yes"])
        if question.kind == "yes_no"
        else ("4" if question.kind == "number" else "zqbecause", [])
        for question in cohort.guidebook.application_questions.all()
    }
    county = County.objects.filter(region=cohort.region).first() if cohort.region else None
    fields = {
        "name": f"zq{name}",
        "email": f"zq{name}@example.org",
        "agency_name": "zqagency",
        "site_name": "zqsite",
        "phone": "555-0100",
        "county": county,
        "director_name": director,
        "director_email": f"{director}@example.org",
        "criteria_met": list(cohort.guidebook.criteria.values_list("code", flat=True)),
    }
    application = create(
        cohort.part(number), form_key=uuid.uuid4(), fields=fields, answers=answers, language="es"
    )
    Letter.objects.update(
        queued_at=timezone.now() - timedelta(days=2)
    )  # an address gets only so many letters a day
    return application


def own(walk, application):
    return walk.browser(purpose="application", application=application)


def follow_own_applications(walk, cohort):
    """Every state that one's own page knows."""
    names = [
        "waiting",
        "undelivered",
        "signed",
        "declined",
        "not_theirs",
        "listed",
        "refused",
        "seated",
        "back",
        "withdrawn",
    ]
    states = {name: applied(cohort, name, director=f"zqdirector-{name}") for name in names}
    tell_applicants(cohort.part(1))
    browser = own(walk, states["waiting"])
    walk.see(browser, "recruitment:application-confirm", send={})
    walk.see(browser, "recruitment:application-calendar")
    change(walk, browser, cohort)
    own(walk, lose_the_letter(states["undelivered"]))
    if states["signed"].asks_sign_off:
        answer_directly(states)
    for name in ["signed", "declined", "not_theirs"]:
        own(walk, states[name])
    decide(walk, cohort, states)


def lose_the_letter(application):
    endorsement = application.endorsement
    if endorsement:
        letters_of(endorsement).update(status=Letter.Status.FAILED, failed_at=timezone.now())
    return application


def answer_directly(states):
    for name, application in states.items():
        if name == "declined":
            application.endorsement.decline(reason="zqreason", by=None)
        elif name == "not_theirs":
            application.endorsement.decline(reason=NOT_MINE, by=None)
        elif name not in {"waiting", "undelivered"}:
            application.endorsement.give(signed_name="zqdora", by=None)


def change(walk, browser, cohort):
    form = form_with(walk.see(browser, "recruitment:application-change"), "site_name")
    walk.see(browser, "recruitment:application-change", send={})
    typed = answers_to(cohort, form) | {"name": "zqana"}
    walk.see(browser, "recruitment:application-change", send=typed)
    walk.see(browser, "recruitment:application-change", send=typed | {"phone": "555-0101"})


def decide(walk, cohort, states):
    put_on_waiting_list(cohort, states["listed"], by=walk.lead)
    offer_no_seat(cohort, states["refused"], by=walk.lead)
    offer_seats(cohort, [states["seated"], states["back"]], by=walk.lead)
    walk.see(own(walk, states["refused"]), "recruitment:application-own")
    walk.see(own(walk, states["refused"]), "recruitment:application-withdraw")
    Letter.objects.filter(status="queued").update(status="sent", sent_at=timezone.now())
    for name in ["listed", "refused", "seated"]:
        browser = own(walk, states[name])
        walk.see(browser, "recruitment:application-change")
    for name in ["back", "withdrawn"]:
        browser = own(walk, states[name])
        walk.see(browser, "recruitment:application-withdraw")
        walk.see(browser, "recruitment:application-withdraw", send={})
    walk.see(browser, "recruitment:application-withdraw", send={})


def another_address(walk, member):
    """Confirmed by a click from the new one; the letters of both."""
    change = ask_address(member.person, f"zqnew{member.pk}@example.org", by=walk.lead)
    write_to_new_address(change, cohort=member.cohort, act=None)
    browser = walk.browser()
    walk.see(browser, reverse("link-open", args=[change.link.add_secret()]))
    walk.see(browser, "lifecycle:address-change-confirm", send={})


def another_director(walk, cohort):
    """Asked to sign for a member who has a seat; the page before and after."""
    application = Application.objects.of_cohort(cohort).filter(membership__left_on=None).seated()
    asked = ask_successor(
        application.first(), name="zqnina", email="zqnina@example.org", by=walk.lead, act=None
    )
    browser = walk.browser(
        purpose="sign-off", application=asked.application, address="zqnina@example.org"
    )
    walk.see(browser, "recruitment:endorsement-answer")
    asked.give(signed_name="zqnina", by=None)
    walk.see(browser, "recruitment:endorsement-answer")


# --- directors ------------------------------------------------------------------------------------


def ask_directors(walk, cohort):
    """One link for two people: nothing said, something missing, signed and declined, changed,
    passed on, objected to.
    """
    if not cohort.part(1).part.asks_sign_off:
        return
    first, second = (
        applied(cohort, "first", director="zqdirector"),
        applied(cohort, "second", director="zqdirector"),
    )
    browser = walk.browser(purpose="sign-off", application=first, address="zqdirector@example.org")
    walk.see(
        browser,
        "recruitment:endorsement-answer",
        send=asked_in(walk.see(browser, "recruitment:endorsement-answer")),
    )
    page = walk.see(browser, "recruitment:endorsement-answer")
    typed = asked_in(page) | {"signed_name": "zqdirector"}
    answers = {
        f"says_{first.endorsement.pk}": "sign",
        f"says_{second.endorsement.pk}": "decline",
        f"reason_{second.endorsement.pk}": "zqreason",
    }
    walk.see(
        browser,
        "recruitment:endorsement-answer",
        send=typed
        | answers
        | {
            name: "on"
            for name in form_with(page, "signed_name").names
            if name.startswith("commitment_")
        },
    )
    assert first.endorsements.get().given_at and second.endorsements.get().declined_at
    walk.see(browser, "recruitment:endorsement-answer", query=f"?change={first.endorsement.pk}")
    walk.see(browser, "recruitment:endorsement-calendar")
    say_not_mine(walk, browser, second.endorsement)
    walk.see(browser, "recruitment:endorsement-forward")
    pass_on(walk, cohort)
    remind_somebody(walk, cohort)


def say_not_mine(walk, browser, endorsement):
    name = "recruitment:endorsement-answer"
    page = walk.see(browser, name, query=f"?change={endorsement.pk}")
    walk.see(browser, name, send=asked_in(page) | {f"says_{endorsement.pk}": "not-mine"})
    walk.see(browser, name)


def asked_in(page):
    return {name: values[0] for name, values in form_with(page, "signed_name").values.items()}


def pass_on(walk, cohort):
    application = applied(cohort, "third", director="zqother")
    browser = walk.browser(
        purpose="sign-off", application=application, address="zqother@example.org"
    )
    walk.see(browser, "recruitment:endorsement-forward")
    name = "recruitment:endorsement-forward"
    typed = {"name": "zqnew", "email": "zqnew@example.org"}
    for address in ["", "zq", "zqother@example.org", "zqthird@example.org", "zqnew@example.org"]:
        walk.see(browser, name, send=typed | {"email": address})
    walk.see(browser, name, send=typed | {"confirm": "1"})
    walk.see(browser, "recruitment:endorsement-answer")
    key = application.endorsements.order_by("pk").first().pk
    walk.see(browser, name, query=f"?correct={key}")
    for _time in range(2):
        walk.see(browser, "recruitment:endorsement-take-back", send={"passed_on": key})
        walk.see(browser, "recruitment:endorsement-answer")


def remind_somebody(walk, cohort):
    endorsement = applied(cohort, "fourth", director="zqslow").endorsement
    remind(endorsement, by=walk.lead)


def object_to_new_dates(walk, cohort):
    """After a meeting has moved; whoever signed sees what is new."""
    given = (
        SupervisorEndorsement.objects.active()
        .filter(application__cohort_part__cohort=cohort)
        .filter(given_at__isnull=False)
        .first()
    )
    if given:
        browser = walk.browser(
            purpose="sign-off", application=given.application, address=given.supervisor_email
        )
        walk.see(browser, "recruitment:endorsement-object", send={"endorsement": given.pk})
        walk.see(browser, "recruitment:endorsement-language", send={"language": "es"})
