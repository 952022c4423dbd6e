import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from cohorts.models import CohortPart
from lib.text import clean_line, normalize_email
from people.models import Person


class ApplicationDraftQuerySet(models.QuerySet):
    def locked(self):
        """The rows, held until the transaction ends."""
        return self.select_for_update(of=("self",))

    def expired(self):
        """Drafts whose time is over, by the same rule as `kept_until`."""
        now = timezone.now()
        closed_before = (now - ApplicationDraft.KEPT_AFTER_CLOSING).date()
        return self.filter(
            Q(saved_at__lt=now - ApplicationDraft.KEPT_AFTER_SAVING)
            | Q(cohort_part__apply_by__lt=closed_before - timedelta(days=1))
        )


class ApplicationDraft(models.Model):
    """The answers of an application that is not sent yet, as they were typed.

    It belongs to the person who was signed in when it was begun, else to the browser that holds
    the secret of `browser_hash`. Nothing is sent to anybody because of a draft, and staff do not
    read it.
    """

    KEPT_AFTER_SAVING = timedelta(days=30)
    KEPT_AFTER_CLOSING = timedelta(days=14)
    #: So long after it was last saved its steps open without the question who is there.
    OPEN_FOR = timedelta(minutes=30)
    #: So long after it was last open, who opens it in a browser alone has to know its address.
    NAMELESS_AFTER = timedelta(hours=12)
    #: What is typed beyond this in all steps together is not kept.
    MAX_CHARACTERS = 30_000

    cohort_part = models.ForeignKey(CohortPart, models.CASCADE, related_name="application_drafts")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="application_drafts"
    )
    browser_hash = models.BinaryField(max_length=32, null=True, blank=True, editable=False)
    #: The key of the application that it becomes: sending it twice stores one.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    answers = models.JSONField(default=dict, help_text="{field: [typed values]}")
    #: Steps that somebody has finished; whether one still holds is asked of the form.
    saved_steps = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    language = models.CharField(max_length=10, default="en")
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)
    opened_at = models.DateTimeField(
        default=timezone.now, help_text="Its owner saved it, or said who they are."
    )

    objects = ApplicationDraftQuerySet.as_manager()

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort_part", "person"],
                condition=Q(person__isnull=False),
                name="application_draft_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["cohort_part", "browser_hash"],
                condition=Q(browser_hash__isnull=False),
                name="application_draft_once_a_browser",
            ),
            models.CheckConstraint(
                name="application_draft_has_one_owner",
                condition=Q(person__isnull=True, browser_hash__isnull=False)
                | Q(person__isnull=False, browser_hash__isnull=True),
            ),
        ]

    def __str__(self):
        return f"Draft {self.pk} for {self.cohort_part}"

    @property
    def shown_name(self):
        """Its name, for whoever is at the browser; "" once only its address opens it."""
        return "" if self.asks_address else self.name

    @property
    def name(self):
        """The name that was typed into it; "" so far."""
        return clean_line(self.first_value("name"))[:120]

    @property
    def email(self):
        return self.first_value("email").strip()

    def first_value(self, field):
        return next(iter(self.answers.get(field, [])), "")

    @property
    def data(self):
        """The answers as a form takes them."""
        return MultiValueDict(self.answers)

    @property
    def is_open(self):
        """Whether its steps are shown without asking who is there."""
        return timezone.now() < self.opened_at + self.OPEN_FOR

    @property
    def asks_address(self):
        """Whether only its address opens it: the browser may be in other hands by now."""
        long_ago = timezone.now() - self.NAMELESS_AFTER
        return self.browser_hash is not None and self.opened_at < long_ago

    def is_opened_by(self, address):
        """Whether this is the address that was typed into it."""
        return bool(self.email) and normalize_email(address) == normalize_email(self.email)

    @property
    def was_saved_today(self):
        return timezone.localdate(self.saved_at) == timezone.localdate()

    @property
    def kept_until(self):
        """When it is deleted, unless it is saved again before."""
        return min(
            self.saved_at + self.KEPT_AFTER_SAVING,
            self.cohort_part.closes_at + self.KEPT_AFTER_CLOSING,
        )

    def keep(self, typed, *, fields, step, is_finished, language):
        """Replace the answers to these fields of a step by what was typed; not saved yet.

        Too much text stays out of it, so that no row grows without end.
        """
        answers = {name: values for name, values in self.answers.items() if name not in fields}
        answers |= {name: values for name, values in typed.items() if any(values)}
        characters = sum(len(value) for values in answers.values() for value in values)
        if characters <= self.MAX_CHARACTERS:
            self.answers = answers
        if is_finished and step not in self.saved_steps:
            self.saved_steps = [*self.saved_steps, step]
        self.language = language
        self.saved_at = self.opened_at = timezone.now()
