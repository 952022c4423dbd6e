from django.urls import path

from .views import (
    added_meetings,
    begin,
    call_off,
    graduation,
    open_cohort,
    reschedule_meeting,
    take_back,
)

app_name = "lifecycle"
MEETING = "cohorts/<slug:slug>/meetings/<int:position>/"
urlpatterns = [
    path("cohorts/open/", open_cohort.cohort_open, name="cohort-open"),
    path("cohorts/<slug:slug>/begin/", begin.cohort_begin, name="cohort-begin"),
    path("cohorts/<slug:slug>/complete/", graduation.cohort_complete, name="cohort-complete"),
    path(
        "cohorts/<slug:slug>/acts/take-back/",
        take_back.staff_act_take_back,
        name="staff-act-take-back",
    ),
    path(MEETING + "edit/", reschedule_meeting.meeting_edit, name="meeting-edit"),
    path(MEETING + "split/", added_meetings.meeting_split, name="meeting-split"),
    path(MEETING + "make-up/", added_meetings.meeting_make_up, name="meeting-make-up"),
    path("cohorts/<slug:slug>/meetings/add/", added_meetings.meeting_add, name="meeting-add"),
    path(MEETING + "call-off/", call_off.meeting_call_off, name="meeting-call-off"),
    path(MEETING + "call-on/", call_off.meeting_call_on, name="meeting-call-on"),
]
