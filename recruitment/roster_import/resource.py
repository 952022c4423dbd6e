"""Reading checked rows in, by django-import-export: each row is a new member, adds to one, or is
skipped.
"""

from import_export import resources
from import_export.exceptions import ImportError as RowError
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from cohorts.models import CohortMembership

from .check_roster import NEW, UNCHANGED


class MemberLoader(BaseInstanceLoader):
    """Finds the membership that a row adds to."""

    def get_instance(self, row):
        return self.resource.writer.member_of(row)


class RosterResource(resources.ModelResource):
    """Rows of a RosterCheck as memberships of one cohort.

    writer: writes one row (recruitment/actions/roster_rows.py). on_progress: called with the number
    of rows that are done.
    """

    class Meta:
        model = CohortMembership
        fields = ()
        import_id_fields = ()
        instance_loader_class = MemberLoader
        skip_diff = True
        report_skipped = False

    def __init__(self, writer, on_progress=None):
        super().__init__()
        self.writer, self.on_progress = writer, on_progress

    def read_in(self, check):
        """The result of import-export, with its totals. Raises what the writer raises."""
        rows = [row for row in check.rows if row["state"] != UNCHANGED]
        dataset = Dataset(headers=["row"])
        for row in rows:
            dataset.append([row])
        try:
            return self.import_data(dataset, raise_errors=True, use_transactions=False)
        except RowError as error:
            raise error.error from None  # its text holds the whole row

    def init_instance(self, row=None):
        return CohortMembership(cohort=self.writer.cohort)

    def import_instance(self, instance, row, **kwargs):
        """The writer reads the row as it saves it."""

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return row["row"]["state"] == UNCHANGED

    def save_instance(self, instance, is_create, row, **kwargs):
        if row["row"]["state"] == NEW:
            self.writer.seat(row["row"])
        else:
            self.writer.add_to(row["row"])

    def after_import_row(self, row, row_result, **kwargs):
        if self.on_progress:
            self.on_progress(kwargs["row_number"])
