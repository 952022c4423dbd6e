from django.urls import path

from .views import cohort_list, dashboards, documents, meetings

app_name = "dashboards"
COHORT = "cohorts/<slug:slug>/"
MEETING = COHORT + "meetings/<int:position>/"
urlpatterns = [
    path("cohorts/", cohort_list.cohort_list, name="cohort-list"),
    path(COHORT, dashboards.cohort_detail, name="cohort-detail"),
    path(COHORT + "mine/", meetings.own_record_detail, name="member-record"),
    path(MEETING, meetings.meeting_detail, name="meeting-detail"),
    path(
        MEETING + "documents/<slug:document>.pdf",
        documents.document_pdf,
        name="document-pdf",
    ),
    path(COHORT + "workbook.pdf", documents.workbook_pdf, name="workbook-pdf"),
]
