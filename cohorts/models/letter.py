from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.search import Unaccented, contains_words
from lib.text import normalize_email
from people.models import Link, Person

from .cohort import Cohort
from .membership import CohortMembership
from .staff_act import StaffAct

#: What `shown_status` says of a dropped letter whose act was taken back.
TAKEN_BACK = "taken_back"


class LetterQuerySet(models.QuerySet):
    def due(self):
        """Queued letters whose `try_at` has come, oldest first."""
        return self.filter(status=Letter.Status.QUEUED, try_at__lte=timezone.now()).order_by(
            "queued_at", "pk"
        )

    def drop_queued(self):
        """Drop those that are queued, because what they say is no longer so. Returns how many.

        Called by the action that makes them wrong, in its transaction.
        """
        return self.filter(status=Letter.Status.QUEUED).update(status=Letter.Status.DROPPED)

    def queue_again(self):
        """Queue those that were dropped, because what dropped them is undone. Returns how many."""
        return self.filter(status=Letter.Status.DROPPED).update(status=Letter.Status.QUEUED)

    def search(self, query):
        """Letters of which subject, reader's name and address together contain every word
        of the query, ignoring accents.
        """
        if not query:
            return self
        plain = {"plain_name": Unaccented("to_name"), "plain_subject": Unaccented("subject")}
        return self.annotate(**plain).filter(contains_words(query, "to_key", *plain))

    def undelivered(self):
        return self.filter(status__in=Letter.UNDELIVERED)

    def with_shown_status(self):
        """Annotated with `shown_status`: the status, or TAKEN_BACK of what was not sent because
        its act was taken back (Letter.is_taken_back).
        """
        taken_back = When(
            status=Letter.Status.DROPPED, act__undone_at__isnull=False, then=Value(TAKEN_BACK)
        )
        return self.annotate(shown_status=Case(taken_back, default=F("status")))


class Letter(models.Model):
    """One message to one reader, queued in the transaction of what it tells.

    The body is stored without the address of its link, whose secret is added by delivery: nobody
    can use the link from a copy of the database. Only letters to invented people keep the whole
    text, for the demo's mail page.
    """

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        QUEUED = "queued", _("Waits")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")
        BOUNCED = "bounced", _("Came back")
        DROPPED = "dropped", _("Not sent")

    #: What the reader did not get.
    UNDELIVERED = [Status.FAILED, Status.BOUNCED]

    code = models.SlugField()
    to_email = models.EmailField(max_length=254)
    to_key = models.CharField(max_length=254, editable=False, db_index=True)
    to_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(max_length=300)
    body = models.TextField(help_text="{link} stands where the link goes.")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    cohort = models.ForeignKey(
        Cohort, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    membership = models.ForeignKey(
        CohortMembership, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    #: The act of staff that it belongs to: drafted with it, queued by it, and dropped with it
    #: when that is taken back.
    act = models.ForeignKey(
        StaffAct, models.SET_NULL, null=True, blank=True, related_name="letters"
    )
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
            models.CheckConstraint(
                name="letter_sent_has_its_time",
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_failed_has_its_time",
                condition=~Q(status="failed") | Q(failed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.subject

    def save(self, **kwargs):
        self.to_key = normalize_email(self.to_email)
        super().save(**kwargs)

    def get_absolute_url(self):
        """The page of a letter of a cohort."""
        return reverse("cohorts:letter-detail", args=[self.cohort.slug, self.pk])

    @property
    def is_undelivered(self):
        return self.status in self.UNDELIVERED

    @property
    def is_taken_back(self):
        """Whether it was not sent because the act it belongs to was taken back."""
        return bool(self.status == self.Status.DROPPED and self.act and self.act.undone_at)

    @property
    def is_outdated(self):
        """Whether its link has expired or its reader's record is closed.

        Everything else that makes a queued letter wrong drops it (`drop_queued`).
        """
        return bool(self.link and self.link.expires_at <= timezone.now()) or bool(
            self.person and not self.person.is_active
        )

    def drop(self):
        """Never send it; the list of letters shows why."""
        self.status = self.Status.DROPPED
        self.save(update_fields=["status"])

    def send_again(self):
        """Queue an undelivered letter once more. Returns whether it was queued.

        Not if its link was revoked or has expired, or if it asks somebody for a reply
        who has left the cohort.
        """
        now = timezone.now()
        usable = Q(link=None) | Q(link__expires_at__gt=now, link__revoked_at=None)
        reply_of_left = Q(link__purpose=Link.Purpose.REPLY, membership__left_on__isnull=False)
        again = Letter.objects.undelivered().filter(usable, pk=self.pk).exclude(reply_of_left)
        queued = again.update(
            status=Letter.Status.QUEUED, try_at=now, attempts=0, last_error="", failed_at=None
        )
        return queued == 1
