"""Elements of an XML file as a stream: nothing is expanded, nothing is fetched, memory stays flat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from ngograph.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


_HUGE: Final = "XML_PARSE_HUGE"
_TOO_LARGE: Final = "expected texts of up to 10 MB and up to 255 elements one in the other, found more"


def elements(
    path: Path, tags: tuple[str, ...], progress: Callable[[int], None] = lambda _: None
) -> Iterator[etree._Element]:
    """Yield the elements of the file at *path* with one of the *tags*, each whole, in order.

    An element is emptied when the next is asked for. Comments and processing instructions are left out, so
    that a text with such within it is whole.

    Args:
        path: the file.
        tags: names in the manner of lxml; "{*}name" for any namespace.
        progress: told how many bytes have been read.

    Raises:
        UnreadableFile: the file is not well-formed, is cut off, or declares entities.
    """
    with path.open("rb") as file:
        parser = etree.iterparse(
            file,
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            checked = False
            for _, element in parser:
                if not checked and element.getroottree().docinfo.internalDTD is not None:
                    raise UnreadableFile(
                        path, "expected XML without a document type, found one: entities are not expanded"
                    )
                checked = True
                yield element
                progress(file.tell())
                element.clear()
                parent = element.getparent()
                while parent is not None and (before := element.getprevious()) is not None:
                    parent.remove(before)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            problem = _TOO_LARGE if _HUGE in (error.msg or "") else f"not well-formed XML: {error.msg}"
            raise UnreadableFile(path, problem, line, column) from error
