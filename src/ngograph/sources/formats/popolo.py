"""Popolo: organisations, the public posts in them and those who hold them.

Of a person only the names are taken, and only of one who holds a public post. The file is one JSON object in
which memberships refer to persons, organisations, posts and areas: their names are held in memory.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import (
    About,
    Affiliation,
    Body,
    Code,
    Holder,
    Name,
    Record,
    Skipped,
    Spot,
    Tenure,
)
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text, texts, within
from ngograph.sources.intervals import interval
from ngograph.sources.opening.json import items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_COLLECTIONS: Final = ("persons", "organizations", "posts", "areas", "events", "memberships")
# Within what memberships may stand, and the field of a membership that names it.
_HOLDERS: Final = {"persons": "person_id", "organizations": "organization_id", "posts": "post_id"}
# Words of the classification of a body in which posts are public, with its class; the first that fits. That
# somebody belongs to a party or a company is not public.
_PUBLIC: Final = (
    ("party", ""),
    ("ministry", "Ministry"),
    ("government", "Government"),
    *(
        (word, "PublicBody")
        for word in ("legislat", "parliament", "assembly", "chamber", "senate", "congress")
    ),
    *(
        (word, "PublicBody")
        for word in ("executive", "cabinet", "council", "commission", "committee", "court")
    ),
)
_ROLE: Final = "Member"
_PERSONAL: Final = {
    "contact_details": "contact data",
    "email": "contact data",
    "links": "personal data",
    "birth_date": "personal data",
    "death_date": "personal data",
    "gender": "personal data",
    "image": "personal data",
    "images": "personal data",
    "identifiers": "personal data",
    "biography": "personal data",
    "summary": "personal data",
    "national_identity": "personal data",
}


@dataclass
class _File:
    """What memberships refer to, by identifier; persons only those who are in one."""

    bodies: dict[str, Body] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)
    persons: dict[str, Holder] = field(default_factory=dict)
    posts: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    areas: dict[str, Spot] = field(default_factory=dict)
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    officials: set[str] = field(default_factory=set)


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of a Popolo file."""
    heads = {path.partition(".")[0] for path in found.paths}
    told = {path.partition(".item.")[2] for path in found.paths}
    some = {"persons", "organizations", "memberships", "posts", "events", "areas"} & heads
    return (
        found.make == "json"
        and len(some) > 1
        and bool({"memberships", "persons"} & some)
        and bool({"id", "person_id", "organization_id"} & told)
    )


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    return Opened(Heading(title=f"Popolo: {task.sample.path.name}"), _records(task))


def _records(task: Task) -> Iterator[Record | Skipped]:
    file, keys = _referred(task.sample), Keys()
    for collection in _COLLECTIONS:
        for index, item in enumerate(items(task.sample.path, f"{collection}.item", task.progress)):
            locator = f"/{collection}/{index}"
            if not isinstance(item, dict):
                yield Skipped(locator, "not an object")
                continue
            own = text(item.get("id")) or str(index)
            key = keys.of(f"{collection}-{own}")
            yield _record(collection, item, file, key, locator)
            for at, held in enumerate(_held(collection, item)):
                inner = f"{locator}/memberships/{at}"
                key = keys.of(f"memberships-{text(held.get('id')) or f'{own}-{at}'}")
                yield _record("memberships", held, file, key, inner)


def _held(collection: str, item: object) -> Iterator[dict[str, Any]]:
    """Yield the memberships that stand within a person, a body or a post, each with whose it is."""
    for one in objects(within(item, "memberships")) if collection in _HOLDERS else ():
        told = {f"{name}_id": text(within(one, name, "id")) for name in ("person", "organization", "post")}
        told[_HOLDERS[collection]] = text(within(item, "id"))
        yield {**one, **{name: text(one.get(name)) or own for name, own in told.items()}}


def _memberships(found: Sample) -> Iterator[dict[str, Any]]:
    """Yield all memberships of the file, wherever they stand."""
    yield from (one for one in items(found.path, "memberships.item") if isinstance(one, dict))
    for collection in _HOLDERS:
        for item in items(found.path, f"{collection}.item"):
            yield from _held(collection, item)


def _record(collection: str, item: dict[str, Any], file: _File, key: str, locator: str) -> Record | Skipped:
    own, cause = text(item.get("id")), "no name"
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    if collection == "persons":
        cause = "a person without a public post"
        notes = tuple(
            f"{name} of a person dropped: {why}" for name, why in _PERSONAL.items() if item.get(name)
        )
        if own in file.officials and own in file.persons:
            facts = (file.persons[own],)
    elif collection == "organizations":
        body = file.bodies.get(own) or _body(item, own or key, Counter())
        parent = file.bodies.get(text(item.get("parent_id")))
        if body:
            facts = (body, Affiliation(body, parent, "unit")) if parent and parent != body else (body,)
        if item.get("contact_details"):
            notes = ("contact_details of an organisation dropped: contact data",)
    elif collection == "areas":
        facts = (file.areas[own],) if own in file.areas else ()
    elif collection == "posts":
        cause = "a post is told with those who hold it"
    elif collection == "events":
        cause = f"an event that is no activity of bodies: {text(item.get('classification')) or 'event'}"
    else:
        facts, cause, notes = _membership(item, file)
    return Record(key, locator, facts, notes) if facts else Skipped(locator, cause, notes)


def _referred(found: Sample) -> _File:
    """Return what the memberships of the file need to know."""
    file = _File()
    listed = list[dict[str, Any]](items(found.path, "organizations.item"))
    shared = Counter(code for item in listed for code in _identifiers(item) if code.strength == "strong")
    for item in listed:
        if own := text(within(item, "id")):
            body = _body(item, own, shared)
            if body:
                file.bodies[own] = body
            if _public(item):
                file.public.add(own)
    for item in items(found.path, "posts.item"):
        file.posts[text(within(item, "id"))] = _names(item, "label") or _names(item, "role")
    for item in items(found.path, "areas.item"):
        if (own := text(within(item, "id"))) and (names := _names(item, "name")):
            file.areas[own] = Spot(names, key=own)
    for item in items(found.path, "events.item"):
        if "period" in text(within(item, "classification")):
            file.terms[text(item.get("id"))] = text(item.get("start_date")), text(item.get("end_date"))
    _add_officials(file, found)
    return file


def _add_officials(file: _File, found: Sample) -> None:
    """Add to *file* who holds a public post, by name."""
    for item in _memberships(found):
        own = text(item.get("person_id"))
        if text(item.get("organization_id")) in file.public:
            file.officials.add(own)
            if names := _names(item.get("person"), "name"):
                file.persons[own] = Holder(names, own)
    for item in items(found.path, "persons.item"):
        own = text(within(item, "id"))
        if own in file.officials and (names := _names(item, "name")):
            file.persons[own] = Holder(names, own)


def _body(item: dict[str, Any], own: str, shared: Counter[Code]) -> Body | None:
    names = _names(item, "name")
    if not names:
        return None
    sites = (
        text(link.get("url")) for link in objects(item.get("links")) if text(link.get("note")) == "website"
    )
    codes = (code if shared[code] < 2 else code._replace(strength="generic") for code in _identifiers(item))
    return Body(
        names,
        tuple(codes),
        _public(item) or "Organisation",
        key=own,
        homepage=next(sites, ""),
    )


def _public(item: dict[str, Any]) -> str:
    """Return the class of a body in which posts are public, empty for any other."""
    told = text(item.get("classification")).lower()
    return next((kind for word, kind in _PUBLIC if word in told), "")


def _identifiers(item: object) -> Iterator[Code]:
    for one in objects(within(item, "identifiers")):
        scheme, notation = text(one.get("scheme")), text(one.get("identifier"))
        if scheme.lower() == "wikidata" and notation:
            yield Code("Wikidata", notation)
        elif scheme and notation:
            yield Code(scheme, notation, "weak")


def _names(item: object, name: str) -> tuple[Name, ...]:
    told = text(within(item, name))
    if not told:
        return ()
    others = (
        Name(text(one.get("name")), text(one.get("lang")))
        for one in objects(within(item, "other_names"))
        if text(one.get("name"))
    )
    return tuple(dict.fromkeys((Name(told), *others)))


def _membership(item: dict[str, Any], file: _File) -> tuple[tuple[Fact, ...], str, tuple[str, ...]]:
    body = file.bodies.get(text(item.get("organization_id")))
    member = file.bodies.get(text(item.get("member_id")) or text(item.get("member_organization_id")))
    if body is None:
        return (), "no organisation named", ()
    if member and member != body and not item.get("person_id"):
        edtf, notes = _time(item, file)
        return (Affiliation(member, body, "member", About(edtf=edtf)),), "", notes
    if text(item.get("organization_id")) not in file.public:
        return (), "membership of a person that is no public post", ()
    holder = file.persons.get(text(item.get("person_id")))
    if holder is None:
        return (), "no person named", ()
    posts = file.posts.get(text(item.get("post_id"))) or _posts(item)
    area = file.areas.get(text(item.get("area_id")))
    edtf, notes = _time(item, file)
    about = About(edtf=edtf, places=(area,) if area else ())
    party = file.bodies.get(text(item.get("on_behalf_of_id")))
    dropped = ("the party of a person is not kept",) if party else ()
    return (Tenure(holder, body, posts, about),), "", (*notes, *dropped)


def _posts(item: dict[str, Any]) -> tuple[Name, ...]:
    told = next(iter(texts(item.get("label")) or texts(item.get("role"))), _ROLE)
    return (Name(told[:1].upper() + told[1:], "en"),)


def _time(item: dict[str, Any], file: _File) -> tuple[str, tuple[str, ...]]:
    """Return when a membership lasted: by its own dates, else by those of its legislative period."""
    first, last = text(item.get("start_date")), text(item.get("end_date"))
    term = file.terms.get(text(item.get("legislative_period_id")), ("", ""))
    edtf, notes = interval(first or term[0], last or term[1])
    borrowed = any(term) and not (first and last)
    return edtf, (*notes, *(("a date is that of the legislative period",) if borrowed and edtf else ()))


FORMAT: Final = Format("popolo", "Popolo: posts in public bodies", "application/json", fits, read)
