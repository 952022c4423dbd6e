"""Acts of staff whose letters still wait."""

from ..access import MAY_ACT
from ..models import StaffAct


def act_to_take_back(cohort, access):
    """The newest act of this cohort that this reader can take back now, or None."""
    kinds = [kind for kind, audiences in MAY_ACT.items() if access.is_one_of(*audiences)]
    acts = StaffAct.objects.waiting().filter(cohort=cohort, kind__in=kinds)
    return acts.first() if kinds else None


def waiting_acts(cohort, access):
    """The acts that can still be taken back, each with `may_take_back` for this reader."""
    acts = list(StaffAct.objects.waiting().filter(cohort=cohort).select_related("by"))
    for act in acts:
        act.may_take_back = access.is_one_of(*MAY_ACT[act.kind])
    return acts
