"""The export of the activities that the admin shows."""

from lib.bilingual import in_english, in_spanish
from lib.export_formats import Kind
from lib.exports import Column, ExportResource

from ..models import Activity

KINDS = dict(Activity._meta.get_field("kind").flatchoices)


class ActivityResource(ExportResource):
    title = "Activities"

    network = Column("Network", "network__name")
    name = Column("Name", "name", display=in_english)
    name_es = Column("Name in Spanish", "name", display=in_spanish)
    also_known_as = Column("Also known as", "also_known_as")
    kind = Column("Kind", "kind", display=KINDS.get)
    purpose = Column("Purpose", "purpose", display=in_english)
    purpose_es = Column("Purpose in Spanish", "purpose", display=in_spanish)
    group_min = Column("Smallest group", "group_min", kind=Kind.NUMBER)
    group_max = Column("Largest group", "group_max", kind=Kind.NUMBER)
    minutes = Column("Minutes", "minutes", kind=Kind.NUMBER)
    source_note = Column("Source", "source_note", display=in_english)
