"""The recruitment board: applications with their state, filtered, in a fixed number of queries."""

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from cohorts.models import Letter
from lib import dates
from lib.filters import filter_chips

from ..models import Application, EndorsementAction, SupervisorEndorsement

#: {state: (label, look of its pill)}, in the order of the filters.
STATES = {
    "undelivered": (pgettext_lazy("an application", "Not delivered"), "stop"),
    "waiting": (pgettext_lazy("an application", "Waiting for director"), "wait"),
    "signed": (pgettext_lazy("an application", "Signed"), "ok"),
    "complete": (pgettext_lazy("an application", "Complete"), "ok"),
    "declined": (pgettext_lazy("an application", "Declined"), "off"),
    "seated_unsigned": (pgettext_lazy("an application", "Seated, not signed"), "wait"),
    "seated_declined": (pgettext_lazy("an application", "Seated, director declined"), "stop"),
    "seated": (pgettext_lazy("an application", "Seated"), "ok"),
    "waitlisted": (pgettext_lazy("an application", "Waiting list"), "info"),
    "not_offered": (pgettext_lazy("an application", "No seat this time"), "off"),
    "withdrawn": (pgettext_lazy("an application", "Withdrawn"), "off"),
}
#: The states of active applications, before and after the decision.
UNDECIDED = ["undelivered", "waiting", "signed", "complete", "declined"]
#: Those who have a seat; whose director was asked after a roster had given it may not have signed.
SEATED = ["seated", "seated_unsigned", "seated_declined"]
DECIDED = [*SEATED, "waitlisted", "not_offered"]
#: More days than this are said by the date.
FAR = 60
#: A filter beside the states: nobody has clicked yet in a letter to the applicant's address.
UNCONFIRMED = "unconfirmed"
NOT_CONFIRMED = Q(confirmed_at=None, withdrawn_at=None, decision="")
#: {act on ticked rows: the states in which it is possible}
ACTS = {
    "offer": {"signed", "complete", "waitlisted"},
    "remind": {"waiting", "seated_unsigned"},
}


def applications_of(cohort):
    """Every application of the cohort, with `board_state`."""
    return with_state(Application.objects.newcomers().of_cohort(cohort))


def with_state(applications):
    """Annotate `board_state`: a key of STATES."""
    endorsements = SupervisorEndorsement.objects.active().filter(application=OuterRef("pk"))
    about_active = {
        "application_letter__endorsement__application": OuterRef("pk"),
        "application_letter__endorsement__voided_at": None,
    }
    letters = Letter.objects.filter(**about_active).order_by("-queued_at", "-pk")
    return applications.annotate(
        last_letter=Subquery(letters.values("status")[:1]),
        is_signed=Exists(endorsements.filter(given_at__isnull=False)),
        is_declined=Exists(endorsements.filter(declined_at__isnull=False)),
        board_state=BOARD_STATE,
    )


#: Seated by a roster in a part whose directors sign.
ASKED_AFTERWARDS = Q(
    decision=Application.Decision.SEATED,
    roster_import__isnull=False,
    cohort_part__part__asks_sign_off=True,
)
BOARD_STATE = Case(
    When(withdrawn_at__isnull=False, then=Value("withdrawn")),
    When(ASKED_AFTERWARDS, is_declined=True, then=Value("seated_declined")),
    When(ASKED_AFTERWARDS, is_signed=False, then=Value("seated_unsigned")),
    When(decision=Application.Decision.SEATED, then=Value("seated")),
    When(decision=Application.Decision.WAITING, then=Value("waitlisted")),
    When(decision=Application.Decision.NOT_OFFERED, then=Value("not_offered")),
    When(cohort_part__part__asks_sign_off=False, then=Value("complete")),
    When(is_signed=True, then=Value("signed")),
    When(is_declined=True, then=Value("declined")),
    When(
        Q(last_letter__in=[Letter.Status.FAILED, Letter.Status.BOUNCED]), then=Value("undelivered")
    ),
    default=Value("waiting"),
    output_field=CharField(),
)


def filter_applications(applications, *, state="", query=""):
    """Filtered by the values of the address, of which unknown ones are ignored; oldest first."""
    if state in STATES:
        applications = applications.filter(board_state=state)
    elif state == UNCONFIRMED:
        applications = applications.filter(NOT_CONFIRMED)
    return applications.search(query).order_by("submitted_at", "pk")


def with_related(applications):
    """What `describe` reads, in three more queries whatever the number of applications."""
    actions = EndorsementAction.objects.order_by("-at", "-pk")
    endorsements = SupervisorEndorsement.objects.active().prefetch_related(
        Prefetch("actions", actions), "endorsement_letters"
    )
    related = applications.select_related("cohort_part__cohort", "cohort_part__part", "county")
    related = related.select_related("decided_by", "membership", "roster_import")
    return related.prefetch_related(Prefetch("endorsements", endorsements))


def counts(applications):
    """{state: number of applications} of the states that occur, and how many are UNCONFIRMED."""
    rows = (
        applications.order_by()
        .values(state=F("board_state"))
        .annotate(number=Count("pk"), unconfirmed=Count("pk", filter=NOT_CONFIRMED))
    )
    number = {row["state"]: row["number"] for row in rows}
    if given := sum(number.get(state, 0) for state in SEATED):
        number["given"] = given
    if unconfirmed := sum(row["unconfirmed"] for row in rows):
        number[UNCONFIRMED] = unconfirmed
    return number


def status_filters(number):
    """The filters of the list: all, each state that occurs, and those whose address is not
    confirmed. number: as from `counts`.
    """
    words = [(state, label) for state, (label, _pill) in STATES.items()]
    total = sum(count for state, count in number.items() if state in STATES)
    return filter_chips(
        [*words, (UNCONFIRMED, "Address not confirmed")], number, all_word="All", total=total
    )


def describe(application):
    """Set on an application, which was loaded by `with_state` and `with_related`, what its row
    shows, and `acts`: the acts that are possible for it.
    """
    label, application.pill = STATES[application.board_state]
    application.word = label
    application.status_detail = status_detail(application)
    application.reminded_today = reminded_today(application)
    application.fraud_warning = fraud_warning(application)
    application.acts = " ".join(act for act in ACTS if may(application, act))
    return application


def acts_on(applications):
    """The acts that are possible for at least one of these described applications."""
    return {act for application in applications for act in application.acts.split()}


def may(application, act):
    """Whether this act is possible now; a director is reminded once a day at most."""
    if application.board_state not in ACTS[act]:
        return False
    if act == "remind":
        can_count = application.endorsement and application.endorsement_can_count
        return bool(can_count) and not application.reminded_today
    return application.is_choosable


def local_day(moment):
    """The date in the active time zone, such as Mar 5."""
    return dates.table_day(timezone.localtime(moment))


def status_detail(application):
    """The line under the state: when it was reached, or what was done last."""
    endorsement, state = application.endorsement, application.board_state
    if state == "withdrawn":
        return local_day(application.withdrawn_at)
    if state in ("seated_unsigned", "seated_declined"):
        asked = endorsement and ENDORSEMENT_DETAIL[state.replace("seated_", "")](endorsement)
        return asked or "No director is asked: the roster names no address"
    if application.decided_at:
        return f"{local_day(application.decided_at)}, {application.decided_by.name}"
    if state == "complete":
        return f"Applied {local_day(application.submitted_at)}"
    return ENDORSEMENT_DETAIL[state](endorsement) if endorsement else "No director is asked"


def reminded_today(application):
    """When its director was last reminded today (datetime), or None."""
    if application.endorsement is None:
        return None
    today, Kind = timezone.localdate(), EndorsementAction.Kind
    moments = [
        action.at
        for action in application.endorsement.actions.all()
        if action.kind == Kind.REMINDED and timezone.localdate(action.at) == today
    ]
    return max(moments, default=None)


def is_in_another_letter(endorsement):
    """Whether it was forwarded together with others, by one letter."""
    asked = EndorsementAction.Kind.REQUESTED
    return any(action.kind == asked and action.detail for action in endorsement.actions.all())


def waiting_detail(endorsement):
    if not endorsement.endorsement_letters.all() and not is_in_another_letter(endorsement):
        return "Not written to yet: the address had its letters for the day"
    reminded = [
        action
        for action in endorsement.actions.all()
        if action.kind == EndorsementAction.Kind.REMINDED
    ]
    days = (timezone.now() - endorsement.asked_at).days
    since = "Asked today" if days == 0 else "1 day" if days == 1 else f"{days} days"
    if days > FAR:
        since = f"Asked {dates.day(timezone.localtime(endorsement.asked_at))}"
    return f"{since}, reminded {local_day(reminded[0].at)}" if reminded else since


def undelivered_detail(endorsement):
    """Whom to ask for the right address: nobody has a phone number of the director."""
    application = endorsement.application
    phone = f" at {application.phone}" if application.phone else ""
    return f"{endorsement.supervisor_email} did not take our email. Ask the applicant{phone}"


ENDORSEMENT_DETAIL = {
    "undelivered": undelivered_detail,
    "waiting": waiting_detail,
    "unsigned": waiting_detail,
    "signed": lambda endorsement: local_day(endorsement.given_at),
    "declined": lambda endorsement: (
        endorsement.decline_reason or local_day(endorsement.declined_at)
    ),
}


def fraud_warning(application):
    """Why the lead should call before choosing: the applicant may have signed.

    Empty when nothing looks odd.
    """
    endorsement, Kind = application.endorsement, EndorsementAction.Kind
    if endorsement is None:
        return ""
    if strip_plus_tag(endorsement.supervisor_key) == strip_plus_tag(application.email_key):
        return "The director's address looks like the applicant's own"
    actions = endorsement.actions.all()
    if any(action.kind == Kind.GIVEN and "own device" in action.detail for action in actions):
        return "Signed on the applicant's own device"
    if any(action.kind == Kind.OBJECTED for action in actions):
        return "The director says the new dates do not work"
    return ""


def strip_plus_tag(key):
    """(local part, domain) of an address, without +tag and dots, which many providers ignore."""
    local, _at, domain = key.partition("@")
    return local.partition("+")[0].replace(".", ""), domain
