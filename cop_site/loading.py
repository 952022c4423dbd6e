"""Loads the files of fixtures/ that a network starts with."""

from pathlib import Path

from django.conf import settings

from evaluations.results.published_figures import load_published
from guidebooks.loading.fixtures import read_fixture
from guidebooks.loading.guidebook_file import load_guidebook_file
from guidebooks.loading.reference import load_activities, load_networks
from people.models import Network


def load_everything():
    """Load reference data and all guidebooks; returns [(guidebook, is new)]. Safe to run again."""
    load_networks()
    load_activities()
    for path in sorted(Path(settings.BASE_DIR, "fixtures", "published").glob("*.json")):
        load_published(read_fixture("published", path.name), Network.objects.get(slug="can"))
    return [
        load_guidebook_file(path)
        for path in sorted(Path(settings.BASE_DIR, "fixtures", "guidebooks").glob("*.json"))
    ]
