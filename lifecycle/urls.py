from django.urls import path

from .views import (
    added_meetings,
    call_off,
    change_cohort,
    draft_evaluation,
    end_recruiting,
    graduation,
    member_returns,
    open_cohort,
    open_like,
    parts,
    person_address,
    person_directors,
    person_edit,
    person_join,
    person_place,
    publish,
    reschedule_meeting,
    take_back,
)

app_name = "lifecycle"
PERSON = "people/<int:pk>/"
MEMBER = "cohorts/<slug:slug>/members/<int:pk>/"
MEETING = "cohorts/<slug:slug>/meetings/<int:position>/"
urlpatterns = [
    path("cohorts/open/", open_cohort.cohort_open, name="cohort-open"),
    path(
        "guidebooks/drafts/<int:pk>/evaluation/",
        draft_evaluation.draft_evaluation,
        name="draft-evaluation",
    ),
    path("cohorts/open/like/", open_like.cohort_open_like, name="cohort-open-like"),
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
    # Coming back, and going on elsewhere
    path(MEMBER + "return/", member_returns.member_return, name="member-return"),
    path(MEMBER + "undo-leave/", member_returns.member_undo_leave, name="member-undo-leave"),
    path(MEMBER + "move/", member_returns.member_move, name="member-move"),
    # Mending what is stored about a person
    path(PERSON + "edit/", person_edit.person_edit, name="person-edit"),
    path(PERSON + "address/", person_address.person_address, name="person-address"),
    path(PERSON + "address/drop/", person_address.person_address_drop, name="person-address-drop"),
    path("address/", person_address.address_confirm, name="address-change-confirm"),
    path(PERSON + "place/", person_place.person_place, name="person-place"),
    path("sites/<int:pk>/close/", person_place.site_close, name="site-close"),
    path("sites/<int:pk>/reopen/", person_place.site_reopen, name="site-reopen"),
    path(PERSON + "directors/", person_directors.person_directors, name="person-directors"),
    path(
        PERSON + "directors/<int:supervision>/end/",
        person_directors.supervision_end,
        name="person-supervision-end",
    ),
    path(PERSON + "join/", person_join.person_join, name="person-join"),
    path(PERSON + "joins/<int:merge>/undo/", person_join.join_undo, name="person-join-undo"),
    # Meetings
    path(MEETING + "edit/", reschedule_meeting.meeting_edit, name="meeting-edit"),
    path(MEETING + "split/", added_meetings.meeting_split, name="meeting-split"),
    path(MEETING + "make-up/", added_meetings.meeting_make_up, name="meeting-make-up"),
    path("cohorts/<slug:slug>/meetings/add/", added_meetings.meeting_add, name="meeting-add"),
    path(MEETING + "call-off/", call_off.meeting_call_off, name="meeting-call-off"),
    path(MEETING + "call-on/", call_off.meeting_call_on, name="meeting-call-on"),
]
