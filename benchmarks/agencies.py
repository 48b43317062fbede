"""Wire agencies found from the text alone, against the ``wire`` column of articles (PolNeAR).

    python -m benchmarks.agencies ARTICLES.jsonl.gz [ARTICLES.jsonl.gz ...]

Only the text of each article is given to the tool: no byline, no outlet, no column of the agency. Precision is the
share of agencies found that the column names, recall the share of those named that are found.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks.origins import read_rows
from provenance import tables
from provenance.articles import describe_articles
from provenance.config import Config
from provenance.origins.names import same_name


def main(paths: list[str]) -> None:
    """Print counts, every article on which tool and column differ, precision and recall."""
    rows = [row for path in paths for row in read_rows(Path(path))]
    documents = tables.DOCUMENTS.frame(
        {
            "position": place,
            "input_id": row["id"],
            "where": row["id"],
            "format": "jsonl",
            "text": row["text"],
            "notes": [],
        }
        for place, row in enumerate(rows)
    )
    articles = describe_articles(documents, config=Config().articles)
    found = dict(articles.select("input_id", "agency").iter_rows())
    counts: Counter[str] = Counter()
    for row in rows:
        named, agency = row["wire"], found[row["id"]]
        if named and agency and same_name(named, agency):
            counts["right"] += 1
            continue
        counts["named"] += bool(named)
        counts["found"] += bool(agency)
        if named or agency:
            print(f"{row['id']}: column {named}, found {agency}")
    right = counts["right"]
    print(
        f"{len(rows)} articles, {right + counts['named']} of an agency: precision "
        f"{right / max(1, right + counts['found']):.3f}, recall {right / max(1, right + counts['named']):.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
