from django.urls import path

from .views import people, topics

app_name = "community"
urlpatterns = [
    # What the group wants to learn
    path("cohorts/<slug:slug>/map/", topics.topic_map, name="map"),
    path("cohorts/<slug:slug>/map/add/", topics.topic_add, name="topic-add"),
    path("cohorts/<slug:slug>/map/<int:pk>/", topics.topic_edit, name="topic-edit"),
    path("cohorts/<slug:slug>/map/<int:pk>/voice/", topics.topic_voice, name="topic-voice"),
    path("cohorts/<slug:slug>/map/<int:pk>/place/", topics.topic_place, name="topic-place"),
    path("cohorts/<slug:slug>/map/<int:pk>/off/", topics.topic_off, name="topic-off"),
    path("cohorts/<slug:slug>/map/<int:pk>/learned/", topics.topic_learned, name="topic-learned"),
    path("cohorts/<slug:slug>/map/<int:pk>/remove/", topics.topic_remove, name="topic-remove"),
    # Who we are
    path("cohorts/<slug:slug>/people/", people.people, name="people"),
    path("cohorts/<slug:slug>/people/me/", people.profile_edit, name="profile-edit"),
]
