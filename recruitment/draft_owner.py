"""Whose drafts of applications a browser may open."""

import secrets

from allauth.core import ratelimit
from django.core.signing import BadSignature

from people.models.link import hash_secret

from .models import ApplicationDraft

#: Holds the secret of the drafts that were begun in this browser, without a sign-in.
DRAFT_COOKIE = "hallway-draft"
#: Is there since this browser was asked whose draft it is, until somebody says so.
ASKED_COOKIE = "hallway-draft-asked"


def newest_open(**owner):
    """The open part that the newest of these drafts is for, or None."""
    drafts = ApplicationDraft.objects.filter(**owner).order_by("-saved_at")
    parts = [draft.cohort_part for draft in drafts.select_related("cohort_part__cohort")]
    return next((part for part in parts if part.takes_applications), None)


def begun_by(person):
    """The open part that this person began an application for, signed in, and has not sent it."""
    return newest_open(person=person)


class DraftOwner:
    """Whose drafts this browser may open: those of the person signed in, else its own."""

    def __init__(self, request):
        self.request = request
        self.person = request.user if request.user.is_authenticated else None
        self.secret = self.secret_of_browser() or ("" if self.person else secrets.token_urlsafe(32))

    def secret_of_browser(self):
        try:
            return self.request.get_signed_cookie(DRAFT_COOKIE, salt=DRAFT_COOKIE)
        except (KeyError, BadSignature):
            return ""

    @property
    def columns(self):
        """The columns of a draft that is begun now."""
        if self.person:
            return {"person": self.person}
        return {"browser_hash": hash_secret(self.secret)}

    def draft(self, cohort_part):
        """The draft for this part, or None: one's own; else that of the browser, which may have
        been begun before signing in.
        """
        drafts = ApplicationDraft.objects.filter(cohort_part=cohort_part)
        own = self.person and drafts.filter(person=self.person).first()
        if own or not self.secret:
            return own
        return drafts.filter(browser_hash=hash_secret(self.secret)).first()

    def begun_here(self):
        """The open part that the newest draft of this person, else of this browser, is for, or
        None: the page of the form asks whose it is.
        """
        own = begun_by(self.person) if self.person else None
        if own or not self.secret_of_browser():
            return own
        return newest_open(browser_hash=hash_secret(self.secret))

    def is_known(self):
        """Whether nothing says that somebody else may be here: the page was reached from a page
        of ours, not from the history of the browser, and no question is unanswered.
        """
        came_from = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        return came_from == "same-origin" and not self.request.COOKIES.get(ASKED_COOKIE)

    def ask(self, response):
        """Note that this page asks who is there: until the answer, every step asks."""
        response.set_cookie(ASKED_COOKIE, "1", **self.cookie_limits)
        return response

    @property
    def cookie_limits(self):
        """Arguments of `set_cookie` that both cookies share."""
        return {"httponly": True, "samesite": "Lax", "secure": self.request.is_secure()}

    def may_begin(self):
        """Whether another draft may be begun from this network address now."""
        return ratelimit.consume(self.request, action="application_draft")

    def may_try_address(self):
        """Whether one more address may be tried from this network address now."""
        return ratelimit.consume(self.request, action="draft_address")

    def remember(self, response):
        """Leave the secret in the browser, for as long as a draft is kept."""
        if self.request.method == "POST" and self.request.COOKIES.get(ASKED_COOKIE):
            response.delete_cookie(ASKED_COOKIE)
        if not self.person:
            response.set_signed_cookie(
                DRAFT_COOKIE,
                self.secret,
                salt=DRAFT_COOKIE,
                max_age=ApplicationDraft.KEPT_AFTER_SAVING,
                **self.cookie_limits,
            )
        return response
