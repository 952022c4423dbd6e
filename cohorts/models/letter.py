from django.db import models
from django.db.models import Q
from django.utils import timezone

from cop_site.lib.addresses import email_key

from .application import Application
from .cohort import Cohort
from .endorsement import SupervisorEndorsement
from .link import Link
from .membership import CohortMembership
from .person import Person


class LetterQuerySet(models.QuerySet):
    def due(self):
        """Queued letters whose next try has come, oldest first."""
        return self.filter(status=Letter.Status.QUEUED, try_at__lte=timezone.now()).order_by("queued_at", "pk")

    def undelivered(self):
        return self.filter(status__in=[Letter.Status.FAILED, Letter.Status.BOUNCED])


class Letter(models.Model):
    """The outbox: a message is a row, queued in the transaction of the decision, one reader a letter.

    The text is kept without its link: the link is made when the letter leaves, so that a copy of
    the database opens nothing. Only the demonstration keeps the whole text, for its mail page.
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
    application = models.ForeignKey(Application, models.CASCADE, null=True, blank=True, related_name="letters")
    endorsement = models.ForeignKey(SupervisorEndorsement, models.CASCADE, null=True, blank=True, related_name="letters")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, null=True, blank=True, related_name="letters")
    meeting_position = models.PositiveSmallIntegerField(null=True, blank=True)
    link_purpose = models.CharField(max_length=20, choices=Link.Purpose.choices, blank=True)
    link_until = models.DateTimeField(null=True, blank=True)
    link_uses = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(name="letter_link_has_an_end", condition=Q(link_purpose="") | Q(link_until__isnull=False)),
        ]

    def __str__(self):
        return self.subject

    def save(self, **kwargs):
        self.to_key = email_key(self.to_email)
        super().save(**kwargs)

    @property
    def is_outdated(self):
        """What it says is no longer so: its link would be dead, its sign-off is void, whoever it is about has left."""
        application = self.application
        return (
            bool(self.link_until and self.link_until <= timezone.now())
            or bool(self.endorsement and self.endorsement.voided_at)
            or bool(application and application.withdrawn_at and (self.endorsement_id or self.queued_at < application.withdrawn_at))
            or bool(self.membership and self.membership.left_on and self.link_purpose == Link.Purpose.REPLY)
            or bool(self.person and not self.person.is_active)
        )

    def drop(self):
        """It does not leave; the list of letters says so."""
        self.status = self.Status.DROPPED
        self.save(update_fields=["status"])

    def send_again(self):
        """Queue a letter that did not arrive once more; returns whether it was queued. Its link must still open."""
        now = timezone.now()
        again = Letter.objects.undelivered().filter(pk=self.pk).filter(Q(link_until=None) | Q(link_until__gt=now))
        return again.update(status=Letter.Status.QUEUED, try_at=now, attempts=0, last_error="") == 1
