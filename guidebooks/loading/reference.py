"""Reference data that guidebooks share: networks, regions, counties, standards, principles and activities.

Loading adds what is missing and never changes a row that exists.
"""

from people.models import County, Network, Principle, QualityStandard, Region

from ..models import Activity
from .fixtures import read, words


def load_networks():
    """Every network, the first one being whose name stands on pages of no cohort; with regions, standards and principles where it has them."""
    for data in read("reference", "networks.json")["networks"]:
        network = load_network(data)
        if data["reference"]:
            load_regions(network)
            load_numbered(network, QualityStandard, "standards")
            load_numbered(network, Principle, "principles")


def load_network(data):
    limits = data["thresholds"]
    network, _ = Network.objects.get_or_create(
        slug=data["slug"],
        defaults={
            **{name: words(data[name]) for name in ["name", "acknowledgement", "disclaimer"]},
            "time_zone": data["time_zone"],
            "languages": data["languages"],
            "outside_threshold": limits["outside"],
            "cohort_threshold": limits["cohort"],
        },
    )
    return network


def load_numbered(network, model, name):
    for row in read("reference", f"{name}.json")[name]:
        fields = {"name": words(row["name"]), "gloss": words(row["gloss"])}
        if model is QualityStandard:
            fields["group"] = row["group"]
        model.objects.get_or_create(network=network, number=row["number"], defaults=fields)


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
                defaults={"region": region, "name": county["name"]},
            )


LOCALIZED = ["name", "purpose", "space", "floor", "seated_variant", "opt_out", "cqi_link", "source_note"]
PLAIN = [
    "also_known_as", "kind", "group_min", "group_max", "minutes", "minutes_brief", "minutes_run", "minutes_debrief",
    "materials", "steps", "safety", "safety_flags", "roles", "adaptations", "touch_level", "mobility_level",
    "sight_hearing_load", "allergens", "debrief",
]  # fmt: skip


def load_activities():
    network = Network.objects.get(slug=read("reference", "networks.json")["networks"][0]["slug"])
    for row in read("reference", "activities.json")["activities"]:
        fields = {name: words(row.get(name)) for name in LOCALIZED} | {name: row[name] for name in PLAIN if row.get(name) is not None}
        Activity.objects.get_or_create(slug=row["slug"], defaults={"network": network, **fields})
