import hashlib
import secrets

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from cop_site.lib.addresses import email_key

from .person import Person


class LinkQuerySet(models.QuerySet):
    def usable(self):
        now = timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=now).exclude(uses_left=0)

    def with_secret(self, secret):
        """The link of this secret: at most one, usable or not."""
        return self.filter(secret_hash=hash_secret(secret))


def hash_secret(secret):
    """SHA-256 of the secret as typed into the address: 32 bytes; the database never holds the secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


class Link(models.Model):
    """A way in for somebody without a password: one purpose, one address, one person or object."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign-in", "Sign in"
        PASSWORD = "password", "Choose a password"
        APPLICATION = "application", "See one's application"
        SIGN_OFF = "sign-off", "Sign for applicants"
        REPLY = "reply", "Say whether one is coming"
        EVALUATE = "evaluate", "Evaluate a meeting"
        INTEREST = "interest", "Be told when a track opens"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    email_key = models.CharField(max_length=254, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="links")
    application = models.ForeignKey("cohorts.Application", models.CASCADE, null=True, blank=True, related_name="links")
    membership = models.ForeignKey("cohorts.CohortMembership", models.CASCADE, null=True, blank=True, related_name="links")
    #: Position of the meeting inside the membership's cohort, for replies and evaluations.
    meeting_position = models.PositiveSmallIntegerField(null=True, blank=True)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    #: Empty: as often as wanted until it expires. Evaluation links are never counted down:
    #: sending an evaluation writes the evaluation and nothing else.
    uses_left = models.PositiveSmallIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="link_is_about_somebody",
                condition=Q(person__isnull=False) | Q(application__isnull=False) | Q(membership__isnull=False) | ~Q(email_key=""),
            ),
            models.CheckConstraint(
                name="link_meeting_needs_membership",
                condition=Q(meeting_position__isnull=True) | Q(membership__isnull=False),
            ),
            models.CheckConstraint(
                name="link_evaluate_is_not_counted",
                condition=~Q(purpose="evaluate") | Q(uses_left__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.pk}"

    @classmethod
    def mint(cls, purpose, *, lasts, uses=None, address="", **about):
        """Make a link and return (link, secret): the secret is 43 letters from 32 random bytes and is not kept."""
        secret = secrets.token_urlsafe(32)
        link = cls.objects.create(
            purpose=purpose,
            email_key=email_key(address),
            secret_hash=hash_secret(secret),
            expires_at=timezone.now() + lasts,
            uses_left=uses,
            **about,
        )
        return link, secret

    @property
    def cohort(self):
        """The cohort it is about, or None."""
        about = self.application or self.membership
        return about and about.cohort

    @property
    def is_usable(self):
        return self.revoked_at is None and self.expires_at > timezone.now() and self.uses_left != 0

    def use(self):
        """Count one use down, whole or not at all: of fifty at once, exactly `uses_left` hear True."""
        if self.uses_left is None:
            return self.is_usable
        with transaction.atomic():
            return Link.objects.usable().filter(pk=self.pk, uses_left__gt=0).update(uses_left=F("uses_left") - 1) == 1

    def revoke(self):
        Link.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
