"""Reading the files that pages offer."""

import csv
import io


def file_of(client, address):
    """The rows of a CSV, the headings first."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
