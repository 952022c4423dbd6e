from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody takes part in a meeting that is in a room and online at once."""

    ROOM = "room", _("In the room")
    LINK = "link", _("By link")


#: What a button sends for somebody who comes, or is here, by link.
BY_LINK = "by_link"
