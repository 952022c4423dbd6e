"""Interest lists of a guidebook's tracks, for state staff of its network."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.actions.staff_acts import Consequence, Outcome
from cohorts.models import Cohort, StaffAct
from cohorts.pages.staff_acts import notice_to_take_back
from cohorts.views.look import Look, look_or_perform
from guidebooks.actions.tracks import set_track_open
from guidebooks.models import Track
from lib.exports import export_response
from lib.filters import filter_chips
from lib.list_table import ListTable

from ..actions.interest_acts import notify
from ..actions.interest_lists import waiting_for_any
from ..exports.interests import InterestResource
from ..permissions import network_staff_page

WAITING = Q(
    interests__ended_at=None, interests__confirmed_at__isnull=False, interests__told_at=None
)
UNSURE = Q(interests__ended_at=None, interests__confirmed_at=None)
TOLD = Q(interests__told_at__isnull=False)
#: How many interests of a track are in each state.
COUNTS = {
    "waiting": Count("interests", WAITING),
    "unsure": Count("interests", UNSURE),
    "told": Count("interests", TOLD),
}
MAX_CODE_LENGTH = 50


@require_safe
@network_staff_page
def interest_list(request, guidebook):
    tracks = tracks_with_counts(guidebook)
    chips = track_filters(tracks)
    table = interest_table(request, guidebook, tracks, whole=chips[0]["count"])
    about = {"guidebook": guidebook, "network": guidebook.network, "tracks": tracks}
    context = about | {
        "waiting": chips[0]["count"],
        "table": table,
        "page": table.page,
        "chips": chips,
        "act_to_take_back": notice_to_take_back(tracks),
    }
    return render(request, "recruitment/interest_list.html", context)


def interest_table(request, guidebook, tracks, *, whole):
    """Who waits for these tracks, or for the one that the address names."""
    selected = next((track for track in tracks if track.code == request.GET.get("track", "")), None)
    return ListTable(
        InterestResource(),
        waiting_for_any([selected] if selected else tracks),
        request.GET,
        whole=whole,
        export=reverse("recruitment:interest-export", args=[guidebook.slug, "csv"]),
    )


def track_filters(tracks):
    words = [(track.code, str(track)) for track in tracks]
    return filter_chips(words, {track.code: track.waiting for track in tracks}, all_word=_("All"))


def tracks_with_counts(guidebook):
    """Tracks of the guidebook, each with `recruiting`, its cohort or None,
    and counts of interests by state.
    """
    tracks = list(Track.objects.of_guidebook(guidebook).annotate(**COUNTS).order_by("position"))
    cohorts = Cohort.objects.open_for_applications().filter(track__in=tracks)[:100]
    # Of two, the one that closes first.
    recruiting = {cohort.track_id: cohort for cohort in reversed(cohorts)}
    for track in tracks:
        track.recruiting = recruiting.get(track.pk)
    return tracks


@require_safe
@network_staff_page
def interest_export(request, guidebook, ending):
    tracks = Track.objects.of_guidebook(guidebook)
    selected = tracks.filter(code=request.GET.get("track", "")[:MAX_CODE_LENGTH]).first()
    about = f"{guidebook.slug}-{selected.code}" if selected else guidebook.slug
    return export_response(
        InterestResource(),
        waiting_for_any([selected] if selected else tracks),
        ending=ending,
        slug=about,
        scope=f"{guidebook}: {selected}" if selected else guidebook,
        sent=request.GET,
    )


@require_POST
@network_staff_page
def track_open(request, guidebook, code):
    """Open the track for applications, or announce it again as coming soon."""
    track = get_object_or_404(Track.objects.of_guidebook(guidebook), code=code)
    is_open = request.POST.get("open") == "1"
    return look_or_perform(
        request,
        look_of(guidebook, f"Open {track}" if is_open else f"{track} is coming soon"),
        lambda act: open_track(track, is_open),
    )


def look_of(guidebook, heading):
    page = reverse("recruitment:interest-list", args=[guidebook.slug])
    path = [(page, f"Interest, {guidebook}")]
    return Look(heading, path, next=page, keep=page, keep_word="Leave it as it is")


def open_track(track, is_open):
    set_track_open(track, is_open)
    return outcome_of_opening(track) if is_open else outcome_of_announcing(track)


def outcome_of_opening(track):
    return Outcome(
        button=f"Open {track}",
        done=f"{track} is open.",
        consequences=[Consequence(None, "Its public page leads to applications, takes no names")],
        stays="Nobody is written to. Who is on the list is told by a button of its own.",
    )


def outcome_of_announcing(track):
    return Outcome(
        button=f"Announce {track} as coming soon",
        done=f"{track} is coming soon. Its page takes names again.",
        consequences=[Consequence(None, "Its public page takes names again, no applications")],
        stays="Nobody is written to.",
    )


@require_POST
@network_staff_page
def interest_notify(request, guidebook, code):
    track = get_object_or_404(Track.objects.of_guidebook(guidebook), code=code)
    cohort = Cohort.objects.open_for_applications().filter(track=track).first()
    if cohort is None:
        why = f"No cohort takes applications for {track} now. Open one with this track first."
        messages.warning(request, why)
        return redirect("recruitment:interest-list", guidebook.slug)
    return look_or_perform(
        request,
        look_of(guidebook, f"Tell people about {cohort.name}"),
        lambda act: notify(act, track, cohort),
        kind=StaffAct.Kind.INTEREST_NOTICE,
        cohort=cohort,
    )
