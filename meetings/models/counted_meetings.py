"""Which meetings count for the minimum of a part, and when somebody came to one of them."""

from collections import defaultdict


class CountedMeetings:
    """The meetings of a cohort as the minimum counts them. Makes no query.

    A mandatory meeting of the guidebook counts once: whoever came to it, to both of its halves, or
    to its make-up came to it. One that is called off and not made up counts for nobody, so no more
    is asked than what took place. Optional meetings and webinars do not count.
    """

    def __init__(self, meetings):
        self.plan = [m for m in meetings if m.kind == m.Kind.COHORT and not m.of_id]
        self.halves, self.make_ups = {}, defaultdict(set)
        for meeting in meetings:
            if meeting.of_id and not meeting.is_called_off:
                if meeting.is_half:
                    self.halves[meeting.of_id] = meeting
                else:
                    self.make_ups[meeting.of_id].add(meeting.pk)
        self.by_key = {meeting.pk: meeting for meeting in meetings}

    def of_part(self, part):
        """Those that count. part: a key."""
        return [m for m in self.takes_place(part) if m.mandatory]

    def optional_of_part(self, part):
        """Those to which one comes as one likes."""
        return [m for m in self.takes_place(part) if not m.mandatory]

    def takes_place(self, part):
        return [
            meeting
            for meeting in self.plan
            if meeting.part_id == part and (not meeting.is_called_off or self.make_ups[meeting.pk])
        ]

    def minimum(self, part):
        """How many are asked of a Part: never more than there are."""
        return min(part.minimum_meetings, len(self.of_part(part.pk)))

    def came(self, part, attended):
        """To how many somebody came. attended: keys of the meetings where they were noted."""
        return sum(self.is_made(meeting, attended) for meeting in self.of_part(part))

    def optional_came(self, part, attended):
        """To how many optional meetings somebody came."""
        return sum(self.is_made(meeting, attended) for meeting in self.optional_of_part(part))

    def missed(self, part, attended):
        """Those that count, are over in all their days, and to which somebody did not come."""
        return [
            meeting
            for meeting in self.of_part(part)
            if not self.is_made(meeting, attended) and not self.some_day(meeting, is_open)
        ]

    def is_made(self, meeting, attended):
        if self.make_ups[meeting.pk] & attended:
            return True
        return {day.pk for day in self.own_days(meeting)} <= attended

    def own_days(self, meeting):
        """The meeting and its second half."""
        half = self.halves.get(meeting.pk)
        return [meeting, half] if half else [meeting]

    def days_of(self, meeting):
        """All dates of one meeting that take place."""
        days = [] if meeting.is_called_off else self.own_days(meeting)
        return days + [self.by_key[key] for key in self.make_ups[meeting.pk]]

    def ahead(self, part):
        """How many still have a day that has not come."""
        return sum(self.some_day(meeting, is_ahead) for meeting in self.of_part(part))

    def not_held(self, part):
        """How many still have a day whose attendance is open."""
        return sum(self.some_day(meeting, is_open) for meeting in self.of_part(part))

    def some_day(self, meeting, holds):
        return any(holds(day) for day in self.days_of(meeting))


def is_ahead(meeting):
    return not meeting.day_has_come


def is_open(meeting):
    return not meeting.is_held
