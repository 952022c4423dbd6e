"""The recruitment board: applications of a cohort by where they stand, in a fixed number of queries."""

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.utils import timezone

from cohorts.models import Letter
from lib import dates
from lib.filters import filter_chips

from ..models import Application, ApplicationAnswer, EndorsementAction, SupervisorEndorsement

#: Where an application stands, in the order of the chips: value, word, pill.
STATES = {
    "undelivered": ("Not delivered", "stop"),
    "waiting": ("Waiting for director", "wait"),
    "signed": ("Signed", "ok"),
    "complete": ("Complete", "ok"),
    "declined": ("Declined", "off"),
    "seated": ("Seated", "ok"),
    "waitlisted": ("Waiting list", "info"),
    "not_offered": ("No seat this time", "off"),
    "withdrawn": ("Withdrawn", "off"),
}
SORTS = {
    "": ("Oldest first", ["submitted_at", "pk"]),
    "newest": ("Newest first", ["-submitted_at", "-pk"]),
    "name": ("By name", ["sort_name", "pk"]),
    "site": ("By site", ["site_name", "sort_name", "pk"]),
}


def applications_of(cohort):
    """Every application of the cohort with `board_state` and what the row shows."""
    return with_state(Application.objects.of_cohort(cohort))


def with_state(applications):
    active = SupervisorEndorsement.objects.active().filter(application=OuterRef("pk"))
    about = {"application_letter__endorsement__application": OuterRef("pk"), "application_letter__endorsement__voided_at": None}
    letters = Letter.objects.filter(**about).order_by("-queued_at", "-pk")
    return applications.annotate(
        last_letter=Subquery(letters.values("status")[:1]),
        is_signed=Exists(active.filter(given_at__isnull=False)),
        is_declined=Exists(active.filter(declined_at__isnull=False)),
        board_state=BOARD_STATE,
    )


BOARD_STATE = Case(
    When(withdrawn_at__isnull=False, then=Value("withdrawn")),
    When(decision="seated", then=Value("seated")),
    When(decision="waiting", then=Value("waitlisted")),
    When(decision="not_offered", then=Value("not_offered")),
    When(cohort_part__part__asks_sign_off=False, then=Value("complete")),
    When(is_signed=True, then=Value("signed")),
    When(is_declined=True, then=Value("declined")),
    When(Q(last_letter__in=["failed", "bounced"]), then=Value("undelivered")),
    default=Value("waiting"),
    output_field=CharField(),
)


def narrowed(applications, *, state="", words="", sort=""):
    """The applications that the address asks for; what it does not know is ignored."""
    if state in STATES:
        applications = applications.filter(board_state=state)
    if words:
        applications = applications.named_like(words)
    return applications.order_by(*SORTS.get(sort, SORTS[""])[1])


def with_rows(applications):
    """What a row of the board shows, in four more queries whatever their number."""
    active = SupervisorEndorsement.objects.active().prefetch_related(
        Prefetch("actions", EndorsementAction.objects.order_by("-at", "-pk")), "endorsement_letters"
    )
    years = ApplicationAnswer.objects.filter(question__code="years_in_field")
    return applications.select_related("county", "cohort_part__cohort", "cohort_part__part", "decided_by").prefetch_related(
        Prefetch("endorsements", active), Prefetch("answers", years, to_attr="years")
    )


def counts(applications):
    """How many stand where: {state: number}."""
    rows = applications.order_by().values(state=F("board_state")).annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def chips(number):
    """All, and each state in which somebody is."""
    return filter_chips([(state, word) for state, (word, _pill) in STATES.items()], number, all_word="All")


def row_of(application):
    """What one row shows: the application, its years, pill, and the quiet line under it."""
    word, pill = STATES[application.board_state]
    return {
        "application": application,
        "years": application.years[0].text if application.years else "",
        "pill": pill,
        "word": word,
        "quiet": quiet_line(application),
        "doubt": doubt_about(application),
    }


def day_of(moment):
    """Mar 5, where we are: what happened is kept in UTC."""
    return dates.short_day(timezone.localtime(moment))


def quiet_line(application):
    """When it came to where it stands, or what was done last."""
    endorsement, state = application.endorsement, application.board_state
    if state == "withdrawn":
        return day_of(application.withdrawn_at)
    if application.decided_at:
        return f"{day_of(application.decided_at)}, {application.decided_by.name}"
    if state == "complete":
        return f"Applied {day_of(application.submitted_at)}"
    if endorsement is None:
        return "No director is asked"
    return WORDS_OF[state](endorsement)


def waiting_words(endorsement):
    if not endorsement.endorsement_letters.all():
        return "Not written to yet: the address had its letters for the day"
    reminded = [action for action in endorsement.actions.all() if action.kind == "reminded"]
    days = (timezone.now() - endorsement.asked_at).days
    since = "Asked today" if days == 0 else "1 day" if days == 1 else f"{days} days"
    return f"{since}, reminded {day_of(reminded[0].at)}" if reminded else since


WORDS_OF = {
    "undelivered": lambda endorsement: f"{endorsement.supervisor_email} did not take our email",
    "waiting": waiting_words,
    "signed": lambda endorsement: day_of(endorsement.given_at),
    "declined": lambda endorsement: endorsement.decline_reason or day_of(endorsement.declined_at),
}


def doubt_about(application):
    """Why a call is wise before choosing; empty when nothing looks odd (threat B7)."""
    endorsement = application.endorsement
    if endorsement is None:
        return ""
    if without_tag(endorsement.supervisor_key) == without_tag(application.email_key):
        return "The director's address looks like the applicant's own"
    if any(action.kind == "given" and "own device" in action.detail for action in endorsement.actions.all()):
        return "Signed on the applicant's own device"
    if any(action.kind == "objected" for action in endorsement.actions.all()):
        return "The director says the new dates do not work"
    return ""


def without_tag(key):
    """pat+boss@example.org is read by pat@example.org; dots are ignored as some providers do."""
    local, _at, domain = key.partition("@")
    return local.partition("+")[0].replace(".", ""), domain
