"""The list of a cohort's letters, and the page of one letter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from people.models import Link

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def create_letter(cohort, name="Ana Ferrow", **fields):
    address = f"{name.lower().replace(' ', '.')}@example.org"
    fields = {
        "code": "offer",
        "to_email": address,
        "to_name": name,
        "subject": "You have a seat",
        "body": "Hello Ana,\n\nYou have a seat.\n\n{link}\n\nThe network",
    } | fields
    return Letter.objects.create(cohort=cohort, **fields)


def names_on(client, cohort, query=""):
    answer = client.get(reverse("cohorts:letter-list", args=[cohort.slug]) + query)
    return [letter.to_name for letter in answer.context["page"]]


def detail(cohort, letter):
    return reverse("cohorts:letter-detail", args=[cohort.slug, letter.pk])


@pytest.fixture
def three(cohort):
    create_letter(cohort, "Ana Ferrow", status="sent", sent_at=timezone.now())
    create_letter(cohort, "Ben Tallgrass", code="waitlist")
    create_letter(cohort, "José Núñez", code="waitlist", status="dropped")


@pytest.mark.parametrize(
    "query, names",
    [
        ("", ["José Núñez", "Ben Tallgrass", "Ana Ferrow"]),
        ("?state=sent", ["Ana Ferrow"]),
        ("?kind=waitlist", ["José Núñez", "Ben Tallgrass"]),
        ("?kind=waitlist&state=queued", ["Ben Tallgrass"]),
        ("?kind=offer&state=dropped", []),
        ("?q=nunez", ["José Núñez"]),
        ("?q=ana.ferrow@example.org", ["Ana Ferrow"]),
        ("?state=no-such-state", ["José Núñez", "Ben Tallgrass", "Ana Ferrow"]),
        ("?kind=no-such-kind", []),
    ],
)
def test_letters_by_state_kind_and_name(lead, cohort, three, query, names):
    assert names_on(lead, cohort, query) == names


def test_the_counts_by_kind_and_state_lead_to_their_letters(lead, cohort, three):
    address = reverse("cohorts:letter-list", args=[cohort.slug])
    answer = lead.get(address)
    counts = answer.context["counts"]
    assert counts.state_labels == ["Waits", "Sent", "Not sent"]
    assert [(row.word, [cell.number for cell in row.cells]) for row in counts.rows] == [
        ("A seat is given", [0, 1, 0]),
        ("On the waiting list", [1, 0, 1]),
        ("All letters", [1, 1, 1]),
    ]
    assert "3 letters, 1 waiting, 1 not sent" in shown(answer)
    for row in counts.rows:
        assert len(names_on(lead, cohort, row.whole.query)) == row.whole.number
        for cell in row.cells:
            assert len(names_on(lead, cohort, cell.query)) == cell.number


def test_a_letter_taken_back_is_told_from_one_that_is_no_longer_so(
    lead, regional_lead, cohort, three
):
    letter = create_letter(cohort, "Dora Vale")
    act = factories.create_staff_act(cohort, by=regional_lead, letter=letter)
    act.undone_at, act.undone_by = timezone.now(), regional_lead
    act.save()
    Letter.objects.filter(pk=letter.pk).update(status="dropped")
    assert names_on(lead, cohort, "?state=taken_back") == ["Dora Vale"]
    assert names_on(lead, cohort, "?state=dropped") == ["José Núñez"]
    page = shown(lead.get(reverse("cohorts:letter-list", args=[cohort.slug])))
    assert "1 not sent, 1 taken back" in page
    export = reverse("cohorts:letter-export", args=[cohort.slug, "csv"])
    assert "Taken back" in b"".join(lead.get(f"{export}?state=taken_back")).decode()


def test_the_subject_opens_the_letter_as_it_is_read(lead, cohort):
    letter = create_letter(cohort)
    page = shown(lead.get(reverse("cohorts:letter-list", args=[cohort.slug])))
    assert f'<a href="{detail(cohort, letter)}">You have a seat</a>' in page
    page = shown(lead.get(detail(cohort, letter)))
    assert "<p>You have a seat.</p>" in page
    assert "[The personal link of Ana Ferrow stands here]" in page
    assert "{link}" not in page


STATES = {
    "drafted": ({"status": "drafted"}, "Drafted"),
    "waits": ({"try_at": timedelta(minutes=10)}, "Waits until"),
    "on its way": ({}, "On its way"),
    "tried": ({"attempts": 2, "try_at": timedelta(minutes=4)}, "Not taken yet; tried again at"),
    "sent": ({"status": "sent", "sent_at": timedelta(0)}, "Sent"),
    "failed": ({"status": "failed", "failed_at": timedelta(0)}, "Not delivered,"),
    "bounced": ({"status": "bounced"}, "Came back"),
    "dropped": ({"status": "dropped"}, "Not sent"),
}


@pytest.mark.parametrize("state", STATES)
def test_the_state_of_a_letter_in_words(lead, cohort, state):
    fields, words = STATES[state]
    now = timezone.now()
    letter = create_letter(
        cohort,
        **{
            name: now + value if isinstance(value, timedelta) else value
            for name, value in fields.items()
        },
    )
    said = lead.get(detail(cohort, letter)).context["letter"].state
    assert said.startswith(words)
    assert ("Send again" in shown(lead.get(detail(cohort, letter)))) == (
        state in {"failed", "bounced"}
    )


def test_the_page_leads_to_what_the_letter_is_about(lead, cohort):
    application = factories.create_application(cohort, name="Wanda Waiting")
    about = create_letter(cohort)
    application.application_letters.create(letter=about)
    page = shown(lead.get(detail(cohort, about)))
    assert reverse("recruitment:application-detail", args=[cohort.slug, application.pk]) in page
    membership = factories.create_membership(cohort)
    page = shown(
        lead.get(detail(cohort, create_letter(cohort, membership=membership, meeting_position=2)))
    )
    assert reverse("dashboards:meeting-detail", args=[cohort.slug, 2]) in page
    assert membership.person.name in page


def test_who_supervises_a_member_reads_no_letter_to_a_member(cohort, facilitator, client_of):
    member = factories.create_membership(cohort)
    factories.create_supervision(facilitator, member.person)
    client = client_of(facilitator)
    closed = shown(client.get(detail(cohort, create_letter(cohort, membership=member))))
    assert "stay closed to you" in closed and "You have a seat.</p>" not in closed
    assert "You have a seat.</p>" in shown(client.get(detail(cohort, create_letter(cohort))))


def test_nobody_reads_the_address_of_somebody_elses_link(lead, cohort, settings):
    link = Link.make("application", until=timezone.now() + timedelta(days=1), address="a@b.org")
    letter = create_letter(cohort, link=link, demo_text=f"{settings.SITE_URL}/l/secret/")
    assert "/l/" not in shown(lead.get(detail(cohort, letter)))


def test_the_export_is_filtered_as_the_list(lead, cohort, three):
    address = reverse("cohorts:letter-export", args=[cohort.slug, "csv"])
    rows = lead.get(f"{address}?kind=waitlist").getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 3 and rows[0].startswith("To,Address,Subject,Kind,Language")
    assert rows[1].startswith("José Núñez,")
