"""Database triggers that refuse to change a published guidebook version, or a question form
that one plans.
"""

import pgtrigger

#: The tables that the triggers read. A test keeps them equal to the models' table names.
GUIDEBOOKS, PARTS = "guidebooks_guidebook", "guidebooks_part"
PLANNED_MEETINGS, PLANNED_EVALUATIONS = "guidebooks_plannedmeeting", "guidebooks_plannedevaluation"
FORM_QUESTIONS = "guidebooks_formquestion"

#: What the triggers do when somebody changes what was published.
REFUSE = (
    "RAISE EXCEPTION 'A published guidebook does not change: make a new version.'"
    " USING ERRCODE = 'check_violation';"
)
#: SQL for the id of the guidebook that a row belongs to; {row} is OLD or NEW.
OF_GUIDEBOOK = "{row}.guidebook_id"
OF_PART = f"(SELECT guidebook_id FROM {PARTS} WHERE id = {{row}}.part_id)"
OF_MEETING = (
    f"(SELECT guidebook_id FROM {PARTS} JOIN {PLANNED_MEETINGS} m ON m.part_id = {PARTS}.id"
    " WHERE m.id = {row}.planned_meeting_id)"
)


def frozen_once_published(guidebook_of=OF_GUIDEBOOK):
    """A trigger for a table below Guidebook: it refuses to insert, update or delete rows
    of a published version.

    guidebook_of: SQL for the id of the guidebook that {row} belongs to.
    """
    old, new = (
        (
            f"EXISTS (SELECT 1 FROM {GUIDEBOOKS} WHERE id = {guidebook_of.format(row=row)} "
            "AND published_at IS NOT NULL)"
        )
        for row in ("OLD", "NEW")
    )
    return pgtrigger.Trigger(
        name="published_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP <> 'INSERT' AND {old}
            OR TG_OP <> 'DELETE' AND {new} THEN
                {REFUSE}
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def frozen_once_asked(form_of):
    """A trigger for questions and their places in forms:
    no change once a published guidebook plans the form.

    form_of: SQL for the ids of the forms that {row} belongs to.
    """
    asked = (
        f"EXISTS (SELECT 1 FROM {PLANNED_EVALUATIONS} p JOIN {PLANNED_MEETINGS} m ON m.id = "
        "p.planned_meeting_id"
        f" JOIN {PARTS} c ON c.id = m.part_id JOIN {GUIDEBOOKS} g ON g.id = c.guidebook_id"
        " WHERE g.published_at IS NOT NULL AND p.form_id IN ({forms}))"
    )
    return pgtrigger.Trigger(
        name="published_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF {asked.format(forms=form_of.format(row="OLD"))} THEN
                {REFUSE}
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


#: The trigger of Guidebook itself: a published row cannot be updated or deleted.
FROZEN_VERSION = pgtrigger.Trigger(
    name="published_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func=REFUSE,
)
