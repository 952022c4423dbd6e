"""Names that docs/glossary.md forbids and that stay, each for a reason."""

#: Models keep their names, as their tables do; so does what is named after a column.
MODELS = {
    "class guidebooks/models/planned_meeting.py PlannedSegment",
    "class lib/jobs/models.py WorkerPulse",
    "class meetings/models/agenda.py AgendaSegment",
    "class meetings/models/agenda.py SegmentQuerySet",
    "function recruitment/models/application.py asks_sign_off",
}
#: Here the word means something else: words of a text, the first page of a list,
#: turns of a measurement.
OTHER_MEANING = {
    "function bench/measures/rounds.py take_turns",
    "function lib/paging.py first_page",
    "function lib/pdf/client.py soften_long_words",
    "function lib/search.py contains_words",
}
LEFT = MODELS | OTHER_MEANING
