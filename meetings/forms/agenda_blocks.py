import re

from django import forms
from django.utils.translation import gettext_lazy as _

from guidebooks.models import Activity, BlockKind, BlockLead
from lib.bilingual import initial_of, joined, text_in

BOTH = ["title", "participant_text", "opt_out", "output"]
SEVERAL = re.compile(r"^(?P<item>.+?):\s*(?P<quantity>\d{1,4})\s+per\s+(?P<per>person|team|room)$")


class BlockForm(forms.Form):
    """Everything written about one block of an agenda."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title_en = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Write a title for the block")})
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
    lead = forms.ChoiceField(label=_("Lead"), choices=[("", _("Nobody yet")), *BlockLead.choices], required=False)
    pinned_start = forms.TimeField(
        label=_("Pinned start"),
        required=False,
        help_text=_("Only if it must begin at a certain time, such as lunch."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write a time such as 11:30")},
    )
    activity = forms.ModelChoiceField(label=_("Activity"), queryset=Activity.objects.none(), required=False, empty_label=_("None"))
    facilitator_text = forms.CharField(
        label=_("Facilitator text"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 7})
    )
    participant_text_en = forms.CharField(
        label=_("Participant text"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    participant_text_es = forms.CharField(
        label=_("Participant text in Spanish"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    materials = forms.CharField(
        label=_("Bring"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing a line, such as “marker: 2 per team”. Per person, team or room."),
    )
    opt_out_en = forms.CharField(label=_("Another way to take part"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    opt_out_es = forms.CharField(
        label=_("Another way to take part, in Spanish"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    output_en = forms.CharField(label=_("Comes out"), required=False, max_length=300)
    output_es = forms.CharField(label=_("Comes out, in Spanish"), required=False, max_length=300)

    def __init__(self, *args, network, block=None, **kwargs):
        self.block = block
        super().__init__(*args, initial=written_in(block) if block else {"minutes": 15, "kind": BlockKind.PRESENTATION}, **kwargs)
        self.fields["activity"].queryset = Activity.objects.filter(network=network)

    def written(self):
        """What was typed, as the block keeps it."""
        plain = {name: self.cleaned_data[name] for name in ["kind", "minutes", "lead", "pinned_start", "activity"]}
        plain["facilitator_text"] = self.cleaned_data["facilitator_text"]
        plain["materials"] = things_in(self.cleaned_data["materials"], known=self.block.materials if self.block else [])
        return plain | {name: joined(self.cleaned_data, name) for name in BOTH}


def written_in(block):
    plain = {name: getattr(block, name) for name in ["kind", "minutes", "lead", "pinned_start", "activity"]}
    lines = {"facilitator_text": text_in(block.facilitator_text, "en"), "materials": "\n".join(line_of(m) for m in block.materials)}
    return plain | lines | initial_of(block, *BOTH) | {"seen": block.fingerprint}


def line_of(thing):
    """marker: 2 per team."""
    item = text_in(thing.get("item"), "en")
    return f"{item}: {thing['quantity']} per {thing['per']}" if thing.get("quantity") and thing.get("per") else item


def things_in(lines, known):
    """Materials from lines; a thing that was there before keeps its Spanish name."""
    names = {text_in(thing.get("item"), "en"): thing["item"] for thing in known if thing.get("item")}
    return [thing_in(line.strip(), names) for line in lines.splitlines() if line.strip()]


def thing_in(line, names):
    several = SEVERAL.match(line)
    item, quantity, per = (several["item"], int(several["quantity"]), several["per"]) if several else (line, 1, "room")
    return {"item": names.get(item, {"en": item}), "per": per, "quantity": quantity}
