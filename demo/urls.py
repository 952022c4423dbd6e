from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.personas, name="persona-list"),
    path("demo/become/", views.become, name="become"),
    path("demo/mail/", views.mail_list, name="mail-list"),
    path("demo/mail/<int:pk>/", views.mail_detail, name="mail-detail"),
]
