"""Who said what, where it came from, and how far to trust it, across many news outlets.

>>> from provenance import annotate
>>> result = annotate("articles/")  # doctest: +SKIP
>>> print(result.report())  # doctest: +SKIP
"""

from provenance.api import Annotations, annotate
from provenance.config import Config
from provenance.config_file import load_config
from provenance.errors import ConfigError, InputError, ModelMissing, OutputError, ProvenanceError, TableError

__version__ = "0.1.0"

__all__ = [
    "Annotations",
    "Config",
    "ConfigError",
    "InputError",
    "ModelMissing",
    "OutputError",
    "ProvenanceError",
    "TableError",
    "annotate",
    "load_config",
]
