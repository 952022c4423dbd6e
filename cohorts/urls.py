from django.urls import path

from .views import links, staff

app_name = "cohorts"
urlpatterns = [
    # A secret from a letter leaves the address at once
    path("l/<str:secret>/", links.link_open, name="link-open"),
    # /cohorts/<slug>/staff/
    path("cohorts/<slug:slug>/staff/", staff.staff_list, name="staff-list"),
    path("cohorts/<slug:slug>/staff/<int:pk>/end/", staff.staff_end, name="staff-end"),
]
