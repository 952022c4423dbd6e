"""Who may open what: one line a URL pattern, written by hand from the design, read by no view.

`tests/test_permissions.py` derives from these lines what every role must get on every pattern with every
method, on its own objects, a sibling's, another region's and missing ones, and fails for a pattern
without a line. `manage.py routes` prints them.

Order of refusals: not signed in, the sign-in page (302); no business in this cohort, 404 with the body of a
missing one; the wall between a supervisor and a member's cohort, 403 where words are; another role, 403.
An unused method is refused with 405, or with what that person is refused with anyway. A page behind a
personal link answers 410 without one.
"""

from dataclasses import dataclass

#: Words for audiences as in `cohorts.standing`; co-facilitators count as facilitators.
RUN = "facilitator, lead"
STAFF = "facilitator, lead, state staff"
ROOM = "participant, graduate"
MEMBERS = "participant, graduate, withdrawn"
RESULTS = "facilitator, lead, state staff, evaluator"
DOOR = "facilitator, lead, greeter"
READ, WRITE, SEND = "GET", "GET POST", "POST"


@dataclass(frozen=True)
class Line:
    """`scope` says how somebody comes to be in the audience; `words` that the director wall stands here."""

    name: str
    scope: str
    audience: str
    methods: str = READ
    words: bool = False
    #: For a pattern whose audience hangs on one of its parameters: that parameter and its value.
    when: tuple = ()

    def __str__(self):
        return f"{self.name}[{self.when[1]}]" if self.when else self.name

    @property
    def outsiders(self):
        """What somebody gets who has no business there."""
        return OUTSIDERS[self.scope]

    @property
    def audiences(self):
        return frozenset(word.strip() for word in self.audience.split(","))

    @property
    def verbs(self):
        """The methods it answers; HEAD goes with GET."""
        return {"GET", "HEAD", *self.methods.split()} if READ in self.methods.split() else set(self.methods.split())


OUTSIDERS = {
    "public": "the page",
    "signed in": "sign-in page",
    "demo": "404: it exists only in the demonstration",
    "link": "410: one neutral page that leads on",
    "cohort": "404, as for a cohort that does not exist",
    "meeting": "404, as for a meeting that does not exist",
    "network": "403",
    "region": "404, as for a region that does not exist",
    "leads": "403",
    "recruits": "403",
    "release": "404, as for a release that does not exist",
    "drafts": "403; state staff of another network: 404, as for a guidebook that does not exist",
    "admin": "the admin's sign-in page",
}


def public(name, methods=READ, audience="everyone"):
    return Line(name, "public", audience, methods)


def signed_in(name, methods=READ):
    return Line(name, "signed in", "everyone signed in", methods)


def demo(name, methods=READ):
    return Line(name, "demo", "everyone on this machine, in the demonstration only", methods)


def link(name, purpose, methods=WRITE):
    return Line(name, "link", purpose, methods)


def cohort(name, audience, methods=READ, words=False):
    return Line(name, "cohort", audience, methods, words)


def meeting(name, audience, methods=READ, words=False):
    return Line(name, "meeting", audience, methods, words)


def recruits(name, when=()):
    """All cohorts whose applications somebody reads, in one list."""
    return Line(name, "recruits", STAFF, READ, when=when)


def document(slug, audience, words=False):
    return Line("meetings:document-pdf", "meeting", audience, READ, words, when=("document", slug))


def network(name, methods=READ):
    return Line(name, "network", "state staff, evaluator", methods)


def draft(name, methods=READ):
    return Line(name, "drafts", "state staff", methods)


def region(name):
    return Line(name, "region", "lead, state staff, evaluator")


TABLE = [
    # What everybody may read
    public("home"),
    public("health"),
    public("privacy"),
    public("accessibility"),
    public("help"),
    public("set_language", SEND),
    public("sign-in", WRITE),
    public("sign-out", SEND),
    # Behind a personal link
    public("cohorts:link-open", audience="whoever holds a link; it only moves the secret into a cookie"),
    link("sign-in-link", "sign-in"),
    link("evaluations:evaluate-link", "evaluate"),
    link("meetings:reply-link", "reply"),
    link("meetings:reply-calendar", "reply", READ),
    # The demonstration
    demo("personas"),
    demo("demo-become", SEND),
    demo("demo-mail"),
    demo("demo-mail-detail"),
    # Published guidebooks: no person and no cohort is on these pages
    public("guidebook-list"),
    public("guidebook-detail"),
    public("guidebook-application"),
    public("guidebook-principles"),
    public("guidebook-activity"),
    public("guidebook-meeting"),
    public("guidebook-paper"),
    public("guidebook-meeting-paper"),
    # Hearing when a track opens
    public("interest-add", WRITE),
    link("interest-own", "interest"),
    draft("interest-list"),
    draft("interest-export"),
    draft("track-open", SEND),
    draft("interest-tell", SEND),
    # Opening a cohort
    Line("cohort-open", "leads", "lead, state staff", WRITE),
    # Making guidebooks
    draft("draft-list"),
    draft("guidebook-copy", WRITE),
    draft("guidebook-version", SEND),
    draft("draft-detail"),
    draft("draft-preview"),
    draft("draft-publish", SEND),
    draft("draft-discard", WRITE),
    draft("draft-basics", WRITE),
    draft("draft-labels", WRITE),
    draft("draft-question-meetings"),
    draft("draft-question-edit", WRITE),
    draft("draft-questions", WRITE),
    draft("draft-question-add", WRITE),
    draft("draft-rows", WRITE),
    draft("draft-rows-within", WRITE),
    draft("draft-row-add", WRITE),
    draft("draft-row-add-within", WRITE),
    draft("draft-row-edit", WRITE),
    draft("draft-row-remove", WRITE),
    # Applying, and one's own application
    public("cohorts:apply", WRITE),
    public("cohorts:apply-received"),
    link("cohorts:application-own", "application", READ),
    link("cohorts:application-confirm", "application", SEND),
    link("cohorts:application-change", "application"),
    link("cohorts:application-withdraw", "application"),
    # Signing for applicants
    link("cohorts:sign-off", "sign-off"),
    link("cohorts:sign-off-forward", "sign-off"),
    link("cohorts:sign-off-object", "sign-off", SEND),
    # /cohorts/ lists what somebody may know of
    signed_in("cohorts:cohort-list"),
    # /cohorts/<slug>/applications/
    cohort("cohorts:application-list", STAFF),
    Line("cohorts:application-export", "cohort", STAFF, when=("ending", "csv")),
    Line("cohorts:application-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort("cohorts:application-detail", STAFF),
    cohort("cohorts:application-offer", "lead, state staff", SEND),
    cohort("cohorts:application-remind", "lead, state staff", SEND),
    cohort("cohorts:application-decide", "lead, state staff", SEND),
    cohort("cohorts:application-correct", "lead, state staff", SEND),
    cohort("cohorts:cohort-begin", "lead, state staff", SEND),
    # /applications/ and /people/: the same of all one's cohorts
    recruits("cohorts:application-everywhere"),
    recruits("cohorts:application-everywhere-export", when=("ending", "csv")),
    recruits("cohorts:application-everywhere-export", when=("ending", "xlsx")),
    recruits("cohorts:person-list"),
    recruits("cohorts:person-export", when=("ending", "csv")),
    recruits("cohorts:person-export", when=("ending", "xlsx")),
    # /cohorts/<slug>/members/
    cohort("cohorts:member-list", STAFF),
    Line("cohorts:member-export", "cohort", STAFF, when=("ending", "csv")),
    Line("cohorts:member-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort("cohorts:member-import", "lead, state staff", WRITE),
    cohort("cohorts:member-leave", STAFF, WRITE),
    # /cohorts/<slug>/letters/
    cohort("cohorts:letter-list", STAFF),
    cohort("cohorts:letter-again", STAFF, SEND),
    # /cohorts/<slug>/staff/
    cohort("cohorts:staff-list", STAFF, WRITE),
    cohort("cohorts:staff-end", RUN, SEND),
    cohort("cohorts:duty-give", RUN, SEND),
    # /cohorts/<slug>/
    cohort("meetings:cohort-detail", f"{STAFF}, greeter, {MEMBERS}"),
    cohort("meetings:cohort-complete", STAFF, WRITE),
    cohort("meetings:cohort-calendar", f"{STAFF}, greeter, {ROOM}"),
    cohort("meetings:agreement-list", f"{STAFF}, {ROOM}", words=True),
    cohort("meetings:agreement-add", RUN, WRITE, words=True),
    cohort("meetings:agreement-edit", RUN, WRITE, words=True),
    cohort("meetings:agreement-retire", RUN, SEND, words=True),
    # /cohorts/<slug>/meetings/<position>/ (the page itself hides facilitators' texts behind the wall)
    meeting("meetings:meeting-detail", f"{STAFF}, {ROOM}"),
    meeting("meetings:meeting-edit", RUN, WRITE),
    meeting("meetings:meeting-note", RUN, SEND, words=True),
    meeting("meetings:agreement-adopt", RUN, SEND, words=True),
    meeting("meetings:agenda-edit", RUN, WRITE, words=True),
    meeting("meetings:segment-add", RUN, WRITE, words=True),
    meeting("meetings:segment-edit", RUN, WRITE, words=True),
    meeting("meetings:segment-remove", RUN, WRITE, words=True),
    meeting("meetings:segment-take", RUN, SEND, words=True),
    meeting("meetings:run-edit", RUN, WRITE, words=True),
    meeting("meetings:reply", ROOM, WRITE),
    meeting("meetings:reply-list", RUN),
    meeting("meetings:reminder-send", RUN, SEND),
    meeting("meetings:attendance-edit", DOOR),
    meeting("meetings:attendance-mark", DOOR, SEND),
    meeting("meetings:attendance-paper", DOOR, SEND),
    meeting("meetings:attendance-close", RUN, SEND),
    meeting("meetings:attendance-reopen", RUN, SEND),
    meeting("meetings:meeting-tasks", RUN, words=True),
    meeting("meetings:logistics-add", RUN, SEND, words=True),
    meeting("meetings:logistics-tick", RUN, SEND, words=True),
    meeting("meetings:logistics-remove", RUN, SEND, words=True),
    meeting("meetings:promise-add", RUN, SEND, words=True),
    meeting("meetings:promise-keep", RUN, SEND, words=True),
    meeting("meetings:promise-remove", RUN, SEND, words=True),
    # /cohorts/<slug>/workbook.pdf and /cohorts/<slug>/meetings/<position>/documents/
    cohort("meetings:workbook-pdf", f"{RUN}, {ROOM}", words=True),
    document("pack", RUN, words=True),
    document("run-of-show", STAFF, words=True),
    document("participant-agenda", f"{STAFF}, {ROOM}"),
    document("sign-in", DOOR),
    document("activity-cards", STAFF),
    document("evaluation-card", DOOR),
    document("evaluation-form", DOOR),
    document("agreements-poster", f"{STAFF}, {ROOM}", words=True),
    # /cohorts/<slug>/budget/
    cohort("meetings:budget-list", STAFF),
    Line("meetings:budget-export", "cohort", STAFF, when=("ending", "csv")),
    Line("meetings:budget-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort("meetings:budget-add", RUN, WRITE),
    cohort("meetings:budget-edit", RUN, WRITE),
    cohort("meetings:budget-remove", RUN, SEND),
    # The library of activities
    signed_in("meetings:activity-list"),
    signed_in("meetings:activity-detail"),
    # /cohorts/<slug>/map/ (where the guidebook lets the group choose its topics) and /cohorts/<slug>/people/
    cohort("community:map", f"{RUN}, {ROOM}", words=True),
    cohort("community:topic-add", f"{RUN}, {ROOM}", SEND, words=True),
    cohort("community:topic-voice", ROOM, SEND, words=True),
    cohort("community:topic-edit", RUN, WRITE, words=True),
    cohort("community:topic-place", RUN, WRITE, words=True),
    cohort("community:topic-off", RUN, SEND, words=True),
    cohort("community:topic-learned", RUN, SEND, words=True),
    cohort("community:topic-remove", RUN, SEND, words=True),
    cohort("community:people", f"facilitator, {ROOM}", words=True),
    cohort("community:profile-edit", ROOM, WRITE, words=True),
    # /cohorts/<slug>/meetings/<position>/evaluation/
    meeting("evaluations:evaluate", ROOM, WRITE),
    meeting("evaluations:evaluation-detail", RUN),
    meeting("evaluations:evaluation-invite", RUN, SEND),
    meeting("evaluations:evaluation-close", RUN, WRITE),
    meeting("evaluations:evaluation-late", RUN, SEND),
    # Results: figures that were released
    signed_in("evaluations:results"),
    meeting("evaluations:results-meeting", RESULTS),
    cohort("evaluations:results-cohort", RESULTS),
    cohort("evaluations:results-cohort-json", RESULTS),
    cohort("evaluations:results-cohort-csv", RESULTS),
    region("evaluations:results-region"),
    region("evaluations:results-region-json"),
    region("evaluations:results-region-csv"),
    network("evaluations:results-state"),
    network("evaluations:results-state-json"),
    network("evaluations:results-state-csv"),
    Line("evaluations:release-detail", "release", RESULTS),
    Line("evaluations:results-report", "leads", "lead, state staff, evaluator"),
    public("evaluations:results-published"),
]

#: Pages of other packages, by the beginning of their names: they guard themselves, we check the door.
PACKAGES = {
    "account_": "staff sign in with a password; nobody signs up",
    "mfa_": "the second factor of whoever is signed in",
    "admin:": "reference data, for people marked as admin staff",
}


def lines_of(name):
    """The lines of a pattern: one, or one for each value of the parameter that its audience hangs on."""
    return [line for line in TABLE if line.name == name]


def package_of(name):
    return next((words for beginning, words in PACKAGES.items() if name.startswith(beginning)), None)
