"""Members: before, at and after a meeting, in every state an evaluation has,
and after the cohort.
"""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from accounts.actions.signin_links import send_sign_in_link
from cohorts.actions.duties import assign_duties
from cohorts.models import Cohort, StaffAct
from community.actions.topics import schedule_topic, set_learned
from dashboards.documents import available_documents
from evaluations.actions.evaluation_invitations import invite_everybody
from evaluations.actions.release import count_and_shuffle
from evaluations.models import Evaluation
from guidebooks.models import Activity
from lifecycle.actions.call_off_act import call_off
from lifecycle.actions.open_part import ask
from lifecycle.actions.reschedule_meeting import reschedule
from meetings.actions.meeting_reminders import send_reminders
from recruitment.actions.endorsements import decline, sign
from recruitment.actions.renewals import renew
from recruitment.endorsement_terms import build_terms, terms_hash

from .. import factories
from .joining import LONG, form_with

PAGES = [
    "dashboards:cohort-detail",
    "dashboards:member-record",
    "meetings:cohort-calendar",
    "meetings:agreement-list",
    "dashboards:workbook-pdf",
]
#: Pages of personal links, opened by somebody who came by none.
WITHOUT_LINK = [
    "recruitment:application-own",
    "recruitment:endorsement-answer",
    "recruitment:renewal",
    "meetings:reply-link",
    "evaluations:evaluation-answer-link",
    "recruitment:interest-own",
]
OPEN_TO_MEMBERS = {"participant-agenda", "agreements-poster"}


def meet(walk):
    """Twelve members; the first meeting was held, the second is the next one."""
    cohort = walk.cohort(
        "meets", factories.today() - timedelta(days=30), apply_by=None, notice_on=None
    )
    Cohort.objects.filter(pk=cohort.pk).update(status=Cohort.Status.MEETING)
    cohort.refresh_from_db()
    members = [
        factories.create_membership(cohort, walk.person(f"member{number}")) for number in range(12)
    ]
    first, second = cohort.meetings.in_order()[:2]
    factories.move_meeting(first, factories.today() - timedelta(days=9))
    factories.move_meeting(second, factories.today() + timedelta(days=10))
    factories.attend(first, *members[:11])
    first.close_attendance(by=walk.lead)
    member = members[0]
    browser = walk.browser(member.person)
    look_round(walk, browser, cohort)
    share(walk, browser, cohort, members)
    reply(walk, browser, second, member)
    evaluate(walk, browser, first, members)
    adopt(walk, browser, first)
    on_the_day(walk, browser, second)
    if walk.guidebook.parts.count() > 1:
        go_on(walk, browser, cohort, members)
    call_one_off(walk, browser, cohort)
    say_goodbye(walk, cohort, members)
    return cohort


def look_round(walk, browser, cohort):
    for page in WITHOUT_LINK:
        walk.see(browser, page, status=404)
    walk.keep("404, signed in", browser.get("/no-such-page/"), status=404)
    walk.see(browser, "home")
    walk.see(browser, "dashboards:cohort-list")
    for page in PAGES:
        walk.see(browser, page, cohort.slug)
    for meeting in cohort.meetings.in_order():
        walk.see(browser, "dashboards:meeting-detail", cohort.slug, meeting.position)
        walk.see(browser, "meetings:agenda-detail", cohort.slug, meeting.position)
        walk.see(browser, "dashboards:papers", cohort.slug, meeting.position)
        for paper in available_documents(meeting):
            if paper.slug in OPEN_TO_MEMBERS:
                walk.see(
                    browser, "dashboards:document-pdf", cohort.slug, meeting.position, paper.slug
                )
    walk.see(browser, "meetings:activity-list")
    activities = Activity.objects.all()
    if walk.guidebook.slug != "five-meetings":  # they are the same in every community
        activities = activities[:1]
    for activity in activities:
        walk.see(browser, "meetings:activity-detail", activity.slug)
    walk.see(browser, "evaluations:results")
    walk.see(browser, "recruitment:application-list", cohort.slug, status=403)
    walk.see(browser, "recruitment:application-all", status=403)


def share(walk, browser, cohort, members):
    """What members tell each other, where the guidebook has it."""
    if cohort.guidebook.learning_map or cohort.guidebook.group_chooses_topics:
        draw_the_map(walk, browser, cohort, members)
    walk.see(browser, "community:profile-list", cohort.slug)
    form = form_with(walk.see(browser, "community:profile-edit", cohort.slug), "shows_place")
    typed = [name for name in form.names if name not in ("csrfmiddlewaretoken", "shows_place")]
    for words in [LONG, "zqwords", ""]:
        walk.see(browser, "community:profile-edit", cohort.slug, send=dict.fromkeys(typed, words))
    take_on_a_duty(walk, browser, cohort, members[0])


def take_on_a_duty(walk, browser, cohort, member):
    duty = factories.create_duty(cohort, "zqduty")
    walk.see(browser, "community:duty-answer", cohort.slug)
    for answer in ["", "decline", "agree", "give-back"]:
        if answer in ("decline", "agree"):
            assign_duties(cohort, {duty: member}, by=walk.lead)
            walk.see(browser, "home")
            walk.see(browser, "community:duty-answer", cohort.slug)
        sent = {"duty": duty.pk, "answer": answer}
        walk.see(browser, "community:duty-answer", cohort.slug, send=sent)
    walk.see(browser, "community:profile-list", cohort.slug)


def draw_the_map(walk, browser, cohort, members):
    walk.see(browser, "community:learning-map", cohort.slug)
    for title in ["", LONG, "zqtopic", "zqtopic"]:
        walk.see(browser, "community:topic-add", cohort.slug, send={"title": title})
    topic = cohort.topics.get()
    for kind in ["wants", "can_speak"]:
        walk.see(browser, "community:topic-interest", cohort.slug, topic.pk, send={"kind": kind})
    ahead = cohort.meetings.filter(topic_open=True).last()
    topics = [
        factories.create_topic(cohort, f"zqtopic{number}", wanted_by=members[:number])
        for number in range(3)
    ]
    schedule_topic(topics[0], meeting=ahead, presenter=members[1])
    schedule_topic(topics[1], meeting=ahead, guest="zqguest", gap="zqgap")
    topics[2].meeting, topics[2].presenter = cohort.meetings.get(position=1), members[2]
    topics[2].save()
    set_learned(topics[2], on=factories.today())
    walk.see(browser, "community:learning-map", cohort.slug)
    if ahead:
        walk.see(browser, "dashboards:meeting-detail", cohort.slug, ahead.position)
        walk.see(
            browser, "dashboards:document-pdf", cohort.slug, ahead.position, "participant-agenda"
        )


def reply(walk, browser, meeting, member):
    about = ("meetings:reply", meeting.cohort.slug, meeting.position)
    send_reminders(meeting)
    walk.see(browser, *about)
    walk.see(browser, *about, send={})
    walk.see(
        browser,
        *about,
        send={
            "answer": "substitute",
            "substitute_email": "zq",
            "access_needs": LONG,
            "food_needs": LONG,
        },
    )
    for answer in ["coming", "not_coming", "substitute"]:
        walk.see(
            browser,
            *about,
            send={
                "answer": answer,
                "substitute_name": "zqsub",
                "substitute_email": "zqsub@example.org",
            },
        )
        walk.see(browser, *about)
        walk.see(browser, "dashboards:cohort-detail", meeting.cohort.slug)
    by_letter = walk.browser(purpose="reply", membership=member, meeting_position=meeting.position)
    walk.see(by_letter, "meetings:reply-link", send={"answer": "coming"})
    walk.see(by_letter, "meetings:reply-calendar")


def evaluate(walk, browser, meeting, members):
    """Not begun, open, refused, sent, changed, taken back, closed, late, counted;
    not there, and no longer known.
    """
    about = ("evaluations:evaluation-answer", meeting.cohort.slug, meeting.position)
    invite_everybody(meeting.evaluation, by=walk.lead)
    walk.see(browser, "evaluations:evaluation-answer", meeting.cohort.slug, 2)
    names = form_with(walk.see(browser, *about), asked(meeting)[0]).names
    walk.see(browser, *about, send={})
    walk.see(browser, *about, send=dict.fromkeys(names, LONG))
    walk.see(browser, *about, send=answers(meeting))
    walk.see(browser, *about, query="?change")
    walk.see(browser, *about, send={"withdraw": "1"})
    walk.see(browser, *about, send={"withdraw": "confirmed"})
    walk.see(walk.browser(members[11].person), *about)
    for member in members[:8]:
        by_letter = walk.browser(
            purpose="evaluate", membership=member, meeting_position=meeting.position
        )
        walk.see(by_letter, "evaluations:evaluation-answer-link", send=answers(meeting))
    close(walk, browser, meeting, members)


def asked(meeting):
    return [
        f"{question.code}-now" if question.kind == "before_now" else question.code
        for question in meeting.evaluation.form.questions_in_order()
    ]


def answers(meeting):
    """The same ratings and words from whoever sends them."""
    sent = {}
    for question in meeting.evaluation.form.questions_in_order():
        if question.kind == "before_now":
            sent |= {f"{question.code}-before": 1, f"{question.code}-now": 3}
        else:
            sent[question.code] = "zqwords" if question.kind == "open" else 4
    return sent


def close(walk, browser, meeting, members):
    about = ("evaluations:evaluation-answer", meeting.cohort.slug, meeting.position)
    late = walk.browser(members[9].person)
    evaluation = meeting.evaluation
    evaluation.close(by=walk.lead)
    walk.see(browser, *about)
    walk.see(late, *about)
    count_and_shuffle(evaluation, by=walk.lead)
    for page in [
        about,
        ("dashboards:meeting-detail", *about[1:]),
        ("dashboards:cohort-detail", about[1]),
    ]:
        walk.see(browser, *page)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        closed_at=timezone.now() - timedelta(days=20)
    )
    walk.see(late, *about)
    Cohort.objects.filter(pk=meeting.cohort_id).update(link_salt=None)
    walk.see(late, *about)


def adopt(walk, browser, meeting):
    for agreement in meeting.cohort.agreements.all()[1:]:
        agreement.adopt(meeting=meeting, by=walk.lead)
    meeting.cohort.agreements.last().retire()
    walk.see(browser, "meetings:agreement-list", meeting.cohort.slug)
    walk.see(
        browser,
        "dashboards:document-pdf",
        meeting.cohort.slug,
        meeting.position,
        "agreements-poster",
    )


def on_the_day(walk, browser, meeting):
    """Moved, tomorrow, today and under way, over, held."""
    cohort = meeting.cohort
    reschedule(meeting, on=factories.today() + timedelta(days=12))
    for days, starts in [(1, time(9)), (0, time(23, 50)), (0, time(0)), (-1, time(9))]:
        factories.move_meeting(meeting, factories.today() + timedelta(days=days), starts=starts)
        walk.see(browser, "dashboards:cohort-detail", cohort.slug)
        walk.see(browser, "dashboards:meeting-detail", cohort.slug, meeting.position)
        walk.see(browser, "meetings:reply", cohort.slug, meeting.position)
    walk.see(browser, "meetings:reply", cohort.slug, meeting.position, send={"answer": "coming"})


def go_on(walk, browser, cohort, members):
    """The next part: asked, something missing, too long, yes, no; waiting, declined, signed."""
    part = factories.open_later_part(cohort, first_is_over=False)
    ask(members[0], part, None)
    walk.see(browser, "home")
    walk.see(browser, "recruitment:renewal")
    walk.see(browser, "recruitment:renewal", send={"go": "on"})
    long = {"director_name": LONG, "director_email": members[0].person.email}
    walk.see(browser, "recruitment:renewal", send={"go": "on"} | long)
    director = {"director_name": "zqdora", "director_email": "zqdora.renews@example.org"}
    own = {"director_email": members[0].person.email}
    walk.see(browser, "recruitment:renewal", send={"go": "on"} | director | own)
    walk.see(browser, "recruitment:renewal", send={"go": "no"})
    walk.see(browser, "recruitment:renewal", send={"go": "on"} | director)
    asked = members[0].renewals.get(withdrawn_at=None).endorsement
    decline(asked, seen="waiting", reason="zqreason")
    walk.see(browser, "recruitment:renewal")
    signed = renew(members[3], part, by=members[3].person, **director)
    shown_hash = terms_hash(build_terms(signed, language="es"))
    sign(signed.endorsement, seen="waiting", shown_hash=shown_hash, signed_name="zqdora")
    other = walk.browser(purpose="renew", membership=members[3])
    walk.see(other, "recruitment:renewal")
    walk.see(other, "recruitment:renewal", send={"go": "no"})
    part.cohort.cohort_parts.filter(pk=part.pk).update(
        apply_by=factories.today() - timedelta(days=3), notice_on=factories.today()
    )
    late = walk.browser(purpose="renew", membership=members[4])
    walk.see(late, "recruitment:renewal", send={"go": "no"})


def call_one_off(walk, browser, cohort):
    last = cohort.meetings.in_order().last()
    factories.move_meeting(last, factories.today() + timedelta(days=30))
    about = {"kind": "meeting_call_off", "cohort": cohort, "by": walk.lead, "sentence": "zqdone"}
    act = StaffAct.objects.create(form_key=uuid.uuid4(), **about)
    call_off(act, last, reason="zqsnow", by=walk.lead)
    act.finish(sentence="zqdone")
    walk.see(browser, "dashboards:meeting-detail", cohort.slug, last.position)
    walk.see(browser, "home")


def say_goodbye(walk, cohort, members):
    members[1].leave(reason="zqmoved")
    gone = walk.browser(members[1].person)
    walk.see(gone, "dashboards:cohort-detail", cohort.slug)
    walk.see(gone, "meetings:agreement-list", cohort.slug, status=403)
    for meeting in cohort.meetings.all():
        factories.move_meeting(meeting, factories.today() - timedelta(days=100 - meeting.position))
    members[2].graduate()
    Cohort.objects.filter(pk=cohort.pk).update(status=Cohort.Status.COMPLETED)
    graduate = walk.browser(members[2].person)
    for page in [*PAGES, *(["community:learning-map"] if cohort.topics.exists() else [])]:
        walk.see(graduate, page, cohort.slug)
    walk.see(graduate, "home")


def sign_in(walk, member):
    """By a link that is opened, pressed, and pressed once more;
    and by letter for whoever only applied or is asked.
    """
    send_sign_in_link(member.person.email)
    browser = walk.browser(purpose="sign-in", person=member.person, uses=1)
    second = walk.browser(purpose="sign-in", person=member.person, uses=1)
    walk.see(browser, "accounts:sign-in-link", send={"shared_device": "on"})
    walk.see(browser, "set_language", send={"language": "es", "next": "/"})
    walk.see(browser, "accounts:sign-out", send={})
    walk.see(second, "accounts:sign-in-link")
    nobody = walk.person("nobody")
    walk.see(walk.browser(nobody), "home")
    walk.see(walk.browser(nobody), "dashboards:cohort-list")
    for query in ["", "?state=nothing"]:
        walk.see(walk.browser(member.person), "dashboards:cohort-list", query=query)
    for words in ["", "z", "zqnowhere", "zqmeets", "zqhall"]:
        walk.see(walk.browser(member.person), "dashboards:find", query=f"?q={words}")
