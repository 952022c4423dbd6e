"""A page as a browser shows it: where a template breaks its lines makes no difference.

White space becomes one space; there is none at the edge of a block and no second one after a
space. Between the attributes of a tag, and between the classes of a class list, stands one
space. Other values, and what is preformatted, stay as they are. Only the CSRF token, 64 random
letters in which any short text may turn up, is left out.
"""

import re

#: What begins and ends a line of its own.
BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|col|colgroup|dd|details|dialog|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|legend|li|link"
    "|main|meta|nav|ol|optgroup|option|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    "|ul|!doctype"
)
#: Stand in a line, and begin one inside.
BOXES = {"button", "select"}
#: Stand in a line like a letter.
PICTURES = {"img", "input", "svg", "pre", "script", "style", "textarea"}
TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|<(?P<kept>pre|script|style|textarea)\b.*?</(?P=kept)\s*>"
    r"|<(?P<end>/?)(?P<name>!?[a-z][a-z0-9]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
#: White space of HTML; a no-break space is a letter like any other.
SPACE = re.compile(r"[ \t\n\r\f]+")
CLASS_LIST = re.compile(r"(?<= class=\")[^\"]*")
TOKEN_VALUE = re.compile(r"(?<= name=\"csrfmiddlewaretoken\" value=\")\w+")
SPACE_IN_TAG = re.compile(r"(\"[^\"]*\"|'[^']*')|[ \t\n\r\f]+(?=(/?>$)?)")


def shown(page):
    """The HTML of a response, or this HTML, with the white space that a browser shows."""
    line = Lines()
    for token in TOKEN.finditer(page if isinstance(page, str) else page.content.decode()):
        name = (token["name"] or token["kept"] or "").lower()
        if token["text"]:
            line.add_text(SPACE.sub(" ", token["text"]))
        elif BLOCKS.fullmatch(name) or (name in BOXES and token["end"]):
            line.end()
            line.add_tag(tag_of(token[0]))
            line.begins = name not in BOXES
        elif name in BOXES or name in PICTURES:
            line.add_tag(token[0] if token["kept"] else tag_of(token[0]))
            line.begins, line.space = name in BOXES, None
        else:
            line.add_tag(token[0] if token["comment"] else tag_of(token[0]))
    line.end()
    return "".join(line.parts)


def tag_of(source):
    """The tag with one space between its attributes and none at its end."""
    tag = SPACE_IN_TAG.sub(lambda found: found[1] or ("" if found[2] is not None else " "), source)
    tag = CLASS_LIST.sub(lambda found: " ".join(found[0].split()), tag)
    return TOKEN_VALUE.sub("", tag)


class Lines:
    """Texts and tags in order; `space` is the number of the part that ends in a space
    nothing has followed yet.
    """

    def __init__(self):
        self.parts, self.begins, self.space = [], True, None

    def add_tag(self, tag):
        self.parts.append(tag)

    def add_text(self, text):
        if self.begins or self.space is not None:
            text = text.removeprefix(" ")
        if text:
            self.begins, self.space = False, len(self.parts) if text.endswith(" ") else None
            self.parts.append(text)

    def end(self):
        """A space at the end of a line is not shown."""
        if self.space is not None:
            self.parts[self.space] = self.parts[self.space].removesuffix(" ")
        self.space = None
