"""Acting as a reader of pages does: look at what follows, then press its button."""

from django.http import QueryDict

from cohorts.models import Cohort
from lifecycle.forms.change_cohort import ChangeCohortForm


def is_look(answer):
    return (
        answer.status_code == 200
        and answer.context is not None
        and {"look", "outcome"}
        <= set(answer.context.keys() if hasattr(answer.context, "keys") else ())
    )


def sent_by(look):
    """What the button of a look sends: everything that was typed, and what was shown."""
    sent = QueryDict(mutable=True)
    for name, value in look.context["fields"]:
        sent.appendlist(name, value)
    sent["confirm"] = look.context["outcome"].digest
    sent["act_key"] = str(look.context["form_key"])
    return sent


def press(client, look, address, **options):
    """Press the button of this look."""
    return client.post(
        address,
        sent_by(look).urlencode(),
        content_type="application/x-www-form-urlencoded",
        **options,
    )


def act(client, address, data=None, **options):
    """Send a form, and confirm the look that answers it.

    Returns what the button answers; or what the form does, if that is no look: a refusal, or
    the form again with its mistakes.
    """
    look = client.post(address, data or {}, **options)
    return press(client, look, address, **options) if is_look(look) else look


def change_of(cohort, **typed):
    """What the form "Change this cohort" sends: what is so now, and what is typed instead."""
    now = ChangeCohortForm(cohort=Cohort.objects.get(pk=cohort.pk)).initial
    return {name: "" if value is None else str(value) for name, value in now.items()} | typed
