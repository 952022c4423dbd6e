from django.urls import path

from .views import cohort_list, dashboards, documents, find, jobs, meetings, papers, persons

app_name = "dashboards"
COHORT = "cohorts/<slug:slug>/"
MEETING = COHORT + "meetings/<int:position>/"
PAPERS = MEETING + "papers/"
urlpatterns = [
    path("find/", find.find, name="find"),
    path("cohorts/", cohort_list.cohort_list, name="cohort-list"),
    path("cohorts.<str:ending>", cohort_list.cohort_export, name="cohort-export"),
    path(COHORT, dashboards.cohort_detail, name="cohort-detail"),
    path(COHORT + "mine/", meetings.own_record_detail, name="member-record"),
    path(COHORT + "members/<int:pk>/", persons.member_page, name="member-detail"),
    path("people/<int:pk>/", persons.person_page, name="person-detail"),
    path(MEETING, meetings.meeting_detail, name="meeting-detail"),
    path(
        MEETING + "missing/<slug:item>/",
        meetings.checklist_item,
        name="checklist-item",
    ),
    path(
        MEETING + "documents/<slug:document>.pdf",
        documents.document_pdf,
        name="document-pdf",
    ),
    path(COHORT + "workbook.pdf", documents.workbook_pdf, name="workbook-pdf"),
    path(PAPERS, papers.papers_page, name="papers"),
    path(PAPERS + "count/", papers.page_count, name="page-count"),
    path(PAPERS + "<slug:document>/", papers.document_make, name="document-make"),
    path("jobs/<int:pk>/", jobs.job_detail, name="job-detail"),
    path("jobs/<int:pk>/again/", jobs.job_retry, name="job-retry"),
]
