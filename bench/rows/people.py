"""Invented people, agencies and sites in bulk, as the product would write them."""

from itertools import count

from lib.text import normalize_email, sort_name
from people.models import Organization, Person, ProgramSite

FIRST = [
    "Ana",
    "Brooke",
    "Carlos",
    "Dana",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Inés",
    "José",
    "Keiko",
    "Luz",
    "Mai",
    "Noé",
    "Odell",
    "Priya",
]
LAST = [
    "Mejía",
    "Lin",
    "Núñez",
    "Whitfield",
    "Park",
    "Nazari",
    "Okafor",
    "Vela",
    "Begaye",
    "Tran",
    "Castañeda",
    "Frost",
    "Haddad",
    "Ortiz",
]
BATCH_SIZE = 2_000


def build_person(number):
    """An unsaved Person, always the same for the same number."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} {number}"
    email = f"person{number}@bench.example.org"
    made = Person(
        name=name,
        sort_name=sort_name(name),
        email=email,
        email_key=normalize_email(email),
        language="es" if number % 4 == 0 else "en",
        is_demo=True,
    )
    made.set_unusable_password()
    return made


class PersonPool:
    """All people of the network; each is used once."""

    def __init__(self, size, network):
        self.network = network
        self.people = iter(
            Person.objects.bulk_create(
                [build_person(n) for n in range(size.people)], batch_size=BATCH_SIZE
            )
        )
        self.agencies, self.applicants = count(1), count(1)

    def take(self, number):
        return [next(self.people) for _ in range(number)]

    def sites(self, county, number):
        """Make an agency with this number of sites; returns the sites."""
        agency = Organization.objects.create(
            network=self.network, name=f"Agency {next(self.agencies)} (invented)"
        )
        return ProgramSite.objects.bulk_create(
            ProgramSite(organization=agency, county=county, name=f"School {n} of {agency.name}")
            for n in range(1, number + 1)
        )
