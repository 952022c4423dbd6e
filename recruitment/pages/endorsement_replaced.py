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


def not_asked_any_more(link):
    """{"network"} where the application of a Link was withdrawn, or another director is asked for
    it, so that nobody waits for the holder; else None. It names nobody: the address may be wrong.
    """
    about = getattr(link, "application_link", None)
    if about is None or link.revoked_at is None:
        return None
    application = about.application
    asked = application.endorsements.active().exclude(supervisor_key="").first()
    is_asked = asked is not None and asked.supervisor_key == link.email_key
    if is_asked and not application.withdrawn_at:
        return None
    return {"network": application.cohort.network}
