"""Each character span of the articles: made for the very bytes, and in a sentence that names a party."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
import Stemmer  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
NGO = "https://w3id.org/ngograph/ontology#"
SOURCES = sorted(DATA.glob("*/source.ttl"))
ARTICLES = [path.parent.name for path in SOURCES if "text/plain" in path.read_text("utf-8")]
STEMMERS = {"bs": "serbian", "ru": "russian"}
PARTIES = """participant onBehalfOf activity party supporter impliedParty funder recipient
             through part whole holder organisation place signatory"""
NAMED_BY = "|".join(f"<{NGO}{name}>" for name in PARTIES.split())
SPANS = f"""
PREFIX dct: <http://purl.org/dc/terms/> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX ngo: <{NGO}>
SELECT ?subject ?file ?digest ?language ?start ?end WHERE {{
  ?subject ngo:evidence ?evidence .
  ?evidence oa:hasSource ?document ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
  ?document dct:identifier ?file ; ngo:sha256 ?digest ; dct:language ?language .
}} ORDER BY ?start ?end ?subject
"""
NAMES = f"""
PREFIX ngo: <{NGO}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?subject ?name WHERE {{
  ?subject ngo:evidence ?evidence .
  {{ ?subject skos:prefLabel|skos:altLabel|ngo:acronym|skos:hiddenLabel ?name }}
  UNION {{ ?subject ({NAMED_BY})/(skos:prefLabel|skos:altLabel|ngo:acronym|skos:hiddenLabel) ?name }}
  UNION {{ ?participation ngo:activity ?subject ; ngo:participant ?party .
           ?party skos:prefLabel|skos:altLabel|ngo:acronym|skos:hiddenLabel ?name }}
}}
"""


class Span(NamedTuple):
    subject: str
    file: str
    digest: str
    language: str
    start: int
    end: int


@cache
def graph(source: str) -> ox.Store:
    store = ox.Store()
    for path in sorted((DATA / source).glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


@cache
def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def spans(source: str) -> list[Span]:
    rows = graph(source).query(SPANS)
    assert isinstance(rows, ox.QuerySolutions)
    values = ([term.value for term in row] for row in rows)
    return [Span(subject, file, digest, lang, int(a), int(b)) for subject, file, digest, lang, a, b in values]


def names(source: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    rows = graph(source).query(NAMES)
    assert isinstance(rows, ox.QuerySolutions)
    for subject, name in rows:
        found[subject.value].add(name.value)
    return found


def sentence(text: str, start: int, end: int) -> str:
    """The span widened to whole sentences; a paragraph break ends a sentence too."""
    breaks = [m.end() for m in re.finditer(r"(?<=[.!?”])\s+(?=[A-ZČĆĐŠŽА-Я„“])|\n\s*\n", text)]
    left = max((at for at in breaks if at <= start), default=0)
    right = min((at for at in breaks if at >= end), default=len(text))
    return text[left:right]


def stems(words: str, language: str) -> set[str]:
    stem = Stemmer.Stemmer(STEMMERS[language]).stemWord
    return {stem(word) for word in re.findall(r"\w+", words.casefold())}


def unnamed(source: str, shared: Path) -> Iterator[str]:
    known = names(source)
    for span in spans(source):
        words = stems(sentence(text_of(shared / "seeds" / span.file), span.start, span.end), span.language)
        if not any(stems(name, span.language) <= words for name in known[span.subject]):
            yield f"{span.subject} {span.start}-{span.end}"


def test_there_are_five_articles() -> None:
    assert len(ARTICLES) == 5


@pytest.mark.parametrize("source", ARTICLES)
def test_the_document_is_the_one_that_was_read(source: str, shared: Path) -> None:
    documents = {(span.file, span.digest) for span in spans(source)}
    assert len(documents) == 1
    for file, digest in documents:
        assert hashlib.sha256((shared / "seeds" / file).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("source", ARTICLES)
def test_every_span_lies_within_the_text_and_cuts_no_word(source: str, shared: Path) -> None:
    for span in spans(source):
        text = text_of(shared / "seeds" / span.file)
        assert 0 <= span.start < span.end <= len(text), span
        words = text[span.start : span.end]
        assert words == words.strip(), span
        inner = text[max(span.start - 1, 0) : span.start + 1], text[span.end - 1 : span.end + 1]
        assert not any(re.fullmatch(r"\w\w", pair) for pair in inner), span


@pytest.mark.parametrize("source", ARTICLES)
def test_the_sentence_of_every_span_names_a_party(source: str, shared: Path) -> None:
    assert not list(unnamed(source, shared))


def test_every_relationship_and_activity_has_a_span_of_its_own_source() -> None:
    missing = []
    for source in ARTICLES:
        rows = graph(source).query(
            f"PREFIX ngo: <{NGO}> SELECT ?node WHERE {{ ?node ngo:modality ?modality"
            " FILTER NOT EXISTS { ?node ngo:evidence ?evidence } }"
        )
        missing += [(source, node.value) for (node,) in rows]  # type: ignore[union-attr]
    assert not missing
