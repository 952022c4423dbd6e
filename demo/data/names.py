"""The invented people, sites and texts of the first network (fixtures/demo/people.json)."""

import json
import random
from pathlib import Path

from django.conf import settings

from lib.text import sort_name
from people.models import County, Organization, Person, ProgramSite

SITES_USED_BY_THE_PILOT = 38


class Pool:
    """What the demonstration is built from. Each person is used once, in the order of the file."""

    def __init__(self, network):
        self.network = network
        self.data = json.loads(
            Path(settings.BASE_DIR, "fixtures", "demo", "people.json").read_text(encoding="utf-8")
        )
        self.dice = random.Random("hallway demo")
        self.people = iter(self.data["people"])
        self.agencies = self.make_agencies()
        self.sites = self.make_sites()
        self.directors = {row["agency"]: self.make_person(row) for row in self.data["directors"]}
        self.title = "Site coordinator"

    def site_of_applicant(self, cohort, number):
        return self.sites[cohort.region.number][(SITES_USED_BY_THE_PILOT + number) % 40]

    def make_agencies(self):
        """{name: Organization} of the file."""
        agencies = {
            row["name"]: Organization(network=self.network, name=row["name"])
            for row in self.data["agencies"]
        }
        Organization.objects.bulk_create(agencies.values())
        return agencies

    def make_sites(self):
        """Sites by region number, in the order of the file."""
        found = County.objects.filter(region__network=self.network)
        counties = {county.name: county for county in found}
        sites = {}
        for row in self.data["sites"]:
            site = ProgramSite(
                organization=self.agencies[row["agency"]],
                county=counties[row["county"]],
                **{column: row[column] for column in ["name", "funding", "grade_spans"]},
            )
            sites.setdefault(row["region"], []).append(site)
        ProgramSite.objects.bulk_create([site for found in sites.values() for site in found])
        return sites

    @staticmethod
    def address_of(name):
        return address_of(name)

    def make_person(self, row):
        name = f"{row['first']} {row['last']}"
        return Person.objects.create_user(
            email=address_of(name), name=name, language=row.get("language", "en"), is_demo=True
        )

    def next_person(self):
        return self.make_person(next(self.people))

    def next_row(self):
        return next(self.people)

    def staff(self, role, region=None):
        """The Persons of the file for this role (and number of a region)."""
        rows = [
            row for row in self.data["staff"] if row["role"] == role and row.get("region") == region
        ]
        found = [
            Person.objects.filter(email_key=address_of(f"{row['first']} {row['last']}")).first()
            or self.make_person(row)
            for row in rows
        ]
        return found

    def facilitators(self, region=None):
        """The Persons who facilitate a cohort, the facilitator first."""
        return self.staff("facilitator", region) + self.staff("co_facilitator", region)

    def venue(self, region, number=0):
        """(name, address) of an invented place in this region;
        if it has none, of the first place of all.
        """
        venues = [row for row in self.data["venues"] if row["region"] == region] or self.data[
            "venues"
        ]
        row = venues[number % len(venues)]
        return f"{row['room']}, {row['name']}", f"{row['address']}, {row['city']}"

    def comments(self, code, question):
        """Invented open answers to one question of one meeting."""
        return self.data["comments"][code][question] + (
            self.data["general_comments"] if question == "anything_else" else []
        )


def address_of(name):
    last, *first = sort_name(name).replace("'", "").replace("’", "").split(" ")
    return f"{'.'.join([*first, last])}@example.org"
