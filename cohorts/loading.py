"""The slice of reference data and guidebooks that says who and how people join.

Loading adds what is missing and never changes a row that exists (decision 10).
"""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from .models import County, Guidebook, Network, Principle, QualityStandard, Region


def read(*parts):
    return json.loads(Path(settings.BASE_DIR, "fixtures", *parts).read_text(encoding="utf-8"))


def words(value):
    """{"en": …, "es": …} as a localized string; nothing as an empty one."""
    return LazyI18nString(value or "")


def load_network():
    """The network with its regions, counties, standards and principles."""
    data = read("reference", "network.json")
    limits = data["thresholds"]
    network, _ = Network.objects.get_or_create(
        slug=data["slug"],
        defaults={
            "name": words(data["name"]),
            "acknowledgement": words(data["acknowledgement"]),
            "disclaimer": words(data["disclaimer"]),
            "languages": data["languages"],
            "outside_threshold": limits["outside"],
            "cohort_threshold": limits["cohort"],
        },
    )
    load_regions(network)
    for model, name in [(QualityStandard, "standards"), (Principle, "principles")]:
        for row in read("reference", f"{name}.json")[name]:
            fields = {"name": words(row["name"]), "gloss": words(row["gloss"])}
            if model is QualityStandard:
                fields["group"] = row["group"]
            model.objects.get_or_create(network=network, number=row["number"], defaults=fields)
    return network


def load_regions(network):
    data = read("reference", "regions.json")
    for row in data["regions"]:
        region, _ = Region.objects.get_or_create(
            network=network, map_name=data["map"]["en"] if isinstance(data["map"], dict) else data["map"],
            number=row["number"], defaults={"name": words(row["name"])},
        )
        for county in row["counties"]:
            County.objects.get_or_create(
                fips=county["fips"],
                defaults={
                    "region": region,
                    "name": county["name"],
                    "cds": county["cds_code"],
                    "lead_office": county["lead_office"] or "",
                    "lead_provenance": county["lead_status"],
                },
            )


def load_guidebook(data):
    """One guidebook version with its parts, criteria, questions and letters; (guidebook, is new)."""
    guidebook, is_new = Guidebook.objects.get_or_create(
        slug=data["slug"],
        version=data["version"],
        defaults={
            "network": Network.objects.get(slug=data["network"]),
            **{name: words(data[name]) for name in ["name", "summary", "domain"]},
            **{name: data[name] for name in ["minutes_per_meeting", "capacity", "notice_days_minimum", "hours_between_meetings"]},
            "published_at": timezone.now(),
        },
    )
    if is_new:
        for row in data["parts"]:
            load_part(guidebook, row)
        load_recruitment(guidebook, data)
    return guidebook, is_new


def load_part(guidebook, row):
    part = guidebook.parts.create(
        number=row["number"],
        name=words(row["name"]),
        entry=row["entry"],
        capacity=row["capacity"],
        minimum_meetings=row["minimum_meetings"],
        attendance_rule=words(row["attendance_rule"]),
        graduation_rule=words(row["graduation_rule"]),
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
