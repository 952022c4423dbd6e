"""Acts of staff whose letters still wait."""

from django.db.models import Count, Q

from ..access import MAY_ACT
from ..models import StaffAct


def acts_to_take_back(cohort, access):
    """The acts of this cohort that this reader may take back now, the newest first."""
    kinds = [kind for kind, audiences in MAY_ACT.items() if access.is_one_of(*audiences)]
    return cohort.staff_acts.waiting().filter(kind__in=kinds)


def act_about(cohort, access, letters):
    """What the page of one person shows: {"act_to_take_back": the newest act that wrote one of
    these letters}, or nothing, so that the cohort's newest act stands there.
    """
    acts = acts_to_take_back(cohort, access)
    own = acts.filter(letters__in=letters.order_by().values("pk")).first()
    return {"act_to_take_back": own} if own else {}


def notice_to_take_back(tracks):
    """The newest act that told who waits for one of these tracks and can be taken back, or None.

    Only state staff may read lists of interest, and take this back.
    """
    acts = StaffAct.objects.waiting().filter(kind=StaffAct.Kind.INTEREST_NOTICE)
    return acts.filter(cohort__track__in=tracks).select_related("cohort").first()


def waiting_acts(cohort, access):
    """The acts that can still be taken back, each with `may_take_back` for this reader and
    `letters_waiting`, how many have not left.
    """
    waiting = Count("letters", filter=Q(letters__status="queued"))
    acts = StaffAct.objects.waiting().filter(cohort=cohort).select_related("by")
    acts = list(acts.annotate(letters_waiting=waiting))
    for act in acts:
        act.may_take_back = access.is_one_of(*MAY_ACT[act.kind])
    return acts
