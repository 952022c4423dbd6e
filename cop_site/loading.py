"""Everything in fixtures/ that a network starts with, each slice loaded by the app that owns it."""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cohorts.loading import load_guidebook, load_networks, read
from cohorts.models import Network
from evaluations.loading import load_evaluations
from evaluations.published import load_published
from meetings.loading import load_activities, load_plan


def load_everything():
    """Load reference data and all guidebooks; returns [(guidebook, is new)]. Safe to run again."""
    load_networks()
    load_activities()
    for path in sorted(Path(settings.BASE_DIR, "fixtures", "published").glob("*.json")):
        load_published(read("published", path.name), Network.objects.get(slug="can"))
    return [load_pack(path) for path in sorted(Path(settings.BASE_DIR, "fixtures", "guidebooks").glob("*.json"))]


@transaction.atomic
def load_pack(path):
    """One guidebook version: loaded as a draft by every app, published at the end. Returns (guidebook, is new)."""
    data = json.loads(path.read_text(encoding="utf-8"))
    guidebook, is_new = load_guidebook(data)
    if is_new:
        load_plan(guidebook, data)
        load_evaluations(guidebook, data)
        guidebook.publish()
    return guidebook, is_new
