"""What can go wrong, by name.

Our exception hierarchy, each with the exit code of the command line:

    ProvenanceError            5   anything below; catching this one is enough
    ├── ConfigError            2   an option is unknown, of the wrong type or out of range
    ├── InputError             2   a path does not exist, or nothing readable was given
    ├── ModelMissing           4   a model, its package or its file is not there, or is not the one expected
    ├── TableError             5   a table breaks its schema: a fault of the program, not of the input
    └── OutputError            5   a file cannot be written (disk full, no permission)

Every message says what is wrong, where, and how to mend it. One unreadable article is not an exception: it becomes a
row of the table REJECTED and the run goes on.
"""


class ProvenanceError(Exception):
    """Base of all errors raised on purpose; ``exit_code`` is what the command line returns."""

    exit_code = 5


class ConfigError(ProvenanceError):
    """An option is unknown, of the wrong type or out of range."""

    exit_code = 2


class InputError(ProvenanceError):
    """A path does not exist, or nothing readable was given."""

    exit_code = 2


class ModelMissing(ProvenanceError):
    """A model, its package or its file is not there, or is not the one expected."""

    exit_code = 4


class TableError(ProvenanceError):
    """A table breaks its schema: columns, types or key."""


class OutputError(ProvenanceError):
    """A file cannot be written."""
