"""Who comes to a meeting: the replies of its roster, counted, and what people need there."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lib.filters import filter_chips
from lib.search import contains_words
from people.models import Placement

from ..models import Reply, Way

#: Values of the list's filter beside those of Reply.Answer.
NO_ANSWER, NEEDS = "none", "needs"
#: {answer: label}, in the order of filters and sorting.
ANSWERS = {NO_ANSWER: gettext_lazy("Not answered")} | {
    answer.value: answer.label
    for answer in [Reply.Answer.COMING, Reply.Answer.SUBSTITUTE, Reply.Answer.NOT_COMING]
}


@dataclass(frozen=True)
class RsvpRow:
    """One member of the roster with their reply, if there is one."""

    membership: object
    reply: Reply | None

    @property
    def answer(self):
        """A value of Reply.Answer; an empty string without a reply for the day that it is now."""
        return self.reply.answer if self.reply and self.reply.is_for_the_day else ""

    @property
    def needs(self):
        """The reply or, until there is one, the place: both have the columns NEEDS."""
        return self.reply or self.membership


@dataclass
class RsvpSummary:
    rows: list = field(default_factory=list)

    def count_of(self, answer):
        return sum(row.answer == answer for row in self.rows)

    @property
    def total(self):
        return len(self.rows)

    @property
    def coming(self):
        return self.count_of("coming")

    @property
    def by_link(self):
        """How many of those who come to a hybrid meeting come by link."""
        return sum(row.answer == "coming" and row.reply.attends_by == Way.LINK for row in self.rows)

    @property
    def in_the_room(self):
        """How many come and need a chair."""
        return self.coming - self.by_link

    @property
    def not_coming(self):
        return self.count_of("not_coming")

    @property
    def substitutes(self):
        return self.count_of("substitute")

    @property
    def not_answered(self):
        return self.count_of("")

    @property
    def needs(self):
        """Replies and places with access or food needs, except of those who do not come."""
        expected = [row.needs for row in self.rows if row.answer != "not_coming"]
        return [needs for needs in expected if needs.access_needs or needs.food_needs]

    @property
    def access(self):
        """[(need, how many people have it)], as they wrote it, the most frequent first."""
        return count_alike(needs.access_needs for needs in self.needs)

    @property
    def food(self):
        """The same of food."""
        return count_alike(needs.food_needs for needs in self.needs)

    @property
    def in_spanish(self):
        """The number of members with Spanish as their language, except those who do not come."""
        return self.count_of_language(is_spanish=True)

    @property
    def in_english(self):
        return self.count_of_language(is_spanish=False)

    def count_of_language(self, *, is_spanish):
        return sum(
            (row.membership.person.language == "es") == is_spanish
            for row in self.rows
            if row.answer != "not_coming"
        )


def answers_of(meeting):
    """The memberships of its roster with their answers as columns: `answer` (NO_ANSWER without
    one for the day on which it is now), `way` to a hybrid meeting, `answered_at`, `substitute`,
    `substitute_email`, `access`, `food` and `site`; `earlier` and `earlier_for`, what they said
    for another day; who has not answered first, then the newest answer.
    """
    own = Placement.objects.current(on=meeting.on).filter(person=OuterRef("person"))
    members = meeting.roster().select_related("cohort")
    of_meeting = Q(replies__meeting=meeting)
    return members.annotate(
        # At most one reply a meeting, so no join repeats a row
        said=FilteredRelation(
            "replies", condition=of_meeting & Q(replies__answered_for=meeting.on)
        ),
        before=FilteredRelation(
            "replies", condition=of_meeting & ~Q(replies__answered_for=meeting.on)
        ),
        answer=Coalesce("said__answer", Value(NO_ANSWER)),
        way=F("said__attends_by"),
        answered_at=F("said__answered_at"),
        substitute=F("said__substitute_name"),
        substitute_email=F("said__substitute_email"),
        access=Coalesce("said__access_needs", "before__access_needs", "access_needs"),
        food=Coalesce("said__food_needs", "before__food_needs", "food_needs"),
        earlier=F("before__answer"),
        earlier_for=F("before__answered_for"),
        site=Subquery(own.order_by("-starts_on", "-pk").values("site__name")[:1]),
    ).order_by("-answered_at", "person__sort_name", "pk")


def with_earlier_answers(members):
    """Say in words what they answered for another day; members: a page of `answers_of`."""
    for member in members:
        member.earlier_word = ANSWERS[member.earlier] if member.earlier else ""


def filter_answers(members, *, answer="", query=""):
    """Of `answers_of`: whose name or address has these words, with this answer or, for NEEDS, with
    access or food needs, except who does not come. Another value is ignored.
    """
    members = members.filter(contains_words(query, "person__sort_name", "person__email_key"))
    if answer == NEEDS:
        needs = Q(access__gt="") | Q(food__gt="")
        return members.filter(needs).exclude(answer=Reply.Answer.NOT_COMING)
    return members.filter(answer=answer) if answer in ANSWERS else members


def answer_filters(rsvp):
    """The filters above the list, with counts, of what occurs."""
    counts = Counter(row.answer or NO_ANSWER for row in rsvp.rows) | {NEEDS: len(rsvp.needs)}
    words = [*ANSWERS.items(), (NEEDS, _("Has a need"))]
    return filter_chips(words, counts, all_word=pgettext("people", "All"), total=rsvp.total)


def count_alike(texts):
    """[(text, number)] of the texts that are not empty; capitals and spaces do not matter."""
    alike = {}
    for text in filter(None, texts):
        alike.setdefault(" ".join(text.casefold().split()), []).append(text)
    groups = sorted(alike.values(), key=lambda group: (-len(group), group[0].casefold()))
    return [(group[0], len(group)) for group in groups]


def rsvp_summary(meeting):
    """Two queries, however many members."""
    replies = {reply.membership_id: reply for reply in meeting.replies.all()}
    for reply in replies.values():
        reply.meeting = meeting
    members = list(meeting.roster())
    for membership in members:
        membership.cohort = meeting.cohort
    return RsvpSummary([RsvpRow(membership, replies.get(membership.pk)) for membership in members])
