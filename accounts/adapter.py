"""How the account package behaves here: passwords are for staff, and staff are invited."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext_lazy as _


class StaffAccounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Email and password do not belong together. Check both, or ask for a new password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """The account package writes no mail of its own here: what people get goes through the outbox."""

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Pages say themselves what is so; a changed password has no page of its own."""
        if message_template == "account/messages/password_changed.txt":
            messages.info(request, _("Your password is changed. Every other device is signed out."))

    def is_reauthentication_required(self, *, app):
        """Whoever has signed in with a password a moment ago is not asked for it twice."""
        return not just_signed_in(self.request) and super().is_reauthentication_required(app=app)


def just_signed_in(request):
    records = get_authentication_records(request, request.user)
    return any(time.time() - record.get("at", 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)


class StaffSignInForm(LoginForm):
    """Labels say what belongs where; a link under the form leads to a new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class SetUpCode(ActivateTOTPView):
    """Setting the code up proves it: this session has passed the second factor."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp", reauthenticated=True)
        return response
