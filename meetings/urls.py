from django.urls import path

from .views import (
    activity_library,
    agenda,
    agenda_blocks,
    agreements,
    attendance,
    attendance_closing,
    budget,
    calendar,
    meeting,
    rsvp,
    tasks,
)

app_name = "meetings"
COHORT = "cohorts/<slug:slug>/"
MEETING = COHORT + "meetings/<int:position>/"
LOGISTICS, FOLLOW_UP = {"kind": "logistics"}, {"kind": "follow_up"}
urlpatterns = [
    path(COHORT + "calendar.ics", calendar.cohort_calendar, name="cohort-calendar"),
    # Community agreements
    path(COHORT + "agreements/", agreements.agreement_list, name="agreement-list"),
    path(COHORT + "agreements/add/", agreements.agreement_add, name="agreement-add"),
    path(COHORT + "agreements/<int:pk>/", agreements.agreement_edit, name="agreement-edit"),
    path(
        COHORT + "agreements/<int:pk>/retire/", agreements.agreement_retire, name="agreement-retire"
    ),
    path(MEETING + "adopt/", agreements.agreement_adopt, name="agreement-adopt"),
    # Budget
    path(COHORT + "budget/", budget.budget_list, name="budget-list"),
    path(COHORT + "budget.<str:ending>", budget.budget_export, name="budget-export"),
    path(COHORT + "budget/add/", budget.budget_add, name="budget-add"),
    path(COHORT + "budget/<int:pk>/", budget.budget_edit, name="budget-edit"),
    path(COHORT + "budget/<int:pk>/remove/", budget.budget_remove, name="budget-remove"),
    # One meeting
    path(MEETING + "note/", meeting.meeting_note_save, name="meeting-note-save"),
    # Agenda
    path(MEETING + "agenda/read/", meeting.agenda_detail, name="agenda-detail"),
    path(MEETING + "agenda/", agenda.agenda_edit, name="agenda-edit"),
    path(MEETING + "agenda/add/", agenda_blocks.block_add, name="block-add"),
    path(MEETING + "agenda/<int:pk>/", agenda_blocks.block_edit, name="block-edit"),
    path(MEETING + "agenda/<int:pk>/remove/", agenda_blocks.block_remove, name="block-remove"),
    path(MEETING + "agenda/<int:pk>/take/", agenda_blocks.block_shorten, name="block-shorten"),
    path(
        MEETING + "agenda/<int:pk>/run/", agenda_blocks.activity_run_edit, name="activity-run-edit"
    ),
    # Replies
    path("reply/", rsvp.reply_link, name="reply-link"),
    path("reply/calendar.ics", calendar.reply_calendar, name="reply-calendar"),
    path(MEETING + "reply/", rsvp.reply, name="reply"),
    path(MEETING + "replies/", rsvp.reply_list, name="reply-list"),
    path(MEETING + "replies.<str:ending>", rsvp.reply_export, name="reply-export"),
    path(MEETING + "replies/remind/", rsvp.reminder_send, name="reminder-send"),
    # Attendance
    path(MEETING + "attendance/", attendance.attendance_edit, name="attendance-edit"),
    path(
        MEETING + "attendance.<str:ending>", attendance.attendance_export, name="attendance-export"
    ),
    path(MEETING + "attendance/<int:pk>/", attendance.attendance_mark, name="attendance-mark"),
    path(MEETING + "attendance/paper/", attendance.attendance_rows, name="attendance-rows"),
    path(
        MEETING + "attendance/close/", attendance_closing.attendance_close, name="attendance-close"
    ),
    path(
        MEETING + "attendance/reopen/",
        attendance_closing.attendance_reopen,
        name="attendance-reopen",
    ),
    # Tasks
    path(MEETING + "tasks/", tasks.task_list, name="task-list"),
    path(MEETING + "tasks.<str:ending>", tasks.task_export, name="task-export"),
    path(MEETING + "logistics/add/", tasks.task_add, LOGISTICS, name="logistics-add"),
    path(MEETING + "logistics/close/", tasks.logistics_close, name="logistics-close"),
    path(
        MEETING + "logistics/<int:pk>/tick/", tasks.task_complete, LOGISTICS, name="logistics-tick"
    ),
    path(
        MEETING + "logistics/<int:pk>/remove/",
        tasks.task_remove,
        LOGISTICS,
        name="logistics-remove",
    ),
    path(MEETING + "promises/add/", tasks.task_add, FOLLOW_UP, name="follow-up-add"),
    path(
        MEETING + "promises/<int:pk>/keep/",
        tasks.task_complete,
        FOLLOW_UP,
        name="follow-up-complete",
    ),
    path(
        MEETING + "promises/<int:pk>/remove/", tasks.task_remove, FOLLOW_UP, name="follow-up-remove"
    ),
    # Activities
    path("activities/", activity_library.activity_list, name="activity-list"),
    path("activities.<str:ending>", activity_library.activity_export, name="activity-export"),
    path("activities/<slug:activity>/", activity_library.activity_detail, name="activity-detail"),
]
