from django.urls import path

from .views import links

app_name = "cohorts"
urlpatterns = [
    # A secret from a letter leaves the address at once
    path("l/<str:secret>/", links.link_open, name="link-open"),
]
