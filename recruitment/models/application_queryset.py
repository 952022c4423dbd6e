"""Lists of applications, and what of a decision its applicant has been told."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from cohorts.models import Letter
from lib.search import Unaccented, contains_words

#: {code of the letter that tells a decision: the decision}.
DECISION_OF_LETTER = {"offer": "seated", "waitlist": "waiting", "not-offered": "not_offered"}


def decision_letters():
    """Letters that tell the decision about the application of the outer query."""
    return Letter.objects.filter(
        application_letter__application=OuterRef("pk"), code__in=DECISION_OF_LETTER
    )


class ApplicationQuerySet(models.QuerySet):
    def of_cohort(self, cohort):
        return self.filter(cohort_part__cohort=cohort)

    def newcomers(self):
        """Applications for a seat: not those by which members go on with a later part."""
        return self.filter(renews=None)

    def renewals(self):
        """Applications by which members go on with a later part."""
        return self.exclude(renews=None)

    def active(self):
        return self.filter(withdrawn_at=None)

    def with_cohort_part(self):
        """Each with its cohort, network and part, in the same query."""
        return self.select_related("cohort_part__cohort__network", "cohort_part__part")

    def undecided(self):
        return self.active().filter(decision="")

    def seated(self):
        return self.filter(decision="seated")

    def signed(self):
        """Applications with a sign-off that is given and not voided."""
        return self.filter(endorsements__voided_at=None, endorsements__given_at__isnull=False)

    def choosable(self):
        """Applications that may still get a seat:
        not withdrawn, and undecided or on the waiting list.
        """
        return self.active().filter(decision__in=["", "waiting"])

    def with_told_decision(self):
        """Each with `told_decision`: the decision that its applicant has been told.

        While the letter of a decision waits to leave, it is the one that the newest letter before
        it told, or none. A decision without a letter that waits counts as told.
        """
        by_code = [When(code=code, then=Value(word)) for code, word in DECISION_OF_LETTER.items()]
        left = decision_letters().filter(sent_at__isnull=False).exclude(status=Letter.Status.QUEUED)
        newest = left.order_by("-sent_at", "-pk").values_list(Case(*by_code))[:1]
        earlier = Coalesce(Subquery(newest), Value(""))
        waits = Exists(decision_letters().filter(status=Letter.Status.QUEUED))
        return self.annotate(told_decision=Case(When(waits, then=earlier), default=F("decision")))

    def untold(self):
        """Applications that are decided, and whose applicant has not been told yet."""
        return self.with_told_decision().exclude(told_decision=F("decision"))

    def search(self, query):
        """Applications of which name, address, site, agency, county and director together contain
        every word of the query, ignoring accents.
        """
        if not query:
            return self
        plain = {
            "plain_site": Unaccented("site_name"),
            "plain_agency": Unaccented("agency_name"),
            "plain_county": Unaccented("county__name"),
            "plain_director": Unaccented("director_name"),
        }
        words = contains_words(query, "sort_name", "email_key", *plain)
        return self.annotate(**plain).filter(words)

    def awaiting_endorsement(self):
        """Undecided applications that need a sign-off, and whose director has neither signed
        nor declined.
        """
        endorsements = self.model.endorsements.rel.related_model.objects.filter(voided_at=None)
        answered = endorsements.exclude(given_at=None, declined_at=None)
        return (
            self.undecided()
            .filter(cohort_part__part__asks_sign_off=True)
            .exclude(endorsements__in=answered)
        )
