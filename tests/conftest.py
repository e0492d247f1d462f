"""What tests of several rooms need: the content, a release of it, the shared sources, the command line."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import io
import logging
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from ngograph.build import build
from ngograph.cli import main
from ngograph.content import Content, find_content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from ngograph.release import Release

ROOT = Path(__file__).parents[1]

# How long an example takes says more about the machine than about the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


# What takes longest comes first, so that of several processes none is left at the end with a long file.
LONGEST = (
    *("web/test_networks.py", "cli/test_writing.py", "store/remote/test_publishing.py"),
    *("web/test_openapi.py", "test_benchmarks.py", "web/test_browser.py", "store/remote/test_answers.py"),
    *("cli/test_maps.py", "store/remote/test_engine.py", "network/drawing/test_page.py", "test_readme.py"),
    *("sources/formats/test_every_file.py", "sources/formats/test_giving.py", "validation/test_engines.py"),
    *("content/test_shapes.py", "web/test_portraits.py", "test_build.py", "cli/test_networks.py"),
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Test in one process more than there are cores: some tests wait for a browser, a store or a service."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest before the others."""
    rank = {ROOT / "tests" / name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="module", autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Let what a file of tests leaves open be noticed at its end, and not in a test of another file."""
    yield
    gc.collect()


def _logs_left_as_found() -> Iterator[None]:
    """Take back where the service writes its logs: that holds for the whole process, and so for all tests."""
    loggers = [logging.getLogger(name) for name in ("ngograph", "ngograph.requests", "uvicorn")]
    found = [(one, list(one.handlers), one.propagate, one.level) for one in loggers]
    told = {name: getattr(logging, name) for name in ("logThreads", "logProcesses", "logMultiprocessing")}
    yield
    for logger, handlers, propagate, level in found:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
    for name, value in told.items():
        setattr(logging, name, value)


logs_left_by_a_file = pytest.fixture(scope="module", autouse=True)(_logs_left_as_found)
logs_left_by_a_test = pytest.fixture(autouse=True)(_logs_left_as_found)


@dataclass(frozen=True)
class Outcome:
    """How a run of the command line ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the articles and the foreign data, which lies beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        message = f"{folder} is not there: nothing to compare with the sources themselves"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content."""
    return find_content(ROOT)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that *make* fills: once, however many processes test beside each other."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, whole = root / name, root / f"{name}.whole"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            make(folder)
            whole.touch()
    return folder


@pytest.fixture(scope="session")
def releases(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release of the project's own content, published; nobody writes to it."""
    return made_once(tmp_path_factory, "own-releases", lambda folder: build(content, folder))


@pytest.fixture(scope="session")
def release(releases: Path) -> Release:
    """A release of the project's own content."""
    from ngograph.release import published

    return published(releases)


@pytest.fixture
def ngograph(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Outcome]]:
    """Run the command line in this process: `ngograph("build", "--releases", folder)` gives an `Outcome`."""
    monkeypatch.delenv("NGOGRAPH_CONTENT", raising=False)
    monkeypatch.delenv("NGOGRAPH_RELEASES", raising=False)

    def run(*arguments: object) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "argv", ["ngograph", *map(str, arguments)])
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())

    yield run


_PREFIXES = """@base <https://w3id.org/ngograph/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix ngosh: <https://w3id.org/ngograph/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_TINY = {
    "ontology/tiny.ttl": """
ngo:Organisation a owl:Class . ngo:NationalSociety a owl:Class ; rdfs:subClassOf ngo:Organisation .
ngo:Relationship a owl:Class . ngo:Partnership a owl:Class ; rdfs:subClassOf ngo:Relationship .
ngo:Document a owl:Class ;
  rdfs:subClassOf [ a owl:Restriction ; owl:onProperty dct:title ; owl:minCardinality 0 ] .
ngo:Visit a owl:Class ; owl:unionOf ( ngo:Meeting ngo:Trip ) .
""",
    "shapes/partnership.ttl": """
ngosh:PartnershipShape a sh:NodeShape ; sh:targetClass ngo:Partnership ;
  sh:property ngosh:PartnershipShape-party .
ngosh:PartnershipShape-party a sh:PropertyShape ; sh:path ngo:party ;
  sh:minCount 2 ; sh:class ngo:Organisation ;
  sh:message "A partnership has two or more parties." .
ngosh:OrganisationShape a sh:NodeShape ; sh:targetClass ngo:Organisation ;
  sh:property ngosh:OrganisationShape-label .
ngosh:OrganisationShape-label a sh:PropertyShape ; sh:path skos:prefLabel ;
  sh:minCount 2 ; sh:severity sh:Warning ;
  sh:message "An organisation should have a label in the language of its source." .
""",
    "data/alpha/source.ttl": """
<graph/alpha> dct:source <id/document/alpha> .
<id/document/alpha> a ngo:Document ; skos:prefLabel "Alpha"@en .
""",
    "data/alpha/statements.ttl": """
<id/organisation/one> a ngo:NationalSociety ; skos:prefLabel "One"@en , "Jedan"@bs .
<id/organisation/two> a ngo:Organisation ; skos:prefLabel "Two"@en , "Dva"@bs .
<id/partnership/one-two> a ngo:Partnership ; ngo:party <id/organisation/one> , <id/organisation/two> .
""",
    "data/beta/source.ttl": """
<graph/beta> dct:source <id/document/beta> .
<id/document/beta> a ngo:Document ; skos:prefLabel "Beta"@en .
""",
    "data/beta/statements.ttl": """
<id/organisation/one> a ngo:NationalSociety ; skos:prefLabel "One"@en , "Jedan"@bs .
<id/organisation/three> a ngo:Organisation ; skos:prefLabel "Three"@en .
<id/partnership/one-three> a ngo:Partnership ; ngo:party <id/organisation/one> , <id/organisation/three> .
""",
}

_WORKS_WITH = """PREFIX ngo: <https://w3id.org/ngograph/ontology#>
CONSTRUCT { ?a ngo:worksWith ?b } WHERE { ?p ngo:party ?a , ?b FILTER(?a != ?b) }
"""


def tiny_in(folder: Path) -> Content:
    """Write a content of a few lines: two sources that share a body, three shapes, one derived edge."""
    root = folder / "content"
    for name, text in _TINY.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(_PREFIXES + text, "utf-8")
    (root / "queries" / "derive").mkdir(parents=True)
    (root / "queries" / "derive" / "works-with.rq").write_text(_WORKS_WITH)
    return Content(root)


@pytest.fixture
def tiny(tmp_path: Path) -> Content:
    """A content of a few lines, which the test may change."""
    return tiny_in(tmp_path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        message = "Chromium is not installed: nothing to look at the pages with"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
