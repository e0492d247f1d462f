"""What can go wrong, as one tree.

::

    NgographError
    ├── ContentError            a file or folder of ontology, shapes, queries or data is not what it should be
    │   ├── MissingFile         a file or folder that was named is not there
    │   ├── MissingSource       a data folder does not say which document it renders
    │   ├── RdfSyntaxError      a file is not well-formed RDF; knows file, line and column
    │   ├── FrontMatterError    the head of a query file cannot be read
    │   └── ContradictingDecisions  two things are decided to be one and to be two; knows the way
    ├── ImportingError          a file cannot become a source
    │   ├── UnreadableFile      it is damaged, or not what its bytes promise; knows file, line and column
    │   ├── UnknownFormat       no reader knows what it is; knows the readers
    │   ├── UnfitMapping        a mapping does not fit its table; knows file, key and nearest
    │   ├── NothingToImport     it can be read, but tells of no relationship; knows why
    │   └── UnknownColumn       a table has no such column; knows the nearest
    ├── NonConforming           SHACL found violations; carries the findings
    ├── ReleaseError            a release cannot be written, found or read
    │   ├── NoRelease           nothing has been published yet
    │   ├── ReleaseBusy         another process is writing releases in this folder
    │   └── WrittenChanges      a build would throw away what was written; knows the graphs
    ├── ExportError             a release cannot be exported as asked
    │   ├── UnknownSelection    no source, class or format of that name; knows the nearest
    │   └── NothingToExport     nothing fits what was said
    ├── QueryError              a question cannot be answered as asked
    │   ├── QuerySyntaxError    not SPARQL; knows line and column
    │   │   └── UpdateSyntaxError   the same of an update
    │   ├── QueryRefused        SPARQL that this service does not run (SERVICE, updates)
    │   ├── UnknownQuery        no query of that name; knows the nearest
    │   ├── UnknownParameter    the query has no such parameter; knows those it has
    │   ├── ParameterError      a value does not fit its parameter's type
    │   ├── QueryTooLong        the answer took longer than is allowed; knows the seconds
    │   ├── TooManyQueries      more questions wait than the service takes; knows when to come again
    │   ├── QueryTooLarge       the answer needs more memory than is allowed; knows the megabytes
    │   ├── QueryTooDeep        the question is nested more deeply than the engine can follow
    │   └── QueryEnded          the question was ended from outside before its answer
    ├── WriteError              a change cannot be made as asked
    │   ├── NotWritable         that graph is not written from outside; knows it
    │   ├── OutOfScope          the token does not cover the graph; knows graph and scopes
    │   ├── UnfitGraph          a graph would not be one that the release can hold; knows it
    │   ├── UnreadableBody      what was sent is not well-formed RDF; knows line and column
    │   ├── GraphExists         the graph that should be new is there already; knows it
    │   ├── ReleaseMoved        the published release is not the one that was meant; knows the one it is
    │   ├── TooManyWrites       more changes wait than the service takes; knows when to come again
    │   ├── WriteTooLong        the work took longer than is allowed; knows the seconds
    │   ├── WriteTooLarge       the work needs more memory than is allowed; knows the megabytes
    │   └── WriteEnded          the work was ended from outside before its end
    ├── TokenError              the file of tokens is not what it should be, or a token in it
    ├── StoreError              another store cannot be reached, or does not answer as a store should
    │   ├── StoreBusy           it takes no more questions now; knows when to come again
    │   └── StoreUnfinished     it holds part of a release: a publish was begun and has not ended
    ├── UnknownThing            the graph says nothing of that IRI
    ├── WithdrawnThing          what bore that IRI has been withdrawn, and nothing stands for it
    ├── NoFittingFormat         none of the formats on offer is asked for; knows those on offer
    ├── UnknownDecision         nobody has decided whether these two are one; knows them
    ├── NameNotFound            no thing bears that name; knows the nearest
    ├── AmbiguousName           several things bear that name; knows the candidates
    ├── DateError               not an EDTF date of level 0 or 1
    ├── EvidenceError           a source's bytes or a span do not agree with what the graph says of them
    ├── NetworkError            a network cannot be made or measured as asked
    │   ├── NotInNetwork        what was named is no node of it; knows the nearest
    │   ├── UnknownChoice       no measure, projection or attribute of that name; knows the nearest
    │   ├── EmptySelection      nothing is left; knows the filter that took the last
    │   └── UnknownAnalysis     no analysis of that name; knows the nearest
    ├── AnalysisError           an analysis was not done to its end
    │   ├── TooManyAnalyses     more analyses wait than the service takes; knows when to come again
    │   ├── AnalysisTooLong     it took longer than is allowed; knows the seconds
    │   ├── AnalysisTooLarge    it needs more memory than is allowed; knows the megabytes
    │   └── AnalysisEnded       it was ended from outside before its end
    ├── DrawingError            a map cannot be drawn as asked
    ├── AddressError            the service cannot listen at that address; knows host and port
    └── SettingError            a setting in the environment is not of its kind; knows its name

A message says what was expected, what was found, and where. Evidence is kept as attributes, so that the
faces (command line, HTTP) can show it in their own way. There is no exit code and no HTTP status here.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class NgographError(Exception):
    """Anything that a user of ngograph can act on."""


class ContentError(NgographError):
    """A file or folder of the content is not what it should be."""


class MissingFile(ContentError):  # noqa: N818 - reads as the situation it names
    """A file or folder that was named is not there."""

    def __init__(self, path: Path, expected: str = "a file or folder") -> None:
        super().__init__(f"{path}: expected {expected}, found nothing of that name")
        self.path = path


class MissingSource(ContentError):  # noqa: N818
    """A data folder does not say which document it renders."""

    def __init__(self, folder: Path, found: str = "no such file") -> None:
        super().__init__(
            f"{folder}: expected source.ttl describing the one ngo:Document rendered here, found {found}"
        )
        self.folder = folder


class RdfSyntaxError(ContentError):
    """A file is not well-formed RDF."""

    def __init__(self, path: Path, line: int | None, column: int | None, problem: str) -> None:
        place = "" if line is None else f":{line}" if column is None else f":{line}:{column}"
        super().__init__(f"{path}{place}: not well-formed: {problem}")
        self.path, self.line, self.column, self.problem = path, line, column, problem


class FrontMatterError(ContentError):
    """The `#+` head of a query or an example cannot be read."""

    def __init__(self, path: Path, problem: str, line: int | None = None) -> None:
        super().__init__(f"{path}{'' if line is None else f':{line}'}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class ContradictingDecisions(ContentError):  # noqa: N818
    """Two things are decided to be different, and others decide that they are the same."""

    def __init__(self, left: str, right: str, chain: Sequence[str]) -> None:
        super().__init__(
            f"{left} and {right} are decided to be different, but also to be the same, by way of "
            f"{' = '.join(chain)}: take one of these decisions back"
        )
        self.left, self.right, self.chain = left, right, tuple(chain)


class ImportingError(NgographError):
    """A file cannot become a source."""


class UnreadableFile(ImportingError):  # noqa: N818
    """A file is damaged, or not what its bytes promise."""

    def __init__(self, path: Path, problem: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f":{line}" if column is None else f":{line}:{column}"
        super().__init__(f"{path}{place}: {problem}")
        self.path, self.problem, self.line, self.column = path, problem, line, column


class UnknownFormat(ImportingError):  # noqa: N818
    """No reader knows what a file is, or there is no reader of the name given."""

    def __init__(self, path: Path, found: str, readers: Sequence[str]) -> None:
        super().__init__(f"{path}: expected one of {', '.join(readers)}, found {found}")
        self.path, self.found, self.readers = path, found, tuple(readers)


class UnfitMapping(ImportingError):  # noqa: N818
    """What is to say the meaning of a table's columns cannot be read, or does not fit the table."""

    def __init__(
        self, path: Path, key: str, problem: str, wrong: str = "", known: Sequence[str] = ()
    ) -> None:
        near = get_close_matches(wrong, known, n=1, cutoff=0.5) or get_close_matches(
            wrong.casefold(), [one.casefold() for one in known], n=1, cutoff=0.5
        )
        self.nearest = next((one for one in known if near and one.casefold() == near[0].casefold()), None)
        hint = f"; nearest: {self.nearest!r}" if self.nearest else ""
        listed = f"; there are {', '.join(known)}" if known and not self.nearest else ""
        super().__init__(f"{path}: {key}: {problem}{hint or listed}" if key else f"{path}: {problem}")
        self.path, self.key, self.problem = path, key, problem


class NothingToImport(ImportingError):  # noqa: N818
    """A file can be read, but tells of no relationship and of no body."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: nothing to import: {reason}")
        self.path, self.reason = path, reason


class UnknownColumn(ImportingError):  # noqa: N818
    """No table in a file has a column of that name."""

    def __init__(self, path: Path, column: str, nearest: Sequence[str]) -> None:
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"{path}: expected a table with the column {column!r}, found none{hint}")
        self.path, self.column, self.nearest = path, column, tuple(nearest)


class NonConforming(NgographError):  # noqa: N818
    """SHACL found violations; `located` holds what it found, with the files that state it."""

    def __init__(self, violations: int, located: Sequence[Any]) -> None:
        many = "" if violations == 1 else "s"
        super().__init__(f"{violations} violation{many} of the shapes: nothing was published")
        self.violations, self.located = violations, tuple(located)


class ReleaseError(NgographError):
    """A release cannot be written, found or read."""


class NoRelease(ReleaseError):  # noqa: N818
    """Nothing has been published yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: expected a published release, found none: run `ngograph build` first")
        self.folder = folder


class ReleaseBusy(ReleaseError):  # noqa: N818
    """Another process is writing releases in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: another build or rollback is at work here: wait until it has ended")
        self.folder = folder


class WrittenChanges(ReleaseError):  # noqa: N818
    """The published release holds what was written to it and does not stand in the content."""

    def __init__(self, release: str, graphs: Sequence[str], writes: int) -> None:
        times = "once" if writes == 1 else f"{writes} times"
        super().__init__(
            f"{release} was written to {times}, and the content says otherwise of {', '.join(graphs)}: "
            "take these graphs home into data/, or build with --discard-written to throw the changes away"
        )
        self.release, self.graphs, self.writes = release, tuple(graphs), writes


class ExportError(NgographError):
    """A release cannot be exported as asked."""


class UnknownSelection(ExportError):  # noqa: N818
    """There is no source, class or format of that name."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.nearest = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"nearest: {', '.join(self.nearest)}" if self.nearest else f"known: {', '.join(known)}"
        super().__init__(f"expected a known {what}, found {name!r}; {hint}")
        self.what, self.name, self.known = what, name, tuple(known)


class NothingToExport(ExportError):  # noqa: N818
    """Nothing in the release fits what was said."""

    def __init__(self) -> None:
        super().__init__("expected relationships or things that fit all that was said, found none")


class QueryError(NgographError):
    """A question cannot be answered as asked."""


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL 1.1 query."""

    kind = "query"

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f"line {line}, column {column}: "
        super().__init__(f"{where}not a SPARQL {self.kind}: {problem}")
        self.problem, self.line, self.column = problem, line, column


class UpdateSyntaxError(QuerySyntaxError):
    """The text is not a SPARQL 1.1 update."""

    kind = "update"


class QueryRefused(QueryError):  # noqa: N818
    """The text is SPARQL, but of a kind that is not run here."""


class UnknownQuery(QueryError):  # noqa: N818
    """There is no query of that name."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"expected the name of a query, found {name!r}{hint}")
        self.name, self.nearest = name, tuple(nearest)


class UnknownParameter(QueryError):  # noqa: N818
    """The query has no parameter of that name."""

    def __init__(self, query: str, name: str, known: Sequence[str]) -> None:
        has = f"it has {', '.join(known)}" if known else "it has none"
        super().__init__(f"{query}: no parameter {name!r}; {has}")
        self.query, self.name, self.known = query, name, tuple(known)


class ParameterError(QueryError):
    """A value does not fit the type of its parameter."""

    def __init__(self, query: str, name: str, expected: str, found: str) -> None:
        super().__init__(f"{query}: parameter {name!r}: expected {expected}, found {found!r}")
        self.query, self.name, self.expected, self.found = query, name, expected, found


class QueryTooLong(QueryError):  # noqa: N818
    """The answer took longer than is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"expected an answer within {seconds:g} seconds, found none: ask for less at once")
        self.seconds = seconds


class TooManyQueries(QueryError):  # noqa: N818
    """More questions wait for their turn than the service takes."""

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(f"{waiting} questions wait already: come again in {retry_after} seconds")
        self.waiting, self.retry_after = waiting, retry_after


class QueryTooLarge(QueryError):  # noqa: N818
    """The answer needs more memory than a question is allowed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"expected an answer that needs at most {megabytes} MB of memory, found one that needs more"
        )
        self.megabytes = megabytes


class QueryTooDeep(QueryError):  # noqa: N818
    """The question is nested more deeply than the engine can follow."""

    def __init__(self) -> None:
        super().__init__("the engine broke down over this question: expected one that is less deeply nested")


class QueryEnded(QueryError):  # noqa: N818
    """The question was ended from outside before its answer."""


class WriteError(NgographError):
    """A change cannot be made as asked."""


class NotWritable(WriteError):  # noqa: N818
    """That graph is not written from outside."""

    def __init__(self, graph: str, reason: str) -> None:
        super().__init__(f"{graph} is not written from outside: {reason}")
        self.graph, self.reason = graph, reason


class OutOfScope(WriteError):  # noqa: N818
    """The token does not cover a graph that the change touches."""

    def __init__(self, graph: str, scopes: Sequence[str]) -> None:
        super().__init__(f"expected a token that may write {graph}, found one for {', '.join(scopes)}")
        self.graph, self.scopes = graph, tuple(scopes)


class UnfitGraph(WriteError):  # noqa: N818
    """A graph would not be one that a release can hold."""

    def __init__(self, graph: str, problem: str) -> None:
        super().__init__(f"{graph}: {problem}")
        self.graph, self.problem = graph, problem


class UnreadableBody(WriteError):  # noqa: N818
    """What was sent is not well-formed RDF, or not of one graph."""

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f"line {line}, column {column}: "
        super().__init__(f"{where}not a graph that can be read: {problem}")
        self.problem, self.line, self.column = problem, line, column


class GraphExists(WriteError):  # noqa: N818
    """The graph that should be new is there already."""

    def __init__(self, graph: str) -> None:
        super().__init__(f"expected {graph} not to be there, as If-None-Match says, found it")
        self.graph = graph


class ReleaseMoved(WriteError):  # noqa: N818
    """Another release is published than the one that the change was made for."""

    def __init__(self, release: str) -> None:
        super().__init__(f"expected to change the release that If-Match names, found {release} published")
        self.release = release


class TooManyWrites(WriteError):  # noqa: N818
    """More changes wait for their turn than the service takes, or one has waited too long."""

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(f"{waiting} changes wait already: come again in {retry_after} seconds")
        self.waiting, self.retry_after = waiting, retry_after


class WriteTooLong(WriteError):  # noqa: N818
    """The work on a change took longer than is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"expected a change that is done within {seconds:g} seconds: nothing was written")
        self.seconds = seconds


class WriteTooLarge(WriteError):  # noqa: N818
    """The work on a change needs more memory than is allowed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"expected a change that needs at most {megabytes} MB of memory: nothing was written"
        )
        self.megabytes = megabytes


class WriteEnded(WriteError):  # noqa: N818
    """The work on a change was ended from outside before its end."""

    def __init__(self) -> None:
        super().__init__("the process that worked on this change has ended: nothing was written")


class TokenError(NgographError):
    """The file of tokens is not what it should be, or a token in it."""


class StoreError(NgographError):
    """Another store cannot be reached, or does not answer as a store should."""


class StoreBusy(StoreError):  # noqa: N818
    """Another store takes no more questions now."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the store is busy: come again in {retry_after} seconds")
        self.retry_after = retry_after


class StoreUnfinished(StoreError):  # noqa: N818
    """Another store holds part of a release."""

    def __init__(self, url: str, release: str) -> None:
        super().__init__(
            f"{url}: expected a whole release, found part of {release}: a publish was begun and has not "
            "ended; run `ngograph publish` again"
        )
        self.url, self.release = url, release


class UnknownThing(NgographError):  # noqa: N818
    """The graph says nothing of that IRI."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"expected something that the graph speaks of, found nothing about <{iri}>")
        self.iri = iri


class WithdrawnThing(NgographError):  # noqa: N818
    """What bore that IRI has been withdrawn, and nothing stands for it."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"expected something that stands, found <{iri}>, which has been withdrawn")
        self.iri = iri


class NoFittingFormat(NgographError):  # noqa: N818
    """None of the formats on offer is one that was asked for."""

    def __init__(self, asked: str, offers: Sequence[str]) -> None:
        super().__init__(f"expected one of {', '.join(offers)}, found {asked!r}")
        self.asked, self.offers = asked, tuple(offers)


class UnknownDecision(NgographError):  # noqa: N818
    """Nobody has decided whether two things are one."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"expected a decision on {left} and {right} in the table of decisions, found none")
        self.left, self.right = left, right


class NameNotFound(NgographError):  # noqa: N818
    """No thing bears that name."""

    def __init__(self, name: str, nearest: Sequence[tuple[str, str]] = ()) -> None:
        hint = "; nearest: " + "; ".join(f"{label} <{iri}>" for iri, label in nearest) if nearest else ""
        super().__init__(f"nothing in the graph is called {name!r}{hint}")
        self.name, self.nearest = name, tuple(nearest)


class AmbiguousName(NgographError):  # noqa: N818
    """Several things bear that name."""

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        listed = "; ".join(f"{label} <{iri}>" for iri, label in candidates)
        super().__init__(f"{name!r} may be any of {len(candidates)}: {listed}")
        self.name, self.candidates = name, tuple(candidates)


class DateError(NgographError):
    """The text is not an EDTF date of level 0 or 1."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(f"{text!r}: expected an EDTF date such as 2023-05-17 or 2018-04/2019-05: {problem}")
        self.text, self.problem = text, problem


class EvidenceError(NgographError):
    """A source's bytes or a span do not agree with what the graph says of them."""


class NetworkError(NgographError):
    """A network cannot be made or measured as asked."""


class NotInNetwork(NetworkError):  # noqa: N818
    """What was named is no node of the network."""

    def __init__(self, node: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"expected a node of the network, found {node!r}{hint}")
        self.node, self.nearest = node, tuple(nearest)


class UnknownChoice(NetworkError):  # noqa: N818
    """There is no measure, projection, kind or attribute of that name."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.nearest = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"nearest: {', '.join(self.nearest)}" if self.nearest else f"known: {', '.join(known)}"
        super().__init__(f"expected a known {what}, found {name!r}; {hint}")
        self.what, self.name, self.known = what, name, tuple(known)


class EmptySelection(NetworkError):  # noqa: N818
    """Nothing is left of the network."""

    def __init__(self, filter: str, before: int) -> None:
        super().__init__(f"expected ties that fit {filter}, found none among the {before} before it")
        self.filter, self.before = filter, before


class UnknownAnalysis(NetworkError):  # noqa: N818
    """There is no analysis of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.nearest = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"expected one of {', '.join(known)}, found {name!r}{hint}")
        self.name, self.known = name, tuple(known)


class AnalysisError(NgographError):
    """An analysis was not done to its end."""


class TooManyAnalyses(AnalysisError):  # noqa: N818
    """More analyses wait for their turn than the service takes, or one has waited too long."""

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(f"{waiting} analyses wait already: come again in {retry_after} seconds")
        self.waiting, self.retry_after = waiting, retry_after


class AnalysisTooLong(AnalysisError):  # noqa: N818
    """An analysis took longer than is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"expected an analysis that is done within {seconds:g} seconds: narrow its scope, or ask for less"
        )
        self.seconds = seconds


class AnalysisTooLarge(AnalysisError):  # noqa: N818
    """An analysis needs more memory than is allowed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"expected an analysis that needs at most {megabytes} MB of memory: narrow its scope, or ask for "
            "less"
        )
        self.megabytes = megabytes


class AnalysisEnded(AnalysisError):  # noqa: N818
    """An analysis was ended from outside before its end."""

    def __init__(self) -> None:
        super().__init__("the process that worked on this analysis has ended: ask again")


class DrawingError(NgographError):
    """A map cannot be drawn as asked."""


class AddressError(NgographError):
    """The service cannot listen at that address."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(
            f"{host}:{port}: expected an address to listen at: {problem}; choose another with --port"
        )
        self.host, self.port = host, port


class SettingError(NgographError):
    """A setting in the environment is not of its kind."""

    def __init__(self, name: str, expected: str, found: str) -> None:
        super().__init__(f"{name}: expected {expected}, found {found!r}")
        self.name, self.expected, self.found = name, expected, found
