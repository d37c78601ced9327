"""A process may outlive the program that it has loaded: what it then makes is told under no version."""

RESTART = "the program's files or libraries were changed after this process had begun: start it again"


class CodeChanged(Exception):
    """What this process has loaded is not what lies on the disk: the message says that it is to be started again."""
