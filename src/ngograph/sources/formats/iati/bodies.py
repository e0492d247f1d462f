"""Organisations as IATI names them: by a reference, a type, names in languages, or some of these."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Body, Name
from ngograph.sources.formats.iati.codes import ORGANISATION_TYPES
from ngograph.sources.formats.iati.setting import Party
from ngograph.sources.formats.iati.texts import LANGUAGE, texts, tidied
from ngograph.sources.groups import names_a_group
from ngograph.sources.kinds import is_known_code, kind_of_code
from ngograph.sources.known import folded
from ngograph.sources.minting import slug
from ngograph.sources.refs import is_name, organisation_codes

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.formats.iati.setting import Setting

_REMEMBERED: Final = 1 << 14
# What stands where a publisher does not say who it was: in the reference or in the name.
_WITHHELD: Final = frozenset(
    ("excluded", "withheld", "not-available", "not-applicable", "name-withheld", "supplier-name-withheld",
     "redacted", "unknown", "n-a", "none", "null", "tbc", "tbd")
)  # fmt: skip


def party_of(element: _Element | None, setting: Setting) -> Party | None:
    """Return the organisation that *element* names, None if it names none; that is noted."""
    if element is None:
        return None
    get = element.get
    stated = get("ref"), get("type"), get("crs-channel-code"), setting.issuer
    only = element[0] if len(element) == 1 else element
    if len(only) == 0 and (only is element or only.tag == "narrative"):
        # Most texts bear no attribute at all, which is told sooner than that they do not bear this one.
        language = (only.get(LANGUAGE) if only.keys() else None) or (only is not element and get(LANGUAGE))
        party, reference, note = _with_text(*stated, only.text, language or setting.language)
    else:
        party, reference, note = _party(*stated, texts(element, setting.language))
    if note:
        setting.notes.append(note)
    if party is None or not reference:
        return party
    if party.name:
        setting.named.setdefault(reference, party)
        return party
    return setting.named.get(reference, party)


def body_of(element: _Element | None, setting: Setting) -> Body | None:
    """Return the organisation that *element* names, as `party_of` does."""
    party = party_of(element, setting)
    return party.body if party else None


def as_party(body: Body) -> Party:
    """Return *body* with what tells it apart and what it is called by."""
    best = body.codes[0] if body.codes else None
    name = body.names[0].text if body.names else ""
    if best and best.strength == "strong":
        identity = best.scheme, best.notation.casefold()
    else:
        identity = "", body.key or slug(name)
    return Party(body, identity, best.notation if best else "", name)


@lru_cache(_REMEMBERED)
def _with_text(  # noqa: PLR0917
    reference: str | None,
    type_: str | None,
    channel: str | None,
    issuer: str,
    text: str | None,
    language: str,
) -> tuple[Party | None, str, str]:
    """Return what most elements say, in one text at most: they are many, and say the same again and again."""
    name = tidied(text)
    names = (Name(name, language.strip().lower()),) if name else ()
    return _party(reference, type_, channel, issuer, names)


@lru_cache(_REMEMBERED)
def _party(
    reference: str | None, type_: str | None, channel: str | None, issuer: str, names: tuple[Name, ...]
) -> tuple[Party | None, str, str]:
    """Return an organisation, the reference that it is named by, and what is to be noted of it."""
    stated = (reference or "").strip()
    body, note = _body(stated, type_, channel, issuer, names)
    return as_party(body) if body else None, stated, note


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
