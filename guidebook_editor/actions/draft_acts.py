"""Publishing and discarding a draft, and removing one of its items: what follows, and doing it."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from guidebooks.actions.drafts import discard_draft, publish_draft
from guidebooks.actions.items import remove_item
from guidebooks.actions.planned_meetings import settle_hanging_rows
from guidebooks.actions.proposals import answer_proposal
from guidebooks.models import Guidebook, PlannedMeeting, Proposal, Track


def publish(draft, *, by, missing):
    """missing: how many texts have no Spanish."""
    meetings = PlannedMeeting.objects.in_guidebook(draft).count()
    draft = Guidebook.objects.get(pk=draft.pk)  # the caller's stays a draft until it is done
    if not publish_draft(draft, by=by):
        raise ActRefused("Somebody published this draft meanwhile.")
    answer_proposal(draft, answer=Proposal.Answer.PUBLISHED, by=by)
    return Outcome(
        button=f"Publish version {draft.version}",
        done=f"{draft} is published. Cohorts can open from it; those that run keep the version "
        "they began with.",
        consequences=consequences_of_publishing(draft, meetings, missing),
        stays="Cohorts that run keep the version they began with. Nobody is written to.",
    )


def consequences_of_publishing(draft, meetings, missing):
    return [
        published(draft),
        Consequence(meetings, "meetings can be copied into a cohort that opens"),
        Consequence(missing, "texts are shown in English, because they have no Spanish"),
    ]


def published(draft):
    if draft.is_in_catalog:
        detail = "It does not change any more, for anybody."
        return Consequence(1, "version is public", [], detail)
    detail = "It is public, and cohorts open from it, once you put the guidebook back."
    return Consequence(1, "version of a withdrawn guidebook", [], detail)


def what_becomes_of(hanging, *, budget_goes, sessions_go, questions_to):
    """Consequences for the rows that hang on what is removed."""
    budget = "lines of the budget go" if budget_goes else "lines of the budget stay for the cycle"
    sessions = "sessions go" if sessions_go else "sessions follow the meeting before"
    asked = f"questions are asked at “{questions_to.title}” instead" if questions_to else ""
    rows = [
        (hanging.budget, budget),
        (hanging.sessions, sessions),
        ([question.text for question in hanging.questions], asked or "questions go"),
    ]
    return [Consequence(len(each), says, [str(row) for row in each]) for each, says in rows]


def discard(draft):
    name, meetings = str(draft), PlannedMeeting.objects.in_guidebook(draft).count()
    tracks = Track.objects.of_guidebook(draft).count()
    discard_draft(Guidebook.objects.get(pk=draft.pk))
    tracks -= Track.objects.of_guidebook(draft).count()
    goes = Consequence(1, "draft goes for good", [], f"{name}, with everything written in it.")
    return Outcome(
        button="Discard the draft",
        done=f"The draft of {name} is gone.",
        consequences=[goes, *going_with_it([("meetings", meetings), ("tracks", tracks)])],
        ends=True,
        stays="Published versions and cohorts stay as they are.",
    )


def going_with_it(children):
    """children: [(what, how many)]."""
    return [Consequence(count, f"{what} go with it") for what, count in children]


def remove(draft, item, *, title, kind, items, order, children, hanging, answers):
    """kind: what the item is called. children: [(what, how many)] that go with it. hanging: the
    HangingRows of its meetings; answers: what becomes of them, {} where nothing hangs on it.
    """
    if answers:
        settle_hanging_rows(draft, hanging, **answers)
    remove_item(draft, item, items=items, order=order)
    return Outcome(
        button=f"Remove the {kind}",
        done=f"“{title}” is gone.",
        consequences=[
            Consequence(1, f"{kind} goes from this draft", [], title),
            *going_with_it(children),
            *(what_becomes_of(hanging, **answers) if answers else []),
            Consequence(len(hanging.tasks), "tasks to arrange go with it", hanging.tasks),
        ],
        ends=True,
        stays="Published versions keep it.",
    )
