"""A system check of `manage.py check --deploy`: a production database holds no invented people."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError

from .demo_marker import is_demo_database


@register(Tags.security, deploy=True)
def no_invented_people_in_production(app_configs, **kwargs):
    if not settings.PRODUCTION:
        return []
    try:
        found = is_demo_database()
    except DatabaseError as error:
        message = f"The database could not be asked: {error}".strip()
        return [Warning(message, id="hallway.W001", hint="Run migrate first.")]
    if not found:
        return []
    message = "This database holds the invented people of the demonstration."
    hint = "Use an empty database: the demonstration lets anybody become anyone."
    return [Error(message, id="hallway.E001", hint=hint)]
