"""transparency.yaml in; one checked, frozen configuration out."""

from __future__ import annotations

from pellucid.config.check import load_config
from pellucid.config.model import FILE_NAME, Config

__all__ = ["FILE_NAME", "Config", "load_config"]
