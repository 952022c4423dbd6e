class StartupError(RuntimeError):
    """Hallway cannot start, and that is no bug:
    the message tells the person at the terminal what to do.
    """
