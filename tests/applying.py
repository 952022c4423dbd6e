"""How tests apply: the steps of the public form, one after another."""

import re

from django.urls import reverse

from .shown import shown

#: What somebody types; `in_county` is a row.
TYPED = {
    "name": "Ana Núñez",
    "email": "ana@example.org",
    "phone": "",
    "agency_name": "Gull Street",
    "site_name": "Lantern Oak",
    "director_name": "Marcus Fenn",
    "director_email": "marcus@example.org",
    "answer_years_in_field": "3",
    "answer_why": "To learn.",
    "answer_needs": "",
    "criterion_experience": "on",
}
FIELDS = {
    "you": {"name", "email", "phone", "answer_years_in_field"},
    "site": {"agency_name", "site_name", "county", "director_name", "director_email"},
    "why": {"answer_why", "answer_needs", "criterion_experience"},
}


def start(cohort):
    return reverse("recruitment:apply", args=[cohort.slug])


def step_of(cohort, step):
    return reverse("recruitment:apply-step", args=[cohort.slug, step])


def check(cohort):
    return reverse("recruitment:apply-check", args=[cohort.slug])


def save(client, cohort, step, in_county, go="next", **changed):
    """Fill in one step and press its button. `changed` may name fields of other steps."""
    typed = TYPED | {"county": in_county.pk} | changed
    extra = {
        name: value
        for name, value in changed.items()
        if name in ("second_homepage", "form_key")
        or name.removesuffix("_as_written") in set(FIELDS[step]) - {name}
    }
    fields = {name: typed[name] for name in FIELDS[step]}
    return client.post(step_of(cohort, step), fields | extra | {"go": go})


def fill_in(client, cohort, in_county, **changed):
    """All three steps; nothing is sent yet. Returns the last answer, of the first step that came
    back with mistakes.
    """
    for step in FIELDS:
        answer = save(client, cohort, step, in_county, **changed)
        if answer.status_code != 302:
            break
    return answer


def hidden(page):
    """The hidden fields of the check page."""
    return dict(re.findall(r'name="(form_key|seen)" value="([^"]+)"', shown(page)))


def send(client, cohort):
    """Press the button of the check page."""
    return client.post(check(cohort), hidden(client.get(check(cohort))))


def apply(client, cohort, in_county, **changed):
    fill_in(client, cohort, in_county, **changed)
    return send(client, cohort)
