"""What a record says, as plain values: the one language between readers of formats and the statements.

A reader knows its format and nothing of RDF; `ngograph.sources.stating` knows RDF and no format. Values are
named tuples, because a large file makes millions of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Triple

Strength: TypeAlias = Literal["strong", "weak", "generic"]


class Name(NamedTuple):
    """A name as the record writes it; *language* is a BCP 47 tag, empty where the record does not say."""

    text: str
    language: str = ""


class Code(NamedTuple):
    """What a register calls a thing.

    Args:
        scheme: the register, such as "FDRS" or "IATI organisation".
        notation: the code itself.
        strength: strong if no two things bear it, weak if that is not sure, generic if many share it.
    """

    scheme: str
    notation: str
    strength: Strength = "strong"


class Spot(NamedTuple):
    """A place.

    Args:
        names: what it is called; none are needed for a country with a *country* code.
        codes: what registers call it.
        country: the ISO 3166-1 alpha-2 code, only of a country as a whole.
        key: what tells it apart within the source where it has no strong code; its names, if empty.
        within: the place it lies in.
        latitude: decimal degrees as text, empty if unknown.
        longitude: the same.
    """

    names: tuple[Name, ...] = ()
    codes: tuple[Code, ...] = ()
    country: str = ""
    key: str = ""
    within: Spot | None = None
    latitude: str = ""
    longitude: str = ""


class Body(NamedTuple):
    """An organisation.

    Args:
        names: what the record calls it, the best name of each language first.
        codes: what registers call it.
        kind: its class in the ontology: "Organisation" where nothing more is known.
        acronym: its short form.
        key: what tells it apart within the source where it has no strong code; its names, if empty.
        country: the ISO 3166-1 alpha-2 code of its seat, empty if unknown.
        homepage: its address on the web.
        founded: when, as one EDTF date, empty if unknown.
    """

    names: tuple[Name, ...]
    codes: tuple[Code, ...] = ()
    kind: str = "Organisation"
    acronym: str = ""
    key: str = ""
    country: str = ""
    homepage: str = ""
    founded: str = ""


class Holder(NamedTuple):
    """A person in a function exercised publicly; *key* tells the person apart within the source."""

    names: tuple[Name, ...]
    key: str
    codes: tuple[Code, ...] = ()


class Paper(NamedTuple):
    """A document that the record tells of.

    Args:
        names: what it is called.
        address: where it is on the web; with its day it tells the document apart within the source.
        languages: the BCP 47 tags of the languages that it is written in.
        issued: its day as YYYY-MM-DD, empty if unknown.
    """

    names: tuple[Name, ...]
    address: str
    languages: tuple[str, ...] = ()
    issued: str = ""


class Work(NamedTuple):
    """An activity.

    Args:
        names: what it is called; where only a code is known, none.
        codes: what registers call it.
        kind: its class in the ontology: Activity, Programme, Project, Event …
        key: what tells it apart within the source where it has no strong code; its names, if empty.
        edtf: when, as EDTF of level 1, empty if unknown.
        modality: asserted, planned, implied or reported; empty if nothing is said.
        status: a key of `concept/status/`, empty if nothing is said.
        part_of: what it is a part of.
        follows: what it follows.
        topics: keys of `concept/topic/`.
        places: where.
        codes_kept: codes of the source that the vocabulary has no concept for, as "list:code".
        outcomes: documents that have come of it.
    """

    names: tuple[Name, ...] = ()
    codes: tuple[Code, ...] = ()
    kind: str = "Activity"
    key: str = ""
    edtf: str = ""
    modality: str = ""
    status: str = ""
    part_of: tuple[Work, ...] = ()
    follows: tuple[Work, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[Spot, ...] = ()
    codes_kept: tuple[str, ...] = ()
    outcomes: tuple[Paper, ...] = ()


class About(NamedTuple):
    """What may be said of every relationship.

    Args:
        key: what tells it apart within its record where the same may be said twice; else its content does.
        edtf: when, as EDTF of level 1, empty if unknown.
        modality: asserted, planned, implied or reported.
        status: a key of `concept/status/`, empty if nothing is said.
        topics: keys of `concept/topic/`.
        places: where.
        locator: where in the source, if more exactly than its record.
        codes_kept: codes of the source that the vocabulary has no concept for, as "list:code".
        called: what tells it apart within the whole source, where several records tell of it.
    """

    key: str = ""
    edtf: str = ""
    modality: str = "asserted"
    status: str = ""
    topics: tuple[str, ...] = ()
    places: tuple[Spot, ...] = ()
    locator: str = ""
    codes_kept: tuple[str, ...] = ()
    called: str = ""


class Participation(NamedTuple):
    """A body or a person takes part in an activity; *roles* are keys of `concept/role/`, at least one."""

    participant: Body | Holder
    activity: Work
    roles: tuple[str, ...]
    about: About = About()
    on_behalf_of: Body | None = None


class Partnership(NamedTuple):
    """Two or more bodies work together; *supporters* are those of them who support the others."""

    parties: tuple[Body, ...]
    supporters: tuple[Body, ...] = ()
    activity: Work | None = None
    about: About = About()


class Agreement(NamedTuple):
    """Two or more bodies have agreed in words.

    Args:
        parties: the bodies.
        kinds: keys of `concept/agreement-kind/`.
        activity: what the agreement serves.
        signed_at: where it was signed.
        about: what may be said of every relationship.
    """

    parties: tuple[Body, ...]
    kinds: tuple[str, ...] = ()
    activity: Work | None = None
    signed_at: Spot | None = None
    about: About = About()


class Funding(NamedTuple):
    """Somebody pays for something.

    Args:
        funders: who pays, at least one.
        recipients: who receives.
        activities: what is paid for; recipients or activities, at least one.
        kinds: keys of `concept/funding-kind/`, at least one.
        amount: a decimal number as text, empty if unknown; unknown is not 0.
        currency: the ISO 4217 code, empty if unknown.
        value_date: the day of the exchange rate as YYYY-MM-DD, empty if unknown.
        through: the programmes or activities by way of which the means flow.
        about: what may be said of every relationship.
    """

    funders: tuple[Body, ...]
    recipients: tuple[Body, ...] = ()
    activities: tuple[Work, ...] = ()
    kinds: tuple[str, ...] = ("support",)
    amount: str = ""
    currency: str = ""
    value_date: str = ""
    through: tuple[Work, ...] = ()
    about: About = About()


class Affiliation(NamedTuple):
    """A body belongs to another; *kind* is a key of `concept/affiliation-kind/`."""

    part: Body
    whole: Body
    kind: str
    about: About = About()


class Tenure(NamedTuple):
    """A person holds a post, exercised publicly, in a body."""

    holder: Holder
    organisation: Body
    posts: tuple[Name, ...]
    about: About = About()


class Presence(NamedTuple):
    """A body is present in a place; *kind* is a key of `concept/presence-kind/`."""

    organisation: Body
    place: Spot
    kind: str = "works"
    about: About = About()


class Statements(NamedTuple):
    """What a source states in the words of the ontology already.

    Args:
        triples: the statements, without blank nodes.
        unproven: those they speak of for which the source names no evidence; the record is it.
    """

    triples: tuple[Triple, ...]
    unproven: tuple[NamedNode, ...] = ()


Tie: TypeAlias = Participation | Partnership | Agreement | Funding | Affiliation | Tenure | Presence
Fact: TypeAlias = Tie | Body | Holder | Work | Spot | Statements


class Record(NamedTuple):
    """One record of a source, and all that it says.

    Args:
        key: what tells it apart within the source: its own identifier, else its place.
        locator: where it is: an XPath, a sheet and a row, a JSON pointer.
        facts: what it says; things that ties name need not be listed again.
        notes: what somebody should know, each a short cause that is counted, such as "role 9 is unknown".
    """

    key: str
    locator: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...] = ()


class Skipped(NamedTuple):
    """One record that says nothing for the graph; *cause* is short, alike for like causes, and counted."""

    locator: str
    cause: str
    notes: tuple[str, ...] = ()
