"""A list as a file, exactly as the page showed it."""

from django.http import Http404

from cop_site.lib.exports import csv_bytes, file_response, xlsx_bytes


def exported(resource, queryset, *, name, ending):
    """The rows of this queryset as CSV or XLSX, in its order."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    table = resource.export(queryset)
    content = csv_bytes(table.headers, table) if ending == "csv" else xlsx_bytes(table.headers, table)
    return file_response(content, name=name, ending=ending)
