"""The guidebook editor, below /guidebooks/."""

from django.urls import path

from .views import (
    activities,
    catalog,
    copies,
    draft_texts,
    guidebook_drafts,
    items,
    letter_preview,
    news,
    proposals,
    questions,
    removals,
    sections,
    tracks,
)

app_name = "guidebook_editor"
urlpatterns = [
    path("drafts/", guidebook_drafts.draft_list, name="draft-list"),
    path("<slug:guidebook>/copy/", guidebook_drafts.guidebook_copy, name="guidebook-copy"),
    path(
        "<slug:guidebook>/new-version/",
        guidebook_drafts.guidebook_new_version,
        name="guidebook-new-version",
    ),
    path("<slug:guidebook>/withdraw/", catalog.guidebook_withdraw, name="guidebook-withdraw"),
    path("<slug:guidebook>/put-back/", catalog.guidebook_put_back, name="guidebook-put-back"),
    path("drafts/<int:pk>/", guidebook_drafts.draft_detail, name="draft-detail"),
    path("drafts/<int:pk>/preview/", guidebook_drafts.draft_preview, name="draft-preview"),
    path("drafts/<int:pk>/publish/", guidebook_drafts.draft_publish, name="draft-publish"),
    path("drafts/<int:pk>/propose/", proposals.draft_propose, name="draft-propose"),
    path("drafts/<int:pk>/take-back/", proposals.draft_take_back, name="draft-take-back"),
    path("drafts/<int:pk>/return/", proposals.draft_return, name="draft-return"),
    path("drafts/<int:pk>/discard/", guidebook_drafts.draft_discard, name="draft-discard"),
    path("drafts/<int:pk>/basics/", guidebook_drafts.draft_basics, name="draft-basics"),
    path("drafts/<int:pk>/labels/", guidebook_drafts.draft_labels, name="draft-labels"),
    path("drafts/<int:pk>/texts/<slug:about>/", draft_texts.text_list, name="draft-texts"),
    # The library of a network, and news about a guidebook
    path("drafts/activities/", activities.activity_list, name="activity-list"),
    path("drafts/activities/add/", activities.activity_add, name="activity-add"),
    path("drafts/activities/<slug:activity>/", activities.activity_edit, name="activity-edit"),
    path(
        "drafts/activities/<slug:activity>/remove/",
        activities.activity_remove,
        name="activity-remove",
    ),
    path("<slug:guidebook>/news/", news.news_list, name="news-list"),
    path("<slug:guidebook>/news/add/", news.news_add, name="news-add"),
    path("<slug:guidebook>/news/<int:row>/", news.news_edit, name="news-edit"),
    path("<slug:guidebook>/news/<int:row>/remove/", news.news_remove, name="news-remove"),
    # The tracks of all versions of a guidebook; the public page of one is in `recruitment`
    path("<slug:guidebook>/all-tracks/", tracks.track_list, name="track-list"),
    path("<slug:guidebook>/all-tracks/add/", tracks.track_add, name="track-add"),
    path("<slug:guidebook>/all-tracks/<int:row>/", tracks.track_edit, name="track-edit"),
    path("<slug:guidebook>/all-tracks/<int:row>/remove/", tracks.track_remove, name="track-remove"),
    path("drafts/<int:pk>/letters/preview/", letter_preview.preview, name="letter-preview"),
    # Evaluation questions
    path("drafts/<int:pk>/questions/", questions.question_meetings, name="question-meetings"),
    path("drafts/<int:pk>/questions/<int:row>/", questions.question_edit, name="question-edit"),
    path(
        "drafts/<int:pk>/meetings/<int:row>/questions/",
        questions.question_list,
        name="question-list",
    ),
    path(
        "drafts/<int:pk>/meetings/<int:row>/questions/add/",
        questions.question_add,
        name="question-add",
    ),
    # Sections and their items
    path("drafts/<int:pk>/meetings/<int:row>/copy/", copies.meeting_copy, name="meeting-copy"),
    path("drafts/<int:pk>/blocks/<int:row>/copy/", copies.block_copy, name="block-copy"),
    path(
        "drafts/<int:pk>/within/<int:parent>/<slug:section>/",
        sections.section_list_in,
        name="section-list-in",
    ),
    path(
        "drafts/<int:pk>/within/<int:parent>/<slug:section>/add/",
        items.item_add_in,
        name="item-add-in",
    ),
    path("drafts/<int:pk>/<slug:section>/", sections.section_list, name="section-list"),
    path("drafts/<int:pk>/<slug:section>/add/", items.item_add, name="item-add"),
    path("drafts/<int:pk>/<slug:section>/<int:row>/", items.item_edit, name="item-edit"),
    path(
        "drafts/<int:pk>/<slug:section>/<int:row>/remove/", removals.item_remove, name="item-remove"
    ),
]
