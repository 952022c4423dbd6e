from django.urls import path

from .views import cohort_list, dashboards, documents, find

app_name = "dashboards"
COHORT = "cohorts/<slug:slug>/"
urlpatterns = [
    path("find/", find.find, name="find"),
    path("cohorts/", cohort_list.cohort_list, name="cohort-list"),
    path(COHORT, dashboards.cohort_detail, name="cohort-detail"),
    path(
        COHORT + "meetings/<int:position>/documents/<slug:document>.pdf",
        documents.document_pdf,
        name="document-pdf",
    ),
    path(COHORT + "workbook.pdf", documents.workbook_pdf, name="workbook-pdf"),
]
