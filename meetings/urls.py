from django.urls import path

from .views import activities, agenda, agreements, attendance, budget, calendar, cohort, completing, documents, meeting, replies, segments, tasks

app_name = "meetings"
urlpatterns = [
    path("cohorts/<slug:slug>/", cohort.cohort_detail, name="cohort-detail"),
    path("cohorts/<slug:slug>/complete/", completing.cohort_complete, name="cohort-complete"),
    path("cohorts/<slug:slug>/calendar.ics", calendar.cohort_calendar, name="cohort-calendar"),
    # Community agreements
    path("cohorts/<slug:slug>/agreements/", agreements.agreement_list, name="agreement-list"),
    path("cohorts/<slug:slug>/agreements/add/", agreements.agreement_add, name="agreement-add"),
    path("cohorts/<slug:slug>/agreements/<int:pk>/", agreements.agreement_edit, name="agreement-edit"),
    path("cohorts/<slug:slug>/agreements/<int:pk>/retire/", agreements.agreement_retire, name="agreement-retire"),
    path("cohorts/<slug:slug>/meetings/<int:position>/adopt/", agreements.agreement_adopt, name="agreement-adopt"),
    # What is bought, and what is given
    path("cohorts/<slug:slug>/budget/", budget.budget_list, name="budget-list"),
    path("cohorts/<slug:slug>/budget.<str:ending>", budget.budget_export, name="budget-export"),
    path("cohorts/<slug:slug>/budget/add/", budget.budget_add, name="budget-add"),
    path("cohorts/<slug:slug>/budget/<int:pk>/", budget.budget_edit, name="budget-edit"),
    path("cohorts/<slug:slug>/budget/<int:pk>/remove/", budget.budget_remove, name="budget-remove"),
    # One meeting
    path("cohorts/<slug:slug>/meetings/<int:position>/", meeting.meeting_detail, name="meeting-detail"),
    path("cohorts/<slug:slug>/meetings/<int:position>/edit/", meeting.meeting_edit, name="meeting-edit"),
    path("cohorts/<slug:slug>/meetings/<int:position>/note/", meeting.meeting_note, name="meeting-note"),
    # Its agenda
    path("cohorts/<slug:slug>/meetings/<int:position>/agenda/", agenda.agenda_edit, name="agenda-edit"),
    path("cohorts/<slug:slug>/meetings/<int:position>/agenda/add/", segments.segment_add, name="segment-add"),
    path("cohorts/<slug:slug>/meetings/<int:position>/agenda/<int:pk>/", segments.segment_edit, name="segment-edit"),
    path("cohorts/<slug:slug>/meetings/<int:position>/agenda/<int:pk>/remove/", segments.segment_remove, name="segment-remove"),
    path("cohorts/<slug:slug>/meetings/<int:position>/agenda/<int:pk>/take/", agenda.segment_take, name="segment-take"),
    path("cohorts/<slug:slug>/meetings/<int:position>/agenda/<int:pk>/run/", segments.run_edit, name="run-edit"),
    # Replies
    path("reply/", replies.reply_link, name="reply-link"),
    path("reply/calendar.ics", calendar.reply_calendar, name="reply-calendar"),
    path("cohorts/<slug:slug>/meetings/<int:position>/reply/", replies.reply, name="reply"),
    path("cohorts/<slug:slug>/meetings/<int:position>/replies/", replies.reply_list, name="reply-list"),
    path("cohorts/<slug:slug>/meetings/<int:position>/replies/remind/", replies.reminder_send, name="reminder-send"),
    # Attendance
    path("cohorts/<slug:slug>/meetings/<int:position>/attendance/", attendance.attendance_edit, name="attendance-edit"),
    path("cohorts/<slug:slug>/meetings/<int:position>/attendance/<int:pk>/", attendance.attendance_mark, name="attendance-mark"),
    path("cohorts/<slug:slug>/meetings/<int:position>/attendance/paper/", attendance.attendance_paper, name="attendance-paper"),
    path("cohorts/<slug:slug>/meetings/<int:position>/attendance/close/", attendance.attendance_close, name="attendance-close"),
    path("cohorts/<slug:slug>/meetings/<int:position>/attendance/reopen/", attendance.attendance_reopen, name="attendance-reopen"),
    # On paper
    path("cohorts/<slug:slug>/meetings/<int:position>/documents/<slug:document>.pdf", documents.document_pdf, name="document-pdf"),
    path("cohorts/<slug:slug>/workbook.pdf", documents.workbook_pdf, name="workbook-pdf"),
    # To arrange before, and promised in the room
    path("cohorts/<slug:slug>/meetings/<int:position>/tasks/", tasks.meeting_tasks, name="meeting-tasks"),
    path("cohorts/<slug:slug>/meetings/<int:position>/logistics/add/", tasks.logistics_add, name="logistics-add"),
    path("cohorts/<slug:slug>/meetings/<int:position>/logistics/<int:pk>/tick/", tasks.logistics_tick, name="logistics-tick"),
    path("cohorts/<slug:slug>/meetings/<int:position>/logistics/<int:pk>/remove/", tasks.logistics_remove, name="logistics-remove"),
    path("cohorts/<slug:slug>/meetings/<int:position>/promises/add/", tasks.promise_add, name="promise-add"),
    path("cohorts/<slug:slug>/meetings/<int:position>/promises/<int:pk>/keep/", tasks.promise_keep, name="promise-keep"),
    path("cohorts/<slug:slug>/meetings/<int:position>/promises/<int:pk>/remove/", tasks.promise_remove, name="promise-remove"),
    # The library of activities
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/<slug:activity>/", activities.activity_detail, name="activity-detail"),
]
