"""Another director of somebody, and one who is it no longer, as acts of staff."""

from datetime import timedelta

from django.db import transaction

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, and_send
from cohorts.models import CohortMembership
from lib import dates
from people.actions.change_person import note_change
from people.models import Person, Supervision
from recruitment.actions.successors import applications_to_sign, ask_successor


@transaction.atomic
def change_director(act, person, *, name, email, on, ends, by, reason=""):
    """Somebody is the director of this person from this day on, those of `ends` are it no longer,
    and each part that runs is signed for again.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    director = Person.objects.find_or_create(email, name=name, language=person.language)
    if director == person:
        raise ActRefused("Nobody is their own director.")
    kept = person.supervised_by.filter(ends_on=None).exclude(pk__in=[line.pk for line in ends])
    if kept.filter(supervisor=director).exists() or director in [line.supervisor for line in ends]:
        raise ActRefused(f"{director} is the director already.")
    gone = [line.supervisor.name for line in ends if line.supervisor_id != director.pk]
    for line in ends:
        line.end(on=on - timedelta(days=1))
    Supervision.objects.ensure(director, person, on=on)
    note_change(person, "director", "; ".join(gone), director.name, by=by, reason=reason)
    asked = [
        ask_successor(application, name=name, email=email, by=by, act=act)
        for application in applications_to_sign(person)
    ]
    return Outcome(
        button=f"{director} is the director{and_send(act)}",
        done=f"{director} is the director of {person}.",
        consequences=[
            Consequence(
                1,
                "director begins",
                [],
                f"{director} sees dates and attendance of {person} from {dates.day(on)}, and can "
                "read nothing that the group says.",
            ),
            Consequence(
                len(gone),
                "director ends" if len(gone) == 1 else "directors end",
                [],
                f"{' and '.join(gone)}: at once. Links that were sent for {person} open nothing "
                "any more. Who signed stays outside of what the group says.",
            ),
            Consequence(
                len(asked),
                "signature is asked for" if len(asked) == 1 else "signatures are asked for",
                [f"{row.application.cohort}, {row.application.part}" for row in asked],
                "The signature so far no longer counts.",
            ),
            *without_application(person),
        ],
        stays=f"{person} keeps the seat, whatever the answer is. {not_told(person, gone)}",
    )


def not_told(person, gone):
    """Who gets no letter about it."""
    who = f"neither to {person} nor to {' or '.join(gone)}" if gone else f"not to {person}"
    return f"A letter goes {who}: tell them yourself."


def without_application(person):
    """Places for which no signature can be asked, because they did not come by an application."""
    places = CohortMembership.objects.current().filter(
        person=person, application=None, part__asks_sign_off=True
    )
    names = [str(place.cohort) for place in places.exclude(cohort__status="completed")]
    return [
        Consequence(
            len(names),
            "seat is not signed for" if len(names) == 1 else "seats are not signed for",
            names,
            "It came by a file, without an application.",
        )
    ]


@transaction.atomic
def end_supervision(line, *, by):
    """Somebody is no longer the director, and nobody takes their place yet."""
    name, person = line.supervisor.name, line.person
    if line.ends_on:
        raise ActRefused(f"{name} is the director no longer.")
    note_change(person, "director", name, "", by=by)
    line.end()
    return Outcome(
        button=f"{name} is the director no longer",
        done=f"{name} is no longer the director of {person}.",
        consequences=[
            Consequence(
                1,
                "director ends now",
                [],
                f"{name} sees nothing of {person} from this minute on. Who signed stays outside of "
                "what the group says; who did not reads it again, as a member or facilitator.",
            )
        ],
        ends=True,
        stays="A signature that was given still counts. No letter is written.",
    )
