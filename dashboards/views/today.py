from django.shortcuts import render

from ..today.today import today_of


def render_today(request):
    """The page Today of whoever is signed in."""
    return render(
        request, "dashboards/dashboard_today.html", {"today": today_of(request.user, request.GET)}
    )
