"""What a director reads who opens a link again after passing the sign-offs on."""

from ..models import EndorsementAction


def passed_on(link):
    """{"name", "at"}: to whom and when the holder of this Link passed its sign-offs on; or None."""
    about = getattr(link, "application_link", None)
    actions = EndorsementAction.objects.filter(kind=EndorsementAction.Kind.FORWARDED)
    action = (
        actions.filter(endorsement__supervisor_key=link.email_key)
        .filter(endorsement__application__cohort_part=about.application.cohort_part_id)
        .filter(at__gte=link.created_at)
        .select_related("endorsement__application__cohort_part__cohort__network")
        .last()
        if about
        else None
    )
    if action is None:
        return None
    application = action.endorsement.application
    asked = application.endorsements.filter(pk__gt=action.endorsement_id).order_by("pk").first()
    return asked and {
        "name": asked.supervisor_name,
        "at": action.at,
        "network": application.cohort.network,
    }
