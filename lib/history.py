"""History by database triggers, in the scope of decision 21: never free text, never answers."""

import pghistory


def tracked(*, fields=None, exclude=None):
    """Keep every insert, update and delete of these columns in an event table beside the model.

    Events carry the person and the name of the URL (see cop_site.middleware.UrlNameHistoryMiddleware), never
    a path. Columns with free text are left out by the caller.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        fields=fields,
        exclude=exclude,
        append_only=True,
    )
