"""What analyses are tried on: the release of the project's own content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.analysis import Known
from ngograph.tables import Tables

if TYPE_CHECKING:
    from ngograph.release import Release


@pytest.fixture(scope="session")
def known(release: Release) -> Known:
    return Known(dict(Tables(release)), release.id, release.digest, release.built)
