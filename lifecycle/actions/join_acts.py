"""Joining two records, and undoing it, as acts of staff: what follows, in words."""

from collections import Counter

from cohorts.access import works_here
from cohorts.actions.consequences import consequence_for, counted
from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, count_of
from cohorts.models import CohortMembership, Letter, Seat
from lib import dates
from people.models import Person, PersonMerge

from .merge_duplicates import FROZEN, SPARE
from .merge_log import keys_moved, model_named
from .merge_persons import CHOSEN, merge_persons
from .refusing import refusing
from .undo_merge import undo_merge

#: Rows that nobody needs to hear of.
UNTOLD = {"people.Link", "people.PersonChange", "people.AddressChange", "jobs.Job"}


def join_records(person, other, *, by, values):
    """Close the record `other` and move everything of it to `person`."""
    if refusal := join_refusal(person, other, by=by):
        raise ActRefused(refusal)
    with refusing(ValueError):
        merge = merge_persons(other, person, by=by, values=values)
    person = Person.objects.get(pk=person.pk)
    return Outcome(
        button="Join the two records",
        done=f"{person} has one record now. It can be undone until {dates.day(merge.undo_until)}.",
        consequences=consequences_of_joining(merge, person),
        stays="For thirty days it can be undone, from exactly the rows that move. No new letter "
        "is written.",
    )


def join_refusal(person, other, *, by):
    """Why `by` cannot close the record `other`, as a sentence; "" if nothing of this forbids it."""
    if by.pk in (person.pk, other.pk):
        return "One of these is your own record. Somebody else joins it."
    if works_here(other):
        return (
            f"{other} works here and signs in with a password. Open that record instead, and join "
            "this one with it."
        )
    return ""


def consequences_of_joining(merge, person):
    """person: the record that stays, as it is now."""
    steps = merge.moved["steps"]
    return [
        closed_record(merge),
        *[changed_column(merge, name) for name in CHOSEN if differs(merge, name)],
        *joined_places(steps),
        *several_at_once(person),
        rows_moved(steps, "row goes over", "rows go over"),
        *letters_that_wait(steps),
        twice(steps),
        *unchanged(steps),
    ]


def closed_record(merge):
    return Consequence(
        1,
        "record closes",
        [],
        f"{merge.before['merged']['name']}, {other_address(merge)}, opens nothing any more "
        "under its own sign-in; its address leads to the one that stays.",
    )


def other_address(merge):
    return merge.before["merged"]["email"] or "without an address"


def differs(merge, name):
    return merge.before["kept"][name] != merge.before["after"][name]


def changed_column(merge, name):
    before, after = merge.before["kept"][name], merge.before["after"][name]
    label = name.replace("own_", "").replace("_", " ")
    was = f"This record had {before}." if before else "This record had none."
    return Consequence(1, f"{label} becomes {after or 'empty'}", [], was)


def joined_places(steps):
    """Places in one cohort that become one: each frees a seat."""
    freed = [step["seat"] for step in steps if step["did"] == "free"]
    return [
        Consequence(
            1,
            "place becomes one with another",
            [],
            f"Both records have a place in {seat.cohort}. Seat {seat.number} comes free; marks, "
            "answers and letters go to the place that stays. Of two marks of one meeting the one "
            "that says “here” stays.",
        )
        for seat in Seat.objects.filter(pk__in=freed).select_related("cohort")
    ]


def several_at_once(person):
    """The sites and the directors of whoever has more than one at once from now on."""
    sites = person.placements.current().select_related("site").order_by("site__name", "pk")
    lines = person.supervised_by.current().select_related("supervisor").order_by("pk")
    found = [
        ("sites are current at once", [str(row.site) for row in sites]),
        ("directors are current at once", [row.supervisor.name for row in lines]),
    ]
    end = "End the one that is over on the page of the person."
    return [Consequence(len(names), what, names, end) for what, names in found if len(names) > 1]


def letters_that_wait(steps):
    """Letters to the record that closes that have not left yet."""
    keys = keys_moved(steps, Letter, "person")
    waiting = Letter.objects.filter(pk__in=keys, status=Letter.Status.QUEUED).order_by("pk")
    names = [f"“{letter.subject}” to {letter.to_email}" for letter in waiting]
    one = "of these letters still waits and leaves as it was written"
    several = "of these letters still wait and leave as they were written"
    return [consequence_for(names, one, several)] if names else []


def numbers_moved(steps):
    """Counter of {model: rows that changed their person or place}, without those of UNTOLD."""
    numbers = Counter()
    for step in steps:
        if step["did"] == "move" and step["model"] not in UNTOLD:
            numbers[step["model"]] += len(step["keys"])
    return numbers


def rows_moved(steps, one, several):
    numbers = numbers_moved(steps)
    names = [told(model, number) for model, number in numbers.items()]
    return counted(sum(numbers.values()), one, several, f"{', '.join(names)}.")


def told(label, number):
    meta = model_named(label)._meta
    if meta.label == CohortMembership._meta.label:
        return count_of(number, "place in a cohort", "places in cohorts")
    return count_of(number, str(meta.verbose_name), str(meta.verbose_name_plural))


def twice(steps):
    models = [step["model"] for step in steps if step["did"] == "delete"]
    numbers = Counter(model for model in models if model != CohortMembership._meta.label)
    why = " ".join(
        f"{told(model, count).capitalize()}: {SPARE[model].why}" for model, count in numbers.items()
    )
    one, several = "row is there twice, and one stays", "rows are there twice; one stays"
    return counted(sum(numbers.values()), one, several, why)


def unchanged(steps):
    """Rows that keep the record that closes, because they are frozen."""
    kept = {(step["model"], step["key"]) for step in steps if step["did"] == "stay"}
    numbers = Counter(model for model, key in kept)
    return [
        Consequence(number, f"{noun_stays(model, number)} under the name that closes", [], said)
        for model, said in FROZEN.items()
        if (number := numbers[model])
    ]


def noun_stays(label, number):
    """The noun and its verb, without the number."""
    meta = model_named(label)._meta
    return f"{meta.verbose_name} stays" if number == 1 else f"{meta.verbose_name_plural} stay"


def undo_join(merge, *, by):
    """Two records again."""
    name = merge.before["merged"]["name"]
    done = undo_merge(merge, by=by)
    return Outcome(
        button="Make them two records again",
        done=f"{name} has a record of their own again.",
        consequences=[
            Consequence(1, "record opens again", [], f"{name}, {other_address(merge)}."),
            rows_moved(done.moved["steps"], "row goes back", "rows go back"),
        ],
        stays="What was stored since stays with the record that was kept. No new letter is "
        "written.",
    )


def merges_of(person):
    """The joinings that can still be undone, newest first."""
    rows = PersonMerge.objects.filter(kept=person, undone_at=None).select_related("merged")
    return [merge for merge in rows if merge.can_be_undone]
