"""Files that verbs write: whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_whole(output: str, content: bytes) -> None:
    """Write all of *content* or nothing: beside its place first, then moved there in one step.

    Args:
        output: the file; `-` is standard output.
        content: what it is to hold.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    with opened_whole(output) as file:
        file.write(content)


@contextmanager
def opened_whole(output: str) -> Iterator[IO[bytes]]:
    """Give a file to write to that takes its place at the end, or never.

    Args:
        output: the file; `-` is standard output, to which what was written is sent at the end.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    if output == "-":
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    target = Path(output)
    _expect_folder(target.parent)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(0o666 & ~_mask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def made_whole(output: Path) -> Iterator[Path]:
    """Give a folder to fill that takes its place at the end, or never.

    Raises:
        OSError: there is a folder with something in it at that place, or it cannot be written.
    """
    if output.exists() and any(output.iterdir()):
        raise FileExistsError(f"{output}: expected no folder, or an empty one")
    _expect_folder(output.resolve().parent)
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.resolve().parent))
    try:
        yield folder
        folder.chmod(0o777 & ~_mask())
        folder.replace(output)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _expect_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: expected a folder to write to, found none")


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
