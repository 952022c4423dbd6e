from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from cohorts.models import Cohort
from lib.edit_conflicts import fingerprint
from people.models import Person

from .meeting import Meeting


class AgreementQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(retired_at=None).order_by("position")

    @transaction.atomic
    def propose(self, *, cohort, title, text, by):
        """Create an agreement at the end of the cohort's list."""
        Cohort.objects.select_for_update().get(pk=cohort.pk)
        last = (
            self.filter(cohort=cohort, retired_at=None).aggregate(last=models.Max("position"))[
                "last"
            ]
            or 0
        )
        return self.create(cohort=cohort, position=last + 1, title=title, text=text, proposed_by=by)

    @transaction.atomic
    def adopt_all(self, *, cohort, meeting, by):
        """Record that this meeting adopts all agreements in force.

        Returns how many were not adopted before.
        """
        agreements = self.filter(cohort=cohort).in_force().prefetch_related("ratifications")
        new = [agreement for agreement in agreements if not agreement.is_adopted]
        for agreement in new:
            agreement.adopt(meeting=meeting, by=by)
        return len(new)


class CommunityAgreement(models.Model):
    """A rule that a cohort gives itself.

    It is proposed, adopted at a meeting, and may be amended or retired.

    Each adoption is an AgreementRatification with the wording of that day; an amended
    agreement has to be adopted again. code: its code among the guidebook's proposed
    agreements, empty for one of the cohort's own.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="agreements")
    code = models.SlugField(blank=True)
    position = models.PositiveSmallIntegerField()
    title = I18nCharField(max_length=100)
    text = I18nTextField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    amended_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "position"],
                condition=Q(retired_at=None),
                name="agreement_position_once",
            ),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def is_adopted(self):
        """The present wording was adopted at a meeting."""
        return any(
            r.adopted_at >= (self.amended_at or r.adopted_at) for r in self.ratifications.all()
        )

    @property
    def state(self):
        return "adopted" if self.is_adopted else "amended" if self.amended_at else "proposed"

    @property
    def fingerprint(self):
        """Another value means that somebody amended the agreement since it was read."""
        return fingerprint([self.amended_at])

    @property
    def last_adopted(self):
        return max(self.ratifications.all(), key=lambda r: r.adopted_at, default=None)

    def retire(self):
        """End it. Its ratifications stay."""
        self.retired_at = timezone.now()
        self.save(update_fields=["retired_at"])

    @transaction.atomic
    def amend(self, *, title, text):
        """Change the wording, which has to be adopted again."""
        self.title, self.text, self.amended_at = title, text, timezone.now()
        self.save(update_fields=["title", "text", "amended_at"])

    @transaction.atomic
    def adopt(self, *, meeting, by, at=None):
        """Record that this meeting adopts the present wording, at the datetime `at` (None: now)."""
        return self.ratifications.update_or_create(
            meeting=meeting,
            defaults={
                "wording": str(self.text),
                "adopted_at": at or timezone.now(),
                "noted_by": by,
            },
        )[0]


class AgreementRatification(models.Model):
    agreement = models.ForeignKey(CommunityAgreement, models.CASCADE, related_name="ratifications")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="ratifications")
    wording = models.TextField()
    adopted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "meeting"], name="agreement_adopted_once_a_meeting"
            )
        ]

    def __str__(self):
        return f"{self.agreement} at {self.meeting}"
