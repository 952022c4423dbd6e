"""The form of an activity of a network's library."""

from django import forms
from i18nfield.strings import LazyI18nString

from guidebooks.models import Activity

from .base import RowForm
from .translation_fields import ONE_A_LINE, BilingualField

#: {code stored: its word}, as fixtures/reference/activities.json lists them.
SAFETY_FLAGS = {
    "balance": "Balance",
    "blindfold": "Blindfold",
    "collision": "Collision",
    "food-allergen": "Food with an allergen",
    "lean": "Leaning",
    "rope-tension": "Rope under tension",
    "scissors": "Scissors",
    "slip": "Slipping",
    "touch": "Touch",
    "trip": "Tripping",
    "walking-crowd": "Walking in a crowd",
}
ALLERGENS = {"gelatin": "Gelatin", "wheat": "Wheat"}
TOUCH = {"none": "None", "light-optional": "Light, and one may refuse it"}
MOBILITY = {"none": "None", "walking": "Walking", "balance": "Balance"}
LOADS = {"low": "Low", "medium": "Medium", "high": "High"}
DEBRIEF = {"what": "What?", "so_what": "So what?", "now_what": "Now what?"}


def several(label, words, help_text=""):
    return forms.MultipleChoiceField(
        label=label,
        choices=list(words.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=help_text,
        error_messages={"invalid_choice": "Choose from these."},
    )


def one(label, words):
    return forms.ChoiceField(
        label=label,
        choices=[("", "Not said"), *words.items()],
        required=False,
        error_messages={"invalid_choice": "Choose one of these."},
    )


def debrief_field(part):
    return BilingualField(label=f"Talk it over: {DEBRIEF[part]}", rows=2, max_length=1000)


class ActivityForm(RowForm):
    safety_flags = several(
        "Dangers", SAFETY_FLAGS, "With any of these, a meeting names a safety monitor."
    )
    allergens = several("Contains", ALLERGENS)
    touch_level = one("Touch", TOUCH)
    mobility_level = one("Moving", MOBILITY)
    sight_hearing_load = one("Seeing and hearing", LOADS)
    debrief_what = debrief_field("what")
    debrief_so_what = debrief_field("so_what")
    debrief_now_what = debrief_field("now_what")

    class Meta(RowForm.Meta):
        model = Activity
        fields = [
            *["name", "also_known_as", "kind", "purpose", "group_min", "group_max"],
            *["minutes", "minutes_brief", "minutes_run", "minutes_debrief"],
            *["space", "floor", "materials", "steps", "safety", "safety_flags", "allergens"],
            *["opt_out", "seated_variant", "adaptations", "roles"],
            *["touch_level", "mobility_level", "sight_hearing_load"],
            *["cqi_link", "source_note"],
        ]
        labels = {
            "group_min": "Smallest group",
            "group_max": "Largest group",
            "minutes": "Minutes in all",
            "minutes_brief": "Minutes to explain",
            "minutes_run": "Minutes to run",
            "minutes_debrief": "Minutes to talk it over",
            "materials": "Bring",
            "opt_out": "Another way to take part",
            "seated_variant": "The same, seated",
            "adaptations": "Ways to adapt it",
            "cqi_link": "How it serves improvement",
            "source_note": "Where it comes from",
        }
        help_texts = {
            "materials": "One thing a line, such as “marker: 2 per team”: person, team or room.",
            "opt_out": "Nobody has to take part: say what else somebody may do.",
            **dict.fromkeys(["steps", "safety", "adaptations", "roles"], ONE_A_LINE),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in DEBRIEF:
            self.initial[f"debrief_{part}"] = LazyI18nString(self.instance.debrief.get(part) or "")

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("group_min"), cleaned.get("group_max")
        if least is not None and most is not None and least > most:
            self.add_error("group_max", f"Write {least} or more: that is the smallest group.")
        parts = [cleaned.get(f"minutes_{part}") for part in ("brief", "run", "debrief")]
        if None not in parts and any(parts) and sum(parts) != cleaned.get("minutes"):
            self.add_error(
                "minutes",
                f"The three parts take {sum(parts)} minutes in all. Write that, or leave them 0.",
            )
        if "steps" not in self.errors and not cleaned.get("steps"):
            self.add_error("steps", "Write at least one step.")
        return cleaned

    def save(self, commit=True):
        debrief = {part: self.cleaned_data[f"debrief_{part}"].data for part in DEBRIEF}
        self.instance.debrief = debrief
        return super().save(commit)
