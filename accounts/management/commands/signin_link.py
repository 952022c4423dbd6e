from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from people.models import Link, Person
from people.models.link import link_address

from ...actions.signin_links import SIGN_IN_LINK_MINUTES
from ...second_factor import is_exempt, needs_password


class Command(BaseCommand):
    help = "Print a link that signs this person in once, after one click, within 30 minutes."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        person = Person.objects.with_address(email).filter(is_active=True).first()
        if person is None:
            raise CommandError(
                f"Nobody is known at {email}. Look for a typing error, or for another "
                "address of this person."
            )
        if needs_password(person) and not is_exempt(person):
            raise CommandError(
                f"{person} works for a cohort and signs in with a password and a code, "
                f"at {settings.SITE_URL}/account/login/"
            )
        self.stdout.write(sign_in_address(person, lasts=timedelta(minutes=SIGN_IN_LINK_MINUTES)))


def sign_in_address(person, *, lasts):
    """The whole address of a fresh sign-in link."""
    _, secret = Link.mint(
        Link.Purpose.SIGN_IN, lasts=lasts, uses=1, person=person, address=person.email
    )
    return link_address(secret)
