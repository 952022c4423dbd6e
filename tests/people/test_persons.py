"""A person is not an address: twins are one, further addresses belong to one,
and two records can become one.
"""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pghistory.models import Event

from cohorts.access import is_supervisor_of_member
from lib.jobs.models import Job, JobOutput
from lifecycle.actions.merge_persons import columns_to_move, merge_persons
from meetings.models import FollowUp
from people.models import Link, Person, PersonAddress, Supervision
from recruitment.models import EndorsementAction

from .. import factories
from ..source_tree import MODEL_APPS

NOW = timezone.now()
TWINS = [
    "Ana@Example.org",
    "  ana@example.org ",
    "ａｎａ@example.org",
    "ana\u200b@example.org",
    "ANA@EXAMPLE.ORG",
]


@pytest.mark.django_db
@pytest.mark.parametrize("twin", TWINS)
def test_twins_of_an_address_are_one_person(twin):
    ana = factories.create_person("Ana", "ana@example.org")
    assert Person.objects.with_address(twin).get() == ana
    assert Person.objects.find_or_create(twin, name="Somebody") == ana
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.create_person("Twin", twin)


@pytest.mark.django_db
def test_a_domain_in_other_letters_is_the_same_domain():
    jose = factories.create_person("José", "jose@bücher.example")
    assert Person.objects.with_address("JOSE@xn--bcher-kva.example").get() == jose


@pytest.mark.django_db
def test_no_further_address_is_the_first_of_somebody_else():
    ana, ben = (
        factories.create_person("Ana", "ana@example.org"),
        factories.create_person("Ben", "ben@example.org"),
    )
    with (
        pytest.raises(IntegrityError, match="address_is_nobody_elses|reached at this address"),
        transaction.atomic(),
    ):
        ben.addresses.create(email="ANA@example.org", verified_at=NOW)
    ana.addresses.create(email="ana@home.example", verified_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.create_person("Third", "Ana@Home.example")
    ben.email = "ana@home.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        ben.save()
    assert ana.address_keys == {"ana@example.org", "ana@home.example"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_share_an_address():
    ana, gate, refused = factories.create_person("Ana", "ana@example.org"), Barrier(2), []

    def claim(act):
        gate.wait(timeout=600)
        try:
            with transaction.atomic():
                act()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.2)")
        except IntegrityError:
            refused.append(act)
        finally:
            connection.close()

    acts = [
        lambda: ana.addresses.create(email="both@example.org", verified_at=NOW),
        lambda: factories.create_person("Ben", "both@example.org"),
    ]
    threads = [Thread(target=claim, args=[act]) for act in acts]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 1 and Person.objects.with_address("both@example.org").count() == 1


# --- merging --------------------------------------------------------------------------------------

STAYS = {
    ("Person", "merged_into"),
    ("Person_groups", "person"),
    ("Person_user_permissions", "person"),
    ("LogEntry", "user"),
    ("EmailAddress", "user"),
    ("Authenticator", "user"),
    ("MiddlewareEvents", "user"),
    *[("PersonMerge", column) for column in ("kept", "merged", "done_by", "undone_by")],
}


def test_every_column_that_points_at_a_person_is_moved_or_stays_for_a_reason():
    everything = {
        (relation.field.model, relation.field.name)
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not issubclass(relation.field.model, Event)
    }
    moved = set(columns_to_move(Person))
    assert {(model.__name__, name) for model, name in everything - moved} == STAYS
    assert len(moved) > 20 and not [
        model for model, _ in moved if model._meta.app_label not in MODEL_APPS
    ]


@pytest.fixture
def two_records(cohort):
    return factories.create_person("Dolores Old", "dolores@old.example"), factories.create_person(
        "Dolores New", "dolores@new.example"
    )


def test_a_merge_moves_what_hangs_on_the_person(cohort, meeting, participant, two_records):
    old, new = two_records
    application = factories.create_application(cohort, director_email=old.email)
    endorsement = factories.create_endorsement(application, given=True, supervisor=old)
    action = EndorsementAction.objects.filter(endorsement=endorsement).last()
    EndorsementAction.objects.filter(pk=action.pk).update(by=old)
    promise = factories.create_follow_up(meeting, kept_by=old, kept_at=NOW)
    link, _ = Link.mint("sign-in", lasts=timedelta(minutes=30), uses=1, person=old)
    supervision = factories.create_supervision(old, participant)
    old.addresses.create(email="dolores@third.example", verified_at=NOW)
    merge_persons(old, new)
    for row, column in [
        (endorsement, "supervisor"),
        (action, "by"),
        (promise, "kept_by"),
        (link, "person"),
        (supervision, "supervisor"),
    ]:
        row.refresh_from_db()
        assert getattr(row, column) == new, column
    assert new.address_keys == {
        "dolores@old.example",
        "dolores@new.example",
        "dolores@third.example",
    }
    old.refresh_from_db()
    assert (old.email, old.email_key, old.is_active, old.merged_into) == ("", None, False, new)
    assert is_supervisor_of_member(new, cohort)


def test_history_keeps_who_it_was(participant, two_records):
    old, new = two_records
    supervision = factories.create_supervision(old, participant)
    merge_persons(old, new)
    history = Supervision.events.rel.related_model
    assert list(
        history.objects.filter(pgh_obj_id=supervision.pk)
        .order_by("pgh_id")
        .values_list("supervisor", flat=True)
    ) == [old.pk, new.pk]


def test_one_director_on_both_records_leaves_one_line(participant, supervisor, two_records):
    old, new = two_records
    long_ago = factories.today() - timedelta(days=400)
    first = factories.create_supervision(supervisor, old, starts_on=long_ago)
    factories.create_supervision(supervisor, new)
    factories.create_supervision(old, participant)
    factories.create_supervision(new, participant, starts_on=long_ago)
    merge_persons(old, new)
    assert new.supervised_by.current().count() == 1 and new.supervises.current().count() == 1
    first.refresh_from_db()
    assert first.ends_on < factories.today()


def test_refused_merges_change_nothing(participant, supervisor, two_records):
    old, new = two_records
    for one, two in [(old, old), (participant, supervisor), (supervisor, participant)]:
        with pytest.raises(ValueError):
            merge_persons(one, two)
    merge_persons(old, new)
    for one, two in [(old, participant), (participant, old)]:
        with pytest.raises(ValueError, match="closed"):
            merge_persons(one, two)
    assert FollowUp.objects.count() == 0 and PersonAddress.objects.count() == 1


def test_merged_and_deactivated_people_are_out_at_the_next_request(
    client_of, cohort, participant, two_records
):
    old, new = two_records
    factories.create_membership(cohort, old)
    for leave in [
        lambda: merge_persons(old, new),
        lambda: Person.objects.filter(pk=participant.pk).update(is_active=False),
    ]:
        old.refresh_from_db()
        browser = client_of(old if old.is_active else participant)
        assert browser.get("/cohorts/").status_code == 200
        leave()
        assert browser.get("/cohorts/").headers["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_merging_deletes_the_files_that_name_the_closed_record():
    person, other = factories.create_person(), factories.create_person()
    outputs = {}
    for one in [person, other]:
        job = Job.objects.create(kind="pack", state="done")
        outputs[one] = JobOutput.objects.create(
            job=job,
            filename="a",
            content=b"%PDF-",
            pages=1,
            person_ids=[one.pk],
            kept_until=timezone.now() + timedelta(days=1),
        )
    merge_persons(person, other)
    assert list(JobOutput.objects.all()) == [outputs[other]]
