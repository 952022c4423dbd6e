"""/guidebooks/: guidebooks that people copy, edit and publish."""

from django.urls import path

from cop_site.views import draft_questions, draft_rows, drafts

urlpatterns = [
    path("drafts/", drafts.draft_list, name="draft-list"),
    path("<slug:guidebook>/copy/", drafts.guidebook_copy, name="guidebook-copy"),
    path("<slug:guidebook>/new-version/", drafts.guidebook_version, name="guidebook-version"),
    path("drafts/<int:pk>/", drafts.draft_detail, name="draft-detail"),
    path("drafts/<int:pk>/preview/", drafts.draft_preview, name="draft-preview"),
    path("drafts/<int:pk>/publish/", drafts.draft_publish, name="draft-publish"),
    path("drafts/<int:pk>/discard/", drafts.draft_discard, name="draft-discard"),
    path("drafts/<int:pk>/basics/", drafts.draft_basics, name="draft-basics"),
    path("drafts/<int:pk>/labels/", drafts.draft_labels, name="draft-labels"),
    # What is asked at the end of a meeting
    path("drafts/<int:pk>/questions/", draft_questions.question_meetings, name="draft-question-meetings"),
    path("drafts/<int:pk>/questions/<int:row>/", draft_questions.question_edit, name="draft-question-edit"),
    path("drafts/<int:pk>/meetings/<int:row>/questions/", draft_questions.questions, name="draft-questions"),
    path("drafts/<int:pk>/meetings/<int:row>/questions/add/", draft_questions.question_add, name="draft-question-add"),
    # Everything else: one editor
    path("drafts/<int:pk>/within/<int:parent>/<slug:section>/", draft_rows.rows_within, name="draft-rows-within"),
    path("drafts/<int:pk>/within/<int:parent>/<slug:section>/add/", draft_rows.row_add_within, name="draft-row-add-within"),
    path("drafts/<int:pk>/<slug:section>/", draft_rows.rows, name="draft-rows"),
    path("drafts/<int:pk>/<slug:section>/add/", draft_rows.row_add, name="draft-row-add"),
    path("drafts/<int:pk>/<slug:section>/<int:row>/", draft_rows.row_edit, name="draft-row-edit"),
    path("drafts/<int:pk>/<slug:section>/<int:row>/remove/", draft_rows.row_remove, name="draft-row-remove"),
]
