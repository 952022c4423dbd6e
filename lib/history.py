"""History by database triggers (pghistory): who changed which column when, never free text
and never answers.
"""

import pghistory


def tracked(*, fields=None, exclude=None):
    """A model decorator that keeps every insert, update and delete in an event table
    beside the model.

    fields, exclude: names of columns; the caller leaves out those with free text. Events carry the
    person and the name of the URL (cop_site.middleware.UrlNameHistoryMiddleware), never a path.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        fields=fields,
        exclude=exclude,
        append_only=True,
    )
