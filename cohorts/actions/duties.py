"""Duties of a cohort: shared out among whoever facilitates, and given to members who agree."""

from django.db import transaction
from django.utils import timezone

from ..models import CohortMembership, DutyRequest, StaffRole

NOT_HERE = "Only somebody who facilitates this cohort, or a member of it, can have a duty in it."


def facilitator_roles(cohort):
    """The current roles of those who facilitate, with their persons:
    facilitators first, then by name.
    """
    roles = StaffRole.objects.current().filter(cohort=cohort, kind__in=StaffRole.FACILITATES)
    return roles.select_related("person").order_by("-kind", "person__sort_name", "pk")


def members_to_ask(cohort):
    """Members who may be asked to take on a duty, with their persons, by name."""
    return cohort.memberships.current().told().select_related("person").in_name_order()


@transaction.atomic
def assign_duties(cohort, given, *, by):
    """given: {duty of the cohort: StaffRole of somebody who facilitates now, a membership, or None
    for nobody}. A member is asked first; until they agree, whoever has the duty keeps it.
    Raises ValueError for anybody else; then nothing is changed.
    """
    roles = set(facilitator_roles(cohort).select_for_update(of=("self",)))
    members = set(members_to_ask(cohort).select_for_update(of=("self",)))
    if not {holder for holder in given.values() if holder is not None} <= roles | members:
        raise ValueError(NOT_HERE)
    for duty, holder in given.items():
        if isinstance(holder, CohortMembership):
            ask(duty, holder, by=by)
        else:
            hand_over(duty, holder)


def ask(duty, member, *, by):
    """Ask this member, unless they have the duty or are asked already; nobody else stays asked."""
    others = duty.requests.exclude(member=member)
    others.take_back()
    if duty.member_id == member.pk or duty.requests.filter(answer="").exists():
        return
    DutyRequest.objects.create(duty=duty, member=member, asked_by=by)


def hand_over(duty, role):
    """Give the duty to whoever has this role, or to nobody (None); no member stays asked."""
    duty.requests.take_back()
    if duty.role != role or duty.member_id:
        duty.assign(role)


@transaction.atomic
def answer_request(request, *, agrees):
    """The member agrees, and has the duty from now on, or declines. Returns False where nothing is
    asked any more: it was answered or taken back, or they left.
    """
    locked = DutyRequest.objects.open().select_for_update(of=("self",)).filter(pk=request.pk)
    request = locked.select_related("duty", "member").first()
    if request is None:
        return False
    answer = DutyRequest.Answer.AGREED if agrees else DutyRequest.Answer.DECLINED
    request.answer, request.answered_at = answer, timezone.now()
    request.save(update_fields=["answer", "answered_at"])
    if agrees:
        request.duty.give_to(request.member)
    return True


def give_back(duty):
    """The member who has this duty does not have it any more; nobody does."""
    duty.assign(None)


def duties_of(cohort):
    """The cohort's duties in order, each with `holder`: the current role or the current membership
    that has it, or None; `asked`: the membership that is asked now, or None; and `declined`: those
    that declined and do not have it.
    """
    roles = {role.pk: role for role in facilitator_roles(cohort)}
    duties = list(cohort.duties.order_by("position").select_related("member__person"))
    requests = requests_by_duty(duties)
    for duty in duties:
        own = requests.get(duty.pk, [])
        duty.holder = holder_of(duty, roles)
        duty.asked = next((request.member for request in own if not request.answer), None)
        duty.declined = declined_members(own, duty)
    return duties


def requests_by_duty(duties):
    """{duty key: [DutyRequest to a member who has not left]}, the oldest first."""
    requests = DutyRequest.objects.filter(duty__in=duties, member__left_on=None)
    found = {}
    for request in requests.select_related("member__person").order_by("pk"):
        found.setdefault(request.duty_id, []).append(request)
    return found


def holder_of(duty, roles):
    """The current membership or role that has this duty, or None. roles: {key: current role}."""
    if duty.member is not None and duty.member.is_current:
        return duty.member
    return roles.get(duty.role_id)


def declined_members(requests, duty):
    """Those whose last answer is No."""
    last = {request.member: request.answer for request in requests}
    declined = [m for m, answer in last.items() if answer == DutyRequest.Answer.DECLINED]
    return [member for member in declined if member != duty.holder]


def duties_by_person(duties):
    """{person key: [duty]} of those that somebody has; duties: of `duties_of`."""
    found = {}
    for duty in duties:
        if duty.holder:
            found.setdefault(duty.holder.person_id, []).append(duty)
    return found


def own_duties(membership):
    """(open requests to this member, duties that they have)"""
    asked = membership.duty_requests.open().select_related("duty").order_by("duty__position")
    return list(asked), list(membership.duties.order_by("position"))


def count_unassigned_duties(cohort):
    """How many duties nobody has: no current facilitator, no current member."""
    roles = facilitator_roles(cohort).values("pk")
    held = cohort.duties.exclude(role__in=roles).exclude(member__left_on=None, member__isnull=False)
    return held.count()


def co_facilitators(cohort):
    """(how many people are co-facilitators now, how many the guidebook asks for)"""
    return co_facilitators_among(StaffRole.objects.current().filter(cohort=cohort), cohort)


def co_facilitators_among(roles, cohort):
    """As `co_facilitators`. roles: the present StaffRoles of the cohort."""
    named = {role.person_id for role in roles if role.kind == StaffRole.Kind.CO_FACILITATOR}
    return len(named), cohort.guidebook.co_facilitators_minimum
