from django.db.models import Q
from django.utils.translation import gettext as _


class MeetingExpectation:
    """Whether everybody is expected, and until when that can change."""

    def expectation_refusal(self, mandatory):
        """Why the meeting cannot become mandatory or optional now, as a sentence; "" if it can.

        Who graduates is counted by it: it stays once the meeting began, or who came to it, to its
        second half or to what makes up for it is noted.
        """
        if mandatory == self.mandatory:
            return ""
        found = {"n": self.number}
        if self.has_begun:
            return _("Meeting %(n)s has begun, so who is expected stays as it is.") % found
        own = type(self).objects.filter(Q(pk=self.pk) | Q(of=self))
        if any(meeting.was_held for meeting in own):
            return (
                _("Who came to meeting %(n)s is noted, so who is expected stays as it is.") % found
            )
        return ""
