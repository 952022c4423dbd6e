"""Everything in fixtures/ that a network starts with, each slice loaded by the app that owns it."""

import json
from pathlib import Path

from django.conf import settings

from cohorts.loading import load_guidebook, load_network, read
from evaluations.loading import load_evaluations
from evaluations.published import load_published
from meetings.loading import load_activities, load_plan


def load_everything():
    """Load reference data and all guidebooks; returns [(guidebook, is new)]. Safe to run again."""
    network = load_network()
    load_activities()
    for path in sorted(Path(settings.BASE_DIR, "fixtures", "published").glob("*.json")):
        load_published(read("published", path.name), network)
    return [load_pack(path) for path in sorted(Path(settings.BASE_DIR, "fixtures", "guidebooks").glob("*.json"))]


def load_pack(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    guidebook, is_new = load_guidebook(data)
    if is_new:
        load_plan(guidebook, data)
        load_evaluations(guidebook, data)
    return guidebook, is_new
