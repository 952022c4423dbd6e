"""Who may open which page: one rule for each URL pattern, written by hand.

No view reads this table.

`tests/test_permissions.py` derives from these rules what every role must get on every pattern with
every method, on its own objects, on those of a sibling cohort and of another region, and on missing
ones; a pattern without a rule fails. `manage.py routes` prints them.

Order of refusals: not signed in, redirect to the sign-in page; no access to this cohort, 404 with
the body of a missing one; somebody who supervises or signed for a member, 403 on pages with what is
said in meetings; another role, 403. An unused method is refused with 405, or with the refusal that
this person gets anyway. A page behind a personal link answers 410 without one.
"""

from .permission_rules import (
    ADDS,
    CHECK_IN,
    CURRENT_MEMBERS,
    EDITS,
    LOOK,
    MAKES,
    MEMBERS,
    OWN,
    READ,
    RESULTS,
    RUN,
    SEND,
    STAFF,
    TICKS,
    WRITE,
    PermissionRule,
    cohort,
    demo,
    document,
    draft,
    link,
    making,
    meeting,
    mends,
    network,
    public,
    recruits,
    region,
    signed_in,
)
from .permission_table_of_guidebooks import MAKING_GUIDEBOOKS

TABLE = [
    # Pages for everybody
    public("home"),
    public("health"),
    public("privacy"),
    public("accessibility"),
    public("help"),
    public("set_language", SEND, look="the language of one's own pages"),
    public("accounts:sign-in", WRITE, look="asks for a link to one's own address"),
    public("accounts:sign-out", SEND, look="ends one's own session"),
    # Behind a personal link
    public("link-open", audience="whoever holds a link; it only moves the secret into a cookie"),
    link("accounts:sign-in-link", "sign-in"),
    link("evaluations:evaluation-answer-link", "evaluate"),
    link("meetings:reply-link", "reply"),
    link("meetings:reply-calendar", "reply", READ),
    link(
        "lifecycle:address-change-confirm",
        "address",
        look="one's own address, asked on its own page",
    ),
    # The demonstration
    demo("demo:persona-list"),
    demo("demo:become", SEND, look="signs in as somebody invented"),
    demo("demo:mail-list"),
    demo("demo:mail-detail"),
    # Published guidebooks: no person and no cohort is on these pages
    public("guidebook-list"),
    public("guidebook-detail"),
    public("guidebook-application"),
    public("guidebook-principles"),
    public("guidebook-activity"),
    public("guidebook-meeting"),
    public("guidebook-document"),
    public("guidebook-meeting-document"),
    # Lists of interest in a track
    public("recruitment:interest-add", WRITE, look=ADDS),
    link("recruitment:interest-own", "interest"),
    draft("recruitment:interest-list"),
    PermissionRule("recruitment:interest-export", "drafts", "state staff", when=("ending", "csv")),
    PermissionRule("recruitment:interest-export", "drafts", "state staff", when=("ending", "xlsx")),
    draft("recruitment:track-open", SEND, look=LOOK),
    draft("recruitment:interest-notify", SEND, look=LOOK),
    # Opening a cohort
    PermissionRule(
        "lifecycle:cohort-open",
        "leads",
        "lead, state staff",
        WRITE,
        look="asks about odd dates first; nobody is written to",
    ),
    PermissionRule(
        "lifecycle:cohort-open-like",
        "leads",
        "lead, state staff",
        WRITE,
        look="shows every date and what comes along first; nobody is written to",
    ),
    *MAKING_GUIDEBOOKS,
    # Applying, and one's own application
    public("recruitment:apply", WRITE, look="opens one's own draft"),
    public("recruitment:apply-step", WRITE, look="keeps a draft; nobody is written to"),
    public("recruitment:apply-check", WRITE, look="its own page shows what is sent first"),
    public("recruitment:apply-restart", WRITE, look="asks on a page of its own first"),
    public("recruitment:apply-received"),
    link("recruitment:application-own", "application", READ),
    link("recruitment:application-calendar", "application", READ),
    link("recruitment:application-confirm", "application", SEND),
    link("recruitment:application-change", "application"),
    link("recruitment:application-withdraw", "application", look="asks on a page of its own first"),
    # A member goes on with the next part
    link("recruitment:renewal", "renew"),
    # Signing for applicants
    link("recruitment:endorsement-answer", "sign-off"),
    link("recruitment:endorsement-forward", "sign-off", look="shows the address and whom first"),
    link("recruitment:endorsement-take-back", "sign-off", SEND, "may be passed on again"),
    link("recruitment:endorsement-calendar", "sign-off", READ),
    link("recruitment:endorsement-object", "sign-off", SEND),
    link("recruitment:endorsement-language", "sign-off", SEND),
    # /find/ finds what the pages behind its results show to the reader
    signed_in("dashboards:find"),
    # /cohorts/ and its files list the cohorts that the reader may see
    signed_in("dashboards:cohort-list"),
    signed_in("dashboards:cohort-export", when=("ending", "csv")),
    signed_in("dashboards:cohort-export", when=("ending", "xlsx")),
    # /cohorts/<slug>/applications/
    cohort("recruitment:application-list", STAFF),
    PermissionRule("recruitment:application-export", "cohort", STAFF, when=("ending", "csv")),
    PermissionRule("recruitment:application-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort("recruitment:application-detail", STAFF),
    cohort("recruitment:application-offer", "lead, state staff", SEND, look=LOOK),
    cohort("recruitment:application-remind", "lead, state staff", SEND, look=LOOK),
    cohort("recruitment:application-decide", "lead, state staff", SEND, look=LOOK),
    cohort("recruitment:application-correct", "lead, state staff", SEND, look=LOOK),
    cohort("lifecycle:cohort-begin", "lead, state staff", WRITE, look=LOOK),
    cohort("lifecycle:cohort-edit", "lead, state staff", WRITE, look=LOOK),
    cohort("lifecycle:cohort-publish", "lead, state staff", WRITE, look=LOOK),
    # /cohorts/<slug>/parts/<number>/
    cohort("lifecycle:part-list", STAFF),
    cohort("lifecycle:part-open", "lead, state staff", WRITE, look=LOOK),
    cohort("lifecycle:part-renewals", STAFF),
    cohort("lifecycle:part-renew", "lead, state staff", WRITE, look=LOOK),
    cohort("lifecycle:part-end-places", "lead, state staff", WRITE, look=LOOK),
    # /applications/ and /people/: the same for all cohorts of the reader
    recruits("recruitment:application-all"),
    recruits("recruitment:application-all-export", when=("ending", "csv")),
    recruits("recruitment:application-all-export", when=("ending", "xlsx")),
    recruits("cohorts:person-list"),
    recruits("cohorts:person-export", when=("ending", "csv")),
    recruits("cohorts:person-export", when=("ending", "xlsx")),
    # /cohorts/<slug>/members/
    cohort("cohorts:member-list", STAFF),
    PermissionRule("cohorts:member-export", "cohort", STAFF, when=("ending", "csv")),
    PermissionRule("cohorts:member-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort(
        "recruitment:roster-import",
        "lead, state staff",
        WRITE,
        look="the file is read back first; nobody is written to",
    ),
    cohort("recruitment:roster-import-check", "lead, state staff"),
    cohort(
        "recruitment:roster-import-answer",
        "lead, state staff",
        SEND,
        look="what is answered is read back with the rows",
    ),
    cohort(
        "recruitment:roster-import-columns",
        "lead, state staff",
        WRITE,
        look="the rows are read back anew",
    ),
    cohort("recruitment:roster-import-read-in", "lead, state staff", SEND, look=LOOK),
    cohort("recruitment:roster-import-undo", "lead, state staff", SEND, look=LOOK),
    cohort("cohorts:member-leave", STAFF, WRITE, look=LOOK),
    cohort("lifecycle:member-return", "lead, state staff", WRITE, look=LOOK),
    cohort("lifecycle:member-move", "lead, state staff", WRITE, look=LOOK),
    cohort("lifecycle:member-undo-leave", STAFF, SEND, look=LOOK),
    cohort("dashboards:member-detail", STAFF),
    # /people/<pk>/ is a member, member of staff or director in a cohort of the reader
    PermissionRule("dashboards:person-detail", "person", STAFF),
    mends("lifecycle:person-edit", STAFF),
    mends("lifecycle:person-address"),
    mends("lifecycle:person-address-drop", methods=SEND),
    mends("lifecycle:person-place"),
    mends("lifecycle:person-directors"),
    mends("lifecycle:person-supervision-end", methods=SEND),
    PermissionRule("lifecycle:site-close", "site", "lead, state staff", WRITE, look=LOOK),
    PermissionRule("lifecycle:site-reopen", "site", "lead, state staff", SEND, look=LOOK),
    mends("lifecycle:person-join"),
    mends("lifecycle:person-join-undo", methods=SEND),
    # /cohorts/<slug>/letters/
    cohort("cohorts:letter-list", STAFF),
    PermissionRule("cohorts:letter-export", "cohort", STAFF, when=("ending", "csv")),
    PermissionRule("cohorts:letter-export", "cohort", STAFF, when=("ending", "xlsx")),
    # (the page itself hides letters to members from their supervisors)
    cohort("cohorts:letter-detail", STAFF),
    cohort("cohorts:letter-resend", STAFF, SEND, look=LOOK),
    # (the page itself asks for the role that may do the act)
    cohort("lifecycle:staff-act-take-back", STAFF, SEND, look="undoes an act; nothing leaves"),
    # /cohorts/<slug>/staff/
    cohort("cohorts:staff-role-list", STAFF, WRITE, look="gives a role that can be ended"),
    PermissionRule("cohorts:staff-role-export", "cohort", STAFF, when=("ending", "csv")),
    PermissionRule("cohorts:staff-role-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort("cohorts:staff-role-end", RUN, SEND, look=LOOK),
    cohort("cohorts:duty-assign", RUN, SEND, look=EDITS),
    # /cohorts/<slug>/
    cohort("dashboards:cohort-detail", f"{STAFF}, greeter, {MEMBERS}"),
    cohort("dashboards:member-record", CURRENT_MEMBERS),
    cohort("lifecycle:cohort-complete", STAFF, WRITE, look=LOOK),
    cohort("meetings:cohort-calendar", f"{STAFF}, greeter, {CURRENT_MEMBERS}"),
    cohort("meetings:agreement-list", f"{STAFF}, {CURRENT_MEMBERS}", closed_to_supervisors=True),
    cohort("meetings:agreement-add", RUN, WRITE, closed_to_supervisors=True, look=ADDS),
    cohort("meetings:agreement-edit", RUN, WRITE, closed_to_supervisors=True, look=EDITS),
    cohort("meetings:agreement-retire", RUN, SEND, closed_to_supervisors=True, look=LOOK),
    # /cohorts/<slug>/meetings/<position>/
    # (the page itself hides facilitators' texts from supervisors of members)
    meeting("dashboards:meeting-detail", f"{STAFF}, {CURRENT_MEMBERS}"),
    meeting("meetings:agenda-detail", f"{STAFF}, {CURRENT_MEMBERS}"),
    meeting("lifecycle:meeting-edit", RUN, WRITE, look=LOOK),
    cohort("lifecycle:meeting-add", STAFF, WRITE, look=LOOK),
    meeting("lifecycle:meeting-split", STAFF, WRITE, look=LOOK),
    meeting("lifecycle:meeting-make-up", STAFF, WRITE, look=LOOK),
    meeting("lifecycle:meeting-call-off", STAFF, WRITE, look=LOOK),
    meeting("lifecycle:meeting-call-on", STAFF, SEND, look=LOOK),
    meeting("meetings:meeting-note-save", RUN, SEND, closed_to_supervisors=True, look=EDITS),
    meeting(
        "meetings:agreement-adopt",
        RUN,
        SEND,
        closed_to_supervisors=True,
        look="notes what the room has decided",
    ),
    meeting("meetings:agenda-edit", RUN, WRITE, closed_to_supervisors=True, look=EDITS),
    meeting("meetings:block-add", RUN, WRITE, closed_to_supervisors=True, look=ADDS),
    meeting("meetings:block-edit", RUN, WRITE, closed_to_supervisors=True, look=EDITS),
    meeting("meetings:block-remove", RUN, WRITE, closed_to_supervisors=True, look=LOOK),
    meeting("meetings:block-shorten", RUN, SEND, closed_to_supervisors=True, look=EDITS),
    meeting("meetings:activity-run-edit", RUN, WRITE, closed_to_supervisors=True, look=EDITS),
    meeting("meetings:reply", CURRENT_MEMBERS, WRITE, look=OWN),
    meeting("meetings:reply-list", RUN),
    PermissionRule("meetings:reply-export", "meeting", RUN, when=("ending", "csv")),
    PermissionRule("meetings:reply-export", "meeting", RUN, when=("ending", "xlsx")),
    meeting("meetings:reminder-send", RUN, SEND, look=LOOK),
    meeting("meetings:attendance-edit", CHECK_IN),
    PermissionRule("meetings:attendance-export", "meeting", RUN, when=("ending", "csv")),
    PermissionRule("meetings:attendance-export", "meeting", RUN, when=("ending", "xlsx")),
    meeting("meetings:attendance-mark", CHECK_IN, SEND, look=TICKS),
    meeting(
        "meetings:attendance-rows", CHECK_IN, SEND, look="its rows are read back as names first"
    ),
    meeting("meetings:attendance-close", RUN, SEND, look=LOOK),
    meeting("meetings:attendance-reopen", RUN, WRITE, look=LOOK),
    meeting("meetings:task-list", RUN, closed_to_supervisors=True),
    PermissionRule("meetings:task-export", "meeting", RUN, READ, True, when=("ending", "csv")),
    PermissionRule("meetings:task-export", "meeting", RUN, READ, True, when=("ending", "xlsx")),
    meeting("dashboards:checklist-item", RUN, SEND, look=TICKS),
    meeting("meetings:logistics-add", RUN, SEND, closed_to_supervisors=True, look=ADDS),
    meeting("meetings:logistics-close", RUN, SEND, closed_to_supervisors=True, look=LOOK),
    meeting("meetings:logistics-tick", RUN, SEND, closed_to_supervisors=True, look=TICKS),
    meeting("meetings:logistics-remove", RUN, SEND, closed_to_supervisors=True, look=LOOK),
    meeting("meetings:follow-up-add", RUN, SEND, closed_to_supervisors=True, look=ADDS),
    meeting("meetings:follow-up-complete", RUN, SEND, closed_to_supervisors=True, look=TICKS),
    meeting("meetings:follow-up-remove", RUN, SEND, closed_to_supervisors=True, look=LOOK),
    # /cohorts/<slug>/workbook.pdf and /cohorts/<slug>/meetings/<position>/documents/
    cohort("dashboards:workbook-pdf", f"{RUN}, {CURRENT_MEMBERS}", closed_to_supervisors=True),
    document("pack", RUN, closed_to_supervisors=True),
    document("workbooks", RUN, closed_to_supervisors=True),
    document("run-of-show", RUN, closed_to_supervisors=True),
    document("participant-agenda", f"{STAFF}, {CURRENT_MEMBERS}"),
    document("sign-in", CHECK_IN),
    document("activity-cards", STAFF),
    document("evaluation-card", CHECK_IN),
    document("evaluation-form", CHECK_IN),
    document("agreements-poster", f"{STAFF}, {CURRENT_MEMBERS}", closed_to_supervisors=True),
    # /cohorts/<slug>/meetings/<position>/papers/ and /jobs/<pk>/
    # (a job is seen by whoever may do what it does; the job of the tests makes a pack)
    meeting("dashboards:papers", f"{STAFF}, greeter, {CURRENT_MEMBERS}"),
    meeting("dashboards:page-count", STAFF, SEND, look=MAKES),
    making("pack"),
    making("workbooks"),
    PermissionRule("dashboards:job-detail", "job", RUN, READ, closed_to_supervisors=True),
    PermissionRule("dashboards:job-retry", "job", RUN, SEND, True, look=MAKES),
    # /cohorts/<slug>/budget/
    cohort("meetings:budget-list", STAFF),
    PermissionRule("meetings:budget-export", "cohort", STAFF, when=("ending", "csv")),
    PermissionRule("meetings:budget-export", "cohort", STAFF, when=("ending", "xlsx")),
    cohort("meetings:budget-add", RUN, WRITE, look=ADDS),
    cohort("meetings:budget-edit", RUN, WRITE, look=EDITS),
    cohort("meetings:budget-remove", RUN, SEND, look=LOOK),
    # The library of activities
    signed_in("meetings:activity-list"),
    signed_in("meetings:activity-export", when=("ending", "csv")),
    signed_in("meetings:activity-export", when=("ending", "xlsx")),
    signed_in("meetings:activity-detail"),
    # /cohorts/<slug>/map/ (where the guidebook lets the group choose its topics)
    # and /cohorts/<slug>/people/
    cohort("community:learning-map", f"{RUN}, {CURRENT_MEMBERS}", closed_to_supervisors=True),
    cohort("community:topic-carry", RUN, WRITE, closed_to_supervisors=True, look=ADDS),
    cohort(
        "community:topic-add",
        f"{RUN}, {CURRENT_MEMBERS}",
        SEND,
        closed_to_supervisors=True,
        look=ADDS,
    ),
    cohort(
        "community:topic-interest", CURRENT_MEMBERS, SEND, closed_to_supervisors=True, look=TICKS
    ),
    cohort("community:topic-edit", RUN, WRITE, closed_to_supervisors=True, look=EDITS),
    cohort(
        "community:topic-schedule",
        RUN,
        WRITE,
        closed_to_supervisors=True,
        look="can be taken off the map",
    ),
    cohort("community:topic-unschedule", RUN, SEND, closed_to_supervisors=True, look=LOOK),
    cohort("community:topic-complete", RUN, SEND, closed_to_supervisors=True, look=TICKS),
    cohort("community:topic-remove", RUN, SEND, closed_to_supervisors=True, look=LOOK),
    cohort("community:profile-list", f"facilitator, {CURRENT_MEMBERS}", closed_to_supervisors=True),
    cohort("community:profile-edit", CURRENT_MEMBERS, WRITE, closed_to_supervisors=True, look=OWN),
    cohort("community:duty-answer", CURRENT_MEMBERS, WRITE, look=OWN),
    # /cohorts/<slug>/meetings/<position>/evaluation/
    meeting("evaluations:evaluation-answer", CURRENT_MEMBERS, WRITE, look=OWN),
    meeting("evaluations:evaluation-detail", RUN),
    meeting("evaluations:evaluation-invite", RUN, SEND, look=LOOK),
    meeting("evaluations:evaluation-close", RUN, WRITE, look=LOOK),
    meeting("evaluations:evaluation-until", RUN, WRITE, look=LOOK),
    meeting("evaluations:evaluation-late", RUN, SEND, look=LOOK),
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
    PermissionRule("evaluations:release-detail", "release", RESULTS),
    PermissionRule("evaluations:results-report", "leads", "lead, state staff, evaluator"),
    public("evaluations:results-published"),
]

#: Pages of third-party packages, by the beginning of their URL names.
#: They have guards of their own.
OUTSIDE_PACKAGES = {
    "account_": "staff sign in with a password; nobody signs up",
    "mfa_": "the second factor of whoever is signed in",
    "admin:": "reference data, for people marked as admin staff",
}


def rules_of(name):
    """The rules of a URL name: one, or one for each value of the parameter
    that the audience depends on.
    """
    return [rule for rule in TABLE if rule.name == name]


def outside_package(name):
    """Who may open a page of a third-party package, as text; None for other pages."""
    return next(
        (words for beginning, words in OUTSIDE_PACKAGES.items() if name.startswith(beginning)), None
    )
