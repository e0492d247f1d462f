from __future__ import annotations

from pathlib import Path

from ngograph.analysis import ANALYSES, page
from ngograph.network import MEASURES

KEPT = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_page_that_is_kept_is_the_one_that_is_made() -> None:
    made = page()
    assert KEPT.read_text("utf-8") == made, "run `ngograph reference --of measures -o docs/measures.md`"


def test_every_analysis_option_and_measure_is_on_it() -> None:
    made = page()
    for name in (*ANALYSES, *MEASURES):
        assert f"`{name}`" in made
    for analysis in ANALYSES.values():
        for option in analysis.options:
            assert f"| `{option.name}` |" in made
