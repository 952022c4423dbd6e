import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cohorts.models import CohortMembership, CohortPart, Letter
from lib.history import tracked
from lib.text import normalize_email, sort_name
from people.models import County, Person, ProgramSite

from .application_queryset import ApplicationQuerySet
from .roster_import import RosterImport

#: Personal data and free text: not copied into the history tables.
NOT_IN_HISTORY = [
    "name",
    "sort_name",
    "email",
    "email_key",
    "phone",
    "director_name",
    "director_email",
    "director_key",
    "director_language",
    "site_name",
    "agency_name",
    "decision_note",
]


@tracked(exclude=NOT_IN_HISTORY)
class Application(models.Model):
    """Somebody asks for a seat in one part of one cohort, or to keep theirs for a later part.

    The form is public, so what it says stays on this row. `person` is set only when somebody
    confirms from the address of the application or a lead gives a seat.
    """

    class Decision(models.TextChoices):
        NONE = "", "Not decided"
        SEATED = "seated", "Seated"
        WAITING = "waiting", "Waiting list"
        NOT_OFFERED = "not_offered", "No seat this time"
        RENEWED = "renewed", "Goes on"

    #: Created with the form: sending the same form twice stores one application.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort_part = models.ForeignKey(CohortPart, models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, editable=False, default="")
    email = models.EmailField(max_length=254)
    email_key = models.CharField(max_length=254, editable=False, db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="en")
    agency_name = models.CharField(max_length=200)
    site_name = models.CharField(max_length=200)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    site = models.ForeignKey(
        ProgramSite, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    director_name = models.CharField(
        max_length=200, blank=True, help_text="Empty where no director signs."
    )
    director_email = models.EmailField(max_length=254, blank=True)
    director_key = models.CharField(max_length=254, editable=False, db_index=True)
    director_language = models.CharField(
        max_length=10, blank=True, help_text="As the applicant says; empty where nothing is said."
    )
    criteria_met = ArrayField(models.SlugField(), default=list, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="Somebody clicked the link sent to this address."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True, default="")
    decision_note = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="decided_applications"
    )
    membership = models.OneToOneField(
        CohortMembership, models.PROTECT, null=True, blank=True, related_name="application"
    )

    #: The membership that goes on with this part; empty for an application for a seat.
    renews = models.ForeignKey(
        CohortMembership, models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    roster_import = models.ForeignKey(
        RosterImport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        help_text="The roster that gave the seat; its director is asked afterwards.",
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "pk"]
        indexes = [
            models.Index(fields=["cohort_part", "-submitted_at", "-id"], name="application_newest"),
            # The list over all cohorts, oldest or newest first and by name
            models.Index(fields=["submitted_at", "id"], name="application_everywhere"),
            models.Index(fields=["sort_name", "id"], name="application_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort_part", "email_key", "sort_name"],
                condition=Q(withdrawn_at=None, renews=None) & ~Q(email_key=""),
                name="application_once_a_part",
            ),
            models.UniqueConstraint(
                fields=["cohort_part", "renews"],
                condition=Q(withdrawn_at=None, renews__isnull=False),
                name="application_renews_once_a_part",
            ),
            models.CheckConstraint(
                name="application_renewed_is_a_renewal",
                condition=Q(renews__isnull=True) & ~Q(decision="renewed")
                | Q(renews__isnull=False, decision__in=["", "renewed"]),
            ),
            models.CheckConstraint(
                name="application_decision_is_whole",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_seated_has_a_place",
                condition=Q(decision="seated", membership__isnull=False)
                | (~Q(decision="seated") & Q(membership__isnull=True)),
            ),
            models.CheckConstraint(
                name="application_without_address_comes_by_file",
                condition=~Q(email_key="")
                | Q(roster_import__isnull=False)
                | Q(renews__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.cohort}"

    def save(self, **kwargs):
        self.sort_name = sort_name(self.name)
        self.email_key, self.director_key = (
            normalize_email(self.email),
            normalize_email(self.director_email),
        )
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("recruitment:application-detail", args=[self.cohort.slug, self.pk])

    def criteria_answered(self):
        """[(Criterion, whether it was ticked)]; none for whoever a roster put in unasked."""
        if self.roster_import_id:
            return []
        criteria = self.cohort_part.cohort.guidebook.criteria.all()
        return [(criterion, criterion.code in self.criteria_met) for criterion in criteria]

    @property
    def cohort(self):
        return self.cohort_part.cohort

    @property
    def part(self):
        """The guidebook's part that this is an application for."""
        return self.cohort_part.part

    @property
    def endorsement(self):
        """The sign-off that is not voided (waiting, given or declined), or None."""
        return next((e for e in self.endorsements.all() if e.voided_at is None), None)

    @property
    def names_own_director(self):
        """Whether the applicant gave their own address as the director's;
        such a sign-off never counts.
        """
        return self.email_key == self.director_key

    @property
    def asks_sign_off(self):
        return self.part.asks_sign_off

    @property
    def is_choosable(self):
        """Whether it may still get a seat; the same rule as `choosable()`."""
        return self.withdrawn_at is None and self.decision in (
            self.Decision.NONE,
            self.Decision.WAITING,
        )

    @property
    def endorsement_until(self):
        """Until when a director is asked: the deadline; for somebody seated by a roster, SIGN_OFF
        after it. None when an answer would not count: decided, withdrawn or left.
        """
        if self.is_choosable:
            return self.cohort_part.closes_at if self.cohort_part.takes_applications else None
        if self.roster_import and self.membership and self.membership.is_current:
            until = self.roster_import.endorsement_until
            return until if timezone.now() < until else None
        return None

    @property
    def endorsement_can_count(self):
        """Whether a letter to the director still leads to a sign-off that counts."""
        return self.endorsement_until is not None

    @property
    def can_be_changed(self):
        return self.withdrawn_at is None and not self.decision

    @property
    def state(self):
        """withdrawn, seated, waiting (on the waiting list), not_offered, or undecided."""
        return "withdrawn" if self.withdrawn_at else self.decision or "undecided"

    @cached_property
    def told_decision(self):
        """The decision that the applicant has been told; the rule is in `with_told_decision`."""
        if not self.decision:
            return self.Decision.NONE
        rows = Application.objects.with_told_decision().filter(pk=self.pk)
        return rows.values_list("told_decision", flat=True).get()

    @property
    def is_told(self):
        """Whether the applicant has been told what is decided."""
        return self.told_decision == self.decision

    @property
    def told_state(self):
        """As `state`, by what the applicant has been told; for pages of applicants
        and directors.
        """
        return "withdrawn" if self.withdrawn_at else self.told_decision or "undecided"

    def bind(self, *, person):
        """Record who applied.

        Only for somebody who reads the application's address, or by a lead's decision.
        """
        self.person = person
        self.save(update_fields=["person"])

    @transaction.atomic
    def withdraw(self):
        """Withdraw it, also from the waiting list.

        Raises ValueError once it is decided, or withdrawn already.

        Its sign-off is voided, links of a director who is asked for nobody else are revoked, and
        queued letters about it are dropped.
        """
        now = timezone.now()
        done = Application.objects.choosable().filter(pk=self.pk).update(withdrawn_at=now)
        if not done and Application.objects.filter(pk=self.pk, withdrawn_at__isnull=False).exists():
            raise ValueError(_("This application is withdrawn already."))
        if not done:
            raise ValueError(_("This application is decided and can no longer be withdrawn here."))
        self.withdrawn_at = now
        for endorsement in self.endorsements.filter(voided_at=None):
            endorsement.void()
        self.links.end_sign_offs()
        Letter.objects.filter(application_letter__application=self).drop_queued()

    def confirm(self):
        """Record that somebody reads the application's address;
        a person of that name who reads it is who applied.
        """
        if self.confirmed_at:
            return
        self.confirmed_at = timezone.now()
        self.person = self.person or Person.objects.reader_named(self.email, self.name)
        self.save(update_fields=["confirmed_at", "person"])
