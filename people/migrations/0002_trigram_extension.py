from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """The extension pg_trgm compares names that are nearly equal; a database's owner may create it."""

    dependencies = [("people", "0001_initial")]

    operations = [TrigramExtension()]
