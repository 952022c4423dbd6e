"""/guidebooks/: guidebooks that people copy, edit and publish."""

from django.urls import path

from .views import drafts, questions, sections

app_name = "library"
urlpatterns = [
    path("drafts/", drafts.draft_list, name="draft-list"),
    path("<slug:guidebook>/copy/", drafts.guidebook_copy, name="guidebook-copy"),
    path("<slug:guidebook>/new-version/", drafts.guidebook_version, name="guidebook-new-version"),
    path("drafts/<int:pk>/", drafts.draft_detail, name="draft-detail"),
    path("drafts/<int:pk>/preview/", drafts.draft_preview, name="draft-preview"),
    path("drafts/<int:pk>/publish/", drafts.draft_publish, name="draft-publish"),
    path("drafts/<int:pk>/discard/", drafts.draft_discard, name="draft-discard"),
    path("drafts/<int:pk>/basics/", drafts.draft_basics, name="draft-basics"),
    path("drafts/<int:pk>/labels/", drafts.draft_labels, name="draft-labels"),
    # What is asked at the end of a meeting
    path("drafts/<int:pk>/questions/", questions.question_meetings, name="question-meetings"),
    path("drafts/<int:pk>/questions/<int:row>/", questions.question_edit, name="question-edit"),
    path("drafts/<int:pk>/meetings/<int:row>/questions/", questions.questions, name="question-list"),
    path("drafts/<int:pk>/meetings/<int:row>/questions/add/", questions.question_add, name="question-add"),
    # Everything else: one editor
    path("drafts/<int:pk>/within/<int:parent>/<slug:section>/", sections.rows_within, name="section-list-in"),
    path("drafts/<int:pk>/within/<int:parent>/<slug:section>/add/", sections.row_add_within, name="section-add-in"),
    path("drafts/<int:pk>/<slug:section>/", sections.rows, name="section-list"),
    path("drafts/<int:pk>/<slug:section>/add/", sections.row_add, name="section-add"),
    path("drafts/<int:pk>/<slug:section>/<int:row>/", sections.row_edit, name="section-edit"),
    path("drafts/<int:pk>/<slug:section>/<int:row>/remove/", sections.row_remove, name="section-remove"),
]
