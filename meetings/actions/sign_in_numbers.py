"""Fixing the numbers of the sign-in sheet, because it is being printed."""

from django.db import transaction

from ..models import Meeting, SignInNumber


@transaction.atomic
def fix_numbers(meeting):
    """Keep the numbers that the sheet has now. Doing it again changes nothing."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    fixed = set(meeting.sign_in_numbers.values_list("membership", flat=True))
    SignInNumber.objects.bulk_create(
        SignInNumber(meeting=meeting, membership=member, number=number)
        for number, member in meeting.sign_in_numbers.numbered(meeting.roster())
        if member.pk not in fixed
    )
