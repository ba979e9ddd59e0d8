"""A document in; the Config that it says, or all of its faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from pellucid.config.in_language import untold
from pellucid.config.load import Document, read_yaml
from pellucid.config.model import Config
from pellucid.config.origin import Breach, KeyPath
from pellucid.config.refused import REFUSALS
from pellucid.config.rules import RULES
from pellucid.config.sentences import breaches, shown
from pellucid.config.sound import Sound, sound_part
from pellucid.errors import ConfigFault, ConfigurationFaults

if TYPE_CHECKING:
    from pathlib import Path


def load_config(path: Path) -> Config:
    """Read and check a configuration file."""
    return check(read_yaml(path))


def check(document: Document) -> Config:
    """Make a Config of a document, or end with every fault that it has."""
    sound, found = _validated(document)
    if sound:
        found = (*found, *_between_keys(sound, {breach.key_path for breach in found}))
    faults = (*document.faults, *(document.origin.fault_of(breach) for breach in found))
    if faults or not sound:
        raise ConfigurationFaults(tuple(sorted(faults, key=_line)))
    return _in_order(sound.config)


def _validated(document: Document) -> tuple[Sound | None, tuple[Breach, ...]]:
    if not isinstance(document.values, dict):
        return None, (_no_mapping(document),)
    try:
        return Sound(Config.model_validate(document.values, context=document.origin), {}), ()
    except ValidationError as error:
        found = breaches(error, document.values)
        return sound_part(document, [breach.key_path for breach in found]), found


def _no_mapping(document: Document) -> Breach:
    if document.values is None:
        return Breach((), "the file is empty", mend="`pellucid init` writes one to start from")
    reason = "keys such as `publisher:` and `logs:` are wanted at the top of the file"
    return Breach((), reason, shown(document.values), "`pellucid init` writes a file to start from")


def _between_keys(sound: Sound, faulty: set[KeyPath]) -> tuple[Breach, ...]:
    """Run the rules on what is sound; what they say of a key that is at fault already is left out."""
    found = (breach for rule in (*RULES, *REFUSALS, untold) for breach in rule(sound.config))
    in_file = (Breach(sound.in_file(b.key_path), b.reason, b.got, b.mend) for b in found)
    return tuple(breach for breach in in_file if breach.key_path not in faulty)


def _in_order(config: Config) -> Config:
    policies = sorted(config.policies, key=lambda policy: policy.effective_from)
    return config.model_copy(update={"policies": tuple(policies)})


def _line(fault: ConfigFault) -> int:
    return fault.line or 0
