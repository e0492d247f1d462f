"""Fetches the outlines of countries when the package is built, so that nothing is fetched when it runs.

They come from Natural Earth (public domain) by way of the npm package world-atlas (ISC); no PyPI package
carries them. They are never committed: a wheel and a source distribution hold them, a checkout gets them when
it is installed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE: Final = "world-atlas@2.0.2"
SHA512: Final = (
    "2177d5d2ac25297a5c933d458705d5c0a46388884e9d6b6d3ac926e42b7132c8"
    "e013f317018447589aa05cea4cf0891c3c1a179f24d4e651477186b90a11b42d"
)
FILES: Final = ("countries-50m.json", "LICENSE")
FOLDER: Final = Path("src", "ngograph", "network", "drawing", "natural_earth")


class OutlinesHook(BuildHookInterface[Any]):
    """Puts the outlines where the package looks for them, unless they are there."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Fetch what is missing; without npm the package is built without maps of places."""
        try:
            fetch(Path(self.root) / FOLDER)
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"no outlines of countries, so no maps of places: {error}")


def fetch(folder: Path) -> None:
    """Put the outlines into *folder*, unless they are there.

    Raises:
        OSError: There is no npm, or what it brought is not what was expected.
        CalledProcessError: npm cannot bring the package.
    """
    if all((folder / name).is_file() for name in FILES):
        return
    if (npm := shutil.which("npm")) is None:
        raise FileNotFoundError(f"expected npm, which brings {PACKAGE}, found none")
    with tempfile.TemporaryDirectory() as place:
        command = [npm, "pack", PACKAGE, "--silent", "--pack-destination", place]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=place)
        (packed,) = Path(place).glob("*.tgz")
        if (found := hashlib.sha512(packed.read_bytes()).hexdigest()) != SHA512:
            raise OSError(f"{PACKAGE}: expected the digest {SHA512}, found {found}")
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed) as archive:
            for name in FILES:
                member = archive.extractfile(f"package/{name}")
                assert member is not None  # the digest says what is in it
                (folder / name).write_bytes(member.read())
