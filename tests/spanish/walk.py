"""A reader's way through Hallway in Spanish: everything a browser,
a letter or a paper says is kept.

Whoever types something here types `zq…`; see marks.py.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve, reverse

from cohorts.models import Letter
from guidebooks.models import Guidebook
from lib.pdf.renderer_pool import RenderedPdf
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from people.models import Person

from .. import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"
HTML, TEXT, CALENDAR = "text/html", "text/plain", "text/calendar"
MAY_BE = {"text/html": HTML, "text/calendar": CALENDAR}


@dataclass(frozen=True)
class Heard:
    """Something a reader met: where, what kind of text it is, and the text."""

    where: str
    kind: str
    text: str


@dataclass
class Walk:
    guidebook: Guidebook
    heard: list = field(default_factory=list)
    #: The names of the patterns that answered.
    names: set = field(default_factory=set)
    lead: Person = None

    def browser(self, signed_in=None, **link):
        """Signed in, or with a personal link (`purpose=` and about whom), or neither."""
        client = Client(headers={"accept-language": "es"})
        if signed_in:
            client.force_login(signed_in, backend=BACKEND)
        if link:
            _link, secret = factories.mint_link(
                link.pop("purpose"), lasts=timedelta(days=30), **link
            )
            self.see(client, reverse("link-open", args=[secret]))
        return client

    def see(self, client, page, *args, query="", send=None, status=200):
        """Open a page by its name or address, or send a form to it;
        what the reader gets in the end is kept.
        """
        address = page if page.startswith("/") else reverse(page, args=args)
        answer = (
            client.get(address + query, follow=True)
            if send is None
            else client.post(address + query, send | ticked_names(send), follow=True)
        )
        self.keep(f"{address}{query}{'' if send is None else ' (sent)'}", answer, status=status)
        for asked in [address, *(hop for hop, _status in answer.redirect_chain)]:
            self.names.add(resolve(urlsplit(asked).path).view_name)
        return answer

    def keep(self, where, answer, status=200):
        assert answer.status_code == status, f"{where}: {answer.status_code}"
        kind = MAY_BE.get(answer.headers["Content-Type"].split(";")[0])
        if kind:
            self.heard.append(Heard(where, kind, answer.content.decode()))

    def draw(self, job, on_progress=None):
        """In place of the press: what would be printed."""
        about = "paper " + job["sheets"][0].partition("<title>")[2].partition("</title>")[0]
        self.heard += [Heard(about, HTML, sheet) for sheet in job["sheets"]]
        self.heard.append(Heard(about, TEXT, job["title"]))
        return RenderedPdf(b"%PDF-")

    def keep_letters(self):
        for letter in Letter.objects.filter(language="es"):
            self.heard.append(
                Heard(f"letter {letter.code}", TEXT, f"{letter.subject}\n{letter.body}")
            )

    def person(self, name):
        return factories.create_person(
            f"zq{name} zqperson", f"zq{name}.{self.guidebook.slug}@example.org", language="es"
        )

    def cohort(self, name, first, **more):
        """Recruiting, its first meeting on this day; two people run it."""
        close = {
            "apply_by": factories.today() + timedelta(days=20),
            "notice_on": factories.today() + timedelta(days=27),
        }
        cohort = open_cohort(
            CohortPlan(
                guidebook=self.guidebook,
                region=self.guidebook.network.regions.first(),
                name=f"zq{name}",
                cycle="2026-27",
                first_meeting_on=first,
                starts=time(9),
                capacity=30,
                place_name="zqhall",
                place_address="zqstreet",
                **{**close, **more},
            ),
            by=self.lead,
        )
        if cohort.part(1).apply_by:
            contact = {"contact_name": "zqcontact", "contact_email": "zqcontact@example.org"}
            factories.publish(cohort, **contact)
        cohort.meetings.exclude(setting="in_person").update(
            link_url="https://meet.example.org/zq", phone="555-0100"
        )
        for kind in ["facilitator", "co_facilitator"]:
            factories.create_role(self.person(f"{kind}-{name}"), kind, cohort)
        return cohort


def ticked_names(send):
    """The ticks that the names sent here, in small letters all, are written so."""
    names = ("name", "director_name", "signed_name", "substitute_name")
    return {f"{name}_as_written": send[name] for name in names if name in send}
