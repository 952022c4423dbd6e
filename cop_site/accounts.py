"""How the account package behaves here: passwords are for staff, and staff are invited."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings


class StaffAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """The account package writes no mail of its own here: what people get goes through the outbox."""

    def is_reauthentication_required(self, *, app):
        """Whoever has signed in with a password a moment ago is not asked for it twice."""
        return not just_signed_in(self.request) and super().is_reauthentication_required(app=app)


def just_signed_in(request):
    records = get_authentication_records(request, request.user)
    return any(time.time() - record.get("at", 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)


class SetUpCode(ActivateTOTPView):
    """Setting the code up proves it: this session has passed the second factor."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp", reauthenticated=True)
        return response
