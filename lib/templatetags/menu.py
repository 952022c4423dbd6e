"""{% load menu %}: links of the menu and the foot, and the path to a page."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


def url_or_empty(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def nav_link(context, name, word, without=None):
    """A link of the menu, marked when it is the page shown, or when that is inside of it: by its
    address, or by its own URL name. "" if there is no such URL name.

    without: the URL name of another entry, to which pages below this address belong, unless they
    are about one meeting.
    """
    address = url_or_empty(name)
    if not address:
        return ""
    request = context.get("request")
    path = request.path if request else ""
    view_name = getattr(request and request.resolver_match, "view_name", None) or ""
    if path == address:
        return format_html('<a href="{}" aria-current="page">{}</a>', address, word)
    is_below = len(address) > 1 and path.startswith(address)
    in_meeting = getattr(request, "meeting", None) is not None
    if is_below and without and view_name.startswith(f"{without}-"):
        is_below = in_meeting
    if is_below or (view_name.startswith(f"{name}-") and not in_meeting):
        return format_html('<a href="{}" aria-current="true">{}</a>', address, word)
    return format_html('<a href="{}">{}</a>', address, word)


@register.tag
def breadcrumb(parser, token):
    """{% breadcrumb %}<li>…</li>{% endbreadcrumb %}: the path to this page as a landmark; nothing
    where there are no steps.
    """
    steps = parser.parse(["endbreadcrumb"])
    parser.delete_first_token()
    return BreadcrumbNode(steps)


class BreadcrumbNode(template.Node):
    """`child_nodelists` names the attribute that a block of the template may be in."""

    child_nodelists = ("steps",)

    def __init__(self, steps):
        self.steps = steps

    def render(self, context):
        steps = self.steps.render(context).strip()
        if not steps:
            return ""
        label = _("You are here")
        return mark_safe(f'<nav class="h-path" aria-label="{label}"><ol>{steps}</ol></nav>')


@register.simple_tag
def foot_link(name, word):
    address = url_or_empty(name)
    return format_html('<li><a href="{}">{}</a></li>', address, word) if address else ""
