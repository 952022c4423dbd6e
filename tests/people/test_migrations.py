"""What the migrations of people need of the database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_owner_of_a_database_brings_the_only_extension():
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT array_agg(extname::text ORDER BY extname) FROM pg_extension")
        assert cursor.fetchone() == (["pg_trgm", "plpgsql"],)
        cursor.execute("SELECT similarity('Marta Nunez', 'Maria Nunez') > 0.4")
        assert cursor.fetchone() == (True,)
