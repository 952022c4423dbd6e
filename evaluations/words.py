"""Open answers, where somebody may read them (DESIGN section 5): after the release, shuffled, from enough answers up.

The order is that of the tokens, which are as good as random; no date and no cohort stand beside them outside the
cohort, and only lines with consent leave the region.
"""

from itertools import groupby

from django.db.models import Sum

from .models import Comment, Release

LINES_AT_MOST = 300


def words_of_cohort(cohort, *, meeting=None):
    """For the cohort's own facilitators."""
    releases = Release.objects.filter(evaluation__meeting__cohort=cohort)
    if meeting:
        releases = releases.filter(evaluation__meeting=meeting)
    return by_question(lines(releases, at_least=cohort.network.cohort_threshold))


def words_of_region(region, *, cycle, guidebook, without):
    """For the region's lead: without cohort and date. `without`: cohorts behind the wall for this reader."""
    releases = Release.objects.of_cycle(guidebook_slug=guidebook, cycle=cycle).filter(evaluation__meeting__cohort__region=region)
    releases = releases.exclude(evaluation__meeting__cohort__in=without)
    return by_question(lines(releases, at_least=region.network.outside_threshold))


def words_of_network(network, *, cycle, guidebook, without):
    """For state staff: only what its writer allowed to quote, from anywhere in the network."""
    releases = Release.objects.of_cycle(guidebook_slug=guidebook, cycle=cycle).filter(evaluation__meeting__cohort__network=network)
    releases = releases.exclude(evaluation__meeting__cohort__in=without)
    return by_question(lines(releases, at_least=network.outside_threshold).filter(may_quote=True))


def lines(releases, *, at_least):
    """Counted lines of evaluations that enough people answered."""
    big = releases.values("evaluation").annotate(answers=Sum("responses")).filter(answers__gte=at_least)
    return Comment.objects.filter(release__isnull=False, evaluation__in=big.values("evaluation")).select_related("question")


def by_question(comments):
    """[(question, lines)], each question's lines shuffled by their tokens, bounded."""
    found = comments.order_by("question__code", "token")[:LINES_AT_MOST]
    grouped = [list(group) for _, group in groupby(found, key=lambda comment: comment.question.code)]
    return [(group[0].question, group) for group in grouped]
