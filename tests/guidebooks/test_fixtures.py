"""The data files hold what the rest of Hallway counts on. No database is needed."""

import json
import re
import string
import unicodedata
from pathlib import Path

import pytest

from guidebooks.letter_placeholders import PLACEHOLDERS

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FILES = sorted(FIXTURES.rglob("*.json"))

# What only facilitators read may be in English alone.
FACILITATOR_ONLY = {
    "facilitator_text",
    "cqi_link",
    "output",
    "item",
    "room",
    "logistics",
    "source_note",
}

LETTERS = {
    "application-copy",
    "signoff-request",
    "signoff-renewal",
    "signoff-seated",
    "signoff-reminder",
    "signoff-given",
    "signoff-declined",
    "signoff-not-mine",
    "signoff-successor",
    "offer",
    "waitlist",
    "not-offered",
    "meeting-reminder",
    "evaluation-invitation",
    "sign-in-link",
    "application-dates",
    "renewal",
    "renewal-signed",
    "renewal-declined",
    "dates-moved",
    "meeting-called-off",
}
AGREEMENT_ITEMS = {
    "Y1M1": {"know_qs", "know_practices", "teambuilding", "applicable"},
    "Y1M2": {"applicable", "conf_cqi", "resources", "learn_from_region"},
    "Y1M3": {"know_qs", "conf_data_cqi", "resources", "share_needs"},
    "Y2M1": {"know_practices", "teambuilding", "applicable", "und_cqi"},
    "Y2M2": {"know_qs", "conf_data_cqi", "resources", "share_needs"},
}
BEFORE_NOW = {
    "Y1M1": {"qs_before_after"},
    "Y1M2": {"cqi_before_after"},
    "Y2M1": {"qs_before_after"},
}
TEAM_MINUTES = [65, 35, 35, 60, 30]
UNWANTED = re.compile(r"anonym|anónim|e-mail|successfully|!|\bselect\b", re.IGNORECASE)


def read(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def guidebook():
    return read("guidebooks/five-meetings.json")


@pytest.fixture(scope="module")
def meetings(guidebook):
    return [meeting for part in guidebook["parts"] for meeting in part["meetings"]]


@pytest.fixture(scope="module")
def activities():
    return read("reference/activities.json")["activities"]


def bilingual_texts(value, path=()):
    """Every {"en": …} in a file with the keys that lead to it."""
    if isinstance(value, dict):
        if "en" in value:
            yield path, value
            return
        for key, inner in value.items():
            yield from bilingual_texts(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from bilingual_texts(inner, path)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_eleven_regions_hold_the_58_counties_once():
    regions = read("reference/regions.json")["regions"]
    counties = [county for region in regions for county in region["counties"]]
    assert [region["number"] for region in regions] == list(range(1, 12))
    assert len({county["name"] for county in counties}) == len(counties) == 58
    assert sorted(int(county["cds_code"]) for county in counties) == list(range(1, 59))
    assert [int(c["fips"]) for c in sorted(counties, key=lambda c: c["cds_code"])] == list(
        range(6001, 6117, 2)
    )


def test_every_county_says_how_sure_we_are():
    for region in read("reference/regions.json")["regions"]:
        for county in region["counties"]:
            assert county["lead_status"] in {"found", "own_knowledge", "inferred", "unknown"}
            assert (county["lead_office"] is None) == (county["lead_status"] == "unknown")
            assert county["membership_status"] in {"found", "own_knowledge"}


def test_twelve_standards_in_two_groups_of_six():
    standards = read("reference/standards.json")["standards"]
    assert [standard["number"] for standard in standards] == list(range(1, 13))
    assert [standard["group"] for standard in standards] == ["point_of_service"] * 6 + [
        "programmatic"
    ] * 6


def test_six_principles():
    assert [p["number"] for p in read("reference/principles.json")["principles"]] == list(
        range(1, 7)
    )


def test_network_thresholds():
    networks = read("reference/networks.json")["networks"]
    assert [network["slug"] for network in networks] == ["can", "hospital-schools", "green-house"]
    assert all(
        network["thresholds"] == {"outside": 10, "cohort": 5, "floor": 5} for network in networks
    )


def test_activity_minutes_add_up(activities):
    assert len({activity["slug"] for activity in activities}) == len(activities) == 7
    for activity in activities:
        parts = [activity[f"minutes_{part}"] for part in ("brief", "run", "debrief")]
        assert sum(parts) == activity["minutes"], activity["slug"]
        assert (
            activity["safety"]
            and activity["safety_flags"]
            and activity["opt_out"]
            and activity["seated_variant"]
        ), activity["slug"]


def test_five_meetings_of_270_minutes(guidebook, meetings):
    assert [(part["number"], len(part["meetings"])) for part in guidebook["parts"]] == [
        (1, 3),
        (2, 2),
    ]
    assert [meeting["position"] for meeting in meetings] == [1, 2, 3, 4, 5]
    for meeting in meetings:
        assert sum(segment["minutes"] for segment in meeting["segments"]) == 270, meeting["code"]
        assert [s["position"] for s in meeting["segments"]] == list(
            range(1, len(meeting["segments"]) + 1)
        )


def test_minutes_for_icebreakers_and_team_building(meetings):
    kinds = {"icebreaker", "teambuilding"}
    assert [
        sum(s["minutes"] for s in m["segments"] if s["kind"] in kinds) for m in meetings
    ] == TEAM_MINUTES


def test_every_meeting_has_break_lunch_evaluation_and_close(meetings):
    for meeting in meetings:
        kinds = [segment["kind"] for segment in meeting["segments"]]
        assert {"welcome", "break", "lunch", "evaluation"} <= set(kinds)
        assert kinds[-1] == "close"


def test_segments_point_at_activities_of_the_same_length(meetings, activities):
    minutes = {activity["slug"]: activity["minutes"] for activity in activities}
    used = [s for meeting in meetings for s in meeting["segments"] if s["activity"]]
    assert {segment["activity"] for segment in used} == set(minutes)
    for segment in used:
        assert segment["minutes"] == minutes[segment["activity"]]
        assert segment["opt_out"], segment["title"]["en"]


def test_forms_ask_what_the_published_tables_report(guidebook, meetings):
    kind_of = {question["code"]: question["kind"] for question in guidebook["questions"]}
    order = ["before_now", "agreement", "open"]
    for meeting in meetings:
        asked = meeting["evaluation"]["questions"]
        kinds = [kind_of[code] for code in asked]
        assert kinds == sorted(kinds, key=order.index)
        assert {c for c in asked if kind_of[c] == "agreement"} == AGREEMENT_ITEMS[meeting["code"]]
        assert {c for c in asked if kind_of[c] == "before_now"} == BEFORE_NOW.get(
            meeting["code"], set()
        )
        assert asked[-2:] == ["most_useful", "anything_else"]
        assert {code for s in meeting["segments"] for code in s["evaluation_items"]} <= set(asked)


def test_ten_agreement_questions_and_twenty_figures(guidebook):
    assert sum(question["kind"] == "agreement" for question in guidebook["questions"]) == 10
    assert all(
        re.fullmatch(r"[a-z-]{3,50}", question["construct"]) for question in guidebook["questions"]
    )
    assert set().union(*AGREEMENT_ITEMS.values()) == {
        q["code"] for q in guidebook["questions"] if q["kind"] == "agreement"
    }
    published = read("published/pilot.json")["meetings"]
    assert {m["code"]: set(m["agreement"]) for m in published} == AGREEMENT_ITEMS
    assert sum(len(m["agreement"]) for m in published) == 20


def test_published_figures_stand_as_printed():
    meetings = {m["code"]: m for m in read("published/pilot.json")["meetings"]}
    assert [m["participants"] for m in meetings.values()] == [115, 112, 95, 94, 73]
    assert meetings["Y2M1"]["before_after"]["qs_before_after"]["before"] == [19, 69, 17]
    assert {
        code: set(m["before_after"]) for code, m in meetings.items() if m["before_after"]
    } == BEFORE_NOW


def test_letters_use_known_placeholders_alike_in_both_languages(guidebook):
    assert {letter["code"] for letter in guidebook["letters"]} == LETTERS
    for letter in guidebook["letters"]:
        used = {
            language: placeholders(letter["subject"][language])
            | placeholders(letter["body"][language])
            for language in ("en", "es")
        }
        assert (
            used["en"] == used["es"] == set(letter["placeholders"]) <= PLACEHOLDERS[letter["code"]]
        ), letter["code"]
        assert letter["body"]["en"].count("{link}") == letter["body"]["es"].count("{link}") == 1


def test_the_signoff_request_alone_tells_a_director_enough(guidebook):
    request = next(letter for letter in guidebook["letters"] if letter["code"] == "signoff-request")
    needed = {
        "person_name",
        "site_name",
        "cohort_name",
        "meetings_list",
        "hours_total",
        "commitments_list",
        "deadline",
    }
    assert needed <= set(request["placeholders"])


def test_three_agreements_six_criteria_eight_application_questions(guidebook):
    assert [agreement["code"] for agreement in guidebook["agreements"]] == [
        "play-safe",
        "play-fair",
        "play-hard",
    ]
    assert [criterion["position"] for criterion in guidebook["criteria"]] == [1, 2, 3, 4, 5, 6]
    assert all(criterion["help"]["en"] for criterion in guidebook["criteria"])
    questions = guidebook["application_questions"]
    assert [question["position"] for question in questions] == list(range(1, 9))
    for question in questions:
        assert bool(question["choices"]) == (question["kind"] in {"choice", "choices"}), question[
            "code"
        ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_people_see_is_in_both_languages(path):
    for keys, text in bilingual_texts(json.loads(path.read_text(encoding="utf-8"))):
        if not FACILITATOR_ONLY & set(keys):
            assert bool(text.get("es")) == bool(text["en"]), (keys, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wording_keeps_the_house_voice(path):
    for keys, text in bilingual_texts(json.loads(path.read_text(encoding="utf-8"))):
        assert not UNWANTED.search(text["en"] + text.get("es", "")), (keys, text)


def test_demo_people_are_marked_and_can_have_addresses():
    demo = read("demo/people.json")
    assert demo["invented"] is True
    everyone = demo["people"] + demo["staff"] + demo["directors"]
    addresses = {plain(person["first"], person["last"]) for person in everyone}
    assert len(addresses) == len(everyone) and len(demo["people"]) >= 200


def test_demo_sites_belong_to_agencies_and_counties_of_the_pilot_regions():
    demo = read("demo/people.json")
    regions = {
        r["number"]: {c["name"] for c in r["counties"]}
        for r in read("reference/regions.json")["regions"]
    }
    agencies = {agency["name"]: agency for agency in demo["agencies"]}
    for site in demo["sites"]:
        agency = agencies[site["agency"]]
        assert site["region"] == agency["region"] and site["county"] in agency["counties"]
        assert site["county"] in regions[site["region"]]
    assert {d["agency"] for d in demo["directors"]} == set(agencies)
    assert {venue["region"] for venue in demo["venues"]} == {2, 8, 9, 10}


def test_demo_comments_exist_for_every_meeting_in_both_languages(meetings):
    demo = read("demo/people.json")
    assert set(demo["comments"]) == {meeting["code"] for meeting in meetings}
    for theme in demo["comments"].values():
        lines = theme["most_useful"] + theme["anything_else"]
        assert {line["language"] for line in lines} == {"en", "es"}
        assert not any(UNWANTED.search(line["text"]) for line in lines)


def plain(first, last):
    letters = unicodedata.normalize("NFKD", f"{first}.{last}".lower())
    return re.sub(r"[^a-z.]", "", letters.encode("ascii", "ignore").decode())
