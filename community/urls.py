from django.urls import path

from .views import duties, profiles, topics

app_name = "community"
urlpatterns = [
    # What the group wants to learn
    path("cohorts/<slug:slug>/map/", topics.learning_map, name="learning-map"),
    path("cohorts/<slug:slug>/map/add/", topics.topic_add, name="topic-add"),
    path("cohorts/<slug:slug>/map/carry/", topics.topic_carry, name="topic-carry"),
    path("cohorts/<slug:slug>/map/<int:pk>/", topics.topic_edit, name="topic-edit"),
    path("cohorts/<slug:slug>/map/<int:pk>/voice/", topics.topic_interest, name="topic-interest"),
    path("cohorts/<slug:slug>/map/<int:pk>/place/", topics.topic_schedule, name="topic-schedule"),
    path("cohorts/<slug:slug>/map/<int:pk>/off/", topics.topic_unschedule, name="topic-unschedule"),
    path("cohorts/<slug:slug>/map/<int:pk>/learned/", topics.topic_complete, name="topic-complete"),
    path("cohorts/<slug:slug>/map/<int:pk>/remove/", topics.topic_remove, name="topic-remove"),
    # Who we are
    path("cohorts/<slug:slug>/people/", profiles.profile_list, name="profile-list"),
    path("cohorts/<slug:slug>/people/me/", profiles.profile_edit, name="profile-edit"),
    path("cohorts/<slug:slug>/duties/", duties.duty_answer, name="duty-answer"),
]
