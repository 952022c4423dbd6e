"""Nothing that the public, an applicant, a member or a director meets in Spanish is English:
pages, letters, papers, calendars.

Spanish is marked (see tests/spanish/marks.py), so English is found by what it is:
a text without a mark.
"""

import re
from datetime import date, time

import pytest
from django.core.management import call_command
from django.db import transaction
from django.template import Context, Template
from django.utils import translation
from i18nfield.strings import LazyI18nString

from cop_site.permission_table import TABLE
from guidebooks.letter_placeholders import PLACEHOLDERS
from guidebooks.models import Activity, Guidebook
from lib import dates
from people.models import County, Network

from ..source_tree import templates
from .community import walk_through
from .marks import left_over, marked_spanish, untranslated, without
from .templates import plain_texts
from .walk import CALENDAR, HTML, TEXT

PACKS = ["five-meetings", "hospital-schools", "green-house"]
#: The other two walk through the same pages with other letters and questions.
IN_THE_AUDIT = [pytest.param(slug, marks=pytest.mark.audit) for slug in PACKS[1:]]
each_pack = pytest.mark.parametrize("slug", [PACKS[0], *IN_THE_AUDIT])
#: Names that are the same in every language: of a network, and of the book that the published
#: figures are from.
NAMES_OF_THEIR_OWN = [
    "California AfterSchool Network",
    "Site Coordinator Community of Practice Guide Book",
]
#: On top of a director's first letter: how to get letters in the other language.
OFFER_OF_ENGLISH = "In English: open the link, choose “English”, press “Write to me in English”."
READERS = {"everyone", "everyone signed in", "participant", "graduate", "withdrawn"}
#: The machine's own page, and lists as files.
NOT_READ = {"health", "dashboards:cohort-export", "meetings:activity-export"}
#: Templates that only staff see; they may be plain English.
OF_STAFF = re.compile(
    r"account/(reauthenticate|password_change|address_change)|mfa/|bs_icon/"
    r"|recruitment/(_application_(choose|state_cell|bar|summary|sharing)|_roster|roster|application_(detail|all|list|late)|interest_list)"
    r"|cohorts/(_cohort_filter|_waiting_(acts|sync)|_member|_person|_?letter_(list|counts|detail)|member|person_list|_?staff)"
    r"|dashboards/(cohort_list|dashboard_(facilitator|lead)|(_?member|person)_(attendance|detail)|_person_)|lifecycle/(cohort_(open|complete|begin|edit|publish)|draft_|part_|member_|person_|site_)"
    r"|guidebook_editor/|demo/|meetings/budget_line"
)


class Walks(dict):
    """{slug: Walk}; each community is walked through when it is asked for first."""

    def __missing__(self, slug):
        self[slug] = walk_through(Guidebook.objects.get(slug=slug))
        return self[slug]

    def all(self):
        return [self[slug] for slug in PACKS]


@pytest.fixture(scope="module")
def walks(django_db_setup, django_db_blocker):
    """What was met in each community: Walks."""
    with django_db_blocker.unblock(), transaction.atomic(), marked_spanish():
        call_command("load_guidebooks", verbosity=0)
        yield Walks()
        transaction.set_rollback(True)


def known_names():
    """Names in rows that are in no language: counties, cities of a time zone,
    and what an activity is called elsewhere.
    """
    cities = [
        zone.rpartition("/")[2].replace("_", " ")
        for zone in Network.objects.values_list("time_zone", flat=True)
    ]
    names = [
        *cities,
        *NAMES_OF_THEIR_OWN,
        OFFER_OF_ENGLISH,
        *County.objects.values_list("name", flat=True),
        *Activity.objects.values_list("also_known_as", flat=True),
    ]
    return sorted(filter(None, names), key=len, reverse=True)


def english_in(heard, known):
    if heard.kind == HTML:
        return untranslated(heard.text, known)
    lines = heard.text.replace("\r\n ", "").splitlines()
    if heard.kind == CALENDAR:
        lines = [
            line.partition(":")[2].replace("\\n", " ")
            for line in lines
            if line.startswith(("SUMMARY", "DESCRIPTION", "LOCATION"))
        ]
    return [("line", line) for line in lines if left_over(without(line, known))]


@pytest.mark.django_db
@each_pack
def test_nothing_is_english(walks, slug):
    walk, known = walks[slug], known_names()
    assert len(walk.heard) > 200 and {heard.kind for heard in walk.heard} == {HTML, TEXT, CALENDAR}
    found = {
        (part, text): heard.where for heard in walk.heard for part, text in english_in(heard, known)
    }
    assert found == {}


DIRECTORS = re.compile(r"\b(directora?s?|directores|nombre de la escuela)\b", re.IGNORECASE)


def speaks_of_directors(walk):
    """{where} of what members and applicants of this community met. Not their letters, which a walk
    hears of the walks before it, too; a guidebook's own letters are read with it.
    """
    own = [
        heard
        for heard in walk.heard
        if heard.where.startswith(("/cohorts/zq", "/guidebooks/green-house", "paper"))
        or heard.where.startswith(("/application/", "/reply/", "/evaluate/"))
    ]
    return {heard.where for heard in own if DIRECTORS.search(body_of(heard))}


def body_of(heard):
    """Without the foot, which is the network's."""
    return re.sub(r"(?s)<footer.*?</footer>", "", heard.text)


@pytest.mark.audit
@pytest.mark.django_db
def test_no_text_speaks_of_a_director_or_a_school_where_there_is_none(walks):
    assert speaks_of_directors(walks["green-house"]) == set()
    assert len(speaks_of_directors(walks["hospital-schools"])) > 20


@pytest.mark.django_db
@each_pack
def test_every_page_in_the_language_says_so(walks, slug):
    pages = [heard for heard in walks[slug].heard if heard.kind == HTML]
    assert [page.where for page in pages if '<html lang="es"' not in page.text] == []


@pytest.mark.audit
@pytest.mark.django_db
def test_every_page_of_a_reader_was_opened(walks):
    """A new pattern for readers is walked through here, too."""
    opened = set.union(*(walk.names for walk in walks.all()))
    for_readers = {line.name for line in TABLE if line.scope == "link" or line.audiences & READERS}
    assert for_readers - NOT_READ - opened == set()


def is_about_signing(code):
    return code.startswith("signoff-") or code in {"renewal-signed", "renewal-declined"}


@pytest.mark.audit
@pytest.mark.django_db
def test_every_kind_of_letter_was_written(walks):
    for walk in walks.all():
        written = {
            heard.where.removeprefix("letter ")
            for heard in walk.heard
            if heard.where.startswith("letter ")
        }
        asks = walk.guidebook.parts.filter(asks_sign_off=True).exists()
        wanted = {code for code in PLACEHOLDERS if asks or not is_about_signing(code)}
        if walk.guidebook.parts.count() == 1:
            # There is no part to go on with.
            wanted -= {code for code in PLACEHOLDERS if "renewal" in code}
        wanted -= {"signoff-seated"}  # by a roster: tests/recruitment/test_roster_undo.py
        assert wanted - written == set(), walk.guidebook.slug
    assert {"interest-confirm", "interest-open"} <= {
        heard.where.removeprefix("letter ") for walk in walks.all() for heard in walk.heard
    }


# --- the test tested ------------------------------------------------------------------------------

TRANSLATED = (
    """<p>{% translate "Your own record" %}</p>"""
    """<a title="{% translate 'Help' %}">{% translate "Help" %}</a> <p>zqana, 14:30, 5 %</p>"""
)
PLANTED = {
    "text": "<p>Your own record</p>",
    "half a sentence": '<p>{% translate "Your own record" %} of today</p>',
    "attribute": '<a aria-label="Help">{% translate "Help" %}</a>',
    "button": '<input type="submit" value="Send">',
    "a name put in": (
        '{% blocktranslate with name="members" %}Results: {{ name }}{% endblocktranslate %}'
    ),
    "row without Spanish": "<p>{{ row }}</p>",
    "a day": "<p>{{ english_day }}</p>",
    "an hour": "<p>9:00\u00a0am</p>",
}


def said(source):
    row, day = LazyI18nString({"en": "Play safe"}), date(2027, 3, 5)
    with translation.override("en"):
        english_day = dates.day(day)
    with translation.override("es"), marked_spanish():
        about = {
            "row": row,
            "both": LazyI18nString({"en": "Play", "es": "Jugar"}),
            "english_day": english_day,
            "day": dates.day(day),
        }
        about["hours"] = dates.time_range(time(9), time(13, 30))
        return untranslated(Template("{% load i18n %}" + source).render(Context(about)))


def test_what_is_translated_passes():
    assert said(TRANSLATED + "<p>{{ both }}</p><p>{{ day }}, {{ hours }}</p>") == []


@pytest.mark.parametrize("source", PLANTED.values(), ids=PLANTED)
def test_planted_english_is_found(source):
    assert len(said(TRANSLATED + source)) == 1


def test_only_pages_of_staff_have_texts_that_are_not_translated():
    found = {
        file: texts
        for file, source in templates().items()
        if (texts := plain_texts(source)) and not OF_STAFF.match(file)
    }
    assert found == {}


def test_a_planted_text_of_a_template_is_found():
    sources = templates()
    page = sources["dashboards/dashboard_withdrawn.html"]
    assert plain_texts(page.replace('{% translate "Your own record" %}', "Your own record")) == [
        "Your own record"
    ]
