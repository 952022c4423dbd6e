"""Everything in fixtures/ that a network starts with."""

from pathlib import Path

from django.conf import settings

from evaluations.results.printed import load_published
from guidebooks.loading.fixtures import read
from guidebooks.loading.pack import load_pack
from guidebooks.loading.reference import load_activities, load_networks
from people.models import Network


def load_everything():
    """Load reference data and all guidebooks; returns [(guidebook, is new)]. Safe to run again."""
    load_networks()
    load_activities()
    for path in sorted(Path(settings.BASE_DIR, "fixtures", "published").glob("*.json")):
        load_published(read("published", path.name), Network.objects.get(slug="can"))
    return [load_pack(path) for path in sorted(Path(settings.BASE_DIR, "fixtures", "guidebooks").glob("*.json"))]
