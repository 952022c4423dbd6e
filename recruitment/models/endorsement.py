from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from cohorts.models import Letter, SignedFor
from lib.history import tracked
from lib.text import normalize_email
from people.models import Person

from .application import Application

#: The reason that is stored when a director answers so; what the director writes follows a colon.
NOT_MINE = "Not my staff"


class EndorsementQuerySet(models.QuerySet):
    def active(self):
        return self.filter(voided_at=None)

    def waiting(self):
        return self.active().filter(given_at=None, declined_at=None)

    def with_cohort_part(self):
        """Each with its application, cohort, network and part, in the same query."""
        return self.select_related(
            "application__cohort_part__cohort__network", "application__cohort_part__part"
        )

    def signed_before(self, endorsements):
        """{key of a waiting endorsement: the one that the same director signed before}, of those
        of these that are asked anew because the terms changed; in one query.
        """
        waiting = [endorsement for endorsement in endorsements if endorsement.state == "waiting"]
        answered = self.filter(
            application__in={endorsement.application_id for endorsement in waiting},
            supervisor_key__in={endorsement.supervisor_key for endorsement in waiting},
            voided_at__isnull=False,
        ).exclude(given_at=None, declined_at=None)
        newest = {(e.application_id, e.supervisor_key): e for e in answered.order_by("pk")}
        found = {e.pk: newest.get((e.application_id, e.supervisor_key)) for e in waiting}
        return {pk: before for pk, before in found.items() if before and before.given_at}


@tracked(
    exclude=[
        "supervisor_name",
        "supervisor_email",
        "supervisor_key",
        "language",
        "signed_name",
        "decline_reason",
        "bound",
    ]
)
class SupervisorEndorsement(models.Model):
    """A director is asked to sign for one application, and signs or declines.

    `bound` holds the terms, as from `build_terms`: those asked for, then those signed. When
    one of them changes, the sign-off is voided and a new one requested. At most one per
    application is not voided.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="endorsements")
    supervisor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="endorsements"
    )
    supervisor_name = models.CharField(max_length=200)
    supervisor_email = models.EmailField(max_length=254)
    supervisor_key = models.CharField(max_length=254, editable=False, db_index=True)
    language = models.CharField(
        max_length=10, blank=True, help_text="Of the letters, where the director has chosen one."
    )
    bound = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    given_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    decline_reason = models.CharField(max_length=500, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(voided_at=None), name="endorsement_one_stands"
            ),
            models.CheckConstraint(
                name="endorsement_given_or_declined",
                condition=Q(given_at__isnull=True) | Q(declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="endorsement_given_is_signed",
                condition=Q(given_at__isnull=True) | (~Q(signed_name="") & ~Q(bound={})),
            ),
        ]

    def __str__(self):
        return f"{self.supervisor_name} for {self.application}"

    def save(self, **kwargs):
        self.supervisor_key = normalize_email(self.supervisor_email)
        super().save(**kwargs)

    @property
    def state(self):
        """voided, given, declined or waiting."""
        if self.voided_at:
            return "voided"
        return "given" if self.given_at else "declined" if self.declined_at else "waiting"

    @property
    def is_of_member(self):
        """Whether the seat was given before the answer: another director signs, or a roster gave
        the seat while this one was asked.
        """
        application, answered_at = self.application, self.given_at or self.declined_at
        if not application.membership_id:
            return False
        return answered_at is None or answered_at > application.decided_at

    @property
    def is_not_mine(self):
        """Whether the director says that the applicant is somebody else's staff."""
        return self.decline_reason.partition(":")[0] == NOT_MINE

    @property
    def own_reason(self):
        """What the director wrote about a refusal, without the answer that was chosen."""
        if not self.is_not_mine:
            return self.decline_reason
        return self.decline_reason.partition(":")[2].strip()

    def note(self, kind, *, by=None, detail=""):
        return self.actions.create(kind=kind, by=by, detail=detail)

    @transaction.atomic
    def give(self, *, signed_name, bound=None, by=None, detail=""):
        """Sign for the terms in `bound`.

        Of many at once the first counts; returns whether this one did.

        Also records in SignedFor that this director may no longer read what the cohort's
        members say.
        """
        now = timezone.now()
        waiting = SupervisorEndorsement.objects.waiting().filter(pk=self.pk)
        if not waiting.update(
            given_at=now, signed_name=signed_name, supervisor=by, bound=bound or self.bound
        ):
            return False
        self.refresh_from_db()
        SignedFor.objects.get_or_create(
            cohort=self.application.cohort,
            supervisor=self.supervisor,
            supervisor_key=self.supervisor_key,
        )
        self.note(EndorsementAction.Kind.GIVEN, by=by, detail=detail)
        return True

    @transaction.atomic
    def decline(self, *, reason="", by=None):
        """Decline. Of many answers at once the first counts; returns whether this one did."""
        waiting = SupervisorEndorsement.objects.waiting().filter(pk=self.pk)
        if not waiting.update(declined_at=timezone.now(), decline_reason=reason, supervisor=by):
            return False
        self.refresh_from_db()
        self.note(EndorsementAction.Kind.DECLINED, by=by)
        return True

    def change_reason(self, reason):
        """Another reason for the same refusal. Returns whether it differs."""
        declined = SupervisorEndorsement.objects.active().filter(
            pk=self.pk, declined_at__isnull=False
        )
        return bool(declined.exclude(decline_reason=reason).update(decline_reason=reason))

    @transaction.atomic
    def void(self, *, by=None, detail=""):
        """End this sign-off, because its terms changed or it is withdrawn,
        forwarded or answered anew.

        Queued letters about it are dropped.
        """
        self.voided_at = timezone.now()
        self.save(update_fields=["voided_at"])
        Letter.objects.filter(application_letter__endorsement=self).drop_queued()
        self.note(EndorsementAction.Kind.VOIDED, by=by, detail=detail)


class EndorsementAction(models.Model):
    """One event of a sign-off.

    What became of its letters is read from the letters (pages/endorsement_history.py).
    """

    class Kind(models.TextChoices):
        REQUESTED = "requested", "Asked"
        REMINDED = "reminded", "Reminded"
        GIVEN = "given", "Signed"
        DECLINED = "declined", "Declined"
        FORWARDED = "forwarded", "Forwarded"
        OBJECTED = "objected", "Objected to moved dates"
        VOIDED = "voided", "No longer stands"

    endorsement = models.ForeignKey(SupervisorEndorsement, models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_kind_display()
