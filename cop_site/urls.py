from django.contrib import admin
from django.urls import include, path

from cop_site.views import demo, errors, health, home, interest, opening, pages, passwords, sign_in

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
admin.site.login = passwords.admin_sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.health, name="health"),
    # Coming in
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/link/", sign_in.sign_in_link, name="sign-in-link"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", pages.set_language, name="set_language"),
    path("account/", include("cop_site.account_urls")),
    # What everybody may read
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.help_page, name="help"),
    # Opening a cohort needs all three apps
    path("cohorts/open/", opening.cohort_open, name="cohort-open"),
    # Making guidebooks: before the public pages, whose slugs come after
    path("guidebooks/", include("cop_site.draft_urls")),
    path("guidebooks/", include("cop_site.guidebook_urls")),
    path("interest/", interest.interest_own, name="interest-own"),
    # The demonstration
    path("demo/", demo.personas, name="personas"),
    path("demo/become/", demo.become, name="demo-become"),
    path("demo/mail/", demo.mail_list, name="demo-mail"),
    path("demo/mail/<int:pk>/", demo.mail_detail, name="demo-mail-detail"),
    # Reference data
    path("admin/", admin.site.urls),
    # The apps
    path("", include("cohorts.urls")),
    path("", include("meetings.urls")),
    path("", include("evaluations.urls")),
    path("", include("community.urls")),
]
