"""Organisations as IATI names them: by a reference, a type, names in languages, or some of these."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Body, Name
from ngograph.sources.formats.iati.codes import ORGANISATION_TYPES
from ngograph.sources.formats.iati.texts import LANGUAGE, texts, tidied
from ngograph.sources.groups import names_a_group
from ngograph.sources.kinds import is_known_code, kind_of_code
from ngograph.sources.known import folded
from ngograph.sources.minting import slug
from ngograph.sources.refs import is_name, organisation_codes

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.formats.iati.texts import Setting

_REMEMBERED: Final = 1 << 14
_slug: Final = lru_cache(_REMEMBERED)(slug)
# What stands where a publisher does not say who it was: in the reference or in the name.
_WITHHELD: Final = frozenset(
    ("excluded", "withheld", "not-available", "not-applicable", "name-withheld", "supplier-name-withheld",
     "redacted", "unknown", "n-a", "none", "null", "tbc", "tbd")
)  # fmt: skip


def body_of(element: _Element | None, setting: Setting) -> Body | None:
    """Return the organisation that *element* names, None if it names none; that is noted."""
    if element is None:
        return None
    get = element.get
    reference = (get("ref") or "").strip()
    codes = (reference, get("type"), get("crs-channel-code"), setting.issuer)
    only = element[0] if len(element) == 1 else element
    if len(only) == 0 and (only is element or only.tag == "narrative"):
        stated = only.get(LANGUAGE) or (only is not element and get(LANGUAGE))
        found, note = _with_text(*codes, only.text, stated or setting.language)
    else:
        found, note = _body(*codes, texts(element, setting.language))
    if note:
        setting.notes.append(note)
    if found is None or not reference:
        return found
    if found.names:
        setting.named.setdefault(reference, found)
        return found
    return setting.named.get(reference, found)


def same(left: Body, right: Body) -> bool:
    """Say whether *left* and *right* are one organisation within their source."""
    return left is right or identity(left) == identity(right)


def identity(body: Body) -> tuple[str, str]:
    """Return what tells *body* apart within its source: its best code, if that is a strong one."""
    best = body.codes[0] if body.codes else None
    if best and best.strength == "strong":
        return best.scheme, best.notation.casefold()
    return "", body.key or _slug(body.names[0].text)


@lru_cache(_REMEMBERED)
def _with_text(  # noqa: PLR0917
    reference: str, type_: str | None, channel: str | None, issuer: str, text: str | None, language: str
) -> tuple[Body | None, str]:
    """Return what most elements say, in one text at most: they are many, and say the same again and again."""
    name = tidied(text)
    names = (Name(name, language.strip().lower()),) if name else ()
    return _body(reference, type_, channel, issuer, names)


@lru_cache(_REMEMBERED)
def _body(
    reference: str, type_: str | None, channel: str | None, issuer: str, names: tuple[Name, ...]
) -> tuple[Body | None, str]:
    if folded(reference) in _WITHHELD and not _is_usual(reference):
        return None, "organisation withheld"
    if names and folded(names[0].text) in _WITHHELD:
        return None, "organisation withheld"
    names = tuple(name for name in names if any(map(str.isalnum, name.text)))
    codes = organisation_codes(reference, issuer)
    if channel and not any(code.strength == "strong" for code in codes):
        codes = tuple(dict.fromkeys((*codes, *organisation_codes(channel, issuer))))
        codes = tuple(sorted(codes, key=lambda code: code.strength != "strong"))
    note, key = "", ""
    if not names:
        if reference and is_name(reference):
            names, note = (Name(reference),), "a name stands where a reference is due"
        elif not codes or all(code.strength == "generic" for code in codes):
            return None, "organisation with neither a name nor a code of its own"
        elif not any(code.strength == "strong" for code in codes):
            key = f"{issuer} {reference}"
    word = (type_ or "").strip()
    code = ORGANISATION_TYPES.get(word.lower(), word)
    if code and not is_known_code(code):
        note = note or f"organisation type {code} is unknown"
    kind = kind_of_code(code, names[0].text if names else "")
    if names and names_a_group(names[0].text) and not any(code.strength == "strong" for code in codes):
        return Body(names, kind="UnnamedGroup"), "names a kind of bodies, none of them"
    return Body(names, codes, kind, key=key), note


def _is_usual(reference: str) -> bool:
    """Say whether *reference* is what stands for no reference at all, beside a name that is one."""
    return folded(reference) in ("n-a", "none", "null", "unknown", "tbc", "tbd", "not-applicable")
