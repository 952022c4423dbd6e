from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from guidebooks.models import Part
from lib.history import tracked
from people.models import Link, Person

from .cohort import Cohort
from .seat import Seat

#: The code of the letter that offers a seat.
OFFER_LETTER = "offer"
#: The columns that say what somebody needs in the room; those of a reply have the same names.
NEEDS = ("access_needs", "food_needs")
#: {state: condition}: every membership is in exactly one of them. "current" leaves graduates out,
#: other than the queryset's `current()`.
STATES = {
    "current": Q(left_on=None, graduated_on=None),
    "graduated": Q(graduated_on__isnull=False),
    "left": Q(left_on__isnull=False),
}


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Members who have not left; those who graduated are among them."""
        return self.filter(left_on=None)

    def told(self):
        """Members who have been told of their seat: no letter that offers it waits to leave, or an
        earlier one has left (docs/decisions/0056-told-when-the-letter-has-left.md).
        """
        letters = self.model.letters.rel.related_model.objects.filter(
            code=OFFER_LETTER, cohort=OuterRef("cohort"), person=OuterRef("person")
        )
        left = letters.filter(sent_at__isnull=False).exclude(status="queued")
        return self.exclude(Exists(letters.filter(status="queued")) & ~Exists(left))

    def in_name_order(self):
        return self.order_by("person__sort_name", "pk")

    def late(self):
        """Members who joined once the group was closed already."""
        return self.exclude(late_by=None)

    def current_on(self, day):
        """Members on this date: joined by then, not left on it or before, and not away on it."""
        gaps = self.model.gaps.rel.related_model.objects.filter(membership=OuterRef("pk"))
        away = gaps.filter(left_on__lte=day, returned_on__gt=day)
        here = Q(left_on=None) | Q(left_on__gt=day)
        return self.filter(here, ~Exists(away), joined_on__lte=day)


@tracked(exclude=["left_reason", "late_reason", *NEEDS])
class CohortMembership(models.Model):
    """A participant in a cohort, on one of its seats; they joined, and may leave or graduate.

    `access_needs` and `food_needs` are what they said last: in the application or the roster, then
    in a reply. They count for each meeting that they have not answered for.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="memberships")
    part = models.ForeignKey(
        Part, models.PROTECT, related_name="newcomers", help_text="The part this person joined in."
    )
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=200, blank=True)
    graduated_on = models.DateField(null=True, blank=True)
    #: The place in another cohort of the same guidebook from which this one goes on.
    moved_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="moved_to"
    )
    #: Whether the other members see at which site this one works.
    shows_place = models.BooleanField(default=True)
    #: Why somebody joined a group that was closed already, and who let them in.
    late_reason = models.CharField(max_length=200, blank=True)
    late_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="admitted_late"
    )
    access_needs = models.CharField(max_length=300, blank=True)
    food_needs = models.CharField(max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "person"], name="member_once_a_cohort"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(left_on=None), name="seat_holds_one_member"
            ),
            models.CheckConstraint(
                name="member_leaves_with_a_reason",
                condition=Q(left_on__isnull=True, left_reason="")
                | (Q(left_on__isnull=False) & ~Q(left_reason="")),
            ),
            models.CheckConstraint(
                name="member_is_late_by_somebody",
                condition=Q(late_by__isnull=True, late_reason="")
                | (Q(late_by__isnull=False) & ~Q(late_reason="")),
            ),
            models.CheckConstraint(
                name="member_graduates_or_leaves",
                condition=Q(left_on__isnull=True) | Q(graduated_on__isnull=True),
            ),
            models.CheckConstraint(
                name="member_moved_from_another_place", condition=~Q(moved_from=models.F("pk"))
            ),
        ]

    def __str__(self):
        return f"{self.person} in {self.cohort}"

    def get_absolute_url(self):
        return reverse("dashboards:member-detail", args=[self.cohort.slug, self.pk])

    @property
    def is_current(self):
        return self.left_on is None

    @property
    def is_late(self):
        """Whether they joined once the group was closed already."""
        return self.late_by_id is not None

    @property
    def is_graduate(self):
        return self.graduated_on is not None

    def was_here_on(self, day):
        """The same as `current_on`, for one member, from loaded gaps."""
        if day < self.joined_on or (self.left_on and self.left_on <= day):
            return False
        return not any(gap.left_on <= day < gap.returned_on for gap in self.gaps.all())

    def linked_places(self):
        """Places in other cohorts between which this person was moved, as a list: what was done on
        them counts on this one, too.
        """
        known, found = {self.pk}, []
        nearest = [self.pk]
        while nearest:
            links = Q(moved_from__in=nearest) | Q(moved_to__in=nearest)
            rows = list(CohortMembership.objects.filter(links).exclude(pk__in=known).order_by("pk"))
            found += rows
            nearest = [row.pk for row in rows]
            known |= set(nearest)
        return found

    @transaction.atomic
    def leave(self, *, reason, on=None):
        """End the membership, free its seat and drop a queued letter that asks for a reply.

        Of two at once the first counts; returns whether this one did.
        """
        left_on = on or self.cohort.today
        current = CohortMembership.objects.filter(pk=self.pk, left_on=None, graduated_on=None)
        if not current.update(left_on=left_on, left_reason=reason):
            return False
        self.left_on, self.left_reason = left_on, reason
        self.seat.release()
        self.letters.filter(link__purpose=Link.Purpose.REPLY).drop_queued()
        return True

    def note_needs(self, *, access_needs, food_needs):
        """Keep what they said about the room and the food."""
        self.access_needs, self.food_needs = access_needs, food_needs
        self.save(update_fields=NEEDS)

    @transaction.atomic
    def graduate(self, *, on=None):
        self.graduated_on = on or timezone.localdate()
        self.save(update_fields=["graduated_on"])
