from django.urls import path

from .views import (
    change_cohort,
    end_recruiting,
    graduation,
    open_cohort,
    parts,
    publish,
    reschedule_meeting,
    take_back,
)

app_name = "lifecycle"
urlpatterns = [
    path("cohorts/open/", open_cohort.cohort_open, name="cohort-open"),
    path("cohorts/<slug:slug>/edit/", change_cohort.cohort_edit, name="cohort-edit"),
    path("cohorts/<slug:slug>/publish/", publish.cohort_publish, name="cohort-publish"),
    path("cohorts/<slug:slug>/begin/", end_recruiting.cohort_begin, name="cohort-begin"),
    path("cohorts/<slug:slug>/complete/", graduation.cohort_complete, name="cohort-complete"),
    path("cohorts/<slug:slug>/parts/", parts.part_list, name="part-list"),
    path("cohorts/<slug:slug>/parts/<int:number>/open/", parts.part_open, name="part-open"),
    path(
        "cohorts/<slug:slug>/parts/<int:number>/renewals/",
        parts.part_renewals,
        name="part-renewals",
    ),
    path(
        "cohorts/<slug:slug>/parts/<int:number>/renewals/<int:pk>/",
        parts.part_renew,
        name="part-renew",
    ),
    path(
        "cohorts/<slug:slug>/parts/<int:number>/end-places/",
        parts.part_end_places,
        name="part-end-places",
    ),
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
