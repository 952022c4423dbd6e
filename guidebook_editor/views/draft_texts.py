"""The texts of a draft that publishing asks about: changed on their own pages, or accepted here."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from guidebooks.actions.accepted_texts import accept_texts, ask_again
from guidebooks.models import AcceptedText
from lib.filters import chip
from lib.paging import paginate_list

from ..forms.section_titles import TITLES
from ..pages.text_questions import open_questions
from ..permissions import draft_page

#: Accepted texts that the page names.
MOST_ACCEPTED = 50
HEADINGS = {"original": "Still the original's", "number": "Numbers in texts"}
DONE = {"original": "kept on purpose", "number": "right as it stands"}


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def text_list(request, draft, about):
    """POST accepts the ticked texts, one, or a whole section; or asks about all of them again."""
    if about not in AcceptedText.About.values:
        raise Http404
    questions = open_questions(draft, about)
    if request.method == "POST":
        return answer(request, draft, about, questions)
    accepted = draft.accepted_texts.filter(about=about).select_related("accepted_by")
    context = {"draft": draft, "about": about, "heading": HEADINGS[about], "total": len(questions)}
    context |= chosen_section(request.GET, questions)
    context["accepted"] = accepted.order_by("-accepted_at", "-pk")[:MOST_ACCEPTED]
    context["number_accepted"] = accepted.count()
    return render(request, "guidebook_editor/draft_texts.html", context)


def chosen_section(sent, questions):
    """The questions of the section that the address names, else of the first one, and the chips of
    all sections that have any.
    """
    numbers = Counter(question.section for question in questions)
    asked = sent.get("section", "")
    section = asked if asked in numbers else next(iter(numbers), "")
    own = [question for question in questions if question.section == section]
    return {
        "section": section,
        "title": TITLES.get(section, section),
        "chips": [chip(TITLES.get(slug, slug), slug, number) for slug, number in numbers.items()],
        "page": paginate_list(own, sent, key=lambda question: question.digest),
    }


def answer(request, draft, about, questions):
    if "again" in request.POST:
        number = ask_again(draft, about=about)
        messages.success(request, f"{count_of_texts(number)} asked about again.")
    else:
        accept_chosen(request, draft, about, questions)
    address = reverse("guidebook_editor:draft-texts", args=[draft.pk, about])
    section = request.POST.get("section", "")[:40]
    return redirect(f"{address}?{urlencode({'section': section})}")


def accept_chosen(request, draft, about, questions):
    """Accept the one text, or those that are ticked, and those of the whole section."""
    one, whole = request.POST.get("one", ""), request.POST.get("whole", "")
    ticked = {one} if one else set(request.POST.getlist("keep"))
    chosen = [q for q in questions if q.digest in ticked or (whole and q.section == whole)]
    number = accept_texts(draft, chosen, about=about, by=request.user)
    if number:
        messages.success(request, f"{count_of_texts(number)} {DONE[about]}.")
    else:
        messages.warning(request, "Nothing was ticked, so nothing is noted.")


def count_of_texts(number):
    return "1 text is" if number == 1 else f"{number} texts are"
