"""Nothing in, a time without the machine's fonts out: the PDF has its fonts from the templates."""

from __future__ import annotations

import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "FONTCONFIG_FILE"
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{cache}</cachedir></fontconfig>
"""


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Point Fontconfig at a configuration without a folder of fonts, and back again.

    It reads a file and takes its name from the environment only, each time that WeasyPrint asks for fonts.
    """
    before = os.environ.get(VARIABLE)
    with TemporaryDirectory(prefix="pellucid-fonts-") as folder, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Ff]ont[Cc]onfig.*")
        file = Path(folder, "fonts.conf")
        file.write_text(CONFIGURATION.format(cache=folder), encoding="utf-8")
        os.environ[VARIABLE] = str(file)
        try:
            yield
        finally:
            del os.environ[VARIABLE]
            if before is not None:
                os.environ[VARIABLE] = before
