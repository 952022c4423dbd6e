"""What is published stays as it was: the database refuses to change a guidebook version that people may point at."""

import pgtrigger

#: From a row of a table to the guidebook it belongs to, as SQL with the row named {row}.
OF_GUIDEBOOK = "{row}.guidebook_id"
OF_PART = "(SELECT guidebook_id FROM cohorts_part WHERE id = {row}.part_id)"


def stays_once_published(guidebook_of=OF_GUIDEBOOK):
    """A trigger for a table that belongs to a guidebook: rows come, change and go only while it is a draft."""
    rows = [f"{guidebook_of.format(row=row)}" for row in ("OLD", "NEW")]
    return pgtrigger.Trigger(
        name="published_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM cohorts_guidebook WHERE id = {rows[0]} AND published_at IS NOT NULL)
            OR TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM cohorts_guidebook WHERE id = {rows[1]} AND published_at IS NOT NULL) THEN
                RAISE EXCEPTION 'A published guidebook does not change: make a new version.' USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def stays_once_asked(form_of):
    """A trigger for what a form asks, and in which words: it stays while a published guidebook plans that form.

    form_of: SQL for the ids of the forms that a row named {row} belongs to.
    """
    asked = (
        "EXISTS (SELECT 1 FROM evaluations_plannedevaluation p JOIN meetings_plannedmeeting m ON m.id = p.planned_meeting_id"
        " JOIN cohorts_part c ON c.id = m.part_id JOIN cohorts_guidebook g ON g.id = c.guidebook_id"
        " WHERE g.published_at IS NOT NULL AND p.form_id IN ({forms}))"
    )
    return pgtrigger.Trigger(
        name="published_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF {asked.format(forms=form_of.format(row="OLD"))} THEN
                RAISE EXCEPTION 'A published guidebook does not change: make a new version.' USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


#: The version itself: published once, then left alone.
VERSION_STAYS = pgtrigger.Trigger(
    name="published_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func="RAISE EXCEPTION 'A published guidebook does not change: make a new version.' USING ERRCODE = 'check_violation';",
)
