"""The waiting list: no seat now, perhaps later."""

from ..models import Application
from .decisions import decide_refused, retry_on_deadlock


@retry_on_deadlock
def put_on_waiting_list(cohort, application, *, by, act=None):
    """Decide that there is no seat now, perhaps later.

    Raises OfferRefused when it is decided or withdrawn already.
    """
    return decide_refused(
        cohort, application, Application.Decision.WAITING, "waitlist", by=by, act=act
    )
