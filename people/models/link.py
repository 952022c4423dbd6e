import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from lib.text import normalize_email

from .person import Person

#: Where the address of a personal link begins. Letters that were sent carry it, so it never changes.
LINK_PREFIX = "l/"


class LinkQuerySet(models.QuerySet):
    def usable(self):
        now = timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=now).exclude(uses_left=0)

    def with_secret(self, secret):
        """The link of this secret: at most one, usable or not."""
        return self.filter(secrets__secret_hash=hash_secret(secret))


def hash_secret(secret):
    """SHA-256 of the secret as typed into the address: 32 bytes; the database never holds the secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def link_address(secret):
    """The absolute address that opens the link of this secret."""
    return f"{settings.SITE_URL}/{LINK_PREFIX}{secret}/"


class Link(models.Model):
    """Access for somebody without a password: one purpose, one address or person.

    What the link is about (an application, a membership) is a row of the package that made it,
    which points here. A link opens with any of its secrets; without one it cannot be opened.
    """

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
                condition=Q(person__isnull=False) | ~Q(email_key=""),
            ),
            models.CheckConstraint(
                name="link_evaluate_is_not_counted",
                condition=~Q(purpose="evaluate") | Q(uses_left__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.pk}"

    @classmethod
    def make(cls, purpose, *, until, uses=None, address="", person=None):
        """A new link without a secret: nobody can open it before `add_secret`.

        until: the moment it stops opening. uses: how often it opens; None for any number of times.
        """
        return cls.objects.create(
            purpose=purpose, email_key=normalize_email(address), person=person, expires_at=until, uses_left=uses
        )

    @classmethod
    def mint(cls, purpose, *, lasts, uses=None, address="", person=None):
        """A link that can be opened at once: (link, secret). lasts: a timedelta from now."""
        link = cls.make(purpose, until=timezone.now() + lasts, uses=uses, address=address, person=person)
        return link, link.add_secret()

    def add_secret(self):
        """One more secret that opens this link: 43 letters from 32 random bytes, returned once and not kept."""
        secret = secrets.token_urlsafe(32)
        self.secrets.create(secret_hash=hash_secret(secret))
        return secret

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


class LinkSecret(models.Model):
    """One secret that opens a link. Delivering a letter a second time adds a second one, and both open."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="secrets")
    secret_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Secret of {self.link}"
