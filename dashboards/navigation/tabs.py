"""The tabs under the meeting strip: which pages a meeting, recruitment and the group consist of,
for each kind of reader.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cohorts.access import (
    CURRENT_MEMBERS,
    EVALUATOR,
    FACILITATOR,
    GREETER,
    LEAD,
    RUNS_IT,
    STAFF,
    STATE,
)
from community.pages.learning_map import map_title
from evaluations.models.evaluation import MOST_DAYS_TO_ANSWER

#: What a tab belongs to: the first item of the strip, a meeting, the last item; or the whole
#: cohort, whose pages show the strip with nothing chosen, and no tabs.
RECRUIT, MEETING, GROUP, COHORT = "recruit", "meeting", "group", "cohort"
RESULTS = {FACILITATOR, LEAD, STATE, EVALUATOR}


@dataclass(frozen=True)
class Tab:
    """One tab. `page` is its URL name; `inside`: {URL name of a page that belongs to it: what the
    breadcrumb calls it; empty where the page is the tab itself}.

    audiences: who may open the page, as its view says. is_shown: whether there is something to
    see: (the MeetingStrip, meeting or None) -> bool. label_of: the label, where the cohort's
    guidebook has a word of its own for it.
    """

    key: str
    label: str
    page: str
    audiences: frozenset
    inside: dict
    closed_to_supervisors: bool = False
    is_shown: Callable = lambda strip, meeting: True
    label_of: Callable | None = None

    def is_open(self, strip, meeting):
        """Whether the reader of this strip may open the page, and it has something to show."""
        if self.closed_to_supervisors and strip.access.is_supervisor:
            return False
        return strip.access.is_one_of(*self.audiences) and self.is_shown(strip, meeting)

    def address(self, cohort, meeting):
        place = [cohort.slug] if meeting is None else [cohort.slug, meeting.position]
        return reverse(self.page, args=place)

    def holds(self, url_name):
        return url_name == self.page or url_name in self.inside

    def label_in(self, cohort):
        return self.label_of(cohort) if self.label_of else self.label


def tab(key, label, page, audiences, inside=None, **options):
    return Tab(key, label, page, frozenset(audiences), inside or {}, **options)


def has_evaluation(strip, meeting):
    return meeting.has_evaluation


def can_be_evaluated(strip, meeting):
    """Until the last day on which an answer can be taken, the late ones among them."""
    is_over = -meeting.days_ahead > MOST_DAYS_TO_ANSWER
    return meeting.has_evaluation and meeting.has_begun and not is_over


def has_topics(strip, meeting):
    return strip.cohort.guidebook.has_topics


def can_finish(strip, meeting):
    """Whether every meeting that takes place is over and the cohort is not completed yet."""
    under_way = strip.cohort.status == strip.cohort.Status.MEETING
    take_place = [meeting for meeting in strip.meetings if not meeting.is_called_off]
    return under_way and bool(take_place) and all(m.is_held or m.is_past for m in take_place)


def has_parts(strip):
    """Whether the cohort is under way and has a part after its first."""
    under_way = strip.cohort.status == strip.cohort.Status.MEETING
    return under_way and len({meeting.part_id for meeting in strip.meetings}) > 1


def topic_label(cohort):
    return map_title(cohort.guidebook)


PLAN = tab(
    "plan",
    _("Plan"),
    "dashboards:meeting-detail",
    STAFF,
    {
        "dashboards:cohort-detail": "",
        "dashboards:checklist-item": "",
        "meetings:agenda-detail": _("Agenda"),
        "meetings:agenda-edit": _("Agenda"),
        "meetings:task-list": _("Tasks"),
        "meetings:logistics-remove": _("Tasks"),
        "meetings:follow-up-remove": _("Tasks"),
        "meetings:logistics-add": _("Tasks"),
        "meetings:follow-up-add": _("Tasks"),
        "lifecycle:meeting-edit": _("Date and place"),
        "lifecycle:meeting-split": _("Split it"),
        "lifecycle:meeting-make-up": _("Make-up"),
        "lifecycle:meeting-add": _("Add a webinar"),
        "lifecycle:meeting-call-off": _("Call it off"),
        "lifecycle:meeting-call-on": _("It takes place"),
        "meetings:block-add": _("Block"),
        "meetings:block-edit": _("Block"),
        "meetings:block-remove": _("Block"),
        "meetings:activity-run-edit": _("Activity"),
    },
)
COMING = tab(
    "coming",
    pgettext_lazy("who comes to a meeting", "Coming"),
    "meetings:reply-list",
    RUNS_IT,
    {"meetings:reminder-send": _("Reminder")},
)
DOOR = tab(
    "door",
    pgettext_lazy("where people come in", "Door"),
    "meetings:attendance-edit",
    {*RUNS_IT, GREETER},
    {
        "meetings:attendance-rows": _("Paper rows"),
        "meetings:attendance-close": _("Close"),
        "meetings:attendance-reopen": _("Open again"),
    },
)
LEARNED = tab(
    "learned",
    _("Learned"),
    "evaluations:results-meeting",
    RESULTS,
    {
        "evaluations:evaluation-detail": _("Evaluation"),
        "evaluations:evaluation-close": _("Close"),
        "evaluations:evaluation-invite": _("Invitation"),
        "evaluations:evaluation-late": _("Late answers"),
        "evaluations:evaluation-until": _("Last day"),
    },
    is_shown=has_evaluation,
)
PAPERS = tab("papers", _("Papers"), "dashboards:papers", {*STAFF, GREETER})
WHEN = tab(
    "when",
    _("When"),
    "dashboards:meeting-detail",
    CURRENT_MEMBERS,
    {"dashboards:cohort-detail": "", "meetings:reply": _("Your answer")},
)
AGENDA = tab("agenda", _("Agenda"), "meetings:agenda-detail", CURRENT_MEMBERS)
EVALUATE = tab(
    "learned",
    _("Learned"),
    "evaluations:evaluation-answer",
    CURRENT_MEMBERS,
    is_shown=can_be_evaluated,
)
MY_PAPERS = tab("papers", _("My papers"), "dashboards:papers", CURRENT_MEMBERS)
GREETERS_DOOR = tab(
    "door",
    DOOR.label,
    DOOR.page,
    {GREETER},
    {"dashboards:cohort-detail": "", **DOOR.inside},
)

BOARD = tab(
    "board",
    pgettext_lazy("recruitment", "Board"),
    "recruitment:application-list",
    STAFF,
    {
        "recruitment:application-detail": _("Application"),
        "recruitment:application-correct": _("Application"),
        "recruitment:application-offer": _("Give seats"),
        "recruitment:application-remind": _("Remind directors"),
        "recruitment:application-decide": _("Decide"),
        "lifecycle:cohort-begin": _("End recruiting"),
    },
)
CHANGE = tab(
    "change",
    pgettext_lazy("a cohort", "Change"),
    "lifecycle:cohort-edit",
    {LEAD, STATE},
    {"lifecycle:cohort-publish": _("Publish")},
)
PARTS = tab(
    "parts",
    pgettext_lazy("the parts of a cohort", "Parts"),
    "lifecycle:part-list",
    STAFF,
    {
        "lifecycle:part-open": _("Open"),
        "lifecycle:part-renewals": _("Who goes on"),
        "lifecycle:part-renew": _("Who goes on"),
        "lifecycle:part-end-places": _("End places"),
    },
    is_shown=lambda strip, meeting: has_parts(strip),
)
LETTERS = tab(
    "letters",
    _("Letters"),
    "cohorts:letter-list",
    STAFF,
    {"cohorts:letter-detail": _("Letter"), "cohorts:letter-resend": _("Send again")},
)
MEMBERS = tab(
    "members",
    _("Members"),
    "cohorts:member-list",
    STAFF,
    {
        "cohorts:member-leave": _("Leaving"),
        "lifecycle:member-return": _("Return"),
        "lifecycle:member-move": _("Another cohort"),
        "lifecycle:member-undo-leave": _("Return"),
        "recruitment:roster-import": _("Import"),
        "recruitment:roster-import-check": _("Import"),
        "recruitment:roster-import-answer": _("Import"),
        "recruitment:roster-import-columns": _("Import"),
        "recruitment:roster-import-read-in": _("Import"),
        "recruitment:roster-import-undo": _("Import"),
        "dashboards:member-detail": _("Member"),
    },
)
TEAM = tab(
    "team",
    _("Team"),
    "cohorts:staff-role-list",
    STAFF,
    {"cohorts:staff-role-end": _("End a role"), "cohorts:duty-assign": ""},
)
AGREEMENTS = tab(
    "agreements",
    _("Agreements"),
    "meetings:agreement-list",
    {*STAFF, *CURRENT_MEMBERS},
    {
        "meetings:agreement-add": _("Propose"),
        "meetings:agreement-edit": _("Agreement"),
        "meetings:agreement-retire": _("Agreement"),
    },
    closed_to_supervisors=True,
)
TOPICS = tab(
    "topics",
    _("Topics"),
    "community:learning-map",
    {*RUNS_IT, *CURRENT_MEMBERS},
    {
        "community:topic-add": "",
        "community:topic-carry": _("Open topics"),
        **{
            f"community:topic-{name}": _("Topic")
            for name in ["edit", "schedule", "unschedule", "complete", "remove"]
        },
    },
    closed_to_supervisors=True,
    is_shown=has_topics,
    label_of=topic_label,
)
PEOPLE = tab(
    "people",
    _("Who is here"),
    "community:profile-list",
    {FACILITATOR, *CURRENT_MEMBERS},
    {"community:profile-edit": _("About you"), "community:duty-answer": _("Duties")},
    closed_to_supervisors=True,
)
MONEY = tab(
    "money",
    _("Money"),
    "meetings:budget-list",
    STAFF,
    {f"meetings:budget-{name}": _("Line") for name in ["add", "edit", "remove"]},
)
FINISH = tab("finish", _("Finish"), "lifecycle:cohort-complete", STAFF, is_shown=can_finish)
MINE = tab(
    "mine", pgettext_lazy("my own record", "Mine"), "dashboards:member-record", CURRENT_MEMBERS
)
#: Results of all meetings; from here a meeting of the strip leads to what was learned there.
ALL_LEARNED = tab("learned", _("Results"), "evaluations:results-cohort", RESULTS)

#: {kind of reader: {what the tabs belong to: tabs in order}}
TABS = {
    "staff": {
        COHORT: [ALL_LEARNED],
        RECRUIT: [BOARD, LETTERS, CHANGE],
        MEETING: [PLAN, COMING, DOOR, LEARNED, PAPERS],
        GROUP: [MEMBERS, TEAM, LETTERS, AGREEMENTS, TOPICS, PEOPLE, MONEY, PARTS, CHANGE, FINISH],
    },
    "greeter": {MEETING: [GREETERS_DOOR, PAPERS]},
    "member": {
        MEETING: [WHEN, AGENDA, EVALUATE, MY_PAPERS],
        GROUP: [TOPICS, PEOPLE, AGREEMENTS, MINE],
    },
    "evaluator": {COHORT: [ALL_LEARNED], MEETING: [LEARNED]},
}


def tabs_of(access):
    """{what they belong to: tabs} for the strongest role of this reader; {} for who has left."""
    kinds = [
        ("staff", STAFF),
        ("greeter", {GREETER}),
        ("member", CURRENT_MEMBERS),
        ("evaluator", {EVALUATOR}),
    ]
    for kind, audiences in kinds:
        if access.is_one_of(*audiences):
            return TABS[kind]
    return {}
