"""What stops a start and is no bug: its message is a sentence for the person at the keyboard."""


class StartupError(RuntimeError):
    pass
