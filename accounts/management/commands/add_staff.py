from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cohorts.actions.staff_roles import appoint
from cohorts.models import Cohort, StaffRole
from people.models import Network, Region

NO_SUCH_SCOPE = (
    "There is no such network, region or cohort. Load the guidebooks first: "
    "manage.py load_guidebooks"
)


class Command(BaseCommand):
    help = (
        "Give somebody a role: state staff and evaluators for a network, leads for a region "
        "(--region 8), facilitators, co-facilitators and greeters for a cohort (--cohort SLUG)."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", choices=StaffRole.Kind.values)
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--network", default="can")
        parser.add_argument("--region", type=int)
        parser.add_argument("--cohort")

    @transaction.atomic
    def handle(self, *, role, email, name, network, region, cohort, **options):
        try:
            scope = scope_of(role, network, region, cohort)
            appoint(kind=role, email=email, name=name, by=None, **scope)
        except (Network.DoesNotExist, Region.DoesNotExist, Cohort.DoesNotExist):
            raise CommandError(NO_SUCH_SCOPE) from None
        except ValueError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{name} has the role. A password comes from “New or forgotten password” on "
            "the staff sign-in page."
        )


def scope_of(role, network, region, cohort):
    if role in StaffRole.OF_A_NETWORK:
        return {"network": Network.objects.get(slug=network)}
    if role in StaffRole.OF_A_REGION:
        return {"region": Region.objects.get(network__slug=network, number=region)}
    return {"cohort": Cohort.objects.get(slug=cohort)}
