"""The invented people, sites and texts of a community without regions
(fixtures/demo/<guidebook>.json).
"""

import json
import random
from itertools import cycle
from pathlib import Path

from django.conf import settings

from people.models import Network, ProgramSite

from .names import Pool


class CommunityPool(Pool):
    """A Pool for a file without regions; its sites are used in turn."""

    def __init__(self, data):
        self.data, self.network = data, Network.objects.get(slug=data["network"])
        self.dice = random.Random(f"hallway {data['guidebook']}")
        self.people = iter(data["people"])
        self.agencies = self.make_agencies()
        sites = [
            ProgramSite(organization=self.agencies[row["agency"]], name=row["name"])
            for row in data["sites"]
        ]
        self.next_site = cycle(ProgramSite.objects.bulk_create(sites)).__next__
        self.directors = {row["agency"]: self.make_person(row) for row in data["directors"]}
        self.title = ""

    def site_of_applicant(self, cohort, number):
        return self.next_site()

    def staff(self, role, region=None):
        return super().staff(role, None)

    def venue(self, region=None, number=0):
        venues = self.data["venues"]
        return venues[number % len(venues)]

    def comments(self, code, question):
        return self.data["comments"][question]


def community_pools():
    """A CommunityPool for each file of fixtures/demo/ that names a guidebook."""
    paths = sorted(Path(settings.BASE_DIR, "fixtures", "demo").glob("*.json"))
    files = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [CommunityPool(data) for data in files if "guidebook" in data]
