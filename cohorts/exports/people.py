"""The columns of the list of people of all cohorts, and where their values come from."""

from lib.exports import Column, ExportResource

PLACES = "cohorts/_person_places.html"


class PersonResource(ExportResource):
    """People with what they are in the cohorts of whoever reads this.

    The names of cohorts are annotated by `with_cohort_names` of the page.
    """

    title = "People"

    name = Column("Name", "name", order="sort_name", cell="cohorts/_person_name.html")
    email = Column("Email", "email")
    member_of = Column("Member of", "member_of", cell=PLACES)
    graduated_from = Column("Graduated from", "graduated_from", cell=PLACES)
    left_from = Column("Left", "left_from", cell=PLACES)
    staff_of = Column("Runs", "staff_of", cell="cohorts/_person_roles.html")
