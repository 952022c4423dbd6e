from django.urls import path

from .views import (
    all_applications,
    application_status,
    applications,
    apply,
    apply_resume,
    decisions,
    endorsement_forward,
    endorsements,
    interest_lists,
    interest_signup,
    renewals,
    roster_draft,
    roster_import,
)

app_name = "recruitment"
COHORT = "cohorts/<slug:slug>/"
TRACKS = "guidebooks/<slug:guidebook>/"
urlpatterns = [
    # Anybody
    path(COHORT + "apply/", apply.apply, name="apply"),
    path(COHORT + "apply/check/", apply.apply_check, name="apply-check"),
    path(COHORT + "apply/restart/", apply_resume.apply_restart, name="apply-restart"),
    path(COHORT + "apply/received/", apply.received, name="apply-received"),
    path(COHORT + "apply/<slug:step>/", apply.apply_step, name="apply-step"),
    # The applicant, by a personal link
    path("application/", application_status.application_own, name="application-own"),
    path(
        "application/confirm/", application_status.application_confirm, name="application-confirm"
    ),
    path(
        "application/calendar.ics",
        application_status.application_calendar,
        name="application-calendar",
    ),
    path("application/change/", application_status.application_change, name="application-change"),
    path(
        "application/withdraw/",
        application_status.application_withdraw,
        name="application-withdraw",
    ),
    # A member, by a personal link, about the next part
    path("renew/", renewals.renewal, name="renewal"),
    # The director, by a personal link
    path("sign-off/", endorsements.endorsement_answer, name="endorsement-answer"),
    path("sign-off/forward/", endorsement_forward.endorsement_forward, name="endorsement-forward"),
    path(
        "sign-off/take-back/",
        endorsement_forward.endorsement_take_back,
        name="endorsement-take-back",
    ),
    path("sign-off/language/", endorsements.endorsement_language, name="endorsement-language"),
    path("sign-off/calendar.ics", endorsements.endorsement_calendar, name="endorsement-calendar"),
    path("sign-off/object/", endorsements.endorsement_object, name="endorsement-object"),
    # Choosing
    path(COHORT + "applications/", applications.application_list, name="application-list"),
    path(
        COHORT + "applications.<str:ending>",
        applications.application_export,
        name="application-export",
    ),
    path(COHORT + "applications/offer/", decisions.application_offer, name="application-offer"),
    path(COHORT + "applications/remind/", decisions.application_remind, name="application-remind"),
    path(
        COHORT + "applications/<int:pk>/",
        applications.application_detail,
        name="application-detail",
    ),
    path(
        COHORT + "applications/<int:pk>/decide/",
        decisions.application_decide,
        name="application-decide",
    ),
    path(
        COHORT + "applications/<int:pk>/correct/",
        decisions.application_correct,
        name="application-correct",
    ),
    # All cohorts in which somebody recruits
    path("applications/", all_applications.application_all, name="application-all"),
    path(
        "applications.<str:ending>",
        all_applications.application_all_export,
        name="application-all-export",
    ),
    # A roster from a file
    path(COHORT + "members/import/", roster_import.roster_import, name="roster-import"),
    path(
        COHORT + "members/import/<int:pk>/", roster_draft.roster_check, name="roster-import-check"
    ),
    path(
        COHORT + "members/import/<int:pk>/answers/",
        roster_draft.roster_answer,
        name="roster-import-answer",
    ),
    path(
        COHORT + "members/import/<int:pk>/columns/",
        roster_draft.roster_columns,
        name="roster-import-columns",
    ),
    path(
        COHORT + "members/import/<int:pk>/read-in/",
        roster_import.roster_read_in,
        name="roster-import-read-in",
    ),
    path(
        COHORT + "members/import/<int:pk>/undo/",
        roster_import.roster_undo,
        name="roster-import-undo",
    ),
    # Tracks that are coming soon, and who wants to hear of them
    path("interest/", interest_signup.interest_own, name="interest-own"),
    path(TRACKS + "tracks/<slug:code>/", interest_signup.interest_add, name="interest-add"),
    path(TRACKS + "interest/", interest_lists.interest_list, name="interest-list"),
    path(TRACKS + "interest.<str:ending>", interest_lists.interest_export, name="interest-export"),
    path(TRACKS + "interest/<slug:code>/open/", interest_lists.track_open, name="track-open"),
    path(
        TRACKS + "interest/<slug:code>/tell/",
        interest_lists.interest_notify,
        name="interest-notify",
    ),
]
