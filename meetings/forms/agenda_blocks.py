import re

from crispy_forms.layout import Div, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from guidebooks.models import Activity, BlockKind, BlockLead
from lib.bilingual import initial_by_language, merge_languages, text_in_language
from lib.edit_conflicts import SeenField
from lib.form_layout import FormInPage

BILINGUAL_FIELDS = ["title", "participant_text", "opt_out", "output"]
MATERIAL_LINE = re.compile(
    r"^(?P<item>.+?):\s*(?P<quantity>\d{1,4})\s+per\s+(?P<per>person|team|room)$"
)


class BlockSide(Div):
    """What facilitators read of a block, or what everybody does (for_room)."""

    template = "meetings/_block_side.html"

    def __init__(self, *fields, for_room=False):
        super().__init__(*fields)
        self.for_room = for_room


class BlockForm(forms.Form):
    """The editable columns of one agenda block.

    seen: the block's fingerprint when the form was loaded, to notice that somebody else changed it.
    """

    helper = FormInPage(
        "seen",
        Row("title_en", "title_es"),
        "kind",
        "minutes",
        "lead",
        "pinned_start",
        "activity",
        Div(
            BlockSide("facilitator_text", "materials"),
            BlockSide(
                Row("participant_text_en", "participant_text_es"),
                Row("opt_out_en", "opt_out_es"),
                for_room=True,
            ),
            css_class="h-sides mb-4",
        ),
        Row("output_en", "output_es"),
    )
    seen = SeenField()
    title_en = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Write a title for the block")},
    )
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=BlockKind.choices)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        error_messages={
            name: _("Write how many minutes it takes: a number from 1 to 600")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    lead = forms.ChoiceField(label=_("Lead"), required=False)
    pinned_start = forms.TimeField(
        label=_("Pinned start"),
        required=False,
        help_text=_("Only if it must begin at a certain time, such as lunch."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write a time such as 11:30")},
    )
    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.objects.none(), required=False, empty_label=_("None")
    )
    facilitator_text = forms.CharField(
        label=_("Facilitator text"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    participant_text_en = forms.CharField(
        label=_("Participant text"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    participant_text_es = forms.CharField(
        label=_("Participant text in Spanish"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    materials = forms.CharField(
        label=_("Bring"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing a line, such as “marker: 2 per team”. Per person, team or room."),
    )
    opt_out_en = forms.CharField(
        label=_("Another way to take part"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opt_out_es = forms.CharField(
        label=_("Another way to take part, in Spanish"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    output_en = forms.CharField(label=_("Comes out"), required=False, max_length=300)
    output_es = forms.CharField(label=_("Comes out, in Spanish"), required=False, max_length=300)

    def __init__(self, *args, cohort, block=None, **kwargs):
        self.block = block
        super().__init__(
            *args,
            initial=initial_values(block)
            if block
            else {"minutes": 15, "kind": BlockKind.PRESENTATION},
            **kwargs,
        )
        self.fields["activity"].queryset = Activity.objects.filter(network=cohort.network)
        leads = BlockLead.choices_with(cohort.lead_title)
        self.fields["lead"].choices = [("", _("Nobody yet")), *leads]

    def block_fields(self):
        """The values of the block's columns."""
        names = ["kind", "minutes", "lead", "pinned_start", "activity", "facilitator_text"]
        known = self.block.materials if self.block else []
        return {
            **{name: self.cleaned_data[name] for name in names},
            "materials": materials_from_lines(self.cleaned_data["materials"], known=known),
            **{name: merge_languages(self.cleaned_data, name) for name in BILINGUAL_FIELDS},
        }


def initial_values(block):
    plain = {
        name: getattr(block, name)
        for name in ["kind", "minutes", "lead", "pinned_start", "activity"]
    }
    texts = {
        "facilitator_text": text_in_language(block.facilitator_text, "en"),
        "materials": "\n".join(material_line(material) for material in block.materials),
    }
    return (
        plain | texts | initial_by_language(block, *BILINGUAL_FIELDS) | {"seen": block.fingerprint}
    )


def material_line(material):
    """A material as a line of the form, such as "marker: 2 per team"."""
    item = text_in_language(material.get("item"), "en")
    is_counted = material.get("quantity") and material.get("per")
    return f"{item}: {material['quantity']} per {material['per']}" if is_counted else item


def materials_from_lines(lines, known):
    """[{"item": {language: text}, "per", "quantity"}] from the lines of the form.

    known: the block's materials so far. The form shows only English names;
    one that is known keeps its translations.
    """
    names = {
        text_in_language(material.get("item"), "en"): material["item"]
        for material in known
        if material.get("item")
    }
    return [material_from_line(line.strip(), names) for line in lines.splitlines() if line.strip()]


def material_from_line(line, names):
    match = MATERIAL_LINE.match(line)
    item, quantity, per = (
        (match["item"], int(match["quantity"]), match["per"]) if match else (line, 1, "room")
    )
    return {"item": names.get(item, {"en": item}), "per": per, "quantity": quantity}
