"""The draft of an application: kept step by step, whose it is, how long, and what comes of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from cop_site.management.commands.work import delete_what_is_over
from lifecycle.actions.merge_duplicates import MergeRefused
from lifecycle.actions.merge_persons import merge_persons
from recruitment.actions.application_drafts import send_draft
from recruitment.models import Application, ApplicationDraft

from .. import factories
from ..applying import check, fill_in, hidden, save, send, start, step_of
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0


@pytest.fixture
def county(cohort):
    return factories.create_county(cohort.region, "Ventura")


def restart(cohort):
    return reverse("recruitment:apply-restart", args=[cohort.slug])


def age(**columns):
    """These moments of every draft were so long ago."""
    ApplicationDraft.objects.update(
        **{name: timezone.now() - long for name, long in columns.items()}
    )


# --- step by step ---------------------------------------------------------------------------------


def test_looking_keeps_nothing(client, cohort, county):
    for address in [start(cohort), step_of(cohort, "you"), step_of(cohort, "why"), check(cohort)]:
        client.get(address, follow=True)
    assert not ApplicationDraft.objects.exists() and "hallway-draft" not in client.cookies


def test_the_other_language_keeps_what_was_typed_and_no_draft(client, cohort, county):
    typed = {"name": "Ana N", "email": "no", "answer_years_in_field": "3", "page_language": "es"}
    page = client.post(step_of(cohort, "you"), typed)
    words = shown(page)
    assert 'value="Ana N"' in words and 'value="no"' in words and 'lang="es"' in words
    assert 'id="errors"' not in words and not ApplicationDraft.objects.exists()
    assert page.cookies["django_language"].value == "es"


def test_each_step_is_kept_and_leads_to_the_next(client, cohort, county):
    assert save(client, cohort, "you", county).url == step_of(cohort, "site")
    draft = ApplicationDraft.objects.get()
    assert draft.name == "Ana Núñez" and draft.saved_steps == ["you"]
    assert draft.cohort_part == cohort.recruiting_part and draft.language == "en"
    page = shown(client.get(step_of(cohort, "site")))
    assert "Saved" in page and "2 of 8 answered" in page and "step 2 of 4" in page
    assert save(client, cohort, "site", county).url == step_of(cohort, "why")
    assert save(client, cohort, "why", county).url == check(cohort)
    assert ApplicationDraft.objects.count() == 1 and not Letter.objects.exists()


def test_back_keeps_what_was_typed_right_or_wrong(client, cohort, county):
    save(client, cohort, "you", county)
    back = save(client, cohort, "site", county, go="back", director_email="marcus at work")
    assert back.url == step_of(cohort, "you")
    assert 'value="Ana Núñez"' in shown(client.get(back.url))
    page = shown(client.get(step_of(cohort, "site")))
    assert 'value="marcus at work"' in page and 'value="Lantern Oak"' in page
    assert 'id="errors"' not in page and "4 of 5" in page
    assert client.get(check(cohort)).url == step_of(cohort, "site")


def test_a_mistake_is_kept_with_the_rest_and_shown_again_later(client, cohort, county):
    answer = save(client, cohort, "you", county, email="nowhere")
    assert answer.status_code == 200 and 'id="errors"' in shown(answer)
    assert 'value="nowhere"' in shown(client.get(step_of(cohort, "you")))


def test_a_later_step_leads_to_the_first_open_one_with_a_sentence(client, cohort, county):
    for later in ["site", "why"]:
        page = client.get(step_of(cohort, later), follow=True)
        assert page.redirect_chain[-1][0] == step_of(cohort, "you")
        assert "Fill in “You” first." in shown(page)


def test_a_step_saved_in_another_window_first_is_not_lost(client, cohort, county):
    answer = save(client, cohort, "why", county, answer_why="Typed before the rest.")
    assert answer.url == step_of(cohort, "you")
    save(client, cohort, "you", county)
    assert save(client, cohort, "site", county).url == check(cohort)
    assert "Typed before the rest." in shown(client.get(check(cohort)))


def test_a_step_that_was_changed_leads_back_to_the_check_page(client, cohort, county):
    fill_in(client, cohort, county)
    assert save(client, cohort, "site", county, site_name="Poppy").url == check(cohort)
    assert "Poppy" in shown(client.get(check(cohort)))


def test_an_answer_that_makes_another_step_wrong_opens_that_step(client, cohort, county):
    fill_in(client, cohort, county)
    answer = save(client, cohort, "you", county, email="marcus@example.org")
    assert answer.url == step_of(cohort, "site")


def test_a_question_that_is_new_is_asked(client, cohort, county):
    fill_in(client, cohort, county)
    with factories.as_draft(cohort.guidebook) as guidebook:
        guidebook.application_questions.create(
            code="new", position=9, step="you", kind="yes_no", label="Is it new?", required=True
        )
    page = client.get(check(cohort), follow=True)
    assert page.redirect_chain[-1][0] == step_of(cohort, "you") and "Is it new?" in shown(page)


def test_a_page_of_a_draft_that_was_deleted_is_not_stored_with_the_next_one(client, cohort, county):
    """Two people, two tabs, one browser: what the first one sends is never the second one's."""
    save(client, cohort, "you", county, name="Marisol Quispe", email="office@oaks.example")
    old = ApplicationDraft.objects.get()
    client.post(restart(cohort))
    save(client, cohort, "you", county, name="Tomas Vega", email="office@oaks.example")
    before = ApplicationDraft.objects.get().answers
    for _twice in range(2):
        sent = {"site_name": "Site of Marisol", "form_key": str(old.form_key)}
        page = save(client, cohort, "site", county, **sent)
        words = shown(page)
        assert page.status_code == 409 and "application of Tomas Vega was begun" in words
        assert 'value="Site of Marisol"' in words and f'value="{old.form_key}"' in words
        assert ApplicationDraft.objects.get().answers == before
    now = shown(client.get(step_of(cohort, "site")))
    assert "Answers of Tomas Vega." in now and "Site of Marisol" not in now


def test_a_first_page_opened_before_another_person_began_is_not_stored(client, cohort, county):
    save(client, cohort, "you", county, name="Tomas Vega")
    page = save(client, cohort, "you", county, name="Marisol Quispe")
    assert page.status_code == 409 and 'value="Marisol Quispe"' in shown(page)
    assert ApplicationDraft.objects.get().name == "Tomas Vega"
    again = save(client, cohort, "you", county, name="Tomas  vega")  # a double click
    assert again.status_code == 302


def test_what_another_window_changed_is_read_once_more(client, cohort, county):
    fill_in(client, cohort, county)
    pressed = hidden(client.get(check(cohort)))
    save(client, cohort, "site", county, site_name="Poppy")
    page = shown(client.post(check(cohort), pressed))
    assert "changed in another window" in page and "Poppy" in page
    assert not Application.objects.exists()


def test_a_draft_that_changes_while_it_is_sent_is_not_sent(client, cohort, county):
    fill_in(client, cohort, county)
    read = ApplicationDraft.objects.get()
    save(client, cohort, "site", county, site_name="Poppy")
    with pytest.raises(ValueError, match="changed in another window"):
        send_draft(read, fields={}, answers={}, language="en")
    read.delete()
    with pytest.raises(ValueError, match="changed in another window"):
        send_draft(read, fields={}, answers={}, language="en")


# --- whose it is ----------------------------------------------------------------------------------


def test_another_browser_knows_nothing_of_it(client, cohort, county):
    save(client, cohort, "you", county)
    other = Client()
    other.cookies["hallway-draft"] = "forged"
    for address in [start(cohort), step_of(cohort, "you")]:
        assert "Ana" not in shown(other.get(address))
    save(other, cohort, "you", county, name="Bea")
    assert ApplicationDraft.objects.count() == 2


def test_the_cookie_is_a_secret_of_which_only_a_hash_is_kept(client, cohort, county):
    save(client, cohort, "you", county)
    cookie = client.cookies["hallway-draft"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert len(ApplicationDraft.objects.get().browser_hash) == 32
    assert "no-store" in client.get(step_of(cohort, "you"))["Cache-Control"]


def test_a_draft_of_somebody_signed_in_follows_them(cohort, county, client_of):
    person = factories.create_person()
    save(client_of(person), cohort, "you", county)
    assert ApplicationDraft.objects.get().person == person
    assert "Go on as Ana Núñez?" in shown(client_of(person).get(start(cohort)))
    assert "Ana" not in shown(Client().get(start(cohort)))


def test_what_was_begun_before_signing_in_is_found_after(client, cohort, county):
    save(client, cohort, "you", county)
    client.force_login(
        factories.create_person(), backend="django.contrib.auth.backends.ModelBackend"
    )
    save(client, cohort, "site", county)
    assert set(ApplicationDraft.objects.get().answers) >= {"name", "site_name"}


def test_the_next_one_at_a_shared_computer_sees_a_name_and_no_answer(client, cohort, county):
    fill_in(client, cohort, county)
    age(opened_at=timedelta(minutes=31))
    for address in [start(cohort), step_of(cohort, "you"), step_of(cohort, "why"), check(cohort)]:
        page = shown(client.get(address, follow=True))
        assert "Go on as Ana Núñez?" in page and "This is not me" in page
        assert "Lantern Oak" not in page and "ana@example.org" not in page
    answer = client.post(start(cohort))
    assert answer.url == check(cohort) and "Lantern Oak" in shown(client.get(answer.url))


def test_after_twelve_hours_only_the_address_in_it_opens_a_draft(client, cohort, county):
    fill_in(client, cohort, county)
    age(opened_at=timedelta(hours=12, minutes=1))
    pages = [start(cohort), step_of(cohort, "you"), check(cohort), restart(cohort)]
    for page in [shown(client.get(address, follow=True)) for address in pages]:
        assert "Lantern Oak" not in page and "Ana" not in page and "example.org" not in page
    for wrong in ["", "ana", "bo@example.org"]:
        page = shown(client.post(start(cohort), {"address": wrong}))
        assert 'id="errors"' in page and f'value="{wrong}"' in page or not wrong
        assert "Lantern Oak" not in page
    assert not ApplicationDraft.objects.get().is_open
    answer = client.post(start(cohort), {"address": " Ana@Example.org "})
    assert answer.url == check(cohort) and "Lantern Oak" in shown(client.get(answer.url))


def test_once_applications_are_closed_the_address_shows_what_was_written(client, cohort, county):
    fill_in(client, cohort, county)
    age(opened_at=timedelta(days=2))
    close(cohort, days=5)
    page = shown(client.get(start(cohort)))
    assert "Applications are closed" in page and "Ana" not in page and "Lantern Oak" not in page
    wrong = shown(client.post(start(cohort), {"address": "bo@example.org"}))
    assert "Applications are closed" in wrong and "This is not the address" in wrong
    page = shown(client.post(start(cohort), {"address": "ana@example.org"}, follow=True))
    assert "Lantern Oak" in page


def test_who_tries_addresses_is_stopped(client, cohort, county, settings):
    fill_in(client, cohort, county)
    age(opened_at=timedelta(hours=13))
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"draft_address": "2/h/ip"}
    for tried in ["a@example.org", "b@example.org"]:
        assert "This is not the address" in shown(client.post(start(cohort), {"address": tried}))
    page = shown(client.post(start(cohort), {"address": "ana@example.org"}))
    assert "tried too often" in page and not ApplicationDraft.objects.get().is_open


def test_a_draft_without_an_address_can_only_be_deleted_after_twelve_hours(client, cohort, county):
    save(client, cohort, "you", county, email="")
    assert "Go on as Ana" in shown(client.get(start(cohort)))
    age(opened_at=timedelta(hours=13))
    page = shown(client.get(start(cohort)))
    assert "It can only be deleted" in page and "Ana" not in page and ">Go on<" not in page
    client.post(start(cohort), {"address": ""})
    assert not ApplicationDraft.objects.get().is_open
    client.post(restart(cohort))
    assert not ApplicationDraft.objects.exists()


def test_a_draft_of_somebody_signed_in_needs_no_address_later(cohort, county, client_of):
    client = client_of(factories.create_person("Ana Núñez", "ana@example.org"))
    fill_in(client, cohort, county)
    age(opened_at=timedelta(days=3))
    assert "Go on as Ana Núñez?" in shown(client.get(start(cohort)))
    assert client.post(start(cohort)).url == check(cohort)


def test_the_first_page_leads_to_what_was_begun_and_names_nobody(client, cohort, county):
    assert "Go on with your application" not in shown(client.get("/"))
    save(client, cohort, "you", county)
    home = shown(client.get("/"))
    assert "Go on with your application" in home and "Ana" not in home
    assert "Apply, about" not in home
    assert "Go on as Ana" in shown(client.get(start(cohort)))
    assert "Go on with your application" not in shown(Client().get("/"))


def test_a_refused_address_is_no_answer_and_an_empty_step_is_not_saved(client, cohort, county):
    empty = shown(save(client, cohort, "you", county, name="", email="", answer_years_in_field=""))
    assert "Nothing is filled in here yet." in empty and "Saved" not in empty
    save(client, cohort, "you", county)
    counted = re.compile(r"(\d+) of 8 answered")
    own = shown(save(client, cohort, "site", county, director_email="ana@example.org"))
    right = shown(client.get(save(client, cohort, "site", county).url))
    assert int(counted.search(own)[1]) + 1 == int(counted.search(right)[1])


def test_no_step_goes_round_the_question_who_is_there(client, cohort, county):
    """Right after saving, by the history of the browser; and once the question was shown."""
    fill_in(client, cohort, county)
    steps = [step_of(cohort, "you"), step_of(cohort, "site"), check(cohort)]
    for headers in [{"Sec-Fetch-Site": "none"}, {}]:
        for address in steps:
            page = shown(client.get(address, follow=True, headers=headers))
            assert "Go on as Ana Núñez?" in page and "Lantern Oak" not in page
    client.post(start(cohort))
    assert "Lantern Oak" in shown(client.get(steps[1], headers={"Sec-Fetch-Site": "same-origin"}))


def test_going_on_leads_to_where_one_was(client, cohort, county):
    save(client, cohort, "you", county)
    assert client.post(start(cohort)).url == step_of(cohort, "site")


def test_to_begin_anew_says_first_what_is_deleted(client, cohort, county):
    save(client, cohort, "you", county)
    assert "Delete what Ana Núñez wrote?" in shown(client.get(restart(cohort)))
    assert ApplicationDraft.objects.exists()
    page = client.post(restart(cohort), follow=True)
    assert "is deleted" in shown(page) and "Ana" not in shown(page)
    assert not ApplicationDraft.objects.exists()
    assert client.get(restart(cohort)).url == start(cohort)


# --- when applications close ----------------------------------------------------------------------


def close(cohort, days):
    part = cohort.recruiting_part
    part.apply_by = factories.today() - timedelta(days=days)
    part.save()


def test_what_was_not_sent_in_time_is_shown_to_whoever_wrote_it(client, cohort, county):
    save(client, cohort, "you", county)
    close(cohort, days=2)
    page = shown(client.get(start(cohort)))
    assert "closed on" in page and "was not sent" in page and "ana@example.org" in page
    assert 'id="said-you"' in page and 'id="said-why"' not in page
    age(opened_at=timedelta(minutes=31))
    page = shown(client.get(step_of(cohort, "you")))
    assert "I am Ana Núñez" in page and "ana@example.org" not in page
    page = shown(client.post(start(cohort), follow=True))
    assert "ana@example.org" in page
    assert "closed on" in shown(save(client, cohort, "site", county))
    assert "closed on" in shown(client.post(check(cohort)))
    client.post(restart(cohort))
    assert not ApplicationDraft.objects.exists()


@pytest.mark.parametrize(
    "unsaved_for, closed_for, is_kept",
    [(29, -10, True), (31, -10, False), (13, 13, True), (16, 17, False)],
)
def test_a_draft_is_deleted_when_its_time_is_over(
    client, cohort, county, unsaved_for, closed_for, is_kept
):
    save(client, cohort, "you", county)
    age(saved_at=timedelta(days=unsaved_for))
    close(cohort, days=closed_for)
    assert (ApplicationDraft.objects.get().kept_until > timezone.now()) == is_kept
    delete_what_is_over("a worker")
    assert ApplicationDraft.objects.exists() == is_kept


# --- strangers and programs -----------------------------------------------------------------------


def test_a_program_that_fills_in_the_trap_keeps_nothing(client, cohort, county):
    save(client, cohort, "you", county, second_homepage="http://spam.example")
    assert not ApplicationDraft.objects.exists()


def test_nobody_fills_the_table(client, cohort, county, settings):
    settings.ACCOUNT_RATE_LIMITS = {"application_draft": "2/h/ip"}
    save(client, cohort, "you", county)
    save(Client(), cohort, "you", county)
    refused = save(Client(), cohort, "you", county, name="Third Person")
    assert refused.status_code == 429 and "Wait some minutes" in shown(refused)
    assert 'value="Third Person"' in shown(refused) and ApplicationDraft.objects.count() == 2
    assert save(client, cohort, "site", county).status_code == 302, "saving is not counted"


def test_more_text_than_anybody_types_is_not_kept(client, cohort, county):
    save(client, cohort, "you", county)
    key = str(ApplicationDraft.objects.get().form_key)
    answer = save(client, cohort, "you", county, name="N" * 200_000, form_key=key)
    assert answer.status_code == 200 and "N" * 1000 in shown(answer)
    assert ApplicationDraft.objects.get().name == "Ana Núñez"


def test_two_records_with_a_draft_each_are_joined_once_one_is_gone(cohort, county, client_of):
    person, other = factories.create_person(), factories.create_person()
    for owner in [person, other]:
        save(client_of(owner), cohort, "you", county, name=owner.name)
    with pytest.raises(MergeRefused, match="begun an application for"):
        merge_persons(person, other)
    ApplicationDraft.objects.get(person=other).delete()
    merge_persons(person, other)
    assert ApplicationDraft.objects.get().person == other


# --- the copy -------------------------------------------------------------------------------------


def test_the_copy_holds_the_answers_and_the_place_once(client, cohort, county):
    with factories.as_draft(cohort.guidebook) as guidebook:
        letter = guidebook.letter_templates.get(code="application-copy")
        letter.body = factories.both("{answers_list}\n{meetings_list}\n{link}")
        letter.save()
    fill_in(
        client,
        cohort,
        county,
        answer_why="To learn.\nAnd to share.",
        answer_needs="A place to pump milk",
    )
    send(client, cohort)
    body = Letter.objects.get(code="application-copy").body
    assert "- Tell us: why: To learn.\n  And to share." in body
    assert "- Your director's email: marcus@example.org" in body and "- County: Ventura" in body
    first, second = cohort.guidebook.criteria.all()
    assert f"- {first} Yes\n- {second} Not ticked" in body
    assert "milk" not in body, "staff read letters, and this only once there is a seat"
    assert body.count(cohort.place_address) == 1


def test_the_copy_carries_no_advertisement(client, cohort, county):
    with factories.as_draft(cohort.guidebook) as guidebook:
        letter = guidebook.letter_templates.get(code="application-copy")
        letter.body = factories.both("{answers_list}\n{link}")
        letter.save()
    fill_in(client, cohort, county, answer_why="Cheap watches: https://prize.example")
    send(client, cohort)
    body = Letter.objects.get(code="application-copy").body
    assert "prize" not in body and "You find this answer on your page." in body


def test_today_tells_of_an_application_that_was_not_sent(client_of, cohort, county):
    person = factories.create_person()
    browser, other = client_of(person), client_of(factories.create_person())
    begun = f'href="{start(cohort)}">Go on with your application</a>'
    assert begun not in shown(browser.get("/"))
    save(browser, cohort, "you", county)
    today = shown(browser.get("/"))
    assert begun in today and today.count("btn-primary") == 1 and "You are in no" not in today
    assert begun not in shown(other.get("/"))
    cohort.cohort_parts.update(apply_by=None, notice_on=None, opened_at=None)
    assert begun not in shown(browser.get("/"))


def test_a_slip_in_an_address_is_asked_about_once_and_the_draft_remembers(client, cohort, county):
    first = save(client, cohort, "you", county, email="ana@gmial.com")
    assert "Is ana@gmail.com meant?" in shown(first)
    typed = {"name": "Ana Núñez", "email": "ana@gmial.com", "phone": ""}
    typed |= {"answer_years_in_field": "3", "email_as_written": "ana@gmial.com", "go": "next"}
    assert client.post(step_of(cohort, "you"), typed).url == step_of(cohort, "site")
    save(client, cohort, "site", county)
    assert save(client, cohort, "why", county).url == check(cohort)
    assert "ana@gmial.com" in shown(client.get(check(cohort)))


def test_a_slip_in_a_name_is_asked_about_and_the_draft_keeps_the_tick(client, cohort, county):
    first = save(client, cohort, "you", county, name="ANA NÚÑEZ")
    assert "“ANA NÚÑEZ” is written in capitals only." in shown(first)
    box = '<input type="checkbox" class="form-check-input" name="name_as_written"'
    assert box in shown(client.get(step_of(cohort, "you"))), "the draft has the name, unticked"
    ticked = {"name": "ANA NÚÑEZ", "name_as_written": "ANA NÚÑEZ"}
    assert save(client, cohort, "you", county, **ticked).url == step_of(cohort, "site")
    again = shown(client.get(step_of(cohort, "you")))
    assert 'value="ANA NÚÑEZ" checked>' in again
    asked = save(client, cohort, "site", county, director_name="Dana Dana Lee")
    assert "“Dana Dana Lee” has the same word twice." in shown(asked)
    ticked = {"director_name": "Dana Dana Lee", "director_name_as_written": "Dana Dana Lee"}
    save(client, cohort, "site", county, **ticked)
    assert save(client, cohort, "why", county).url == check(cohort)
    summary = shown(client.get(check(cohort)))
    assert "ANA NÚÑEZ" in summary and "Dana Dana Lee" in summary
