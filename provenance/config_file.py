"""Options from a YAML file and ``--set key=value``: read, checked, explained, and written out as ``config.yaml``.

Every fault of a file is reported at once, each with file and line; an unknown key comes with the nearest known one.
``python -m provenance.config_file`` prints ``config.yaml``: every option, its default, unit and range, in pipeline
order, made from the classes in ``provenance/config.py``, which stay the only place where defaults are written.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import TypeAdapter, ValidationError

from provenance.config import Config
from provenance.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

HEADER = """\
# Every option of provenance with its default, in the order of the stages.
# Copy what you want to change into a file of your own and hand it over with --config FILE,
# or change one option with --set section.option=value. `provenance config` prints what is in force.
# Made by `make config` from provenance/config.py.
"""


@dataclass(frozen=True)
class Setting:
    """One option as somebody wrote it: dotted key, value, and where (``config.yaml:12`` or ``--set``)."""

    key: str
    value: object
    where: str


@dataclass(frozen=True)
class Loaded:
    """The options in force, and where each dotted key got its value (``default``, ``config.yaml:12``, ``--set``)."""

    config: Config
    origins: Mapping[str, str]


def load_config(path: str | Path | None = None, settings: Sequence[str] = ()) -> Config:
    """Return the options in force: defaults, then the file, then ``settings`` in order; the later one wins.

    Parameters
    ----------
    path
        A YAML file with any part of the options; None for the defaults alone.
    settings
        Single options, ``"clustering.claim_threshold=0.7"``; the value is read as YAML.

    Raises
    ------
    ConfigError
        Unknown keys, wrong types, values out of range, a file that cannot be read: all of them in one message.

    Examples
    --------
    >>> load_config(settings=["report.top=3"]).report.top
    3
    """
    return load_with_origins(path, settings).config


def load_with_origins(path: str | Path | None = None, settings: Sequence[str] = ()) -> Loaded:
    """Return the options in force as ``load_config`` does, and where each value came from.

    Raises
    ------
    ConfigError
        As ``load_config``.
    """
    faults: list[str] = []
    written = list(_file_settings(Path(path), faults)) if path is not None else []
    written += [setting for text in settings for setting in _parse_setting(text, faults)]
    kept = {setting.key: setting for setting in written if _is_sound(setting, faults)}
    if faults:
        raise ConfigError("\n".join(faults))
    config = Config.model_validate_json(json.dumps(_nested(kept.values()), default=str))
    origins = {key: kept[key].where if key in kept else "default" for key, _ in options()}
    return Loaded(config, origins)


def options() -> Iterator[tuple[str, FieldInfo]]:
    """Yield dotted key and pydantic field of every option, in pipeline order."""
    for section, field in Config.model_fields.items():
        for option, inner in field.default.__class__.model_fields.items():
            yield f"{section}.{option}", inner


def value_of(config: Config, key: str) -> object:
    """Return the value of a dotted key."""
    section, option = key.split(".")
    return getattr(getattr(config, section), option)


def render(config: Config | None = None, origins: Mapping[str, str] | None = None) -> str:
    """Return the options as YAML: with their descriptions, or, where ``origins`` is given, with whence each came."""
    config = config or Config()
    lines = [] if origins else [HEADER.rstrip()]
    section = ""
    for key, field in options():
        name, option = key.split(".")
        if name != section:
            section = name
            lines += ["", *([] if origins else [f"# {_first_line(getattr(config, name).__doc__)}"]), f"{name}:"]
        value = as_yaml(value_of(config, key))
        if origins:
            lines.append(f"  {option}: {value}  # {origins[key]}")
        else:
            lines += [f"  # {describe(field)}", f"  {option}: {value}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def describe(field: FieldInfo) -> str:
    """Return an option's description with its range, where it does not state it: "words of the body; at least 0"."""
    text, limits = (field.description or "").strip().rstrip("."), _range(field)
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    stated = "0..1" in text or (choices and all(str(choice) in text for choice in choices))
    return text if stated else "; ".join(filter(None, (text, limits)))


def as_yaml(value: object) -> str:
    """Return a value on one line, as YAML reads it back."""
    plain = json.loads(json.dumps(value, default=list))
    text = yaml.safe_dump(plain, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("...\n").strip()


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]


def _nested(settings: Iterator[Setting] | Any) -> dict[str, dict[str, object]]:  # noqa: ANN401
    tree: dict[str, dict[str, object]] = {}
    for setting in settings:
        section, option = setting.key.split(".")
        tree.setdefault(section, {})[option] = setting.value
    return tree


# ------------------------------------------------------------------ reading


def _file_settings(path: Path, faults: list[str]) -> Iterator[Setting]:
    """Yield the options that a file sets; what cannot be read goes into ``faults``."""
    root = _compose(path, faults)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        faults.append(f"{path}:{_line(root)}: expected sections such as 'report:', found {_short(root)}")
        return
    for name, node in _entries(root, "", path, faults):
        section = name.removesuffix(".")
        if section not in Config.model_fields:
            faults.append(f"{path}:{_line(node, 0)}: unknown section {section!r}{_did_you_mean(section)}")
        elif isinstance(node[1], yaml.MappingNode):
            for key, (key_node, value_node) in _entries(node[1], section, path, faults):
                where = f"{path}:{_line(key_node)}"
                try:
                    yield Setting(key, _construct(value_node), where)
                except (yaml.YAMLError, ValueError):
                    faults.append(f"{where}: {key}: a tag or value that YAML does not know; write a plain value")
        elif node[1].value != "":
            faults.append(f"{path}:{_line(node, 0)}: {section}: expected options below it, found {_short(node[1])}")


def _compose(path: Path, faults: list[str]) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        faults.append(f"{path}: cannot be read ({error.strerror}); give --config the path of a YAML file")
    except UnicodeDecodeError:
        faults.append(f"{path}: not UTF-8 text; save it as UTF-8")
    except yaml.YAMLError as error:
        faults.append(_yaml_fault(str(path), error))
    else:
        return node
    return None


def _yaml_fault(where: str, error: yaml.YAMLError, *, line: bool = True) -> str:
    mark = getattr(error, "problem_mark", None) if line else None
    place = f"{where}:{mark.line + 1}" if mark is not None else where
    return f"{place}: not valid YAML: {getattr(error, 'problem', None) or error}"


def _entries(
    node: yaml.MappingNode, section: str, path: Path, faults: list[str]
) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    """Yield dotted key and nodes of every entry; a key written twice is a fault."""
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = f"{section}.{key_node.value}" if section else str(key_node.value)
        if key in seen:
            faults.append(f"{path}:{_line(key_node)}: {key!r} is set twice (first in line {seen[key]}); remove one")
            continue
        seen[key] = _line(key_node)
        yield key, (key_node, value_node)


def _parse_setting(text: str, faults: list[str]) -> Iterator[Setting]:
    key, equals, value = text.partition("=")
    where = f"--set {key.strip()}"
    if not equals or key.count(".") != 1:
        hint = _did_you_mean(key.strip())
        faults.append(f"--set {text!r}: expected section.option=value, such as report.top=5{hint}")
        return
    try:
        yield Setting(key.strip(), yaml.safe_load(value), where)
    except yaml.YAMLError as error:
        faults.append(_yaml_fault(f"--set {text!r}", error, line=False))


def _construct(node: yaml.Node) -> object:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    finally:
        loader.dispose()


def _line(node: yaml.Node | tuple[yaml.Node, yaml.Node], index: int = 0) -> int:
    marked = node[index] if isinstance(node, tuple) else node
    return int(marked.start_mark.line) + 1


def _short(node: yaml.Node) -> str:
    return repr(node.value) if isinstance(node, yaml.ScalarNode) else "a list"


# ------------------------------------------------------------------ checking


def _is_sound(setting: Setting, faults: list[str]) -> bool:
    field = dict(options()).get(setting.key)
    if field is None:
        faults.append(f"{setting.where}: unknown key {setting.key!r}{_did_you_mean(setting.key)}")
        return False
    try:
        _adapter(field).validate_json(json.dumps(setting.value, default=str), strict=True)
    except (ValidationError, ValueError, TypeError):
        found = as_yaml(setting.value) if not isinstance(setting.value, str) else repr(setting.value)
        faults.append(f"{setting.where}: {setting.key}: expected {_expected(field)}, found {found}")
        return False
    return True


def _adapter(field: FieldInfo) -> TypeAdapter[Any]:
    kind: Any = field.annotation
    return TypeAdapter(Annotated[kind, *field.metadata] if field.metadata else kind)


def _expected(field: FieldInfo) -> str:
    limits = _range(field)
    kind = _kind(field.annotation)
    return f"{kind}, {limits}" if limits and not limits.startswith("one of") else limits or kind


def _kind(annotation: Any) -> str:  # noqa: ANN401 - what typing calls a type is of no type
    words = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
    if annotation in words:
        return words[annotation]
    if get_origin(annotation) in (tuple, list, frozenset, set):
        return f"a list of {_kind(get_args(annotation)[0]).split(' ', 1)[1]}s"
    members = [_kind(member) for member in get_args(annotation) if member is not type(None)]
    optional = " or null" if type(None) in get_args(annotation) else ""
    return (" or ".join(members) or "a mapping") + optional


def _range(field: FieldInfo) -> str:
    """Return the values allowed, in words: "0 to 1", "at least 1", "one of all, names"; empty if any will do."""
    if get_origin(field.annotation) is Literal:
        return f"one of {', '.join(map(str, get_args(field.annotation)))}"
    limits = {
        name: getattr(rule, name) for rule in field.metadata for name in ("ge", "gt", "le", "lt") if hasattr(rule, name)
    }
    if {"ge", "le"} <= set(limits):
        return f"{limits['ge']} to {limits['le']}"
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return " and ".join(f"{words[name]} {limit}" for name, limit in limits.items())


def _did_you_mean(key: str) -> str:
    """Return "; did you mean …?" with the nearest known key, or an empty string."""
    known = [name for name, _ in options()] if "." in key else [*Config.model_fields]
    close = difflib.get_close_matches(key, known, n=1)
    if not close:
        option = key.rsplit(".", 1)[-1]
        close = [name for name, _ in options() if name.rsplit(".", 1)[-1] == option]
    return f"; did you mean {close[0]!r}?" if close else ""
