"""A whole guidebook version from one file of fixtures/guidebooks/."""

import json

from django.db import transaction

from lib.switches import without_what_is_off

from ..actions.drafts import publish_draft
from .evaluations import load_evaluations
from .meetings import load_meetings
from .recruitment import load_guidebook


@transaction.atomic
def load_guidebook_file(path):
    """Create the guidebook version that the file describes and publish it, unless it exists.

    Returns (guidebook, whether it is new).
    """
    data = without_what_is_off(json.loads(path.read_text(encoding="utf-8")))
    guidebook, is_new = load_guidebook(data)
    if is_new:
        load_meetings(guidebook, data)
        load_evaluations(guidebook, data)
        publish_draft(guidebook)
    return guidebook, is_new
