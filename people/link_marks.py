"""The mark of a form: which personal link its page was opened by.

A browser holds one link of a purpose. When the letter of somebody else is opened in it, pages of
the first are still open in other tabs, and their forms would be taken for the second. So every
form on a page of a link carries a signed mark of it, and `link_page` compares the two.
"""

from django import template
from django.core.signing import BadSignature, Signer
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

FIELD = "link_mark"

#: A builtin of all templates: its tag `csrf_token` is in every form that is posted, so that none
#: can be without the mark.
register = template.Library()


def signer():
    return Signer(salt="hallway-link-mark")


def make_mark(found):
    """found: a Link, or the row of another package about one: `about` and `holder`."""
    return signer().sign_object({"about": found.about, "holder": str(found.holder)})


def read_mark(request):
    """{"about", "holder"} of the page that sent this form; empty without a true mark."""
    try:
        return signer().unsign_object(request.POST.get(FIELD, ""))
    except BadSignature:
        return {}


def is_of_this_link(mark, found):
    return mark.get("about") == found.about


class CsrfTokenAndMarkNode(CsrfTokenNode):
    def render(self, context):
        return super().render(context) + mark_field(getattr(context, "request", None))


def mark_field(request):
    """The hidden field of the mark: of the link of this page; on a page that shows a form again
    that was not taken, the one it was sent with.
    """
    mark = getattr(request, "link_mark", "") or (request.POST.get(FIELD, "") if request else "")
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, mark) if mark else ""


@register.tag
def csrf_token(parser, token):
    """Django's tag, and the mark of the link."""
    return CsrfTokenAndMarkNode()
