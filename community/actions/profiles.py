"""Writing what a member tells the others."""

from django.db import transaction
from django.utils import timezone

from ..models import ProfileAnswer


@transaction.atomic
def save_profile(membership, answers, *, shows_place=True):
    """Replace what this member tells the others; a question left out or empty is not answered.

    answers: {code of a ProfileQuestion of the cohort's guidebook: text}. shows_place: whether the
    others see where the member works. Returns the number of answers.
    """
    said = {code: text.strip() for code, text in answers.items() if text.strip()}
    questions = membership.cohort.guidebook.profile_questions.filter(code__in=said)
    membership.profile_answers.exclude(question__in=questions).delete()
    for question in questions:
        ProfileAnswer.objects.update_or_create(
            membership=membership,
            question=question,
            defaults={"text": said[question.code], "changed_at": timezone.now()},
        )
    membership.shows_place = shows_place
    membership.save(update_fields=["shows_place"])
    return len(questions)
