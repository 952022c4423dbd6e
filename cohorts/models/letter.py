from django.db import models
from django.db.models import Q
from django.utils import timezone

from lib.text import normalize_email
from people.models import Link, Person

from .cohort import Cohort
from .membership import CohortMembership


class LetterQuerySet(models.QuerySet):
    def due(self):
        """Queued letters whose next try has come, oldest first."""
        return self.filter(status=Letter.Status.QUEUED, try_at__lte=timezone.now()).order_by("queued_at", "pk")

    def drop_queued(self):
        """What these say is no longer so: those still queued do not leave. Returns how many."""
        return self.filter(status=Letter.Status.QUEUED).update(status=Letter.Status.DROPPED)

    def undelivered(self):
        return self.filter(status__in=[Letter.Status.FAILED, Letter.Status.BOUNCED])


class Letter(models.Model):
    """One message to one reader, queued in the transaction of the decision that it tells.

    The text is stored without the address of its link: `link` has no secret until delivery adds one,
    so a copy of the database opens nothing. Only the demonstration keeps the whole text, for its mail page.
    """

    class Status(models.TextChoices):
        DRAFTED = "drafted", "Drafted"
        QUEUED = "queued", "Queued"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not delivered"
        BOUNCED = "bounced", "Came back"
        DROPPED = "dropped", "Not sent: no longer so"

    code = models.SlugField()
    to_email = models.EmailField(max_length=254)
    to_key = models.CharField(max_length=254, editable=False, db_index=True)
    to_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(max_length=300)
    body = models.TextField(help_text="{link} stands where the link goes.")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="letters")
    cohort = models.ForeignKey(Cohort, models.CASCADE, null=True, blank=True, related_name="letters")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, null=True, blank=True, related_name="letters")
    meeting_position = models.PositiveSmallIntegerField(null=True, blank=True)
    link = models.OneToOneField(Link, models.SET_NULL, null=True, blank=True, related_name="letter")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    demo_text = models.TextField(blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["status", "try_at"], name="letter_due")]
        constraints = [
            models.CheckConstraint(name="letter_sent_has_its_time", condition=~Q(status="sent") | Q(sent_at__isnull=False)),
            models.CheckConstraint(
                name="letter_failed_has_its_time", condition=~Q(status="failed") | Q(failed_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.subject

    def save(self, **kwargs):
        self.to_key = normalize_email(self.to_email)
        super().save(**kwargs)

    @property
    def is_outdated(self):
        """Its link would not open any more, or its reader's record is closed. Whatever else outdates a letter drops it."""
        return bool(self.link and self.link.expires_at <= timezone.now()) or bool(self.person and not self.person.is_active)

    def drop(self):
        """It does not leave; the list of letters says so."""
        self.status = self.Status.DROPPED
        self.save(update_fields=["status"])

    def send_again(self):
        """Queue a letter that did not arrive once more; returns whether it was queued. Its link must still open."""
        now = timezone.now()
        again = Letter.objects.undelivered().filter(pk=self.pk).filter(Q(link=None) | Q(link__expires_at__gt=now))
        return again.update(status=Letter.Status.QUEUED, try_at=now, attempts=0, last_error="", failed_at=None) == 1
