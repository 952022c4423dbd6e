from allauth.account.adapter import DefaultAccountAdapter


class StaffAccounts(DefaultAccountAdapter):
    """Passwords are for staff, and staff are invited: nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """The account package writes no mail of its own here: what people get goes through the outbox."""
