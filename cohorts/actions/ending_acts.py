"""Ending a place or a role: what follows, and doing it."""

from lib.text import inside_sentence
from people.models import Link

from ..models import Letter
from .consequences import consequence_for, counted
from .staff_acts import ActRefused, Consequence, Outcome, count_of
from .staff_roles import end_role

#: What a letter is about that is dropped.
REPLY = "They ask for a reply to a meeting."


def end_membership(membership, *, reason):
    """The member leaves; of two at once the second is refused."""
    person, seat = membership.person, membership.seat
    consequences = consequences_of_leaving(membership)
    if not membership.leave(reason=reason):
        raise ActRefused(f"{person} has left already.")
    return Outcome(
        button=f"{person} leaves the cohort",
        done=f"{person} has left. Seat {seat.number} is free.",
        consequences=consequences,
        ends=True,
        stays=f"{person} keeps their own record. No letter is written.",
    )


def consequences_of_leaving(membership):
    """Read before the member leaves: then the letters are dropped."""
    asking = membership.letters.filter(link__purpose=Link.Purpose.REPLY)
    unsent = asking.filter(status=Letter.Status.QUEUED).count()
    duties = [str(duty) for duty in membership.duties.all()]
    number = membership.seat.number
    return [
        Consequence(1, "place ends today", [], f"{membership.person} is on no list from today on."),
        Consequence(1, "seat is free", [], f"Seat {number} can be offered again."),
        duties_without_holder(duties),
        counted(unsent, "letter is not sent", "letters are not sent", REPLY),
    ]


def duties_without_holder(duties):
    """duties: their texts."""
    waiting = f"{count_of(len(duties), 'duty waits', 'duties wait')} for somebody else."
    return consequence_for(duties, "duty has nobody", "duties have nobody", waiting)


def end_staff_role(role):
    """The role ends today, and its duties are free."""
    duties = [duty.text for duty in role.duties.all()]
    person, word = role.person, inside_sentence(role.title)
    ends = Consequence(1, "role ends now", [], f"{person} opens no page as {word} from now on.")
    end_role(role)
    return Outcome(
        button=f"End this role of {person}",
        done=f"{person} is no longer {word} here.",
        consequences=[ends, duties_without_holder(duties)],
        ends=True,
        stays="Other roles of this person stay. No letter is written.",
    )
