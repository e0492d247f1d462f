"""What the documentation says of writing can be typed as it stands."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ngograph.build import build
from ngograph.content import Content
from ngograph.vocab import GRAPH

from .test_writing import editing

DOCS = Path(__file__).parents[2] / "docs" / "http.md"
SOURCE = "nscep-staff-exchanges"


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples of the documentation use curl")
def test_the_examples_run(content: Content, tmp_path: Path) -> None:
    (block,) = re.findall(r"```sh\n(TOKEN=.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    part = Content(tmp_path / "content")  # the rules of the project, and the one source that is written to
    part.data.mkdir(parents=True)
    for folder in (content.ontology, content.shapes, content.queries, content.data / SOURCE):
        (part.root / folder.relative_to(content.root)).symlink_to(folder)
    build(part, tmp_path / "releases")
    with editing(part, tmp_path / "releases") as one:
        (tmp_path / "token").write_text(one.secret)
        script = block.replace("http://127.0.0.1:8000", one.address.rstrip("/")).replace("-s ", "-sf ")
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        put, updated = (json.loads(f"{{{part}") for part in done.stdout.split("{")[1:])
        graph = f"{GRAPH}{SOURCE}"
        assert (put["graphs"], updated["graphs"]) == ([graph], [graph])
        assert put["release"] < updated["release"] == one.serves
        assert not one.ask('?s ?p "NSCEP 2022"@en')
