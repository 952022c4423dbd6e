"""What texts speak of and nothing does yet. Such a sentence hangs on a switch: it stays in its
source, with its Spanish, and is not shown while the switch is off.

Whoever builds the thing turns the switch on first; `tests/test_promises.py` then asks for the page
or job that does what the sentences say. docs/decisions/0065-no-promise-without-a-place.md
"""

import re

#: {name: whether it is built}
SWITCHES = {
    # Calendars that subscribe to the meetings, by an address in the letters
    "calendar-feeds": False,
    # Certificates, and the hours on them
    "certificates": False,
    # Growth coaches who are matched, office hours that are announced
    "coaching": False,
    # Sessions of directors with an hour, a link and who was there
    "director-sessions": False,
    # What graduates are invited to
    "graduates": False,
    # Evaluations on paper that are entered and counted
    "paper-evaluations": False,
    # A letter when the place of a meeting changes
    "place-letters": False,
    # Minutes that a block really took
    "real-times": False,
    # A page where members post between meetings
    "shared-page": False,
    # A seat that comes free goes to the waiting list at once
    "waiting-list": False,
}
#: In a text of a file under fixtures/: [[certificates: Your certificate shows the hours.]], or with
#: what stands there instead while it is off: [[shared-page:Post it|Write it down]].
MARK = re.compile(r"\[\[([a-z-]+):([^|\]]*)(?:\|([^\]]*))?\]\]")
#: The key of a row of such a file that is left out as a whole.
ROW_KEY = "switch"


def is_on(name):
    return SWITCHES[name]


def without_what_is_off(data):
    """The content of a JSON file: marked texts and rows stay where their switch is on."""
    if isinstance(data, str):
        return MARK.sub(lambda found: found[2] if is_on(found[1]) else found[3] or "", data)
    if isinstance(data, list):
        return [without_what_is_off(row) for row in data if not is_left_out(row)]
    if isinstance(data, dict):
        return {key: without_what_is_off(row) for key, row in data.items() if key != ROW_KEY}
    return data


def is_left_out(row):
    return isinstance(row, dict) and ROW_KEY in row and not is_on(row[ROW_KEY])
