"""What a form sent, to be shown once more on a page that says why it was not taken."""

#: Fields with such a word in their name are never sent back to the browser.
SECRET_WORDS = ("csrf", "password", "code", "token", "secret")
#: Fields that every form on a page gets from the tag `csrf_token`.
OF_EVERY_FORM = {"link_mark"}
KEPT_FIELDS, KEPT_CHARACTERS = 200, 200_000
#: Longer values, and those with a space, are shown in a text area; others, such as choices,
#: are hidden fields.
LONG_FROM = 25


def sent_fields(request):
    """[{"name", "value", "long"}] of what was sent, without secrets;
    [] if it is too much to send back.
    """
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not is_secret(name) and name not in OF_EVERY_FORM
    ]
    if len(sent) > KEPT_FIELDS or sum(len(value) for name, value in sent) > KEPT_CHARACTERS:
        return []
    return [{"name": name, "value": value, "long": is_long(value)} for name, value in sent]


def is_secret(name):
    return any(word in name.lower() for word in SECRET_WORDS)


def is_long(value):
    return len(value) > LONG_FROM or " " in value.strip()
