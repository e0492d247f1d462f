"""Tokens: made once, kept as digests, for its owner's eyes alone, each for the graphs that it names."""

from __future__ import annotations

import hashlib
import json
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph import tokens
from ngograph.errors import TokenError
from ngograph.vocab import GRAPH

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "tokens.json"


def test_a_token_is_found_by_its_secret_alone(file: Path) -> None:
    first, second = tokens.add(file, "first", ["write"]), tokens.add(file, "second", ["write:x:a"])
    assert [tokens.found(file, secret) for secret in (first, second)] == tokens.listed(file)
    for wrong in (
        "",
        "first",
        first[:-1],
        first + "=",
        first.upper(),
        "\udc80",
        hashlib.sha256().hexdigest(),
    ):
        assert tokens.found(file, wrong) is None


def test_the_secret_is_kept_nowhere_and_nobody_else_reads_the_file(file: Path) -> None:
    secret = tokens.add(file, "editor", ["write"])
    assert len(secret) > 40
    assert secret not in file.read_text()
    assert secret not in repr(tokens.listed(file))
    assert hashlib.sha256(secret.encode()).hexdigest() in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_no_two_secrets_are_alike(file: Path) -> None:
    assert len({tokens.add(file, f"t{number}", ["write"]) for number in range(20)}) == 20


def test_a_token_that_was_removed_is_not_known(file: Path) -> None:
    kept, gone = tokens.add(file, "kept", ["write"]), tokens.add(file, "gone", ["write"])
    tokens.remove(file, "gone")
    assert tokens.found(file, gone) is None
    assert tokens.found(file, kept) is not None
    with pytest.raises(TokenError, match="found 'gone'; there are: kept"):
        tokens.remove(file, "gone")


def test_a_file_that_others_may_read_will_not_do(file: Path) -> None:
    secret = tokens.add(file, "editor", ["write"])
    file.chmod(0o640)
    with pytest.raises(TokenError, match="found mode 640"):
        tokens.found(file, secret)


@pytest.mark.parametrize("text", ["", "[]", '{"tokens": [{}]}', '{"tokens": 3}', "\x00"])
def test_what_is_no_file_of_tokens(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.touch(0o600)
    file.write_text(text)
    with pytest.raises(TokenError, match="expected the tokens of those who may write"):
        tokens.listed(file)


@pytest.mark.parametrize("name", ["", "-", "a b", "a\n", "a" * 65, "ж"])
def test_what_is_no_name(file: Path, name: str) -> None:
    with pytest.raises(TokenError, match="expected a name"):
        tokens.add(file, name, ["write"])
    assert not file.exists()


def test_a_name_is_taken_once(file: Path) -> None:
    tokens.add(file, "editor", ["write"])
    with pytest.raises(TokenError, match="'editor' taken"):
        tokens.add(file, "editor", ["write"])


@pytest.mark.parametrize("scope", ["", "read", "write:", "write x", "write:x:a b", "write:*", "write:x:a*b"])
def test_what_is_no_scope(file: Path, scope: str) -> None:
    with pytest.raises(TokenError, match="as a scope"):
        tokens.add(file, "editor", [scope])


def test_a_scope_may_begin_at_the_root(file: Path) -> None:
    tokens.add(file, "editor", ["write:graph/alpha", "write:graph/team-*"])
    (known,) = json.loads(file.read_text())["tokens"]
    assert known["scopes"] == [f"write:{GRAPH}alpha", f"write:{GRAPH}team-*"]


@pytest.mark.parametrize(
    ("scope", "covered", "others"),
    [
        ("write", ["x:a", f"{GRAPH}alpha"], []),
        ("write:x:a", ["x:a"], ["x:ab", "x:", "x:A", "x:b"]),
        ("write:x:a*", ["x:a", "x:ab", "x:a*"], ["x:", "x:b", "y:x:a"]),
    ],
)
def test_what_a_scope_is_for(scope: str, covered: list[str], others: list[str]) -> None:
    assert [graph for graph in (*covered, *others) if tokens.covers([scope], graph)] == covered


IRIS = st.text("abc/", max_size=4).map(lambda rest: f"x:{rest}")


@given(st.lists(st.tuples(IRIS, st.sampled_from(["", "*"])), max_size=4), IRIS)
def test_several_scopes_are_for_what_one_of_them_is_for(named: list[tuple[str, str]], graph: str) -> None:
    scopes = [f"write:{iri}{star}" for iri, star in named]
    expected = any(graph.startswith(iri) if star else graph == iri for iri, star in named)
    assert tokens.covers(scopes, graph) is expected
