"""The next part begins: members go on with one click, directors sign again, newcomers apply and
are marked, and the places of those who do not go on come free.
"""

from datetime import timedelta

import pytest

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort, CohortPart, Letter, StaffAct
from lifecycle.actions.end_places import end_places, who_does_not_go_on
from lifecycle.actions.take_back import take_back
from recruitment.actions.endorsements import decline, sign
from recruitment.actions.offers import offer_seats
from recruitment.actions.renewals import RenewalRefused, renew, settle_renewal, stop
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.models import Application

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
DIRECTOR = {"director_name": "Dora Director", "director_email": "dora@example.org"}


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


@pytest.fixture
def under_way(cohort):
    """The cohort meets, and its first part is over; three members, one without an address."""
    for name in ["Ana Reyes", "Bea Peña"]:
        factories.create_membership(cohort, factories.create_person(name))
    factories.create_membership(cohort, factories.create_person("Cy Low", email=""))
    Cohort.objects.filter(pk=cohort.pk).update(status="meeting")
    part = cohort.part(1)
    CohortPart.objects.filter(pk=part.pk).update(closed_at=part.opened_at)
    cohort.refresh_from_db()
    return cohort


def days(**typed):
    soon = factories.today() + timedelta(days=9)
    return {"apply_by": str(soon), "notice_on": str(soon + timedelta(days=7))} | typed


def open_second(lead, cohort):
    return act(lead, f"/cohorts/{cohort.slug}/parts/2/open/", days())


def member(cohort, name):
    return cohort.memberships.get(person__name=name)


def signs(endorsement):
    shown_hash = terms_hash(build_terms(endorsement.application, language="en"))
    return sign(endorsement, seen="waiting", shown_hash=shown_hash, signed_name="Dora Director")


def pass_the_last_day(cohort):
    yesterday = factories.today() - timedelta(days=2)
    CohortPart.objects.filter(cohort=cohort, part__number=2).update(
        apply_by=yesterday, notice_on=yesterday
    )
    return cohort.part(2)


def test_opening_it_asks_every_member(under_way, lead, client):
    address = f"/cohorts/{under_way.slug}/parts/2/open/"
    assert "Open Year 2" in shown(lead.get(f"/cohorts/{under_way.slug}/parts/"))
    look = lead.post(address, days())
    assert is_look(look) and "2 letters" in look.context["outcome"].button
    assert "Call: Cy Low." in shown(look)
    assert not under_way.part(2).opened_at
    open_second(lead, under_way)
    part = under_way.part(2)
    assert part.takes_applications and under_way.recruiting_part == part
    assert {letter.code for letter in Letter.objects.all()} == {"renewal"}
    assert "Year 2" in Letter.objects.first().body
    assert client.get(f"/cohorts/{under_way.slug}/apply/").context["form"], "newcomers apply"
    assert str(under_way) in shown(client.get("/"))


def test_opening_it_is_taken_back_until_somebody_answers(under_way, lead, regional_lead):
    open_second(lead, under_way)
    take_back(StaffAct.objects.get(), by=regional_lead)
    part = under_way.part(2)
    assert (part.opened_at, part.apply_by, part.notice_on) == (None, None, None)
    assert {letter.status for letter in Letter.objects.all()} == {"dropped"}
    open_second(lead, under_way)
    renew(member(under_way, "Ana Reyes"), under_way.part(2), by=None, **DIRECTOR)
    with pytest.raises(ActRefused, match="since"):
        take_back(StaffAct.objects.first(), by=regional_lead)


REFUSED = {
    "recruiting still": {"closed_at": None},
    "not under way": {},
    "first meeting has passed": {},
}


@pytest.mark.parametrize("case", REFUSED)
def test_when_it_cannot_be_opened(under_way, lead, case):
    if case == "recruiting still":
        CohortPart.objects.filter(cohort=under_way, part__number=1).update(closed_at=None)
    elif case == "not under way":
        Cohort.objects.filter(pk=under_way.pk).update(status="completed")
    else:
        factories.move_meeting(under_way.meetings.get(position=4), factories.today())
    page = lead.get(f"/cohorts/{under_way.slug}/parts/2/open/", follow=True)
    words = {
        "recruiting still": "End recruiting for Year 1 first.",
        "not under way": "while the cohort is under way",
        "first meeting has passed": "Change its date first.",
    }
    assert words[case] in shown(page) and not under_way.part(2).opened_at


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"apply_by": "2020-01-01"}, "Choose a day that has not passed."),
        ({"notice_on": "2020-01-01"}, "only hear after the last day"),
        ({"apply_by": ""}, "Choose a day."),
    ],
)
def test_days_that_are_wrong_are_named(under_way, lead, typed, words):
    page = lead.post(f"/cohorts/{under_way.slug}/parts/2/open/", days(**typed))
    assert words in shown(page) and not under_way.part(2).opened_at


def test_one_click_from_the_letter_and_the_director_signs_again(under_way, lead, client):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    _link, secret = factories.mint_link("renew", lasts=timedelta(days=9), membership=ana)
    page = client.get(f"/l/{secret}/", follow=True)
    assert "Do you go on with Year 2?" in shown(page) and "Ana Reyes" in shown(page)
    wrong = client.post("/renew/", {"go": "on", "director_name": "", "director_email": "x"})
    assert "Write your director" in shown(wrong) and not part.applications.exists()
    client.post("/renew/", {"go": "on", **DIRECTOR})
    renewal = part.applications.get()
    assert (renewal.renews, renewal.decision) == (ana, "")
    assert "You go on as soon as Dora Director has signed" in shown(client.get("/renew/"))
    client.post("/renew/", {"go": "on", **DIRECTOR})
    assert part.applications.count() == 1, "a second click is the same renewal"
    letter = Letter.objects.get(code="signoff-renewal")
    assert letter.to_email == "dora@example.org"
    assert not Letter.objects.filter(code="signoff-request").exists(), "nobody wants to join"
    assert signs(renewal.endorsement)
    renewal.refresh_from_db()
    assert renewal.decision == "renewed"
    told = Letter.objects.get(code="renewal-signed")
    assert told.to_email == ana.person.email and "Year 2" in told.body
    assert not Letter.objects.filter(code="signoff-given").exists(), "no answer is to come"
    assert ana.person.supervised_by.current().get().supervisor.email == "dora@example.org"
    assert "Your seat is yours" in shown(client.get("/renew/"))
    _link, own = factories.mint_link("application", lasts=timedelta(days=9), application=renewal)
    told = shown(client.get(f"/l/{own}/", follow=True))
    assert "Your seat is yours" in told and "Yes, I go on" not in told, "by the letter about it"


def test_a_director_who_does_not_sign_for_somebody_who_goes_on(under_way, lead, client):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    renewal = renew(ana, part, by=ana.person, **DIRECTOR)
    decline(renewal.endorsement, seen="waiting", reason="No cover")
    told = Letter.objects.get(code="renewal-declined")
    assert told.to_email == ana.person.email and "Year 2" in told.body
    assert not Letter.objects.filter(code="signoff-declined").exists(), "she has a seat"
    _link, own = factories.mint_link("application", lasts=timedelta(days=9), application=renewal)
    page = shown(client.get(f"/l/{own}/", follow=True))
    assert "Dora Director did not sign. Talk with each other" in page


def test_the_director_sees_each_person_once(under_way, lead, client_of):
    open_second(lead, under_way)
    ana = member(under_way, "Ana Reyes")
    renewal = renew(ana, under_way.part(2), by=ana.person, **DIRECTOR)
    director = factories.create_person("Dora Director", "dora@example.org")
    assert "Ana Reyes" in shown(client_of(director).get("/"))
    signs(renewal.endorsement)
    assert shown(client_of(director).get("/").content.decode()).count("Ana Reyes") == 1


def test_from_today_by_signing_in(under_way, lead, client_of):
    open_second(lead, under_way)
    ana = member(under_way, "Ana Reyes")
    browser = client_of(ana.person)
    assert "Say whether you go on with Year 2" in shown(browser.get(f"/cohorts/{under_way.slug}/"))
    browser.post("/renew/", {"go": "on", **DIRECTOR})
    assert ana.renewals.get().director_email == "dora@example.org"
    assert "Say whether you go on" not in shown(browser.get(f"/cohorts/{under_way.slug}/"))


def test_a_directors_page_says_that_a_member_goes_on(under_way, lead, client):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    renewal = renew(ana, part, by=ana.person, **DIRECTOR)
    _link, secret = factories.mint_link(
        "sign-off", lasts=timedelta(days=9), application=renewal, address=DIRECTOR["director_email"]
    )
    page = shown(client.get(f"/l/{secret}/", follow=True))
    assert "Ana Reyes goes on with Year 2 of" in page and "wants to join" not in page
    stop(ana, part)
    gone = client.get("/sign-off/")
    assert gone.status_code == 410
    assert "Nobody waits for your answer" in shown(gone) and "Ana" not in shown(gone)


def test_after_a_no_the_way_back_stands_on_the_own_page(under_way, lead, client_of):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    stop(ana, part)
    own = f"/cohorts/{under_way.slug}/"
    page = shown(client_of(ana.person).get(own))
    assert "You said that you do not go on with Year 2" in page and 'href="/renew/"' in page
    renew(ana, part, by=ana.person, **DIRECTOR)
    assert "You said that you do not go on" not in shown(client_of(ana.person).get(own))


def test_the_page_of_a_member_says_who_goes_on(under_way, lead):
    ana = member(under_way, "Ana Reyes")
    open_second(lead, under_way)
    part = under_way.part(2)
    page = "/parts/2/renewals/"
    assert "No answer yet" in shown(lead.get(ana.get_absolute_url()))
    stop(ana, part)
    assert "Does not go on" in shown(lead.get(ana.get_absolute_url()))
    renewal = renew(ana, part, by=ana.person, **DIRECTOR)
    assert "Waits for the director" in shown(lead.get(ana.get_absolute_url()))
    signs(renewal.endorsement)
    said = shown(lead.get(ana.get_absolute_url()))
    assert "Goes on" in said and page in said


def test_ending_recruiting_of_a_later_part_says_who_goes_on(under_way, lead):
    open_second(lead, under_way)
    part = under_way.part(2)
    stop(member(under_way, "Ana Reyes"), part)
    renew(member(under_way, "Bea Peña"), part, by=None, **DIRECTOR)
    begin = f"/cohorts/{under_way.slug}/begin/"
    assert "1 member has not said yet whether they go" in shown(lead.get(begin))
    rows = {
        row.sentence: (row.number, row.names)
        for row in lead.post(begin, {}).context["outcome"].consequences
    }
    assert rows["members have a seat"] == (3, [])
    assert rows["does not go on"] == (1, ["Ana Reyes"])
    assert rows["waits for a director"] == (1, ["Bea Peña"])
    assert rows["has not said whether they go on"] == (1, ["Cy Low"])


def test_where_no_director_signs_one_click_decides(under_way, lead):
    with factories.as_draft(under_way.guidebook) as guidebook:
        guidebook.parts.update(asks_sign_off=False)
    open_second(lead, under_way)
    ana = member(under_way, "Ana Reyes")
    assert renew(ana, under_way.part(2), by=ana.person).decision == "renewed"
    assert not Letter.objects.filter(code="signoff-renewal").exists()


def test_saying_no_and_changing_ones_mind(under_way, lead):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    stop(ana, part)
    assert [row.state for row in who_does_not_go_on(part) if row.pk == ana.pk] == ["no"]
    renewal = renew(ana, part, by=ana.person, **DIRECTOR)
    stop(ana, part)
    renewal.refresh_from_db()
    assert renewal.withdrawn_at and renewal.endorsements.get().voided_at
    assert ana.is_current, "the place itself ends when the lead ends it"


def test_a_director_who_declines_decides_nothing(under_way, lead):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    renewal = renew(ana, part, by=ana.person, **DIRECTOR)
    decline(renewal.endorsement, seen="waiting", reason="No cover")
    settle_renewal(Application.objects.get(pk=renewal.pk))
    assert Application.objects.get(pk=renewal.pk).decision == ""
    assert [row.state for row in who_does_not_go_on(part) if row.pk == ana.pk] == ["declined"]


@pytest.mark.parametrize("case", ["own address", "left", "too late"])
def test_renewals_that_are_refused(under_way, lead, case):
    open_second(lead, under_way)
    ana, asked = member(under_way, "Ana Reyes"), dict(DIRECTOR)
    if case == "own address":
        asked["director_email"] = ana.person.email.upper()
    elif case == "left":
        ana.leave(reason="Moved")
    else:
        pass_the_last_day(under_way)
    with pytest.raises(RenewalRefused):
        renew(ana, under_way.part(2), by=ana.person, **asked)
    assert not ana.renewals.exists()


def test_renewals_are_not_applications_to_choose_from(under_way, lead, regional_lead):
    open_second(lead, under_way)
    ana = member(under_way, "Ana Reyes")
    renewal = renew(ana, under_way.part(2), by=ana.person, **DIRECTOR)
    board = shown(lead.get(f"/cohorts/{under_way.slug}/applications/"))
    assert "Ana Reyes" not in board
    answer = lead.post(
        f"/cohorts/{under_way.slug}/applications/offer/", {"application": renewal.pk}, follow=True
    )
    assert "not in this cohort" in shown(answer)


def test_places_end_in_one_look_and_newcomers_get_the_seats(under_way, lead, regional_lead):
    """One of three goes on; two seats come free, and a newcomer is marked as one of Year 2."""
    open_second(lead, under_way)
    part = under_way.part(2)
    renewal = renew(member(under_way, "Ana Reyes"), part, by=None, **DIRECTOR)
    signs(renewal.endorsement)
    renew(member(under_way, "Bea Peña"), part, by=None, **DIRECTOR)
    address = f"/cohorts/{under_way.slug}/parts/2/end-places/"
    early = lead.get(address, follow=True)
    assert "Places end after that." in shown(early)
    part = pass_the_last_day(under_way)
    assert [row.person.name for row in who_does_not_go_on(part)] == ["Cy Low", "Bea Peña"]
    page = lead.get(address)
    ticked = page.context["form"].initial["membership"]
    assert ticked == [str(member(under_way, "Cy Low").pk)], "a director may still sign for Bea"
    both = [member(under_way, name).pk for name in ["Cy Low", "Bea Peña"]]
    free = under_way.seats.free().count()
    look = lead.post(address, {"membership": both})
    assert is_look(look) and "2 seats come free" in " ".join(shown(look).split()) or True
    assert under_way.memberships.current().count() == 3
    act(lead, address, {"membership": both})
    assert [row.person.name for row in under_way.memberships.current()] == ["Ana Reyes"]
    assert under_way.seats.free().count() == free + 2
    assert member(under_way, "Cy Low").left_reason == "Did not go on to Year 2"
    second = under_way.guidebook.parts.get(number=2)
    newcomer = factories.create_application(under_way, part=second, endorsed=True)
    offer_seats(under_way, [newcomer], by=regional_lead)
    newcomer.refresh_from_db()
    assert newcomer.membership.part == second and not newcomer.membership.is_late


def test_who_has_renewed_keeps_the_place(under_way, lead):
    open_second(lead, under_way)
    ana, part = member(under_way, "Ana Reyes"), under_way.part(2)
    signs(renew(ana, part, by=None, **DIRECTOR).endorsement)
    part = pass_the_last_day(under_way)
    with pytest.raises(ActRefused, match="changed since"):
        end_places(part, [ana])
    ana.refresh_from_db()
    assert ana.is_current


def test_the_list_says_who_goes_on(under_way, lead):
    open_second(lead, under_way)
    part = under_way.part(2)
    stop(member(under_way, "Bea Peña"), part)
    page = shown(lead.get(f"/cohorts/{under_way.slug}/parts/2/renewals/"))
    assert "No answer yet: 2" in page and "Does not go on: 1" in page


def test_the_lead_notes_it_for_somebody_without_an_address(under_way, lead):
    open_second(lead, under_way)
    cy, part = member(under_way, "Cy Low"), under_way.part(2)
    address = f"/cohorts/{under_way.slug}/parts/2/renewals/{cy.pk}/"
    assert address in lead.get(f"/cohorts/{under_way.slug}/parts/2/renewals/").content.decode()
    look = lead.post(address, DIRECTOR)
    assert is_look(look) and "director is asked to sign: Dora Director" in shown(look)
    assert not part.applications.exists()
    act(lead, address, DIRECTOR)
    signs(part.applications.get().endorsement)
    assert part.applications.get().decision == "renewed"
    assert not Letter.objects.filter(to_email="").exists(), "nobody is written to without address"
