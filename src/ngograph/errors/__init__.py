"""What can go wrong, as one tree.

::

    NgographError
    ├── AnalysisError           an analysis was not done to its end
    │   ├── TooManyAnalyses     more analyses wait than the service takes; knows when to come again
    │   ├── AnalysisTooLong     it took longer than is allowed; knows the seconds
    │   ├── AnalysisTooLarge    it needs more memory than is allowed; knows the megabytes
    │   └── AnalysisEnded       it was ended from outside before its end
    ├── NonConforming           SHACL found violations; carries the findings
    ├── ReleaseError            a release cannot be written, found or read
    │   ├── NoRelease           nothing has been published yet
    │   ├── ReleaseBusy         another process is writing releases in this folder
    │   └── WrittenChanges      a build would throw away what was written; knows the graphs
    ├── ContentError            a file or folder of ontology, shapes, queries or data is not what it should be
    │   ├── MissingFile         a file or folder that was named is not there
    │   ├── MissingSource       a data folder does not say which document it renders
    │   ├── RdfSyntaxError      a file is not well-formed RDF; knows file, line and column
    │   ├── FrontMatterError    the head of a query file cannot be read
    │   └── ContradictingDecisions  two things are decided to be one and to be two; knows the way
    ├── DateError               not an EDTF date of level 0 or 1
    ├── EvidenceError           a source's bytes or a span do not agree with what the graph says of them
    ├── ExportError             a release cannot be exported as asked
    │   ├── UnknownSelection    no source, class or format of that name; knows the nearest
    │   └── NothingToExport     nothing fits what was said
    ├── ImportingError          a file cannot become a source
    │   ├── UnreadableFile      it is damaged, or not what its bytes promise; knows file, line and column
    │   ├── UnknownFormat       no reader knows what it is; knows the readers
    │   ├── UnfitMapping        a mapping does not fit its table; knows file, key and nearest
    │   ├── NothingToImport     it can be read, but tells of no relationship; knows why
    │   └── UnknownColumn       a table has no such column; knows the nearest
    ├── NetworkError            a network cannot be made or measured as asked
    │   ├── NotInNetwork        what was named is no node of it; knows the nearest
    │   ├── UnknownChoice       no measure, projection or attribute of that name; knows the nearest
    │   ├── EmptySelection      nothing is left; knows the filter that took the last
    │   └── UnknownAnalysis     no analysis of that name; knows the nearest
    ├── DrawingError            a map cannot be drawn as asked
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
    ├── AddressError            the service cannot listen at that address; knows host and port
    ├── SettingError            a setting in the environment is not of its kind; knows its name
    ├── NoFittingFormat         none of the formats on offer is asked for; knows those on offer
    ├── StoreError              another store cannot be reached, or does not answer as a store should
    │   ├── StoreBusy           it takes no more questions now; knows when to come again
    │   └── StoreUnfinished     it holds part of a release: a publish was begun and has not ended
    ├── UnknownThing            the graph says nothing of that IRI
    ├── WithdrawnThing          what bore that IRI has been withdrawn, and nothing stands for it
    ├── UnknownDecision         nobody has decided whether these two are one; knows them
    ├── NameNotFound            no thing bears that name; knows the nearest
    ├── AmbiguousName           several things bear that name; knows the candidates
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
    └── TokenError              the file of tokens is not what it should be, or a token in it

A message says what was expected, what was found, and where. Evidence is kept as attributes, so that the
faces (command line, HTTP) can show it in their own way. There is no exit code and no HTTP status here.
"""

from ngograph.errors.analyses import (
    AnalysisEnded,
    AnalysisError,
    AnalysisTooLarge,
    AnalysisTooLong,
    TooManyAnalyses,
)
from ngograph.errors.building import NonConforming, NoRelease, ReleaseBusy, ReleaseError, WrittenChanges
from ngograph.errors.content import (
    ContentError,
    ContradictingDecisions,
    DateError,
    EvidenceError,
    FrontMatterError,
    MissingFile,
    MissingSource,
    RdfSyntaxError,
)
from ngograph.errors.exporting import ExportError, NothingToExport, UnknownSelection
from ngograph.errors.importing import (
    ImportingError,
    NothingToImport,
    UnfitMapping,
    UnknownColumn,
    UnknownFormat,
    UnreadableFile,
)
from ngograph.errors.networks import (
    DrawingError,
    EmptySelection,
    NetworkError,
    NotInNetwork,
    UnknownAnalysis,
    UnknownChoice,
)
from ngograph.errors.querying import (
    ParameterError,
    QueryEnded,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTooDeep,
    QueryTooLarge,
    QueryTooLong,
    TooManyQueries,
    UnknownParameter,
    UnknownQuery,
    UpdateSyntaxError,
)
from ngograph.errors.root import NgographError
from ngograph.errors.serving import AddressError, NoFittingFormat, SettingError
from ngograph.errors.stores import StoreBusy, StoreError, StoreUnfinished
from ngograph.errors.things import AmbiguousName, NameNotFound, UnknownDecision, UnknownThing, WithdrawnThing
from ngograph.errors.writing import (
    GraphExists,
    NotWritable,
    OutOfScope,
    ReleaseMoved,
    TokenError,
    TooManyWrites,
    UnfitGraph,
    UnreadableBody,
    WriteEnded,
    WriteError,
    WriteTooLarge,
    WriteTooLong,
)

__all__ = [
    "AddressError",
    "AmbiguousName",
    "AnalysisEnded",
    "AnalysisError",
    "AnalysisTooLarge",
    "AnalysisTooLong",
    "ContentError",
    "ContradictingDecisions",
    "DateError",
    "DrawingError",
    "EmptySelection",
    "EvidenceError",
    "ExportError",
    "FrontMatterError",
    "GraphExists",
    "ImportingError",
    "MissingFile",
    "MissingSource",
    "NameNotFound",
    "NetworkError",
    "NgographError",
    "NoFittingFormat",
    "NoRelease",
    "NonConforming",
    "NotInNetwork",
    "NotWritable",
    "NothingToExport",
    "NothingToImport",
    "OutOfScope",
    "ParameterError",
    "QueryEnded",
    "QueryError",
    "QueryRefused",
    "QuerySyntaxError",
    "QueryTooDeep",
    "QueryTooLarge",
    "QueryTooLong",
    "RdfSyntaxError",
    "ReleaseBusy",
    "ReleaseError",
    "ReleaseMoved",
    "SettingError",
    "StoreBusy",
    "StoreError",
    "StoreUnfinished",
    "TokenError",
    "TooManyAnalyses",
    "TooManyQueries",
    "TooManyWrites",
    "UnfitGraph",
    "UnfitMapping",
    "UnknownAnalysis",
    "UnknownChoice",
    "UnknownColumn",
    "UnknownDecision",
    "UnknownFormat",
    "UnknownParameter",
    "UnknownQuery",
    "UnknownSelection",
    "UnknownThing",
    "UnreadableBody",
    "UnreadableFile",
    "UpdateSyntaxError",
    "WithdrawnThing",
    "WriteEnded",
    "WriteError",
    "WriteTooLarge",
    "WriteTooLong",
    "WrittenChanges",
]
