"""The guide from files to a funder's page does what it says, over some of the content."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ngograph.release import published
from ngograph.store import select
from ngograph.vocab import GRAPH, ID, NGO

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from tests.conftest import Outcome

ROOT: Final = Path(__file__).parents[2]
GUIDE: Final = (ROOT / "docs" / "who-says-what.md").read_text("utf-8")
NAMES: Final = ("flows.csv", "presence.csv", "activities.xml")
ARTICLES: Final = ("drr-conference-sarajevo", "icrc-uzbekistan-meeting", "nscep-staff-exchanges")


def some_content(folder: Path) -> Path:
    """Some of the content, so that a build takes a moment only, and decisions stay out of the project."""
    for name in ("ontology", "shapes", "queries"):
        folder.mkdir(exist_ok=True)
        (folder / name).symlink_to(ROOT / name)
    for name in ARTICLES:
        shutil.copytree(ROOT / "data" / name, folder / "data" / name)
    (folder / "data" / "judgements").mkdir()
    shutil.copy(ROOT / "data" / "judgements" / "source.ttl", folder / "data" / "judgements")
    return folder


def test_the_guide_leads_from_files_to_one_body_of_which_four_sources_tell(
    ngograph: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NGOGRAPH_CONTENT", str(some_content(tmp_path / "content")))
    for name, text in zip(NAMES, re.findall(r"```(?:csv|xml)\n(.*?)```", GUIDE, re.DOTALL), strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line != "ngograph serve"]
    assert len(commands) > 8
    for command in commands:
        outcome = ngograph(*shlex.split(command)[1:])
        assert outcome.code == 0, (command, outcome.err)
    telling = {
        row["graph"].value.removeprefix(GRAPH)
        for row in select(
            published(tmp_path / "releases").store(),
            f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ <{ID}organisation/unicef> a ?class }} "
            f"FILTER(STRSTARTS(STR(?class), '{NGO}')) }}",
        )
    }
    assert telling - {"derived"} == {*(name.partition(".")[0] for name in NAMES), ARTICLES[0]}
