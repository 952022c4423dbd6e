"""Lists as tables, defined by django-import-export and read as plain rows.

Each column names values that the database can give, so that a long table needs no objects: `batches` takes from a
resource only what its columns say.
"""

from import_export import fields, resources

from . import keyset


class Column(fields.Field):
    """A value of the row, under the heading people read; `said` puts it, or several, into words."""

    def __init__(self, heading, *names, said=None):
        super().__init__(attribute=names[0], column_name=heading, readonly=True)
        self.names, self.said = names, said


class ListResource(resources.ModelResource):
    @staticmethod
    def with_columns(rows):
        """The rows with what the columns need beyond the model's own values."""
        return rows

    def batches(self, rows):
        """Lists of rows, each a list of cells in the order of the headings."""
        columns = self.get_export_fields()
        names = list(dict.fromkeys(name for column in columns for name in column.names))
        places = [[names.index(name) for name in column.names] for column in columns]
        said = [(number, column.said) for number, column in enumerate(columns) if column.said]
        for batch in keyset.batches(self.with_columns(rows), names):
            yield [cells(row, places, said) for row in batch]


def cells(row, places, said):
    found = [row[place[0]] for place in places]
    for number, words in said:
        found[number] = words(*[row[place] for place in places[number]])
    return found
