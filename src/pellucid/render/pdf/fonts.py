"""Nothing in, a time without the machine's fonts out: the PDF has its fonts from the templates."""

from __future__ import annotations

import os
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
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
    WeasyPrint lays fonts into the folder for temporary files, and removes them only when Python happens to
    look for garbage: they go into a folder that is gone at the end.
    """
    before, place = os.environ.get(VARIABLE), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="pellucid-fonts-") as folder, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Ff]ont[Cc]onfig.*")
        tempfile.tempdir = folder
        file = Path(folder, "fonts.conf")
        file.write_text(CONFIGURATION.format(cache=folder), encoding="utf-8")
        os.environ[VARIABLE] = str(file)
        try:
            yield
        finally:
            tempfile.tempdir = place
            del os.environ[VARIABLE]
            if before is not None:
                os.environ[VARIABLE] = before
