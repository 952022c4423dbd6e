"""Reading the settings changes nothing: type checkers and other tools do it, too."""

import os
import subprocess
import sys

from ..source_tree import ROOT


def test_reading_the_settings_starts_nothing(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")
    }
    program = "import cop_site.settings as settings; print(settings.DATABASES['default']['NAME'])"
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment | {"HALLWAY_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (said.stdout.strip(), said.stderr) == ("hallway", "")
    assert list(tmp_path.iterdir()) == []
