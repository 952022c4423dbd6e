from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cohorts.models import Cohort
from dashboards.views.today import render_today
from guidebooks.catalog import published_guidebooks
from meetings.models import Meeting

from ..guidebook_overview import duration_text, hours_between_sentence


@login_not_required
@require_safe
def home(request):
    """The public start page; for whoever is signed in, the page Today."""
    if request.user.is_authenticated:
        return render_today(request)
    return render(request, "cop_site/home.html", public_home())


def public_home():
    """The context of the public start page: guidebooks, and open cohorts,
    the first one with its meetings.
    """
    recruiting = list(
        Cohort.objects.open_for_applications().select_related("region", "guidebook")[:12]
    )
    first = recruiting[0] if recruiting else None
    meetings = list(Meeting.objects.filter(cohort=first).in_order()) if first else []
    return {
        "recruiting": recruiting,
        "first": first,
        "meetings": [strip_item(meeting) for meeting in meetings],
        "asks": what_a_cohort_asks(first, meetings) if first else [],
        "guidebooks": some_guidebooks(),
    }


def some_guidebooks(most=6):
    guidebooks = list(published_guidebooks()[:most])
    for guidebook in guidebooks:
        guidebook.lasts = duration_text(guidebook.minutes or 0)
    return guidebooks


def what_a_cohort_asks(cohort, meetings):
    """What a cohort asks of its members, as a list of sentences."""
    parts = cohort.guidebook.parts.filter(asks_sign_off=True)
    signs = [_("Your director signs, so that you have the time.")] if parts.exists() else []
    return [meetings_sentence(meetings), *hours_between_sentence(cohort.guidebook), *signs]


def meetings_sentence(meetings):
    required = [meeting for meeting in meetings if meeting.mandatory]
    words = {
        "count": len(meetings),
        "hours": duration_text(sum(meeting.minutes for meeting in meetings)),
        "required": len(required),
    }
    if len(required) == len(meetings):
        return (
            ngettext(
                "%(count)s meeting, %(hours)s.",
                "%(count)s meetings, %(hours)s in all.",
                len(meetings),
            )
            % words
        )
    return (
        _(
            "%(count)s meetings, %(hours)s in all; %(required)s of them are required, the others "
            "are as you wish."
        )
        % words
    )


def strip_item(meeting):
    """A meeting for the component meeting_strip; the first one is shown as the next."""
    return {
        "number": meeting.position,
        "name": str(meeting.title),
        "when": date_format(meeting.on, "DATE_FORMAT"),
        "state": "opening" if meeting.position == 1 else "shut",
        "pill": "info" if meeting.position == 1 else "off",
        "pill_word": _("First") if meeting.position == 1 else _("Planned"),
    }
