from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language
from django.contrib.auth.decorators import login_not_required

urlpatterns = []
