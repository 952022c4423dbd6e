"""The numbers of the printed sign-in sheet: fixed when it is printed, the same on the roll call."""

from django.db import transaction

from .models import Meeting, SignInNumber


def numbered(meeting, members):
    """[(number, membership)] of these members, by number.

    Whoever is on a printed sheet keeps the number; the others get the next ones, in the order
    given. Nothing is written. members: in the order of names.
    """
    fixed = dict(meeting.sign_in_numbers.values_list("membership", "number"))
    following = max(fixed.values(), default=0)
    found = []
    for member in members:
        if member.pk not in fixed:
            following += 1
        found.append((fixed.get(member.pk, following), member))
    return sorted(found, key=lambda row: row[0])


@transaction.atomic
def fix_numbers(meeting):
    """Keep the numbers that the sheet has now, because it is being printed."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    fixed = set(meeting.sign_in_numbers.values_list("membership", flat=True))
    SignInNumber.objects.bulk_create(
        SignInNumber(meeting=meeting, membership=member, number=number)
        for number, member in numbered(meeting, meeting.roster())
        if member.pk not in fixed
    )
