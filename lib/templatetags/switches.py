"""{% load switches %}: what is shown only where its switch is on."""

from django import template

from ..switches import is_on

register = template.Library()


class SwitchedNode(template.Node):
    """nodelist: while it is on; instead: while it is off."""

    child_nodelists = ("nodelist", "instead")

    def __init__(self, name, nodelist, instead):
        self.name, self.nodelist, self.instead = name, nodelist, instead

    def render(self, context):
        return (self.nodelist if is_on(self.name) else self.instead).render(context)


@register.tag
def switched(parser, token):
    """{% switched "certificates" %}…{% otherwise %}…{% endswitched %}, see lib/switches.py."""
    _tag, name = token.split_contents()
    nodelist, instead = parser.parse(("otherwise", "endswitched")), template.NodeList()
    if parser.next_token().contents == "otherwise":
        instead = parser.parse(("endswitched",))
        parser.delete_first_token()
    return SwitchedNode(name.strip("\"'"), nodelist, instead)
