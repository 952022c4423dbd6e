from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter

from accounts.views import passwords
from people.converters import SecretConverter
from people.models.link import LINK_PREFIX

from .views import errors, health, home, links, pages

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
admin.site.login = passwords.admin_sign_in
register_converter(SecretConverter, "secret")

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.health, name="health"),
    path("language/", pages.set_language, name="set_language"),
    # Moves the secret of a letter's link from the URL into a cookie and redirects
    path(f"{LINK_PREFIX}<secret:secret>", links.link_open, name="link-open"),
    # Pages for everybody
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.help_page, name="help"),
    # Signing in
    path("", include("accounts.urls")),
    path("account/", include("accounts.allauth_urls")),
    # Reference data
    path("admin/", admin.site.urls),
    # The order matters: in later patterns a slug may stand where these have a fixed word
    path("", include("lifecycle.urls")),
    path("guidebooks/", include("guidebook_editor.urls")),
    path("guidebooks/", include("cop_site.guidebook_urls")),
    path("", include("recruitment.urls")),
    path("", include("cohorts.urls")),
    path("", include("meetings.urls")),
    path("", include("evaluations.urls")),
    path("", include("community.urls")),
    path("", include("dashboards.urls")),
]
if "demo" in settings.INSTALLED_APPS:
    urlpatterns += [path("", include("demo.urls"))]
