"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# How long a case takes depends on what else the machine does; tests are about what comes out.
settings.register_profile("pellucid", deadline=None)
settings.load_profile("pellucid")
