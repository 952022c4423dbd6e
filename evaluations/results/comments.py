"""Querysets of the free-text comments a reader may see, in an order that reveals nothing.

Only comments of releases with enough responses. Their order is that of a hash of the tokens, as
good as random; a comment that is named in an address leads back to no token. No date stands beside
them, and outside the cohort no cohort either. Only comments with consent leave the region.
"""

from itertools import groupby

from django.db.models import Value
from django.db.models.functions import MD5, Coalesce

from lib.paging import paginate

from ..models import Comment, Release

PAGE_SIZE = 25
#: So many stand on a page of figures, before somebody asks to read them all.
FEW = 3


def comments_of_cohort(cohort, *, meeting=None):
    """For the cohort's own facilitators; of one meeting if given."""
    releases = Release.objects.filter(evaluation__meeting__cohort=cohort)
    if meeting:
        releases = releases.filter(evaluation__meeting=meeting)
    return comments_of_releases(releases, threshold=cohort.network.cohort_threshold)


def comments_of_region(region, *, cycle, guidebook, without):
    """For the region's lead. `without`: cohorts in which the reader supervises a member."""
    releases = Release.objects.of_cycle(guidebook_slug=guidebook, cycle=cycle)
    releases = releases.filter(evaluation__meeting__cohort__region=region)
    releases = releases.exclude(evaluation__meeting__cohort__in=without)
    return comments_of_releases(releases, threshold=region.network.outside_threshold)


def comments_of_network(network, *, cycle, guidebook, without):
    """For state staff: only comments whose writers allowed quoting.

    `without`: as in `comments_of_region`.
    """
    releases = Release.objects.of_cycle(guidebook_slug=guidebook, cycle=cycle)
    releases = releases.filter(evaluation__meeting__cohort__network=network)
    releases = releases.exclude(evaluation__meeting__cohort__in=without)
    return comments_of_releases(releases, threshold=network.outside_threshold).filter(
        may_quote=True
    )


def comments_of_releases(releases, *, threshold):
    """Comments of the releases with at least `threshold` responses;
    a late release is judged by itself.
    """
    # Evaluated here once, because the returned queryset is used for several statements.
    large = list(releases.filter(responses__gte=threshold).values_list("pk", flat=True))
    # The code as an expression: ordering by the indexed column would make PostgreSQL scan all
    # comments per question.
    code, place = Coalesce("question__code", Value("")), MD5("token")
    comments = Comment.objects.filter(release__in=large).select_related("question")
    return comments.annotate(code=code, place=place).order_by("code", "place")


def comments_context(comments, query):
    """Template context: a page of comments, and the same page as [(question, comments)]: the first
    few of them, or with ?part=words all, page by page.

    `query`: request.GET.
    """
    reads_all = query.get("part") == "words"
    page = paginate(comments, query, size=PAGE_SIZE if reads_all else FEW)
    return {"comments": page, "comment_groups": by_question(page), "reads_all": reads_all}


def by_question(comments):
    """[(question, comments)] of comments that are ordered by question."""
    groups = [
        list(group) for _, group in groupby(comments, key=lambda comment: comment.question.code)
    ]
    return [(group[0].question, group) for group in groups]
