"""How django-allauth behaves here: passwords are for staff only, and nobody signs up."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FormInPage


class StaffAccounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Email and password do not belong together. Check both, or ask for a new password."
        ),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Send nothing: every mail is a Letter and goes through its queue."""

    def add_message(
        self,
        request,
        level,
        message_template=None,
        message_context=None,
        extra_tags="",
        message=None,
    ):
        """Drop allauth's messages except the one about a changed password, after which no page
        of its own comes.
        """
        if message_template == "account/messages/password_changed.txt":
            messages.info(request, _("Your password is changed. Every other device is signed out."))

    def is_reauthentication_required(self, *, app):
        """Not within ACCOUNT_REAUTHENTICATION_TIMEOUT after signing in,
        so that the password is not asked for twice.
        """
        return not just_signed_in(self.request) and super().is_reauthentication_required(app=app)


def just_signed_in(request):
    records = get_authentication_records(request, request.user)
    return any(
        time.time() - record.get("at", 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        for record in records
    )


class StaffSignInForm(LoginForm):
    """allauth's form without placeholders and help texts:
    the page has labels and a link for a new password.
    """

    helper = FormInPage()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class ActivateSecondFactor(ActivateTOTPView):
    """Setting up the code proves it, so this session counts as having passed the second factor."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, method="mfa", type="totp", reauthenticated=True
        )
        return response
