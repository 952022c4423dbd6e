"""The URLs of the site, with those of the empty view and the skeletons."""

from django.urls import include, path

from cop_site.urls import handler400, handler403, handler404, handler500  # noqa: F401

from . import limit

urlpatterns = [
    path("bench/empty/", limit.empty, name="bench-empty"),
    path("bench/list/<slug:slug>/", limit.limit_list, name="bench-list"),
    path("bench/detail/<int:pk>/", limit.limit_detail, name="bench-detail"),
    path("bench/stats/<int:number>/", limit.limit_stats, name="bench-stats"),
    path("", include("cop_site.urls")),
]
