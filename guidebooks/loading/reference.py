"""Loading what guidebooks share: networks, regions, counties, standards, principles and activities.

Rows that are missing are added; rows that exist are never changed.
"""

from people.models import County, Network, Principle, QualityStandard, Region

from ..models import Activity
from .fixtures import localized, read_fixture


def load_networks():
    """Load all networks of the file in its order; one marked `reference` also gets regions,
    standards and principles.

    The first network's name stands on pages that belong to no network.
    """
    for data in read_fixture("reference", "networks.json")["networks"]:
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
            **{name: localized(data[name]) for name in ["name", "acknowledgement", "disclaimer"]},
            "coordinator_title": localized(data.get("coordinator_title")),
            **{name: data[name] for name in ["time_zone", "country", "subdivision", "languages"]},
            "outside_threshold": limits["outside"],
            "cohort_threshold": limits["cohort"],
        },
    )
    return network


def load_numbered(network, model, name):
    """Standards or principles. name: of the file in fixtures/reference/ and of the list in it."""
    for row in read_fixture("reference", f"{name}.json")[name]:
        fields = {"name": localized(row["name"]), "gloss": localized(row["gloss"])}
        if model is QualityStandard:
            fields["group"] = row["group"]
        model.objects.get_or_create(network=network, number=row["number"], defaults=fields)


def load_regions(network):
    data = read_fixture("reference", "regions.json")
    map_name = data["map"]["en"] if isinstance(data["map"], dict) else data["map"]
    for row in data["regions"]:
        region, _ = Region.objects.get_or_create(
            network=network,
            map_name=map_name,
            number=row["number"],
            defaults={"name": localized(row["name"])},
        )
        for county in row["counties"]:
            County.objects.get_or_create(
                fips=county["fips"], defaults={"region": region, "name": county["name"]}
            )


LOCALIZED = [
    "name",
    "purpose",
    "space",
    "floor",
    "seated_variant",
    "opt_out",
    "cqi_link",
    "source_note",
]
PLAIN = [
    "also_known_as",
    "kind",
    "group_min",
    "group_max",
    "minutes",
    "minutes_brief",
    "minutes_run",
    "minutes_debrief",
    "materials",
    "steps",
    "safety",
    "safety_flags",
    "roles",
    "adaptations",
    "touch_level",
    "mobility_level",
    "sight_hearing_load",
    "allergens",
    "debrief",
]


def load_activities():
    """Load the activities, which belong to the first network."""
    network = Network.objects.get(
        slug=read_fixture("reference", "networks.json")["networks"][0]["slug"]
    )
    for row in read_fixture("reference", "activities.json")["activities"]:
        texts = {name: localized(row.get(name)) for name in LOCALIZED}
        plain = {name: row[name] for name in PLAIN if row.get(name) is not None}
        Activity.objects.get_or_create(
            slug=row["slug"], defaults={"network": network, **texts, **plain}
        )
