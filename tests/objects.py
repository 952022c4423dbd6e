"""What stands behind each address: the object for every parameter of every pattern,
in each cohort.
"""

from guidebooks.models import Guidebook, News, PlannedMeeting, Track
from lib.jobs.models import Job
from recruitment.models import Application

MISSING = {
    "slug": "no-such-cohort",
    "position": 77,
    "pk": 987654321,
    "number": 77,
    "guidebook": "no-such-guidebook",
    "activity": "no-such-activity",
}

#: Of an address with several parameters, the first of these is missing.
MISSABLE = ["slug", "number", "pk", "guidebook", "activity"]
#: The row that `pk` names, by the pattern.
PK = {
    "cohorts:staff-role-end": lambda cohort: cohort.staff_roles.filter(kind="facilitator").earliest(
        "pk"
    ),
    "evaluations:release-detail": lambda cohort: meeting(cohort).evaluation.releases.earliest("pk"),
    "recruitment:application-detail": lambda cohort: application(cohort),
    "recruitment:application-decide": lambda cohort: application(cohort),
    "recruitment:application-correct": lambda cohort: application(cohort),
    **{
        f"recruitment:roster-import-{page}": lambda cohort: cohort.roster_imports.get(
            imported_at=None
        )
        for page in ["check", "answer", "columns", "read-in"]
    },
    "recruitment:roster-import-undo": lambda cohort: cohort.roster_imports.imported().earliest(
        "pk"
    ),
    "cohorts:member-leave": lambda cohort: cohort.memberships.current().earliest("pk"),
    "lifecycle:part-renew": lambda cohort: (
        cohort.memberships.current().filter(graduated_on=None).earliest("pk")
    ),
    **{
        f"lifecycle:member-{verb}": lambda cohort: cohort.memberships.earliest("pk")
        for verb in ["return", "undo-leave", "move"]
    },
    "dashboards:member-detail": lambda cohort: cohort.memberships.current().earliest("pk"),
    "dashboards:person-detail": lambda cohort: cohort.memberships.earliest("pk").person,
    **{
        f"lifecycle:person-{verb}": lambda cohort: cohort.memberships.earliest("pk").person
        for verb in [
            *["edit", "address", "address-drop", "place", "directors", "supervision-end"],
            *["join", "join-undo"],
        ]
    },
    **{
        f"lifecycle:site-{verb}": lambda cohort: (
            cohort.memberships.earliest("pk").person.placements.earliest("pk").site
        )
        for verb in ["close", "reopen"]
    },
    "cohorts:letter-detail": lambda cohort: cohort.letters.earliest("pk"),
    "cohorts:letter-resend": lambda cohort: cohort.letters.earliest("pk"),
    "meetings:agreement-edit": lambda cohort: cohort.agreements.earliest("pk"),
    "meetings:agreement-retire": lambda cohort: cohort.agreements.earliest("pk"),
    "meetings:block-edit": lambda cohort: block(cohort),
    "meetings:block-remove": lambda cohort: block(cohort),
    "meetings:block-shorten": lambda cohort: block(cohort),
    "meetings:activity-run-edit": lambda cohort: block(cohort, activity=True),
    "meetings:attendance-mark": lambda cohort: cohort.memberships.earliest("pk"),
    "meetings:logistics-tick": lambda cohort: meeting(cohort).logistics.earliest("pk"),
    "meetings:logistics-remove": lambda cohort: meeting(cohort).logistics.earliest("pk"),
    "meetings:follow-up-complete": lambda cohort: meeting(cohort).follow_ups.earliest("pk"),
    "meetings:follow-up-remove": lambda cohort: meeting(cohort).follow_ups.earliest("pk"),
    "meetings:budget-edit": lambda cohort: cohort.budget_lines.earliest("pk"),
    "meetings:budget-remove": lambda cohort: cohort.budget_lines.earliest("pk"),
    "dashboards:job-detail": lambda cohort: job(cohort),
    "dashboards:job-retry": lambda cohort: job(cohort),
    **{
        f"community:topic-{verb}": lambda cohort: cohort.topics.earliest("pk")
        for verb in ["edit", "interest", "schedule", "unschedule", "complete", "remove"]
    },
}
#: What other parameters stand for.
OTHERS = {
    "secret": "not-a-secret",
    "pk": 1,
    "step": "you",
    "activity": "example-toss",
    "code": "example-track",
    "item": "all",
}
#: A public paper of a guidebook, and of one of its meetings.
PAPER = {"guidebook-document": "for-members", "guidebook-meeting-document": "participant-agenda"}


def application(cohort):
    return Application.objects.of_cohort(cohort).earliest("pk")


def meeting(cohort):
    return cohort.meetings.get(position=1)


def job(cohort):
    return Job.objects.filter(kind="pack", arguments__meeting=meeting(cohort).pk).earliest("pk")


def block(cohort, activity=False):
    return meeting(cohort).segments.exclude(activity=None if activity else 0).earliest("pk")


def objects_of(house, route, where, line=None):
    """The parameters of this pattern for a cohort of the house, or for one that does not exist."""
    cohort = house.own if where == "missing" else house.cohort(where)
    found = {
        name: behind(route, name, cohort, where)
        for name in route.parameters
        if not line or name not in line.when
    }
    found |= dict([line.when]) if line and line.when else {}
    if where != "missing":
        return found
    key = next((key for key in MISSABLE if key in found), None)
    return found | {key: MISSING[key]} if key else found


def behind(route, name, cohort, where):
    if name == "guidebook":
        return cohort.guidebook.slug
    if name == "document":
        return PAPER[route.name]
    of_draft = route.name.startswith(("guidebook_editor:", "lifecycle:draft-"))
    if of_draft and name != "guidebook":
        return in_draft(route, name, Guidebook.objects.drafts().get(network=cohort.network))
    if name == "slug":
        return cohort.slug
    if name == "position":
        return POSITION.get(route.name, 1)
    if name == "supervision":
        return cohort.memberships.earliest("pk").person.supervised_by.earliest("pk").pk
    if name == "merge":
        return cohort.memberships.earliest("pk").person.merges_kept.earliest("pk").pk
    if name == "number" and route.name.startswith("lifecycle:part-"):
        return 2
    if name == "number":
        return MISSING["number"] if where == "missing" else cohort.region.number
    if name == "pk" and route.name in PK:
        return PK[route.name](cohort).pk
    return OTHERS[name]


def in_draft(route, name, draft):
    """What a pattern about a draft names, in the draft of the network."""
    meeting = PlannedMeeting.objects.filter(part__guidebook=draft).earliest("position")
    rows = {
        "guidebook_editor:question-edit": meeting.evaluation.form.questions.first(),
        "guidebook_editor:question-list": meeting,
        "guidebook_editor:question-add": meeting,
        "guidebook_editor:meeting-copy": meeting,
        "guidebook_editor:block-copy": meeting.segments.first(),
    }
    if ":news-" in route.name:
        rows[route.name] = News.objects.get_or_create(
            network=draft.network,
            guidebook_slug=draft.slug,
            on="2026-01-05",
            title="Example news",
            text="Example",
        )[0]
    if ":track-" in route.name:
        rows[route.name] = Track.objects.get_or_create(
            network=draft.network,
            guidebook_slug=draft.slug,
            code="edited-track",
            defaults={"position": 9, "name": "Edited track"},
        )[0]
    return {
        "pk": draft.pk,
        "parent": draft.parts.earliest("number").pk,
        "about": "original",
        "activity": "example-toss",
        "section": "commitments" if route.name.endswith("-in") else "criteria",
        "row": rows.get(route.name, draft.criteria.earliest("position")).pk,
    }[name]


#: Pages about a meeting that is still to come.
POSITION = {}


def missing_objects(house, route, line):
    """The own cohort with an object of the sibling, of elsewhere, and with a number
    that nobody has.
    """
    own = objects_of(house, route, "own", line)
    if "pk" in own:
        for where in ["sibling", "elsewhere"]:
            yield own | {"pk": objects_of(house, route, where, line)["pk"]}
        yield own | {"pk": MISSING["pk"]}
    if "position" in own:
        yield own | {"position": MISSING["position"]}
