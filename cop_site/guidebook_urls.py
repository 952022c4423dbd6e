"""/guidebooks/: the public pages of published guidebooks."""

from django.urls import path

from .views import guidebooks

urlpatterns = [
    path("", guidebooks.guidebook_list, name="guidebook-list"),
    path("<slug:guidebook>/", guidebooks.guidebook_detail, name="guidebook-detail"),
    path(
        "<slug:guidebook>/application/",
        guidebooks.guidebook_application,
        name="guidebook-application",
    ),
    path(
        "<slug:guidebook>/principles/", guidebooks.guidebook_principles, name="guidebook-principles"
    ),
    path(
        "<slug:guidebook>/activities/<slug:activity>/",
        guidebooks.guidebook_activity,
        name="guidebook-activity",
    ),
    path(
        "<slug:guidebook>/meetings/<int:position>/",
        guidebooks.guidebook_meeting,
        name="guidebook-meeting",
    ),
    path(
        "<slug:guidebook>/documents/<slug:document>.pdf",
        guidebooks.guidebook_document,
        name="guidebook-document",
    ),
    path(
        "<slug:guidebook>/meetings/<int:position>/<slug:document>.pdf",
        guidebooks.guidebook_meeting_document,
        name="guidebook-meeting-document",
    ),
]
