"""The look before an act: the same address shows what follows, and does it when that is confirmed.

The first POST to a view changes nothing and shows what follows with its letters. The button of
that page sends everything again with `confirm`, the digest of what was shown. If something else
would follow by now, the page is shown again and says so.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.query import parse_uuid

from ..actions.staff_acts import ActRefused, perform
from ..models import StaffAct
from ..pages.letters import clock, kind_of_letter, language_name, text_parts

#: What the pages of a look send beside what was typed.
CONFIRM, FORM_KEY = "confirm", "act_key"
#: What the button sends so that the page can say what is different by now.
SHOWN = "shown"
#: What the button sends that leads from a look back to the form.
EDIT = "edit"
#: Letters that can be read on one look; of the others it names the readers.
LETTERS_SHOWN = 60
#: So much of SHOWN is read, and so many of its lines are said to be gone.
LONGEST_SHOWN, MOST_GONE = 5000, 20
NOT_REPEATED = {CONFIRM, FORM_KEY, SHOWN, EDIT, "csrfmiddlewaretoken"}


@dataclass
class Look:
    """What the page of a look says around what follows.

    heading: what would be done. path: [(address, word)] of the pages above, where no meeting strip
    says so. next: where an act that is done leads, or a function that says so afterwards. keep,
    keep_word: the link that leaves everything as it is. facts: short texts under the heading.
    edit_word: the button that leads back to a form; "" without one.
    """

    heading: str
    path: list
    next: str | Callable
    keep: str
    keep_word: str
    facts: list = field(default_factory=list)
    edit_word: str = ""


@dataclass
class FormPage:
    """The form before a look: drawn at first, to change what was typed, and with what is wrong."""

    request: object
    form: object
    template: str
    context: dict = field(default_factory=dict)

    @property
    def is_wanted(self):
        return wants_form(self.request) or not self.form.is_valid()

    def draw(self, error=""):
        if error:
            self.form.add_error(None, error)
        return render(self.request, self.template, self.context | {"form": self.form})


def look_or_perform(request, look, verb, *, kind=None, cohort=None, form_page=None):
    """The response of a view that acts: the look, or the redirect after the act.

    verb, kind, cohort: as in `perform`. A refusal (ActRefused) stands on the form where there is
    one, else it is a message where `keep` leads. form_page: the FormPage before the look.
    """
    digest = request.POST.get(CONFIRM, "")[:64]
    form_key = parse_uuid(request.POST.get(FORM_KEY, "")) or uuid.uuid4()
    if response := repeated(request, look):
        return response
    try:
        outcome, is_done = perform(
            verb, digest=digest, kind=kind, cohort=cohort, by=request.user, form_key=form_key
        )
    except IntegrityError:  # the same form, sent twice at once
        if response := repeated(request, look):
            return response
        raise
    except ActRefused as refusal:
        if form_page:
            return form_page.draw(str(refusal))
        messages.warning(request, str(refusal))
        return redirect(look.keep)
    if is_done:
        return done(request, look, outcome.done, is_done)
    return show_look(request, look, outcome, kind=kind, has_changed=bool(digest))


def verb_of(function, *args, **kwargs):
    """The verb of `look_or_perform` that calls this function, which does not need the act."""
    return lambda act: function(*args, **kwargs)


def wants_form(request):
    """Whether a view with a form shows it, and no look: at first, or to change what was typed."""
    return request.method != "POST" or EDIT in request.POST


def repeated(request, look):
    """The redirect after an act, if this very form has done it before; else None."""
    form_key = parse_uuid(request.POST.get(FORM_KEY, ""))
    act = form_key and StaffAct.objects.filter(form_key=form_key).first()
    return act and done(request, look, str(act))


def done(request, look, sentence, act=None):
    if isinstance(act, StaffAct) and act.held_until:
        sentence = format_html(
            '{} {} <a href="{}">{}</a>',
            sentence,
            _("Until %(clock)s you can take it back.") % {"clock": clock(act.held_until)},
            reverse("cohorts:letter-list", args=[act.cohort.slug]),
            _("To the letters that wait"),
        )
    messages.success(request, sentence)
    return redirect(look.next() if callable(look.next) else look.next)


def show_look(request, look, outcome, *, kind, has_changed):
    lines, sent = lines_of(outcome), request.POST.get(SHOWN, "")[:LONGEST_SHOWN].splitlines()
    context = {
        "look": look,
        "outcome": outcome,
        "has_changed": has_changed,
        "leaves_at_once": kind in StaffAct.LEAVES_AT_ONCE,
        "fields": repeated_fields(request),
        "form_key": uuid.uuid4(),
    }
    context |= compare(lines, sent) | letters_to_read(outcome.letters)
    return render(request, "cohorts/look.html", context)


def compare(lines, sent):
    """What of these lines is new, and what is gone. sent: those of the look before; [] at first."""
    return {
        "lines": lines,
        "compares": bool(sent),
        "is_new": [line for line in lines if line not in sent] if sent else [],
        "is_gone": [line for line in sent if line not in lines][:MOST_GONE],
    }


def letters_to_read(letters):
    shown, hidden = letters[:LETTERS_SHOWN], letters[LETTERS_SHOWN:]
    for letter in shown:
        letter.kind = kind_of_letter(letter.code)
        letter.language_name, letter.parts = language_name(letter.language), text_parts(letter)
    first = first_of_each(shown)
    return {
        "letters": first,
        "other_letters": [letter for letter in shown if letter not in first],
        "more_readers": ", ".join(letter.to_name or letter.to_email for letter in hidden),
        "languages": languages_of(letters),
        "kinds": {letter.code for letter in letters},
    }


def lines_of(outcome):
    """What follows, a line each, to be compared with what follows later."""
    rows = [(row.number, row.sentence) for row in outcome.consequences]
    letters = len(outcome.letters)
    if letters:
        rows.append((letters, ngettext("letter leaves", "letters leave", letters)))
    return [" ".join(str(part) for part in row if part is not None) for row in rows]


def first_of_each(letters):
    """The first letter of each kind in each language; the others say nearly the same."""
    found = {}
    for letter in letters:
        found.setdefault((letter.code, letter.language), letter)
    return list(found.values())


def languages_of(letters):
    """ "25 in English, 3 in Spanish"."""
    numbers = Counter(letter.language for letter in letters)
    return ", ".join(
        _("%(n)s in %(language)s") % {"n": number, "language": language_name(code)}
        for code, number in numbers.most_common()
    )


def repeated_fields(request):
    """[(name, value)] of everything that was sent, to send it again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_REPEATED
        for value in values
    ]
