"""The columns that a roster may have, and which of them a heading names: in English or Spanish,
as people, forms and address books write them.
"""

import re
import unicodedata

#: What is stored, with its title.
TITLES = {
    "name": "Name",
    "email": "Email",
    "phone": "Phone",
    "language": "Language",
    "agency": "Agency",
    "site": "Site",
    "county": "County",
    "director_name": "Director",
    "director_email": "Director email",
    "access_needs": "Access",
    "food_needs": "Food",
}
#: Columns that are put together before anything is checked.
PARTS_OF_NAMES = {
    "first_name": "First name",
    "last_name": "Last name",
    "director_first": "Director, first name",
    "director_last": "Director, last name",
}
COLUMNS = TITLES | PARTS_OF_NAMES

#: {column: headings for it, as `fold_heading` returns them}
HEADINGS = {
    "name": "name|names|full name|complete name|display name|first and last name|first last name"
    "|last first name|name last first|last name first name|nombre|nombre completo"
    "|nombre y apellido|nombre y apellidos",
    "first_name": "first|first name|given|given name|given names|forename|nombres|primer nombre"
    "|nombre pila",
    "last_name": "last|last name|surname|family name|apellido|apellidos",
    "email": "email|e mail|mail|email address|e mail address|emailaddress|username|work email"
    "|work e mail|primary email|contact email|email value|e mail value|correo|correo electronico",
    "phone": "phone|telephone|telefono|cell|cell phone|cellphone|mobile|mobile phone|phone number"
    "|cell number|cell phone number|telephone number|mobile number|work phone|business phone"
    "|primary phone|home phone|contact number|phone value|tel|celular|numero telefono",
    "language": "language|preferred language|language letters|idioma|lengua|idioma preferido",
    "agency": "agency|organization|organisation|district|agency name|organization name"
    "|organisation name|district name|school district|agency organization|company|company name"
    "|employer|lea|grantee|lead agency|agencia|organizacion|distrito|distrito escolar",
    "site": "site|school|program site|school site|site name|school name|program site name"
    "|site school|school site name|campus|sitio|escuela|nombre escuela|nombre sitio|plantel",
    "county": "county|county name|condado",
    "access_needs": "access|access needs|accessibility|accessibility needs|accommodation"
    "|accommodations|accommodation needs|accommodations needed|interpretation|special needs"
    "|acceso|accesibilidad|adaptaciones|interpretacion|necesidades acceso",
    "food_needs": "food|food needs|meal|meals|meal preference|lunch|diet|dietary|dietary needs"
    "|dietary restrictions|dietary restriction|dietary preference|food allergies|allergies"
    "|food restrictions|comida|dieta|alergias|alimentos|restricciones alimentarias",
}
#: Whose name, address or phone it is. The longest phrase of a heading counts.
PARTICIPANT = (
    "site coordinator|program coordinator|participant|participants|coordinator|attendee|member"
    "|applicant|person|staff|staff member|employee|educator|participante|coordinador|coordinadora"
)
DIRECTOR = (
    "program director|site director|director|supervisor|direct supervisor|manager|boss"
    "|directora|supervisora|jefe|jefa"
)
#: Words of a heading that say nothing about which column it is.
FILLERS = frozenset(
    [
        "a",
        "the",
        "your",
        "my",
        "s",
        "of",
        "for",
        "is",
        "what",
        "please",
        "enter",
        "write",
        "type",
        "in",
        "full",
        "here",
        "and",
        "or",
        "su",
        "tu",
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "cual",
        "es",
        "escriba",
        "y",
        "o",
        "su",
        "sus",
        "cop",
    ]
)
#: What a part of a name is when it is the director's.
OF_DIRECTOR = {
    "name": "director_name",
    "first_name": "director_first",
    "last_name": "director_last",
    "email": "director_email",
}

#: Letters that are not seen: they come with text that is copied from pages and letters.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def drop_unseen(text):
    return text.translate(UNSEEN)


def fold_heading(heading):
    """The words that tell, in lower case, without accents, signs and numbers."""
    plain = unicodedata.normalize("NFKD", drop_unseen(heading))
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^a-z]+", " ", folded).split()
    telling = [word for word in words if word not in FILLERS]
    return " ".join(telling or words)


def folded_set(phrases):
    return frozenset(fold_heading(phrase) for phrase in phrases.split("|"))


KNOWN = {name: folded_set(phrases) for name, phrases in HEADINGS.items()}
PARTICIPANTS, DIRECTORS = folded_set(PARTICIPANT), folded_set(DIRECTOR)
#: These alone may head something else than names, such as yes or no.
NEVER_ALONE = frozenset(["staff", "member", "staff member", "person", "employee"])


def column_named(heading):
    """The column that this heading names, or an empty text."""
    if not isinstance(heading, str) or not (folded := fold_heading(heading)):
        return ""
    if found := field_named(folded):
        return found
    if rest := without_owner(folded, DIRECTORS):
        return OF_DIRECTOR.get(field_named(rest.strip()) or ("name" if rest == " " else ""), "")
    if rest := without_owner(folded, PARTICIPANTS):
        alone = "" if folded in NEVER_ALONE else "name"
        found = alone if rest == " " else field_named(rest.strip())
        return found if found in ("", "phone", *OF_DIRECTOR, "language") else ""
    return ""


def field_named(folded):
    return next((name for name, phrases in KNOWN.items() if folded in phrases), "")


def without_owner(folded, owners):
    """The heading without the words that say whose it is (" " if nothing else is left);
    an empty text if none of them is at its start or end.
    """
    for owner in sorted(owners, key=len, reverse=True):
        if folded == owner:
            return " "
        if folded.startswith(f"{owner} "):
            return folded.removeprefix(f"{owner} ")
        if folded.endswith(f" {owner}"):
            return folded.removesuffix(f" {owner}")
    return ""
