"""A list as a file, exactly as the page showed it."""

from django.http import Http404

from cop_site.lib.exports import table_response


def exported(resource, rows, *, name, ending):
    """The rows of this queryset as CSV or XLSX, in its order."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    return table_response(resource.get_export_headers(), resource.batches(rows), name=name, ending=ending)
