"""What was found, in groups of a few rows each. Every group takes a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cohorts.pages.letters import PILLS as LETTER_PILLS
from cohorts.pages.letters import word_of as letter_word
from cohorts.pages.people import SEARCHED, memberships_of, roles_of, with_work
from lib import dates
from lib.paging import COUNT_LIMIT, count_up_to_limit
from lib.search import contains_words
from people.models import Placement
from recruitment.pages.application_board import STATES

from ..pages.cohort_list import PILLS, filter_cohorts
from . import addresses
from .meetings import nearest_first, search_meetings

#: Rows of a group; cohorts that the rest of the letters is counted by.
SHOWN, COHORTS_NAMED = 5, 5


@dataclass(frozen=True)
class Row:
    text: str
    href: str
    quiet: str = ""
    pill: str = ""
    pill_word: str = ""
    amount: str = ""


@dataclass(frozen=True)
class Group:
    """total: None for more than COUNT_LIMIT. lists: [(words, address)] of the lists
    that show the rest.
    """

    code: str
    title: str
    rows: list[Row]
    total: int | None
    #: "2 people", for the sentence on top.
    counted: str
    lists: list[tuple[str, str]] = field(default_factory=list)

    @property
    def left(self):
        """How many rows are not shown, as text; empty if all are."""
        if self.total is None:
            return more_than(COUNT_LIMIT - len(self.rows))
        return str(self.total - len(self.rows)) if self.total > len(self.rows) else ""


def said(total):
    """The number of rows as text: "7", or "more than 1,000"."""
    return more_than(COUNT_LIMIT) if total is None else str(total)


def more_than(number):
    return _("more than %(n)s") % {"n": number_format(number, force_grouping=True)}


def plural_of(total):
    """The number by which ngettext chooses the form."""
    return COUNT_LIMIT if total is None else total


def sentence(*parts):
    """The parts that are not empty, as sentences: "Quarry Lane Middle. Region 7."."""
    return " ".join(f"{part}." for part in map(str, parts) if part)


def find_people(scope, query):
    listed = contains_words(query, *SEARCHED) & Q(is_listed=True)
    people = with_work(scope.people())
    found = people.filter(listed | contains_words(query, "sort_name")).in_name_order()
    total = count_up_to_limit(found)
    people = list(with_cohorts(found, scope)[:SHOWN])
    sites = sites_of_twins(people)
    rows = [row_of_person(person, sites.get(person.pk, "")) for person in people]
    words = ngettext("%(n)s person", "%(n)s people", plural_of(total)) % {"n": said(total)}
    in_list = [(_("People"), addresses.list_address("cohorts:person-list", query))]
    has_listed = any(person.is_listed for person in people)
    return Group("people", _("People"), rows, total, words, in_list if has_listed else [])


def with_cohorts(people, scope):
    """The same people with `places`, `roles` and `fellowships` in the cohorts of the scope."""
    members = memberships_of(scope.staffed).select_related("cohort")
    roles = roles_of(scope.staffed).select_related("cohort")
    return people.prefetch_related(
        Prefetch("memberships", members.order_by("-cohort__opened_at", "pk"), to_attr="places"),
        Prefetch("staff_roles", roles.order_by("-cohort__opened_at", "pk"), to_attr="roles"),
        Prefetch("memberships", scope.fellows().select_related("cohort"), to_attr="fellowships"),
    )


def sites_of_twins(people):
    """{person key: site} of those whose name stands there twice, so that they are told apart."""
    names = Counter(person.name.casefold() for person in people)
    twins = [row for row in people if row.is_listed and names[row.name.casefold()] > 1]
    if not twins:
        return {}
    current = Placement.objects.current().filter(person__in=twins).select_related("site")
    return {row.person_id: str(row.site) for row in current.order_by("pk")}


def row_of_person(person, site=""):
    """The newest membership or role says what somebody is; all their cohorts are named.

    site: of somebody whose name is another's, too.
    """
    in_cohorts = [*person.places, *person.roles] or person.fellowships
    names = list(dict.fromkeys(str(one.cohort) for one in in_cohorts))
    return Row(
        person.name,
        addresses.address_of_person(person),
        sentence(site, *names[:3], more_cohorts(len(names) - 3)),
        *pill_of_person(in_cohorts[0]),
    )


def more_cohorts(number):
    if number < 1:
        return ""
    return ngettext("%(n)s more cohort", "%(n)s more cohorts", number) % {"n": number}


def pill_of_person(one):
    """(pill, its word). one: a membership or a role."""
    if hasattr(one, "kind"):
        return "info", one.title
    if not one.is_current:
        return "off", pgettext("a member", "Left")
    return ("ok", _("Graduated")) if one.is_graduate else ("ok", _("Member"))


def find_meetings(scope, query):
    found = nearest_first(search_meetings(scope.meetings(), query))
    total = count_up_to_limit(found)
    rows = [row_of_meeting(meeting) for meeting in found.select_related("cohort", "of")[:SHOWN]]
    words = ngettext("%(n)s meeting", "%(n)s meetings", plural_of(total)) % {"n": said(total)}
    return Group("meetings", _("Meetings"), rows, total, words)


def row_of_meeting(meeting):
    title = _("Meeting %(n)s, %(title)s") % {"n": meeting.number, "title": meeting.title}
    if meeting.is_called_off:
        title = _("%(meeting)s (called off)") % {"meeting": title}
    place = meeting.place_name if meeting.has_room and meeting.page != "results" else ""
    return Row(
        title,
        addresses.address_of_meeting(meeting),
        sentence(meeting.cohort, place),
        amount=dates.day(meeting.on),
    )


def find_applications(scope, query):
    found = scope.applications().search(query).order_by("-submitted_at", "-pk")
    total = count_up_to_limit(found)
    rows = found.select_related("cohort_part__cohort")[:SHOWN]
    return Group(
        "applications",
        _("Applications"),
        [row_of_application(application) for application in rows],
        total,
        ngettext("%(n)s application", "%(n)s applications", plural_of(total)) % {"n": said(total)},
        [(_("Applications"), addresses.list_address("recruitment:application-all", query))],
    )


def row_of_application(application):
    pill_word, pill = STATES[application.board_state]
    where = ", ".join(filter(None, [application.site_name, application.agency_name]))
    return Row(
        application.name,
        application.get_absolute_url(),
        sentence(where, application.cohort),
        pill,
        pill_word,
    )


def find_letters(scope, query):
    found = scope.letters().search(query)
    total = count_up_to_limit(found)
    related = found.defer("body", "demo_text").select_related("cohort", "act")
    rows = [row_of_letter(letter) for letter in related.order_by("-queued_at", "-pk")[:SHOWN]]
    return Group(
        "letters",
        _("Letters"),
        rows,
        total,
        ngettext("%(n)s letter", "%(n)s letters", plural_of(total)) % {"n": said(total)},
        lists_of_letters(found, query),
    )


def lists_of_letters(found, query):
    """There is no list over all cohorts, so those with the most letters found are named."""
    by_cohort = found.order_by().values_list("cohort__slug", "cohort__name")
    counts = by_cohort.annotate(number=Count("pk")).order_by("-number", "cohort__slug")
    return [
        (
            _("Letters of %(cohort)s (%(n)s)") % {"cohort": name, "n": number},
            addresses.list_address("cohorts:letter-list", query, slug),
        )
        for slug, name, number in counts[:COHORTS_NAMED]
    ]


def row_of_letter(letter):
    to = _("To %(name)s") % {"name": letter.to_name or letter.to_email}
    written = dates.day(letter.queued_at.astimezone(letter.cohort.zone))
    language = _("in Spanish") if letter.language == "es" else _("in English")
    return Row(
        letter.subject,
        letter.get_absolute_url(),
        sentence(", ".join([to, written, language]), letter.cohort),
        LETTER_PILLS[letter.status],
        letter_word(letter),
    )


def find_cohorts(scope, query):
    found = filter_cohorts(scope.cohorts(), query=query)
    total = count_up_to_limit(found)
    return Group(
        "cohorts",
        _("Cohorts"),
        [row_of_cohort(cohort) for cohort in found[:SHOWN]],
        total,
        ngettext("%(n)s cohort", "%(n)s cohorts", plural_of(total)) % {"n": said(total)},
        [(_("Cohorts"), addresses.list_address("dashboards:cohort-list", query))],
    )


def row_of_cohort(cohort):
    return Row(
        str(cohort),
        addresses.address_of_cohort(cohort),
        sentence(cohort.guidebook.name),
        PILLS[cohort.status],
        cohort.get_status_display(),
    )


FINDERS = [find_people, find_meetings, find_applications, find_letters, find_cohorts]
