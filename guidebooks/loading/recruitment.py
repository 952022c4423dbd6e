"""The slice of a guidebook that says who and how people join.

Loading adds what is missing and never changes a row that exists.
"""

from people.models import Network

from ..models import Guidebook, News, Track
from .fixtures import words


def load_guidebook(data):
    """One guidebook version as a draft with parts, criteria, questions, letters and duties; (guidebook, is new).

    The caller publishes it when every app has loaded its slice. A version of that number that a person
    made in the browser stays as it is.
    """
    network = Network.objects.get(slug=data["network"])
    plain = {name: data[name] for name in PLAIN if name in data}
    localized = {name: words(data.get(name)) for name in LOCALIZED}
    guidebook, is_new = Guidebook.objects.get_or_create(
        slug=data["slug"], version=data["version"], defaults={"network": network, **localized, **plain}
    )
    if is_new:
        for row in data["parts"]:
            load_part(guidebook, row)
        load_recruitment(guidebook, data)
        load_duties(guidebook, data)
    load_around(network, data)
    return guidebook, is_new


LOCALIZED = ["name", "summary", "domain", "community", "practice", "members_word"]
PLAIN = [
    "minutes_per_meeting", "capacity", "notice_days_minimum", "hours_between_meetings", "labels", "topics", "learning_map",
    "member_profile", "community_presenters_first", "co_facilitators_minimum",
]  # fmt: skip


def load_part(guidebook, row):
    part = guidebook.parts.create(
        **{name: row[name] for name in ["number", "entry", "capacity", "minimum_meetings"]},
        **{name: row[name] for name in ["asks_sign_off", "first_month", "last_month"] if name in row},
        **{name: words(row[name]) for name in ["name", "attendance_rule", "graduation_rule"]},
    )
    for audience, texts in row["commitments"].items():
        for position, text in enumerate(texts, 1):
            part.commitments.create(audience=audience, position=position, text=words(text))


def load_recruitment(guidebook, data):
    for row in data["criteria"]:
        guidebook.criteria.create(code=row["code"], position=row["position"], text=words(row["text"]), help=words(row["help"]))
    for row in data["application_questions"]:
        plain = {name: row[name] for name in ["code", "position", "step", "kind", "required", "sensitive"]}
        guidebook.application_questions.create(
            **plain,
            label=words(row["label"]),
            help=words(row.get("help")),
            max_length=row.get("max_length") or 1000,
            choices=row.get("choices") or [],
        )
    for row in data["letters"]:
        guidebook.letter_templates.create(code=row["code"], subject=words(row["subject"]), body=words(row["body"]))


def load_duties(guidebook, data):
    for position, row in enumerate(data.get("duties", []), 1):
        guidebook.planned_duties.create(code=row["code"], position=position, text=words(row["text"]))


def load_around(network, data):
    """Tracks and news stand beside the versions of a guidebook: what is missing is added, what is there stays."""
    for position, row in enumerate(data.get("tracks", []), 1):
        fields = {name: words(row.get(name)) for name in ["name", "summary", "months"]} | {"is_open": row["status"] == "open", "position": position}
        Track.objects.get_or_create(guidebook_slug=data["slug"], code=row["code"], defaults={"network": network, **fields})
    for row in data.get("news", []):
        News.objects.get_or_create(
            guidebook_slug=data["slug"], on=row["on"], title=words(row["title"]), defaults={"network": network, "text": words(row["text"])}
        )
