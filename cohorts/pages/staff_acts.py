"""Acts of staff whose letters still wait."""

from ..access import MAY_ACT
from ..models import StaffAct


def waiting_acts(cohort, access):
    """The acts that can still be taken back, each with `may_take_back` for this reader."""
    acts = list(StaffAct.objects.waiting().filter(cohort=cohort).select_related("by"))
    for act in acts:
        act.may_take_back = access.is_one_of(*MAY_ACT[act.kind])
    return acts
