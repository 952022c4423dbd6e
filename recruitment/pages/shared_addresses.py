"""Applicants who read one mailbox: each application is kept, and who decides is told.

Somebody is named to those alone who read their application, too: `cohorts` are those of the reader.
"""

from lib.near_names import fits_name

from ..models import Application

#: So many are named beside one application, and so many rows are read for a page of them.
NAMED, READ = 3, 1000


def add_sharing(applications, cohorts):
    """Set on each application `sharing`, those of other applicants at its address, the first by
    name, and `sharing_more`, how many are not named. One query however many applications.
    """
    keys = {application.email_key for application in applications} - {""}
    by_key = {}
    for other in others_at(keys, cohorts) if keys else []:
        by_key.setdefault(other.email_key, []).append(other)
    for application in applications:
        others = of_others(application, by_key.get(application.email_key, []))
        application.sharing = others[:NAMED]
        application.sharing_more = len(others) - len(application.sharing)


def others_at(keys, cohorts):
    rows = Application.objects.newcomers().active().filter(email_key__in=keys)
    readable = rows.filter(cohort_part__cohort__in=cohorts.values("pk"))
    columns = ["name", "email_key", "person", "cohort_part__cohort__slug"]
    found = readable.select_related("cohort_part__cohort").only(*columns)
    return found.order_by("sort_name", "pk")[:READ]


def of_others(application, found):
    """The applications among these that are another person's, one of each name."""
    others = []
    for row in found:
        is_same_person = row.person_id is not None and row.person_id == application.person_id
        names = [application.name, *(other.name for other in others)]
        if not is_same_person and not any(fits_name(row.name, name) for name in names):
            others.append(row)
    return others
