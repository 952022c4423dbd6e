"""The export of people of all cohorts: which columns, and where their values come from."""

from lib.exports import Column, ListResource
from people.models import Person


class PersonResource(ListResource):
    """People with what they are in the cohorts of whoever reads this."""

    name = Column("Name", "name")
    email = Column("Email", "email")
    member_of = Column("Member of", "member_of")
    graduated_from = Column("Graduated from", "graduated_from")
    left_from = Column("Left", "left_from")
    staff_of = Column("Runs", "staff_of")

    class Meta:
        model = Person
        fields = ["name", "email", "member_of", "graduated_from", "left_from", "staff_of"]
        export_order = fields
