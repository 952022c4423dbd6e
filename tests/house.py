"""A whole house for the long tests: three cohorts, everybody who might open a page,
and an object behind every address.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.signing import get_cookie_signer
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from cohorts.models import Cohort, Letter
from guidebooks.actions.drafts import start_version
from lib.jobs.models import Job
from lifecycle.actions.merge_persons import merge_persons
from people.actions.change_address import ask_address
from people.models import AddressChange
from people.permissions import LINK_COOKIE
from recruitment.models import ApplicationLetter, RosterImport

from . import factories
from .recruitment.rosters import create_roster
from .sessions import signed_in_client

#: Which audiences somebody belongs to where; nothing said: none. Written from the design,
#: not from the code.
AUDIENCES = {
    "facilitator": {"own": {"facilitator"}},
    "co_facilitator": {"own": {"facilitator"}},
    "walled_facilitator": {"own": {"facilitator"}},
    "greeter": {"own": {"greeter"}},
    "participant": {"own": {"participant"}},
    "walled_participant": {"own": {"participant"}},
    "withdrawn": {"own": {"withdrawn"}},
    "graduate": {"own": {"graduate"}},
    "regional_lead": {"own": {"lead"}, "sibling": {"lead"}},
    "walled_lead": {"own": {"lead"}, "sibling": {"lead"}},
    "state_staff": {where: {"state staff"} for where in ["own", "sibling", "elsewhere"]},
    "walled_state": {where: {"state staff"} for where in ["own", "sibling", "elsewhere"]},
    "evaluator": {where: {"evaluator"} for where in ["own", "sibling", "elsewhere"]},
    "applicant": {},
    "supervisor": {},
    "sibling_facilitator": {"sibling": {"facilitator"}},
    "outsider": {"elsewhere": {"facilitator"}},
    "other_lead": {"elsewhere": {"lead"}},
    "former_facilitator": {},
    "nobody": {},
}
#: Supervise a member of the own cohort, or signed for one: no words of it, whatever else they are.
WALLED = {"walled_facilitator", "walled_participant", "walled_lead", "walled_state", "supervisor"}
#: Browsers without a sign-in that hold one personal link.
LINKS = [
    "sign-in",
    "confirm",
    "application",
    "sign-off",
    "renew",
    "reply",
    "evaluate",
    "interest",
    "address",
]


@dataclass
class House:
    own: Cohort
    sibling: Cohort
    elsewhere: Cohort
    people: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def __deepcopy__(self, memo):
        """One that a test may change."""
        people = {who: copy(person) for who, person in self.people.items()}
        cohorts = {where: copy(self.cohort(where)) for where in ["own", "sibling", "elsewhere"]}
        return House(people=people, cookies=dict(self.cookies), **cohorts)

    def cohort(self, where):
        return getattr(self, where)

    def client(self, who, **options):
        """A fresh browser of this person, holding what they hold: a session, a link, or nothing."""
        client = Client(raise_request_exception=False, **options)
        client.handler = self.handler  # loading the middleware once saves half the time
        for name, value in self.cookies.get(who, {}).items():
            client.cookies[name] = value
        return client

    def sign_in(self, who, person, second_factor=True):
        self.people[who] = person
        client = signed_in_client(person, second_factor=second_factor)
        self.cookies[who] = {name: morsel.value for name, morsel in client.cookies.items()}

    def hold_link(self, purpose, **about):
        """The cookie that opening a personal link leaves in a browser."""
        link, secret = factories.mint_link(purpose, lasts=timedelta(days=1), **about)
        name = LINK_COOKIE.format(purpose=purpose)
        self.cookies[f"link {purpose}"] = {
            name: get_cookie_signer(salt=name + purpose).sign(secret)
        }
        return link

    @property
    def everybody(self):
        return ["anonymous", *AUDIENCES, *[f"link {purpose}" for purpose in LINKS]]


def build_house():
    """Own and sibling are in one region; elsewhere is in another.

    Own has met once and evaluated.
    """
    guidebook = factories.create_guidebook(**factories.EVERYTHING)
    offer_in_public(guidebook)
    past = factories.today() - timedelta(days=20)
    house = House(
        own=factories.create_cohort(
            "own-cohort", guidebook, factories.create_region(8), past, capacity=40, status="meeting"
        ),
        sibling=factories.create_cohort(
            "sibling-cohort", guidebook, factories.create_region(8), past, capacity=40
        ),
        elsewhere=factories.create_cohort(
            "elsewhere-cohort", guidebook, factories.create_region(9), past, capacity=40
        ),
    )
    for cohort in [house.own, house.sibling, house.elsewhere]:
        fill(cohort)
    start_version(guidebook, by=None)
    let_people_in(house)
    return house


def offer_in_public(guidebook):
    """What public pages of a guidebook show beside its meetings: an activity, principles,
    a track that is coming soon.
    """
    with factories.as_draft(guidebook):
        planned = guidebook.parts.first().planned_meetings.get(position=1)
        planned.segments.filter(position=2).update(activity=factories.create_activity())
    guidebook.network.principles.create(
        number=1,
        name=factories.both("Begin small"),
        gloss=factories.both("What can you try by Friday?"),
    )
    factories.create_interest(
        factories.create_track(guidebook, "example-track"), "ida.interested@example.org"
    )


def fill(cohort):
    """Thirteen members, a first meeting that is over and released, a second to come,
    recruitment for the rest.
    """
    first, second = cohort.meetings.get(position=1), cohort.meetings.get(position=2)
    members = factories.create_members(cohort, 13)
    facilitator = factories.create_person()
    factories.create_role(facilitator, "facilitator", cohort)
    Job.objects.create(
        kind="pack", arguments={"meeting": first.pk, "language": "en"}, owner_id=facilitator.pk
    )
    factories.attend(first, *members)
    first.close_attendance(by=facilitator)
    factories.create_release(
        first,
        responses=12,
        attended=13,
        by=facilitator,
        comments=[f"The hallway {n}." for n in range(12)],
    )
    for number, member in enumerate(members[:3]):
        factories.create_reply(second, member, ["coming", "not_coming", "coming"][number])
    factories.create_follow_up(first)
    factories.create_logistics_item(first)
    first.segments.filter(position=2).update(activity=factories.create_activity())
    cohort.agreements.first().adopt(meeting=first, by=facilitator)
    factories.create_topic(cohort, wanted_by=members[:2], meeting=second)
    factories.create_profile(members[0])
    factories.create_budget_line(cohort, meeting=second)
    factories.create_duty(cohort)
    factories.create_placement(members[0].person)
    factories.create_supervision(factories.create_person(), members[0].person)
    merge_persons(factories.create_person(), members[0].person, by=facilitator)
    ask_address(members[0].person, f"next@{cohort.slug}.example", by=facilitator)
    create_roster(cohort, by=facilitator)
    now = timezone.now()
    RosterImport.objects.create(
        cohort=cohort, started_by=facilitator, imported_by=facilitator, imported_at=now
    )
    for endorsed in ["waiting", True, False]:
        application = factories.create_application(cohort, endorsed=endorsed)
        letter = Letter.objects.create(
            code="application-copy",
            to_email=application.email,
            subject="Your copy",
            body="…",
            cohort=cohort,
            status="failed",
            failed_at=timezone.now(),
        )
        ApplicationLetter.objects.create(letter=letter, application=application)
    factories.create_staff_act(cohort, by=facilitator, letter=letter)


def let_people_in(house):
    own, region, network = house.own, house.own.region, house.own.network
    member = own.memberships.first().person
    staff = {
        "facilitator": ("facilitator", own),
        "co_facilitator": ("co_facilitator", own),
        "walled_facilitator": ("facilitator", own),
        "greeter": ("greeter", own),
        "regional_lead": ("lead", region),
        "walled_lead": ("lead", region),
        "state_staff": ("state_staff", network),
        "walled_state": ("state_staff", network),
        "evaluator": ("evaluator", network),
        "sibling_facilitator": ("facilitator", house.sibling),
        "outsider": ("facilitator", house.elsewhere),
        "other_lead": ("lead", house.elsewhere.region),
    }
    members = {
        "participant": {},
        "walled_participant": {},
        "withdrawn": {"left_on": factories.today(), "left_reason": "Moved"},
        "graduate": {"graduated_on": factories.today()},
    }
    for who in AUDIENCES:
        person = factories.create_person(
            who.replace("_", " ").title(), f"{who.replace('_', '.')}@example.org"
        )
        if who in staff:
            factories.create_role(person, *staff[who])
        if who in members:
            factories.create_membership(own, person, **members[who])
        if who in WALLED:
            factories.create_supervision(person, member)
        house.sign_in(who, person)
    yesterday = factories.today() - timedelta(days=1)
    factories.create_role(
        house.people["former_facilitator"],
        "facilitator",
        own,
        starts_on=yesterday,
        ends_on=yesterday,
    )
    hand_out_links(house)


def hand_out_links(house):
    own, applicant, supervisor = house.own, house.people["applicant"], house.people["supervisor"]
    application = factories.create_application(
        own,
        person=applicant,
        endorsed="waiting",
        director_name=supervisor.name,
        director_email=supervisor.email,
    )
    member = own.memberships.get(person=house.people["participant"])
    factories.open_later_part(own, first_is_over=False)
    house.hold_link("sign-in", person=factories.create_person())
    house.hold_link("confirm", application=application)
    house.hold_link("application", application=application)
    house.hold_link("sign-off", address=supervisor.email, application=application)
    house.hold_link("renew", membership=member)
    house.hold_link("reply", membership=member, meeting_position=2)
    house.hold_link("evaluate", membership=member, meeting_position=2)
    house.hold_link("interest", address="ida.interested@example.org")
    somebody = factories.create_person()
    link = house.hold_link("address", person=somebody, address="new@example.org")
    AddressChange.objects.create(
        person=somebody, email="new@example.org", asked_by=supervisor, link=link
    )
