from django.urls import path

from .views import begin, graduation, open_cohort, reschedule_meeting, take_back

app_name = "lifecycle"
urlpatterns = [
    path("cohorts/open/", open_cohort.cohort_open, name="cohort-open"),
    path("cohorts/<slug:slug>/begin/", begin.cohort_begin, name="cohort-begin"),
    path("cohorts/<slug:slug>/complete/", graduation.cohort_complete, name="cohort-complete"),
    path(
        "cohorts/<slug:slug>/acts/take-back/",
        take_back.staff_act_take_back,
        name="staff-act-take-back",
    ),
    path(
        "cohorts/<slug:slug>/meetings/<int:position>/edit/",
        reschedule_meeting.meeting_edit,
        name="meeting-edit",
    ),
]
