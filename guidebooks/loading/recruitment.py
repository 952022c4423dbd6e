"""Loading who a guidebook is for and how people join. Rows that exist are never changed."""

from people.models import Network

from ..models import Guidebook, News, Track
from .fixtures import localized

LOCALIZED = ["name", "summary", "domain", "community", "practice", "members_word"]
PLAIN = [
    "minutes_per_meeting",
    "capacity",
    "notice_days_minimum",
    "hours_between_meetings",
    "labels",
    "topics",
    "learning_map",
    "substitutes",
    "community_presenters_first",
    "co_facilitators_minimum",
]


def load_guidebook(data):
    """Create a guidebook version as a draft, with parts, criteria, application questions,
    letters, duties and profile questions.

    Returns (guidebook, whether it is new). A version of that number that exists is left as
    it is, also one that a person made in the browser. The caller adds meetings and
    evaluations and publishes it.
    """
    network = Network.objects.get(slug=data["network"])
    plain = {name: data[name] for name in PLAIN if name in data}
    texts = {name: localized(data.get(name)) for name in LOCALIZED}
    guidebook, is_new = Guidebook.objects.get_or_create(
        slug=data["slug"], version=data["version"], defaults={"network": network, **texts, **plain}
    )
    if is_new:
        for row in data["parts"]:
            load_part(guidebook, row)
        load_criteria(guidebook, data)
        load_application_questions(guidebook, data)
        load_letter_templates(guidebook, data)
        load_duties(guidebook, data)
        load_profile_questions(guidebook, data)
    load_tracks(network, data)
    load_news(network, data)
    return guidebook, is_new


def load_part(guidebook, row):
    part = guidebook.parts.create(
        **{name: row[name] for name in ["number", "entry", "capacity", "minimum_meetings"]},
        **{
            name: row[name]
            for name in ["asks_sign_off", "first_month", "last_month"]
            if name in row
        },
        **{name: localized(row[name]) for name in ["name", "attendance_rule", "graduation_rule"]},
    )
    for audience, texts in row["commitments"].items():
        for position, text in enumerate(texts, 1):
            part.commitments.create(audience=audience, position=position, text=localized(text))


def load_criteria(guidebook, data):
    for row in data["criteria"]:
        guidebook.criteria.create(
            code=row["code"],
            position=row["position"],
            text=localized(row["text"]),
            help=localized(row["help"]),
        )


def load_application_questions(guidebook, data):
    for row in data["application_questions"]:
        guidebook.application_questions.create(
            **{
                name: row[name]
                for name in ["code", "position", "step", "kind", "required", "sensitive"]
            },
            label=localized(row["label"]),
            help=localized(row.get("help")),
            needs=row.get("needs", ""),
            max_length=row.get("max_length") or 1000,
            choices=row.get("choices") or [],
        )


def load_letter_templates(guidebook, data):
    for row in data["letters"]:
        guidebook.letter_templates.create(
            code=row["code"], subject=localized(row["subject"]), body=localized(row["body"])
        )


def load_duties(guidebook, data):
    for position, row in enumerate(data.get("duties", []), 1):
        guidebook.planned_duties.create(
            code=row["code"], position=position, text=localized(row["text"])
        )


def load_profile_questions(guidebook, data):
    for position, row in enumerate(data.get("profile_questions", []), 1):
        texts = {name: localized(row.get(name)) for name in ["text", "help", "heading"]}
        guidebook.profile_questions.create(code=row["code"], position=position, **texts)


def load_tracks(network, data):
    """Tracks belong to all versions of a guidebook: those that are missing are added."""
    for position, row in enumerate(data.get("tracks", []), 1):
        texts = {name: localized(row.get(name)) for name in ["name", "summary", "months"]}
        Track.objects.get_or_create(
            guidebook_slug=data["slug"],
            code=row["code"],
            defaults={
                "network": network,
                "position": position,
                "is_open": row["status"] == "open",
                **texts,
            },
        )


def load_news(network, data):
    """News belongs to all versions of a guidebook: what is missing is added."""
    for row in data.get("news", []):
        News.objects.get_or_create(
            guidebook_slug=data["slug"],
            on=row["on"],
            title=localized(row["title"]),
            defaults={"network": network, "text": localized(row["text"])},
        )
