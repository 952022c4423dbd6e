"""A whole guidebook version from one file of fixtures/guidebooks/."""

import json

from django.db import transaction

from .evaluations import load_evaluations
from .meetings import load_plan
from .recruitment import load_guidebook


@transaction.atomic
def load_pack(path):
    """One guidebook version: loaded as a draft, published at the end. Returns (guidebook, is new)."""
    data = json.loads(path.read_text(encoding="utf-8"))
    guidebook, is_new = load_guidebook(data)
    if is_new:
        load_plan(guidebook, data)
        load_evaluations(guidebook, data)
        guidebook.publish()
    return guidebook, is_new
