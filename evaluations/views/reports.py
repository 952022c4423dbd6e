from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import FACILITATOR, cohorts_supervised_by
from cohorts.models import Cohort, StaffRole
from lib.query import parse_int

from ..models import PublishedFigure
from ..permissions import led_regions, network_roles, reading_for, release_page
from ..results.comments import by_question, words_of_network
from ..results.printed import impossible_rows, printed_meetings
from ..results.retention import staying
from ..results.scope import read_network, read_region

QUOTES_IN_REPORT = 6


@require_safe
def results_home(request):
    """Every place whose results this person may read."""
    roles = request.user.staff_roles.current()
    places = {
        "network_role": network_roles(request.user).first(),
        "regions": led_regions(request.user),
        "cohorts": Cohort.objects.filter(staff_roles__in=roles.filter(kind__in=StaffRole.FACILITATES)).newest_first()[:100],
    }
    return render(request, "evaluations/results_home.html", places)


@release_page
@require_safe
def release_detail(request, release):
    """What a number on paper stands for: what was counted, out of what, by which rule, when."""
    meeting = release.evaluation.meeting
    reading = reading_for(request.access, meeting.cohort)
    number = meeting.cohort.meetings.filter(part=meeting.part, position__lte=meeting.position).count()
    page = {
        "release": release,
        "meeting": meeting,
        "cohort": meeting.cohort,
        "network": meeting.cohort.network,
        "result": reading.results.at(meeting.part.number, number),
        "k": reading.results.threshold,
        "is_exact": reading.results.is_exact,
        "is_own": request.access.is_one_of(FACILITATOR),
    }
    return render(request, "evaluations/release_detail.html", page)


@require_safe
def results_report(request):
    """The impact report: of the network for state staff, of a region for its lead."""
    wanted = {"guidebook": request.GET.get("guidebook"), "cycle": request.GET.get("cycle")}
    role = network_roles(request.user).select_related("network").order_by("pk").first()
    region = None if role else region_of_report(request)
    network = role.network if role else region.network
    reading = read_network(network, **wanted) if role else read_region(region, **wanted)
    results = reading.results
    ids = list(reading.tallies.cohorts) if role else reading.tallies.cohorts_of(region.pk)
    supervised = cohorts_supervised_by(request.user, network.cohorts.all())
    page = {
        "network": network,
        "region": region,
        "reading": reading,
        "results": results,
        "k": results.threshold,
        "who": (reading.guidebook and str(reading.guidebook.members_word)) or _("the members"),
        "regions": sorted({c.region for c in reading.tallies.cohorts.values() if c.region}, key=lambda r: r.number) if role else [region],
        "staying": staying(ids, shown=reading.tallies.shown_from(results.threshold)),
        "impossible": impossible_rows(network),
        "invented": reading.tallies.are_invented,
        "words": quotes(network, results, supervised) if role else [],
    }
    return render(request, "evaluations/results_report.html", page)


def quotes(network, results, supervised):
    """A few lines that may be quoted, as they come when shuffled."""
    lines = words_of_network(network, cycle=results.cycle, guidebook=results.guidebook, without=supervised)
    return by_question(sorted(lines.order_by("token")[:QUOTES_IN_REPORT], key=lambda line: line.question.code))


def region_of_report(request):
    """The lead's own region; of several, the one that was asked for."""
    regions = led_regions(request.user)
    wanted = parse_int(request.GET.get("region", ""), max_digits=4)
    region = (regions if wanted is None else regions.filter(number=wanted)).first()
    if region is None:
        raise PermissionDenied(_("The report is for state staff, and for those who lead a region."))
    return region


@login_not_required
@require_safe
def results_published(request):
    """What was printed elsewhere, with what is counted here beside it for those who may see that."""
    figures = PublishedFigure.objects.select_related("network")
    role = network_roles(request.user).select_related("network").order_by("pk").first() if request.user.is_authenticated else None
    reading = read_network(role.network) if role else None
    results = reading and reading.results
    page = {"printed": printed_meetings(figures, results), "results": results, "may_compare": role is not None}
    page["invented"] = role is not None and reading.tallies.are_invented
    return render(request, "evaluations/results_published.html", page | {"source": figures[0].source if figures else ""})
