"""Make the kept answers of all queries anew: `python tests/content/keep_answers.py`.

Read the difference before keeping it.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ngograph import names, tabular
from ngograph.build import build
from ngograph.content import find_content
from ngograph.queries import bind, load_catalogue
from ngograph.store import select

HERE = Path(__file__).parent


def main() -> None:
    """Build a release of the content, ask every example, and write the answers."""
    content = find_content(HERE.parents[1])
    catalogue = load_catalogue(content.queries)
    with TemporaryDirectory() as folder:
        store = build(content, Path(folder)).store()
        found = tabular.rows(select(store, catalogue.get("names-of-thing").text))
        index = names.index(names.read(found.records()))
        for old in (HERE / "answers").glob("*.csv"):
            old.unlink()
        for query in catalogue:
            rows = tabular.rows(select(store, query.text, bind(query, query.example, index)))
            with (HERE / "answers" / f"{query.name}.csv").open("w", encoding="utf-8") as file:
                tabular.write_csv(rows, file)


if __name__ == "__main__":
    main()
