pytest_plugins = ["tests.chromium"]
