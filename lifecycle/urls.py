from django.urls import path

from .views import begin, graduation, open_cohort, reschedule_meeting

app_name = "lifecycle"
urlpatterns = [
    path("cohorts/open/", open_cohort.cohort_open, name="cohort-open"),
    path("cohorts/<slug:slug>/begin/", begin.cohort_begin, name="cohort-begin"),
    path("cohorts/<slug:slug>/complete/", graduation.cohort_complete, name="cohort-complete"),
    path(
        "cohorts/<slug:slug>/meetings/<int:position>/edit/",
        reschedule_meeting.meeting_edit,
        name="meeting-edit",
    ),
]
