"""/guidebooks/: what everybody may read of published guidebooks, and the lists of interest in their tracks."""

from django.urls import path

from cop_site.views import guidebooks, interest, interest_lists

urlpatterns = [
    path("", guidebooks.guidebook_list, name="guidebook-list"),
    path("<slug:guidebook>/", guidebooks.guidebook_detail, name="guidebook-detail"),
    path("<slug:guidebook>/application/", guidebooks.guidebook_application, name="guidebook-application"),
    path("<slug:guidebook>/principles/", guidebooks.guidebook_principles, name="guidebook-principles"),
    path("<slug:guidebook>/activities/<slug:activity>/", guidebooks.guidebook_activity, name="guidebook-activity"),
    path("<slug:guidebook>/meetings/<int:position>/", guidebooks.guidebook_meeting, name="guidebook-meeting"),
    path("<slug:guidebook>/documents/<slug:document>.pdf", guidebooks.guidebook_paper, name="guidebook-paper"),
    path("<slug:guidebook>/meetings/<int:position>/<slug:document>.pdf", guidebooks.guidebook_meeting_paper, name="guidebook-meeting-paper"),
    # Tracks that are coming soon
    path("<slug:guidebook>/tracks/<slug:code>/", interest.interest_add, name="interest-add"),
    path("<slug:guidebook>/interest/", interest_lists.interest_list, name="interest-list"),
    path("<slug:guidebook>/interest/<slug:code>/export.csv", interest_lists.interest_export, name="interest-export"),
    path("<slug:guidebook>/interest/<slug:code>/open/", interest_lists.track_open, name="track-open"),
    path("<slug:guidebook>/interest/<slug:code>/tell/", interest_lists.interest_tell, name="interest-tell"),
]
