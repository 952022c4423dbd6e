import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from lib.text import normalize_email

from .person import Person

#: First part of the path of a personal link. Letters that were sent contain it,
#: so it never changes.
LINK_PREFIX = "l/"


class LinkQuerySet(models.QuerySet):
    def usable(self):
        now = timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=now).exclude(uses_left=0)

    def with_secret(self, secret):
        """At most one link, usable or not: the one that this secret belongs to."""
        return self.filter(secrets__secret_hash=hash_secret(secret))


def hash_secret(secret):
    """SHA-256 of the secret, 32 bytes. Only this is stored."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def link_address(secret):
    """The absolute URL of a personal link."""
    return f"{settings.SITE_URL}/{LINK_PREFIX}{secret}/"


class Link(models.Model):
    """A personal link: access without a password, for one purpose, sent to one address or person.

    What the link is about (an application, a membership) is a row of the package that made it,
    which points here. Each of its secrets opens it; before it has one, nobody can.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign-in", "Sign in"
        PASSWORD = "password", "Choose a password"
        APPLICATION = "application", "See one's application"
        SIGN_OFF = "sign-off", "Sign for applicants"
        RENEW = "renew", "Renew one's place for the next part"
        REPLY = "reply", "Say whether one is coming"
        EVALUATE = "evaluate", "Evaluate a meeting"
        INTEREST = "interest", "Be told when a track opens"
        ADDRESS = "address", "Confirm a new address"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    email_key = models.CharField(max_length=254, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="links")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    #: None: any number of times until it expires. Uses of an evaluation link are never counted,
    #: because sending an evaluation may write nothing else
    #: (docs/decisions/0017-confidential-by-construction.md).
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
        """Create a link without a secret; nobody can open it before `add_secret`.

        until: when it expires. uses: how often it can be used; None for any number of times.
        """
        return cls.objects.create(
            purpose=purpose,
            email_key=normalize_email(address),
            person=person,
            expires_at=until,
            uses_left=uses,
        )

    @classmethod
    def mint(cls, purpose, *, lasts, uses=None, address="", person=None):
        """Create a link with a secret: (link, secret). lasts: a timedelta from now."""
        link = cls.make(
            purpose, until=timezone.now() + lasts, uses=uses, address=address, person=person
        )
        return link, link.add_secret()

    def add_secret(self):
        """Create one more secret and return it: 43 characters from 32 random bytes.

        It is not stored.
        """
        secret = secrets.token_urlsafe(32)
        self.secrets.create(secret_hash=hash_secret(secret))
        return secret

    @property
    def is_usable(self):
        return self.revoked_at is None and self.expires_at > timezone.now() and self.uses_left != 0

    @property
    def about(self):
        """What the forms behind this link are about, as text; the same for every link to it.

        Rows of other packages about a link say it more closely.
        """
        return f"{self.purpose} {self.person_id or ''} {self.email_key}"

    @property
    def holder(self):
        """The name of whoever it was sent to, else the address."""
        return (self.person.name if self.person else "") or self.email_key

    def use(self):
        """Count one use, atomically.

        Returns whether it was allowed: for `uses_left` of any number of calls at once.
        """
        if self.uses_left is None:
            return self.is_usable
        with transaction.atomic():
            return (
                Link.objects.usable()
                .filter(pk=self.pk, uses_left__gt=0)
                .update(uses_left=F("uses_left") - 1)
                == 1
            )

    def revoke(self):
        Link.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())


class LinkSecret(models.Model):
    """The hash of one secret of a link.

    A letter that is delivered twice has two, and both open the link.
    """

    link = models.ForeignKey(Link, models.CASCADE, related_name="secrets")
    secret_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Secret of {self.link}"
