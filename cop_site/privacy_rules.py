"""The records of the privacy table: what one says, and a short way to write each kind."""

from dataclasses import dataclass, field

from .data_retention import RetentionPeriod


@dataclass(frozen=True)
class PrivacyRecord:
    """One model: why it exists, who owns its content, how long it is kept,
    and which columns are personal. apart: {column: RetentionPeriod} of those kept less long.
    """

    purpose: str
    owner: str
    retention: RetentionPeriod
    personal: tuple = ()
    plain: tuple = ()
    apart: dict = field(default_factory=dict)

    @property
    def is_personal(self):
        return bool(self.personal)


NETWORK, COHORT, PERSON, DIRECTOR, WRITER = (
    "the network",
    "the cohort",
    "the person",
    "the program director",
    "who wrote it",
)


def reference(purpose):
    """The record of reference data, without personal columns."""
    return PrivacyRecord(purpose, NETWORK, RetentionPeriod.REFERENCE, plain=("*",))


def about(purpose, owner, retention, personal="", plain="", apart=None):
    """The record of a model. personal, plain: names of columns, separated by spaces. apart:
    {such names: RetentionPeriod}.
    """
    periods = {
        column: period for names, period in (apart or {}).items() for column in names.split()
    }
    columns = tuple(personal.split()), tuple(plain.split())
    return PrivacyRecord(purpose, owner, retention, *columns, periods)
