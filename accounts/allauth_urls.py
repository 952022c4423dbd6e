"""The pages of django-allauth that Hallway uses, under the URL names that allauth looks up."""

from allauth.account import views
from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.urls import include, path

from lib.compression import shows_secret

from . import adapter
from .views import own_address, passwords, sign_in

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("address/", own_address.address_change, name="account_change_address"),
    path("password/reset/", passwords.password_forgotten, name="account_reset_password"),
    path("password/choose/", passwords.password_choose, name="account_choose_password"),
    path(
        "second-factor/totp/activate/",
        shows_secret(adapter.ActivateSecondFactor.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "second-factor/recovery-codes/",
        shows_secret(view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/download/",
        shows_secret(download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("second-factor/", include("allauth.mfa.urls")),
    # URL names that allauth looks up, but whose pages do not exist: nobody signs up here
    path("email/", passwords.not_here, name="account_email"),
    path("confirm-email/", passwords.not_here, name="account_email_verification_sent"),
    path("password/set/", passwords.not_here, name="account_set_password"),
    path("signup/", passwords.not_here, name="account_signup"),
    path("login/code/confirm/", passwords.not_here, name="account_confirm_login_code"),
]
