"""The verbs queries, ask, query, explain and span, run as a person runs them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Protocol

import pytest
import typer
from rich.console import Console

from ngograph import tabular
from ngograph.cli import asking, showing
from ngograph.queries import load_catalogue
from ngograph.store import select
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.content import Content
    from ngograph.release import Release


class Outcome(Protocol):
    code: int
    out: str
    err: str


@pytest.fixture
def run(ngograph: Callable[..., Outcome], releases: Path) -> Callable[..., Outcome]:
    """Run a verb on the release."""
    return lambda verb, *arguments: ngograph(verb, "--releases", releases, *arguments)


def rows(outcome: Outcome) -> list[dict[str, str]]:
    assert outcome.code == 0, outcome.err
    return list(csv.DictReader(io.StringIO(outcome.out)))


def test_queries_lists_every_query(ngograph: Callable[..., Outcome], content: Content) -> None:
    told = ngograph("queries").out
    assert [q.name for q in load_catalogue(content.queries) if q.name not in told] == []


def test_queries_by_tag(ngograph: Callable[..., Outcome]) -> None:
    told = json.loads(ngograph("queries", "--tag", "funding", "--json").out)
    assert {"funders-of-activity", "what-a-donor-funds"} <= {query["name"] for query in told}
    assert all("funding" in query["tags"] for query in told)


def test_queries_shows_one_with_an_example_that_runs(
    ngograph: Callable[..., Outcome], run: Callable[..., Outcome]
) -> None:
    told = ngograph("queries", "visits-of-project").out
    assert "--project NSCEP" in told
    assert rows(run("ask", "visits-of-project", "--project", "NSCEP"))


def test_an_unknown_query_names_the_nearest(run: Callable[..., Outcome]) -> None:
    told = run("ask", "partner-of-organisation")
    assert told.code == 1
    assert "partners-of-organisation" in told.err


@pytest.mark.parametrize(
    "name",
    [
        "Red Cross of Tuzla Canton",
        "Crveni križ Tuzlanskog kantona",
        "crvenog kriza tuzlanskog kantona",
        "Crveni krst Tuzlanskog kantona",
        "Црвени крст Тузланског кантона",
        f"{ID}organisation/red-cross-tuzla-canton",
        "id/organisation/red-cross-tuzla-canton",
    ],
)
def test_an_organisation_may_be_called_by_any_name(run: Callable[..., Outcome], name: str) -> None:
    found = rows(run("ask", "partners-of-organisation", "--organisation", name))
    assert {row["partnerLabel"] for row in found} == {
        "British Red Cross",
        "Bulgarian Red Cross",
        "The Red Cross Society of Bosnia and Herzegovina",
        "Turkish Red Crescent Society",
    }


@pytest.mark.parametrize("name", ["ICRC", "МККК", "MKCK", "Международный Комитет Красного Креста"])
def test_an_organisation_may_be_called_by_its_acronym(run: Callable[..., Outcome], name: str) -> None:
    found = rows(run("ask", "partners-of-organisation", "--organisation", name))
    assert {row["partner"] for row in found} == {f"{ID}organisation/fdrs-duz001"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--date", "2022-11-25"],
        ["--date=2022-11-25"],
        ["--param", "date=2022-11-25"],
        ["-p", "date=2022-11-25"],
    ],
)
def test_a_parameter_may_be_given_in_each_way(run: Callable[..., Outcome], arguments: list[str]) -> None:
    assert len(rows(run("ask", "going-on-on-day", *arguments))) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--date", "2022-11-31"], 2, "a date such as"),
        (["--day", "2022-11-25"], 2, "it has date"),
        (["--date"], 2, "expected a value"),
        (["2022-11-25"], 2, "expected --parameter value"),
    ],
)
def test_a_wrong_parameter_is_told(
    run: Callable[..., Outcome], arguments: list[str], code: int, words: str
) -> None:
    told = run("ask", "going-on-on-day", *arguments)
    assert (told.code, told.out) == (code, "")
    assert words in told.err
    assert "Traceback" not in told.err


def test_an_ambiguous_name_is_answered_with_the_candidates(run: Callable[..., Outcome]) -> None:
    told = run("ask", "partners-of-organisation", "--organisation", "Centar za socijalni rad")
    assert told.code == 1
    for town in ("Jajce", "Kalesija", "Modriča"):
        assert f"Centre for Social Work {town} <" in told.err


def test_a_name_that_nothing_bears_is_answered_with_the_nearest(run: Callable[..., Outcome]) -> None:
    told = run("ask", "partners-of-organisation", "--organisation", "Britsh Red Croos")
    assert told.code == 1
    assert "British Red Cross <" in told.err


def test_a_table_speaks_the_language_that_is_asked_for(run: Callable[..., Outcome]) -> None:
    told = ("ask", "agreements-of-organisation", "--organisation", "Kali Sara", "--lang", "ru")
    table = " ".join(run(*told, "--format", "table").out.split())
    assert table.startswith("Какие соглашения есть у организации и с кем? организация Kali Sara")
    assert "статус" in table
    assert "подписано" in table
    assert table.endswith("5 строк")
    assert run(*told, "--format", "csv").out == run(*told[:-2], "--format", "csv").out


def test_json_has_an_object_a_row_with_plain_values(run: Callable[..., Outcome]) -> None:
    told = run(
        "ask",
        "people-at-event",
        "--format",
        "json",
        "--event",
        "id/activity/icrc-uzbekistan-meeting-2022-08-15",
    )
    assert [row["delegates"] for row in json.loads(told.out)] == [3, 4]


def test_without_a_release_nothing_is_asked(ngograph: Callable[..., Outcome], tmp_path: Path) -> None:
    told = ngograph("ask", "delegations", "--releases", tmp_path)
    assert told.code == 1
    assert "ngograph build" in told.err


def test_query_runs_each_form(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?n WHERE { VALUES ?n { 1 } }")
    assert rows(run("query", file)) == [{"n": "1"}]
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?s ?p ?o }"))
    assert run("query", "-").out == "true\n"
    file.write_text("CONSTRUCT { <a:b> a ?s } WHERE { VALUES ?s { <a:c> } }")
    assert "<a:b> a <a:c>" in run("query", file).out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?x WHERE {\n  ?x ?y }", "line 2"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("DROP ALL", "DROP"),
    ],
)
def test_a_query_that_cannot_be_run_is_told(
    run: Callable[..., Outcome], tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "q.rq"
    file.write_text(text)
    told = run("query", file)
    assert told.code == 1
    assert words in told.err


def test_a_missing_query_file_is_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    told = run("query", tmp_path / "none.rq")
    assert (told.code, "none.rq" in told.err) == (1, True)


def test_a_query_may_stand_in_place_of_its_file(run: Callable[..., Outcome]) -> None:
    told = run("query", "SELECT ?n WHERE { VALUES ?n { " + "1 " * 5000 + "} } LIMIT 1")
    assert rows(told) == [{"n": "1"}]
    told = run("query", "none/" * 1000)
    assert (told.code, "none/none" in told.err) == (1, True)


def test_explain_tells_of_a_relationship(run: Callable[..., Outcome], shared: Path) -> None:
    told = run("explain", "id/participation/nscep-red-cross-tuzla-canton", "--sources", shared / "seeds").out
    assert "characters 105–313" in told
    assert "križ Tuzlanskog kantona”" in " ".join(told.split())


def test_explain_tells_of_a_thing_both_directions(run: Callable[..., Outcome]) -> None:
    told = json.loads(run("explain", "Kali Sara", "--json").out)
    assert told["iri"] == f"{ID}organisation/kali-sara"
    assert f"{ID}agreement/kali-sara-memorandum-jajce" in {r["iri"] for r in told["relationships"]}
    assert {s["follows_from"][0] for s in told["derived"] if s["property"].endswith("worksWith")}
    assert all(s["provenance"] for s in told["statements"])


def test_explain_adds_the_words_to_json(run: Callable[..., Outcome], shared: Path) -> None:
    told = json.loads(run("explain", "Sanja Ratkušić", "--json", "--sources", shared / "seeds").out)
    assert [place["words"] for place in told["provenance"]] == ["Sanju Ratkušić"]


def test_explain_refuses_a_changed_source(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "000_b9dcb895e91adb8d.txt").write_text("something else")
    told = run("explain", "Sanja Ratkušić", "--sources", tmp_path)
    assert told.code == 1
    assert "sha256" in told.err


def test_explain_says_when_nothing_is_known(run: Callable[..., Outcome]) -> None:
    told = run("explain", "id/organisation/none")
    assert (told.code, "id/organisation/none" in told.err) == (1, True)


def test_span_gives_positions_and_digest(ngograph: Callable[..., Outcome], tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Živinice,\r\nŽivinice".encode())
    told = ngograph("span", file, "Živinice").out.splitlines()
    assert [line.split()[:2] for line in told] == [["0", "8"], ["11", "19"]]
    assert len({line.split()[2] for line in told}) == 1
    assert json.loads(ngograph("span", file, "Živinice, Živinice", "--json").out)["spans"] == [
        {"start": 0, "end": 19}
    ]
    missed = ngograph("span", file, "Tuzla")
    assert (missed.code, "Tuzla" in missed.err) == (1, True)


def test_a_table_shows_labels_and_leaves_out_what_repeats(release: Release, content: Content) -> None:
    query = load_catalogue(content.queries).get("visits-of-project")
    found = tabular.rows(select(release.store(), query.text))
    console = Console(width=100, file=io.StringIO())
    showing.print_rows(console, found, query.title, {"project": "NSCEP"})
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert told.count("Abdurahman\n") + told.count("Abdurahman ") == 2
    assert "https://" not in told
    assert "8 rows" in told
    assert max(map(len, told.splitlines())) <= 100


def test_the_verbs_are_registered() -> None:
    app = typer.Typer()
    asking.register(app)
    assert [command.name for command in app.registered_commands] == ["ask", "query", "explain", "span"]
    (questions,) = app.registered_groups
    assert questions.name == "queries"
    assert questions.typer_instance is not None
    verbs = [command.name for command in questions.typer_instance.registered_commands]
    assert verbs == ["list", "running", "kill"]


def test_list_need_not_be_named(ngograph: Callable[..., Outcome]) -> None:
    for rest in ((), ("sources",), ("--tag", "funding", "--json"), ("sources", "--json")):
        assert ngograph("queries", *rest) == ngograph("queries", "list", *rest)
    assert "running" in ngograph("queries", "--help").out
