"""Acts of staff whose letters still wait."""

from ..access import MAY_ACT
from ..models import StaffAct


def act_to_take_back(cohort, access, *, about=None):
    """The newest act of this cohort that this reader can take back now, or None.

    about: the letters of whom a page is about; acts that wrote one of them come before newer ones.
    """
    kinds = [kind for kind, audiences in MAY_ACT.items() if access.is_one_of(*audiences)]
    acts = cohort.staff_acts.waiting().filter(kind__in=kinds)
    if about is not None:
        own = acts.filter(letters__in=about.order_by().values("pk")).first()
        return own or acts.first()
    return acts.first()


def notice_to_take_back(tracks):
    """The newest act that told who waits for one of these tracks and can be taken back, or None.

    Only state staff may read lists of interest, and take this back.
    """
    acts = StaffAct.objects.waiting().filter(kind=StaffAct.Kind.INTEREST_NOTICE)
    return acts.filter(cohort__track__in=tracks).select_related("cohort").first()


def waiting_acts(cohort, access):
    """The acts that can still be taken back, each with `may_take_back` for this reader."""
    acts = list(StaffAct.objects.waiting().filter(cohort=cohort).select_related("by"))
    for act in acts:
        act.may_take_back = access.is_one_of(*MAY_ACT[act.kind])
    return acts
