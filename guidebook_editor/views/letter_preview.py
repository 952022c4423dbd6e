"""The letters of a draft as their readers would get them."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidebooks.letter_placeholders import TITLES
from guidebooks.models import PlannedMeeting
from lib.filters import chip

from ..pages.letter_preview import letter_preview
from ..permissions import draft_page

LANGUAGES = [("en", "English"), ("es", "Spanish")]


@require_safe
@draft_page
def preview(request, draft):
    """`?letter=` chooses one by its code; the first without it."""
    letters = {letter.code: letter for letter in draft.letter_templates.all()}
    codes = [code for code in TITLES if code in letters] + sorted(letters.keys() - TITLES.keys())
    chosen = request.GET.get("letter", "")
    code = chosen if chosen in letters else next(iter(codes), "")
    letter = letters.get(code)
    context = {"draft": draft, "letter": letter, "title": TITLES.get(code, code)}
    context["chips"] = [chip(TITLES.get(each, each), each) for each in codes]
    context["sides"] = sides_of(draft, letter)
    return render(request, "guidebook_editor/letter_preview.html", context)


def sides_of(draft, letter):
    """[(name of the language, its code, the letter in it)], in the languages of the network."""
    meetings = list(PlannedMeeting.objects.in_guidebook(draft).select_related("part__guidebook"))
    return [
        (word, language, letter_preview(draft, letter, language, meetings=meetings))
        for language, word in LANGUAGES
        if letter and language in draft.network.languages
    ]
