"""What a director has passed on: on the page of the link, and for whoever opens an old one."""

from dataclasses import dataclass, field
from datetime import datetime

from ..models import EndorsementAction, SupervisorEndorsement


@dataclass
class PassedOn:
    """What one person was asked instead of the director, with one address.

    key: of the first of the sign-offs that were passed on. waits: whether none of them is answered.
    """

    key: int
    name: str
    email: str
    at: datetime
    waits: bool = True
    endorsements: list = field(default_factory=list)

    @property
    def names(self):
        return [endorsement.application.name for endorsement in self.endorsements]


def passed_on_by(link):
    """[PassedOn] of the holder of this ApplicationLink, oldest first: what is not asked again."""
    of_part = SupervisorEndorsement.objects.filter(
        application__cohort_part=link.application.cohort_part_id, application__withdrawn_at=None
    ).exclude(supervisor_key="")
    own = of_part.filter(supervisor_key=link.link.email_key)
    forwarded = own.filter(actions__kind=EndorsementAction.Kind.FORWARDED)
    related = forwarded.select_related("application").distinct().order_by("pk")
    newest = {endorsement.application_id: endorsement for endorsement in related}
    own_again = set(own.active().values_list("application_id", flat=True))
    asked = of_part.filter(application__in=newest.keys() - own_again).order_by("-pk")
    # The last one written, of the lowest key: who was asked next.
    instead = {e.application_id: e for e in asked if e.pk > newest[e.application_id].pk}
    return grouped(newest, instead)


def grouped(forwarded, instead):
    """[PassedOn]: one for each address. Both by key of the application."""
    groups = {}
    for key, asked in sorted(instead.items(), key=lambda item: item[1].pk):
        first = PassedOn(
            forwarded[key].pk, asked.supervisor_name, asked.supervisor_email, asked.asked_at
        )
        group = groups.setdefault((asked.supervisor_key, asked.state == "waiting"), first)
        group.endorsements.append(forwarded[key])
        group.waits = asked.state == "waiting"
    return list(groups.values())


def passed_on(link):
    """{"name", "at"}: to whom and when the holder of this Link passed its sign-offs on; or None."""
    about = getattr(link, "application_link", None)
    action = last_forwarding(link, about.application) if about else None
    if action is None:
        return None
    application = action.endorsement.application
    asked = application.endorsements.filter(pk__gt=action.endorsement_id).order_by("pk").first()
    return asked and {
        "name": asked.supervisor_name,
        "at": action.at,
        "network": application.cohort.network,
    }


def last_forwarding(link, application):
    """The last EndorsementAction by which the holder passed on, in the part of this application,
    since the link was made; or None.
    """
    actions = EndorsementAction.objects.filter(kind=EndorsementAction.Kind.FORWARDED)
    return (
        actions.filter(endorsement__supervisor_key=link.email_key)
        .filter(endorsement__application__cohort_part=application.cohort_part_id)
        .filter(at__gte=link.created_at)
        .select_related("endorsement__application__cohort_part__cohort__network")
        .last()
    )
