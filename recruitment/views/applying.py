"""What the views of the public application form know of one request."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from cohorts.access import STAFF, access_of
from cohorts.models import Cohort
from cohorts.permissions import activate_cohort
from lib.text import clean_line

from ..actions.application_drafts import is_sent
from ..draft_owner import DraftOwner
from ..forms.application_steps import CHECK, ApplicationSteps
from ..pages.public_part import public_part_context


class Applying:
    """One request for a page of the form: the cohort's part, whose draft, and how far it is."""

    def __init__(self, request, slug):
        self.request, self.cohort = request, get_public_cohort(request, slug)
        self.part = self.cohort.recruiting_part
        self.owner = DraftOwner(request)
        self.draft = self.part and self.owner.draft(self.part)

    @property
    def is_preview(self):
        """Whether the staff of the cohort looks at the page before it is public."""
        return not self.cohort.is_published and self.cohort.is_recruiting and bool(self.part)

    @property
    def takes_this(self):
        """Whether the form is open. What was begun before the deadline may be sent a little after
        it.
        """
        if self.part is None:
            return False
        is_begun = self.draft or self.request.method == "POST"
        return self.part.takes_applications or (is_begun and self.part.still_takes_what_was_begun)

    @property
    def shows_answers(self):
        """Whether what is in the draft is shown without asking who is there."""
        return self.draft.is_open and self.owner.is_known()

    @property
    def steps(self):
        return ApplicationSteps(self.part, self.draft)

    @property
    def sent_key(self):
        """The key of the draft that the form was drawn for, as it was sent; "" if it had none."""
        return self.request.POST.get("form_key", "")

    @property
    def has_other_key(self):
        """Whether the form was drawn for another draft than the one in this browser."""
        is_of_draft = self.draft and self.sent_key == str(self.draft.form_key)
        return bool(self.sent_key) and not is_of_draft

    @property
    def was_sent(self):
        """Whether this form was sent before, such as by another window: its draft is gone."""
        return self.has_other_key and is_key(self.sent_key) and is_sent(self.sent_key)

    @property
    def is_of_another_draft(self):
        """Whether the form that was sent was drawn for another draft than the one that is now in
        this browser, or before it was begun by somebody of another name.
        """
        if not self.draft:
            return False
        if self.sent_key:
            return self.has_other_key
        name = clean_line(self.request.POST.get("name", ""))
        return bool(name and self.draft.name) and name.casefold() != self.draft.name.casefold()

    def goes_to(self, step=""):
        """The answer that leads to a step, or to the page that leads to the right one."""
        if not step:
            return redirect("recruitment:apply", slug=self.cohort.slug)
        if step == CHECK:
            return redirect("recruitment:apply-check", slug=self.cohort.slug)
        return redirect("recruitment:apply-step", slug=self.cohort.slug, step=step)

    def shows(self, template, status=200, **context):
        context |= {"draft": self.draft, "is_preview": self.is_preview}
        context |= public_part_context(self.part)
        response = render(self.request, f"recruitment/{template}.html", context, status=status)
        return self.owner.remember(response) if self.draft else response


def is_key(text):
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def get_public_cohort(request, slug):
    """The cohort of this slug; 404 before it is published, but for its staff."""
    cohort = get_object_or_404(
        Cohort.objects.select_related("network", "region", "guidebook"), slug=slug
    )
    if not cohort.is_published and not is_staff_of(request.user, cohort):
        raise Http404
    activate_cohort(cohort, request)
    return cohort


def is_staff_of(person, cohort):
    return person.is_authenticated and access_of(person, cohort).is_one_of(*STAFF)
