"""What stands in one line: a label in the text formats that know no line breaks and no escapes."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return *text* in one line, with single spaces."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Return *text* in double quotes for a format that has no way to write one inside.

    Double quotes become single ones and backslashes slashes, so that every reader finds the end.

    >>> quoted('the "Platform"')
    '"the \\'Platform\\'"'
    """
    return '"' + one_line(text).replace('"', "'").replace("\\", "/") + '"'
