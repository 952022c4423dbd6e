"""History by database triggers (pghistory): who changed which column when, never free text
and never answers.
"""

from functools import cache

import pghistory
from pghistory.core import event_models


def tracked(*, fields=None, exclude=None):
    """A model decorator that keeps every insert, update and delete in an event table
    beside the model.

    fields, exclude: names of columns; the caller leaves out those with free text. Events carry the
    person and the name of the URL (cop_site.middleware.UrlNameHistoryMiddleware), never a path.
    """
    events = [pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()]
    return pghistory.track(*events, fields=fields, exclude=exclude, append_only=True)


@cache
def event_model(model):
    """The model of the event table of a tracked model: one row for each change, with the columns
    after it.
    """
    (found,) = event_models(tracks_model=model)
    return found
