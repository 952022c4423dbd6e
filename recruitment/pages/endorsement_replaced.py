"""Answers of a director that no longer stand because another director is asked now."""

from django.db.models import Exists, OuterRef, Q

from ..models import SupervisorEndorsement


def replaced_answers(link):
    """[SupervisorEndorsement] that the holder of this ApplicationLink signed or declined and for
    which another address is asked now: the newest of each application, by applicant name.
    """
    active = SupervisorEndorsement.objects.active().filter(application=OuterRef("application"))
    key = link.link.email_key
    own = (
        SupervisorEndorsement.objects.filter(
            Q(given_at__isnull=False) | Q(declined_at__isnull=False),
            Exists(active.exclude(supervisor_key=key)),
            application__cohort_part=link.application.cohort_part_id,
            application__withdrawn_at=None,
            supervisor_key=key,
            voided_at__isnull=False,
        )
        .exclude(supervisor_key="")
        .select_related("application")
        .order_by("application__sort_name", "application", "pk")
    )
    return list({endorsement.application_id: endorsement for endorsement in own}.values())
