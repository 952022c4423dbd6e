from django.urls import path, register_converter

from .addresses_of_links import SecretConverter
from .views import application, apply, board, cohorts, everywhere, letters, links, members, roster, signoff, staff

register_converter(SecretConverter, "secret")
app_name = "cohorts"
urlpatterns = [
    # A secret from a letter leaves the address at once
    path("l/<secret:secret>", links.link_open, name="link-open"),
    # Anybody
    path("cohorts/<slug:slug>/apply/", apply.apply, name="apply"),
    path("cohorts/<slug:slug>/apply/received/", apply.received, name="apply-received"),
    # The applicant, by a private link
    path("application/", application.application_own, name="application-own"),
    path("application/confirm/", application.application_confirm, name="application-confirm"),
    path("application/change/", application.application_change, name="application-change"),
    path("application/withdraw/", application.application_withdraw, name="application-withdraw"),
    # The director, by a private link
    path("sign-off/", signoff.sign_off, name="sign-off"),
    path("sign-off/forward/", signoff.sign_off_forward, name="sign-off-forward"),
    path("sign-off/object/", signoff.sign_off_object, name="sign-off-object"),
    # Recruiting
    path("cohorts/", cohorts.cohort_list, name="cohort-list"),
    path("cohorts/<slug:slug>/applications/", board.application_list, name="application-list"),
    path("cohorts/<slug:slug>/applications.<str:ending>", board.application_export, name="application-export"),
    path("cohorts/<slug:slug>/applications/offer/", board.application_offer, name="application-offer"),
    path("cohorts/<slug:slug>/applications/remind/", board.application_remind, name="application-remind"),
    path("cohorts/<slug:slug>/applications/<int:pk>/", board.application_detail, name="application-detail"),
    path("cohorts/<slug:slug>/applications/<int:pk>/decide/", board.application_decide, name="application-decide"),
    path("cohorts/<slug:slug>/applications/<int:pk>/correct/", board.application_correct, name="application-correct"),
    path("cohorts/<slug:slug>/begin/", board.cohort_begin, name="cohort-begin"),
    # All cohorts in which somebody recruits
    path("applications/", everywhere.application_everywhere, name="application-everywhere"),
    path("applications.<str:ending>", everywhere.application_everywhere_export, name="application-everywhere-export"),
    path("people/", everywhere.person_list, name="person-list"),
    path("people.<str:ending>", everywhere.person_export, name="person-export"),
    # People and letters of a cohort
    path("cohorts/<slug:slug>/members/", members.member_list, name="member-list"),
    path("cohorts/<slug:slug>/members.<str:ending>", members.member_export, name="member-export"),
    path("cohorts/<slug:slug>/members/import/", roster.member_import, name="member-import"),
    path("cohorts/<slug:slug>/members/<int:pk>/leave/", members.member_leave, name="member-leave"),
    path("cohorts/<slug:slug>/letters/", letters.letter_list, name="letter-list"),
    path("cohorts/<slug:slug>/letters/<int:pk>/again/", letters.letter_again, name="letter-again"),
    # /cohorts/<slug>/staff/
    path("cohorts/<slug:slug>/staff/", staff.staff_list, name="staff-list"),
    path("cohorts/<slug:slug>/staff/<int:pk>/end/", staff.staff_end, name="staff-end"),
    path("cohorts/<slug:slug>/staff/duties/<int:pk>/", staff.duty_give, name="duty-give"),
]
