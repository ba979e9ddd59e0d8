"""Nothing -> one line on the machine and the versions that a measurement was made with."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("pellucid", "duckdb", "ibis-framework", "pandas", "polars", "pyarrow", "weasyprint", "click")
CPU_INFO = Path("/proc/cpuinfo")


def machine() -> str:
    """Name the processor, how many of its cores this process may use, and the memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {_cores()} cores, {memory:.0f} GiB of memory, {platform.system()}"


def versions() -> str:
    """Name the versions of Python and of the packages that do the work."""
    packages = [f"{package} {version(package)}" for package in PACKAGES]
    return ", ".join([f"Python {platform.python_version()}", *packages])


def _processor() -> str:
    lines = CPU_INFO.read_text().splitlines() if CPU_INFO.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
