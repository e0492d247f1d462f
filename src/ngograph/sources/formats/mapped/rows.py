"""From one row to what it says, by a mapping."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from ngograph.sources.amounts import amount_of
from ngograph.sources.facts import (
    About,
    Affiliation,
    Agreement,
    Body,
    Funding,
    Holder,
    Name,
    Participation,
    Partnership,
    Presence,
    Spot,
    Tenure,
    Work,
)
from ngograph.sources.formats.mapped.cells import codes, date, every, first, names, number
from ngograph.sources.intervals import date_of, fault_of, interval
from ngograph.sources.kinds import kind_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as ReadOnly

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.mapped.mapping import Cell, Mapping, Thing, Tie
    from ngograph.sources.known import Known

T = TypeVar("T")


@dataclass
class Reading:
    """One row that is being read: its cells by heading, and what somebody should know of it."""

    mapping: Mapping
    known: Known
    row: ReadOnly[str, str]
    notes: list[str] = field(default_factory=list)

    def facts(self) -> tuple[tuple[Fact, ...], str]:
        """Return what the row says, or why it says nothing."""
        bodies = {name: self._bodies(thing) for name, thing in self.mapping.organisations.items()}
        works = {name: self._works(name, ()) for name in self.mapping.activities}
        spots = {name: self._spots(name, ()) for name in self.mapping.places}
        if not any(bodies.values()):
            return (), "no organisation named"
        if not self.mapping.ties:
            return tuple(dict.fromkeys(one for found in bodies.values() for one in found)), ""
        ties: list[Fact] = []
        missing = dict[str, None]()
        for tie in self.mapping.ties:
            if not self._applies(tie):
                missing["no relationship that holds for it"] = None
                continue
            if tie.kind == "Tenure":
                found = list(self._tenures(tie, _named(tie, bodies)["organisation"]))
            elif tie.kind == "Agreement":
                found = list(self._agreements(tie, _named(tie, bodies)["party"], works, spots))
            else:
                places = _named(tie, spots).get("place", ())
                found = list(self._ties(tie, _named(tie, bodies), _named(tie, works), places))
            ties += found
            if not found:
                missing[f"no {tie.kind}: a party is not named"] = None
        return tuple(dict.fromkeys(ties)), next(reversed(missing), "")

    # Things

    def _bodies(self, thing: Thing) -> tuple[Body, ...]:
        called = names(thing.names, self.row)
        told = codes(thing.codes, self.row) if len(called) < 2 else ()
        if len(called) > 1 and codes(thing.codes, self.row):
            self.notes.append("a code of several bodies was dropped")
        called = called or ([()] if told else [])
        own = first(thing.values.get("key", ()), self.row) if len(called) < 2 else ""
        words, country = (first(thing.values.get(key, ()), self.row) for key in ("kind", "country"))
        code = self._country(country)
        return tuple(
            Body(
                one,
                told,
                kind_of_words(words, one[0].text) if words and one else thing.kind,
                first(thing.values.get("acronym", ()), self.row) if len(called) < 2 else "",
                own,
                code,
                first(thing.values.get("homepage", ()), self.row) if len(called) < 2 else "",
                date_of(first(thing.values.get("founded", ()), self.row)) if len(called) < 2 else "",
            )
            for one in called
        )

    def _works(self, name: str, above: tuple[str, ...]) -> tuple[Work, ...]:
        thing = self.mapping.activities[name]
        called, told = names(thing.names, self.row), codes(thing.codes, self.row)
        if (not called and not told) or name in above:
            return ()
        about = self._about(thing.values)
        own = first(thing.values.get("key", ()), self.row)
        around = {
            key: tuple(
                work for other in thing.refers.get(key, ()) for work in self._works(other, (*above, name))
            )
            for key in ("partOf", "follows")
        }
        places = tuple(spot for other in thing.refers.get("place", ()) for spot in self._spots(other, ()))
        return tuple(
            Work(
                one,
                told if len(called) < 2 else (),
                thing.kind,
                own if len(called) < 2 else "",
                about.edtf,
                about.modality if "modality" in thing.values else "",
                about.status,
                around["partOf"],
                around["follows"],
                about.topics,
                places,
                about.codes_kept,
            )
            for one in called or [()]
        )

    def _spots(self, name: str, above: tuple[str, ...]) -> tuple[Spot, ...]:
        thing = self.mapping.places[name]
        if name in above:
            return ()
        called, told = names(thing.names, self.row), codes(thing.codes, self.row)
        code = self._country(first(thing.values.get("country", ()), self.row))
        if not called and not told:
            return (Spot(country=code),) if code else ()
        around = [
            spot for other in thing.refers.get("within", ()) for spot in self._spots(other, (*above, name))
        ]
        within = around[0] if len(around) == 1 else Spot(country=code) if code else None
        own, latitude, longitude = (
            first(thing.values.get(key, ()), self.row) for key in ("key", "latitude", "longitude")
        )
        return tuple(
            Spot(one, told if len(called) < 2 else (), "", own, within, latitude, longitude)
            for one in called or [()]
        )

    def _country(self, told: str) -> str:
        code = self.known.country(told)
        if told and not code:
            self.notes.append(f"country {told} is unknown")
        return code

    # Relationships

    def _applies(self, tie: Tie) -> bool:
        return all(
            self.row.get(column, "").casefold() in {word.casefold() for word in words}
            for column, words in tie.only.items()
        )

    def _about(self, values: ReadOnly[str, tuple[Cell, ...]]) -> About:
        """Return what is said of a relationship or an activity beside its parties."""
        start, end, day = (date(values.get(key, ()), self.row) for key in ("start", "end", "date"))
        edtf, notes = interval(start, end) if start or end else interval(day, day)
        topics, kept = list[str](), list[str]()
        for told in every(values.get("topic", ()), self.row):
            topic = self.known.topic(told) or self.known.purpose(told)
            if topic:
                topics.append(topic)
            else:
                kept.append(f"Topic:{told}")
                self.notes.append("a topic that is not known was kept as it stands")
        self.notes += notes
        modality = first(values.get("modality", ()), self.row) or "asserted"
        status = first(values.get("status", ()), self.row).lower()
        return About(
            edtf=edtf,
            modality=modality,
            status=status,
            topics=tuple(dict.fromkeys(topics)),
            codes_kept=tuple(kept),
        )

    def _ties(
        self,
        tie: Tie,
        bodies: ReadOnly[str, tuple[Body, ...]],
        works: ReadOnly[str, tuple[Work, ...]],
        places: tuple[Spot, ...],
    ) -> Iterator[Fact]:
        about = self._about(tie.values)
        if tie.kind == "Presence":
            kind = first(tie.values.get("presenceKind", ()), self.row) or "works"
            pairs = product(bodies.get("organisation", ()), places)
            yield from (Presence(body, place, kind, about) for body, place in pairs)
            return
        about = about._replace(places=places)
        if tie.kind == "Participation":
            roles = tuple(every(tie.values.get("role", ()), self.row))
            behalf = bodies.get("onBehalfOf", ())
            for body, work in product(bodies["participant"], works["activity"]):
                if roles:
                    yield Participation(body, work, roles, about, behalf[0] if len(behalf) == 1 else None)
        elif tie.kind == "Affiliation":
            kind = first(tie.values.get("affiliationKind", ()), self.row)
            pairs_of = product(bodies["part"], bodies["whole"])
            yield from (
                Affiliation(part, whole, kind, about) for part, whole in pairs_of if part != whole and kind
            )
        elif tie.kind == "Partnership":
            supporters = bodies.get("supporter", ())
            parties = tuple(dict.fromkeys((*bodies["party"], *supporters)))
            if len(parties) > 1:
                activity = next(iter(works.get("activity", ())), None)
                yield Partnership(parties, supporters, activity, about)
        else:
            yield from self._funding(tie, bodies, works, about)

    def _tenures(self, tie: Tie, bodies: tuple[Body, ...]) -> Iterator[Fact]:
        posts = tuple(
            Name(told, cell.language) for cell in tie.values["post"] for told in every((cell,), self.row)[:1]
        )
        holders = (one for name in tie.parties["holder"] for one in self._holders(self.mapping.persons[name]))
        if posts:
            yield from (
                Tenure(holder, body, posts, self._about(tie.values)) for holder in holders for body in bodies
            )

    def _holders(self, thing: Thing) -> tuple[Holder, ...]:
        called = names(thing.names, self.row)
        told = codes(thing.codes, self.row) if len(called) == 1 else ()
        own = first(thing.values.get("key", ()), self.row) if len(called) == 1 else ""
        return tuple(Holder(one, own or one[0].text, told) for one in called)

    def _agreements(
        self,
        tie: Tie,
        parties: tuple[Body, ...],
        works: ReadOnly[str, tuple[Work, ...]],
        spots: ReadOnly[str, tuple[Spot, ...]],
    ) -> Iterator[Fact]:
        places = _named(tie, spots)
        signed, activity = (
            places.get("signedAt", ()),
            next(iter(_named(tie, works).get("activity", ())), None),
        )
        about = self._about(tie.values)._replace(places=places.get("place", ()))
        kinds = tuple(every(tie.values.get("agreementKind", ()), self.row))
        if len(several := tuple(dict.fromkeys(parties))) > 1:
            yield Agreement(several, kinds, activity, signed[0] if len(signed) == 1 else None, about)

    def _funding(
        self,
        tie: Tie,
        bodies: ReadOnly[str, tuple[Body, ...]],
        works: ReadOnly[str, tuple[Work, ...]],
        about: About,
    ) -> Iterator[Fact]:
        funders = bodies["funder"]
        recipients = tuple(body for body in bodies.get("recipient", ()) if body not in funders)
        paid = works.get("activity", ())
        if not funders or not (recipients or paid):
            return
        currency = first(tie.values.get("currency", ()), self.row)
        amount = amount_of(number(tie.values.get("amount", ()), self.row), currency, self.known)
        self.notes += amount.notes
        told = date(tie.values.get("valueDate", ()), self.row) if amount.number else ""
        day = date_of(told)
        self.notes += (fault_of(told),) if told and not day else ()
        yield Funding(
            funders,
            recipients,
            paid,
            tuple(every(tie.values.get("fundingKind", ()), self.row)) or ("support",),
            amount.number,
            amount.currency,
            day if len(day) == len("2023-05-17") else "",
            works.get("through", ()),
            about._replace(codes_kept=(*about.codes_kept, *amount.codes_kept)),
        )


def _named(tie: Tie, things: ReadOnly[str, tuple[T, ...]]) -> dict[str, tuple[T, ...]]:
    """Return those of *things* that *tie* joins, by property."""
    return {key: tuple(one for name in of for one in things.get(name, ())) for key, of in tie.parties.items()}
