"""Open answers, where somebody may read them (DESIGN section 5): after the release, shuffled, from enough answers up.

The order is that of a hash of the tokens, which is as good as random, and from which an address that names a line leads
back to no token; no date and no cohort stand beside them outside the cohort, and only lines with consent leave the region.
"""

from itertools import groupby

from django.db.models import Value
from django.db.models.functions import MD5, Coalesce

from lib.paging import paginate

from ..models import Comment, Release

LINES_A_PAGE = 25


def words_of_cohort(cohort, *, meeting=None):
    """For the cohort's own facilitators."""
    releases = Release.objects.filter(evaluation__meeting__cohort=cohort)
    if meeting:
        releases = releases.filter(evaluation__meeting=meeting)
    return lines(releases, at_least=cohort.network.cohort_threshold)


def words_of_region(region, *, cycle, guidebook, without):
    """For the region's lead: without cohort and date. `without`: cohorts behind the wall for this reader."""
    releases = Release.objects.of_cycle(guidebook_slug=guidebook, cycle=cycle).filter(evaluation__meeting__cohort__region=region)
    releases = releases.exclude(evaluation__meeting__cohort__in=without)
    return lines(releases, at_least=region.network.outside_threshold)


def words_of_network(network, *, cycle, guidebook, without):
    """For state staff: only what its writer allowed to quote, from anywhere in the network."""
    releases = Release.objects.of_cycle(guidebook_slug=guidebook, cycle=cycle).filter(evaluation__meeting__cohort__network=network)
    releases = releases.exclude(evaluation__meeting__cohort__in=without)
    return lines(releases, at_least=network.outside_threshold).filter(may_quote=True)


def lines(releases, *, at_least):
    """Counted lines of releases that enough people answered: late ones stand alone, as they do in the figures."""
    big = list(releases.filter(responses__gte=at_least).values_list("pk", flat=True))  # asked once, not in each statement below
    # As an expression: in the order of the index on codes the database would go through all lines once a question.
    in_order = {"code": Coalesce("question__code", Value("")), "place": MD5("token")}
    return Comment.objects.filter(release__in=big).select_related("question").annotate(**in_order).order_by("code", "place")


def page_of_words(comments, sent):
    """For a template: one page of lines, and the same in groups: [(question, lines)]."""
    page = paginate(comments, sent, size=LINES_A_PAGE)
    return {"words": page, "groups": by_question(page)}


def by_question(comments):
    groups = [list(group) for _, group in groupby(comments, key=lambda comment: comment.question.code)]
    return [(group[0].question, group) for group in groups]
