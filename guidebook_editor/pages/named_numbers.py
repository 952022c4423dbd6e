"""Numbers that texts of a guidebook name, compared with its rows: "seven meetings" where there are
four. English and Spanish, as words and as digits.
"""

import re

WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "es": "cero una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte",
}
VALUES = {word: number for words in WORDS.values() for number, word in enumerate(words.split())}
NUMBER = r"(?:\d{1,3}(?:[.,]5)?|" + "|".join(VALUES) + ")"
#: {what is counted: the nouns for it}.
NOUNS = {
    "meetings": r"meetings|dates|reuniones|encuentros|fechas",
    "people": r"people|persons|members|participants|seats|personas|miembros|participantes|lugares",
    "hours": r"hours|horas",
}
#: Where people and hours are those of the whole guidebook; elsewhere they are those of an activity.
TERMS = {"basics", "parts", "commitments", "criteria", "application", "letters"}
#: Before the number of a few of them: "the first two meetings".
SOME = r"(?P<some>\b(?:between|first|last|next|entre|primer[ao]s|últim[ao]s|próxim[ao]s)\s+)?"
NAMED = {
    what: re.compile(
        rf"{SOME}\b(?P<number>{NUMBER})\s+"
        rf"(?:(?:of|de)\s+(?:the|las|los|sus)?\s*(?P<all>{NUMBER})\s+)?"
        rf"(?:[^\W\d][\w-]*\s+)?(?:{nouns})\b(?P<half>\s+y\s+media)?",
        re.IGNORECASE,
    )
    for what, nouns in NOUNS.items()
}
#: "Meetings 1 and 3", "las reuniones 2, 4 y 5".
BY_NUMBER = re.compile(
    r"\b(?:meetings?|reuni(?:ón|ones))\s+(?P<numbers>\d{1,2}(?:\s*(?:,|and|or|to|y|o|a)\s*\d{1,2})*)",
    re.IGNORECASE,
)


class PlannedNumbers:
    """The numbers that the rows of a guidebook have.

    parts, meetings: all of it, read already.
    """

    def __init__(self, guidebook, parts, meetings):
        self.meetings = meetings
        self.of = {
            "meetings": meeting_numbers(parts, meetings),
            "people": {guidebook.capacity, *(part.capacity for part in parts if part.capacity)},
            "hours": hour_numbers(guidebook, parts, meetings),
        }
        total = f"{len(meetings)} meeting{'' if len(meetings) == 1 else 's'}"
        self.have = {
            "meetings": f"there are {total}",
            "people": f"there are {guidebook.capacity} seats",
            "hours": f"the {total} take {in_hours(sum(m.planned_minutes for m in meetings))} hours",
        }

    def differing(self, section, text):
        """[a sentence for each number in this text that fits no row]."""
        found = []
        for what, pattern in NAMED.items():
            if what != "meetings" and section not in TERMS:
                continue
            for match in pattern.finditer(text):
                # One is not a number that somebody counted: "una reunión" is "a meeting".
                if not match["some"] and numbers_in(match) - {0, 1} - self.of[what]:
                    found.append(f"“{match[0]}”, and {self.have[what]}.")
        for match in BY_NUMBER.finditer(text):
            if any(int(number) > len(self.meetings) for number in re.findall(r"\d+", match[0])):
                found.append(f"“{match[0]}”, and {self.have['meetings']}.")
        return found


def meeting_numbers(parts, meetings):
    """How many there are in all, in each part, how many mandatory and optional, the minimum."""
    numbers = {len(meetings)}
    for group in [meetings, *([m for m in meetings if m.part_id == part.pk] for part in parts)]:
        mandatory = sum(meeting.mandatory for meeting in group)
        numbers |= {len(group), mandatory, len(group) - mandatory}
    minimums = [part.minimum_meetings for part in parts]
    return numbers | {*minimums, sum(minimums)}


def hour_numbers(guidebook, parts, meetings):
    """Hours in all, of a part, of a meeting, between two meetings, with directors."""
    minutes = {meeting.planned_minutes for meeting in meetings}
    for group in [meetings, *([m for m in meetings if m.part_id == part.pk] for part in parts)]:
        minutes.add(sum(meeting.planned_minutes for meeting in group))
        minutes.add(sum(meeting.planned_minutes for meeting in group if meeting.mandatory))
    return {in_hours(each) for each in minutes} | {guidebook.hours_between_meetings}


def in_hours(minutes):
    return int(minutes / 60) if minutes % 60 == 0 else round(minutes / 60, 1)


def numbers_in(match):
    half = 0.5 if match["half"] else 0
    return {value_of(word) + half for word in match.group("number", "all") if word}


def value_of(word):
    word = word.lower()
    return VALUES[word] if word in VALUES else float(word.replace(",", "."))
